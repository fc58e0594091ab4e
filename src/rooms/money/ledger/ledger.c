#include "rooms/money/ledger/ledger.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"

/* In one statement with the look at what is closed. On PostgreSQL it holds that row, so that no month is closed under whoever posts: several who post do
 * not wait for each other, and who closes waits for them. SQLite has one writer. */
#define ADD \
    "INSERT INTO posting (id, kind, subject_id, on_date, month, words, rows, reverses, made_at, made_by)" \
    " SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS BIGINT), CAST($8 AS BIGINT)," \
    " CAST($9 AS BIGINT), CAST($10 AS BIGINT) FROM ledger_closed c WHERE c.id = 0 AND CAST($5 AS TEXT) > c.through"
SQL2(posting_add, ADD " ON CONFLICT (kind, subject_id) DO NOTHING", ADD " FOR SHARE OF c ON CONFLICT (kind, subject_id) DO NOTHING");
SQL(posting_row_add,
    "INSERT INTO posting_row (posting_id, position, from_account, to_account, pence, month, cost_centre_id, fund_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(posting_that_stands, "SELECT id FROM posting WHERE kind = $1 AND subject_id = $2");
SQL(posting_rows_of,
    "SELECT from_account AS \"from\", to_account AS \"to\", pence, cost_centre_id, fund_id FROM posting_row WHERE posting_id = $1 ORDER BY position LIMIT 200");
SQL(closed_through,      "SELECT through FROM ledger_closed WHERE id = 0");
SQL(accounts_by_code,    "SELECT id, code, name, kind FROM account ORDER BY code LIMIT 400");
SQL(centres_by_code,     "SELECT id, code, name FROM cost_centre ORDER BY code LIMIT 400");
SQL(funds_by_code,       "SELECT id, code, name FROM fund ORDER BY id LIMIT 400");

Error *ledger_closed_through(Ctx *cx, const char **month)
{
    typedef struct { const char *through; } Closed;
    static const Column columns[] = { COLUMN(Closed, through) };
    Closed closed = {0};
    TRY(db_one(cx, closed_through, columns, &closed, NONE));
    *month = closed.through;
    return OK;
}

const char *month_of(Ctx *cx, const char *day) { return text_copy(cx, day, strlen("2026-12")); }

const char *month_next(Ctx *cx, const char *month)
{
    int64_t year = 0, number = 0;
    number_parse(text_copy(cx, month, strlen("2026")), 0, 9999, &year);
    number_parse(month + strlen("2026-"), 1, 12, &number);
    return number == 12 ? date_from_parts(cx, year + 1, 1, 1) : date_from_parts(cx, year, number + 1, 1);
}

static Error *sound(Ctx *cx, const Posting *p)
{
    if (!date_valid(p->on)) return broken(cx, "%s of %ld counts on no day: %s", p->kind, (long)p->subject_id, p->on);
    if (!p->count || p->count > POSTING_ROWS_MOST) return broken(cx, "%s of %ld has %zu rows", p->kind, (long)p->subject_id, p->count);
    for (size_t i = 0; i < p->count; i++)
        if (p->rows[i].pence < 1 || p->rows[i].from == p->rows[i].to) return broken(cx, "%s of %ld, row %zu, moves nothing", p->kind, (long)p->subject_id, i + 1);
    return OK;
}

static Error *stands_or_closed(Ctx *cx, const Posting *p, int64_t *id, bool *again)
{
    const char *closed;
    TRY(db_number(cx, posting_that_stands, id, STR(p->kind), INT(p->subject_id)));
    *again = *id != 0;
    if (*again) return OK;
    TRY(ledger_closed_through(cx, &closed));
    return conflict(cx, "%s is closed. Date it %s or later", month_words(cx, p->on), date_words(cx, month_next(cx, closed)));
}

Error *ledger_post(Ctx *cx, const Posting *p, int64_t *id, bool *again)
{
    int64_t added = 0;
    TRY(sound(cx, p));
    const char *month = month_of(cx, p->on);
    *id = new_id(cx);
    *again = false;
    TRY(db_run(cx, posting_add, &added, INT(*id), STR(p->kind), INT(p->subject_id), STR(p->on), STR(month), STR(p->words), INT((int64_t)p->count), REF(p->reverses), INT(cx->now),
               REF(cx->who ? cx->who->id : 0)));
    if (!added) return stands_or_closed(cx, p, id, again);
    for (size_t i = 0; i < p->count; i++) {
        const PostingRow *row = &p->rows[i];
        TRY(db_run(cx, posting_row_add, NULL, INT(*id), INT((int64_t)i + 1), INT(row->from), INT(row->to), INT(row->pence), STR(month), INT(row->cost_centre_id), REF(row->fund_id)));
    }
    return OK;
}

Error *ledger_take_back(Ctx *cx, int64_t posting_id, const char *on, const char *words, int64_t *id, bool *again)
{
    static const Column columns[] = { COLUMN(PostingRow, from), COLUMN(PostingRow, to), COLUMN(PostingRow, pence), COLUMN(PostingRow, cost_centre_id), COLUMN(PostingRow, fund_id) };
    PostingRow *rows;
    size_t n;
    TRY(db_list(cx, posting_rows_of, columns, &rows, &n, INT(posting_id)));
    for (size_t i = 0; i < n; i++) {
        int64_t from = rows[i].from;
        rows[i].from = rows[i].to, rows[i].to = from;
    }
    return ledger_post(cx, &(Posting){ .kind = "reversed", .subject_id = posting_id, .on = on, .words = words, .rows = rows, .count = n, .reverses = posting_id }, id, again);
}

Error *ledger_open_day(Ctx *cx, const char *day, const char **open)
{
    const char *closed;
    TRY(ledger_closed_through(cx, &closed));
    *open = *closed && strcmp(month_of(cx, day), closed) <= 0 ? month_next(cx, closed) : day;
    return OK;
}

bool account_of_year(const Account *account) { return same(account->kind, "income") || same(account->kind, "cost"); }

Error *accounts_all(Ctx *cx, Account **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Account, id), COLUMN(Account, code), COLUMN(Account, name), COLUMN(Account, kind) };
    return db_list(cx, accounts_by_code, columns, list, count, NONE);
}

static const Column named_columns[] = { COLUMN(Named, id), COLUMN(Named, code), COLUMN(Named, name) };
Error *cost_centres_all(Ctx *cx, Named **list, size_t *count) { return db_list(cx, centres_by_code, named_columns, list, count, NONE); }
Error *funds_all(Ctx *cx, Named **list, size_t *count)        { return db_list(cx, funds_by_code, named_columns, list, count, NONE); }
