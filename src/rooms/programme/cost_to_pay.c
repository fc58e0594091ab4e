#include "rooms/programme/cost_to_pay.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger.h"

#define OPEN "d.back_id IS NULL AND d.paid_id IS NULL"
SQL(costs_unpaid,
    "SELECT d.id, d.event_id, d.pence, d.posting_id, d.event_on, d.words, a.name AS kind, y.name AS payee, c.title, f.name AS fund, k.name AS centre"
    "  FROM event_cost_posted d JOIN event e ON e.id = d.event_id JOIN course c ON c.id = e.course_id JOIN account a ON a.id = d.account_id JOIN fund f ON f.id = d.fund_id"
    "  JOIN cost_centre k ON k.id = d.cost_centre_id LEFT JOIN person y ON y.id = d.person_id"
    " WHERE " OPEN " AND (CAST($1 AS TEXT) = '' OR d.event_on > $1 OR (d.event_on = $1 AND d.id > CAST($2 AS BIGINT)))"
    "   AND (CAST($3 AS TEXT) = '' OR lower(d.words) LIKE '%' || lower($3) || '%' OR lower(k.name) LIKE '%' || lower($3) || '%') ORDER BY d.event_on, d.id LIMIT CAST($4 AS BIGINT)");
SQL(costs_unpaid_sum,   "SELECT CAST(COALESCE(SUM(d.pence), 0) AS BIGINT) FROM event_cost_posted d WHERE " OPEN);
SQL(costs_unpaid_count, "SELECT COUNT(*) FROM event_cost_posted d WHERE " OPEN);
SQL(cost_unpaid,        "SELECT d.id, d.pence, d.event_on, d.words, d.cost_centre_id, d.fund_id FROM event_cost_posted d WHERE d.id = $1 AND d.back_id IS NULL");
SQL(cost_paid,          "UPDATE event_cost_posted SET paid_id = $2, paid_on = $3 WHERE id = $1 AND back_id IS NULL AND paid_id IS NULL");

Error *costs_to_pay(Ctx *cx, const CostToPayFilter *filter, int64_t most, CostToPay **list, size_t *count)
{
    static const Column columns[] = { COLUMN(CostToPay, id), COLUMN(CostToPay, event_id), COLUMN(CostToPay, pence), COLUMN(CostToPay, posting_id), COLUMN(CostToPay, event_on), COLUMN(CostToPay, words),
                                      COLUMN(CostToPay, kind), COLUMN(CostToPay, payee), COLUMN(CostToPay, title), COLUMN(CostToPay, fund), COLUMN(CostToPay, centre) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what is to pay");
    return db_list(cx, costs_unpaid, columns, list, count, STR(filter->after_on), INT(filter->after_id), STR(filter->words), INT(most));
}

Error *costs_to_pay_sum(Ctx *cx, int64_t *pence, int64_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what is to pay");
    TRY(db_number(cx, costs_unpaid_sum, pence, NONE));
    return db_number(cx, costs_unpaid_count, count, NONE);
}

typedef struct { int64_t id, pence, cost_centre_id, fund_id; const char *event_on, *words; } Unpaid;

static Error *pay_one(Ctx *cx, int64_t id, const CostPayment *payment)
{
    static const Column columns[] = { COLUMN(Unpaid, id), COLUMN(Unpaid, pence), COLUMN(Unpaid, cost_centre_id), COLUMN(Unpaid, fund_id), COLUMN(Unpaid, event_on), COLUMN(Unpaid, words) };
    Unpaid cost = {0};
    int64_t posting_id, paid;
    bool found, again;
    TRY(db_maybe(cx, cost_unpaid, columns, &cost, &found, INT(id)));
    if (!found) return conflict(cx, "One of these costs was changed meanwhile. Look at the list again");
    const PostingRow row = { payment->inside ? ACCOUNT_COUNCIL : ACCOUNT_BANK, ACCOUNT_UNPAID_COSTS, cost.pence, cost.cost_centre_id, cost.fund_id };
    TRY(ledger_post(cx, &(Posting){ .kind = "event.cost_paid", .subject_id = id, .on = payment->on, .words = text(cx, "Paid: %s", cost.words), .rows = &row, .count = 1 }, &posting_id, &again));
    TRY(db_run(cx, cost_paid, &paid, INT(id), INT(posting_id), STR(payment->on)));
    if (!paid) return conflict(cx, "%s is paid already", cost.words);
    return trail(cx, "event.cost_paid", id, money_table(cx, cost.pence));
}

Error *costs_pay(Ctx *cx, const CostPayment *payment)
{
    Error *errors = OK;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "marking costs as paid");
    if (blank(payment->on)) errors_add(&errors, invalid(cx, "on", "Enter the day on which it was paid"));
    else if (strcmp(payment->on, cx->today) > 0) errors_add(&errors, invalid(cx, "on", "The day must be today or earlier"));
    if (!payment->count) errors_add(&errors, invalid(cx, "cost", "Choose what was paid"));
    if (payment->count > COSTS_PAID_MOST) errors_add(&errors, invalid(cx, "cost", "Choose %d at most at once", COSTS_PAID_MOST));
    TRY(errors);
    for (size_t i = 0; i < payment->count; i++) TRY(pay_one(cx, payment->ids[i], payment));
    return OK;
}
