#include "rooms/money/budgets/centre_budget.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

/* $1 the year, $2 and $3 its first and last month, $4 whose: 0 everybody's. */
#define FIELDS \
    "SELECT k.id AS cost_centre_id, k.code, k.name, b.cost_pence, b.income_pence," \
    " CAST(COALESCE(SUM(CASE WHEN a.kind = 'cost' THEN m.came_in - m.went_out ELSE 0 END), 0) AS BIGINT) AS spent_pence," \
    " CAST(COALESCE(SUM(CASE WHEN a.kind = 'income' THEN m.went_out - m.came_in ELSE 0 END), 0) AS BIGINT) AS came_in_pence" \
    "  FROM cost_centre k LEFT JOIN budget b ON b.cost_centre_id = k.id AND b.year = CAST($1 AS BIGINT) LEFT JOIN ledger_month m ON m.cost_centre_id = k.id AND m.month >= $2 AND m.month <= $3" \
    "  LEFT JOIN account a ON a.id = m.account_id WHERE (CAST($4 AS BIGINT) = 0 OR k.organisation_id = $4)"
#define GROUPED " GROUP BY k.id, k.code, k.name, b.cost_pence, b.income_pence"
SQL(budgets_all, FIELDS GROUPED " ORDER BY k.code LIMIT 400");
SQL(budget_one,  FIELDS " AND k.id = $5" GROUPED);
SQL(budget_accounts,
    "SELECT a.code, a.name, a.kind, CAST(SUM(CASE WHEN a.kind = 'cost' THEN m.came_in - m.went_out ELSE m.went_out - m.came_in END) AS BIGINT) AS pence FROM ledger_month m JOIN account a ON a.id = m.account_id"
    " WHERE m.cost_centre_id = $1 AND m.month >= $2 AND m.month <= $3 AND (a.kind = 'income' OR a.kind = 'cost') GROUP BY a.id, a.code, a.name, a.kind ORDER BY a.code LIMIT 400");
#define END(account, sign_cost) \
    "SELECT r.posting_id, p.on_date, p.words, a.code || ' ' || a.name AS account, a.kind, f.name AS fund, r.position, CASE WHEN a.kind = 'cost' THEN " sign_cost "r.pence ELSE - " sign_cost "r.pence END AS pence" \
    "  FROM posting_row r JOIN posting p ON p.id = r.posting_id JOIN account a ON a.id = " account " AND (a.kind = 'income' OR a.kind = 'cost') LEFT JOIN fund f ON f.id = r.fund_id" \
    " WHERE r.cost_centre_id = $1 AND r.month >= $2 AND r.month <= $3"
SQL(budget_row_list,
    "SELECT posting_id, on_date, words, account, kind, fund, CAST(pence AS BIGINT) AS pence FROM (" END("r.to_account", "") " UNION ALL " END("r.from_account", "-") ") e"
    " ORDER BY on_date DESC, posting_id DESC, position LIMIT CAST($4 AS BIGINT)");
SQL(budget_put,
    "INSERT INTO budget (cost_centre_id, year, cost_pence, income_pence, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (cost_centre_id, year) DO UPDATE SET cost_pence = excluded.cost_pence, income_pence = excluded.income_pence, set_at = excluded.set_at, set_by = excluded.set_by");

static const Column budget_columns[] = { COLUMN(Budget, cost_centre_id), COLUMN(Budget, cost_pence), COLUMN(Budget, income_pence), COLUMN(Budget, spent_pence), COLUMN(Budget, came_in_pence),
                                         COLUMN(Budget, code), COLUMN(Budget, name) };

/* Whose may be seen: 0 everybody's; -1 nobody's, who acts for no organisation. */
static int64_t scope(const Ctx *cx) { return may(cx, READ_MONEY) ? 0 : cx->who->organisation_id ? cx->who->organisation_id : -1; }

Error *budgets_of(Ctx *cx, int64_t first, Budget **list, size_t *count)
{
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, first);
    if (!may(cx, READ_BUDGET)) return forbidden(cx, "budgets");
    return db_list(cx, budgets_all, budget_columns, list, count, INT(first), STR(year.from_month), STR(year.to_month), INT(scope(cx)));
}

Error *budget_find(Ctx *cx, int64_t first, int64_t cost_centre_id, Budget *budget)
{
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, first);
    if (!may(cx, READ_BUDGET)) return forbidden(cx, "budgets");
    return db_one(cx, budget_one, budget_columns, budget, INT(first), STR(year.from_month), STR(year.to_month), INT(scope(cx)), INT(cost_centre_id));
}

Error *budget_sums(Ctx *cx, int64_t first, int64_t cost_centre_id, BudgetSum **list, size_t *count)
{
    static const Column columns[] = { COLUMN(BudgetSum, pence), COLUMN(BudgetSum, code), COLUMN(BudgetSum, name), COLUMN(BudgetSum, kind) };
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, first);
    Budget budget = {0};
    TRY(budget_find(cx, first, cost_centre_id, &budget));
    return db_list(cx, budget_accounts, columns, list, count, INT(cost_centre_id), STR(year.from_month), STR(year.to_month));
}

Error *budget_rows(Ctx *cx, int64_t first, int64_t cost_centre_id, int64_t most, BudgetRow **list, size_t *count)
{
    static const Column columns[] = { COLUMN(BudgetRow, posting_id), COLUMN(BudgetRow, pence), COLUMN(BudgetRow, on_date), COLUMN(BudgetRow, words), COLUMN(BudgetRow, account), COLUMN(BudgetRow, kind), COLUMN(BudgetRow, fund) };
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, first);
    Budget budget = {0};
    TRY(budget_find(cx, first, cost_centre_id, &budget));
    return db_list(cx, budget_row_list, columns, list, count, INT(cost_centre_id), STR(year.from_month), STR(year.to_month), INT(most));
}

static Error *amount(Ctx *cx, const char *typed, const char *field, int64_t *pence)
{
    *pence = 0;
    return blank(typed) || money_parse(typed, pence) ? OK : invalid(cx, field, "Enter the sum in pounds, like 12,500 or 980.50");
}

Error *budgets_set(Ctx *cx, int64_t first, const BudgetDraft *drafts, size_t count)
{
    Error *errors = OK;
    int64_t *pence = array(cx, int64_t, 2 * count + 1);
    Budget *there = NULL;
    size_t n = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "setting budgets");
    TRY(budgets_of(cx, first, &there, &n));
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t j = 0; j < n; j++) known = known || there[j].cost_centre_id == drafts[i].cost_centre_id;
        if (!known) return missing(cx, "cost centre %ld", (long)drafts[i].cost_centre_id);
        errors_add(&errors, amount(cx, drafts[i].cost, text(cx, "cost-%ld", (long)drafts[i].cost_centre_id), &pence[2 * i]));
        errors_add(&errors, amount(cx, drafts[i].income, text(cx, "income-%ld", (long)drafts[i].cost_centre_id), &pence[2 * i + 1]));
    }
    TRY(errors);
    for (size_t i = 0; i < count; i++) TRY(db_run(cx, budget_put, NULL, INT(drafts[i].cost_centre_id), INT(first), INT(pence[2 * i]), INT(pence[2 * i + 1]), INT(cx->now), INT(cx->who->id)));   /* NAMED_ALL_MOST at most */
    return trail(cx, "ledger.budgets_set", 0, money_year(cx, YEAR_FINANCIAL, first).words);
}
