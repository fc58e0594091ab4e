/* One batch of recharges: its lines, its file, and what finance said to it. */
#include "rooms/money/recharges/recharge_pages.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/stored_file.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "rooms/members/permission.h"

extern const RouteList recharge_batch_pages;

enum { LINES_SHOWN = 200 };

static const char *path(Ctx *cx, int64_t id, const char *rest) { return text(cx, "/office/recharges/%ld%s", (long)id, rest); }

/* ---- the batch ---- */

static void facts_panel(Out *out, const Recharge *b)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "The batch" });
    ly_facts_begin(out, false);
    ly_fact(out, "Takes", text(cx, "What counts by %s", date_words(cx, b->through_on)));
    ly_fact(out, "Counts on", date_words(cx, b->on_date));
    ly_fact(out, "Lines", text(cx, "%s, of %s", number_words(cx, b->lines), counted(cx, b->customers, "school or department", "schools and departments")));
    ly_fact(out, "Sum", money_table(cx, b->pence));
    ly_fact(out, "Of it taken back", b->refused_lines ? text(cx, "%s, %s", counted(cx, b->refused_lines, "line", NULL), money_table(cx, b->refused_pence)) : "");
    ly_fact(out, "Made", recharge_by(cx, b->made_at, b->made_by));
    ly_fact(out, "Exported", recharge_by(cx, b->exported_at, b->exported_by));
    ly_fact(out, same(b->state, "acknowledged") ? "Noted" : recharge_state_words(b->state), recharge_by(cx, b->ended_at, b->ended_by));
    ly_fact(out, "Moved by finance", *b->ended_on ? date_words(cx, b->ended_on) : "");
    ly_fact(out, "Finance’s number", b->journal);
    ly_facts_end(out);
    ly_panel_end(out);
}

static void file_panel(Out *out, const Request *rq, Response *rs, const Recharge *b)
{
    Ctx *cx = out->cx;
    if (same(b->state, "dropped")) return;
    ly_panel_begin(out, (LyPanel){ .title = "The file for finance" });
    if (!b->file_id) {
        html(out, "<p class=\"govuk-body\">It is written once, and kept. From then on the batch is finance’s to acknowledge or refuse, and each school and department is written to.</p>");
        if (may(cx, BILL)) {
            form_begin(cx, rq, rs, path(cx, b->id, "/export"), false);
            govuk_button(out, (Button){ .text = "Export the batch", .prevent_double_click = YES });
            html(out, "</form><p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">Drop the batch</a></p>", path(cx, b->id, "/drop"));
        }
    } else if (b->fetched_at || !may(cx, BILL)) {
        html(out, "<p class=\"govuk-body\">%s.</p><p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">Download a copy</a>: the same bytes, called %s.</p>",
             b->fetched_at ? text(cx, "Taken %s", recharge_by(cx, b->fetched_at, b->fetched_by)) : "Nobody took it yet", path(cx, b->id, "/file"), export_copy_name(cx, b->name));
    } else {
        html(out, "<p class=\"govuk-body\">Nobody took it yet. Once you have, whoever downloads it again gets a copy, so that finance does not book it twice.</p>");
        form_begin(cx, rq, rs, path(cx, b->id, "/take"), false);
        govuk_button(out, (Button){ .text = text(cx, "Download %s.csv", b->name) });
        html(out, "</form>");
    }
    ly_panel_end(out);
}

static void said_panel(Out *out, const Recharge *b)
{
    Ctx *cx = out->cx;
    if (!same(b->state, "exported") || !may(cx, KEEP_LEDGER)) return;
    ly_panel_begin(out, (LyPanel){ .title = "What did finance say?" });
    govuk_button(out, (Button){ .text = "It is moved", .href = path(cx, b->id, "/acknowledge") });
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">Finance refused it, or lines of it</a></p>", path(cx, b->id, "/refuse"));
    ly_panel_end(out);
}

static void refusals_panel(Out *out, const RechargeRefusal *list, size_t n)
{
    Ctx *cx = out->cx;
    if (!n) return;
    ly_panel_begin(out, (LyPanel){ .title = "Taken back" });
    ly_history_begin(out);
    for (size_t i = 0; i < n; i++)
        ly_happened(out, text(cx, "%s, %s: %s", counted(cx, list[i].lines, "line", NULL), money_table(cx, list[i].pence), same(list[i].became, "waiting") ? "waits again" : "owed no more"), list[i].by,
                    moment_words(cx, list[i].made_at), list[i].why);
    ly_history_end(out);
    ly_panel_end(out);
}

static void lines_panel(Out *out, const Recharge *b, const RechargeLine *lines, size_t n)
{
    Ctx *cx = out->cx;
    size_t shown = n > LINES_SHOWN ? LINES_SHOWN : n;
    ly_panel_begin(out, (LyPanel){ .title = "Lines", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Lines, by school and department", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "School or department" }, { .text = "What" }, { .text = "Debit" }, { .text = "Credit" }, { .text = "Sum", .number = true }) });
    for (size_t i = 0; i < shown; i++) {
        const RechargeLine *l = &lines[i];
        bool back = l->pence < 0;
        const char *ours = text(cx, "%s %s", l->centre_code, l->account_code);
        html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"What\"><span>%s<span class=\"ly-sub\">%s%s%s</span>", l->customer_name, l->words, date_words(cx, l->on_date), *l->purchase_order ? ", order " : "", l->purchase_order);
        if (l->refusal_id) html(out, "<span class=\"ly-sub\"><b>Taken back:</b> %s</span>", l->refused_why);
        html(out, "</span></td><td data-label=\"Debit\">%s</td><td data-label=\"Credit\">%s</td><td class=\"ly-num\" data-label=\"Sum\">%s</td></tr>\n", back ? ours : l->cost_code, back ? l->cost_code : ours, money_table(cx, l->pence));
    }
    ly_table_foot_begin(out);
    html(out, "<tr><th scope=\"row\">Together</th><td></td><td></td><td></td><td class=\"ly-num\" data-label=\"Sum\"><b>%s</b></td></tr>\n", money_table(cx, b->pence));
    ly_table_foot_end(out);
    ly_panel_end(out);
    if (n > shown) html(out, "<p class=\"ly-small ly-quiet\">The first %s of %s lines. All of them are in the list to take away.</p>\n", number_words(cx, (int64_t)shown), number_words(cx, b->lines));
}

static Error *batch_show(Ctx *cx, const Request *rq, Response *rs)
{
    Recharge b = {0};
    RechargeLine *lines;
    RechargeRefusal *refusals;
    size_t n, refusal_count;
    TRY(recharge_find(cx, rq->id, &b));
    TRY(recharge_lines(cx, rq->id, &lines, &n));
    TRY(recharge_refusals(cx, rq->id, &refusals, &refusal_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Recharge %s", b.name), .frame = FRAME_OFFICE, .current = "recharges", .wide = true, CRUMBS({ "Recharges", "/office/recharges" }, { b.name, NULL }) });
    ly_head_begin(out, b.name);
    ly_status(out, recharge_meaning(b.state), recharge_state_words(b.state));
    ly_head_buttons(out);
    ly_sheet_buttons(out, path(cx, b.id, "/lines.csv"));
    ly_head_end(out, true);
    html(out, "<div class=\"ly-split ly-split--right ly-split--top\"><div>");
    lines_panel(out, &b, lines, n);
    html(out, "</div><div>");
    said_panel(out, &b);
    file_panel(out, rq, rs, &b);
    facts_panel(out, &b);
    refusals_panel(out, refusals, refusal_count);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *lines_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Line", "School or department", "Cost code", "What", "Counts on", "Purchase order", "Cost centre", "Account", "Fund", "Sum", "Taken back", "What became of it" };
    Recharge b = {0};
    RechargeLine *lines;
    size_t n;
    Sheet sheet;
    TRY(recharge_find(cx, rq->id, &b));
    TRY(recharge_lines(cx, rq->id, &lines, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const RechargeLine *l = &lines[i];
        sheet_int(&sheet, l->position), sheet_text(&sheet, l->customer_name), sheet_text(&sheet, l->cost_code), sheet_text(&sheet, l->words), sheet_date(&sheet, l->on_date), sheet_text(&sheet, l->purchase_order);
        sheet_text(&sheet, l->centre_code), sheet_text(&sheet, text(cx, "%s %s", l->account_code, l->account)), sheet_text(&sheet, l->fund), sheet_pence(&sheet, l->pence), sheet_text(&sheet, l->refused_why);
        sheet_text(&sheet, !l->refusal_id ? "" : same(l->became, "waiting") ? "Waits again" : "Owed no more"), sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, b.name);
}

/* ---- to finance ---- */

static Error *export_prepare(Ctx *cx, Request *rq, Response *rs) { return recharge_export_stage(cx, rq->id, rq->prepared = new(cx, RechargeExporting)); }

static Error *export_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(recharge_export(cx, rq->prepared));
    rs->flash = "The batch is exported. Download its file, and give it to finance";
    return redirect(rs, path(cx, rq->id, ""));
}

static Error *take_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(recharge_fetch(cx, rq->id));
    return redirect(rs, path(cx, rq->id, "/file"));
}

static Error *file(Ctx *cx, const Request *rq, Response *rs)
{
    Recharge b = {0};
    StoredFile kept = {0};
    Bytes bytes;
    TRY(recharge_find(cx, rq->id, &b));
    if (!b.file_id) return missing(cx, "file of recharge %ld", (long)rq->id);
    TRY(stored_file_read(cx, b.file_id, &kept, &bytes));
    rs->download = export_file_name(cx, &(ExportTaken){ b.name, b.fetched_at, b.fetched_by_id });
    return respond(rs, kept.type, bytes.bytes, bytes.length);
}

ROUTES(recharge_batch_pages,
    GET  ("/office/recharges/:id",        READ_MONEY, batch_show),
    SHEET("/office/recharges/:id/lines",  READ_MONEY, lines_sheet),
    FORM ("/office/recharges/:id/export", BILL,       batch_show, export_prepare, export_submit),
    FORM ("/office/recharges/:id/take",   BILL,       batch_show, NULL,           take_submit),
    SLOW ("/office/recharges/:id/file",   READ_MONEY, file),
);
