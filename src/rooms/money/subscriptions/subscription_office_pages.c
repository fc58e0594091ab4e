/* Subscriptions in the office: how they go, and the list. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/subscription_figures.h"
#include "rooms/money/subscriptions/subscription_list.h"
#include "rooms/money/subscriptions/subscription_pages.h"

extern const RouteList subscription_office_pages;

enum { PAGE = 50, EXPORT_MOST = 10000, WORDS_MOST = 100 };

static const SelectItem states[] = { { .value = "current", .text = "Current" }, { .value = "all", .text = "All" }, { .value = "quoted", .text = "Offered" }, { .value = "ordered", .text = "Ordered" }, { .value = "active", .text = "Active" }, { .value = "over", .text = "Over" },
                                     { .value = "declined", .text = "Declined" }, { .value = "lapsed", .text = "Lapsed" }, { .value = "cancelled", .text = "Cancelled" } };

static SubscriptionFilter filter_of(Ctx *cx, const Request *rq)
{
    SubscriptionFilter f = { .package_id = query_number(rq, "package", 0), .after = query_number(rq, "after", 0), .state = query_value(rq, "state"), .words = text_trim(cx, query_value(rq, "q")), .sort = query_value(rq, "sort") };
    if (!one_of(f.state, "current all quoted ordered active over declined lapsed cancelled") || !*f.state) f.state = "current";
    if (same(f.state, "all")) f.state = "";
    if (!one_of(f.sort, "school price latest") || !*f.sort) f.sort = "school";
    if (letters(f.words) > WORDS_MOST) f.words = "";
    return f;
}

static const char *address(Ctx *cx, const char *path, const SubscriptionFilter *f, const char *sort)
{
    return text(cx, "%s?package=%ld&state=%s&q=%s&sort=%s", path, (long)f->package_id, *f->state ? f->state : "all", text_url(cx, f->words), sort);
}

/* ---- how they go ---- */

static const char *than(Ctx *cx, int64_t now, int64_t before, bool money)
{
    int64_t more = now - before;
    const char *how = money ? pounds(cx, more < 0 ? -more : more) : number_words(cx, more < 0 ? -more : more);
    return more ? text(cx, "%s %s than a year ago", how, more > 0 ? "more" : money ? "less" : "fewer") : "as a year ago";
}

static void figures_put(Out *out, const SubscriptionFigures *f)
{
    Ctx *cx = out->cx;
    ly_figures_begin(out);
    ly_figure(out, "Schools with a package today", number_words(cx, f->schools), than(cx, f->schools, f->schools_before, false));
    ly_figure(out, "They are to pay", pounds(cx, f->pence), than(cx, f->pence, f->pence_before, true));
    ly_figure(out, "Renewed", share_words(cx, f->renewed, f->ended), text(cx, "%ld of the %ld that ended in the last twelve months", (long)f->renewed, (long)f->ended));
    ly_figure(out, "Kept", share_words(cx, f->kept, f->schools_before), text(cx, "%ld of the %ld schools of a year ago", (long)f->kept, (long)f->schools_before));
    ly_figures_end(out);
}

static void growth_put(Out *out, const SubscriptionFigures *f)
{
    Ctx *cx = out->cx;
    if (!f->phase_count) return;
    govuk_details_begin(out, (Details){ .summary = "By phase, beside a year ago" });
    ly_table_begin(out, (LyTable){ .caption = text(cx, "Subscriptions in force today, and on %s", date_words(cx, f->before_on)), .show_caption = true, .phone = true,
        LY_COLUMNS({ .text = "Phase" }, { .text = "Schools", .number = true }, { .text = "A year ago", .number = true }, { .text = "To pay", .number = true }, { .text = "A year ago", .number = true }) });
    for (size_t i = 0; i < f->phase_count; i++) {
        const PhaseFigure *p = &f->phases[i];
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Schools\">%ld</td><td class=\"ly-num\" data-label=\"A year ago\">%ld</td><td class=\"ly-num\" data-label=\"To pay\">%s</td><td class=\"ly-num\" data-label=\"A year ago\">%s</td></tr>\n",
             *p->phase ? capital(cx, p->phase) : "No phase", (long)p->schools, (long)p->schools_before, money_table(cx, p->pence), money_table(cx, p->pence_before));
    }
    ly_table_end(out);
    govuk_details_end(out);
}

static bool is_on(Ctx *cx, const Package *p)
{
    return p->follows_id && same(p->state, "published") && (strcmp(p->starts_on, cx->today) > 0 || strcmp(p->order_by, cx->today) >= 0);
}

static void rounds_put(Out *out, const Package *packages, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_on(out->cx, &packages[i])) continue;
        if (n++) html(out, ", ");
        else html(out, "<p class=\"govuk-body\">Renewal under way: ");
        html(out, "<a class=\"govuk-link\" href=\"/office/renewals/%ld\">%s</a>", (long)packages[i].id, packages[i].name);
    }
    if (n) html(out, ".</p>\n");
}

/* ---- the list ---- */

static void filters_put(Out *out, const SubscriptionFilter *f, const Package *packages, size_t count)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, count + 1);
    items[0] = (SelectItem){ .value = "0", .text = "All" };
    for (size_t i = 0; i < count; i++) items[i + 1] = (SelectItem){ .value = text(cx, "%ld", (long)packages[i].id), .text = packages[i].name };
    ly_filterbar_begin(out, "/office/subscriptions");
    ly_filter_text(out, "q", "School or URN", "search", f->words);
    ly_filter_select(out, "package", "Package", items, count + 1, text(cx, "%ld", (long)f->package_id));
    ly_filter_select(out, "state", "State", states, COUNT(states), *f->state ? f->state : "all");
    html(out, "<input type=\"hidden\" name=\"sort\" value=\"%s\">", f->sort);
    ly_filterbar_end_sheets(out, address(cx, "/office/subscriptions.csv", f, f->sort));
}

static void table_put(Out *out, const SubscriptionFilter *f, const SubscriptionRow *rows, size_t n)
{
    Ctx *cx = out->cx;
    const char *here = "/office/subscriptions";
    const LyColumn columns[] = {
        { .text = "School", .href = address(cx, here, f, "school"), .sorted = same(f->sort, "school") ? LY_ASCENDING : LY_UNSORTED }, { .text = "Package" },
        { .text = "State" }, { .text = "Price", .number = true, .href = address(cx, here, f, "price"), .sorted = same(f->sort, "price") ? LY_DESCENDING : LY_UNSORTED },
    };
    ly_panel_begin(out, (LyPanel){ .title = "Subscriptions", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Subscriptions", .boxed = true, .phone = true, .columns = columns, .count = COUNT(columns) });
    for (size_t i = 0; i < n; i++) {
        const SubscriptionRow *r = &rows[i];
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/subscriptions/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Package\"><span><span class=\"ly-nowrap\">%s</span>"
                  "<span class=\"ly-sub\">%s</span></span></td><td data-label=\"State\">", (long)r->id, r->organisation, capital(cx, r->phase), r->package, package_year_words(cx, r->starts_on, r->ends_on));
        subscription_status(out, r->state, subscription_row_state(cx, r));
        html(out, "</td><td class=\"ly-num\" data-label=\"Price\">%s</td></tr>\n", money_table(cx, r->pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static void nothing_put(Out *out, const SubscriptionFilter *f)
{
    if (*f->words || !same(f->state, "current") || f->package_id) ly_empty(out, (LyEmpty){ .title = "No subscription fits", .words = "Try another package or state, or part of the school’s name.", .act = "Show the current ones", .act_href = "/office/subscriptions", .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "Nobody subscribes yet", .words = "A school orders a package on its own page, or you offer one. Whoever subscribed last year is asked in a renewal round.",
                                  .act = may(out->cx, BILL) ? "Offer a package" : NULL, .act_href = "/office/subscriptions/new" });
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    SubscriptionFilter f = filter_of(cx, rq);
    SubscriptionFigures figures;
    SubscriptionChange *changes;
    SubscriptionRow *rows;
    SubscriptionSum sum = {0};
    Package *packages;
    size_t n, count, change_count;
    TRY(subscription_figures(cx, &figures));
    TRY(changes_waiting(cx, &changes, &change_count));
    TRY(packages_all(cx, &packages, &count));
    TRY(subscriptions_list(cx, &f, PAGE + 1, &rows, &n));
    TRY(subscriptions_sum(cx, &f, &sum));
    size_t shown = n > PAGE ? PAGE : n;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Subscriptions", .frame = FRAME_OFFICE, .current = "subscriptions", .wide = true });
    ly_head_begin(out, "Subscriptions");
    if (may(cx, BILL)) ly_head_buttons(out), ly_small_button(out, "Offer a package", "/office/subscriptions/new", true);
    ly_head_end(out, may(cx, BILL));
    figures_put(out, &figures);
    growth_put(out, &figures);
    rounds_put(out, packages, count);
    if (change_count) {
        ly_note_begin(out, LY_WARN);
        html(out, "<a class=\"govuk-link\" href=\"/office/subscriptions/changes\">%s</a> since the price was reckoned. Say what becomes of %s.", counted(cx, (int64_t)change_count, "school has changed", "schools have changed"), change_count > 1 ? "their subscriptions" : "its subscription");
        ly_note_end(out);
    }
    filters_put(out, &f, packages, count);
    if (sum.count) html(out, "<p class=\"ly-small ly-quiet\">%s, %s together.</p>\n", counted(cx, sum.count, "subscription", NULL), pounds(cx, sum.pence));
    if (shown) table_put(out, &f, rows, shown);
    else nothing_put(out, &f);
    const char *first = address(cx, "/office/subscriptions", &f, f.sort);
    ly_parts(out, (LyParts){ .first = f.after ? first : NULL, .after_text = "More subscriptions", .after = n > shown ? text(cx, "%s&after=%ld", first, (long)rows[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "School", "URN", "Phase", "Package", "First day", "Last day", "State", "Price", "Price of a year", "How it is reckoned", "Purchase order" };
    SubscriptionFilter f = filter_of(cx, rq);
    SubscriptionRow *rows;
    size_t n;
    Sheet sheet;
    f.after = 0;
    TRY(subscriptions_list(cx, &f, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const SubscriptionRow *r = &rows[i];
        sheet_text(&sheet, r->organisation), sheet_text(&sheet, r->urn), sheet_text(&sheet, r->phase), sheet_text(&sheet, r->package), sheet_date(&sheet, r->starts_on), sheet_date(&sheet, r->ends_on);
        sheet_text(&sheet, subscription_row_state(cx, r)), sheet_pence(&sheet, r->pence), sheet_pence(&sheet, r->full_pence), sheet_text(&sheet, r->price_why), sheet_text(&sheet, r->purchase_order);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "subscriptions");
}

ROUTES(subscription_office_pages,
    GET  ("/office/subscriptions", READ_MONEY, list_show),
    SHEET("/office/subscriptions", READ_MONEY, list_sheet),
);
