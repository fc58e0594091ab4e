/* Recharges in the office: what waits, the batches, and the batch that is made of it. */
#include "rooms/money/recharges/recharge_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"

extern const RouteList recharge_pages;

enum { SHOWN = 24, EXPORT_MOST = 5000 };

LyMeaning recharge_meaning(const char *state)
{
    if (same(state, "acknowledged")) return LY_GOOD;
    if (same(state, "made")) return LY_WARN;
    return same(state, "exported") ? LY_INFO : LY_QUIET;
}

const char *recharge_by(Ctx *cx, int64_t at, const char *by) { return at ? text(cx, "%s%s%s", moment_words(cx, at), *by ? ", " : "", by) : ""; }

static const char *through_of(Ctx *cx, const Request *rq)
{
    const char *typed = rq->posted ? form_text(rq, "through") : query_value(rq, "through");
    return date_valid(typed) ? typed : cx->today;
}

/* ---- what waits ---- */

static void waiting_panel(Out *out, const RechargeWaiting *list, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Waits to be recharged", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Waits to be recharged, by school and department", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "School or department" }, { .text = "Items", .number = true }, { .text = "Of" }, { .text = "Cost code" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < n; i++) {
        const RechargeWaiting *w = &list[i];
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Items\">%s</td><td data-label=\"Of\"><span><span class=\"ly-nowrap\">%s</span>", w->name, number_words(cx, w->items), date_words(cx, w->from_on));
        if (!same(w->from_on, w->to_on)) html(out, " to <span class=\"ly-nowrap\">%s</span>", date_words(cx, w->to_on));
        html(out, "</span></td><td data-label=\"Cost code\">");
        if (may(cx, BILL)) html(out, "<a class=\"govuk-link\" href=\"/office/recharges/codes/%ld\">%s<span class=\"govuk-visually-hidden\">: cost code of %s</span></a>", (long)w->organisation_id, *w->cost_code ? w->cost_code : "Enter it", w->name);
        else html(out, "%s", *w->cost_code ? w->cost_code : "None yet");
        html(out, "</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", money_table(cx, w->pence));
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static void make_panel(Out *out, const Request *rq, Response *rs, const char *through, const RechargeReady *ready, int64_t left_out)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "A batch of it" });
    ly_sum_begin(out);
    ly_sum_row(out, "Up to", date_words(cx, through), false);
    ly_sum_row(out, "Items", number_words(cx, ready->items), false);
    ly_sum_row(out, "Schools and departments", number_words(cx, ready->customers), false);
    ly_sum_row(out, "To recharge", money_table(cx, ready->pence), true);
    ly_sum_end(out);
    if (left_out) html(out, "<p class=\"govuk-body\">%s left out, for %s no cost code yet.</p>\n", counted(cx, left_out, "school or department is", "schools and departments are"), left_out == 1 ? "it has" : "they have");
    if (ready->items >= RECHARGE_LINES_MOST) html(out, "<p class=\"govuk-body\">A batch has %s items at most. The rest comes with the next.</p>\n", number_words(cx, RECHARGE_LINES_MOST));
    if (ready->items && may(cx, BILL)) {
        form_begin(cx, rq, rs, "/office/recharges/new", false);
        html(out, "<input type=\"hidden\" name=\"through\" value=\"%s\"><input type=\"hidden\" name=\"items\" value=\"%ld\"><input type=\"hidden\" name=\"customers\" value=\"%ld\"><input type=\"hidden\" name=\"pence\" value=\"%ld\">",
             through, (long)ready->items, (long)ready->customers, (long)ready->pence);
        html(out, "<p class=\"govuk-body\">It is posted today, and can be dropped until it goes to finance.</p>");
        govuk_button(out, (Button){ .text = "Make the batch", .prevent_double_click = YES });
        html(out, "</form>");
    }
    ly_panel_end(out);
}

/* ---- batches ---- */

static void batches_panel(Out *out, const Recharge *list, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Batches", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Batches, the latest first", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Batch" }, { .text = "Made" }, { .text = "Lines", .number = true }, { .text = "Sum", .number = true }, { .text = "Where it is" }, { .text = "Finance’s number" }) });
    for (size_t i = 0; i < n; i++) {
        const Recharge *b = &list[i];
        bool part = b->refused_lines && b->refused_lines < b->lines;
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/recharges/%ld\">%s</a></th><td data-label=\"Made\">%s</td><td class=\"ly-num\" data-label=\"Lines\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td><td data-label=\"Where it is\"><span>",
             (long)b->id, b->name, date_words(cx, date_of(cx, b->made_at)), number_words(cx, b->lines), money_table(cx, b->pence));
        ly_status_tiny(out, recharge_meaning(b->state), recharge_state_words(b->state));
        if (part) html(out, "<span class=\"ly-sub\">%s of it refused</span>", money_table(cx, b->refused_pence));
        html(out, "</span></td><td data-label=\"Finance’s number\">%s</td></tr>\n", *b->journal ? b->journal : "–");
    }
    ly_table_end(out);
    ly_panel_end(out);
    html(out, "<p class=\"ly-small\">All batches: ");
    ly_sheet_links(out, "/office/recharges.csv");
    html(out, "</p>\n");
}

static void head_put(Out *out)
{
    Ctx *cx = out->cx;
    ly_head_begin(out, "Recharges");
    ly_head_buttons(out);
    ly_small_button(out, "Layout of the file", "/office/exports/layouts/recharge", false);
    ly_head_end(out, true);
    html(out, "<p class=\"ly-small ly-quiet\">What schools that %s maintains and its departments owe is moved inside the council, and not invoiced. Each item goes to finance once.</p>\n", blank(cx->partnership->council) ? "the authority" : cx->partnership->council);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    const char *through = through_of(cx, rq);
    RechargeWaiting *waiting;
    Recharge *list;
    RechargeReady ready = {0};
    size_t waiting_count, n;
    int64_t before = query_number(rq, "before", 0), left_out = 0;
    TRY(recharge_waiting(cx, through, &waiting, &waiting_count));
    TRY(recharge_ready(cx, through, &ready));
    TRY(recharges(cx, before, SHOWN + 1, &list, &n));
    size_t shown = n > SHOWN ? SHOWN : n;
    for (size_t i = 0; i < waiting_count; i++) left_out += !*waiting[i].cost_code;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Recharges", .frame = FRAME_OFFICE, .current = "recharges", .wide = true });
    head_put(out);
    ly_filterbar_begin(out, "/office/recharges");
    ly_filter_text(out, "through", "What counts by", "date", through);
    if (waiting_count) ly_filterbar_end_sheets(out, text(cx, "/office/recharges/waiting.csv?through=%s", through));
    else ly_filterbar_end(out, "Show");
    if (!waiting_count) ly_empty(out, (LyEmpty){ .title = "Nothing waits to be recharged", .words = text(cx, "What these schools and departments owe is here from the day on which it counts. Shown is what counts by %s.", date_words(cx, through)), .plain = true });
    else {
        html(out, "<div class=\"ly-split ly-split--right ly-split--top\"><div>");
        waiting_panel(out, waiting, waiting_count);
        html(out, "</div><div>");
        make_panel(out, rq, rs, through, &ready, left_out);
        html(out, "</div></div>\n");
    }
    if (shown) batches_panel(out, list, shown);
    ly_parts(out, (LyParts){ .first = before ? "/office/recharges" : NULL, .after_text = "Earlier batches", .after = n > shown ? text(cx, "/office/recharges?before=%ld", (long)list[shown - 1].number) : NULL });
    page_end(rs);
    return OK;
}

static Error *make_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    TRY(recharge_make(cx, form_text(rq, "through"), &(RechargeReady){ form_number(rq, "items", 0), form_number(rq, "customers", 0), form_number(rq, "pence", 0) }, &id));
    rs->flash = "The batch is made. Look it through, then export it";
    return redirect(rs, text(cx, "/office/recharges/%ld", (long)id));
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Batch", "Up to", "Counts on", "State", "Lines", "Schools and departments", "Sum", "Refused", "Made", "By", "Exported", "By", "Ended", "By", "Moved on", "Finance’s number" };
    Recharge *list;
    size_t n;
    Sheet sheet;
    TRY(recharges(cx, 0, EXPORT_MOST, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Recharge *b = &list[i];
        sheet_text(&sheet, b->name), sheet_date(&sheet, b->through_on), sheet_date(&sheet, b->on_date), sheet_text(&sheet, recharge_state_words(b->state)), sheet_int(&sheet, b->lines), sheet_int(&sheet, b->customers);
        sheet_pence(&sheet, b->pence), sheet_pence(&sheet, b->refused_pence), sheet_moment(&sheet, b->made_at), sheet_text(&sheet, b->made_by), sheet_moment(&sheet, b->exported_at), sheet_text(&sheet, b->exported_by);
        sheet_moment(&sheet, b->ended_at), sheet_text(&sheet, b->ended_by), sheet_date(&sheet, b->ended_on), sheet_text(&sheet, b->journal), sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "recharges");
}

static Error *waiting_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "School or department", "Items", "First counts on", "Last counts on", "Cost code", "Sum" };
    RechargeWaiting *list;
    size_t n;
    Sheet sheet;
    TRY(recharge_waiting(cx, through_of(cx, rq), &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const RechargeWaiting *w = &list[i];
        sheet_text(&sheet, w->name), sheet_int(&sheet, w->items), sheet_date(&sheet, w->from_on), sheet_date(&sheet, w->to_on), sheet_text(&sheet, w->cost_code), sheet_pence(&sheet, w->pence), sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "to-recharge");
}

/* ---- where it is debited ---- */

static Error *code_show(Ctx *cx, const Request *rq, Response *rs)
{
    Payer payer = {0};
    TRY(payer_find(cx, rq->id, 0, &payer));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Cost code of %s", payer.name), .frame = FRAME_OFFICE, .current = "recharges", .back = "/office/recharges" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Cost code</h1>\n", payer.name);
    form_begin(cx, rq, rs, text(cx, "/office/recharges/codes/%ld", (long)rq->id), false);
    field_text(out, rq, (TextInput){ .name = "cost_code", .label = "Where its recharges are debited", .label_classes = "govuk-label--s", .hint = "As the council’s finance program knows it. Batches that are made stay as they are",
                                     .classes = "govuk-input--width-20", .value = payer.cost_code });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/recharges\">Leave it as it is</a></div></form></div>\n");
    page_end(rs);
    return OK;
}

static Error *code_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(recharge_code_set(cx, rq->id, form_text(rq, "cost_code")));
    rs->flash = "The cost code is saved";
    return redirect(rs, "/office/recharges");
}

ROUTES(recharge_pages,
    GET  ("/office/recharges",           READ_MONEY, list_show),
    SHEET("/office/recharges",           READ_MONEY, list_sheet),
    SHEET("/office/recharges/waiting",   READ_MONEY, waiting_sheet),
    FORM ("/office/recharges/new",       BILL,       list_show, NULL, make_submit),
    FORM ("/office/recharges/codes/:id", BILL,       code_show, NULL, code_submit),
);
