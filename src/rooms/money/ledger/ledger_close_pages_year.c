/* Before the books are closed: what is earned whenever it is invoiced; and at a year's end its result, and what to look at. */
#include "rooms/money/ledger/ledger_close_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

void accruals_panel(Out *out, const Accruals *accruals)
{
    Ctx *cx = out->cx;
    if (!accruals->count || accruals->made) return;
    ly_panel_begin(out, (LyPanel){ .title = "Earned by then, whenever it is invoiced", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "What is counted with the close", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Income" }, { .text = "Fund and cost centre" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < accruals->count; i++) {
        const Accrual *a = &accruals->list[i];
        html(out, "<tr><th scope=\"row\"><span>%s<span class=\"ly-sub\">%s, %s</span></span></th><td data-label=\"Fund and cost centre\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td class=\"ly-num ly-nowrap\" data-label=\"Sum\">%s</td></tr>\n", a->account,
             a->pence > 0 ? "earned, not invoiced" : "invoiced or credited, not earned yet", counted(cx, a->items, "item", NULL), *a->fund ? a->fund : "–", a->centre, money_table(cx, a->pence));
    }
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Income of the month by it</th><td></td><td class=\"ly-num ly-nowrap\" data-label=\"Sum\"><b>%s</b></td></tr>\n", money_table(cx, accruals->earned_pence - accruals->ahead_pence));
    ly_table_foot_end(out);
    ly_panel_end(out);
}

static int64_t sum_of(const AccountSum *sums, size_t n, const char *kind)
{
    int64_t pence = 0;
    for (size_t i = 0; i < n; i++)
        if (same(sums[i].kind, kind)) pence += sums[i].pence;
    return pence;
}

static int64_t held_on(const AccountSum *sums, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (sums[i].id == id) return sums[i].pence;
    return 0;
}

/* What is looked at before a year is closed: each with its sum and where it is found. */
static void checklist(Out *out, const AccountSum *sums, size_t n)
{
    static const struct { int64_t account; const char *what, *href; } lines[] = {
        { ACCOUNT_OWED,           "Invoiced and not paid to us yet",          "/office/ledger/accounts/1" },
        { ACCOUNT_RECHARGING,     "Recharges that nobody has acknowledged",   "/office/ledger/accounts/3" },
        { ACCOUNT_UNPAID_COSTS,   "Costs of the year that are not paid",      "/office/costs" },
        { ACCOUNT_PAID_AHEAD,     "Paid ahead, for the next year",            "/office/ledger/accounts/6" },
        { ACCOUNT_DEFERRED,       "Of subscriptions, for time to come",       "/office/ledger/accounts/13" },
        { ACCOUNT_FUNDS_UNSPENT,  "Grants not spent, for the next year",      "/office/ledger/accounts/15" },
    };
    Ctx *cx = out->cx;
    ly_table_begin(out, (LyTable){ .caption = "To look at before the year is closed", .show_caption = true, .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < COUNT(lines); i++)
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"%s\">%s</a></th><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", lines[i].href, lines[i].what, money_table(cx, held_on(sums, n, lines[i].account)));
    ly_table_end(out);
}

static void funds_left(Out *out, const NamedSum *funds, size_t n)
{
    Ctx *cx = out->cx;
    ly_table_begin(out, (LyTable){ .caption = "What each fund brought in, and what it paid for", .show_caption = true, .boxed = true, .phone = true, LY_COLUMNS({ .text = "Fund" }, { .text = "Income", .number = true }, { .text = "Costs", .number = true }, { .text = "Left", .number = true }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Income\">%s</td><td class=\"ly-num\" data-label=\"Costs\">%s</td><td class=\"ly-num ly-nowrap\" data-label=\"Left\">%s</td></tr>\n", funds[i].name, money_table(cx, funds[i].income), money_table(cx, funds[i].cost),
             money_table(cx, funds[i].income - funds[i].cost));
    ly_table_end(out);
}

Error *year_panel(Out *out, const char *month, const Accruals *accruals)
{
    Ctx *cx = out->cx;
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, money_year_first(YEAR_FINANCIAL, text(cx, "%s-01", month)));
    const LedgerFilter filter = { .from = year.from_month, .to = year.to_month, .before = year.from_month };
    AccountSum *sums;
    NamedSum *funds;
    size_t n, fund_count;
    TRY(ledger_sums(cx, &filter, &sums, &n));
    TRY(ledger_by_fund(cx, &filter, &funds, &fund_count));
    int64_t income = sum_of(sums, n, "income"), cost = sum_of(sums, n, "cost"), more = accruals->made ? 0 : accruals->earned_pence - accruals->ahead_pence;
    ly_panel_begin(out, (LyPanel){ .title = text(cx, "The financial year %s ends with it", year.words), .end_text = "Its ledger", .end_href = text(cx, "/office/ledger?year=financial&of=%ld", (long)year.first) });
    ly_sum_begin(out);
    ly_sum_row(out, "Income so far", money_table(cx, income), false);
    if (more) ly_sum_row(out, "Earned, not by its invoices", money_table(cx, more), false);
    ly_sum_row(out, "Costs", money_table(cx, cost), false);
    ly_sum_row(out, income + more < cost ? "Short" : "Left", money_table(cx, income + more < cost ? cost - income - more : income + more - cost), true);
    ly_sum_end(out);
    checklist(out, sums, n);
    funds_left(out, funds, fund_count);
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-bottom-0\">What is left of a grant and has to be spent on it is noted from its income to 2500, and a cost that is paid for next year from its account to 1500, before the year is closed.</p>");
    ly_panel_end(out);
    return OK;
}
