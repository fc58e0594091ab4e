/* A school's budget for training: what is committed of it, what is left, and the form that says it. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/budget.h"
#include "rooms/members/permission.h"

extern const RouteList budget_pages;

static Error *budget_panel(Out *out, const SchoolBudget *budget)
{
    Ctx *cx = out->cx;
    Committed c;
    TRY(budget_committed(cx, cx->who->organisation_id, budget, &c));
    int64_t left = budget_left(budget, &c);
    ly_panel_begin(out, (LyPanel){ .title = school_budget_words(cx, budget->starts_on, budget->ends_on), .tone = LY_MIST });
    ly_sum_begin(out);
    ly_sum_row(out, "Budget for training", money_table(cx, budget->pence), false);
    ly_sum_row(out, "Places booked", money_table(cx, -c.places), false);
    if (c.charges) ly_sum_row(out, "Given up late, or left empty", money_table(cx, -c.charges), false);
    if (c.subscription) ly_sum_row(out, "Subscription", money_table(cx, -c.subscription), false);
    if (c.other) ly_sum_row(out, "Whatever else is billed", money_table(cx, -c.other), false);
    ly_sum_row(out, left < 0 ? "Over the budget" : "Left", money_table(cx, left < 0 ? -left : left), true);
    ly_sum_end(out);
    if (left < 0) ly_note(out, LY_WARN, "More is committed than the budget holds. Places can still be booked: whoever approves them sees this.");
    ly_panel_end(out);
    return OK;
}

static void form(Out *out, const Request *rq, Response *rs, const SchoolBudget *budgets, size_t count)
{
    Ctx *cx = out->cx;
    MoneyYear years[BUDGET_YEARS];
    SelectItem items[BUDGET_YEARS];
    const SchoolBudget *latest = count ? &budgets[0] : NULL;
    school_budget_years(cx, years);
    for (size_t i = 0; i < BUDGET_YEARS; i++) items[i] = (SelectItem){ .value = years[i].from, .text = school_budget_words(cx, years[i].from, years[i].to) };
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">%s</h2>\n", count ? "Change it" : "Say what there is");
    form_begin(cx, rq, rs, "/budget", false);
    field_select(out, rq, (Select){ .name = "year", .label = "Year", .label_classes = "govuk-label--s", .hint = "Maintained schools’ money begins in April, academies’ in September", .value = latest ? latest->starts_on : "", .items = items, .count = BUDGET_YEARS });
    field_text(out, rq, (TextInput){ .name = "amount", .label = "Budget for training", .label_classes = "govuk-label--s", .hint = "Leave empty to take it away", .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal",
                                     .value = latest ? money_table(cx, latest->pence) + strlen("£") : "" });
    govuk_button(out, (Button){ .text = "Save the budget", .prevent_double_click = YES });
    html(out, "</form>\n");
}

static Error *budget_show(Ctx *cx, const Request *rq, Response *rs)
{
    SchoolBudget *budgets;
    size_t count;
    TRY(school_budgets(cx, cx->who->organisation_id, &budgets, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Our budget for training", .frame = FRAME_PUBLIC, .current = "budget", .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Our budget for training</h1>\n", cx->who->organisation);
    page_tabs(out, "budget");
    html(out, "<div class=\"ly-split ly-split--right\"><div>\n");
    if (!count) html(out, "<p class=\"govuk-body\">Say what your school has for training in a year, and whoever approves places sees what is left of it. Nobody outside your school does.</p>\n");
    for (size_t i = 0; i < count; i++) TRY(budget_panel(out, &budgets[i]));      /* ten at most */
    html(out, "<p class=\"ly-small ly-quiet\">Each thing counts once, without VAT, invoiced or not: confirmed places by the first day of their event and after what your package covers; the subscription and whatever else is billed by its own day."
              " Places that are asked for or waited for do not count yet.</p>\n</div><div>\n");
    form(out, rq, rs, budgets, count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *budget_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(school_budget_set(cx, form_text(rq, "year"), form_text(rq, "amount")));
    rs->flash = "The budget is saved.";
    return redirect(rs, "/budget");
}

ROUTES(budget_pages,
    FORM("/budget", OUR_MONEY, budget_show, NULL, budget_submit),
);
