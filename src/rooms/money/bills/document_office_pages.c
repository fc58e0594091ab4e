/* Invoices in the office: all of them, one of them, and the credit note that takes one back. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/members/trail_words.h"
#include "rooms/money/bills/credit_note.h"
#include "rooms/money/bills/document_pages.h"
#include "rooms/money/payments/payment_pages.h"

extern const RouteList document_office_pages;

enum { PAGE = 50 };
#define HERE "/office/invoices"

static void sums_show(Out *out, const DocumentSums *sums)
{
    Ctx *cx = out->cx;
    ly_figures_begin(out);
    ly_figure(out, "Invoiced", money_table(cx, sums->invoiced_pence), sums->credited_pence ? text(cx, "%s of it credited", money_table(cx, sums->credited_pence)) : NULL);
    ly_figure(out, "To pay", money_table(cx, sums->open_pence), NULL);
    ly_figure(out, "Overdue", money_table(cx, sums->overdue_pence), sums->overdue ? counted(cx, sums->overdue, "invoice", NULL) : "none");
    ly_figures_end(out);
}

static Error *list_show(Ctx *cx, const Request *rq, Response *rs)
{
    DocumentList list = { HERE, "Invoices and credit notes", true, document_filter(cx, rq) };
    DocumentFilter all = list.filter;
    DocumentSums sums = {0};
    Document *rows;
    size_t n;
    all.after_id = 0;
    TRY(documents_list(cx, &list.filter, PAGE + 1, &rows, &n));
    TRY(documents_sums(cx, &all, &sums));
    size_t shown = n > PAGE ? PAGE : n;
    bool narrowed = *list.filter.words || *list.filter.kind || *list.filter.state || *list.filter.from || *list.filter.to;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Invoices", .frame = FRAME_OFFICE, .current = "invoices", .wide = true });
    ly_head_begin(out, "Invoices");
    ly_head_buttons(out);
    ly_small_button(out, "What waits to be billed", "/office/to-bill", true);
    ly_small_button(out, "VAT", "/office/vat", false);
    if (may(cx, KEEP_LEDGER)) ly_small_button(out, "What stands on bills", "/office/invoices/sender", false);
    ly_head_end(out, true);
    document_filters(out, &list);
    if (shown) sums_show(out, &sums), document_table(out, &list, rows, shown);
    else if (narrowed) ly_empty(out, (LyEmpty){ .title = "No invoice fits", .words = "Try part of a name or a number, or take the filters off.", .act = "Show all", .act_href = HERE, .plain = true });
    else ly_empty(out, (LyEmpty){ .title = "No invoice yet", .words = "Places that were taken, charges and subscriptions wait to be billed, and become invoices from there.", .act = "See what waits to be billed", .act_href = "/office/to-bill", .plain = true });
    const char *first = document_list_address(cx, HERE, &list.filter);
    ly_parts(out, (LyParts){ .first = list.filter.after_id ? first : NULL, .after_text = "More invoices", .after = n > shown ? text(cx, "%s&after=%ld", first, (long)rows[shown - 1].id) : NULL });
    page_end(rs);
    return OK;
}

static Error *list_sheet(Ctx *cx, const Request *rq, Response *rs)
{
    DocumentFilter filter = document_filter(cx, rq);
    return document_sheet(cx, rq, rs, &filter);
}

/* ---- one ---- */

static Error *history_show(Out *out, const Document *d)
{
    Ctx *cx = out->cx;
    HistoryEntry *entries;
    size_t count;
    TRY(history_of(cx, d->id, &entries, &count));
    ly_panel_begin(out, (LyPanel){ .title = "What happened" });
    ly_history_begin(out);
    for (size_t i = 0; i < count; i++) ly_happened(out, trail_words(entries[i].what), *entries[i].person ? entries[i].person : "the system", moment_words(cx, entries[i].happened_at), NULL);
    ly_history_end(out);
    ly_panel_end(out);
    return OK;
}

static Error *one_show(Ctx *cx, const Request *rq, Response *rs)
{
    Paper paper = {0};
    TRY(paper_find(cx, rq->id, &paper));
    const Document *d = &paper.document;
    const char *title = text(cx, "%s %s", document_kind_words(d->kind), d->name);
    bool creditable = may(cx, BILL) && same(d->kind, "invoice") && d->credited_pence < d->total_pence;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "invoices", .wide = true, CRUMBS({ "Invoices", HERE }, { d->name, NULL }) });
    ly_head_begin(out, title);
    document_state_put(out, d, false);
    ly_head_buttons(out);
    paper_downloads(out, d, HERE);
    if (d->organisation_id) ly_small_button(out, "Statement", text(cx, "/office/statements/organisations/%ld", (long)d->organisation_id), false);
    if (creditable) ly_small_button(out, "Credit", text(cx, HERE "/%ld/credit", (long)d->id), false);
    ly_head_end(out, true);
    paper_show(out, &paper, HERE);
    TRY(paper_payments(out, d, true));
    TRY(history_show(out, d));
    page_end(rs);
    return OK;
}

/* ---- credited ---- */

static Error *credit_show(Ctx *cx, const Request *rq, Response *rs)
{
    static const Option ways[] = { { .value = "whole", .text = "All that is left of it" }, { .value = "lines", .text = "Some of it", .hint = "Enter below how much of each line" } };
    Document d = {0};
    CreditableLine *lines;
    size_t count;
    TRY(document_find(cx, rq->id, &d));
    if (!same(d.kind, "invoice")) return missing(cx, "crediting %s", d.name);
    TRY(credit_left(cx, d.id, &lines, &count));
    const char *back = text(cx, HERE "/%ld", (long)d.id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Credit %s", d.name), .frame = FRAME_OFFICE, .current = "invoices", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Credit %s</h1>\n", d.customer_name, money_table(cx, d.total_pence), d.name);
    html(out, "<p class=\"govuk-body\">An invoice is never changed. A credit note takes back what it said too much, with its VAT, and is sent to the customer. What they have not paid yet is set off; what they have paid stays to their credit.</p>\n");
    form_begin(cx, rq, rs, text(cx, HERE "/%ld/credit", (long)d.id), false);
    field_radios(out, rq, (Radios){ .name = "whole", .legend = "What is taken back?", .legend_classes = "govuk-fieldset__legend--m", .items = ways, .count = COUNT(ways), .value = "lines" });
    html(out, "<h2 class=\"govuk-heading-m\">How much of each line</h2><p class=\"govuk-body\">Without VAT. Leave a line empty that stays as it is.</p>\n");
    for (size_t i = 0; i < count; i++)
        field_text(out, rq, (TextInput){ .name = text(cx, "amount_%zu", i + 1), .label = lines[i].line.words, .label_classes = "govuk-label--s", .hint = text(cx, "%s, of which %s is left", money_table(cx, lines[i].line.pence), money_table(cx, lines[i].left_pence)),
                                         .prefix = "£", .classes = "govuk-input--width-5", .inputmode = "decimal" });
    field_textarea(out, rq, (Textarea){ .name = "why", .label = "Why?", .label_classes = "govuk-label--m", .hint = "The customer reads it on the credit note, such as: booked twice", .rows = 2 });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Issue the credit note", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Leave it as it is</a></div></form></div>", back);
    page_end(rs);
    return OK;
}

static Error *credit_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *amounts[DOCUMENT_LINES_MOST] = {0};
    int64_t id;
    for (size_t i = 0; i < DOCUMENT_LINES_MOST; i++) amounts[i] = form_text(rq, text(cx, "amount_%zu", i + 1));
    const char *whole = form_text(rq, "whole");
    if (!one_of(whole, "whole lines")) return invalid(cx, "whole", "Choose what is taken back");
    TRY(credit_note_issue(cx, rq->id, &(CreditDraft){ .whole = same(whole, "whole"), .amounts = amounts, .why = form_text(rq, "why") }, &id));
    rs->flash = "The credit note is issued, and on its way to the customer";
    return redirect(rs, text(cx, HERE "/%ld", (long)id));
}

ROUTES(document_office_pages,
    GET  (HERE,                    READ_MONEY, list_show),
    SHEET(HERE,                    READ_MONEY, list_sheet),
    GET  (HERE "/:id",             READ_MONEY, one_show),
    SLOW (HERE "/:id/invoice.pdf", READ_MONEY, paper_pdf_show),
    GET  (HERE "/:id/invoice.xml", READ_MONEY, paper_ubl_show),
    FORM (HERE "/:id/credit",      BILL, credit_show, NULL, credit_submit),
);
