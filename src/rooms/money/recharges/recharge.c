#include "rooms/money/recharges/recharge.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/recharges/recharge_post.h"

/* What a batch takes. Without a cost code there is nowhere to debit it. */
#define WAITS " FROM bill_item i LEFT JOIN bill_item r ON r.id = i.reverses" PAYER_JOINS("i.") " WHERE i.state = 'waiting' AND i.organisation_id IS NOT NULL AND " BILL_WAY " = 'recharge' AND i.on_date <= "
#define TAKEN  "SELECT i.id, i.organisation_id, i.pence" WAITS "$1 AND COALESCE(w.cost_code, '') <> '' ORDER BY i.on_date, i.id LIMIT 1000"
SQL(recharge_waits,
    "SELECT i.organisation_id, COUNT(*) AS items, CAST(SUM(i.pence) AS BIGINT) AS pence, o.name, COALESCE(w.cost_code, '') AS cost_code, MIN(i.on_date) AS from_on, MAX(i.on_date) AS to_on" WAITS
    "$1 GROUP BY i.organisation_id, o.name, o.sort_key, w.cost_code ORDER BY o.sort_key, i.organisation_id LIMIT 1000");
SQL(recharge_can,    "SELECT COUNT(*) AS items, COUNT(DISTINCT q.organisation_id) AS customers, CAST(COALESCE(SUM(q.pence), 0) AS BIGINT) AS pence FROM (" TAKEN ") q");
/* As bill_item_take() does it, for all of them at once: what somebody else took meanwhile does not wait any more, and is left. */
SQL(recharge_take,   "UPDATE bill_item SET state = 'billed', billed_by = 'recharge', billed_id = $2 WHERE state = 'waiting' AND id IN (SELECT t.id FROM (" TAKEN ") t)");
SQL(recharge_took,
    "SELECT COUNT(*) AS items, COUNT(DISTINCT organisation_id) AS customers, CAST(COALESCE(SUM(pence), 0) AS BIGINT) AS pence FROM bill_item WHERE billed_id = $1 AND billed_by = 'recharge'");
SQL(recharge_number_take,  "UPDATE recharge_series SET next = next + 1 WHERE id = 0");
SQL(recharge_number_taken, "SELECT next - 1 FROM recharge_series WHERE id = 0");
SQL(recharge_put,
    "INSERT INTO recharge (id, number, through_on, on_date, state, lines, customers, pence, made_at, made_by) VALUES ($1, $2, $3, $4, 'made', $5, $6, $7, $8, $9)");
SQL(recharge_lines_put,
    "INSERT INTO recharge_line (recharge_id, position, bill_item_id, organisation_id, customer_name, cost_code, words, on_date, purchase_order, pence, account_id, cost_centre_id, fund_id)"
    " SELECT i.billed_id, ROW_NUMBER() OVER (ORDER BY o.sort_key, o.id, i.on_date, i.id), i.id, i.organisation_id, o.name, w.cost_code, i.words, i.on_date, i.purchase_order, i.pence,"
    " CASE WHEN i.account_id = 21 THEN 13 ELSE i.account_id END, i.cost_centre_id, i.fund_id"      /* a subscription is earned month by month, as on an invoice */
    "  FROM bill_item i JOIN organisation o ON o.id = i.organisation_id JOIN customer_terms w ON w.organisation_id = o.id WHERE i.billed_id = $1 AND i.billed_by = 'recharge'");

/* ---- what waits ---- */

Error *recharge_waiting(Ctx *cx, const char *through, RechargeWaiting **list, size_t *count)
{
    static const Column columns[] = { COLUMN(RechargeWaiting, organisation_id), COLUMN(RechargeWaiting, items), COLUMN(RechargeWaiting, pence), COLUMN(RechargeWaiting, name), COLUMN(RechargeWaiting, cost_code),
                                      COLUMN(RechargeWaiting, from_on), COLUMN(RechargeWaiting, to_on) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what waits to be recharged");
    return db_list(cx, recharge_waits, columns, list, count, STR(through));
}

static const Column ready_columns[] = { COLUMN(RechargeReady, items), COLUMN(RechargeReady, customers), COLUMN(RechargeReady, pence) };

Error *recharge_ready(Ctx *cx, const char *through, RechargeReady *ready)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what can be recharged");
    return db_one(cx, recharge_can, ready_columns, ready, STR(through));
}

Error *recharge_code_set(Ctx *cx, int64_t organisation_id, const char *cost_code)
{
    Payer payer = {0};
    if (!may(cx, BILL)) return forbidden(cx, "the cost code of organisation %ld", (long)organisation_id);
    TRY(payer_read(cx, organisation_id, 0, &payer));
    if (blank(cost_code)) return invalid(cx, "cost_code", "Enter the cost code");
    return payer_terms_set(cx, organisation_id, &(TermsDraft){ .way = payer.way_set, .cost_code = cost_code, .address = payer.bill_address, .email = payer.bill_email,
                                                               .pay_days = text(cx, "%ld", (long)payer.pay_days), .order_required = payer.order_required });
}

/* ---- a batch ---- */

const char *recharge_name(Ctx *cx, int64_t number) { return text(cx, "RCH-%06ld", (long)number); }

const char *recharge_state_words(const char *state)
{
    static const struct { const char *state, *words; } words[] = {
        { "made", "To export" }, { "exported", "With finance" }, { "acknowledged", "Acknowledged" }, { "refused", "Refused" }, { "dropped", "Dropped" },
    };
    for (size_t i = 0; i < COUNT(words); i++)
        if (same(words[i].state, state)) return words[i].words;
    return state;
}

static bool is_as_seen(const RechargeReady *took, const RechargeReady *seen) { return took->items == seen->items && took->pence == seen->pence && took->customers == seen->customers; }

Error *recharge_make(Ctx *cx, const char *through, const RechargeReady *seen, int64_t *id)
{
    RechargeReady took = {0};
    int64_t taken = 0, number = 0;
    if (!may(cx, BILL)) return forbidden(cx, "making a recharge");
    if (!date_valid(through)) return invalid(cx, "through", "Enter the day up to which to recharge");
    *id = new_id(cx);
    TRY(db_run(cx, recharge_number_take, &taken, NONE));
    TRY(db_number(cx, recharge_number_taken, &number, NONE));
    TRY(db_run(cx, recharge_take, &taken, STR(through), INT(*id)));
    if (!taken) return conflict(cx, "Nothing waits to be recharged that counts by %s and has a cost code", date_words(cx, through));
    TRY(db_one(cx, recharge_took, ready_columns, &took, INT(*id)));
    if (!is_as_seen(&took, seen)) return conflict(cx, "What waits is not what you were shown any more. Look at it once more");
    TRY(db_run(cx, recharge_put, NULL, INT(*id), INT(number), STR(through), STR(cx->today), INT(took.items), INT(took.customers), INT(took.pence), INT(cx->now), INT(cx->who->id)));
    TRY(db_run(cx, recharge_lines_put, NULL, INT(*id)));
    TRY(recharge_post(cx, *id, recharge_name(cx, number)));
    return trail(cx, "recharge.made", *id, recharge_name(cx, number));
}
