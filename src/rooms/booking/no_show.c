#include "rooms/booking/no_show.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "platform/mail/mail.h"

#define MISSED_ALL "e.session_count > 0 AND e.session_count = (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'absent')"
/* Whoever booked is told while they are still at that school, and not of themself. */
SQL(no_shows_untold,
    "SELECT r.id AS registration_id, r.person_id, r.booking_id, p.name, p.email, b.booked_by AS booker_id, w.name AS booker, w.email AS booker_email"
    "  FROM registration r JOIN event e ON e.id = r.event_id JOIN person p ON p.id = r.person_id JOIN booking b ON b.id = r.booking_id"
    "  LEFT JOIN person w ON w.id = b.booked_by AND w.id <> r.person_id"
    "   AND EXISTS (SELECT 1 FROM post t WHERE t.person_id = w.id AND t.organisation_id = b.organisation_id AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3))"
    " WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' AND " MISSED_ALL " AND NOT EXISTS (SELECT 1 FROM no_show n WHERE n.registration_id = r.id)"
    " ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
SQL(no_show_put, "INSERT INTO no_show (registration_id, event_id, told_at) VALUES ($1, $2, $3) ON CONFLICT (registration_id) DO NOTHING");
SQL(no_shows_put_right,
    "SELECT n.registration_id FROM no_show n JOIN registration r ON r.id = n.registration_id JOIN event e ON e.id = n.event_id"
    " WHERE n.event_id = $1 AND (r.state <> 'confirmed' OR NOT (" MISSED_ALL ")) ORDER BY n.registration_id LIMIT CAST($2 AS BIGINT)");
SQL(no_show_drop, "DELETE FROM no_show WHERE registration_id = $1");
SQL(no_show_say, "UPDATE no_show SET reason = $2, answered_by = $3, answered_at = $4 WHERE registration_id = $1");
SQL(event_over_at, "SELECT ends_at FROM event WHERE id = $1");

#define FIELDS                                                                                                                                      \
    "SELECT n.registration_id, n.event_id, r.person_id, n.told_at, n.answered_at, p.name, p.email, o.name AS organisation, c.title, e.starts_on, n.reason," \
    " y.name AS answered_by FROM no_show n JOIN registration r ON r.id = n.registration_id JOIN person p ON p.id = r.person_id"                    \
    "  JOIN event e ON e.id = n.event_id JOIN course c ON c.id = e.course_id LEFT JOIN organisation o ON o.id = r.organisation_id"                 \
    "  LEFT JOIN person y ON y.id = n.answered_by"
#define PAGED(which)                                                                                                                              \
    FIELDS " WHERE " which " AND (CAST($1 AS TEXT) = '' OR p.name_folded LIKE '%' || $1 || '%' OR o.name_folded LIKE '%' || $1 || '%'"             \
           " OR lower(c.title) LIKE '%' || $1 || '%') AND (n.told_at, n.registration_id) < ($2, $3)"                                              \
           " ORDER BY n.told_at DESC, n.registration_id DESC LIMIT CAST($4 AS BIGINT)"
SQL(no_show_one,       FIELDS " WHERE n.registration_id = $1");
SQL(no_shows_all,      PAGED("n.told_at > 0"));
SQL(no_shows_silent,   PAGED("n.answered_at IS NULL"));
SQL(no_shows_answered, PAGED("n.answered_at IS NOT NULL"));

static const Column no_show_columns[] = {
    COLUMN(NoShow, registration_id), COLUMN(NoShow, event_id), COLUMN(NoShow, person_id), COLUMN(NoShow, told_at), COLUMN(NoShow, answered_at), COLUMN(NoShow, name),
    COLUMN(NoShow, email), COLUMN(NoShow, organisation), COLUMN(NoShow, title), COLUMN(NoShow, starts_on), COLUMN(NoShow, reason), COLUMN(NoShow, answered_by),
};

typedef struct { int64_t registration_id, person_id, booking_id, booker_id; const char *name, *email, *booker, *booker_email; } Untold;
static const Column untold_columns[] = {
    COLUMN(Untold, registration_id), COLUMN(Untold, person_id), COLUMN(Untold, booking_id), COLUMN(Untold, booker_id), COLUMN(Untold, name), COLUMN(Untold, email),
    COLUMN(Untold, booker), COLUMN(Untold, booker_email),
};
typedef struct { int64_t registration_id; } Right;
static const Column right_columns[] = { COLUMN(Right, registration_id) };

Error *no_shows_due_at(Ctx *cx, int64_t event_id, int64_t *at)
{
    TRY(db_number(cx, event_over_at, at, INT(event_id)));
    *at += NO_SHOW_HOURS * 3600;
    return OK;
}

static Error *missed_tell(Ctx *cx, const Event *event, const Untold *who)
{
    const char *link = text(cx, "%s/registrations/%ld/missed", cx->partnership->url, (long)who->registration_id);
    TRY(mail_queue(cx, &(Mail){ .letter = "missed-you", .about_id = event->id, .person_id = who->person_id, .to_name = who->name, .to_email = who->email,
        MAIL_VALUES({ "name", who->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "link", link }) }));
    if (!*who->booker) return OK;
    return mail_queue(cx, &(Mail){ .letter = "colleague-missed", .about_id = event->id, .person_id = who->booker_id, .to_name = who->booker, .to_email = who->booker_email,
        MAIL_VALUES({ "name", who->booker }, { "colleague", who->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "link", link }) });
}

static Error *put_right(Ctx *cx, int64_t event_id, int64_t *done)
{
    Right *right;
    size_t n;
    TRY(db_list(cx, no_shows_put_right, right_columns, &right, &n, INT(event_id), INT(SLICE)));
    for (size_t i = 0; i < n; i++) {
        TRY(db_run(cx, no_show_drop, NULL, INT(right[i].registration_id)));
        TRY(trail(cx, "registration.missed_not", right[i].registration_id, NULL));
        TRY(fact(cx, "registration.missed_not", right[i].registration_id));
    }
    *done += (int64_t)n;
    return OK;
}

Error *no_shows_follow_up_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    Event event = {0};
    Untold *untold;
    int64_t due_at;
    size_t n;
    *done = 0;
    TRY(event_hold(cx, event_id));   /* nobody is marked meanwhile */
    TRY(event_find(cx, event_id, &event));
    TRY(no_shows_due_at(cx, event_id, &due_at));
    TRY(put_right(cx, event_id, done));
    if (cx->now < due_at || same(event.state, "cancelled")) return OK;
    TRY(db_list(cx, no_shows_untold, untold_columns, &untold, &n, INT(event_id), INT(SLICE), STR(cx->today)));
    for (size_t i = 0; i < n; i++) {
        TRY(db_run(cx, no_show_put, NULL, INT(untold[i].registration_id), INT(event_id), INT(cx->now)));
        TRY(trail(cx, "registration.missed", untold[i].registration_id, NULL));
        TRY(missed_tell(cx, &event, &untold[i]));
        TRY(fact(cx, "registration.missed", untold[i].registration_id));
    }
    *done += (int64_t)n;
    return OK;
}

Error *no_show_find(Ctx *cx, int64_t registration_id, NoShow *no_show, bool *found)
{
    Registration registration = {0};
    *found = false;
    TRY(registration_find(cx, registration_id, &registration));
    return db_maybe(cx, no_show_one, no_show_columns, no_show, found, INT(registration_id));
}

Error *no_show_answer(Ctx *cx, int64_t registration_id, const char *reason)
{
    Registration registration = {0};
    NoShow no_show = {0};
    bool found;
    const char *typed = text_trim(cx, reason);
    TRY(registration_find(cx, registration_id, &registration));
    if (registration_is_to_read(cx, &registration)) return forbidden(cx, "an auditor writes nothing");
    TRY(no_show_find(cx, registration_id, &no_show, &found));
    if (!found) return missing(cx, "registration %ld was no no-show", (long)registration_id);
    if (!*typed) return invalid(cx, "reason", "Enter a few words on why, for example: a colleague was ill, and I covered the class");
    if (letters(typed) > NO_SHOW_REASON_MOST) return invalid(cx, "reason", "Use %d characters or fewer for the reason", NO_SHOW_REASON_MOST);
    TRY(db_run(cx, no_show_say, NULL, INT(registration_id), STR(typed), INT(cx->who->id), INT(cx->now)));
    return trail(cx, "registration.missed_why", registration_id, NULL);
}

Error *no_shows(Ctx *cx, const NoShowFilter *filter, int64_t most, NoShow **list, size_t *count)
{
    static const Sql *const lists[] = { &no_shows_all, &no_shows_silent, &no_shows_answered };
    bool first = !filter->before_id;
    return db_list(cx, *lists[filter->list], no_show_columns, list, count, STR(text_fold(cx, filter->words)), INT(first ? INT64_MAX : filter->before_at),
                   INT(first ? INT64_MAX : filter->before_id), INT(most));
}
