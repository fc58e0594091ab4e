/*
 * Budgets: what a cost centre may spend in a financial year and is to bring in, beside what the ledger says it did. The finance officer sets them. Whoever holds a department's budget
 * sees its own cost centre and no other; who reads the money sees all.
 */
#pragma once
#include "rooms/money/ledger/ledger.h"
#include "rooms/money/ledger/money_year.h"

typedef struct { int64_t cost_centre_id, cost_pence, income_pence, spent_pence, came_in_pence; const char *code, *name; } Budget;      /* cost_pence, income_pence 0: none is set */
/* READ_BUDGET. By code, with what the ledger has of the financial year that begins in April of `first`; and one, MISSING where it is another's. */
CHECKED Error *budgets_of(Ctx *cx, int64_t first, Budget **list, size_t *count);
CHECKED Error *budget_find(Ctx *cx, int64_t first, int64_t cost_centre_id, Budget *budget);

/* What it was spent on, and what came in, by account; and row by row, the latest first, `most` of them. pence: above 0 a cost or income, below 0 what was taken back of it. */
typedef struct { int64_t pence; const char *code, *name, *kind; } BudgetSum;
typedef struct { int64_t posting_id, pence; const char *on_date, *words, *account, *kind, *fund; } BudgetRow;
CHECKED Error *budget_sums(Ctx *cx, int64_t first, int64_t cost_centre_id, BudgetSum **list, size_t *count);
CHECKED Error *budget_rows(Ctx *cx, int64_t first, int64_t cost_centre_id, int64_t most, BudgetRow **list, size_t *count);

/* KEEP_LEDGER. As typed; "" and 0 are none. Refused about "cost-N" and "income-N", N the cost centre's id. */
typedef struct { int64_t cost_centre_id; const char *cost, *income; } BudgetDraft;
CHECKED Error *budgets_set(Ctx *cx, int64_t first, const BudgetDraft *drafts, size_t count);
