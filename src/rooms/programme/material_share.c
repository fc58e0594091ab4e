#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/programme/event.h"
#include "rooms/programme/material.h"

static const Column sharing_columns[] = { COLUMN(Sharing, id), COLUMN(Sharing, event_id), COLUMN(Sharing, told_up_to), COLUMN(Sharing, moment) };

/* One whose letters have not begun takes what is shared meanwhile along, so that nobody is told twice. */
SQL(sharing_begun,   "SELECT id FROM material_sharing WHERE event_id = $1 AND moment = $2 AND told_at IS NULL AND told_up_to = 0");
SQL(sharing_add,     "INSERT INTO material_sharing (id, event_id, moment, shared_by, shared_at) VALUES ($1, $2, $3, $4, $5)");
SQL(materials_mark,  "UPDATE material SET sharing_id = $3 WHERE event_id = $1 AND moment = $2 AND sharing_id IS NULL");
SQL(unshared_number, "SELECT count(*) FROM material WHERE event_id = $1 AND moment = $2 AND sharing_id IS NULL");

#define SHARINGS "SELECT s.id, s.event_id, s.told_up_to, s.moment FROM material_sharing s JOIN event e ON e.id = s.event_id"
#define DUE      " s.told_at IS NULL AND e.state <> 'draft' AND e.state <> 'cancelled' AND (s.moment = 'before' OR (e.session_count > 0 AND e.ends_at <= $1))" \
                 " AND EXISTS (SELECT 1 FROM material m WHERE m.sharing_id = s.id)"
SQL(sharings_open,   SHARINGS " WHERE" DUE " ORDER BY s.shared_at, s.id LIMIT 50");
SQL(sharing_open,    SHARINGS " WHERE" DUE " AND s.id = $2");
SQL(sharing_event,   "SELECT event_id FROM material_sharing WHERE id = $1");
SQL(sharing_on,      "UPDATE material_sharing SET told_up_to = $2, told_at = CASE WHEN CAST($3 AS BIGINT) = 1 THEN CAST($4 AS BIGINT) END WHERE id = $1");

static Error *share(Ctx *cx, const Event *event, const char *moment, int64_t *count)
{
    int64_t unshared, id;
    TRY(db_number(cx, unshared_number, &unshared, INT(event->id), STR(moment)));
    if (!unshared) return OK;
    TRY(db_number(cx, sharing_begun, &id, INT(event->id), STR(moment)));
    if (!id) {
        id = new_id(cx);
        TRY(db_run(cx, sharing_add, NULL, INT(id), INT(event->id), STR(moment), REF(cx->who->id), INT(cx->now)));
    }
    *count += unshared;
    return db_run(cx, materials_mark, NULL, INT(event->id), STR(moment), INT(id));
}

Error *materials_share(Ctx *cx, int64_t event_id, int64_t *count)
{
    Event event = {0};
    bool changeable;
    *count = 0;
    TRY(event_hold(cx, event_id));
    TRY(materials_event(cx, event_id, &event, &changeable));
    if (!changeable) return one_of(event.state, "cancelled archived") ? conflict(cx, "This event is %s, so nobody is told of its materials", event.state) : forbidden(cx, "an auditor writes nothing");
    TRY(share(cx, &event, "before", count));
    TRY(share(cx, &event, "after", count));
    return *count ? trail(cx, "event.materials_shared", event_id, counted(cx, *count, "material", NULL)) : conflict(cx, "Everything is shared already");
}

Error *sharings_due(Ctx *cx, Sharing **list, size_t *count) { return db_list(cx, sharings_open, sharing_columns, list, count, INT(cx->now)); }

Error *sharing_hold(Ctx *cx, int64_t id, Sharing *sharing, Event *event, bool *due)
{
    int64_t event_id;
    TRY(db_number(cx, sharing_event, &event_id, INT(id)));
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, event));
    return db_maybe(cx, sharing_open, sharing_columns, sharing, due, INT(cx->now), INT(id));
}

Error *sharing_told(Ctx *cx, int64_t id, int64_t up_to, bool everybody) { return db_run(cx, sharing_on, NULL, INT(id), INT(up_to), INT(everybody), INT(cx->now)); }
