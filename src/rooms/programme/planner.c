#include "rooms/programme/planner.h"
#include "platform/base/time.h"

static const Column entry_columns[] = {
    COLUMN(PlannerEntry, session_id), COLUMN(PlannerEntry, event_id), COLUMN(PlannerEntry, owner_id), COLUMN(PlannerEntry, starts_at), COLUMN(PlannerEntry, ends_at), COLUMN(PlannerEntry, places),
    COLUMN(PlannerEntry, taken), COLUMN(PlannerEntry, first), COLUMN(PlannerEntry, title), COLUMN(PlannerEntry, state), COLUMN(PlannerEntry, led_by), COLUMN(PlannerEntry, place),
};
SQL(planner_sessions,
    "SELECT s.id AS session_id, s.event_id, c.owner_id, s.starts_at, s.ends_at, e.places, e.taken, CAST(CASE WHEN s.starts_at = e.starts_at THEN 1 ELSE 0 END AS BIGINT) AS first,"
    " c.title, e.state, e.led_by, e.place FROM session s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id"
    " WHERE s.starts_at >= $1 AND s.starts_at < $2 AND e.state IN ('draft', 'published', 'closed') AND (CAST($3 AS BIGINT) = 0 OR c.owner_id = $3 OR e.state <> 'draft')"
    " ORDER BY s.starts_at, s.id LIMIT 600");

Error *planner_entries(Ctx *cx, const char *from_on, const char *till_on, PlannerEntry **entries, size_t *count)
{
    int64_t from_at = 0, till_at = 0;
    instant_of(from_on, 0, 0, false, &from_at);
    instant_of(date_add_days(cx, till_on, 1), 0, 0, false, &till_at);
    return db_list(cx, planner_sessions, entry_columns, entries, count, INT(from_at), INT(till_at), INT(programme_scope(cx)));
}
