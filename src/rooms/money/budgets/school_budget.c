#include "rooms/money/budgets/school_budget.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

static const Column budget_columns[] = { COLUMN(SchoolBudget, starts_on), COLUMN(SchoolBudget, ends_on), COLUMN(SchoolBudget, pence) };
SQL(budget_on,   "SELECT starts_on, ends_on, pence FROM school_budget WHERE organisation_id = $1 AND starts_on <= $2 AND ends_on >= $2 ORDER BY starts_on DESC LIMIT 1");
SQL(budgets_of,  "SELECT starts_on, ends_on, pence FROM school_budget WHERE organisation_id = $1 ORDER BY starts_on DESC LIMIT 10");
SQL(budget_put,  "INSERT INTO school_budget (organisation_id, starts_on, ends_on, pence, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6)"
                 " ON CONFLICT (organisation_id, starts_on) DO UPDATE SET pence = $4, changed_at = $5, changed_by = $6");
SQL(budget_drop, "DELETE FROM school_budget WHERE organisation_id = $1 AND starts_on = $2");

Error *school_budget_on(Ctx *cx, int64_t organisation_id, const char *day, SchoolBudget *budget, bool *found)
{
    return db_maybe(cx, budget_on, budget_columns, budget, found, INT(organisation_id), STR(day));
}

Error *school_budgets(Ctx *cx, int64_t organisation_id, SchoolBudget **list, size_t *count)
{
    return db_list(cx, budgets_of, budget_columns, list, count, INT(organisation_id));
}

static int by_first_day(const void *a, const void *b) { return strcmp(((const MoneyYear *)a)->from, ((const MoneyYear *)b)->from); }

void school_budget_years(Ctx *cx, MoneyYear years[BUDGET_YEARS])
{
    static const YearKind kinds[] = { YEAR_FINANCIAL, YEAR_ACADEMIC };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        int64_t first = money_year_first(kinds[i], cx->today);
        years[2 * i] = money_year(cx, kinds[i], first), years[2 * i + 1] = money_year(cx, kinds[i], first + 1);
    }
    qsort(years, BUDGET_YEARS, sizeof *years, by_first_day);
}

const char *school_budget_words(Ctx *cx, const char *starts_on, const char *ends_on) { return text(cx, "%s to %s", month_words(cx, starts_on), month_words(cx, ends_on)); }

static Error *year_read(Ctx *cx, const char *typed, MoneyYear *year)
{
    MoneyYear years[BUDGET_YEARS];
    school_budget_years(cx, years);
    for (size_t i = 0; i < BUDGET_YEARS; i++) {
        if (!same(years[i].from, typed)) continue;
        *year = years[i];
        return OK;
    }
    return invalid(cx, "year", "Choose the year that the budget is for");
}

Error *school_budget_set(Ctx *cx, const char *typed_year, const char *amount)
{
    MoneyYear year = {0};
    int64_t pence = 0;
    if (!may(cx, OUR_MONEY) || !cx->who->organisation_id) return forbidden(cx, "the budget of a school that is not theirs");
    Error *errors = year_read(cx, typed_year, &year);
    if (!blank(amount) && (!money_parse(amount, &pence) || !pence)) errors_add(&errors, invalid(cx, "amount", "Enter the budget in pounds, like 4,500 or 4500.00, or leave it empty"));
    if (errors) return errors;
    TRY(pence ? db_run(cx, budget_put, NULL, INT(cx->who->organisation_id), STR(year.from), STR(year.to), INT(pence), INT(cx->now), INT(cx->who->id))
              : db_run(cx, budget_drop, NULL, INT(cx->who->organisation_id), STR(year.from)));
    return trail(cx, pence ? "organisation.budget_set" : "organisation.budget_dropped", cx->who->organisation_id, school_budget_words(cx, year.from, year.to));
}
