/* Learning time by framework: an event counts once for each framework that its course serves, and once for each of its points. */
#include "platform/base/text.h"
#include "rooms/record/learning.h"

typedef struct { int64_t event_id, point_id, framework_id; const char *framework, *code, *name; } EventPoint;
static const Column event_point_columns[] = { COLUMN(EventPoint, event_id), COLUMN(EventPoint, point_id), COLUMN(EventPoint, framework_id), COLUMN(EventPoint, framework), COLUMN(EventPoint, code), COLUMN(EventPoint, name) };
SQL(event_points_of,
    "SELECT e.id AS event_id, p.id AS point_id, p.framework_id, f.name AS framework, p.code, p.name"
    "  FROM event e JOIN course_point cp ON cp.course_id = e.course_id JOIN framework_point p ON p.id = cp.point_id JOIN framework f ON f.id = p.framework_id"
    " WHERE p.retired = 0 AND f.retired = 0 AND (e.id IN (SELECT event_id FROM registration WHERE person_id = $1) OR e.id IN (SELECT event_id FROM facilitator WHERE person_id = $1))"
    " ORDER BY f.position, f.id, p.position, p.id, e.id LIMIT 10000");

static int64_t minutes_at(const Learning *list, size_t count, int64_t event_id)
{
    int64_t minutes = 0;
    for (size_t i = 0; i < count; i++) if (list[i].event_id == event_id) minutes += list[i].minutes;
    return minutes;
}

/* Whether an earlier row of the same framework is about the same event. */
static bool counted_before(const EventPoint *rows, size_t at)
{
    for (size_t i = at; i-- > 0 && rows[i].framework_id == rows[at].framework_id; )
        if (rows[i].event_id == rows[at].event_id) return true;
    return false;
}

Error *learning_points(Ctx *cx, int64_t person_id, const Learning *list, size_t count, PointSum **sums, size_t *sum_count)
{
    EventPoint *rows;
    size_t n, framework = 0;
    TRY(db_list(cx, event_points_of, event_point_columns, &rows, &n, INT(person_id)));
    PointSum *all = *sums = array(cx, PointSum, 2 * n + 1);
    *sum_count = 0;
    for (size_t i = 0; i < n; i++) {
        const EventPoint *row = &rows[i];
        int64_t minutes = minutes_at(list, count, row->event_id);
        if (!minutes) continue;
        if (!*sum_count || !same(all[framework].framework, row->framework)) framework = (*sum_count)++, all[framework] = (PointSum){ .framework = row->framework, .point = "" };
        if (!counted_before(rows, i)) all[framework].minutes += minutes;
        const char *point = text(cx, "%s %s", row->code, row->name);
        if (!same(all[*sum_count - 1].point, point)) all[(*sum_count)++] = (PointSum){ .framework = row->framework, .point = point };
        all[*sum_count - 1].minutes += minutes;
    }
    return OK;
}
