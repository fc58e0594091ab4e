/* What the packages of this year have given: places of the schools that subscribe, the earliest asked for first while the package lasts, and a visit at every third school. */
#include "app/demo/demo.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/booking.h"
#include "rooms/money/subscriptions/entitlement.h"

enum { PLACES_MOST = 400, EVERY_THIRD = 3, DAY = 86400 };

SQL(demo_pots,
    "SELECT id, organisation_id, COALESCE(amount, -1) AS amount, kind, course_kind, starts_on, ends_on FROM entitlement WHERE kind = 'places' OR kind = 'visits'"
    " ORDER BY organisation_id, CASE WHEN amount IS NULL THEN 0 ELSE 1 END, id LIMIT 2000");
SQL(demo_places_to_cover,
    "SELECT r.id, r.price_pence, r.asked_at, COALESCE(b.booked_by, 0) AS booked_by FROM registration r JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id"
    " WHERE r.organisation_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.price_pence > 0 AND e.starts_on >= $2 AND e.starts_on <= $3 AND (CAST($4 AS TEXT) = '' OR c.kind = $4)"
    " AND NOT EXISTS (SELECT 1 FROM entitlement_draw d WHERE d.kind = 'place' AND d.subject_id = r.id) AND NOT EXISTS (SELECT 1 FROM bill_item i WHERE i.kind = 'place' AND i.subject_id = r.id AND i.state = 'billed') ORDER BY r.asked_at, r.id LIMIT CAST($5 AS BIGINT)");
SQL(demo_draw_put,    "INSERT INTO entitlement_draw (id, entitlement_id, kind, subject_id, units, saved_pence, drawn_at, drawn_by) VALUES ($1, $2, $3, $4, 1, $5, $6, $7)");
SQL(demo_place_covered, "UPDATE registration SET price_pence = 0 WHERE id = $1");
SQL(demo_owed_no_more, "UPDATE bill_item SET state = 'withdrawn', why = 'Covered by the package' WHERE kind = 'place' AND subject_id = $1 AND state = 'waiting'");
SQL(demo_pot_used,    "UPDATE entitlement SET used = used + $2 WHERE id = $1");
SQL(demo_visit_put,   "INSERT INTO visit (id, organisation_id, on_date, words, noted_at, noted_by) VALUES ($1, $2, $3, 'A morning with subject leaders, on how the curriculum is sequenced', $4, $5)");

typedef struct { int64_t id, organisation_id, amount; const char *kind, *course_kind, *starts_on, *ends_on; } DemoPot;
typedef struct { int64_t id, price_pence, asked_at, booked_by; } ToCover;
typedef struct { Demo *demo; const DemoPot *pot; size_t number; } Drawing;
static const Column pot_columns[] = { COLUMN(DemoPot, id), COLUMN(DemoPot, organisation_id), COLUMN(DemoPot, amount), COLUMN(DemoPot, kind), COLUMN(DemoPot, course_kind), COLUMN(DemoPot, starts_on), COLUMN(DemoPot, ends_on) };
static const Column cover_columns[] = { COLUMN(ToCover, id), COLUMN(ToCover, price_pence), COLUMN(ToCover, asked_at), COLUMN(ToCover, booked_by) };

static Error *places_cover(Ctx *cx, Demo *demo, const DemoPot *pot)
{
    ToCover *places;
    size_t n;
    TRY(db_list(cx, demo_places_to_cover, cover_columns, &places, &n, INT(pot->organisation_id), STR(pot->starts_on), STR(pot->ends_on), STR(pot->course_kind),
                INT(pot->amount == POT_ENDLESS ? PLACES_MOST : pot->amount)));
    for (size_t i = 0; i < n; i++) {
        TRY(demo_put(cx, demo, demo_draw_put, INT(demo_id(demo)), INT(pot->id), STR("place"), INT(places[i].id), INT(places[i].price_pence), INT(places[i].asked_at), REF(places[i].booked_by)));
        TRY(demo_put(cx, demo, demo_place_covered, INT(places[i].id)));
        TRY(demo_put(cx, demo, demo_owed_no_more, INT(places[i].id)));
    }
    return n ? demo_put(cx, demo, demo_pot_used, INT(pot->id), INT((int64_t)n)) : OK;
}

static Error *visit_lay(Ctx *cx, Demo *demo, const DemoPot *pot)
{
    int64_t id = demo_id(demo), at = demo->now - 20 * DAY;
    const char *on = date_of(cx, at);
    if (strcmp(on, pot->starts_on) < 0) on = pot->starts_on;
    TRY(demo_put(cx, demo, demo_visit_put, INT(id), INT(pot->organisation_id), STR(on), INT(at), INT(demo->administrator_id)));
    TRY(demo_put(cx, demo, demo_draw_put, INT(demo_id(demo)), INT(pot->id), STR("visit"), INT(id), INT(0), INT(at), INT(demo->administrator_id)));
    return demo_put(cx, demo, demo_pot_used, INT(pot->id), INT(1));
}

static Error *pot_draw(Ctx *cx, void *data)
{
    const Drawing *drawing = data;
    if (same(drawing->pot->kind, "places")) return places_cover(cx, drawing->demo, drawing->pot);
    return drawing->number % EVERY_THIRD == 0 ? visit_lay(cx, drawing->demo, drawing->pot) : OK;
}

/* Each pot in a slice of its own, so that what one covers is there for the next to see. */
Error *demo_entitlements(Ctx *cx, Demo *demo)
{
    DemoPot *pots;
    size_t n;
    TRY(store_read_begin(cx));
    Error *error = db_list(cx, demo_pots, pot_columns, &pots, &n, NONE);
    store_read_end(cx);
    TRY(error);
    for (size_t i = 0; i < n; i++) TRY(demo_slice(cx, demo, pot_draw, &(Drawing){ demo, &pots[i], i }));
    return OK;
}
