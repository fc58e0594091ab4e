/* A document as UBL, for the finance system of whoever pays it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/ubl.h"
#include "rooms/money/bills/document_pages.h"

static const char *category(const char *treatment) { return same(treatment, "standard") ? "S" : same(treatment, "zero") ? "Z" : same(treatment, "outside") ? "O" : "E"; }

/* An address is kept as lines: the last is the postcode where it has figures and the line before it is the town. */
static UblParty party(Ctx *cx, const char *name, const char *address)
{
    UblParty p = { .name = name, .street = "", .town = "", .postcode = "", .vat_number = "", .email = "", .reference = "" };
    const char *last = strrchr(address, '\n'), *street_end;
    if (!last) { p.street = address; return p; }
    if (strpbrk(last, "0123456789") && letters(last + 1) <= 9) p.postcode = last + 1, address = text_copy(cx, address, (size_t)(last - address)), last = strrchr(address, '\n');
    if (!last) { p.street = address; return p; }
    p.town = last + 1;
    street_end = strchr(address, '\n');
    p.street = text_copy(cx, address, (size_t)(street_end - address));
    return p;
}

/* "Name\nSort code 12-34-56\nAccount 12345678", as it stood on it. */
static void account(Ctx *cx, const char *kept, Ubl *ubl)
{
    const char *sort = strstr(kept, "\nSort code "), *number = strstr(kept, "\nAccount ");
    ubl->account_name = ubl->sort_code = ubl->account_number = "";
    if (!sort || !number) return;
    ubl->account_name = text_copy(cx, kept, (size_t)(sort - kept));
    sort += strlen("\nSort code ");
    ubl->sort_code = text_copy(cx, sort, strcspn(sort, "\n"));
    ubl->account_number = number + strlen("\nAccount ");
}

static Error *written(Ctx *cx, const Paper *paper, Response *rs)
{
    const Document *d = &paper->document;
    UblLine *lines = array(cx, UblLine, paper->line_count);
    UblTax *taxes = array(cx, UblTax, paper->vat_count);
    Document invoice = { .issued_on = "" };
    const char *bytes;
    size_t length;
    if (same(d->kind, "quote")) return missing(cx, "quote %ld as UBL", (long)d->id);
    if (d->credits_id) TRY(document_read(cx, d->credits_id, &invoice));
    for (size_t i = 0; i < paper->line_count; i++) {
        const DocumentLine *l = &paper->lines[i];
        lines[i] = (UblLine){ .id = text(cx, "%ld", (long)l->position), .words = l->words, .pence = l->pence, .rate_bp = l->rate_bp, .category = category(l->treatment), .on = l->on_date };
    }
    for (size_t i = 0; i < paper->vat_count; i++)
        taxes[i] = (UblTax){ category(paper->vats[i].treatment), paper->vats[i].words, paper->vats[i].rate_bp, paper->vats[i].taxable_pence, paper->vats[i].vat_pence };
    Ubl ubl = { .credit_note = same(d->kind, "credit note"), .number = d->name, .issued_on = d->issued_on, .due_on = d->due_on, .note = d->words, .buyer_reference = *d->purchase_order ? d->purchase_order : d->customer_name,
                .order = d->purchase_order, .credits = d->credits_name, .credits_on = invoice.issued_on, .seller = party(cx, d->sender_name, d->sender_address), .buyer = party(cx, d->customer_name, d->customer_address),
                .net_pence = d->net_pence, .vat_pence = d->vat_pence, .total_pence = d->total_pence, .taxes = taxes, .tax_count = paper->vat_count, .lines = lines, .line_count = paper->line_count };
    ubl.seller.vat_number = d->sender_vat, ubl.seller.email = cx->partnership->email;
    account(cx, d->sender_account, &ubl);
    TRY(ubl_write(cx, &ubl, &bytes, &length));
    rs->download = text(cx, "%s.xml", d->name);
    return respond(rs, "application/xml", bytes, length);
}

Error *paper_ubl_show(Ctx *cx, const Request *rq, Response *rs)
{
    Paper paper = {0};
    TRY(paper_find(cx, rq->id, &paper));
    return written(cx, &paper, rs);
}
