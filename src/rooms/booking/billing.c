#include "rooms/booking/billing.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/booking.h"
#include "rooms/booking/charge.h"
#include "rooms/money/bills/bill_item.h"
#include "rooms/programme/event.h"

enum { DAY = 86400, LONGEST = 400 * DAY };      /* how long after its first session an event may end, and for how long its bills are put right */

#define STANDS "c.waived_at IS NULL AND c.lifted_at IS NULL"
#define MISSED MISSED_AND_CHARGED("r.")
#define ITEM(kind, subject) "EXISTS (SELECT 1 FROM bill_item n WHERE n.kind = '" kind "' AND n.subject_id = " subject " AND n.reverses IS NULL)"
/* Still owed as far as the bills know. */
#define OWED(i) i ".state <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM bill_item k WHERE k.reverses = " i ".id)"
/* An item for what a registration r is of: its event's day is the day on which it counts. */
#define PLACE \
    "SELECT r.id AS subject_id, COALESCE(r.organisation_id, 0) AS organisation_id, CASE WHEN r.organisation_id IS NULL THEN r.person_id ELSE 0 END AS person_id, e.starts_on AS \"on\", t.title, b.purchase_order," \
    " " REGISTRATION_NAME " AS name, COALESCE((SELECT g.id FROM cost_centre g WHERE g.organisation_id = t.owner_id), 1) AS cost_centre_id"
#define FROM_PLACE \
    "  FROM registration r JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = r.event_id JOIN course t ON t.id = e.course_id LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"

SQL(billing_over,
    "SELECT e.id FROM event e WHERE e.starts_at > $2 AND e.starts_at <= $1 AND e.ends_at <= $1 AND e.state IN ('published', 'closed', 'archived') AND NOT EXISTS (SELECT 1 FROM event_billed v WHERE v.event_id = e.id)"
    " ORDER BY e.starts_at, e.id LIMIT CAST($3 AS BIGINT)");
/* What came in from a file was booked by nobody, and paid for elsewhere. */
SQL(billing_places,
    PLACE ", r.price_pence AS pence, '' AS terms, 'place' AS kind" FROM_PLACE
    " WHERE r.event_id = $1 AND r.state = 'confirmed' AND r.price_pence > 0 AND b.booked_by IS NOT NULL AND NOT " MISSED " AND NOT " ITEM("place", "r.id") " ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
#define CHARGE \
    "SELECT c.id AS subject_id, COALESCE(c.organisation_id, 0) AS organisation_id, CASE WHEN c.organisation_id IS NULL THEN r.person_id ELSE 0 END AS person_id, e.starts_on AS \"on\", t.title, b.purchase_order," \
    " " REGISTRATION_NAME " AS name, COALESCE((SELECT g.id FROM cost_centre g WHERE g.organisation_id = t.owner_id), 1) AS cost_centre_id, c.pence, c.terms, c.kind FROM charge c JOIN registration r ON r.id = c.registration_id" \
    "  JOIN booking b ON b.id = r.booking_id JOIN event e ON e.id = c.event_id JOIN course t ON t.id = e.course_id LEFT JOIN person p ON p.id = r.person_id LEFT JOIN organisation o ON o.id = r.organisation_id"
SQL(billing_charges, CHARGE " WHERE c.event_id = $1 AND " STANDS " AND NOT " ITEM("charge", "c.id") " ORDER BY c.id LIMIT CAST($2 AS BIGINT)");
SQL(billing_done,    "INSERT INTO event_billed (event_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING");

/* ---- put right ---- */

SQL(billing_places_less,
    "SELECT i.subject_id, i.kind, CASE WHEN " MISSED " THEN 'Not coming is charged instead' WHEN e.state = 'cancelled' THEN 'The event was cancelled' ELSE 'The place was given back' END AS title"
    "  FROM bill_item i JOIN registration r ON r.id = i.subject_id JOIN event e ON e.id = r.event_id WHERE (i.kind = 'place' OR i.kind = 'place again') AND i.reverses IS NULL AND i.made_at > $1 AND " OWED("i")
    " AND (r.state <> 'confirmed' OR e.state = 'cancelled' OR " MISSED ") ORDER BY i.id LIMIT CAST($2 AS BIGINT)");
SQL(billing_charges_less,
    "SELECT i.subject_id, i.kind, CASE WHEN c.waived_at IS NOT NULL THEN 'The charge was waived' ELSE 'The charge fell away' END AS title FROM bill_item i JOIN charge c ON c.id = i.subject_id"
    " WHERE i.kind = 'charge' AND i.reverses IS NULL AND " OWED("i") " AND (c.waived_at IS NOT NULL OR c.lifted_at IS NOT NULL) ORDER BY i.id LIMIT CAST($1 AS BIGINT)");
SQL(billing_charges_more, CHARGE " JOIN event_billed v ON v.event_id = c.event_id WHERE v.at > $1 AND c.made_at > v.at AND " STANDS " AND NOT " ITEM("charge", "c.id") " ORDER BY c.id LIMIT CAST($2 AS BIGINT)");
/* Their charge for not coming fell away: they came after all, and the place is owed as it was. Where it was waived they are let off both. */
SQL(billing_places_again,
    PLACE ", r.price_pence AS pence, '' AS terms, 'place again' AS kind" FROM_PLACE
    " WHERE r.id IN (SELECT i.subject_id FROM bill_item i WHERE i.kind = 'place' AND i.reverses IS NULL AND i.made_at > $1 AND NOT (" OWED("i") "))"
    " AND r.state = 'confirmed' AND e.state <> 'cancelled' AND r.price_pence > 0 AND NOT " MISSED " AND NOT " ITEM("place again", "r.id") " ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
/* A place that was charged for instead, before it was ever billed. */
SQL(billing_places_late,
    PLACE ", r.price_pence AS pence, '' AS terms, 'place' AS kind" FROM_PLACE
    "  JOIN charge x ON x.registration_id = r.id AND x.kind = 'missed' AND (x.waived_at IS NOT NULL OR x.lifted_at IS NOT NULL) JOIN event_billed v ON v.event_id = r.event_id"
    " WHERE v.at > $1 AND x.lifted_why = 'register' AND r.state = 'confirmed' AND e.state <> 'cancelled' AND r.price_pence > 0 AND NOT " MISSED " AND NOT " ITEM("place", "r.id") " ORDER BY r.id LIMIT CAST($2 AS BIGINT)");

/* Whoever was put on the register once their event was billed: it stays open, and a place may go to somebody who came instead. */
SQL(billing_places_walked_in,
    PLACE ", r.price_pence AS pence, '' AS terms, 'place' AS kind" FROM_PLACE
    "  JOIN walk_in w ON w.registration_id = r.id JOIN event_billed v ON v.event_id = r.event_id"
    " WHERE v.at > $1 AND w.added_at > $1 AND r.state = 'confirmed' AND e.state <> 'cancelled' AND r.price_pence > 0 AND b.booked_by IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM charge c WHERE c.registration_id = r.id AND c.kind = 'missed') AND NOT " ITEM("place", "r.id") " ORDER BY r.id LIMIT CAST($2 AS BIGINT)");

typedef struct { int64_t subject_id, organisation_id, person_id, pence, cost_centre_id; const char *on, *title, *purchase_order, *name, *terms, *kind; } Found;
static const Column found_columns[] = { COLUMN(Found, subject_id), COLUMN(Found, organisation_id), COLUMN(Found, person_id), COLUMN(Found, pence), COLUMN(Found, cost_centre_id), COLUMN(Found, on), COLUMN(Found, title),
                                        COLUMN(Found, purchase_order), COLUMN(Found, name), COLUMN(Found, terms), COLUMN(Found, kind) };
static const Column less_columns[] = { COLUMN(Found, subject_id), COLUMN(Found, kind), COLUMN(Found, title) };

static Error *place_add(Ctx *cx, const Found *f)
{
    int64_t id;
    bool again;
    return bill_item_add(cx, &(BillItem){ .kind = f->kind, .subject_id = f->subject_id, .organisation_id = f->organisation_id, .person_id = f->person_id, .pence = f->pence, .supply = "training", .on = f->on,
                                          .words = text(cx, "%s: %s", f->title, f->name), .purchase_order = f->purchase_order, .account_id = ACCOUNT_PLACES, .cost_centre_id = f->cost_centre_id, .fund_id = FUND_EXTERNAL_SALES }, &id, &again);
}

static Error *charge_add(Ctx *cx, const Found *f)
{
    int64_t id;
    bool again;
    return bill_item_add(cx, &(BillItem){ .kind = "charge", .subject_id = f->subject_id, .organisation_id = f->organisation_id, .person_id = f->person_id, .pence = f->pence, .supply = "charge", .on = f->on,
                                          .words = text(cx, "%s, %s: %s", charge_kind_words(f->kind), f->title, f->name), .purchase_order = f->purchase_order, .account_id = ACCOUNT_CHARGES, .cost_centre_id = f->cost_centre_id,
                                          .fund_id = FUND_EXTERNAL_SALES }, &id, &again);
}

static Error *all_add(Ctx *cx, const Found *found, size_t count, Error *(*add)(Ctx *, const Found *))
{
    for (size_t i = 0; i < count; i++) TRY(add(cx, &found[i]));
    return OK;
}

typedef struct { int64_t id; } One;

Error *billing_events(Ctx *cx, int64_t **ids, size_t *count)
{
    static const Column columns[] = { COLUMN(One, id) };
    One *rows;
    TRY(db_list(cx, billing_over, columns, &rows, count, INT(cx->now), INT(cx->now - LONGEST), INT(BILLING_EVENTS)));
    *ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*ids)[i] = rows[i].id;
    return OK;
}

/* Held, so that no charge comes of it between the look and the item. */
Error *billing_event_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    Found *places, *charges;
    size_t place_count, charge_count;
    TRY(event_hold(cx, event_id));
    TRY(db_list(cx, billing_places, found_columns, &places, &place_count, INT(event_id), INT(SLICE)));
    TRY(db_list(cx, billing_charges, found_columns, &charges, &charge_count, INT(event_id), INT(SLICE)));
    TRY(all_add(cx, places, place_count, place_add));
    TRY(all_add(cx, charges, charge_count, charge_add));
    *done = (int64_t)(place_count + charge_count);
    return *done ? OK : db_run(cx, billing_done, NULL, INT(event_id), INT(cx->now));
}

static Error *all_lift(Ctx *cx, const Found *found, size_t count)
{
    for (size_t i = 0; i < count; i++) TRY(bill_item_lift(cx, found[i].kind, found[i].subject_id, found[i].title));
    return OK;
}

Error *billing_corrections(Ctx *cx, int64_t *done)
{
    Found *less, *charges_less, *more, *again, *late, *walked;
    size_t less_count, charges_count, more_count, again_count, late_count, walked_count;
    const int64_t since = cx->now - LONGEST;
    TRY(db_list(cx, billing_places_less, less_columns, &less, &less_count, INT(since), INT(SLICE)));
    TRY(db_list(cx, billing_charges_less, less_columns, &charges_less, &charges_count, INT(SLICE)));
    TRY(all_lift(cx, less, less_count));
    TRY(all_lift(cx, charges_less, charges_count));
    TRY(db_list(cx, billing_charges_more, found_columns, &more, &more_count, INT(since), INT(SLICE)));
    TRY(db_list(cx, billing_places_again, found_columns, &again, &again_count, INT(since), INT(SLICE)));
    TRY(db_list(cx, billing_places_late, found_columns, &late, &late_count, INT(since), INT(SLICE)));
    TRY(db_list(cx, billing_places_walked_in, found_columns, &walked, &walked_count, INT(since), INT(SLICE)));
    TRY(all_add(cx, more, more_count, charge_add));
    TRY(all_add(cx, again, again_count, place_add));
    TRY(all_add(cx, late, late_count, place_add));
    TRY(all_add(cx, walked, walked_count, place_add));
    *done = (int64_t)(less_count + charges_count + more_count + again_count + late_count + walked_count);
    return OK;
}
