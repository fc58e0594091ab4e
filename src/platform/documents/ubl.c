#include "platform/documents/ubl.h"

#include <libxml/xmlwriter.h>

#include "platform/base/text.h"

#define CAC "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
#define CBC "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
#define CORE "urn:cen.eu:en16931:2017"

typedef struct { Ctx *cx; xmlTextWriter *xml; const Ubl *of; bool failed; } Writing;

static const xmlChar *x(const char *s) { return (const xmlChar *)s; }

static void begin(Writing *w, const char *name) { w->failed |= xmlTextWriterStartElement(w->xml, x(name)) < 0; }
static void end(Writing *w)                     { w->failed |= xmlTextWriterEndElement(w->xml) < 0; }
static void put(Writing *w, const char *name, const char *what)
{
    if (!blank(what)) w->failed |= xmlTextWriterWriteElement(w->xml, x(name), x(what)) < 0;
}

static void put_with(Writing *w, const char *name, const char *attribute, const char *value, const char *what)
{
    begin(w, name);
    w->failed |= xmlTextWriterWriteAttribute(w->xml, x(attribute), x(value)) < 0 || xmlTextWriterWriteString(w->xml, x(what)) < 0;
    end(w);
}

static const char *pounds(Ctx *cx, int64_t pence)
{
    int64_t all = pence < 0 ? -pence : pence;
    return text(cx, "%s%ld.%02ld", pence < 0 ? "-" : "", (long)(all / 100), (long)(all % 100));
}
static void amount(Writing *w, const char *name, int64_t pence) { put_with(w, name, "currencyID", "GBP", pounds(w->cx, pence)); }

/* ---- parts ---- */

static void party(Writing *w, const char *name, const UblParty *p, bool outside)
{
    begin(w, name), begin(w, "cac:Party");
    if (!blank(p->email)) put_with(w, "cbc:EndpointID", "schemeID", "EM", p->email);
    if (!blank(p->reference)) begin(w, "cac:PartyIdentification"), put(w, "cbc:ID", p->reference), end(w);
    begin(w, "cac:PostalAddress");
    put(w, "cbc:StreetName", p->street), put(w, "cbc:CityName", p->town), put(w, "cbc:PostalZone", p->postcode);
    begin(w, "cac:Country"), put(w, "cbc:IdentificationCode", "GB"), end(w);
    end(w);
    if (!blank(p->vat_number) && !outside) {      /* BR-O-02: what is outside the scope names no VAT number */
        begin(w, "cac:PartyTaxScheme"), put(w, "cbc:CompanyID", p->vat_number);
        begin(w, "cac:TaxScheme"), put(w, "cbc:ID", "VAT"), end(w);
        end(w);
    }
    begin(w, "cac:PartyLegalEntity"), put(w, "cbc:RegistrationName", p->name), end(w);
    end(w), end(w);
}

static void category(Writing *w, const char *name, const char *code, int64_t rate_bp, const char *reason)
{
    begin(w, name);
    put(w, "cbc:ID", code);
    if (!same(code, "O")) put(w, "cbc:Percent", pounds(w->cx, rate_bp));
    if (one_of(code, "E O")) put(w, "cbc:TaxExemptionReason", reason);
    begin(w, "cac:TaxScheme"), put(w, "cbc:ID", "VAT"), end(w);
    end(w);
}

static void means(Writing *w)
{
    enum { TRANSFER = 30 };
    if (blank(w->of->account_number)) return;
    begin(w, "cac:PaymentMeans");
    put(w, "cbc:PaymentMeansCode", text(w->cx, "%d", TRANSFER));
    put(w, "cbc:PaymentID", w->of->number);
    begin(w, "cac:PayeeFinancialAccount");
    put(w, "cbc:ID", w->of->account_number), put(w, "cbc:Name", w->of->account_name);
    begin(w, "cac:FinancialInstitutionBranch"), put(w, "cbc:ID", w->of->sort_code), end(w);
    end(w), end(w);
}

static void taxes(Writing *w)
{
    begin(w, "cac:TaxTotal");
    amount(w, "cbc:TaxAmount", w->of->vat_pence);
    for (size_t i = 0; i < w->of->tax_count; i++) {
        const UblTax *tax = &w->of->taxes[i];
        begin(w, "cac:TaxSubtotal");
        amount(w, "cbc:TaxableAmount", tax->taxable_pence), amount(w, "cbc:TaxAmount", tax->vat_pence);
        category(w, "cac:TaxCategory", tax->category, tax->rate_bp, tax->reason);
        end(w);
    }
    end(w);
}

static void totals(Writing *w)
{
    const Ubl *u = w->of;
    begin(w, "cac:LegalMonetaryTotal");
    amount(w, "cbc:LineExtensionAmount", u->net_pence), amount(w, "cbc:TaxExclusiveAmount", u->net_pence), amount(w, "cbc:TaxInclusiveAmount", u->total_pence);
    if (u->prepaid_pence) amount(w, "cbc:PrepaidAmount", u->prepaid_pence);
    amount(w, "cbc:PayableAmount", u->total_pence - u->prepaid_pence);
    end(w);
}

/* A line below 0 takes a quantity below 0, for a price may not be. */
static void line(Writing *w, const UblLine *l)
{
    begin(w, w->of->credit_note ? "cac:CreditNoteLine" : "cac:InvoiceLine");
    put(w, "cbc:ID", l->id);
    put_with(w, w->of->credit_note ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", "unitCode", "C62", l->pence < 0 ? "-1" : "1");
    amount(w, "cbc:LineExtensionAmount", l->pence);
    if (!blank(l->on)) begin(w, "cac:InvoicePeriod"), put(w, "cbc:StartDate", l->on), put(w, "cbc:EndDate", l->on), end(w);
    begin(w, "cac:Item");
    put(w, "cbc:Name", l->words);
    category(w, "cac:ClassifiedTaxCategory", l->category, l->rate_bp, NULL);
    end(w);
    begin(w, "cac:Price"), amount(w, "cbc:PriceAmount", l->pence < 0 ? -l->pence : l->pence), end(w);
    end(w);
}

/* ---- the whole ---- */

static void document(Writing *w)
{
    const Ubl *u = w->of;
    bool outside = u->tax_count && same(u->taxes[0].category, "O");
    begin(w, u->credit_note ? "CreditNote" : "Invoice");
    w->failed |= xmlTextWriterWriteAttribute(w->xml, x("xmlns"), x(u->credit_note ? "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" : "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2")) < 0
                 || xmlTextWriterWriteAttribute(w->xml, x("xmlns:cac"), x(CAC)) < 0 || xmlTextWriterWriteAttribute(w->xml, x("xmlns:cbc"), x(CBC)) < 0;
    put(w, "cbc:CustomizationID", CORE), put(w, "cbc:ID", u->number), put(w, "cbc:IssueDate", u->issued_on);
    if (!u->credit_note) put(w, "cbc:DueDate", u->due_on);
    put(w, u->credit_note ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", u->credit_note ? "381" : "380");
    put(w, "cbc:Note", u->note), put(w, "cbc:DocumentCurrencyCode", "GBP"), put(w, "cbc:BuyerReference", u->buyer_reference);
    if (!blank(u->order)) begin(w, "cac:OrderReference"), put(w, "cbc:ID", u->order), end(w);
    if (!blank(u->credits)) {
        begin(w, "cac:BillingReference"), begin(w, "cac:InvoiceDocumentReference");
        put(w, "cbc:ID", u->credits), put(w, "cbc:IssueDate", u->credits_on);
        end(w), end(w);
    }
    party(w, "cac:AccountingSupplierParty", &u->seller, outside);
    party(w, "cac:AccountingCustomerParty", &u->buyer, outside);
    if (!u->credit_note) means(w);
    taxes(w), totals(w);
    for (size_t i = 0; i < u->line_count; i++) line(w, &u->lines[i]);
    end(w);
}

static void buffer_free(void *buffer) { xmlBufferFree(buffer); }

Error *ubl_write(Ctx *cx, const Ubl *ubl, const char **bytes, size_t *length)
{
    xmlBuffer *buffer = xmlBufferCreate();
    if (!buffer) return unavailable(cx, "no memory for an invoice as XML");
    arena_defer(cx->arena, buffer_free, buffer);
    Writing w = { .cx = cx, .xml = xmlNewTextWriterMemory(buffer, 0), .of = ubl };
    if (!w.xml) return unavailable(cx, "no memory for an invoice as XML");
    xmlTextWriterSetIndent(w.xml, 1);
    w.failed |= xmlTextWriterStartDocument(w.xml, NULL, "UTF-8", NULL) < 0;
    document(&w);
    w.failed |= xmlTextWriterEndDocument(w.xml) < 0;
    xmlFreeTextWriter(w.xml);
    if (w.failed) return broken(cx, "%s could not be written as XML", ubl->number);
    *bytes = text_copy(cx, (const char *)xmlBufferContent(buffer), (size_t)xmlBufferLength(buffer));
    *length = (size_t)xmlBufferLength(buffer);
    return OK;
}
