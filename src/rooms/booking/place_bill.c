#include "rooms/booking/place_bill.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/charge.h"
#include "rooms/members/permission.h"
#include "rooms/money/bill_item.h"

enum { DAY = 86400, SETTLED = 30 * DAY };

SQL(billing_from_of, "SELECT from_on FROM place_billing WHERE id = 1");
SQL(billing_from_put,
    "INSERT INTO place_billing (id, from_on, set_at, set_by) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO UPDATE SET from_on = excluded.from_on, set_at = excluded.set_at, set_by = excluded.set_by"
    " WHERE place_billing.from_on < excluded.from_on");
SQL(bill_events_due,
    "SELECT e.id FROM event e WHERE e.starts_on >= $1 AND e.starts_at <= $2 AND e.cancelled_at IS NULL AND (e.state = 'published' OR e.state = 'closed' OR e.state = 'archived')"
    " AND e.id > $3 AND NOT EXISTS (SELECT 1 FROM place_billed s WHERE s.event_id = e.id) ORDER BY e.id LIMIT CAST($4 AS BIGINT)");
/* What came in from a file was booked by nobody. */
SQL(places_owed,
    "SELECT r.id, r.organisation_id, r.person_id, r.price_pence AS pence, c.title, e.starts_on, " REGISTRATION_NAME " AS name, b.purchase_order, " COST_CENTRE_OF("c.owner_id") " AS cost_centre_id"
    "  FROM registration r JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"
    " WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' AND r.price_pence > 0 AND b.booked_by IS NOT NULL AND (r.organisation_id IS NOT NULL OR r.person_id IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM bill_item i WHERE i.kind = 'place' AND i.subject_id = r.id AND i.reverses IS NULL) ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
SQL(charges_to_bill,
    "SELECT h.id, h.organisation_id, r.person_id, h.pence, c.title, e.starts_on, " REGISTRATION_NAME " AS name, b.purchase_order, h.kind, " COST_CENTRE_OF("c.owner_id") " AS cost_centre_id"
    "  FROM charge h JOIN registration r ON r.id = h.registration_id JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = h.event_id JOIN course c ON c.id = e.course_id"
    "  LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"
    " WHERE h.waived_at IS NULL AND h.lifted_at IS NULL AND e.starts_on >= $1 AND e.ends_at <= $2 AND e.cancelled_at IS NULL AND (h.organisation_id IS NOT NULL OR r.person_id IS NOT NULL)"
    " AND NOT EXISTS (SELECT 1 FROM bill_item i WHERE i.kind = 'charge' AND i.subject_id = h.id AND i.reverses IS NULL) ORDER BY h.id LIMIT CAST($3 AS BIGINT)");
SQL(billed_settle, "INSERT INTO place_billed (event_id, settled_at) SELECT e.id, CAST($2 AS BIGINT) FROM event e WHERE e.id = $1 AND e.ends_at <= $3 ON CONFLICT (event_id) DO NOTHING");
#define OF(what, kind) "(SELECT CAST(" what " AS BIGINT) FROM bill_item WHERE kind = '" kind "' AND state <> 'withdrawn')"
SQL(billing_sums, "SELECT " OF("COUNT(*)", "place") " AS places, " OF("COALESCE(SUM(pence), 0)", "place") " AS place_pence, " OF("COUNT(*)", "charge") " AS charges, " OF("COALESCE(SUM(pence), 0)", "charge") " AS charge_pence");

typedef struct { const char *from_on; } From;
typedef struct { int64_t id, organisation_id, person_id, pence, cost_centre_id; const char *title, *starts_on, *name, *purchase_order, *kind; } Owed;
#define OWED_COLUMNS \
    COLUMN(Owed, id), COLUMN(Owed, organisation_id), COLUMN(Owed, person_id), COLUMN(Owed, pence), COLUMN(Owed, cost_centre_id), COLUMN(Owed, title), COLUMN(Owed, starts_on), COLUMN(Owed, name), COLUMN(Owed, purchase_order)
static const Column place_columns[] = { OWED_COLUMNS }, charge_columns[] = { OWED_COLUMNS, COLUMN(Owed, kind) };

/* ---- from when ---- */

Error *place_billing_from(Ctx *cx, const char **from_on)
{
    static const Column columns[] = { COLUMN(From, from_on) };
    From from = { "" };
    bool said;
    TRY(db_maybe(cx, billing_from_of, columns, &from, &said, NONE));
    *from_on = from.from_on;
    return OK;
}

Error *place_billing_set(Ctx *cx, const char *from_on)
{
    const char *said;
    int64_t changed;
    if (!may(cx, BILL)) return forbidden(cx, "from when on places are billed");
    if (!date_valid(from_on)) return invalid(cx, "from_on", "Enter the day, like 1 4 2027");
    TRY(place_billing_from(cx, &said));
    if (same(said, from_on)) return OK;
    TRY(db_run(cx, billing_from_put, &changed, STR(from_on), INT(cx->now), INT(cx->who->id)));
    if (!changed) return conflict(cx, "Places from %s on are billed here already, so an earlier day would bill what was billed elsewhere", date_words(cx, said));
    return trail(cx, "places.billed_from", 0, from_on);
}

Error *place_billing_sums(Ctx *cx, PlaceBilling *sums)
{
    static const Column columns[] = { COLUMN(PlaceBilling, places), COLUMN(PlaceBilling, place_pence), COLUMN(PlaceBilling, charges), COLUMN(PlaceBilling, charge_pence) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what places bring in");
    return db_one(cx, billing_sums, columns, sums, NONE);
}

/* ---- by jobs ---- */

static Error *owe(Ctx *cx, const Owed *owed, const BillItem *like, const char *words)
{
    BillItem item = *like;
    int64_t id;
    bool again;
    item.subject_id = owed->id, item.organisation_id = owed->organisation_id, item.person_id = owed->organisation_id ? 0 : owed->person_id;
    item.pence = owed->pence, item.on = owed->starts_on, item.words = words, item.purchase_order = owed->purchase_order, item.cost_centre_id = owed->cost_centre_id;
    return bill_item_add(cx, &item, &id, &again);
}

typedef struct { int64_t id; } One;

Error *place_bill_events(Ctx *cx, int64_t after_id, int64_t **ids, size_t *count)
{
    static const Column columns[] = { COLUMN(One, id) };
    const char *from;
    One *due;
    *count = 0;
    TRY(place_billing_from(cx, &from));
    if (!*from) return OK;
    TRY(db_list(cx, bill_events_due, columns, &due, count, STR(from), INT(cx->now - DAY), INT(after_id), INT(BILL_EVENTS)));
    *ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*ids)[i] = due[i].id;
    return OK;
}

Error *place_bill_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    static const BillItem like = { .kind = "place", .supply = "training", .account_id = ACCOUNT_PLACES };
    Owed *owed;
    size_t n;
    TRY(event_hold(cx, event_id));      /* its register, and so who has a place, stands still */
    TRY(db_list(cx, places_owed, place_columns, &owed, &n, INT(event_id), INT(SLICE)));
    for (size_t i = 0; i < n; i++) TRY(owe(cx, &owed[i], &like, text(cx, "%s, %s: %s", owed[i].title, date_words(cx, owed[i].starts_on), owed[i].name)));
    *done = (int64_t)n;
    return n ? OK : db_run(cx, billed_settle, NULL, INT(event_id), INT(cx->now), INT(cx->now - SETTLED));
}

Error *charge_bill_slice(Ctx *cx, int64_t *done)
{
    static const BillItem like = { .kind = "charge", .supply = "charge", .account_id = ACCOUNT_CHARGES };
    const char *from;
    Owed *owed;
    size_t n;
    *done = 0;
    TRY(place_billing_from(cx, &from));
    if (!*from) return OK;
    TRY(db_list(cx, charges_to_bill, charge_columns, &owed, &n, STR(from), INT(cx->now - DAY), INT(SLICE)));
    for (size_t i = 0; i < n; i++) TRY(owe(cx, &owed[i], &like, text(cx, "%s: %s, %s, %s", charge_kind_words(owed[i].kind), owed[i].title, date_words(cx, owed[i].starts_on), owed[i].name)));
    *done = (int64_t)n;
    return OK;
}
