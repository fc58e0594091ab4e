/* An invoice as UBL, read again by a program that others wrote: xmllint finds each field where EN 16931 wants it, in the order that the schema of UBL 2.1 demands. */
#include "platform/documents/ubl.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"
#include "tests/test.h"

static const UblTax taxes[] = { { "E", "Education and training by an eligible body", 0, 33000, 0 }, { "S", "", 2000, 2500, 500 } };
static const UblLine lines[] = { { "1", "Paediatric first aid <two days> & more", 33000, 0, "E", "2027-02-10" }, { "2", "First aid handbook", 2500, 2000, "S", "2027-02-10" } };
static const Ubl invoice = {
    .number = "INV-000091", .issued_on = "2027-01-11", .due_on = "2027-02-10", .buyer_reference = "TH-2231", .order = "TH-2231",
    .seller = { "Fleet and Wandle Council", "14 Sluice Lane", "Fleet", "FW3 8QD", "GB123456789", "learning@fleet.example", "" }, .buyer = { "Thornwick House School", "2 Thornwick Rise", "Ravensmere", "RV1 4ZZ", "", "", "" },
    .account_name = "Fleet and Wandle Council", .sort_code = "30-94-57", .account_number = "12345678", .net_pence = 35500, .vat_pence = 500, .total_pence = 36000,
    .taxes = taxes, .tax_count = COUNT(taxes), .lines = lines, .line_count = COUNT(lines),
};

static const char *written(const Ubl *ubl)
{
    const char *bytes, *path = text(test_cx(), "%s/a.xml", test_folder());
    size_t length;
    EXPECT_OK(ubl_write(test_cx(), ubl, &bytes, &length));
    FILE *file = fopen(path, "wb");
    EXPECT(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
    return path;
}

static const char *found(const char *path, const char *where)
{
    Draft steps = { .cx = test_cx() };
    for (const char *at = where; *at; at += strcspn(at, "/"), at += *at == '/') {
        int name = (int)strcspn(at, "/["), all = (int)strcspn(at, "/");
        draft_add(&steps, "/*[local-name()=\"%.*s\"]%.*s", name, at, all - name, at + name);
    }
    return text_trim(test_cx(), test_told(text(test_cx(), "xmllint --xpath 'string(%s)' %s", draft_text(&steps), path)));
}

TEST("an invoice has its number, dates, order, parties, account, VAT and totals where the European core looks for them")
{
    const char *path = written(&invoice);
    EXPECT_SAME(found(path, "Invoice/CustomizationID"), "urn:cen.eu:en16931:2017");
    EXPECT_SAME(found(path, "Invoice/ID"), "INV-000091");
    EXPECT_SAME(found(path, "Invoice/DueDate"), "2027-02-10");
    EXPECT_SAME(found(path, "Invoice/InvoiceTypeCode"), "380");
    EXPECT_SAME(found(path, "Invoice/BuyerReference"), "TH-2231");
    EXPECT_SAME(found(path, "Invoice/OrderReference/ID"), "TH-2231");
    EXPECT_SAME(found(path, "Invoice/AccountingSupplierParty/Party/PartyTaxScheme/CompanyID"), "GB123456789");
    EXPECT_SAME(found(path, "Invoice/AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName"), "Thornwick House School");
    EXPECT_SAME(found(path, "Invoice/PaymentMeans/PayeeFinancialAccount/ID"), "12345678");
    EXPECT_SAME(found(path, "Invoice/TaxTotal/TaxAmount"), "5.00");
    EXPECT_SAME(found(path, "Invoice/TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason"), "Education and training by an eligible body");
    EXPECT_SAME(found(path, "Invoice/LegalMonetaryTotal/TaxExclusiveAmount"), "355.00");
    EXPECT_SAME(found(path, "Invoice/LegalMonetaryTotal/PayableAmount"), "360.00");
    EXPECT_SAME(found(path, "Invoice/InvoiceLine/Item/Name"), "Paediatric first aid <two days> & more");
    EXPECT_SAME(found(path, "Invoice/InvoiceLine/Item/ClassifiedTaxCategory/Percent"), "0.00");
}

TEST("its elements come in the order of the schema, for a reader refuses any other")
{
    static const char *const order[] = { "<cbc:CustomizationID", "<cbc:ID", "<cbc:IssueDate", "<cbc:DueDate", "<cbc:InvoiceTypeCode", "<cbc:DocumentCurrencyCode", "<cbc:BuyerReference", "<cac:OrderReference",
                                         "<cac:AccountingSupplierParty", "<cac:AccountingCustomerParty", "<cac:PaymentMeans", "<cac:TaxTotal", "<cac:LegalMonetaryTotal", "<cac:InvoiceLine" };
    const char *bytes, *at;
    size_t length;
    EXPECT_OK(ubl_write(test_cx(), &invoice, &bytes, &length));
    at = bytes;
    for (size_t i = 0; i < COUNT(order); i++) {
        at = strstr(at, order[i]);
        EXPECT(at);
    }
}

TEST("a credit note names its invoice, has no day to pay by, and its own words for a line")
{
    Ubl note = invoice;
    note.credit_note = true, note.number = "CRN-000004", note.credits = "INV-000091", note.credits_on = "2027-01-11", note.note = "Cancelled in time";
    const char *path = written(&note);
    EXPECT_SAME(found(path, "CreditNote/CreditNoteTypeCode"), "381");
    EXPECT_SAME(found(path, "CreditNote/BillingReference/InvoiceDocumentReference/ID"), "INV-000091");
    EXPECT_SAME(found(path, "CreditNote/DueDate"), "");
    EXPECT_SAME(found(path, "CreditNote/CreditNoteLine/LineExtensionAmount"), "330.00");
    EXPECT_SAME(found(path, "CreditNote/Note"), "Cancelled in time");
}

TEST("what is outside the scope of VAT names no VAT number and no rate; a line below 0 has a quantity below 0; what was paid is taken off")
{
    static const UblTax outside[] = { { "O", "Within the authority", 0, 900, 0 } };
    static const UblLine below[] = { { "1", "A place", 1000, 0, "O", "" }, { "2", "Less", -100, 0, "O", "" } };
    Ubl u = invoice;
    u.taxes = outside, u.tax_count = 1, u.lines = below, u.net_pence = u.total_pence = 900, u.vat_pence = 0, u.prepaid_pence = 400;
    const char *path = written(&u);
    EXPECT_SAME(found(path, "Invoice/AccountingSupplierParty/Party/PartyTaxScheme/CompanyID"), "");
    EXPECT_SAME(found(path, "Invoice/TaxTotal/TaxSubtotal/TaxCategory/Percent"), "");
    EXPECT_SAME(found(path, "Invoice/InvoiceLine[2]/InvoicedQuantity"), "-1");
    EXPECT_SAME(found(path, "Invoice/InvoiceLine[2]/Price/PriceAmount"), "1.00");
    EXPECT_SAME(found(path, "Invoice/LegalMonetaryTotal/PrepaidAmount"), "4.00");
    EXPECT_SAME(found(path, "Invoice/LegalMonetaryTotal/PayableAmount"), "5.00");
}
