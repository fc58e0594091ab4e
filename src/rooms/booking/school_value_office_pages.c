/* Who got how much for their subscription: those who got least first, to be called before they have to renew. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/layout.h"
#include "rooms/booking/school_value_pages.h"
#include "rooms/members/permission.h"

extern const RouteList school_value_office_pages;

enum { PAGE = 50, LITTLE = 50 };      /* per cent: whom subscribing saved less than half of what it cost uses little */

typedef struct { MoneyYear year; ValueRow *rows; size_t count, little; bool only_little; size_t from; } Listed;

static Error *listed(Ctx *cx, const Request *rq, Listed *l)
{
    *l = (Listed){ .year = value_year(cx, rq, YEAR_FINANCIAL), .only_little = same(query_value(rq, "which"), "little") };
    int64_t from = query_number(rq, "from", 0);
    TRY(value_schools(cx, l->year.from, l->year.to, &l->rows, &l->count));
    while (l->little < l->count && value_percent(&l->rows[l->little]) < LITTLE) l->little++;      /* they come first */
    if (l->only_little) l->count = l->little;
    l->from = from > 0 && (uint64_t)from < l->count ? (size_t)from : 0;
    return OK;
}

static const char *query(Ctx *cx, const Listed *l) { return text(cx, "%s%s", value_query(cx, &l->year), l->only_little ? "&which=little" : ""); }

static void figures_put(Out *out, const Listed *l)
{
    Ctx *cx = out->cx;
    ValueRow all = {0};
    for (size_t i = 0; i < l->count; i++) all.subscription += l->rows[i].subscription, all.places += l->rows[i].places, all.covered += l->rows[i].covered, all.paid += l->rows[i].paid, all.others += l->rows[i].others;
    ly_figures_begin(out);
    ly_figure(out, "Subscriptions", money_table(cx, all.subscription), counted(cx, (int64_t)l->count, "school", NULL));
    ly_figure(out, "Places used", number_words(cx, all.places), NULL);
    ly_figure(out, "Subscribing saved", money_table(cx, all.others - all.paid), text(cx, "%ld%% of what it cost; packages %s", (long)value_percent(&all), money_table(cx, all.covered)));
    ly_figure(out, "Use little", number_words(cx, (int64_t)l->little), "it saved them less than half of what it cost");
    ly_figures_end(out);
}

static void rows_put(Out *out, const Listed *l)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Schools by what they got for their subscription, the least first", .boxed = true, .phone = true,
        LY_COLUMNS({ .text = "School" }, { .text = "Subscription", .number = true }, { .text = "Places used", .number = true }, { .text = "Saved", .number = true }, { .text = "Of the price", .number = true }, { .text = "Visits", .number = true }, { .text = "Until" }) });
    for (size_t i = l->from; i < l->count && i < l->from + PAGE; i++) {
        const ValueRow *r = &l->rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/value/%ld?%s\">%s</a><span class=\"ly-sub\">%s</span></span></th><td class=\"ly-num\" data-label=\"Subscription\">%s</td>"
                  "<td class=\"ly-num\" data-label=\"Places used\"><span>%s", (long)r->organisation_id, value_query(cx, &l->year), r->organisation, capital(cx, r->phase), money_table(cx, r->subscription), number_words(cx, r->places));
        if (r->empty) html(out, "<span class=\"ly-sub\">%s left empty</span>", number_words(cx, r->empty));
        html(out, "</span></td><td class=\"ly-num\" data-label=\"Saved\">%s</td><td class=\"ly-num\" data-label=\"Of the price\"><span>%ld%%", money_table(cx, r->others - r->paid), (long)value_percent(r));
        if (value_percent(r) < LITTLE) html(out, "<span class=\"ly-sub\">uses little</span>");
        html(out, "</span></td><td class=\"ly-num\" data-label=\"Visits\">%s</td><td class=\"ly-nowrap\" data-label=\"Until\">%s</td></tr>\n", number_words(cx, r->visits), *r->ends_on ? date_words(cx, r->ends_on) : "Ended");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    Listed l;
    TRY(listed(cx, rq, &l));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Value for schools", .frame = FRAME_OFFICE, .current = "value", .wide = true });
    ly_head_begin(out, "Value for schools");
    html(out, "<span class=\"ly-quiet ly-small\">%s to %s</span>", date_words(cx, l.year.from), date_words(cx, l.year.to));
    ly_head_end(out, false);
    value_years(out, "/office/value", &l.year);
    value_year_filter(out, "/office/value", &l.year, "/office/value.csv");
    if (!l.count && !l.only_little) ly_empty(out, (LyEmpty){ .title = "No subscription counts in that year", .words = "Whoever subscribes stands here with what it saved them, in the year in which the subscription begins.", .act = "See subscriptions", .act_href = "/office/subscriptions", .plain = true });
    else {
        figures_put(out, &l);
        html(out, "<p class=\"govuk-body\">Those who got least for their subscription come first: a call before they renew costs less than a school that leaves.</p>\n");
        html(out, "<p class=\"ly-small\">");
        if (l.only_little) html(out, "Only those who use little. <a class=\"govuk-link\" href=\"/office/value?%s\">Show all</a>", value_query(cx, &l.year));
        else if (l.little) html(out, "<a class=\"govuk-link\" href=\"/office/value?%s&amp;which=little\">Only those who use little</a>", value_query(cx, &l.year));
        html(out, "</p>\n");
        if (l.count) rows_put(out, &l);
        else ly_empty(out, (LyEmpty){ .title = "Nobody uses little", .words = "Subscribing has saved everybody at least half of what it cost.", .act = "Show all", .act_href = text(cx, "/office/value?%s", value_query(cx, &l.year)), .plain = true });
    }
    const char *first = text(cx, "/office/value?%s", query(cx, &l));
    ly_parts(out, (LyParts){ .first = l.from ? first : NULL, .after_text = "More schools", .after = l.count > l.from + PAGE ? text(cx, "%s&from=%ld", first, (long)(l.from + PAGE)) : NULL });
    html(out, "<p class=\"ly-small ly-quiet\">A subscription counts in the year in which it begins, without VAT, billed or not. What it saved is what others would have paid for the places used, less what was to pay. %s%s</p>\n", value_of_place, l.count == VALUE_SCHOOLS_MOST ? " Only the first thousand schools are here." : "");
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "School", "Phase", "Subscription", "Places used", "Left empty", "Package saved", "To pay", "Value", "Others would pay", "Saved of the price, %", "Visits", "Subscribed until" };
    Listed l;
    Sheet sheet;
    TRY(listed(cx, rq, &l));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < l.count; i++) {
        const ValueRow *r = &l.rows[i];
        sheet_text(&sheet, r->organisation), sheet_text(&sheet, r->phase), sheet_pence(&sheet, r->subscription), sheet_int(&sheet, r->places), sheet_int(&sheet, r->empty), sheet_pence(&sheet, r->covered);
        sheet_pence(&sheet, r->paid), sheet_pence(&sheet, r->covered + r->paid), sheet_pence(&sheet, r->others), sheet_int(&sheet, value_percent(r)), sheet_int(&sheet, r->visits), sheet_date(&sheet, r->ends_on);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "value");
}

ROUTES(school_value_office_pages,
    GET  ("/office/value", READ_MONEY, list_show),
    SHEET("/office/value", READ_MONEY, list_sheet),
);
