/* Lists of invoices and credit notes: the filter, the table and what is taken away, for the office and for a school alike. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/sheet.h"
#include "rooms/money/bills/document_pages.h"

enum { EXPORT_MOST = 10000, WORDS_MOST = 100 };

static const SelectItem states[] = { { .value = "", .text = "All" }, { .value = "open", .text = "To pay" }, { .value = "overdue", .text = "Overdue" }, { .value = "paid", .text = "Paid" }, { .value = "credited", .text = "Credited" } };
static const SelectItem kinds[] = { { .value = "", .text = "Invoices and credit notes" }, { .value = "invoice", .text = "Invoices" }, { .value = "credit note", .text = "Credit notes" }, { .value = "quote", .text = "Quotes" } };
static const SelectItem sorts[] = { { .value = "newest", .text = "Newest first" }, { .value = "due", .text = "Due first" }, { .value = "sum", .text = "Largest first" }, { .value = "customer", .text = "By customer" } };

DocumentFilter document_filter(Ctx *cx, const Request *rq)
{
    DocumentFilter f = { .kind = query_value(rq, "kind"), .state = query_value(rq, "state"), .words = text_trim(cx, query_value(rq, "q")), .sort = query_value(rq, "sort"), .from = query_value(rq, "from"),
                         .to = query_value(rq, "to"), .after_id = query_number(rq, "after", 0) };
    if (!one_of(f.kind, "invoice quote") && !same(f.kind, "credit note")) f.kind = "";
    if (!one_of(f.state, "open overdue paid credited")) f.state = "";
    if (!one_of(f.sort, "newest due sum customer")) f.sort = "newest";
    if (letters(f.words) > WORDS_MOST) f.words = "";
    if (!date_valid(f.from)) f.from = "";
    if (!date_valid(f.to)) f.to = "";
    return f;
}

const char *document_list_address(Ctx *cx, const char *path, const DocumentFilter *f)
{
    return text(cx, "%s?kind=%s&state=%s&sort=%s&from=%s&to=%s&q=%s", path, text_url(cx, f->kind), f->state, f->sort, f->from, f->to, text_url(cx, f->words));
}

void document_filters(Out *out, const DocumentList *list)
{
    Ctx *cx = out->cx;
    const DocumentFilter *f = &list->filter;
    ly_filterbar_begin(out, list->path);
    ly_filter_text(out, "q", list->office ? "Customer, number or order" : "Number or order", "search", f->words);
    ly_filter_select(out, "kind", "What", kinds, COUNT(kinds), f->kind);
    ly_filter_select(out, "state", "State", states, COUNT(states), f->state);
    ly_filter_text(out, "from", "Issued from", "date", f->from);
    ly_filter_text(out, "to", "To", "date", f->to);
    ly_filter_select(out, "sort", "Order", sorts, list->office ? COUNT(sorts) : COUNT(sorts) - 1, f->sort);
    ly_filterbar_end_sheets(out, document_list_address(cx, text(cx, "%s.csv", list->path), f));
}

void document_table(Out *out, const DocumentList *list, const Document *rows, size_t count)
{
    static const LyColumn all[] = { { .text = "Number" }, { .text = "Customer" }, { .text = "Issued" }, { .text = "Pay by" }, { .text = "State" }, { .text = "Sum", .number = true }, { .text = "To pay", .number = true } };
    static const LyColumn ours[] = { { .text = "Number" }, { .text = "Issued" }, { .text = "Pay by" }, { .text = "State" }, { .text = "Sum", .number = true }, { .text = "To pay", .number = true } };
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-panel ly-panel--flush\">");
    ly_table_begin(out, (LyTable){ .caption = list->title, .boxed = true, .phone = true, .columns = list->office ? all : ours, .count = list->office ? COUNT(all) : COUNT(ours) });
    for (size_t i = 0; i < count; i++) {
        const Document *d = &rows[i];
        bool invoice = same(d->kind, "invoice"), credit = same(d->kind, "credit note");
        html(out, "<tr><th scope=\"row\"><span class=\"ly-nowrap\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a>", text(cx, "%s/%ld", list->path, (long)d->id), d->name);
        if (!invoice) html(out, "<span class=\"ly-sub\">%s</span>", credit ? text(cx, "Credit note of %s", d->credits_name) : "Quote");
        else if (*d->purchase_order) html(out, "<span class=\"ly-sub\">Order %s</span>", d->purchase_order);
        html(out, "</span></th>");
        if (list->office) html(out, "<td data-label=\"Customer\">%s</td>", d->customer_name);
        html(out, "<td class=\"ly-nowrap\" data-label=\"Issued\">%s</td><td class=\"ly-nowrap\" data-label=\"Pay by\">%s</td><td data-label=\"State\">", date_words(cx, d->issued_on), invoice ? date_words(cx, d->due_on) : "–");
        document_state_put(out, d, true);
        html(out, "</td><td class=\"ly-num\" data-label=\"Sum\">%s</td><td class=\"ly-num\" data-label=\"To pay\">%s</td></tr>\n", money_table(cx, credit ? -d->total_pence : d->total_pence), invoice ? money_table(cx, d->open_pence) : "–");
    }
    ly_table_end(out);
    html(out, "</div>\n");
}

Error *document_sheet(Ctx *cx, const Request *rq, Response *rs, const DocumentFilter *filter)
{
    static const char *const heads[] = { "Number", "What", "Customer", "Purchase order", "Issued", "Pay by", "Net", "VAT", "Total", "To pay", "State", "Credits", "Why" };
    Document *rows;
    size_t n;
    Sheet sheet;
    TRY(documents_list(cx, filter, EXPORT_MOST, &rows, &n));
    sheet_begin(&sheet, cx, rq, heads, COUNT(heads));
    for (size_t i = 0; i < n; i++) {
        const Document *d = &rows[i];
        int64_t sign = same(d->kind, "credit note") ? -1 : 1;
        sheet_text(&sheet, d->name), sheet_text(&sheet, document_kind_words(d->kind)), sheet_text(&sheet, d->customer_name), sheet_text(&sheet, d->purchase_order), sheet_date(&sheet, d->issued_on);
        sheet_date(&sheet, sign > 0 ? d->due_on : ""), sheet_pence(&sheet, sign * d->net_pence), sheet_pence(&sheet, sign * d->vat_pence), sheet_pence(&sheet, sign * d->total_pence);
        sheet_pence(&sheet, sign * d->open_pence), sheet_text(&sheet, document_state(cx, d)), sheet_text(&sheet, d->credits_name), sheet_text(&sheet, d->words);
        sheet_line(&sheet);
    }
    return sheet_respond(&sheet, rs, "invoices");
}
