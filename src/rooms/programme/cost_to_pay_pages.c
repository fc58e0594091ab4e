/* Costs of events that nobody has paid yet: a list to take to the bank, and one button for what was paid. */
#include "rooms/programme/cost_to_pay.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"

extern const RouteList cost_to_pay_pages;

enum { EXPORT_MOST = 10000, WORDS_MOST = 100 };

static CostToPayFilter filter_of(Ctx *cx, const Request *rq)
{
    const char *after = query_value(rq, "after"), *words = text_trim(cx, query_value(rq, "q"));
    return (CostToPayFilter){ .after_on = date_valid(after) ? after : "", .after_id = query_number(rq, "id", 0), .words = letters(words) > WORDS_MOST ? "" : words };
}

static void row_put(Out *out, const Request *rq, const CostToPay *c)
{
    Ctx *cx = out->cx;
    const char *id = text(cx, "%ld", (long)c->id);
    html(out, "<tr>");
    if (may(cx, KEEP_LEDGER)) ly_choose_cell(out, "cost", c->id, c->words, form_ticked(rq, "cost", id));
    html(out, "<th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/ledger/postings/%ld\">%s</a><span class=\"ly-sub\">%s</span></span></th>", (long)c->posting_id, c->words, c->kind);
    html(out, "<td class=\"ly-nowrap\" data-label=\"Event\">");
    if (may(cx, READ_PROGRAMME)) html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld/costs\">%s</a>", (long)c->event_id, day_short(cx, c->event_on));
    else html(out, "%s", day_short(cx, c->event_on));
    html(out, "</td><td data-label=\"Cost centre\"><span>%s<span class=\"ly-sub\">%s</span></span></td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", c->centre, c->fund, money_table(cx, c->pence));
}

static void table_put(Out *out, const Request *rq, const CostToPay *rows, size_t n)
{
    static const LyColumn columns[] = { { .text = "Choose", .hidden = true }, { .text = "What" }, { .text = "Event" }, { .text = "Cost centre" }, { .text = "Sum", .number = true } };
    const size_t skipped = may(out->cx, KEEP_LEDGER) ? 0 : 1;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Costs to pay, the earliest first", .boxed = true, .phone = true, .columns = columns + skipped, .count = COUNT(columns) - skipped });
    for (size_t i = 0; i < n; i++) row_put(out, rq, &rows[i]);
    ly_table_end(out);
    html(out, "</div>\n");
}

static void paid_form(Out *out, const Request *rq)
{
    static const SelectItem hows[] = { { .value = "bank", .text = "From the bank" }, { .value = "inside", .text = "Moved inside the council" } };
    ly_panel_begin(out, (LyPanel){ .title = "What is chosen was paid" });
    field_date(out, rq, (DateField){ .name = "on", .legend = "On which day?", .stored = out->cx->today });
    field_select(out, rq, (Select){ .name = "how", .label = "How?", .label_classes = "govuk-label--s", .items = hows, .count = COUNT(hows), .value = "bank" });
    govuk_button(out, (Button){ .text = "Mark as paid", .prevent_double_click = YES });
    html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-bottom-0\">It goes into the ledger, and stays there.</p>");
    ly_panel_end(out);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    const CostToPayFilter filter = filter_of(cx, rq);
    CostToPay *rows;
    size_t n;
    int64_t pence, count;
    TRY(costs_to_pay(cx, &filter, COSTS_PAID_MOST + 1, &rows, &n));
    TRY(costs_to_pay_sum(cx, &pence, &count));
    size_t shown = n > COSTS_PAID_MOST ? COSTS_PAID_MOST : n;
    bool pays = shown && may(cx, KEEP_LEDGER);
    const char *first = text(cx, "/office/costs?q=%s", text_url(cx, filter.words));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Costs to pay", .frame = FRAME_OFFICE, .current = "costs", .wide = true });
    ly_head_begin(out, "Costs to pay");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", count ? text(cx, "%s, %s", counted(cx, count, "line", NULL), money_table(cx, pence)) : "Nothing to pay");
    ly_head_end(out, false);
    ly_filterbar_begin(out, "/office/costs");
    ly_filter_text(out, "q", "Event, facilitator or cost centre", "search", filter.words);
    ly_filterbar_end_sheets(out, text(cx, "/office/costs.csv?q=%s", text_url(cx, filter.words)));
    if (!shown) ly_empty(out, (LyEmpty){ .title = *filter.words ? "No cost fits" : "Everything is paid", .words = "What an event costs is here from its day on, until it is marked as paid.", .act = *filter.words ? "Show all that is to pay" : "See the ledger",
                                         .act_href = *filter.words ? "/office/costs" : "/office/ledger", .plain = true });
    if (pays) {
        form_begin(cx, rq, rs, "/office/costs/pay", false);
        html(out, "<div class=\"ly-split ly-split--right\"><div>");
        if (error_for(rq, "cost")) html(out, "<p class=\"govuk-error-message\" id=\"cost\">%s</p>", error_for(rq, "cost"));
    }
    if (shown) table_put(out, rq, rows, shown);
    if (pays) {
        html(out, "</div><div>");
        paid_form(out, rq);
        html(out, "</div></div></form>\n");
    }
    ly_parts(out, (LyParts){ .first = *filter.after_on ? first : NULL, .after_text = "Later costs",
                             .after = n > shown ? text(cx, "%s&after=%s&id=%ld", first, rows[shown - 1].event_on, (long)rows[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *pay_submit(Ctx *cx, Request *rq, Response *rs)
{
    size_t n;
    const char *const *chosen = form_list(cx, rq, "cost", &n);
    int64_t *ids = array(cx, int64_t, n + 1);
    size_t count = 0;
    CostPayment payment = { .inside = same(form_text(rq, "how"), "inside") };
    for (size_t i = 0; i < n; i++)
        if (number_parse(chosen[i], 1, INT64_MAX, &ids[count])) count++;
    TRY(form_date(cx, rq, "on", "The day", &payment.on));
    payment.ids = ids, payment.count = count;
    TRY(costs_pay(cx, &payment));
    rs->flash = text(cx, "%s marked as paid", counted(cx, (int64_t)count, "cost is", "costs are"));
    return redirect(rs, "/office/costs");
}

/* As a bank's file of payments wants it: to whom, how much, and what they find it by. */
static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Payee", "Sum", "Reference", "What", "Event", "Event on", "For", "Fund", "Cost centre" };
    CostToPayFilter filter = filter_of(cx, rq);
    CostToPay *rows;
    size_t n;
    Sheet sheet;
    filter.after_on = "";
    TRY(costs_to_pay(cx, &filter, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const CostToPay *c = &rows[i];
        sheet_text(&sheet, c->payee), sheet_pence(&sheet, c->pence), sheet_text(&sheet, text(cx, "%ld", (long)c->id)), sheet_text(&sheet, c->words), sheet_text(&sheet, c->title), sheet_date(&sheet, c->event_on);
        sheet_text(&sheet, c->kind), sheet_text(&sheet, c->fund), sheet_text(&sheet, c->centre);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "costs-to-pay");
}

ROUTES(cost_to_pay_pages,
    GET  ("/office/costs",     READ_MONEY,  list_show),
    FORM ("/office/costs/pay", KEEP_LEDGER, list_show, NULL, pay_submit),
    SHEET("/office/costs",     READ_MONEY,  list_sheet),
);
