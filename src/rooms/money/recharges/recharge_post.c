#include "rooms/money/recharges/recharge_post.h"

#include "platform/base/text.h"

#define SUMS " CAST(SUM(pence) AS BIGINT) AS pence FROM recharge_line WHERE "
SQL(recharge_sums,
    "SELECT account_id AS \"from\", CAST(3 AS BIGINT) AS \"to\", cost_centre_id, COALESCE(fund_id, 0) AS fund_id," SUMS "recharge_id = $1 GROUP BY account_id, cost_centre_id, fund_id"
    " HAVING SUM(pence) <> 0 ORDER BY account_id, cost_centre_id, fund_id LIMIT 201");
SQL(refusal_sums,
    "SELECT CAST(3 AS BIGINT) AS \"from\", account_id AS \"to\", cost_centre_id, COALESCE(fund_id, 0) AS fund_id," SUMS "refusal_id = $1 GROUP BY account_id, cost_centre_id, fund_id"
    " HAVING SUM(pence) <> 0 ORDER BY account_id, cost_centre_id, fund_id LIMIT 201");
SQL(acknowledged_sums,
    "SELECT CAST(3 AS BIGINT) AS \"from\", CAST(4 AS BIGINT) AS \"to\", cost_centre_id, COALESCE(fund_id, 0) AS fund_id," SUMS "recharge_id = $1 AND refusal_id IS NULL GROUP BY cost_centre_id, fund_id"
    " HAVING SUM(pence) <> 0 ORDER BY cost_centre_id, fund_id LIMIT 201");

static Error *post(Ctx *cx, const char *kind, int64_t subject_id, const char *on, const char *words, PostingRow *rows, size_t n)
{
    int64_t posting_id;
    bool again;
    if (!n) return OK;
    if (n > POSTING_ROWS_MOST) return conflict(cx, "This recharge is of more than %d accounts, cost centres and funds. Recharge fewer items at once, up to an earlier day", POSTING_ROWS_MOST);
    for (size_t i = 0; i < n; i++)
        if (rows[i].pence < 0) rows[i] = (PostingRow){ rows[i].to, rows[i].from, -rows[i].pence, rows[i].cost_centre_id, rows[i].fund_id };
    TRY(ledger_post(cx, &(Posting){ .kind = kind, .subject_id = subject_id, .on = on, .words = words, .rows = rows, .count = n }, &posting_id, &again));
    return again ? broken(cx, "%s %ld is posted already", kind, (long)subject_id) : OK;
}

static const Column columns[] = { COLUMN(PostingRow, from), COLUMN(PostingRow, to), COLUMN(PostingRow, pence), COLUMN(PostingRow, cost_centre_id), COLUMN(PostingRow, fund_id) };

Error *recharge_post(Ctx *cx, int64_t id, const char *name)
{
    PostingRow *rows;
    size_t n;
    TRY(db_list(cx, recharge_sums, columns, &rows, &n, INT(id)));
    return post(cx, "recharge", id, cx->today, text(cx, "Recharge %s", name), rows, n);
}

Error *recharge_post_refusal(Ctx *cx, int64_t refusal_id, const char *name, const char *why)
{
    PostingRow *rows;
    size_t n;
    TRY(db_list(cx, refusal_sums, columns, &rows, &n, INT(refusal_id)));
    return post(cx, "recharge.refused", refusal_id, cx->today, text(cx, "Recharge %s, taken back: %s", name, why), rows, n);
}

Error *recharge_post_acknowledged(Ctx *cx, int64_t id, const char *on, const char *name)
{
    PostingRow *rows;
    size_t n;
    TRY(db_list(cx, acknowledged_sums, columns, &rows, &n, INT(id)));
    return post(cx, "recharge.acknowledged", id, on, text(cx, "Recharge %s, moved by finance", name), rows, n);
}
