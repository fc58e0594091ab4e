/*
 * Recharges: what schools that the home authority maintains and its departments owe, moved inside the council instead of invoiced.
 *
 *     made           the batch has taken what waits; it is posted, and can still be dropped as a whole
 *     exported       its file went to finance, once; the file is kept as it went, and is had again as a copy
 *     acknowledged   finance has moved the money
 *     refused        finance took none of it; single lines can be refused, too, while the rest is acknowledged
 *     dropped        taken back before it went out
 *
 * What is refused or dropped waits again, or is owed no more. An item is in one batch at most. Numbers have no gap. Who bills makes and exports
 * (BILL), who keeps the ledger acknowledges and refuses (KEEP_LEDGER).
 */
#pragma once
#include "rooms/money/bills/bill.h"
#include "rooms/money/recharges/export_file.h"

enum { RECHARGE_LINES_MOST = 1000 /* of one batch; the rest comes with the next */, RECHARGE_WHY_MOST = 200, RECHARGE_JOURNAL_MOST = 40 };

typedef struct {
    int64_t     id, number, lines, customers, pence, refused_lines, refused_pence, file_id, made_at, exported_at, fetched_at, fetched_by_id, ended_at;
    const char *name, *state, *through_on, *on_date, *made_by, *exported_by, *fetched_by, *ended_by, *ended_on, *journal;      /* "RCH-000012"; names, "" erased */
} Recharge;
typedef struct {
    int64_t     position, bill_item_id, organisation_id, pence, refusal_id;
    const char *customer_name, *cost_code, *words, *on_date, *purchase_order, *account_code, *account, *centre_code, *fund_code, *fund;
    const char *refused_why, *became;                /* "" where it is not refused */
} RechargeLine;
typedef struct { int64_t id, lines, pence, made_at; const char *why, *became, *by; } RechargeRefusal;

/* ---- what waits: READ_MONEY ---- */

/* By customer, in the order of their names. cost_code "": it is left out until it has one. */
typedef struct { int64_t organisation_id, items, pence; const char *name, *cost_code, *from_on, *to_on; } RechargeWaiting;
CHECKED Error *recharge_waiting(Ctx *cx, const char *through, RechargeWaiting **list, size_t *count);
/* What a batch would take now: of those that have a cost code, RECHARGE_LINES_MOST items at most. */
typedef struct { int64_t items, customers, pence; } RechargeReady;
CHECKED Error *recharge_ready(Ctx *cx, const char *through, RechargeReady *ready);
/* BILL. Where a customer's recharges are debited; refused about "cost_code". The rest of its terms stays. */
CHECKED Error *recharge_code_set(Ctx *cx, int64_t organisation_id, const char *cost_code);

/* ---- batches ---- */

/* BILL. Of what counts by that day; `seen` is what the person was shown, and with anything else there is a CONFLICT. Refused about "through". */
CHECKED Error *recharge_make(Ctx *cx, const char *through, const RechargeReady *seen, int64_t *id);
/* BILL. One that is made: all of it waits again. Refused about "why". */
CHECKED Error *recharge_drop(Ctx *cx, int64_t id, const char *why);

/* BILL. In two steps, for the file is written off the writer. CONFLICT where it went out or was dropped meanwhile, or the layout was changed: then nothing is exported. */
typedef struct { int64_t id, version, file_id; } RechargeExporting;
CHECKED Error *recharge_export_stage(Ctx *cx, int64_t id, RechargeExporting *exporting);
CHECKED Error *recharge_export(Ctx *cx, const RechargeExporting *exporting);
/* BILL. The file is taken for the first time; CONFLICT where it was. Whoever has READ_MONEY reads it (file_id): export_file_name() says what it is called then. */
CHECKED Error *recharge_fetch(Ctx *cx, int64_t id);

/* KEEP_LEDGER, of one that is exported. Refused about "on", "journal"; "line", "why", "became". */
CHECKED Error *recharge_acknowledge(Ctx *cx, int64_t id, const char *on, const char *journal);
typedef struct { const int64_t *positions; size_t count; bool all; const char *why, *became; } RefusalDraft;
CHECKED Error *recharge_refuse(Ctx *cx, int64_t id, const RefusalDraft *draft);

/* READ_MONEY. The latest first, with a number below `before` (0: all). */
CHECKED Error *recharges(Ctx *cx, int64_t before, int64_t most, Recharge **list, size_t *count);
CHECKED Error *recharge_find(Ctx *cx, int64_t id, Recharge *recharge);
CHECKED Error *recharge_lines(Ctx *cx, int64_t id, RechargeLine **list, size_t *count);
CHECKED Error *recharge_refusals(Ctx *cx, int64_t id, RechargeRefusal **list, size_t *count);
/* READ_MONEY. A few lines of the latest batch as they are for a file; none where there is no batch. */
CHECKED Error *recharge_latest(Ctx *cx, int64_t most, ExportRow **rows, size_t *count);

/* ---- one's own: BUY_TOGETHER ---- */

/* What went out of one's own organisation, the latest first: refused lines are not in pence. */
typedef struct { int64_t id, number, lines, pence, refused_lines, exported_at; const char *name, *state, *on_date, *cost_code; } OurRecharge;
CHECKED Error *our_recharges(Ctx *cx, int64_t before, int64_t most, OurRecharge **list, size_t *count);
CHECKED Error *our_recharge(Ctx *cx, int64_t id, OurRecharge *recharge, RechargeLine **lines, size_t *count);

/* ---- for the job that writes to those who were recharged ---- */

/* The next organisation of the batch is written to, in the writer; *done: everybody was. */
CHECKED Error *recharge_tell_next(Ctx *cx, int64_t id, bool *done);

const char *recharge_name(Ctx *cx, int64_t number);
const char *recharge_state_words(const char *state);      /* "Acknowledged" */
