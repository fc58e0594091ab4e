/* The savings ledger: an organisation's own, and everybody's for the office; by year, with whom the money went to. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_pages.h"

extern const RouteList round_saving_pages;

enum { SHOWN_MOST = 200, EXPORT_MOST = 10000, YEARS = 5, FIRST_LEAST = 2000, FIRST_MOST = 2999 };

SavingView saving_view(Ctx *cx, const Request *rq, int64_t organisation_id)
{
    YearKind kind = money_year_kind(query_value(rq, "year"));
    int64_t first = query_number(rq, "of", 0);
    if (first < FIRST_LEAST || first > FIRST_MOST) first = money_year_first(kind, cx->today);
    SavingView view = { .year = money_year(cx, kind, first) };
    view.filter = (SavingFilter){ view.year.from, view.year.to, organisation_id };
    return view;
}

const char *saving_query(Ctx *cx, const SavingView *view) { return text(cx, "year=%s&of=%ld", money_year_word(view->year.kind), (long)view->year.first); }

void saving_years(Out *out, const char *path, const SavingView *view, const char *csv_path)
{
    Ctx *cx = out->cx;
    const MoneyYear *year = &view->year;
    SelectItem items[YEARS];
    LyTab tabs[YEAR_KINDS];
    const int64_t latest = money_year_first(year->kind, cx->today) > year->first ? money_year_first(year->kind, cx->today) : year->first;
    for (int kind = 0; kind < YEAR_KINDS; kind++)
        tabs[kind] = (LyTab){ money_year_name((YearKind)kind), text(cx, "%s?year=%s", path, money_year_word((YearKind)kind)), 0, (YearKind)kind == year->kind };
    ly_tabs(out, "Which year", tabs, YEAR_KINDS);
    for (int64_t i = 0; i < YEARS; i++) items[i] = (SelectItem){ .value = text(cx, "%ld", (long)(latest - i)), .text = money_year(cx, year->kind, latest - i).words };
    ly_filterbar_begin(out, path);
    html(out, "<input type=\"hidden\" name=\"year\" value=\"%s\">", money_year_word(year->kind));
    ly_filter_select(out, "of", money_year_name(year->kind), items, YEARS, text(cx, "%ld", (long)year->first));
    ly_filterbar_end_sheets(out, text(cx, "%s?%s", csv_path, saving_query(cx, view)));
}

void saving_suppliers(Out *out, const SupplierSum *list, size_t count)
{
    Ctx *cx = out->cx;
    if (!count) return;
    ly_panel_begin(out, (LyPanel){ .title = "Whom it went to", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Suppliers of the year", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Supplier" }, { .text = "Purchases", .number = true }, { .text = "Paid", .number = true }) });
    for (size_t i = 0; i < count; i++) {
        html(out, "<tr><th scope=\"row\"><span>%s%s", list[i].supplier, list[i].local ? " " : "");
        if (list[i].local) ly_status_tiny(out, LY_GOOD, "Local");
        html(out, "</span></th><td class=\"ly-num\" data-label=\"Purchases\">%s</td><td class=\"ly-num\" data-label=\"Paid\">%s</td></tr>\n", number_words(cx, list[i].rounds), money_table(cx, list[i].pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

void saving_method(Out *out)
{
    html(out, "<h2 class=\"govuk-heading-m\">How a saving is reckoned</h2><p class=\"govuk-body\">What one costs who buys alone, times what was allotted, less what was charged, all without VAT. What one costs alone is what the supplier quotes"
              " to whoever buys alone, its list price, or what the organisation paid last and said so: each purchase says which. <b>Expected</b> is the same by the price that held when they committed; <b>saved</b> is by what was charged."
              " A purchase counts in the year in which it is delivered.</p>\n");
}

static void figures_put(Out *out, const SavingSum *sums, size_t count)
{
    Ctx *cx = out->cx;
    SavingSum all = {0};
    for (size_t i = 0; i < count; i++)
        all.pence += sums[i].pence, all.saved_pence += sums[i].saved_pence, all.expected_pence += sums[i].expected_pence, all.local_pence += sums[i].local_pence;
    ly_figures_begin(out);
    ly_figure(out, "Saved", saved_words(cx, all.saved_pence), "against buying alone, by what was charged");
    ly_figure(out, "Paid", money_table(cx, all.pence), "without VAT");
    ly_figure(out, "To local partners", money_table(cx, all.local_pence), "of what was paid");
    ly_figure(out, "Expected", saved_words(cx, all.expected_pence), "of what is not charged yet");
    ly_figures_end(out);
}

/* ---- an organisation's own ---- */

static void rows_put(Out *out, const Saving *list, size_t count)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Purchase by purchase", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Purchase by purchase", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "What" }, { .text = "Number", .number = true }, { .text = "Paid", .number = true }, { .text = "Alone", .number = true }, { .text = "Expected", .number = true }, { .text = "Saved", .number = true }) });
    for (size_t i = 0; i < count; i++) {
        const Saving *s = &list[i];
        const bool charged = same(s->state, "charged") && !s->lifted_at;
        const int64_t number = charged ? s->allotted : s->quantity;
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link\" href=\"/buying/%ld\">%s</a><span class=\"ly-sub\">%s%s</span></span></th><td class=\"ly-num\" data-label=\"Number\">%s</td><td class=\"ly-num\" data-label=\"Paid\">%s</td>",
             (long)s->round_id, s->title, s->supplier, s->local ? ", local" : "", number_words(cx, number), charged ? money_table(cx, s->pence) : s->lifted_at ? "Taken back" : "Not yet");
        html(out, "<td class=\"ly-num\" data-label=\"Alone\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td class=\"ly-num\" data-label=\"Expected\">%s</td><td class=\"ly-num\" data-label=\"Saved\">%s</td></tr>\n", money_table(cx, s->alone_pence * number),
             saving_against_words(s->alone_why), saved_words(cx, s->estimate_pence), charged ? saved_words(cx, s->saved_pence) : "–");
    }
    ly_table_end(out);
    ly_panel_end(out);
    if (count == SHOWN_MOST) html(out, "<p class=\"ly-small\">The first %d. The file has all of them.</p>\n", SHOWN_MOST);
}

static Error *ours_show(Ctx *cx, const Request *rq, Response *rs)
{
    SavingView view = saving_view(cx, rq, cx->who->organisation_id);
    Saving *list;
    SavingSum *sums;
    SupplierSum *suppliers;
    size_t n, sum_count, supplier_count;
    TRY(savings(cx, &view.filter, SHOWN_MOST, &list, &n));
    TRY(savings_by_organisation(cx, &view.filter, &sums, &sum_count));
    TRY(savings_by_supplier(cx, &view.filter, &suppliers, &supplier_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Your savings", .frame = FRAME_PUBLIC, .current = "buying", .wide = true, CRUMBS({ "Buying together", "/buying" }) });
    html(out, "<div class=\"ly-page__head\"><h1 class=\"govuk-heading-l\">Your savings</h1><span class=\"ly-quiet\">%s, %s to %s</span></div>\n", cx->who->organisation, date_words(cx, view.year.from), date_words(cx, view.year.to));
    saving_years(out, "/buying/savings", &view, "/buying/savings.csv");
    if (!n) ly_empty(out, (LyEmpty){ .title = "Nothing bought together in that year", .words = "What you take of joint purchases is here, with what it would have cost you alone.", .act = "See joint purchases", .act_href = "/buying", .plain = true });
    else {
        figures_put(out, sums, sum_count);
        rows_put(out, list, n);
        saving_suppliers(out, suppliers, supplier_count);
    }
    saving_method(out);
    page_end(rs);
    return OK;
}

static Error *sheet_put(Ctx *cx, const Request *rq, Response *rs, int64_t organisation_id)
{
    static const char *const heads[] = { "Organisation", "Purchase", "Supplier", "Local", "Counts on", "State", "Committed", "Allotted", "One alone", "Reckoned against", "Paid", "Expected saving", "Saved" };
    SavingView view = saving_view(cx, rq, organisation_id);
    Saving *list;
    size_t n;
    Sheet sheet;
    TRY(savings(cx, &view.filter, EXPORT_MOST, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Saving *s = &list[i];
        const bool charged = same(s->state, "charged") && !s->lifted_at;
        sheet_text(&sheet, s->organisation), sheet_text(&sheet, s->title), sheet_text(&sheet, s->supplier), sheet_text(&sheet, s->local ? "yes" : "no"), sheet_date(&sheet, s->on), sheet_text(&sheet, s->lifted_at ? "taken back" : s->state);
        sheet_int(&sheet, s->quantity), sheet_int(&sheet, s->allotted), sheet_pence(&sheet, s->alone_pence), sheet_text(&sheet, saving_against_words(s->alone_why));
        sheet_pence(&sheet, charged ? s->pence : 0), sheet_pence(&sheet, s->estimate_pence), sheet_pence(&sheet, charged ? s->saved_pence : 0);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "savings");
}

static Error *ours_sheet(Ctx *cx, const Request *rq, Response *rs)   { return sheet_put(cx, rq, rs, cx->who->organisation_id); }
static Error *office_sheet(Ctx *cx, const Request *rq, Response *rs) { return sheet_put(cx, rq, rs, 0); }

/* ---- everybody's ---- */

static void sums_put(Out *out, const SavingSum *list, size_t count)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "By organisation", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Savings by organisation", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "Organisation" }, { .text = "Purchases", .number = true }, { .text = "Paid", .number = true }, { .text = "To local partners", .number = true }, { .text = "Expected", .number = true }, { .text = "Saved", .number = true }) });
    for (size_t i = 0; i < count; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Purchases\">%s</td><td class=\"ly-num\" data-label=\"Paid\">%s</td><td class=\"ly-num\" data-label=\"To local partners\">%s</td>"
                  "<td class=\"ly-num\" data-label=\"Expected\">%s</td><td class=\"ly-num\" data-label=\"Saved\">%s</td></tr>\n",
             list[i].organisation, number_words(cx, list[i].rounds), money_table(cx, list[i].pence), money_table(cx, list[i].local_pence), saved_words(cx, list[i].expected_pence), saved_words(cx, list[i].saved_pence));
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *office_show(Ctx *cx, const Request *rq, Response *rs)
{
    SavingView view = saving_view(cx, rq, 0);
    SavingSum *sums;
    SupplierSum *suppliers;
    size_t n, supplier_count;
    TRY(savings_by_organisation(cx, &view.filter, &sums, &n));
    TRY(savings_by_supplier(cx, &view.filter, &suppliers, &supplier_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Savings by joint purchase", .frame = FRAME_OFFICE, .current = "rounds", .wide = true, CRUMBS({ "Joint purchases", "/office/rounds" }, { "Savings", NULL }) });
    ly_head_begin(out, "Savings");
    html(out, "<span class=\"ly-quiet ly-small\">%s to %s</span>", date_words(cx, view.year.from), date_words(cx, view.year.to));
    ly_head_end(out, false);
    saving_years(out, "/office/rounds/savings", &view, "/office/rounds/savings.csv");
    if (!n) ly_empty(out, (LyEmpty){ .title = "Nothing bought together in that year", .words = "What each organisation takes of joint purchases is here, with what it would have cost alone.", .act = "See joint purchases", .act_href = "/office/rounds", .plain = true });
    else {
        figures_put(out, sums, n);
        sums_put(out, sums, n);
        saving_suppliers(out, suppliers, supplier_count);
    }
    saving_method(out);
    page_end(rs);
    return OK;
}

ROUTES(round_saving_pages,
    GET  ("/buying/savings",        BUY_TOGETHER, ours_show),
    SHEET("/buying/savings",        BUY_TOGETHER, ours_sheet),
    GET  ("/office/rounds/savings", READ_MONEY,   office_show),
    SHEET("/office/rounds/savings", READ_MONEY,   office_sheet),
);
