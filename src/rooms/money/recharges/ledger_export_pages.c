/* The ledger on its way to the council's finance program: the months that wait, the batches that went out, and the file of each. */
#include "rooms/money/recharges/ledger_export.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"

extern const RouteList ledger_export_pages;

enum { SHOWN = 24, EXPORT_MOST = 5000 };

static const char *month_said(Ctx *cx, const char *month) { return month_words(cx, text(cx, "%s-01", month)); }

static const char *months_said(Ctx *cx, const LedgerExport *x)
{
    const char *last = month_said(cx, x->through);
    if (!*x->after) return text(cx, "To the end of %s", last);
    const char *first = month_words(cx, date_add_days(cx, text(cx, "%s-28", x->after), 4));
    return same(first, last) ? last : text(cx, "%s to %s", first, last);
}

static const char *taken_said(Ctx *cx, const LedgerExport *x)
{
    return x->fetched_at ? text(cx, "Taken %s%s%s", date_words(cx, date_of(cx, x->fetched_at)), *x->fetched_by ? ", " : "", x->fetched_by) : "Not taken yet";
}

/* ---- the list ---- */

static void waiting_panel(Out *out, const Request *rq, Response *rs, const ExportMonth *months, size_t n)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, n + 1);
    ly_panel_begin(out, (LyPanel){ .title = "Closed months that wait", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Closed months that did not go out yet", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Month" }, { .text = "Postings", .number = true }, { .text = "Rows", .number = true }, { .text = "Moved", .number = true }) });
    for (size_t i = 0; i < n; i++)
        html(out, "<tr><th scope=\"row\">%s</th><td class=\"ly-num\" data-label=\"Postings\">%s</td><td class=\"ly-num\" data-label=\"Rows\">%s</td><td class=\"ly-num\" data-label=\"Moved\">%s</td></tr>\n", month_said(cx, months[i].month),
             number_words(cx, months[i].postings), number_words(cx, months[i].rows), money_table(cx, months[i].pence));
    ly_table_end(out);
    ly_panel_end(out);
    if (!may(cx, KEEP_LEDGER)) return;
    for (size_t i = 0; i < n; i++) items[i] = (SelectItem){ .value = months[i].month, .text = month_said(cx, months[i].month) };
    ly_panel_begin(out, (LyPanel){ .title = "Export" });
    form_begin(cx, rq, rs, "/office/exports/new", false);
    field_select(out, rq, (Select){ .name = "through", .label = "To the end of", .label_classes = "govuk-label--s", .hint = "That month and all that wait before it, in one file", .items = items, .count = n, .value = months[n - 1].month });
    html(out, "<p class=\"govuk-body\">What is exported goes out once: no row of it is ever in another batch. The file is kept, and can be had again.</p>");
    govuk_button(out, (Button){ .text = "Export", .prevent_double_click = YES });
    html(out, "</form>");
    ly_panel_end(out);
}

static void batches_panel(Out *out, const LedgerExport *list, size_t n)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Batches", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Batches, the latest first", .boxed = true, .phone = true,
                                   LY_COLUMNS({ .text = "Batch" }, { .text = "Months" }, { .text = "Rows", .number = true }, { .text = "Debits and credits", .number = true }, { .text = "Exported" }, { .text = "File" }) });
    for (size_t i = 0; i < n; i++) {
        const LedgerExport *x = &list[i];
        html(out, "<tr><th scope=\"row\"><a class=\"govuk-link\" href=\"/office/exports/%ld\">%s</a></th><td data-label=\"Months\">%s</td><td class=\"ly-num\" data-label=\"Rows\">%s</td><td class=\"ly-num\" data-label=\"Debits and credits\">%s</td>"
                  "<td data-label=\"Exported\">%s%s%s</td><td data-label=\"File\">", (long)x->id, x->name, months_said(cx, x), number_words(cx, x->rows), money_table(cx, x->pence), date_words(cx, date_of(cx, x->made_at)),
             *x->by ? ", " : "", x->by);
        ly_status_tiny(out, x->fetched_at ? LY_GOOD : LY_WARN, x->fetched_at ? "Taken" : "Not taken yet");
        html(out, "</td></tr>\n");
    }
    ly_table_end(out);
    ly_panel_end(out);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    ExportMonth *months;
    LedgerExport *list;
    size_t month_count, n;
    int64_t before = query_number(rq, "before", 0);
    TRY(ledger_export_months(cx, &months, &month_count));
    TRY(ledger_exports(cx, before, SHOWN + 1, &list, &n));
    size_t shown = n > SHOWN ? SHOWN : n;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Ledger exports", .frame = FRAME_OFFICE, .current = "exports", .wide = true });
    ly_head_begin(out, "Ledger exports");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", month_count ? text(cx, "%s to export", counted(cx, (int64_t)month_count, "closed month", NULL)) : "Every closed month went out");
    ly_head_buttons(out);
    if (shown) ly_sheet_buttons(out, "/office/exports.csv");
    ly_small_button(out, "Layout of the file", "/office/exports/layouts/ledger", false);
    ly_head_end(out, true);
    html(out, "<p class=\"ly-small ly-quiet\">The ledger for the council’s own finance program: each row with its codes, as debit and credit. Only closed months go out, for they take nothing more.</p>\n");
    if (!shown && !month_count)
        ly_empty(out, (LyEmpty){ .title = "Nothing to export yet", .words = "A month goes out once it is closed.", .act = "See the months", .act_href = "/office/ledger/months", .plain = true });
    if (month_count && shown) html(out, "<div class=\"ly-split ly-split--right ly-split--top\"><div>");
    if (shown) batches_panel(out, list, shown);
    if (month_count && shown) html(out, "</div><div>");
    if (month_count) waiting_panel(out, rq, rs, months, month_count);
    if (month_count && shown) html(out, "</div></div>\n");
    ly_parts(out, (LyParts){ .first = before ? "/office/exports" : NULL, .after_text = "Earlier batches", .after = n > shown ? text(cx, "/office/exports?before=%ld", (long)list[shown - 1].number) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    static const char *const heads[] = { "Batch", "To the end of", "Postings", "Rows", "Debits and credits", "Exported", "By", "File taken", "Taken by" };
    LedgerExport *list;
    size_t n;
    Sheet sheet;
    TRY(ledger_exports(cx, 0, EXPORT_MOST, &list, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const LedgerExport *x = &list[i];
        sheet_text(&sheet, x->name), sheet_text(&sheet, x->through), sheet_int(&sheet, x->postings), sheet_int(&sheet, x->rows), sheet_pence(&sheet, x->pence), sheet_moment(&sheet, x->made_at);
        sheet_text(&sheet, x->by), sheet_moment(&sheet, x->fetched_at), sheet_text(&sheet, x->fetched_by), sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "ledger-exports");
}

/* ---- made ---- */

static Error *export_prepare(Ctx *cx, Request *rq, Response *rs)
{
    LedgerExporting *exporting = rq->prepared = new(cx, LedgerExporting);
    return ledger_export_stage(cx, form_text(rq, "through"), exporting);
}

static Error *export_submit(Ctx *cx, Request *rq, Response *rs)
{
    const LedgerExporting *exporting = rq->prepared;
    int64_t id;
    TRY(ledger_export_make(cx, exporting, &id));
    rs->flash = text(cx, "%s of the ledger are in the file", counted(cx, exporting->rows, "row", NULL));
    return redirect(rs, text(cx, "/office/exports/%ld", (long)id));
}

/* ---- one ---- */

static void file_put(Out *out, const Request *rq, Response *rs, const LedgerExport *x)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "The file" });
    if (x->fetched_at || !may(cx, KEEP_LEDGER)) {
        html(out, "<p class=\"govuk-body\">%s.</p><p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/office/exports/%ld/file\">Download a copy</a>: the same bytes, called %s.</p>", taken_said(cx, x), (long)x->id,
             export_copy_name(cx, x->name));
    } else {
        html(out, "<p class=\"govuk-body\">Nobody took it yet. Once you have, whoever downloads it again gets a copy, so that the council’s finance program is not fed twice.</p>");
        form_begin(cx, rq, rs, text(cx, "/office/exports/%ld/take", (long)x->id), false);
        govuk_button(out, (Button){ .text = text(cx, "Download %s.csv", x->name) });
        html(out, "</form>");
    }
    ly_panel_end(out);
}

static Error *batch_show(Ctx *cx, const Request *rq, Response *rs)
{
    LedgerExport x = {0};
    StoredFile file = {0};
    TRY(ledger_export_find(cx, rq->id, &x));
    TRY(stored_file_find(cx, x.file_id, &file));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s, the ledger", x.name), .frame = FRAME_OFFICE, .current = "exports", .wide = true, CRUMBS({ "Ledger exports", "/office/exports" }, { x.name, NULL }) });
    ly_head_begin(out, x.name);
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", months_said(cx, &x));
    ly_head_end(out, false);
    html(out, "<div class=\"ly-split ly-split--right ly-split--top\"><div>");
    ly_panel_begin(out, (LyPanel){ .title = "The batch" });
    ly_facts_begin(out, false);
    ly_fact(out, "Months", months_said(cx, &x));
    ly_fact(out, "Postings", number_words(cx, x.postings));
    ly_fact(out, "Rows", number_words(cx, x.rows));
    ly_fact(out, "Debits", money_table(cx, x.pence));
    ly_fact(out, "Credits", money_table(cx, x.pence));
    ly_fact(out, "Exported", text(cx, "%s%s%s", moment_words(cx, x.made_at), *x.by ? ", " : "", x.by));
    ly_fact(out, "Check sum (SHA-256)", file.digest);
    ly_facts_end(out);
    ly_panel_end(out);
    html(out, "</div><div>");
    file_put(out, rq, rs, &x);
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

static Error *take_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(ledger_export_fetch(cx, rq->id));
    return redirect(rs, text(cx, "/office/exports/%ld/file", (long)rq->id));
}

static Error *file(Ctx *cx, const Request *rq, Response *rs)
{
    LedgerExport x = {0};
    StoredFile kept = {0};
    Bytes bytes;
    TRY(ledger_export_find(cx, rq->id, &x));
    TRY(stored_file_read(cx, x.file_id, &kept, &bytes));
    rs->download = export_file_name(cx, &(ExportTaken){ x.name, x.fetched_at, x.fetched_by_id });
    return respond(rs, kept.type, bytes.bytes, bytes.length);
}

ROUTES(ledger_export_pages,
    GET  ("/office/exports",          READ_MONEY,  list_show),
    SHEET("/office/exports",          READ_MONEY,  list_sheet),
    FORM ("/office/exports/new",      KEEP_LEDGER, list_show,  export_prepare, export_submit),
    GET  ("/office/exports/:id",      READ_MONEY,  batch_show),
    FORM ("/office/exports/:id/take", KEEP_LEDGER, batch_show, NULL, take_submit),
    SLOW ("/office/exports/:id/file", READ_MONEY,  file),
);
