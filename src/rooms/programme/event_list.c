#include "rooms/programme/event_list.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/course.h"

static const Column event_row[] = {
    COLUMN(EventsRow, id), COLUMN(EventsRow, starts_at), COLUMN(EventsRow, ends_at), COLUMN(EventsRow, places), COLUMN(EventsRow, taken), COLUMN(EventsRow, waiting),
    COLUMN(EventsRow, session_count), COLUMN(EventsRow, other_price_pence), COLUMN(EventsRow, member_price_pence), COLUMN(EventsRow, title),
    COLUMN(EventsRow, code), COLUMN(EventsRow, state), COLUMN(EventsRow, starts_on), COLUMN(EventsRow, led_by), COLUMN(EventsRow, format),
    COLUMN(EventsRow, place), COLUMN(EventsRow, owner), COLUMN(EventsRow, booking_closes_at), COLUMN(EventsRow, course_state),
};
static const Column count_row[] = { COLUMN(EventsCounts, upcoming), COLUMN(EventsCounts, full), COLUMN(EventsCounts, few), COLUMN(EventsCounts, draft) };

/* $2 is now. */
#define UPCOMING "e.state IN ('published', 'closed') AND e.ends_at > $2"
#define FULL     UPCOMING " AND (e.taken >= e.places OR e.waiting > 0)"
#define FEW      "e.state = 'published' AND e.starts_at > $2 AND e.starts_at < $2 + 2419200 AND e.taken * 5 < e.places * 2"
#define DRAFTS   "e.state = 'draft' AND CAST($2 AS BIGINT) > 0"
#define PAST     "e.state <> 'draft' AND (e.ends_at <= $2 OR e.state IN ('cancelled', 'archived'))"

#define EVENT_ROWS                                                                                                                                       \
    "SELECT e.id, e.starts_at, e.ends_at, e.places, e.taken, e.waiting, e.session_count, e.other_price_pence, e.member_price_pence, c.title, c.code,"      \
    " e.state, e.starts_on, e.led_by, e.format, e.place, o.name AS owner, e.booking_closes_at, c.state AS course_state"                       \
    " FROM event e JOIN course c ON c.id = e.course_id JOIN organisation o ON o.id = c.owner_id"
#define EVENTS(kind, matches)                                                                                                                   \
    EVENT_ROWS " WHERE " kind " AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)"                                                                           \
    " AND (CAST($3 AS TEXT) = '' OR lower(c.title) LIKE $3 OR lower(c.code) LIKE $3 OR lower(e.led_by) LIKE $3 OR " matches ")"                   \
    " AND (CAST($4 AS BIGINT) = 0 OR EXISTS (SELECT 1 FROM course_theme ct WHERE ct.course_id = c.id AND ct.theme_id = $4))"                    \
    " AND e.starts_at >= $8 AND (CAST($6 AS BIGINT) = 0 OR (e.starts_at, e.id) "
#define FORWARD  "> ($5, $6)) ORDER BY e.starts_at, e.id LIMIT $7"
#define BACKWARD "< ($5, $6)) ORDER BY e.starts_at DESC, e.id DESC LIMIT $7"
/* Words that are signs alone leave no question: SQLite then finds nothing, PostgreSQL would refuse it. */
#define SQLITE   COURSE_MATCHES_SQLITE("$9")
#define POSTGRES COURSE_MATCHES_POSTGRES("NULLIF($9, '')")
#define BOTH(id, kind) SQL2(id, EVENTS(kind, SQLITE) FORWARD, EVENTS(kind, POSTGRES) FORWARD); SQL2(id##_back, EVENTS(kind, SQLITE) BACKWARD, EVENTS(kind, POSTGRES) BACKWARD)
BOTH(events_upcoming, UPCOMING);
BOTH(events_full,     FULL);
BOTH(events_few,      FEW);
BOTH(events_draft,    DRAFTS);
BOTH(events_past,     PAST);
static const Sql *const lists[EVENTS_KINDS][2] = {
    { &events_upcoming, &events_upcoming_back }, { &events_full, &events_full_back }, { &events_few, &events_few_back }, { &events_draft, &events_draft_back },
    { &events_past_back, &events_past },
};

SQL(events_by_course, EVENT_ROWS " WHERE e.course_id = $1 ORDER BY CASE WHEN e.session_count = 0 THEN 0 ELSE 1 END, e.starts_at DESC, e.id DESC LIMIT CAST($2 AS BIGINT)");

SQL(events_counted, "SELECT COUNT(*) FILTER (WHERE " UPCOMING ") AS upcoming, COUNT(*) FILTER (WHERE " FULL ") AS full,"
                    " COUNT(*) FILTER (WHERE " FEW ") AS few, COUNT(*) FILTER (WHERE e.state = 'draft') AS draft"
                    " FROM event e JOIN course c ON c.id = e.course_id WHERE (e.ends_at > $2 OR e.state = 'draft') AND (CAST($1 AS BIGINT) = 0 OR c.owner_id = $1)");

Error *events_list(Ctx *cx, const EventsFilter *filter, int64_t most, EventsRow **events, size_t *count)
{
    int64_t from = 0, scope = programme_scope(cx);
    if (date_valid(filter->from)) instant_of(filter->from, 0, 0, false, &from);
    return db_list_(cx, lists[filter->kind][filter->turned], event_row, COUNT(event_row), events, sizeof **events, count,
                    ARGS(INT(scope == SCOPE_ALL ? filter->owner_id : scope), INT(cx->now), STR(search_pattern(cx, filter->words)), INT(filter->theme_id),
                         INT(filter->after_at), INT(filter->after_id), INT(most), INT(from), STR(search_question(cx, filter->words))));
}

Error *events_of_course(Ctx *cx, int64_t course_id, int64_t most, EventsRow **events, size_t *count)
{
    return db_list_(cx, &events_by_course, event_row, COUNT(event_row), events, sizeof **events, count, ARGS(INT(course_id), INT(most)));
}

const char *events_next(const Ctx *cx, const EventsRow *event, const char **page)
{
    bool over = event->session_count && event->ends_at <= cx->now;
    *page = "";
    if (same(event->state, "draft")) {
        if (!event->session_count) { *page = "/sessions/new"; return "Add a session"; }
        if (!*event->led_by)       { *page = "/facilitators"; return "Name who leads it"; }
        if (!same(event->course_state, "published")) return "Publish its course";
        *page = "/publish";
        return "Publish";
    }
    if (!one_of(event->state, "published closed")) return NULL;
    if (over) return NULL;
    if (event->waiting) { *page = "/copy"; return "Offer a second date"; }
    if (event_too_few(cx, event->starts_at, event->places, event->taken)) return "Decide: too few";
    if (!*event->led_by) { *page = "/facilitators"; return "Name who leads it"; }
    return NULL;
}

SQL(course_owners, "SELECT o.id, o.name FROM organisation o WHERE EXISTS (SELECT 1 FROM course c WHERE c.owner_id = o.id) ORDER BY o.name, o.id LIMIT 200");

Error *event_owners(Ctx *cx, CourseOwner **owners, size_t *count)
{
    static const Column row[] = { COLUMN(CourseOwner, id), COLUMN(CourseOwner, name) };
    return db_list(cx, course_owners, row, owners, count, NONE);
}

Error *events_count(Ctx *cx, EventsCounts *counts)
{
    return db_one(cx, events_counted, count_row, counts, INT(programme_scope(cx)), INT(cx->now));
}

bool event_too_few(const Ctx *cx, int64_t starts_at, int64_t places, int64_t taken)
{
    enum { FOUR_WEEKS = 28 * 24 * 3600 };
    return starts_at > cx->now && starts_at < cx->now + FOUR_WEEKS && taken * 5 < places * 2;
}
