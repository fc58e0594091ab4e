#include "rooms/money/payments/payment_post.h"

#include <string.h>

#include "platform/base/text.h"

typedef struct { int64_t id, from, to, pence, cost_centre_id, fund_id; const char *on_date; } Posted;
SQL(posted_one_row,
    "SELECT p.id, p.on_date, r.from_account AS \"from\", r.to_account AS \"to\", r.pence, r.cost_centre_id, r.fund_id FROM posting p JOIN posting_row r ON r.posting_id = p.id"
    " WHERE p.kind = $1 AND p.subject_id = $2 AND r.position = 1");

Error *day_open(Ctx *cx, const char *day, const char **open)
{
    const char *closed;
    TRY(ledger_closed_through(cx, &closed));
    *open = *closed && strcmp(month_of(cx, day), closed) <= 0 ? month_next(cx, closed) : day;
    return OK;
}

Error *one_row_post(Ctx *cx, const OneRow *one)
{
    PostingRow row = { one->from, one->to, one->pence, one->cost_centre_id ? one->cost_centre_id : COST_CENTRE_OWN, one->fund_id };
    const char *on;
    int64_t id;
    bool again;
    TRY(day_open(cx, one->on, &on));
    TRY(ledger_post(cx, &(Posting){ .kind = one->kind, .subject_id = one->subject_id, .on = on, .words = one->words, .rows = &row, .count = 1 }, &id, &again));
    return again ? conflict(cx, "This is in the ledger already") : OK;
}

Error *one_row_back(Ctx *cx, const char *kind, int64_t subject_id, const char *back, const char *on, const char *words)
{
    static const Column columns[] = { COLUMN(Posted, id), COLUMN(Posted, from), COLUMN(Posted, to), COLUMN(Posted, pence), COLUMN(Posted, cost_centre_id), COLUMN(Posted, fund_id), COLUMN(Posted, on_date) };
    Posted posted = {0};
    int64_t id;
    bool again;
    TRY(db_one(cx, posted_one_row, columns, &posted, STR(kind), INT(subject_id)));
    const PostingRow row = { posted.to, posted.from, posted.pence, posted.cost_centre_id, posted.fund_id };
    TRY(day_open(cx, strcmp(on, posted.on_date) < 0 ? posted.on_date : on, &on));
    TRY(ledger_post(cx, &(Posting){ .kind = back, .subject_id = subject_id, .on = on, .words = words, .rows = &row, .count = 1, .reverses = posted.id }, &id, &again));
    return again ? conflict(cx, "This was taken back already") : OK;
}
