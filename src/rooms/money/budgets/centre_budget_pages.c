/* Budgets: of every cost centre for who reads the money, of one's own for who holds it; and the form that sets them. */
#include "rooms/money/budgets/centre_budget.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "platform/html/part.h"
#include "rooms/members/permission.h"
#include "rooms/programme/cost_posting.h"

extern const RouteList centre_budget_pages;

enum { ROWS_SHOWN = 50, EXPORT_MOST = 10000, YEARS_SHOWN = 5, FIRST_LEAST = 2000, FIRST_MOST = 2999 };

static int64_t year_asked(Ctx *cx, const Request *rq)
{
    int64_t now = money_year_first(YEAR_FINANCIAL, cx->today), first = rq->posted || form_has(rq, "of") ? form_number(rq, "of", now) : query_number(rq, "of", now);
    return first < FIRST_LEAST || first > FIRST_MOST ? now : first;
}

static void year_filter(Out *out, const char *path, int64_t first, const char *csv)
{
    Ctx *cx = out->cx;
    SelectItem items[YEARS_SHOWN];
    int64_t latest = money_year_first(YEAR_FINANCIAL, cx->today) + 1;
    if (first > latest || first <= latest - YEARS_SHOWN) latest = first + 1;
    for (int64_t i = 0; i < YEARS_SHOWN; i++) items[i] = (SelectItem){ .value = text(cx, "%ld", (long)(latest - i)), .text = money_year(cx, YEAR_FINANCIAL, latest - i).words };
    ly_filterbar_begin(out, path);
    ly_filter_select(out, "of", "Financial year", items, YEARS_SHOWN, text(cx, "%ld", (long)first));
    if (csv) ly_filterbar_end_sheets(out, text(cx, "%s?of=%ld", csv, (long)first));
    else ly_filterbar_end(out, "Show");
}

static Error *committed_of(Ctx *cx, int64_t first, CentreCommitted **list, size_t *count)
{
    const MoneyYear year = money_year(cx, YEAR_FINANCIAL, first);
    return costs_committed(cx, year.from, year.to, list, count);
}

static CentreCommitted committed_by(const CentreCommitted *list, size_t n, int64_t centre)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].cost_centre_id == centre) return list[i];
    return (CentreCommitted){ .cost_centre_id = centre };
}

static const char *left_words(Ctx *cx, const Budget *b, int64_t committed) { return b->cost_pence ? money_table(cx, b->cost_pence - b->spent_pence - committed) : "–"; }

/* ---- one ---- */

static void sums_panel(Out *out, const BudgetSum *sums, size_t n)
{
    Ctx *cx = out->cx;
    if (!n) return;
    ly_panel_begin(out, (LyPanel){ .title = "By account", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "By account", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Account" }, { .text = "What" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\">%s %s</th><td data-label=\"What\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", sums[i].code, sums[i].name, same(sums[i].kind, "cost") ? "Spent" : "Came in", money_table(cx, sums[i].pence));
    ly_table_end(out);
    ly_panel_end(out);
}

static void rows_panel(Out *out, const BudgetRow *rows, size_t n)
{
    Ctx *cx = out->cx;
    size_t shown = n > ROWS_SHOWN ? ROWS_SHOWN : n;
    ly_panel_begin(out, (LyPanel){ .title = "What it was spent on", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Row by row, the latest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Day" }, { .text = "Account" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < shown; i++) {
        const BudgetRow *r = &rows[i];
        html(out, "<tr><th scope=\"row\">");
        if (may(cx, READ_MONEY)) html(out, "<a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/ledger/postings/%ld\">%s</a>", (long)r->posting_id, r->words);
        else html(out, "%s", r->words);
        html(out, "</th><td class=\"ly-nowrap\" data-label=\"Day\">%s</td><td data-label=\"Account\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", date_words(cx, r->on_date), r->account,
             same(r->kind, "income") ? "income" : *r->fund ? r->fund : "", money_table(cx, r->pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
    if (n > shown) html(out, "<p class=\"ly-small ly-quiet\">The latest %ld are here. All of the year are in the download.</p>\n", (long)shown);
}

static Error *centre_page(Ctx *cx, const Request *rq, Response *rs, int64_t centre)
{
    const int64_t first = year_asked(cx, rq);
    const char *path = text(cx, "/office/budget/%ld", (long)centre);
    Budget b = {0};
    BudgetSum *sums;
    BudgetRow *rows;
    CentreCommitted *committed_list;
    size_t sum_count, n, committed_count;
    TRY(budget_find(cx, first, centre, &b));
    TRY(budget_sums(cx, first, centre, &sums, &sum_count));
    TRY(budget_rows(cx, first, centre, ROWS_SHOWN + 1, &rows, &n));
    TRY(committed_of(cx, first, &committed_list, &committed_count));
    const CentreCommitted committed = committed_by(committed_list, committed_count, centre);
    const int64_t left = b.cost_pence - b.spent_pence - committed.pence;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Budget: %s", b.name), .frame = FRAME_OFFICE, .current = "budget", .wide = true, CRUMBS({ "Budgets", text(cx, "/office/budget?of=%ld", (long)first) }, { b.name, NULL }) });
    ly_head_begin(out, b.name);
    html(out, "<span class=\"ly-quiet ly-small\">Budget %s</span>", money_year(cx, YEAR_FINANCIAL, first).words);
    ly_head_end(out, false);
    year_filter(out, path, first, text(cx, "%s/rows.csv", path));
    ly_figures_begin(out);
    ly_figure(out, "Budget", b.cost_pence ? money_table(cx, b.cost_pence) : "–", b.cost_pence ? "may be spent in the year" : "none is set yet");
    ly_figure(out, "Spent", money_table(cx, b.spent_pence), "in the ledger");
    ly_figure(out, "Committed", money_table(cx, committed.pence), committed.events ? text(cx, "by %s to come", counted(cx, committed.events, "event", NULL)) : "no event to come costs anything");
    ly_figure(out, left < 0 && b.cost_pence ? "Over" : "Left", b.cost_pence ? money_table(cx, left < 0 ? -left : left) : "–", "budget less spent and committed");
    ly_figure(out, "Came in", money_table(cx, b.came_in_pence), b.income_pence ? text(cx, "of %s budgeted", money_table(cx, b.income_pence)) : NULL);
    ly_figures_end(out);
    if (n) {
        html(out, "<div class=\"ly-split ly-split--right\"><div>");
        rows_panel(out, rows, n);
        html(out, "</div><div>");
        sums_panel(out, sums, sum_count);
        html(out, "</div></div>\n");
    } else ly_empty(out, (LyEmpty){ .title = "Nothing is spent yet in that year", .words = "What your events cost is here from their day on, and what is noted for this cost centre.", .plain = true });
    page_end(rs);
    return OK;
}

static Error *centre_show(Ctx *cx, const Request *rq, Response *rs) { return centre_page(cx, rq, rs, rq->id); }

static Error *centre_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Day", "What", "Account", "Kind", "Fund", "Sum" };
    BudgetRow *rows;
    size_t n;
    Sheet sheet;
    TRY(budget_rows(cx, year_asked(cx, rq), rq->id, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        sheet_date(&sheet, rows[i].on_date), sheet_text(&sheet, rows[i].words), sheet_text(&sheet, rows[i].account), sheet_text(&sheet, rows[i].kind), sheet_text(&sheet, rows[i].fund), sheet_pence(&sheet, rows[i].pence);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "budget");
}

/* ---- all ---- */

static void row_put(Out *out, const Budget *b, const CentreCommitted *committed, int64_t first)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/office/budget/%ld?of=%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td class=\"ly-num\" data-label=\"Budget\">%s</td><td class=\"ly-num\" data-label=\"Spent\">%s</td>", (long)b->cost_centre_id, (long)first,
         b->name, b->code, b->cost_pence ? money_table(cx, b->cost_pence) : "–", money_table(cx, b->spent_pence));
    html(out, "<td class=\"ly-num\" data-label=\"Committed\">%s</td><td class=\"ly-num\" data-label=\"Left\">%s</td><td class=\"ly-num\" data-label=\"To bring in\">%s</td><td class=\"ly-num\" data-label=\"Came in\">%s</td></tr>\n", money_table(cx, committed->pence),
         left_words(cx, b, committed->pence), b->income_pence ? money_table(cx, b->income_pence) : "–", money_table(cx, b->came_in_pence));
}

static Error *list_put(Out *out, const Budget *list, size_t n, int64_t first)
{
    Ctx *cx = out->cx;
    CentreCommitted *committed;
    size_t committed_count;
    TRY(committed_of(cx, first, &committed, &committed_count));
    if (!n) ly_empty(out, (LyEmpty){ .title = "Your department has no cost centre", .words = "The finance officer says which cost centre is whose. From then on its budget, and what is left of it, is here.", .plain = true });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Budgets by cost centre", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Cost centre" }, { .text = "Budget", .number = true }, { .text = "Spent", .number = true }, { .text = "Committed", .number = true },
            { .text = "Left", .number = true }, { .text = "To bring in", .number = true }, { .text = "Came in", .number = true }) });
        for (size_t i = 0; i < n; i++) {
            const CentreCommitted of = committed_by(committed, committed_count, list[i].cost_centre_id);
            row_put(out, &list[i], &of, first);
        }
        ly_table_end(out);
        html(out, "</div>\n<p class=\"ly-small ly-quiet\">Committed: what published events of the year are to cost and is not in the ledger yet. Left: the budget less what is spent and committed.</p>\n");
    }
    return OK;
}

/* Who reads the money sees the same list as everybody who does: it is kept until something changes. */
static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    const int64_t first = year_asked(cx, rq);
    const bool all = may(cx, READ_MONEY);
    const char *key = text(cx, "budgets %ld", (long)first);
    Budget *list = NULL;
    size_t n = 0;
    int64_t until = 0;
    if (!all) {
        TRY(budgets_of(cx, first, &list, &n));
        if (n == 1) return centre_page(cx, rq, rs, list[0].cost_centre_id);
    }
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Budgets", .frame = FRAME_OFFICE, .current = "budget", .wide = true });
    ly_head_begin(out, "Budgets");
    if (may(cx, KEEP_LEDGER)) ly_head_buttons(out), ly_small_button(out, "Set the budgets", text(cx, "/office/budget/set?of=%ld", (long)first), true);
    ly_head_end(out, may(cx, KEEP_LEDGER));
    year_filter(out, "/office/budget", first, "/office/budget.csv");
    if (!all) TRY(list_put(out, list, n, first));
    else if (!part_again(out, key, NULL, NULL, &until)) {
        Part part = part_begin(out);
        TRY(budgets_of(cx, first, &list, &n));
        TRY(list_put(out, list, n, first));
        part_end(&part, key, 0);
    }
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Cost centre", "Code", "Budget", "Spent", "Committed", "Left", "To bring in", "Came in" };
    const int64_t first = year_asked(cx, rq);
    Budget *list;
    CentreCommitted *committed;
    size_t n, committed_count;
    Sheet sheet;
    TRY(budgets_of(cx, first, &list, &n));
    TRY(committed_of(cx, first, &committed, &committed_count));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const int64_t of = committed_by(committed, committed_count, list[i].cost_centre_id).pence;
        sheet_text(&sheet, list[i].name), sheet_text(&sheet, list[i].code), sheet_pence(&sheet, list[i].cost_pence), sheet_pence(&sheet, list[i].spent_pence), sheet_pence(&sheet, of);
        sheet_pence(&sheet, list[i].cost_pence - list[i].spent_pence - of), sheet_pence(&sheet, list[i].income_pence), sheet_pence(&sheet, list[i].came_in_pence);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "budgets");
}

/* ---- set ---- */

static const char *pounds(Ctx *cx, int64_t pence) { return pence ? money_table(cx, pence) + sizeof "£" - 1 : ""; }

static Error *set_show(Ctx *cx, const Request *rq, Response *rs)
{
    const int64_t first = year_asked(cx, rq);
    Budget *list;
    size_t n;
    TRY(budgets_of(cx, first, &list, &n));
    const char *words = money_year(cx, YEAR_FINANCIAL, first).words, *back = text(cx, "/office/budget?of=%ld", (long)first);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Budgets %s", words), .frame = FRAME_OFFICE, .current = "budget", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Budgets %s</h1>\n", words);
    form_begin(cx, rq, rs, "/office/budget/set", false);
    html(out, "<input type=\"hidden\" name=\"of\" value=\"%ld\">", (long)first);
    for (size_t i = 0; i < n; i++) {
        const char *id = text(cx, "%ld", (long)list[i].cost_centre_id);
        html(out, "<h2 class=\"govuk-heading-s govuk-!-margin-bottom-1\">%s</h2>", list[i].name);
        field_text(out, rq, (TextInput){ .name = text(cx, "cost-%s", id), .label = text(cx, "May spend: %s", list[i].name), .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal", .value = pounds(cx, list[i].cost_pence) });
        field_text(out, rq, (TextInput){ .name = text(cx, "income-%s", id), .label = text(cx, "Is to bring in: %s", list[i].name), .prefix = "£", .classes = "govuk-input--width-10", .inputmode = "decimal", .value = pounds(cx, list[i].income_pence) });
    }
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save the budgets", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave them as they are</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *set_submit(Ctx *cx, Request *rq, Response *rs)
{
    const int64_t first = year_asked(cx, rq);
    Budget *list;
    size_t n, count = 0;
    TRY(budgets_of(cx, first, &list, &n));
    BudgetDraft *drafts = array(cx, BudgetDraft, n + 1);
    for (size_t i = 0; i < n; i++) {
        const char *cost = text(cx, "cost-%ld", (long)list[i].cost_centre_id), *income = text(cx, "income-%ld", (long)list[i].cost_centre_id);
        if (!form_has(rq, cost) && !form_has(rq, income)) continue;      /* it was added since the form was opened */
        drafts[count++] = (BudgetDraft){ list[i].cost_centre_id, form_text(rq, cost), form_text(rq, income) };
    }
    TRY(budgets_set(cx, first, drafts, count));
    rs->flash = "The budgets are saved";
    return redirect(rs, text(cx, "/office/budget?of=%ld", (long)first));
}

ROUTES(centre_budget_pages,
    GET  ("/office/budget",     READ_BUDGET, list_show),
    SHEET("/office/budget",     READ_BUDGET, list_sheet),
    FORM ("/office/budget/set", KEEP_LEDGER, set_show, NULL, set_submit),
    GET  ("/office/budget/:id", READ_BUDGET, centre_show),
    SHEET("/office/budget/:id/rows", READ_BUDGET, centre_sheet),
);
