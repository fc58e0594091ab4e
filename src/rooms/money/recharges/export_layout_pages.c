/* How the files for the council's finance program look: set by finance, and shown on real rows before it is saved. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/members/permission.h"
#include "rooms/money/recharges/ledger_export.h"
#include "rooms/money/recharges/recharge.h"

extern const RouteList export_layout_pages;

enum { PREVIEW_ROWS = 3, PARTS_MOST = 64 };

static const struct { const char *kind, *back, *current, *head; } kinds[] = {
    { "recharge", "/office/recharges", "recharges", "Layout of recharges" },
    { "ledger", "/office/exports", "exports", "Layout of ledger exports" },
};

static size_t kind_at(const char *kind)
{
    size_t i = 0;
    while (i < COUNT(kinds) && !same(kinds[i].kind, kind)) i++;
    return i;
}

/* ---- what is typed, or stands ---- */

static size_t rows_typed(const Request *rq)
{
    int64_t rows = form_number(rq, "rows", 1);
    return rows < 1 ? 1 : rows > LAYOUT_COLUMNS_MOST ? LAYOUT_COLUMNS_MOST : (size_t)rows;
}

static LayoutDraft draft_typed(Ctx *cx, const Request *rq)
{
    size_t count = rows_typed(rq);
    LayoutColumnDraft *columns = array(cx, LayoutColumnDraft, count);
    for (size_t n = 1; n <= count; n++)
        columns[n - 1] = (LayoutColumnDraft){ form_text(rq, text(cx, "order_%zu", n)), form_text(rq, text(cx, "heading_%zu", n)), form_text(rq, text(cx, "holds_%zu", n)), form_text(rq, text(cx, "words_%zu", n)) };
    return (LayoutDraft){ form_text(rq, "shape"), form_text(rq, "dates"), form_text(rq, "vat_standard"), form_text(rq, "vat_zero"), form_text(rq, "vat_exempt"), form_text(rq, "vat_outside"), form_ticked(rq, "headed", "1"),
                          form_ticked(rq, "marked", "1"), columns, count };
}

/* ---- the preview ---- */

static Error *preview_rows(Ctx *cx, const char *kind, ExportRow **rows, size_t *count, bool *made_up)
{
    static const ExportRow sale = { 6000, "1100", "Schools and others owe us", "LP", "4200", "Places and events", "LP", "EXT", "exempt", "2026-11-24", "Leading phonics, one place", "LEX-000001", "1/1", "", "" };
    static const ExportRow recharged = { 6000, "SC0411", "A primary school", "", "4200", "Places and events", "LP", "EXT", "outside", "2026-11-24", "Leading phonics, one place", "RCH-000001", "RCH-000001/1", "A primary school", "PO 4711" };
    if (same(kind, "recharge")) TRY(recharge_latest(cx, PREVIEW_ROWS, rows, count));
    else TRY(ledger_export_latest(cx, PREVIEW_ROWS, rows, count));
    *made_up = !*count;
    if (!*made_up) return OK;
    *rows = new(cx, ExportRow);
    **rows = same(kind, "recharge") ? recharged : sale, *count = 1;
    return OK;
}

static void preview_line(Out *out, const Layout *layout, const ExportRow *row, ExportSide side)
{
    html(out, "<tr>");
    for (size_t i = 0; i < layout->count; i++) {
        const LayoutPart *part = layout_part(layout->columns[i].holds);
        const char *cell = export_cell(out->cx, layout, &layout->columns[i], row, side);
        if (part && part->money) html(out, "<td class=\"ly-num\">%s</td>", cell);
        else html(out, "<td>%s</td>", cell);
    }
    html(out, "</tr>\n");
}

static Error *preview_put(Out *out, const Layout *layout)
{
    Ctx *cx = out->cx;
    ExportRow *rows;
    size_t n;
    bool made_up;
    TRY(preview_rows(cx, layout->kind, &rows, &n, &made_up));
    LyColumn *columns = array(cx, LyColumn, layout->count + 1);
    for (size_t i = 0; i < layout->count; i++) {
        const LayoutPart *part = layout_part(layout->columns[i].holds);
        columns[i] = (LyColumn){ .text = layout->headed ? layout->columns[i].heading : text(cx, "Column %zu", i + 1), .number = part && part->money };
    }
    ly_panel_begin(out, (LyPanel){ .title = "What the file would say", .tone = LY_FLUSH });
    html(out, "<div class=\"ly-lines\">");
    ly_table_begin(out, (LyTable){ .caption = "The first lines of the file", .boxed = true, .columns = columns, .count = layout->count });
    for (size_t i = 0; i < n; i++) {
        preview_line(out, layout, &rows[i], EXPORT_DEBIT);
        if (same(layout->shape, "entries")) preview_line(out, layout, &rows[i], EXPORT_CREDIT);
    }
    ly_table_end(out);
    html(out, "</div>");
    ly_panel_end(out);
    html(out, "<p class=\"ly-small ly-quiet\">%s%s</p>\n", made_up ? "Made up, for nothing is there yet to show. " : "Of what is there now. ", layout->headed ? "The first line has the columns’ names." : "The file has no line of names: it begins with these.");
    return OK;
}

/* ---- the form ---- */

static void column_row(Out *out, const Request *rq, const Layout *layout, const SelectItem *parts, size_t part_count, size_t n)
{
    Ctx *cx = out->cx;
    const LayoutColumn none = { "", "", "" }, *column = n <= layout->count ? &layout->columns[n - 1] : &none;
    html(out, "<tr><td data-label=\"Order\">");
    field_text(out, rq, (TextInput){ .name = text(cx, "order_%zu", n), .label = text(cx, "Order of column %zu", n), .label_classes = "govuk-visually-hidden", .classes = "govuk-input--width-2", .inputmode = "numeric",
                                     .value = text(cx, "%zu", n) });
    html(out, "</td><td data-label=\"Name\">");
    field_text(out, rq, (TextInput){ .name = text(cx, "heading_%zu", n), .label = text(cx, "Name of column %zu", n), .label_classes = "govuk-visually-hidden", .classes = "govuk-input--width-10",
                                     .value = column->heading });
    html(out, "</td><td data-label=\"Holds\">");
    field_select(out, rq, (Select){ .name = text(cx, "holds_%zu", n), .label = text(cx, "What column %zu holds", n), .label_classes = "govuk-visually-hidden", .items = parts, .count = part_count, .value = column->holds });
    html(out, "</td><td data-label=\"Text\">");
    field_text(out, rq, (TextInput){ .name = text(cx, "words_%zu", n), .label = text(cx, "Text of column %zu", n), .label_classes = "govuk-visually-hidden", .classes = "govuk-input--width-20", .value = column->words });
    html(out, "</td></tr>\n");
}

static SelectItem *parts_of(Ctx *cx, const char *kind, size_t *count)
{
    SelectItem *items = array(cx, SelectItem, PARTS_MOST);
    items[(*count)++] = (SelectItem){ .value = "", .text = "Nothing: no column" };
    items[(*count)++] = (SelectItem){ .value = "text", .text = "The text beside it, or nothing" };
    for (const LayoutPart *part = layout_parts; part->name; part++)
        if (!*part->kind || same(part->kind, kind)) items[(*count)++] = (SelectItem){ .value = part->name, .text = part->words };
    return items;
}

static void columns_put(Out *out, const Request *rq, const Layout *layout, size_t rows)
{
    Ctx *cx = out->cx;
    size_t part_count = 0;
    const SelectItem *parts = parts_of(cx, layout->kind, &part_count);
    html(out, "<h2 class=\"govuk-heading-m\" id=\"columns\">Columns</h2>\n");
    if (error_for(rq, "columns")) html(out, "<p class=\"govuk-error-message\">%s</p>\n", error_for(rq, "columns"));
    html(out, "<p class=\"govuk-hint\">In their order. In a text, {{number}} stands for the batch’s number, and so on: the names are below. A line without name, part and text is no column.</p>"
              "<input type=\"hidden\" name=\"rows\" value=\"%ld\"><div class=\"ly-panel ly-panel--flush\">", (long)rows);
    ly_table_begin(out, (LyTable){ .caption = "Columns of the file", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Order" }, { .text = "Name" }, { .text = "What it holds" }, { .text = "Text" }) });
    for (size_t n = 1; n <= rows; n++) column_row(out, rq, layout, parts, part_count, n);
    ly_table_end(out);
    html(out, "</div>\n");
}

static void vat_field(Out *out, const Request *rq, const char *name, const char *label, const char *value)
{
    field_text(out, rq, (TextInput){ .name = name, .label = label, .classes = "govuk-input--width-3", .value = value });
}

static void rest_put(Out *out, const Request *rq, const Layout *layout)
{
    static const SelectItem dates[] = { { .value = "slashes", .text = "31/12/2026" }, { .value = "iso", .text = "2026-12-31" }, { .value = "named", .text = "31-DEC-2026" }, { .value = "digits", .text = "20261231" } };
    field_radios(out, rq, (Radios){ .name = "shape", .legend = "What is one line?", .legend_classes = "govuk-fieldset__legend--s", .value = layout->shape,
        OPTIONS({ .value = "entries", .text = "One debit, or one credit" }, { .value = "pairs", .text = "A debit and its credit together" }) });
    html(out, "<div class=\"ly-together\">");
    field_select(out, rq, (Select){ .name = "dates", .label = "Dates", .label_classes = "govuk-label--s", .items = dates, .count = COUNT(dates), .value = layout->dates });
    html(out, "</div>");
    field_checkbox(out, rq, "headed", "The first line has the columns’ names", NULL, layout->headed != 0);
    field_checkbox(out, rq, "marked", "Begin with the mark by which Excel knows the letters", "Some finance programs read it as part of the first cell", layout->marked != 0);
    html(out, "<h2 class=\"govuk-heading-s\">VAT codes</h2><div class=\"ly-together\">");
    vat_field(out, rq, "vat_standard", "Taxed", layout->vat_standard);
    vat_field(out, rq, "vat_zero", "Zero rate", layout->vat_zero);
    vat_field(out, rq, "vat_exempt", "Exempt", layout->vat_exempt);
    vat_field(out, rq, "vat_outside", "Outside", layout->vat_outside);
    html(out, "</div>\n");
}

static void names_put(Out *out, const Layout *layout)
{
    html(out, "<details class=\"govuk-details\"><summary class=\"govuk-details__summary\"><span class=\"govuk-details__summary-text\">Names for a text</span></summary><div class=\"govuk-details__text\"><ul class=\"govuk-list\">");
    for (const LayoutPart *part = layout_parts; part->name; part++)
        if (layout_has(layout, part)) html(out, "<li><code>{{%s}}</code> %s</li>", part->name, part->words);
    html(out, "</ul></div></details>\n");
}

static Out *page_open(Ctx *cx, const Request *rq, Response *rs, size_t at, const Layout *layout, bool changes)
{
    Out *out = page_begin(cx, rq, rs, (Page){ .title = kinds[at].head, .frame = FRAME_OFFICE, .current = kinds[at].current, .wide = true,
                                              .back = changes ? text(cx, "/office/exports/layouts/%s", kinds[at].kind) : kinds[at].back });
    ly_head_begin(out, kinds[at].head);
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", layout->changed_at ? text(cx, "Changed %s%s%s", date_words(cx, date_of(cx, layout->changed_at)), *layout->by ? ", " : "", layout->by) : "As it came with the program");
    if (!changes && may(cx, KEEP_LEDGER)) ly_head_buttons(out), ly_small_button(out, "Change the layout", text(cx, "/office/exports/layouts/%s/change", kinds[at].kind), true);
    ly_head_end(out, !changes && may(cx, KEEP_LEDGER));
    html(out, "<p class=\"ly-small ly-quiet\">How the council’s finance program wants the file. Files that went out stay as they were.</p>\n");
    return out;
}

static Error *layout_show(Ctx *cx, const Request *rq, Response *rs)
{
    Layout layout = {0};
    size_t at = kind_at(rq->word);
    if (at == COUNT(kinds)) return missing(cx, "layout %s", rq->word);
    TRY(layout_read(cx, kinds[at].kind, &layout));
    Out *out = page_open(cx, rq, rs, at, &layout, false);
    TRY(preview_put(out, &layout));
    ly_panel_begin(out, (LyPanel){ .title = "Columns", .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Columns of the file", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Name" }, { .text = "What it holds" }) });
    for (size_t i = 0; i < layout.count; i++) {
        const LayoutColumn *c = &layout.columns[i];
        const LayoutPart *part = layout_part(c->holds);
        html(out, "<tr><th scope=\"row\">%s</th><td data-label=\"Holds\">%s</td></tr>\n", *c->heading ? c->heading : text(cx, "Column %zu", i + 1), part ? part->words : *c->words ? text(cx, "“%s”", c->words) : "Nothing");
    }
    ly_table_end(out);
    ly_panel_end(out);
    page_end(rs);
    return OK;
}

static Error *change_show(Ctx *cx, const Request *rq, Response *rs)
{
    Layout layout = {0}, typed = {0};
    size_t at = kind_at(rq->word);
    if (at == COUNT(kinds)) return missing(cx, "layout %s", rq->word);
    TRY(layout_read(cx, kinds[at].kind, &layout));
    const LayoutDraft draft = draft_typed(cx, rq);
    const Error *refused = rq->posted ? layout_of(cx, kinds[at].kind, &draft, &typed) : OK;
    const Layout *shown = rq->posted ? &typed : &layout;
    size_t rows = rq->posted ? rows_typed(rq) + (form_has(rq, "more") ? 1 : 0) : layout.count + 1;
    if (rows > LAYOUT_COLUMNS_MOST) rows = LAYOUT_COLUMNS_MOST;
    Out *out = page_open(cx, rq, rs, at, &layout, true);
    if (refused) html(out, "<p class=\"govuk-body\">What the file would say is shown here once what is wrong is put right.</p>\n");
    else TRY(preview_put(out, shown));
    form_begin(cx, rq, rs, text(cx, "/office/exports/layouts/%s/change", kinds[at].kind), false);
    columns_put(out, rq, &layout, rows);
    if (rows < LAYOUT_COLUMNS_MOST) govuk_button(out, (Button){ .text = "Add another column", .name = "more", .value = "1", .classes = "govuk-button--secondary" });
    rest_put(out, rq, &layout);
    html(out, "<div class=\"govuk-button-group\">");
    govuk_button(out, (Button){ .text = "Save the layout", .prevent_double_click = YES });
    govuk_button(out, (Button){ .text = "Show what the file would say", .name = "preview", .value = "1", .classes = "govuk-button--secondary" });
    html(out, "</div></form>\n");
    names_put(out, refused ? &layout : shown);
    page_end(rs);
    return OK;
}

static Error *change_submit(Ctx *cx, Request *rq, Response *rs)
{
    Layout layout;
    size_t at = kind_at(rq->word);
    if (at == COUNT(kinds)) return missing(cx, "layout %s", rq->word);
    LayoutDraft draft = draft_typed(cx, rq);
    if (form_has(rq, "more")) return further(cx, text(cx, "heading_%zu", draft.count + 1));
    if (form_has(rq, "preview")) {
        TRY(layout_of(cx, kinds[at].kind, &draft, &layout));
        return further(cx, "columns");
    }
    TRY(layout_save(cx, kinds[at].kind, &draft));
    rs->flash = "The layout is saved";
    return redirect(rs, text(cx, "/office/exports/layouts/%s", kinds[at].kind));
}

ROUTES(export_layout_pages,
    GET ("/office/exports/layouts/*",        READ_MONEY,  layout_show),
    FORM("/office/exports/layouts/*/change", KEEP_LEDGER, change_show, NULL, change_submit),
);
