/*
 * A school's budget for training, for a year of its own: maintained schools' begins in April, academies' in September. The school says it (OUR_MONEY); whoever
 * approves its places sees what is left of it. What is committed of it, booking reckons (booking/budget.h).
 */
#pragma once
#include "platform/db/db.h"
#include "rooms/money/ledger/money_year.h"

typedef struct { const char *starts_on, *ends_on; int64_t pence; } SchoolBudget;

/* Of the year that this day lies in: of two, the one that begins later. */
CHECKED Error *school_budget_on(Ctx *cx, int64_t organisation_id, const char *day, SchoolBudget *budget, bool *found);
CHECKED Error *school_budgets(Ctx *cx, int64_t organisation_id, SchoolBudget **list, size_t *count);      /* the latest first, ten at most */

/* Of the school that the person acts for. year: its first day, one of school_budget_years(); amount as typed, "" to take it away. Refused about "year", "amount". */
CHECKED Error *school_budget_set(Ctx *cx, const char *year, const char *amount);
enum { BUDGET_YEARS = 4 };
void           school_budget_years(Ctx *cx, MoneyYear years[BUDGET_YEARS]);      /* this year's and the next, of both kinds, by their first day */
const char    *school_budget_words(Ctx *cx, const char *starts_on, const char *ends_on);      /* "April 2026 to March 2027" */
