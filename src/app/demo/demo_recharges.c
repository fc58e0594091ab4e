/*
 * What maintained schools and departments owe for an adviser's days with them, recharged by the rules themselves: the batches of the financial year before
 * acknowledged, with one line that finance refused; of this year one acknowledged and one with finance; and what waits. And the closed year of the ledger, exported.
 */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/money_year.h"
#include "rooms/money/recharges/ledger_export.h"
#include "rooms/money/recharges/recharge.h"

enum { DAY_PENCE = 48000, HALF_PENCE = 26500, HOUR = 10, EVERY = 3, DAYS_TO_MOVE = 9, UNDER_WAY = 12, TO_EXPORT = 21 };

SQL(demo_recharged_customers,
    "SELECT o.id, CASE WHEN o.kind = 'school' THEN 'SC' ELSE 'D' END AS prefix FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id LEFT JOIN customer_terms w ON w.organisation_id = o.id"
    " WHERE o.kind <> 'partnership' AND COALESCE(s.status, 'open') = 'open' AND " PAYER_WAY " = 'recharge' ORDER BY o.sort_key, o.id LIMIT 400");
SQL(demo_cost_code_put,
    "INSERT INTO customer_terms (organisation_id, cost_code, changed_at, changed_by) VALUES ($1, $2, $3, $4) ON CONFLICT (organisation_id) DO UPDATE SET cost_code = excluded.cost_code");
SQL(demo_told,          "UPDATE recharge SET told_id = 9223372036854775807 WHERE id = $1");      /* nobody is written to about what was long ago */
SQL(demo_first_line,    "SELECT MAX(position) FROM recharge_line WHERE recharge_id = $1");

typedef struct { int64_t id; const char *prefix; } Recharged;
typedef struct { Demo *demo; Who who; Recharged *customers; size_t count; } Laying;
typedef struct { Laying *laying; const char *on; int64_t number, id; RechargeExporting exporting; bool export, moved, refuses; } Batch;
typedef struct { Laying *laying; LedgerExporting exporting; const char *on; } Export;

/* As if it were that day, and the finance officer at work. */
static Ctx then(Ctx *cx, const Laying *laying, const char *on)
{
    Ctx at = *cx;
    at.today = on, at.who = &laying->who;
    instant_of(on, HOUR, 0, false, &at.now);
    if (at.now > laying->demo->now) at.now = laying->demo->now;
    return at;
}

static Error *customers_lay(Ctx *cx, void *data)
{
    Laying *laying = data;
    for (size_t i = 0; i + 1 < laying->count; i++)      /* the last one has none yet, so that there is one to enter */
        TRY(demo_put(cx, laying->demo, demo_cost_code_put, INT(laying->customers[i].id), STR(text(cx, "%s%04ld", laying->customers[i].prefix, (long)(411 + 7 * i))), INT(laying->demo->now), INT(laying->who.id)));
    return OK;
}

/* ---- what is owed ---- */

static Error *days_lay(Ctx *cx, Batch *batch)
{
    static const char *const subjects[] = { "early reading", "writing in Key Stage 2", "maths mastery", "SEND in the classroom", "science", "subject leadership" };
    const Laying *laying = batch->laying;
    for (size_t i = 0; i < laying->count; i++) {
        bool again, half = i % 4 == 1, is_last = i + 1 == laying->count;
        int64_t id;
        if ((int64_t)i % EVERY != batch->number % EVERY && !(is_last && !batch->export)) continue;
        const char *on = date_add_days(cx, batch->on, -(2 + (int64_t)(i * 5) % 16));
        TRY(bill_item_add(cx, &(BillItem){ .kind = "adviser-day", .subject_id = demo_id(laying->demo), .organisation_id = laying->customers[i].id, .pence = half ? HALF_PENCE : DAY_PENCE, .supply = "training", .on = on,
                                           .words = text(cx, "%s of an adviser with you: %s", half ? "Half a day" : "A day", subjects[(i + (size_t)batch->number) % COUNT(subjects)]),
                                           .purchase_order = i % 5 ? "" : text(cx, "PO %ld", (long)(7200 + 31 * i)), .account_id = ACCOUNT_PLACES, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_IMPROVEMENT },
                          &id, &again));
    }
    return OK;
}

/* ---- a batch ---- */

static Error *made(Ctx *cx, void *data)
{
    Batch *batch = data;
    RechargeReady ready = {0};
    Ctx at = then(cx, batch->laying, batch->on);
    TRY(days_lay(&at, batch));
    TRY(recharge_ready(&at, batch->on, &ready));
    return recharge_make(&at, batch->on, &ready, &batch->id);
}

static Error *waiting(Ctx *cx, void *data)
{
    Batch *batch = data;
    Ctx at = then(cx, batch->laying, batch->on);
    return days_lay(&at, batch);
}

static Error *exported(Ctx *cx, void *data)
{
    Batch *batch = data;
    Ctx at = then(cx, batch->laying, batch->on);
    TRY(recharge_export(&at, &batch->exporting));
    TRY(recharge_fetch(&at, batch->id));
    return db_run(cx, demo_told, NULL, INT(batch->id));
}

static Error *ended(Ctx *cx, void *data)
{
    Batch *batch = data;
    int64_t position = 0;
    Ctx at = then(cx, batch->laying, date_add_days(cx, batch->on, DAYS_TO_MOVE));
    TRY(db_number(cx, demo_first_line, &position, INT(batch->id)));
    if (batch->refuses) TRY(recharge_refuse(&at, batch->id, &(RefusalDraft){ .positions = &position, .count = 1, .why = "The cost code was closed in September", .became = "waiting" }));
    return recharge_acknowledge(&at, batch->id, at.today, text(cx, "J%.4s/%ld", at.today, (long)(1180 + 43 * batch->number)));
}

static Error *batch_lay(Ctx *cx, Laying *laying, Batch batch)
{
    batch.laying = laying;
    if (!batch.export) return demo_slice(cx, laying->demo, waiting, &batch);
    TRY(demo_slice(cx, laying->demo, made, &batch));
    TRY(store_read_begin(cx));
    Ctx at = then(cx, laying, batch.on);
    Error *error = recharge_export_stage(&at, batch.id, &batch.exporting);
    store_read_end(cx);
    TRY(error);
    TRY(demo_slice(cx, laying->demo, exported, &batch));
    return batch.moved ? demo_slice(cx, laying->demo, ended, &batch) : OK;
}

/* ---- the ledger ---- */

static Error *ledger_out(Ctx *cx, void *data)
{
    Export *export = data;
    int64_t id;
    Ctx at = then(cx, export->laying, export->on);
    TRY(ledger_export_make(&at, &export->exporting, &id));
    return ledger_export_fetch(&at, id);
}

static Error *ledger_lay(Ctx *cx, Laying *laying, const char *through)
{
    const char *on = date_add_days(cx, month_next(cx, through), 22);
    Export export = { .laying = laying, .on = strcmp(on, laying->demo->today) < 0 ? on : laying->demo->today };
    TRY(store_read_begin(cx));
    Ctx at = then(cx, laying, export.on);
    Error *error = ledger_export_stage(&at, through, &export.exporting);
    store_read_end(cx);
    TRY(error);
    return demo_slice(cx, laying->demo, ledger_out, &export);
}

/* ---- two years ---- */

static Error *laying_begin(Ctx *cx, Demo *demo, int64_t officer_id, Laying *laying)
{
    static const Column columns[] = { COLUMN(Recharged, id), COLUMN(Recharged, prefix) };
    *laying = (Laying){ .demo = demo, .who = { .id = officer_id, .name = "", .may = permissions_of("finance officer", "partnership") } };
    TRY(store_read_begin(cx));
    Error *error = db_list(cx, demo_recharged_customers, columns, &laying->customers, &laying->count, NONE);
    store_read_end(cx);
    return error;
}

Error *demo_recharges_before(Ctx *cx, Demo *demo, int64_t officer_id, int64_t first)
{
    Laying laying;
    TRY(laying_begin(cx, demo, officer_id, &laying));
    TRY(demo_slice(cx, demo, customers_lay, &laying));
    TRY(batch_lay(cx, &laying, (Batch){ .on = date_from_parts(cx, first, 7, 10), .number = 1, .export = true, .moved = true }));
    TRY(batch_lay(cx, &laying, (Batch){ .on = date_from_parts(cx, first, 12, 11), .number = 2, .export = true, .moved = true, .refuses = true }));
    return batch_lay(cx, &laying, (Batch){ .on = date_from_parts(cx, first + 1, 3, 12), .number = 3, .export = true, .moved = true });
}

Error *demo_recharges(Ctx *cx, Demo *demo, int64_t officer_id, int64_t first)
{
    Laying laying;
    const char *april = date_from_parts(cx, first, 4, 1), *summer = date_from_parts(cx, first, 7, 10), *now = date_add_days(cx, demo->today, -UNDER_WAY);
    if (strcmp(now, april) < 0) now = april;
    TRY(laying_begin(cx, demo, officer_id, &laying));
    TRY(ledger_lay(cx, &laying, money_year(cx, YEAR_FINANCIAL, first - 1).to_month));
    if (strcmp(date_add_days(cx, summer, TO_EXPORT), now) < 0) TRY(batch_lay(cx, &laying, (Batch){ .on = summer, .number = 4, .export = true, .moved = true }));
    TRY(batch_lay(cx, &laying, (Batch){ .on = now, .number = 5, .export = true }));
    return batch_lay(cx, &laying, (Batch){ .on = demo->today, .number = 6 });
}
