#include "rooms/booking/busy.h"

#include "platform/base/text.h"

static const Column busy_columns[] = { COLUMN(Busy, person_id), COLUMN(Busy, here), COLUMN(Busy, state), COLUMN(Busy, title) };

/* $2 the event, $3 and $4 from when until when it lasts. */
#define BUSY \
    "SELECT r.person_id, CAST(CASE WHEN r.event_id = $2 THEN 1 ELSE 0 END AS BIGINT) AS here, r.state, c.title FROM registration r" \
    "  JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id" \
    " WHERE " REGISTRATION_LIVE("r.") " AND e.ends_at > $3 AND e.starts_at < $4 AND e.state <> 'cancelled'" \
    " AND EXISTS (SELECT 1 FROM session a JOIN session b ON b.event_id = r.event_id WHERE a.event_id = $2 AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at)"
#define IN_ORDER " ORDER BY here DESC, r.id LIMIT 1000"

SQL(busy_of_colleagues,
    BUSY " AND r.person_id IN (SELECT t.person_id FROM post t WHERE t.organisation_id = $1 AND t.starts_on <= $5 AND (t.ends_on IS NULL OR t.ends_on >= $5))" IN_ORDER);
SQL(busy_of_person, BUSY " AND r.person_id = $1" IN_ORDER);
SQL(busy_of_all,    BUSY " AND r.person_id IS NOT NULL AND CAST($1 AS BIGINT) = 0" IN_ORDER);

Error *colleagues_busy(Ctx *cx, int64_t organisation_id, const Event *event, Busy **busy, size_t *count)
{
    return db_list(cx, busy_of_colleagues, busy_columns, busy, count, INT(organisation_id), INT(event->id), INT(event->starts_at), INT(event->ends_at), STR(cx->today));
}

Error *person_busy(Ctx *cx, int64_t person_id, const Event *event, Busy **busy, size_t *count)
{
    return db_list(cx, busy_of_person, busy_columns, busy, count, INT(person_id), INT(event->id), INT(event->starts_at), INT(event->ends_at));
}

Error *people_busy(Ctx *cx, const Event *event, Busy **busy, size_t *count)
{
    return db_list(cx, busy_of_all, busy_columns, busy, count, INT(0), INT(event->id), INT(event->starts_at), INT(event->ends_at));
}

const Busy *busy_of(const Busy *busy, size_t count, int64_t person_id)
{
    for (size_t i = 0; i < count; i++)
        if (busy[i].person_id == person_id) return &busy[i];
    return NULL;
}

const Busy *busy_elsewhere(const Busy *busy, size_t count, int64_t person_id)
{
    for (size_t i = 0; i < count; i++)
        if (busy[i].person_id == person_id && !busy[i].here) return &busy[i];
    return NULL;
}

const char *busy_words(Ctx *cx, const Busy *busy)
{
    if (!busy) return NULL;
    if (!busy->here) return text(cx, "At the same time on %s", busy->title);
    if (same(busy->state, "requested")) return "Has asked for a place";
    return same(busy->state, "confirmed") ? "Has a place" : same(busy->state, "offered") ? "A place is kept for them" : "On the waiting list";
}
