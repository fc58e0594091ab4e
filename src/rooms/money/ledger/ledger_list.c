#include "rooms/money/ledger/ledger_list.h"

#include "rooms/members/permission.h"

/* Everywhere: $1 and $2 the first and the last month, $3 a cost centre and $4 a fund, or 0. */
#define OF(row)  " AND (CAST($3 AS BIGINT) = 0 OR " row "cost_centre_id = $3) AND (CAST($4 AS BIGINT) = 0 OR " row "fund_id = $4)"
/* What moved through the accounts, from the sums of each month that every row counts in. */
#define MOVED_OF(whose) "(SELECT account_id, month, cost_centre_id, fund_id, came_in - went_out AS pence FROM ledger_month WHERE " whose "month <= $2" OF("") ")"
#define MOVED MOVED_OF("")
#define OF_YEAR "(a.kind = 'income' OR a.kind = 'cost')"
#define SIGN    "CASE WHEN a.kind = 'income' OR a.kind = 'liability' THEN -1 ELSE 1 END"
#define SUMS \
    "SELECT a.id, a.code, a.name, a.kind," \
    " CAST(COALESCE(SUM(CASE WHEN NOT " OF_YEAR " OR m.month >= $1 THEN m.pence END), 0) AS BIGINT) * " SIGN " AS pence," \
    " CAST(COALESCE(SUM(CASE WHEN m.month < $1 AND (NOT " OF_YEAR " OR m.month >= $5) THEN m.pence END), 0) AS BIGINT) * " SIGN " AS before_pence FROM account a "
SQL(sums_by_account, SUMS "JOIN " MOVED " m ON m.account_id = a.id GROUP BY a.id, a.code, a.name, a.kind ORDER BY a.code LIMIT 400");
SQL(sum_of_account,  SUMS "LEFT JOIN " MOVED_OF("account_id = $6 AND ") " m ON m.account_id = a.id WHERE a.id = $6 GROUP BY a.id, a.code, a.name, a.kind");

#define IN_OUT \
    " CAST(COALESCE(SUM(CASE WHEN a.kind = 'income' THEN -m.pence ELSE 0 END), 0) AS BIGINT) AS income, CAST(COALESCE(SUM(CASE WHEN a.kind = 'cost' THEN m.pence ELSE 0 END), 0) AS BIGINT) AS cost" \
    " FROM " MOVED " m JOIN account a ON a.id = m.account_id AND " OF_YEAR
#define MONTHS " WHERE m.month >= $1 GROUP BY n.id, n.name ORDER BY n.id LIMIT 400"
SQL(sums_by_fund,   "SELECT n.id, n.name," IN_OUT " JOIN fund n ON n.id = m.fund_id" MONTHS);
SQL(sums_by_centre, "SELECT n.id, n.name," IN_OUT " JOIN cost_centre n ON n.id = m.cost_centre_id" MONTHS);

#define ARGUMENTS(f) STR((f)->from), STR((f)->to), INT((f)->cost_centre_id), INT((f)->fund_id)

static const Column sum_columns[] = { COLUMN(AccountSum, id), COLUMN(AccountSum, pence), COLUMN(AccountSum, before_pence), COLUMN(AccountSum, code), COLUMN(AccountSum, name), COLUMN(AccountSum, kind) };
static const Column named_columns[] = { COLUMN(NamedSum, id), COLUMN(NamedSum, income), COLUMN(NamedSum, cost), COLUMN(NamedSum, name) };

static Error *may_read(Ctx *cx) { return may(cx, READ_MONEY) ? OK : forbidden(cx, "reading the ledger"); }

Error *ledger_sums(Ctx *cx, const LedgerFilter *filter, AccountSum **list, size_t *count)
{
    TRY(may_read(cx));
    return db_list(cx, sums_by_account, sum_columns, list, count, ARGUMENTS(filter), STR(filter->before));
}

Error *account_sum(Ctx *cx, int64_t account_id, const LedgerFilter *filter, AccountSum *sum)
{
    TRY(may_read(cx));
    return db_one(cx, sum_of_account, sum_columns, sum, ARGUMENTS(filter), STR(filter->before), INT(account_id));
}

Error *ledger_by_fund(Ctx *cx, const LedgerFilter *filter, NamedSum **list, size_t *count)
{
    TRY(may_read(cx));
    return db_list(cx, sums_by_fund, named_columns, list, count, ARGUMENTS(filter));
}

Error *ledger_by_centre(Ctx *cx, const LedgerFilter *filter, NamedSum **list, size_t *count)
{
    TRY(may_read(cx));
    return db_list(cx, sums_by_centre, named_columns, list, count, ARGUMENTS(filter));
}

/* ---- postings ---- */

/* Of one account: each end by its own index. Two rows of one posting are one line. */
#define END(account, other, sign) \
    "SELECT posting_id, " other " AS other, cost_centre_id, fund_id, " sign "pence AS pence FROM posting_row WHERE " account " = $5 AND month >= $1 AND month <= $2" OF("")
#define ONLY(what) "CASE WHEN MIN(" what ") = MAX(" what ") THEN MIN(" what ") ELSE '' END"
SQL(lines_of_account,
    "SELECT p.id AS posting_id, p.on_date, p.words, CAST(COALESCE(p.reverses, 0) AS BIGINT) AS reverses, CAST(COALESCE(b.id, 0) AS BIGINT) AS reversed_by,"
    " CAST(SUM(e.pence) AS BIGINT) AS pence, " ONLY("o.code || ' ' || o.name") " AS other, " ONLY("COALESCE(f.name, '')") " AS fund, " ONLY("c.name") " AS centre"
    "  FROM (" END("to_account", "from_account", "") " UNION ALL " END("from_account", "to_account", "-") ") e"
    "  JOIN posting p ON p.id = e.posting_id JOIN account o ON o.id = e.other JOIN cost_centre c ON c.id = e.cost_centre_id LEFT JOIN fund f ON f.id = e.fund_id"
    "  LEFT JOIN posting b ON b.reverses = p.id"
    " WHERE CAST($6 AS TEXT) = '' OR p.on_date < $6 OR (p.on_date = $6 AND p.id < CAST($7 AS BIGINT))"
    " GROUP BY p.id, p.on_date, p.words, p.reverses, b.id ORDER BY p.on_date DESC, p.id DESC LIMIT CAST($8 AS BIGINT)");
SQL(posting_shown,
    "SELECT p.id, p.made_at, p.kind, p.on_date, p.month, p.words, CAST(COALESCE(p.reverses, 0) AS BIGINT) AS reverses, CAST(COALESCE(b.id, 0) AS BIGINT) AS reversed_by, y.name AS by"
    "  FROM posting p LEFT JOIN posting b ON b.reverses = p.id LEFT JOIN person y ON y.id = p.made_by WHERE p.id = $1");
#define ROWS \
    "SELECT r.posting_id, r.position, r.from_account, r.to_account, r.pence, p.on_date, p.words, a.code AS from_code, a.name AS from_name, a.kind AS from_kind," \
    " t.code AS to_code, t.name AS to_name, t.kind AS to_kind, f.name AS fund, c.name AS centre, y.name AS by" \
    "  FROM posting_row r JOIN posting p ON p.id = r.posting_id JOIN account a ON a.id = r.from_account JOIN account t ON t.id = r.to_account" \
    "  JOIN cost_centre c ON c.id = r.cost_centre_id LEFT JOIN fund f ON f.id = r.fund_id LEFT JOIN person y ON y.id = p.made_by"
SQL(rows_of_posting, ROWS " WHERE r.posting_id = $1 ORDER BY r.position LIMIT 200");
SQL(rows_of_months,
    ROWS " WHERE r.month >= $1 AND r.month <= $2" OF("r.")
    " ORDER BY p.on_date, p.id, r.position LIMIT CAST($5 AS BIGINT)");

static const Column row_columns[] = { COLUMN(RowShown, posting_id), COLUMN(RowShown, position), COLUMN(RowShown, from_account), COLUMN(RowShown, to_account), COLUMN(RowShown, pence), COLUMN(RowShown, on_date),
                                      COLUMN(RowShown, words), COLUMN(RowShown, from_code), COLUMN(RowShown, from_name), COLUMN(RowShown, from_kind), COLUMN(RowShown, to_code), COLUMN(RowShown, to_name),
                                      COLUMN(RowShown, to_kind), COLUMN(RowShown, fund), COLUMN(RowShown, centre), COLUMN(RowShown, by) };

Error *account_lines(Ctx *cx, const LinesOf *of, const LedgerFilter *f, int64_t most, AccountLine **list, size_t *count)
{
    static const Column columns[] = { COLUMN(AccountLine, posting_id), COLUMN(AccountLine, pence), COLUMN(AccountLine, reverses), COLUMN(AccountLine, reversed_by), COLUMN(AccountLine, on_date),
                                      COLUMN(AccountLine, words), COLUMN(AccountLine, other), COLUMN(AccountLine, fund), COLUMN(AccountLine, centre) };
    TRY(may_read(cx));
    return db_list(cx, lines_of_account, columns, list, count, ARGUMENTS(f), INT(of->account_id), STR(of->after_on), INT(of->after_id), INT(most));
}

Error *posting_find(Ctx *cx, int64_t id, PostingShown *posting, RowShown **rows, size_t *count)
{
    static const Column columns[] = { COLUMN(PostingShown, id), COLUMN(PostingShown, made_at), COLUMN(PostingShown, reverses), COLUMN(PostingShown, reversed_by), COLUMN(PostingShown, kind),
                                      COLUMN(PostingShown, on_date), COLUMN(PostingShown, month), COLUMN(PostingShown, words), COLUMN(PostingShown, by) };
    TRY(may_read(cx));
    TRY(db_one(cx, posting_shown, columns, posting, INT(id)));
    return db_list(cx, rows_of_posting, row_columns, rows, count, INT(id));
}

Error *ledger_rows(Ctx *cx, const LedgerFilter *filter, int64_t most, RowShown **list, size_t *count)
{
    TRY(may_read(cx));
    return db_list(cx, rows_of_months, row_columns, list, count, ARGUMENTS(filter), INT(most));
}
