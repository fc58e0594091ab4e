/* Links by which a guest facilitator reads what was said of their event, without an account, until a day. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "platform/security/token.h"
#include "rooms/booking/evaluation_results.h"

enum { MAC = 32, NAME_MOST = 100, DAY = 86400 };

#define FIELDS "SELECT id, event_id, ends_at, revoked_at, made_at, name, email FROM guest_link"
SQL(guest_link_list, FIELDS " WHERE event_id = $1 ORDER BY id DESC LIMIT 20");
SQL(guest_link_by_id, FIELDS " WHERE id = $1");
SQL(guest_link_count, "SELECT count(*) FROM guest_link WHERE event_id = $1 AND revoked_at IS NULL AND ends_at > $2");
SQL(guest_link_insert, "INSERT INTO guest_link (id, event_id, name, email, made_by, made_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(guest_link_end, "UPDATE guest_link SET revoked_at = $3 WHERE id = $1 AND event_id = $2 AND revoked_at IS NULL");

static const Column columns[] = { COLUMN(GuestLink, id), COLUMN(GuestLink, event_id), COLUMN(GuestLink, ends_at), COLUMN(GuestLink, revoked_at), COLUMN(GuestLink, made_at), COLUMN(GuestLink, name),
                                  COLUMN(GuestLink, email) };

Error *guest_links(Ctx *cx, int64_t event_id, GuestLink **list, size_t *count)
{
    Event event = {0};
    TRY(register_may(cx, event_id, &event));
    return db_list(cx, guest_link_list, columns, list, count, INT(event_id));
}

static const char *signature(Ctx *cx, const char *id) { return text_copy(cx, mac(cx, "results", id), MAC); }

const char *guest_link_path(Ctx *cx, int64_t id)
{
    const char *which = text(cx, "%ld", (long)id);
    return text(cx, "/results/%s-%s", which, signature(cx, which));
}

/* Midnight after so many days, so that the day that is told is a whole one. */
static int64_t end_of(Ctx *cx, int64_t days)
{
    int64_t at = cx->now + days * DAY;
    instant_of(date_add_days(cx, cx->today, days + 1), 0, 0, false, &at);
    return at;
}

Error *guest_link_make(Ctx *cx, int64_t event_id, const char *name, const char *email, int64_t days)
{
    Event event = {0};
    Error *errors = OK;
    int64_t there = 0, id = new_id(cx);
    name = text_trim(cx, name), email = text_trim(cx, email);
    TRY(register_may(cx, event_id, &event));
    if (register_is_to_read(cx)) return forbidden(cx, "reads results and shares them with nobody");
    if (blank(name) || letters(name) > NAME_MOST) errors_add(&errors, invalid(cx, "name", "Enter for whom it is, in %d letters or fewer", NAME_MOST));
    if (*email && !email_valid(email)) errors_add(&errors, invalid(cx, "email", "Enter an email address with an @, like name@school.example"));
    if (days < 1 || days > GUEST_DAYS_MOST) errors_add(&errors, invalid(cx, "days", "Enter for how many days it works, from 1 to %d", GUEST_DAYS_MOST));
    if (errors) return errors;
    TRY(db_number(cx, guest_link_count, &there, INT(event_id), INT(cx->now)));
    if (there >= GUEST_LINKS_MOST) return conflict(cx, "There are %d links already that work. Take one of them back first", GUEST_LINKS_MOST);
    TRY(db_run(cx, guest_link_insert, NULL, INT(id), INT(event_id), STR(name), STR(email), INT(cx->who->id), INT(cx->now), INT(end_of(cx, days))));
    TRY(trail(cx, "evaluation.results_shared", event_id, text(cx, "for %s", counted(cx, days, "day", NULL))));
    if (!*email) return OK;
    return mail_queue(cx, &(Mail){ .letter = "results-shared", .about_id = event_id, .to_name = name, .to_email = email,
        MAIL_VALUES({ "name", name }, { "event", event.title }, { "when", date_words(cx, event.starts_on) }, { "by", cx->who->name }, { "until", day_words(cx, date_of(cx, end_of(cx, days) - 1)) },
                    { "link", text(cx, "%s%s", cx->partnership->url, guest_link_path(cx, id)) }) });
}

Error *guest_link_revoke(Ctx *cx, int64_t event_id, int64_t id)
{
    Event event = {0};
    int64_t ended = 0;
    TRY(register_may(cx, event_id, &event));
    if (register_is_to_read(cx)) return forbidden(cx, "reads results and shares them with nobody");
    TRY(db_run(cx, guest_link_end, &ended, INT(id), INT(event_id), INT(cx->now)));
    return ended ? trail(cx, "evaluation.results_unshared", event_id, NULL) : missing(cx, "event %ld has no link %ld that works", (long)event_id, (long)id);
}

Error *guest_results(Ctx *cx, const char *token, GuestLink *link, bool *open, EventResults *results)
{
    const char *dash = strchr(token, '-');
    int64_t id = 0;
    const char *which = dash ? text_copy(cx, token, (size_t)(dash - token)) : "";
    if (!dash || !secret_same(signature(cx, which), dash + 1) || !number_parse(which, 1, INT64_MAX, &id)) return missing(cx, "not a link to results");
    TRY(db_one(cx, guest_link_by_id, columns, link, INT(id)));
    *open = !link->revoked_at && link->ends_at > cx->now;
    return *open ? event_results_of_guest(cx, link->event_id, results) : event_find(cx, link->event_id, &results->event);
}
