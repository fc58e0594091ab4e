/* A document as PDF, on the partnership's letterhead. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/pdf.h"
#include "rooms/members/own_mark.h"
#include "rooms/money/bills/document_pages.h"

enum { FACTS_MOST = 6, PARTS = 3 };

static void facts_of(Ctx *cx, const Paper *paper, PdfFact facts[FACTS_MOST], size_t *count)
{
    const Document *d = &paper->document;
    bool credit = same(d->kind, "credit note"), quote = same(d->kind, "quote");
    size_t n = 0;
    facts[n++] = (PdfFact){ credit ? "Date of credit note" : quote ? "Date of quote" : "Date of invoice", date_words(cx, d->issued_on) };
    if (!quote) facts[n++] = (PdfFact){ "Date of supply", document_supplied_words(cx, paper->lines, paper->line_count) };
    if (*d->purchase_order) facts[n++] = (PdfFact){ "Your purchase order", d->purchase_order };
    facts[n++] = credit ? (PdfFact){ "Of invoice", d->credits_name } : quote ? (PdfFact){ "Holds until", date_words(cx, d->due_on) } : (PdfFact){ "Pay by", date_words(cx, d->due_on) };
    *count = n;
}

static PdfFact *sums_of(Ctx *cx, const Paper *paper, size_t *count)
{
    PdfFact *sums = array(cx, PdfFact, 2 * paper->vat_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < paper->vat_count; i++) sums[n++] = (PdfFact){ vat_total_words(cx, paper->vats[i].treatment, paper->vats[i].rate_bp), money_table(cx, paper->vats[i].taxable_pence) };
    for (size_t i = 0; i < paper->vat_count; i++)
        if (paper->vats[i].rate_bp) sums[n++] = (PdfFact){ text(cx, "VAT at %s", vat_words(cx, paper->vats[i].treatment, paper->vats[i].rate_bp)), money_table(cx, paper->vats[i].vat_pence) };
    sums[n++] = (PdfFact){ same(paper->document.kind, "credit note") ? "Taken off" : same(paper->document.kind, "quote") ? "Total" : "To pay", money_table(cx, paper->document.total_pence) };
    *count = n;
    return sums;
}

static const char *vat_reasons(Ctx *cx, const Paper *paper)
{
    Draft draft = { .cx = cx };
    for (size_t i = 0; i < paper->vat_count; i++) draft_add(&draft, "%s%s: %s.", i ? "\n" : "", vat_total_words(cx, paper->vats[i].treatment, paper->vats[i].rate_bp), paper->vats[i].words);
    return draft_text(&draft);
}

static size_t parts_of(Ctx *cx, const Paper *paper, PdfBillPart parts[PARTS])
{
    const Document *d = &paper->document;
    size_t n = 0;
    if (same(d->kind, "invoice")) parts[n++] = (PdfBillPart){ "By bank transfer", *d->sender_account ? text(cx, "%s\nReference %s", d->sender_account, d->name) : text(cx, "Ask us for the account.\nReference %s", d->name) };
    parts[n++] = (PdfBillPart){ "Questions", *cx->partnership->telephone ? text(cx, "%s\n%s", cx->partnership->email, cx->partnership->telephone) : cx->partnership->email };
    parts[n++] = (PdfBillPart){ "VAT", vat_reasons(cx, paper) };
    return n;
}

static Error *written(Ctx *cx, const Paper *paper, Response *rs)
{
    static const PdfColumn columns[] = { { "Description", 0.52, false }, { "Date", 0.2, false }, { "VAT", 0.12, true }, { "Net", 0.16, true } };
    const Document *d = &paper->document;
    PdfBillRow *rows = array(cx, PdfBillRow, paper->line_count);
    PdfFact facts[FACTS_MOST];
    PdfBillPart parts[PARTS];
    MarkPicture mark;
    size_t fact_count, sum_count, length;
    const char *bytes;
    for (size_t i = 0; i < paper->line_count; i++) {
        const char **cells = array(cx, const char *, COUNT(columns));
        const DocumentLine *l = &paper->lines[i];
        cells[0] = l->words, cells[1] = date_words(cx, l->on_date), cells[2] = vat_words(cx, l->treatment, l->rate_bp), cells[3] = money_table(cx, l->pence);
        rows[i] = (PdfBillRow){ .cells = cells };
    }
    TRY(own_mark_find(cx, &mark));
    facts_of(cx, paper, facts, &fact_count);
    const PdfFact *sums = sums_of(cx, paper, &sum_count);
    const Picture picture = { mark.type, mark.bytes.bytes, mark.bytes.length, mark.width, mark.height };
    const char *sender = *d->sender_vat ? text(cx, "%s\n%s%sVAT number %s", d->sender_name, d->sender_address, *d->sender_address ? "\n" : "", d->sender_vat) : text(cx, "%s\n%s", d->sender_name, d->sender_address);
    const PdfBill bill = {
        .partnership = cx->partnership->name, .title = document_kind_words(d->kind), .number = d->name, .sender = sender, .customer = d->customer_name, .address = d->customer_address,
        .facts = facts, .fact_count = fact_count, .words = *d->words ? text(cx, "%s.", d->words) : "", .caption = "What is charged", .columns = columns, .column_count = COUNT(columns), .rows = rows, .row_count = paper->line_count,
        .sums = sums, .sum_count = sum_count, .pay = same(d->kind, "invoice") ? "How to pay" : "Good to know", .parts = parts, .part_count = parts_of(cx, paper, parts), .foot = "", .brand = cx->partnership->brand,
        .mark = mark.id ? &picture : NULL,
    };
    TRY(pdf_bill(cx, &bill, &bytes, &length));
    rs->download = text(cx, "%s.pdf", d->name);
    return respond(rs, "application/pdf", bytes, length);
}

Error *paper_pdf_show(Ctx *cx, const Request *rq, Response *rs)
{
    Paper paper = {0};
    TRY(paper_find(cx, rq->id, &paper));
    return written(cx, &paper, rs);
}
