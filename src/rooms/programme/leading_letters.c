/* Letters to those who lead an event, and how every room's letters say when and where it is. Called in the transaction of the act. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/event.h"

typedef struct { int64_t id; const char *name, *email; } Leader;
static const Column leader_row[] = { COLUMN(Leader, id), COLUMN(Leader, name), COLUMN(Leader, email) };

SQL(leaders_to_tell, "SELECT p.id, p.name, p.email FROM facilitator f JOIN person p ON p.id = f.person_id WHERE f.event_id = $1"
                     " AND (CAST($2 AS BIGINT) = 0 OR p.id = $2) ORDER BY f.position LIMIT 12");

const char *event_when_words(Ctx *cx, const Event *event)
{
    if (!event->session_count) return "";
    const char *first = moment_words(cx, event->starts_at);
    return event->session_count > 1 ? text(cx, "%s, the first of %ld sessions", first, (long)event->session_count) : first;
}

const char *event_where_words(const Event *event)
{
    if (same(event->format, "online")) return "Online";
    return blank(event->place) ? "The place will be announced" : event->place;
}

Error *leaders_tell(Ctx *cx, int64_t event_id, int64_t person_id, Mail letter, const char *reason)
{
    Event event = {0};
    Leader *leaders;
    size_t n;
    TRY(event_find(cx, event_id, &event));
    if (!one_of(event.state, "published closed cancelled") || event.ends_at <= cx->now) return OK;   /* a draft may still change hands */
    TRY(db_list(cx, leaders_to_tell, leader_row, &leaders, &n, INT(event_id), INT(person_id)));
    for (size_t i = 0; i < n; i++) {
        const MailValue values[] = { { "name", leaders[i].name }, { "event", event.title }, { "when", event_when_words(cx, &event) }, { "where", event_where_words(&event) },
                                     { "link", text(cx, "%s/facilitating", cx->partnership->url) }, { "reason", reason } };
        letter.about_id = event_id, letter.person_id = leaders[i].id, letter.to_name = leaders[i].name, letter.to_email = leaders[i].email;
        letter.values = values, letter.value_count = reason ? COUNT(values) : COUNT(values) - 1;
        TRY(mail_queue(cx, &letter));
    }
    return OK;
}
