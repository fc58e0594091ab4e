/* A school's value statement: for its own headteacher, business manager and administrator, and for the office, as page, file and PDF. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "rooms/booking/school_value_pages.h"
#include "rooms/members/permission.h"
#include "rooms/money/rounds/round_saving.h"

extern const RouteList school_value_pages;

/* ---- parts ---- */

static void figures_put(Out *out, const Value *v)
{
    Ctx *cx = out->cx;
    ly_figures_begin(out);
    ly_figure(out, "Subscription", money_table(cx, v->billed.subscription + v->waiting.subscription), "without VAT");
    ly_figure(out, "Places used", number_words(cx, v->places.places), v->places.empty ? text(cx, "and %s left empty", number_words(cx, v->places.empty)) : NULL);
    ly_figure(out, "Their value", money_table(cx, value_of(&v->places)), text(cx, "%s of it saved by the package", money_table(cx, v->places.covered)));
    ly_figure(out, "Others pay", money_table(cx, v->places.others), "without being members");
    ly_figure(out, "Visits", number_words(cx, v->visits), NULL);
    ly_figure(out, "Saved together", saved_words(cx, v->round_saved), v->rounds ? text(cx, "in %s", counted(cx, v->rounds, "joint purchase", NULL)) : "no joint purchase");
    ly_figures_end(out);
}

static void theme_cells(Out *out, const ValueTheme *t)
{
    Ctx *cx = out->cx;
    html(out, "<td class=\"ly-num\" data-label=\"Places used\"><span>%s", number_words(cx, t->places));
    if (t->empty) html(out, "<span class=\"ly-sub\">%s left empty</span>", number_words(cx, t->empty));
    html(out, "</span></td><td class=\"ly-num\" data-label=\"To pay\">%s</td><td class=\"ly-num\" data-label=\"Package saved\">%s</td><td class=\"ly-num\" data-label=\"Value\">%s</td><td class=\"ly-num\" data-label=\"Others would pay\">%s</td></tr>\n",
         money_table(cx, t->paid), money_table(cx, t->covered), money_table(cx, value_of(t)), money_table(cx, t->others));
}

static void places_put(Out *out, const Value *v)
{
    ly_panel_begin(out, (LyPanel){ .title = "What was used", .tone = v->theme_count ? LY_FLUSH : LY_PLAIN });
    if (!v->theme_count) html(out, "<p class=\"govuk-!-margin-top-0\">No place at an event of this year was used yet.</p>");
    else {
        ly_table_begin(out, (LyTable){ .caption = "Places used by theme", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "Theme" }, { .text = "Places used", .number = true }, { .text = "To pay", .number = true }, { .text = "Package saved", .number = true }, { .text = "Value", .number = true }, { .text = "Others would pay", .number = true }) });
        for (size_t i = 0; i < v->theme_count; i++) {
            html(out, "<tr><th scope=\"row\">");
            if (v->themes[i].colour) ly_theme(out, v->themes[i].theme, v->themes[i].colour);
            else html(out, "%s", v->themes[i].theme);
            html(out, "</th>");
            theme_cells(out, &v->themes[i]);
        }
        ly_table_foot_begin(out);
        html(out, "<tr><th scope=\"row\">Together</th>");
        theme_cells(out, &v->places);
        ly_table_foot_end(out);
    }
    ly_panel_end(out);
}

static void costs_put(Out *out, const Value *v)
{
    Ctx *cx = out->cx;
    const ValueSums *b = &v->billed, *w = &v->waiting;
    ly_panel_begin(out, (LyPanel){ .title = "What it cost", .tone = LY_MIST });
    ly_sum_begin(out);
    ly_sum_row(out, "Subscription", money_table(cx, b->subscription + w->subscription), false);
    ly_sum_row(out, "Training beyond the package", money_table(cx, b->training + w->training), false);
    ly_sum_row(out, "Given up late, or left empty", money_table(cx, b->charges + w->charges), false);
    ly_sum_row(out, "Joint purchases and the rest", money_table(cx, b->other + w->other), false);
    ly_sum_row(out, "Together, without VAT", money_table(cx, value_sum(b) + value_sum(w)), true);
    ly_sum_end(out);
    if (value_sum(w)) html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-bottom-0\">%s of it is not billed yet.</p>", money_table(cx, value_sum(w)));
    ly_panel_end(out);
}

static const char *paper_href(Ctx *cx, const ValueView *view, const ValuePaper *p)
{
    if (same(p->kind, "recharge")) return view->office ? text(cx, "/office/recharges/%ld", (long)p->id) : p->shown ? text(cx, "/recharges/%ld", (long)p->id) : NULL;
    return text(cx, "%s/%ld", view->office ? "/office/invoices" : "/invoices", (long)p->id);
}

static void papers_put(Out *out, const ValueView *view)
{
    Ctx *cx = out->cx;
    const Value *v = &view->value;
    ly_panel_begin(out, (LyPanel){ .title = "On which documents", .tone = v->paper_count ? LY_FLUSH : LY_PLAIN });
    if (!v->paper_count) html(out, "<p class=\"govuk-!-margin-top-0\">Nothing of this year is on an invoice or a recharge yet.</p>");
    else {
        ly_table_begin(out, (LyTable){ .caption = "Documents, and what of each counts in this year", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "Document" }, { .text = "Date" }, { .text = "Subscription", .number = true }, { .text = "Training", .number = true }, { .text = "Charges", .number = true }, { .text = "Other", .number = true }, { .text = "Together", .number = true }) });
        for (size_t i = 0; i < v->paper_count; i++) {
            const ValuePaper *p = &v->papers[i];
            const char *href = paper_href(cx, view, p);
            html(out, "<tr><th scope=\"row\">");
            if (href) html(out, "<a class=\"govuk-link\" href=\"%s\">%s</a>", href, value_paper_words(cx, p));
            else html(out, "%s", value_paper_words(cx, p));
            html(out, "</th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-num\" data-label=\"Subscription\">%s</td><td class=\"ly-num\" data-label=\"Training\">%s</td><td class=\"ly-num\" data-label=\"Charges\">%s</td>"
                      "<td class=\"ly-num\" data-label=\"Other\">%s</td><td class=\"ly-num\" data-label=\"Together\">%s</td></tr>\n",
                 date_words(cx, p->on_date), money_table(cx, p->sums.subscription), money_table(cx, p->sums.training), money_table(cx, p->sums.charges), money_table(cx, p->sums.other), money_table(cx, value_sum(&p->sums)));
        }
        ly_table_foot_begin(out);
        html(out, "<tr><th scope=\"row\">%s</th><td></td><td class=\"ly-num\" data-label=\"Subscription\">%s</td><td class=\"ly-num\" data-label=\"Training\">%s</td><td class=\"ly-num\" data-label=\"Charges\">%s</td>"
                  "<td class=\"ly-num\" data-label=\"Other\">%s</td><td class=\"ly-num\" data-label=\"Together\"><b>%s</b></td></tr>\n",
             v->more_papers ? "All of them" : "Billed", money_table(cx, v->billed.subscription), money_table(cx, v->billed.training), money_table(cx, v->billed.charges), money_table(cx, v->billed.other), money_table(cx, value_sum(&v->billed)));
        ly_table_foot_end(out);
    }
    ly_panel_end(out);
    if (v->more_papers) html(out, "<p class=\"ly-small\">Only the first %d are listed; the sums are of all.</p>\n", VALUE_PAPERS_MOST);
}

/* ---- the page ---- */

static Error *page_show(Ctx *cx, const Request *rq, Response *rs, bool office)
{
    ValueView view = {0};
    TRY(value_view(cx, rq, office, &view));
    const Value *v = &view.value;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Value statement, %s", v->organisation), .frame = office ? FRAME_OFFICE : FRAME_PUBLIC, .current = "value", .wide = true,
                                              .back = office ? "/office/value" : NULL });
    ly_head_begin(out, "Value statement");
    html(out, "<span class=\"ly-quiet ly-small\">%s, %s to %s</span>", v->organisation, date_words(cx, v->from), date_words(cx, v->to));
    ly_head_buttons(out);
    ly_small_button(out, "PDF for governors", text(cx, "%s/statement.pdf?%s", view.path, value_query(cx, &view.year)), true);
    ly_head_end(out, true);
    if (!office) page_tabs(out, "value");
    value_years(out, view.path, &view.year);
    value_year_filter(out, view.path, &view.year, text(cx, "%s/statement.csv", view.path));
    html(out, "<p class=\"govuk-body-l\">%s</p>\n", value_sentence(cx, v));
    figures_put(out, v);
    places_put(out, v);
    html(out, "<div class=\"ly-split ly-split--right\"><div>\n<h2 class=\"govuk-heading-m\">How it is reckoned</h2><p class=\"govuk-body\"><b>Value.</b> %s</p><p class=\"govuk-body\"><b>Cost.</b> %s</p><p class=\"govuk-body\"><b>Savings.</b> %s</p>\n</div><aside>\n",
         value_of_place, value_of_costs, value_of_savings);
    costs_put(out, v);
    html(out, "</aside></div>\n");
    papers_put(out, &view);
    page_end(rs);
    return OK;
}

/* ---- to take away ---- */

static void cost_line(Sheet *sheet, const char *part, const char *what, const char *on, const ValueSums *s)
{
    sheet_text(sheet, part), sheet_text(sheet, what), sheet_date(sheet, on), sheet_text(sheet, ""), sheet_text(sheet, ""), sheet_text(sheet, ""), sheet_text(sheet, ""), sheet_text(sheet, "");
    sheet_pence(sheet, s->subscription), sheet_pence(sheet, s->training), sheet_pence(sheet, s->charges), sheet_pence(sheet, s->other), sheet_pence(sheet, value_sum(s));
    sheet_line(sheet);
}

static void place_line(Sheet *sheet, const char *part, const char *what, const ValueTheme *t)
{
    sheet_text(sheet, part), sheet_text(sheet, what), sheet_text(sheet, ""), sheet_int(sheet, t->places), sheet_int(sheet, t->empty), sheet_pence(sheet, t->covered), sheet_pence(sheet, t->paid), sheet_pence(sheet, t->others);
    for (int i = 0; i < 4; i++) sheet_text(sheet, "");
    sheet_pence(sheet, value_of(t));
    sheet_line(sheet);
}

static void number_line(Sheet *sheet, const char *part, const char *what, int64_t number, int64_t pence)
{
    sheet_text(sheet, part), sheet_text(sheet, what), sheet_text(sheet, ""), sheet_int(sheet, number);
    for (int i = 0; i < 8; i++) sheet_text(sheet, "");
    sheet_pence(sheet, pence);
    sheet_line(sheet);
}

static Error *sheet_show(Ctx *cx, const Request *rq, Response *rs, bool office)
{
    static const char *const heads[] = { "Part", "What", "Date", "Number", "Left empty", "Package saved", "To pay", "Others would pay", "Subscription", "Training", "Charges", "Other", "Together" };
    ValueView view = {0};
    Sheet sheet;
    TRY(value_view(cx, rq, office, &view));
    const Value *v = &view.value;
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < v->paper_count; i++) cost_line(&sheet, "Billed", value_paper_words(cx, &v->papers[i]), v->papers[i].on_date, &v->papers[i].sums);
    cost_line(&sheet, "All that is billed", "", "", &v->billed);
    cost_line(&sheet, "Not billed yet", "", "", &v->waiting);
    for (size_t i = 0; i < v->theme_count; i++) place_line(&sheet, "Places", v->themes[i].theme, &v->themes[i]);
    place_line(&sheet, "All places", "", &v->places);
    number_line(&sheet, "Visits", "", v->visits, 0);
    number_line(&sheet, "Saved by buying together", "", v->rounds, v->round_saved);
    return sheet_respond(&sheet, rs, text(cx, "value-%s", v->to));
}

static Error *pdf_show(Ctx *cx, const Request *rq, Response *rs, bool office)
{
    ValueView view = {0};
    TRY(value_view(cx, rq, office, &view));
    return value_pdf(cx, &view, rs);
}

static Error *ours_show(Ctx *cx, const Request *rq, Response *rs)    { return page_show(cx, rq, rs, false); }
static Error *ours_sheet(Ctx *cx, const Request *rq, Response *rs)   { return sheet_show(cx, rq, rs, false); }
static Error *ours_pdf(Ctx *cx, const Request *rq, Response *rs)     { return pdf_show(cx, rq, rs, false); }
static Error *office_show(Ctx *cx, const Request *rq, Response *rs)  { return page_show(cx, rq, rs, true); }
static Error *office_sheet(Ctx *cx, const Request *rq, Response *rs) { return sheet_show(cx, rq, rs, true); }
static Error *office_pdf(Ctx *cx, const Request *rq, Response *rs)   { return pdf_show(cx, rq, rs, true); }

ROUTES(school_value_pages,
    GET  ("/money/value",                       OUR_MONEY,  ours_show),
    SHEET("/money/value/statement",             OUR_MONEY,  ours_sheet),
    SLOW ("/money/value/statement.pdf",         OUR_MONEY,  ours_pdf),
    GET  ("/office/value/:id",                  READ_MONEY, office_show),
    SHEET("/office/value/:id/statement",        READ_MONEY, office_sheet),
    SLOW ("/office/value/:id/statement.pdf",    READ_MONEY, office_pdf),
);
