/* The ledger as a year: what came in, what it cost, and what is held and owed at its end. Three kinds of year are three views of the same rows. */
#include "rooms/money/ledger/ledger_pages.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/part.h"
#include "rooms/members/permission.h"

enum { YEARS_BACK = 4, YEARS_SHOWN = YEARS_BACK + 2, EXPORT_MOST = 10000, MIDDLE = 182, FIRST_LEAST = 2000, FIRST_MOST = 2999 };

/* ---- which year ---- */

LedgerView ledger_view(Ctx *cx, const Request *rq)
{
    YearKind kind = money_year_kind(query_value(rq, "year"));
    int64_t first = query_number(rq, "of", 0);
    if (first < FIRST_LEAST || first > FIRST_MOST) first = money_year_first(kind, cx->today);
    LedgerView view = { .year = money_year(cx, kind, first), .before = money_year(cx, kind, first - 1) };
    view.filter = (LedgerFilter){ view.year.from_month, view.year.to_month, view.before.from_month, query_number(rq, "centre", 0), query_number(rq, "fund", 0) };
    return view;
}

const char *ledger_query(Ctx *cx, const LedgerView *view, YearKind kind, int64_t first)
{
    const char *of = text(cx, "year=%s&of=%ld", money_year_word(kind), (long)first);
    if (view->filter.fund_id) of = text(cx, "%s&fund=%ld", of, (long)view->filter.fund_id);
    return view->filter.cost_centre_id ? text(cx, "%s&centre=%ld", of, (long)view->filter.cost_centre_id) : of;
}

void ledger_tabs(Out *out, const char *path, const LedgerView *view)
{
    Ctx *cx = out->cx;
    const MoneyYear *year = &view->year;
    bool now = strcmp(year->from, cx->today) <= 0 && strcmp(cx->today, year->to) <= 0;
    const char *day = now ? cx->today : date_add_days(cx, year->from, MIDDLE);
    LyTab tabs[YEAR_KINDS];
    for (int kind = 0; kind < YEAR_KINDS; kind++)
        tabs[kind] = (LyTab){ money_year_name((YearKind)kind), text(cx, "%s?%s", path, ledger_query(cx, view, (YearKind)kind, money_year_first((YearKind)kind, day))), 0, (YearKind)kind == year->kind };
    ly_tabs(out, "Which year", tabs, YEAR_KINDS);
}

static void named_filter(Out *out, const char *name, const char *label, const Named *list, size_t n, int64_t chosen)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "All" };
    for (size_t i = 0; i < n; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)list[i].id), .text = list[i].name };
    ly_filter_select(out, name, label, items, n + 1, chosen ? text(cx, "%ld", (long)chosen) : "");
}

Error *ledger_filters(Out *out, const char *path, const LedgerView *view, const char *csv_path)
{
    Ctx *cx = out->cx;
    SelectItem years[YEARS_SHOWN];
    Named *funds, *centres;
    size_t fund_count, centre_count;
    TRY(funds_all(cx, &funds, &fund_count));
    TRY(cost_centres_all(cx, &centres, &centre_count));
    int64_t latest = money_year_first(view->year.kind, cx->today) + 1;
    if (view->year.first > latest) latest = view->year.first;
    if (view->year.first < latest - YEARS_SHOWN + 1) latest = view->year.first + YEARS_SHOWN - 1;
    for (int64_t i = 0; i < YEARS_SHOWN; i++) years[i] = (SelectItem){ .value = text(cx, "%ld", (long)(latest - i)), .text = money_year(cx, view->year.kind, latest - i).words };
    ly_filterbar_begin(out, path);
    html(out, "<input type=\"hidden\" name=\"year\" value=\"%s\">", money_year_word(view->year.kind));
    ly_filter_select(out, "of", money_year_name(view->year.kind), years, YEARS_SHOWN, text(cx, "%ld", (long)view->year.first));
    named_filter(out, "fund", "Fund", funds, fund_count, view->filter.fund_id);
    if (centre_count > 1) named_filter(out, "centre", "Cost centre", centres, centre_count, view->filter.cost_centre_id);
    if (csv_path) ly_filterbar_end_sheets(out, text(cx, "%s?%s", csv_path, ledger_query(cx, view, view->year.kind, view->year.first)));
    else ly_filterbar_end(out, "Show");
    return OK;
}

const char *account_kind_words(const char *kind)
{
    if (same(kind, "income")) return "Income";
    if (same(kind, "cost")) return "Costs";
    return same(kind, "asset") ? "What we hold" : "What we owe";
}

/* ---- the page ---- */

typedef struct { LedgerView view; AccountSum *sums; NamedSum *funds, *centres; size_t count, fund_count, centre_count; const char *closed; } Look;

static int64_t sum_of(const Look *look, const char *kind, bool before)
{
    int64_t pence = 0;
    for (size_t i = 0; i < look->count; i++)
        if (same(look->sums[i].kind, kind)) pence += before ? look->sums[i].before_pence : look->sums[i].pence;
    return pence;
}

static bool has_kind(const Look *look, const char *kind)
{
    for (size_t i = 0; i < look->count; i++)
        if (same(look->sums[i].kind, kind) && (look->sums[i].pence || look->sums[i].before_pence)) return true;
    return false;
}

static void sums_begin(Out *out, const Look *look, const char *title, const char *caption)
{
    const LyColumn columns[] = { { .text = "Account" }, { .text = look->view.year.words, .number = true }, { .text = look->view.before.words, .number = true } };
    ly_panel_begin(out, (LyPanel){ .title = title, .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = caption, .boxed = true, .phone = true, .columns = columns, .count = COUNT(columns) });
}

static void sums_rows(Out *out, const Look *look, const char *kind)
{
    Ctx *cx = out->cx;
    const char *query = ledger_query(cx, &look->view, look->view.year.kind, look->view.year.first);
    for (size_t i = 0; i < look->count; i++) {
        const AccountSum *s = &look->sums[i];
        if (!same(s->kind, kind) || (!s->pence && !s->before_pence)) continue;
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"%s\">%s %s</a></th><td class=\"ly-num\" data-label=\"%s\">%s</td><td class=\"ly-num\" data-label=\"%s\">%s</td></tr>\n",
             text(cx, "/office/ledger/accounts/%ld?%s", (long)s->id, query), s->code, s->name, look->view.year.words, money_table(cx, s->pence), look->view.before.words, money_table(cx, s->before_pence));
    }
}

static void total_row(Out *out, const Look *look, const char *name, int64_t pence, int64_t before)
{
    html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"%s\"><b>%s</b></td><td class=\"ly-num\" data-label=\"%s\"><b>%s</b></td></tr>\n", name, look->view.year.words, money_table(out->cx, pence),
         look->view.before.words, money_table(out->cx, before));
}

static bool is_over(Ctx *cx, const MoneyYear *year) { return strcmp(year->to, cx->today) < 0; }

static void year_panels(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    int64_t income = sum_of(look, "income", false), income_before = sum_of(look, "income", true), cost = sum_of(look, "cost", false), cost_before = sum_of(look, "cost", true);
    sums_begin(out, look, "Income", "Income by account");
    sums_rows(out, look, "income");
    ly_table_foot_begin(out);
    total_row(out, look, "Income together", income, income_before);
    ly_table_foot_end(out);
    ly_panel_end(out);
    sums_begin(out, look, "Costs", "Costs by account");
    sums_rows(out, look, "cost");
    ly_table_foot_begin(out);
    total_row(out, look, "Costs together", cost, cost_before);
    total_row(out, look, "Income less costs", income - cost, income_before - cost_before);
    ly_table_foot_end(out);
    ly_panel_end(out);
    if (!has_kind(look, "asset") && !has_kind(look, "liability")) return;
    bool over = is_over(cx, &look->view.year);
    sums_begin(out, look, over ? "At the end of the year" : "Held and owed so far", "What is held and owed");
    sums_rows(out, look, "asset");
    sums_rows(out, look, "liability");
    ly_table_foot_begin(out);
    total_row(out, look, "Held less owed", sum_of(look, "asset", false) - sum_of(look, "liability", false), sum_of(look, "asset", true) - sum_of(look, "liability", true));
    ly_table_foot_end(out);
    ly_panel_end(out);
    html(out, "<p class=\"ly-small ly-quiet\">From the beginning of the ledger to %s.</p>\n", date_words(cx, over ? look->view.year.to : cx->today));
}

static void named_panel(Out *out, const char *title, const char *head, const NamedSum *sums, size_t n)
{
    Ctx *cx = out->cx;
    int64_t income = 0, cost = 0;
    const LyColumn columns[] = { { .text = head }, { .text = "Income", .number = true }, { .text = "Costs", .number = true }, { .text = "Left", .number = true } };
    if (!n) return;
    ly_panel_begin(out, (LyPanel){ .title = title, .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = title, .boxed = true, .phone = true, .columns = columns, .count = COUNT(columns) });
    for (size_t i = 0; i < n; i++) {
        income += sums[i].income, cost += sums[i].cost;
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Income\">%s</td><td class=\"ly-num\" data-label=\"Costs\">%s</td><td class=\"ly-num\" data-label=\"Left\">%s</td></tr>\n", sums[i].name, money_table(cx, sums[i].income),
             money_table(cx, sums[i].cost), money_table(cx, sums[i].income - sums[i].cost));
    }
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Together</th><td class=\"ly-num\" data-label=\"Income\"><b>%s</b></td><td class=\"ly-num\" data-label=\"Costs\"><b>%s</b></td><td class=\"ly-num\" data-label=\"Left\"><b>%s</b></td></tr>\n", money_table(cx, income), money_table(cx, cost),
         money_table(cx, income - cost));
    ly_table_foot_end(out);
    ly_panel_end(out);
}

static void figures(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    int64_t income = sum_of(look, "income", false), cost = sum_of(look, "cost", false), left = income - cost;
    ly_figures_begin(out);
    ly_figure(out, "Income", money_table(cx, income), text(cx, "%s the year before", money_table(cx, sum_of(look, "income", true))));
    ly_figure(out, "Costs", money_table(cx, cost), text(cx, "%s the year before", money_table(cx, sum_of(look, "cost", true))));
    ly_figure(out, left < 0 ? "Short" : "Left", money_table(cx, left < 0 ? -left : left), left < 0 ? "it cost more than came in" : "more came in than it cost");
    ly_figure(out, is_over(cx, &look->view.year) ? "Held at its end" : "Held so far", money_table(cx, sum_of(look, "asset", false) - sum_of(look, "liability", false)), "less what is owed");
    ly_figures_end(out);
}

static Error *look_at(Ctx *cx, Look *look)
{
    TRY(ledger_sums(cx, &look->view.filter, &look->sums, &look->count));
    TRY(ledger_by_fund(cx, &look->view.filter, &look->funds, &look->fund_count));
    return ledger_by_centre(cx, &look->view.filter, &look->centres, &look->centre_count);
}

static void head(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    bool keeps = may(cx, KEEP_LEDGER);
    ly_head_begin(out, "Ledger");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", *look->closed ? text(cx, "Closed to the end of %s", month_words(cx, text(cx, "%s-01", look->closed))) : "No month is closed yet");
    ly_head_buttons(out);
    if (keeps) ly_small_button(out, "Note income or cost", "/office/ledger/new", true);
    ly_small_button(out, "Funds and cost centres", "/office/ledger/funds", false);
    ly_small_button(out, "Closed months", "/office/ledger/months", false);
    ly_head_end(out, true);
}

static Error *body(Out *out, Look *look)
{
    Ctx *cx = out->cx;
    TRY(look_at(cx, look));
    if (!look->count) {
        bool narrowed = look->view.filter.fund_id || look->view.filter.cost_centre_id;
        ly_empty(out, (LyEmpty){ .title = narrowed ? "Nothing of this fund or cost centre" : "The ledger is empty until then", .words = "What comes in and what it costs is here once it is noted, and each figure leads to what it is made of.",
                                 .act = narrowed ? "Take the filters off" : may(cx, KEEP_LEDGER) ? "Note income or cost" : NULL, .act_href = narrowed ? "/office/ledger" : may(cx, KEEP_LEDGER) ? "/office/ledger/new" : NULL, .plain = true });
        return OK;
    }
    figures(out, look);
    html(out, "<div class=\"ly-split ly-split--even\"><div>");
    year_panels(out, look);
    html(out, "</div><div>");
    named_panel(out, "Income against cost, by fund", "Fund", look->funds, look->fund_count);
    if (look->centre_count > 1) named_panel(out, "By cost centre", "Cost centre", look->centres, look->centre_count);
    html(out, "</div></div>\n");
    return OK;
}

/* The sums are the same for everybody who sees what is to do where there are none, and are kept until something changes. */
static Error *ledger_show(Ctx *cx, const Request *rq, Response *rs)
{
    Look look = { .view = ledger_view(cx, rq) };
    const MoneyYear *year = &look.view.year;
    const char *key = text(cx, "ledger %s %d", ledger_query(cx, &look.view, year->kind, year->first), may(cx, KEEP_LEDGER));
    int64_t until = 0;
    TRY(ledger_closed_through(cx, &look.closed));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Ledger, %s", year->words), .frame = FRAME_OFFICE, .current = "ledger", .wide = true });
    head(out, &look);
    ledger_tabs(out, "/office/ledger", &look.view);
    TRY(ledger_filters(out, "/office/ledger", &look.view, "/office/ledger.csv"));
    html(out, "<p class=\"ly-small ly-quiet\">%s %s: %s to %s.</p>\n", money_year_name(year->kind), year->words, date_words(cx, year->from), date_words(cx, year->to));
    if (!part_again(out, key, NULL, NULL, &until)) {
        Part part = part_begin(out);
        TRY(body(out, &look));
        part_end(&part, key, 0);
    }
    page_end(rs);
    return OK;
}

static Error *ledger_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Counts on", "What", "From", "From account", "To", "To account", "Sum", "Fund", "Cost centre", "Noted by", "Posting" };
    LedgerView view = ledger_view(cx, rq);
    RowShown *rows;
    size_t n;
    Sheet sheet;
    TRY(ledger_rows(cx, &view.filter, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const RowShown *r = &rows[i];
        sheet_date(&sheet, r->on_date), sheet_text(&sheet, r->words), sheet_text(&sheet, r->from_code), sheet_text(&sheet, r->from_name), sheet_text(&sheet, r->to_code), sheet_text(&sheet, r->to_name);
        sheet_pence(&sheet, r->pence), sheet_text(&sheet, r->fund), sheet_text(&sheet, r->centre), sheet_text(&sheet, r->by), sheet_text(&sheet, text(cx, "%ld", (long)r->posting_id));
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "ledger");
}

ROUTES(ledger_pages,
    GET  ("/office/ledger", READ_MONEY, ledger_show),
    SHEET("/office/ledger", READ_MONEY, ledger_sheet),
);
