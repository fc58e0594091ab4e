/*
 * Bills of two financial years: packages and places of schools that are invoiced, month by month, with books and halls that are taxed; one credited, one that waits for a purchase order, and
 * what waits of the last weeks. They are issued by money's own rules on the days on which they would have been, so that numbers, VAT and postings are right.
 */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/bills/bill.h"
#include "rooms/money/ledger/money_year.h"

enum { MONTHS = 24, HOUR = 10, BILL_DAY = 6, PLACES_MOST = 400, HIRERS = 3, WAITING_DAYS = 45, ORDER_ASKED = 2, LIFTED_MONTH = 7 };

SQL(demo_billed_before, "INSERT INTO event_billed (event_id, at) SELECT id, CAST($1 AS BIGINT) FROM event WHERE ends_at > 0 AND ends_at < $1 ON CONFLICT DO NOTHING");
SQL(demo_bill_sender,
    "UPDATE bill_sender SET name = 'Fleet and Wandle Council', address = 'Learning Partnership' || CAST($1 AS TEXT) || 'Fleet Bridge Learning Centre' || CAST($1 AS TEXT) || '14 Sluice Lane' || CAST($1 AS TEXT) || 'Fleet' || CAST($1 AS TEXT) || 'ZZ3 8QD',"
    " vat_number = 'GB 000 0000 00', account_name = 'Fleet and Wandle Council', sort_code = '00-00-00', account_number = '00000000' WHERE id = 0");
/* Whoever is outside the authority, and what they are. */
SQL(demo_invoiced,
    "SELECT o.id, o.kind, COALESCE(s.phase, '') AS phase FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id WHERE (o.kind = 'partner' OR (o.kind = 'school' AND NOT (s.maintained = 1 AND o.authority_code = '299')))"
    " ORDER BY o.kind, o.id LIMIT 60");
#define PLACE \
    "SELECT r.id, r.organisation_id, r.price_pence, e.starts_on, t.title, COALESCE(p.name, 'A colleague') AS name FROM event e JOIN registration r ON r.event_id = e.id JOIN course t ON t.id = e.course_id LEFT JOIN person p ON p.id = r.person_id" \
    " WHERE e.starts_on >= $1 AND e.starts_on <= $2 AND e.ends_at < $3 AND r.state = 'confirmed' AND r.price_pence > 0 AND r.organisation_id IS NOT NULL" \
    " AND NOT EXISTS (SELECT 1 FROM bill_item i WHERE i.kind = 'place' AND i.subject_id = r.id)"
SQL(demo_places_of,    PLACE " AND r.organisation_id = $4 ORDER BY e.starts_on, r.id LIMIT 400");
SQL(demo_places_since, PLACE " ORDER BY e.starts_on, r.id LIMIT 400");
SQL(demo_order_asked,  "INSERT INTO customer_terms (organisation_id, order_required, bill_email, changed_at) VALUES ($1, 1, 'finance@goodsyard.example', $2) ON CONFLICT DO NOTHING");
SQL(demo_bills_sent,   "UPDATE mail SET state = 'sent', sent_at = queued_at + 40 WHERE (letter = 'invoice' OR letter = 'credit-note') AND state = 'queued'");

typedef struct { int64_t id; const char *kind, *phase; } Invoiced;
typedef struct { int64_t id, organisation_id, price_pence; const char *starts_on, *title, *name; } Place;
static const Column invoiced_columns[] = { COLUMN(Invoiced, id), COLUMN(Invoiced, kind), COLUMN(Invoiced, phase) };
static const Column place_columns[] = { COLUMN(Place, id), COLUMN(Place, organisation_id), COLUMN(Place, price_pence), COLUMN(Place, starts_on), COLUMN(Place, title), COLUMN(Place, name) };

typedef struct { Demo *demo; Invoiced *list; size_t count; int64_t made, lifted; const char *from, *to, *on; int month; } Billing;

static Error *place_owed(Ctx *cx, const Place *place)
{
    int64_t id;
    bool again;
    return bill_item_add(cx, &(BillItem){ .kind = "place", .subject_id = place->id, .organisation_id = place->organisation_id, .pence = place->price_pence, .supply = "training", .on = place->starts_on,
                                          .words = text(cx, "%s: %s", place->title, place->name), .account_id = ACCOUNT_PLACES, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_EXTERNAL_SALES }, &id, &again);
}

static Error *more_owed(Ctx *cx, const Billing *b, const Invoiced *who, const char *supply, int64_t pence, const char *words)
{
    int64_t id;
    bool again;
    return bill_item_add(cx, &(BillItem){ .kind = supply, .subject_id = who->id * MONTHS + b->month, .organisation_id = who->id, .pence = pence, .supply = supply, .on = b->to, .words = words,
                                          .account_id = ACCOUNT_PLACES, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_EXTERNAL_SALES }, &id, &again);
}

/* A training day at a school, with a handbook for each who was there: exempt and taxed on one bill. */
static Error *day_owed(Ctx *cx, Billing *b, const Invoiced *who, int64_t number)
{
    static const char *const days[] = { "Reading for pleasure", "Talk for learning", "Assessment without levels", "Calm classrooms", "Maths talk" };
    int64_t handbooks = 8 + (number * 3 + b->month) % 9;
    TRY(more_owed(cx, b, who, "training", 35000 + 2500 * (number % 4), text(cx, "A day at your school: %s", days[(number + b->month) % (int64_t)COUNT(days)])));
    return more_owed(cx, b, who, "goods", 1249 * handbooks, text(cx, "Handbooks, %ld", (long)handbooks));
}

/* Partners hire the hall every other month; each school has its day three times a year, and pays for the places of its people. Nothing in August. */
static Error *customer_bill(Ctx *cx, Billing *b, const Invoiced *who, int64_t number)
{
    Place *places;
    Issued issued;
    size_t n;
    bool partner = same(who->kind, "partner"), august = b->month % 12 == 4;
    TRY(db_list(cx, demo_places_of, place_columns, &places, &n, STR(b->from), STR(b->to), INT(b->demo->now), INT(who->id)));
    for (size_t i = 0; i < n; i++) TRY(place_owed(cx, &places[i]));
    if (partner && number < HIRERS && b->month % 2 == number % 2) TRY(more_owed(cx, b, who, "hire", 9500 + 1500 * number, "Hire of the learning centre’s hall, an evening"));
    if (!partner && !august && (b->month + number) % 4 == 0) TRY(day_owed(cx, b, who, number));
    TRY(bills_make(cx, who->id, 0, b->to, &issued));
    if (issued.invoices && !partner && !b->lifted && b->month >= LIFTED_MONTH) b->lifted = who->id * MONTHS + b->month;
    return OK;
}

static Error *month_bill(Ctx *cx, void *data)
{
    Billing *b = data;
    cx->today = b->on;
    instant_of(b->on, HOUR, 0, false, &cx->now);
    if (b->lifted > 0) {      /* a day of the month before */
        TRY(bill_item_lift(cx, "training", b->lifted, "Our trainer was ill, and the day is made up for next term"));
        b->lifted = -1;
    }
    for (size_t i = 0; i < b->count; i++) TRY(customer_bill(cx, b, &b->list[i], (int64_t)i));
    return db_run(cx, demo_bills_sent, NULL, NONE);
}

static Error *begin(Ctx *cx, void *data)
{
    Billing *b = data;
    TRY(db_run(cx, demo_billed_before, NULL, INT(b->demo->now)));
    TRY(db_run(cx, demo_bill_sender, NULL, STR("\n")));
    Invoiced *list;
    TRY(db_list(cx, demo_invoiced, invoiced_columns, &list, &b->count, NONE));
    b->list = arena_new(b->demo->keep, sizeof *list * (b->count + 1));
    for (size_t i = 0; i < b->count; i++) b->list[i] = (Invoiced){ list[i].id, same(list[i].kind, "partner") ? "partner" : "school", "" };
    return OK;
}

/* The last weeks wait, of everybody, and one of them for its purchase order. */
static Error *waiting_lay(Ctx *cx, void *data)
{
    Billing *b = data;
    Place *places;
    size_t n;
    TRY(db_list(cx, demo_places_since, place_columns, &places, &n, STR(date_add_days(cx, b->demo->today, -WAITING_DAYS)), STR(b->demo->today), INT(b->demo->now)));
    for (size_t i = 0; i < n; i++) TRY(place_owed(cx, &places[i]));
    for (size_t i = 0, schools = 0; i < b->count && schools < ORDER_ASKED; i++) {
        if (!same(b->list[i].kind, "school")) continue;
        b->to = b->demo->today;
        TRY(more_owed(cx, b, &b->list[i], "service", 18000 + 4500 * (int64_t)schools, "A visit to your staff meeting"));
        if (!schools++) TRY(db_run(cx, demo_order_asked, NULL, INT(b->list[i].id), INT(b->demo->now)));
    }
    return OK;
}

Error *demo_documents(Ctx *cx, Demo *demo)
{
    Billing b = { .demo = demo };
    MoneyYear year = money_year(cx, YEAR_FINANCIAL, money_year_first(YEAR_FINANCIAL, demo->today) - 1);
    int64_t y = year.first, month = 4;
    TRY(demo_slice(cx, demo, begin, &b));
    for (b.month = 0; b.month < MONTHS; b.month++, month = month % 12 + 1, y += month == 1) {
        b.from = date_from_parts(cx, y, month, 1);
        b.to = date_add_days(cx, month == 12 ? date_from_parts(cx, y + 1, 1, 1) : date_from_parts(cx, y, month + 1, 1), -1);
        b.on = date_add_days(cx, b.to, BILL_DAY);
        if (strcmp(b.on, demo->today) >= 0) break;
        TRY(demo_slice(cx, demo, month_bill, &b));
    }
    return demo_slice(cx, demo, waiting_lay, &b);
}
