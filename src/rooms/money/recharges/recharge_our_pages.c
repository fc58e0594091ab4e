/* What one's own school or department was recharged: each batch, and each line of it. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/payer.h"
#include "rooms/money/recharges/recharge_pages.h"

extern const RouteList recharge_our_pages;

enum { SHOWN = 24, EXPORT_MOST = 2000 };

static const char *state_said(const OurRecharge *r)
{
    if (same(r->state, "acknowledged")) return "Moved";
    return same(r->state, "refused") ? "Taken back" : "With the council’s finance";
}

static void list_put(Out *out, const OurRecharge *list, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = "Recharges, the latest first", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Recharge" }, { .text = "Date" }, { .text = "Cost code" }, { .text = "Lines", .number = true }, { .text = "Sum", .number = true }, { .text = "Where it is" }) });
    for (size_t i = 0; i < n; i++) {
        const OurRecharge *r = &list[i];
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/recharges/%ld\">%s</a></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"Cost code\">%s</td><td class=\"ly-num\" data-label=\"Lines\">%s</td>"
                  "<td class=\"ly-num\" data-label=\"Sum\">%s</td><td data-label=\"Where it is\">", (long)r->id, r->name, date_words(cx, r->on_date), r->cost_code, number_words(cx, r->lines), money_table(cx, r->pence));
        ly_status_tiny(out, recharge_meaning(r->state), state_said(r));
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    OurRecharge *list;
    Payer payer = {0};
    size_t n;
    int64_t before = query_number(rq, "before", 0);
    TRY(our_recharges(cx, before, SHOWN + 1, &list, &n));
    if (cx->who->organisation_id) TRY(payer_read(cx, cx->who->organisation_id, 0, &payer));
    size_t shown = n > SHOWN ? SHOWN : n;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Recharges", .frame = FRAME_PUBLIC, .current = "invoices", .wide = true, CRUMBS({ "Invoices", "/invoices" }, { "Recharges", NULL }) });
    ly_head_begin(out, "Recharges");
    if (shown) ly_head_buttons(out), ly_sheet_buttons(out, "/recharges.csv");
    ly_head_end(out, shown);
    page_tabs(out, "recharges");
    if (same(payer.way, "recharge")) html(out, "<p class=\"govuk-body ly-quiet\">What %s owes is moved inside the council, on its cost code. There is nothing to pay.</p>\n", cx->who->organisation);
    else html(out, "<p class=\"govuk-body ly-quiet\">%s is sent invoices. What was moved inside the council instead is here.</p>\n", cx->who->organisation);
    if (shown) list_put(out, list, shown);
    else ly_empty(out, (LyEmpty){ .title = "Nothing was recharged yet", .words = "Recharges are here once they go to the council’s finance. Whoever is invoiced instead has none.", .act = "See our invoices", .act_href = "/invoices" });
    ly_parts(out, (LyParts){ .first = before ? "/recharges" : NULL, .after_text = "Earlier recharges", .after = n > shown ? text(cx, "/recharges?before=%ld", (long)list[shown - 1].number) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Recharge", "Date", "Cost code", "Lines", "Sum", "Where it is" };
    OurRecharge *list;
    size_t n;
    Sheet sheet;
    TRY(our_recharges(cx, 0, EXPORT_MOST, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const OurRecharge *r = &list[i];
        sheet_text(&sheet, r->name), sheet_date(&sheet, r->on_date), sheet_text(&sheet, r->cost_code), sheet_int(&sheet, r->lines), sheet_pence(&sheet, r->pence), sheet_text(&sheet, state_said(r)), sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "recharges");
}

/* ---- one ---- */

static const char *line_said(const RechargeLine *l)
{
    if (!l->refusal_id) return "";
    return same(l->became, "waiting") ? "Taken back: it comes with another bill" : "Taken back: it is owed no more";
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    OurRecharge r = {0};
    RechargeLine *lines;
    size_t n;
    TRY(our_recharge(cx, rq->id, &r, &lines, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Recharge %s", r.name), .frame = FRAME_PUBLIC, .current = "invoices", .wide = true, CRUMBS({ "Invoices", "/invoices" }, { "Recharges", "/recharges" }, { r.name, NULL }) });
    ly_head_begin(out, text(cx, "Recharge %s", r.name));
    ly_status(out, recharge_meaning(r.state), state_said(&r));
    ly_head_buttons(out);
    ly_sheet_buttons(out, text(cx, "/recharges/%ld/lines.csv", (long)r.id));
    ly_head_end(out, true);
    html(out, "<p class=\"govuk-body ly-quiet\">%s, on cost code %s.</p>\n<div class=\"ly-panel ly-panel--flush\">", date_words(cx, r.on_date), r.cost_code);
    ly_table_begin(out, (LyTable){ .caption = "Lines", .boxed = true, .phone = true, LY_COLUMNS({ .text = "What" }, { .text = "Date" }, { .text = "Your order" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const RechargeLine *l = &lines[i];
        html(out, "<tr><th scope=\"row\"><span>%s", l->words);
        if (l->refusal_id) html(out, "<span class=\"ly-sub\">%s</span>", line_said(l));
        html(out, "</span></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td data-label=\"Your order\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", date_words(cx, l->on_date), *l->purchase_order ? l->purchase_order : "–",
             money_table(cx, l->refusal_id ? 0 : l->pence));
    }
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Recharged</th><td></td><td></td><td class=\"ly-num\" data-label=\"Sum\"><b>%s</b></td></tr>\n", money_table(cx, r.pence));
    ly_table_foot_end(out);
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *lines_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Recharge", "What", "Date", "Purchase order", "Cost code", "Sum", "Taken back" };
    OurRecharge r = {0};
    RechargeLine *lines;
    size_t n;
    Sheet sheet;
    TRY(our_recharge(cx, rq->id, &r, &lines, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const RechargeLine *l = &lines[i];
        sheet_text(&sheet, r.name), sheet_text(&sheet, l->words), sheet_date(&sheet, l->on_date), sheet_text(&sheet, l->purchase_order), sheet_text(&sheet, l->cost_code), sheet_pence(&sheet, l->refusal_id ? 0 : l->pence);
        sheet_text(&sheet, line_said(l)), sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, r.name);
}

ROUTES(recharge_our_pages,
    GET  ("/recharges",           BUY_TOGETHER, list_show),
    SHEET("/recharges",           BUY_TOGETHER, list_sheet),
    GET  ("/recharges/:id",       BUY_TOGETHER, one_show),
    SHEET("/recharges/:id/lines", BUY_TOGETHER, lines_sheet),
);
