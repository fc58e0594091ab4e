/* The pages of bills: what waits, what is issued, what a school sees of its own, and what is taken away. */
#include "rooms/money/bills/document.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"
#include "rooms/money/bills/statement.h"
#include "tests/fixture_bills.h"

static Visit get(const Somebody *who, const char *path) { return visit(who, "GET", path, NULL); }

TEST("what waits is listed by customer with what hinders it, shown as the bills it would become, and issued by a button")
{
    terms_by_eli(DOVE, (TermsDraft){ .order_required = true });
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 2500, .supply = "goods" });
    owed((Owed){ .subject = 3, .organisation = DOVE, .pence = 9500 });
    owed((Owed){ .subject = 4, .organisation = ALDER, .pence = 6000 });
    const char *page = get(&ivo, "/office/to-bill").body;
    EXPECT_HAS(page, "4 items of 3 customers");
    EXPECT_HAS(page, "Waits for a purchase order");
    EXPECT_HAS(page, "By recharge");
    EXPECT_HAS(page, "Can be billed");
    EXPECT_LACKS(page, "Bill all");      /* an auditor writes nothing */
    EXPECT_LACKS(get(&dora, "/office/to-bill?state=order").body, "Cedar Park Academy");
    EXPECT_HAS(get(&dora, "/office/to-bill?q=dove").body, "Dovecote");
    EXPECT_HAS(get(&dora, "/office/to-bill.csv?state=ready").body, "Cedar Park Academy");
    EXPECT_LACKS(get(&dora, "/office/to-bill.csv?state=ready").body, "Dovecote");
    page = get(&dora, document_path("/office/to-bill/organisations/", CEDAR, "")).body;
    EXPECT_HAS(page, "VAT at 20% of £25.00");
    EXPECT_HAS(page, "<b>£125.00</b>");
    EXPECT_HAS(get(&dora, document_path("/office/to-bill/organisations/", DOVE, "")).body, "nothing without a purchase order");
    EXPECT_EQUAL(visit(&ivo, "POST", document_path("/office/to-bill/organisations/", CEDAR, "/issue"), FORM_OF("x", "")).status, 403);
    Visit issued = visit(&dora, "POST", document_path("/office/to-bill/organisations/", CEDAR, "/issue"), FORM_OF("x", ""));
    EXPECT_EQUAL(issued.status, 303);
    EXPECT_HAS(get(&dora, issued.location).body, "Invoice INV-000001");
    EXPECT_HAS(visit(&dora, "POST", document_path("/office/to-bill/organisations/", CEDAR, "/issue"), FORM_OF("x", "")).body, "Nothing of this customer waits");
    EXPECT_EQUAL(visit(&dora, "POST", document_path("/office/to-bill/organisations/", DOVE, "/order"), FORM_OF("purchase_order", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", document_path("/office/to-bill/organisations/", DOVE, "/order"), FORM_OF("purchase_order", "D 1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", document_path("/office/to-bill/organisations/", DOVE, "/issue"), FORM_OF("x", "")).status, 303);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("all that waits is billed in a run, whose page says what it did")
{
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    owed((Owed){ .subject = 3, .person = jo.id, .pence = 4500 });
    Visit begun = visit(&dora, "POST", "/office/to-bill/all", FORM_OF("through-day", "24", "through-month", "11", "through-year", "2026"));
    EXPECT_EQUAL(begun.status, 303);
    EXPECT_HAS(get(&ivo, begun.location).body, "Under way");
    EXPECT_HAS(visit(&dora, "POST", "/office/to-bill/all", FORM_OF("through-day", "24", "through-month", "11", "through-year", "2026")).body, "A bill run is under way already");
    run_jobs();
    const char *page = get(&ivo, begun.location).body;
    EXPECT_HAS(page, "2 invoices");
    EXPECT_HAS(page, "£140.00");
    EXPECT_HAS(get(&dora, "/office/to-bill").body, "Nothing waits to be billed");
}

TEST("a school sees its own bills and nobody else's; a person theirs; the office all of them")
{
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    int64_t id = billed(CEDAR);
    EXPECT_EQUAL(get(&noor, document_path("/invoices/", id, "")).status, 200);
    EXPECT_EQUAL(get(&pat, document_path("/invoices/", id, "")).status, 404);
    EXPECT_EQUAL(get(&omar, document_path("/invoices/", id, "")).status, 404);      /* a teacher of the same school */
    EXPECT_EQUAL(get(&ivo, document_path("/office/invoices/", id, "")).status, 200);
    EXPECT_EQUAL(get(&noor, document_path("/office/invoices/", id, "")).status, 403);
    EXPECT_EQUAL(get(&pat, document_path("/invoices/", id, "/invoice.pdf")).status, 404);
    EXPECT_EQUAL(get(&omar, document_path("/invoices/", id, "/invoice.xml")).status, 404);
    EXPECT_HAS(get(&noor, "/invoices").body, "INV-000001");
    EXPECT_HAS(get(&noor, "/invoices").body, "£95.00 to pay");
    EXPECT_LACKS(get(&jo, "/invoices").body, "INV-000001");
    EXPECT_LACKS(get(&omar, "/invoices").body, "INV-000001");
    EXPECT_EQUAL(get(&noor, "/office/to-bill").status, 403);
}

TEST("whoever spends for a department or a partner sees its bills as a school's office does")
{
    terms_by_eli(EARLY_YEARS, (TermsDraft){ .way = "invoice" });
    owed((Owed){ .subject = 1, .organisation = EARLY_YEARS, .pence = 9500, .supply = "hire" });
    int64_t id = billed(EARLY_YEARS);
    EXPECT_HAS(get(&hana, "/invoices").body, "INV-000001");
    EXPECT_EQUAL(get(&hana, document_path("/invoices/", id, "")).status, 200);
    EXPECT_EQUAL(get(&hana, "/invoices/statement").status, 200);
    EXPECT_EQUAL(get(&noor, document_path("/invoices/", id, "")).status, 404);
}

TEST("the list is filtered by state, words and days, put in order, and taken away as it is filtered")
{
    int64_t first;
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500, .order = "CPA 7" });
    first = billed(CEDAR);
    owed((Owed){ .subject = 2, .organisation = DOVE, .pence = 20000 });
    billed(DOVE);
    EXPECT_OK(credit_by(&dora, first, (CreditDraft){ .whole = true, .why = "Booked twice" }, NULL));
    const char *page = get(&ivo, "/office/invoices").body;
    EXPECT_HAS(page, "£295.00");
    EXPECT_HAS(page, "£95.00 of it credited");
    EXPECT_HAS(page, "£200.00");
    EXPECT_HAS(get(&ivo, "/office/invoices?state=open").body, "INV-000002");
    EXPECT_LACKS(get(&ivo, "/office/invoices?state=open").body, "INV-000001</a>");
    EXPECT_LACKS(get(&ivo, "/office/invoices?q=cpa").body, "INV-000002");
    EXPECT_HAS(get(&ivo, "/office/invoices?state=overdue").body, "No invoice fits");
    fixture_at("2027-01-05T09:00");
    EXPECT_HAS(get(&eli, "/office/invoices?state=overdue&sort=due").body, "INV-000002");      /* ivo was signed out meanwhile */
    EXPECT_HAS(get(&eli, "/office/invoices").body, "Overdue");
    page = get(&eli, "/office/invoices.csv?sort=sum").body;
    EXPECT(strstr(page, "INV-000002") < strstr(page, "INV-000001"));
    EXPECT_HAS(page, "CRN-000001,Credit note,Cedar Park Academy,CPA 7,2026-11-24,,-95.00,0.00,-95.00");
    EXPECT_LACKS(get(&noor, "/invoices.csv").body, "Dovecote");
}

TEST("an invoice is credited on its page: with every mistake in words, what was typed kept, and the credit note linked from both")
{
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    int64_t id = billed(CEDAR);
    const char *path = document_path("/office/invoices/", id, "/credit");
    EXPECT_EQUAL(visit(&ivo, "POST", path, FORM_OF("whole", "lines", "amount_1", "5", "why", "x")).status, 403);
    Visit refused = visit(&dora, "POST", path, FORM_OF("whole", "lines", "amount_1", "1,00", "why", ""));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter a sum in pounds and pence");
    EXPECT_HAS(refused.body, "Say why");
    EXPECT_HAS(refused.body, "value=\"1,00\"");
    Visit done = visit(&dora, "POST", path, FORM_OF("whole", "lines", "amount_1", "45.50", "why", "Half a day only"));
    EXPECT_EQUAL(done.status, 303);
    EXPECT_HAS(get(&dora, done.location).body, "Credit note CRN-000001");
    EXPECT_HAS(get(&dora, document_path("/office/invoices/", id, "")).body, "CRN-000001");
    EXPECT_HAS(get(&noor, document_path("/invoices/", id, "")).body, "£49.50");
    EXPECT_EQUAL(get(&dora, "/office/invoices/999/credit").status, 404);
}

TEST("an invoice is a tagged PDF with its number, its VAT and how to pay, and UBL with the same sums")
{
    rex_lay();
    EXPECT_EQUAL(visit(&rex, "POST", "/office/invoices/sender", FORM_OF("name", "", "address", "14 Sluice Lane\nFleet\nFW3 8QD", "vat_number", "GB123456789", "account_name", "Fleet and Wandle Council", "sort_code", "309457", "account_number", "12345678")).status, 303);
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 33000, .order = "TH-2231" });
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 2500, .supply = "goods", .order = "TH-2231" });
    int64_t id = billed(CEDAR);
    Visit pdf = get(&noor, document_path("/invoices/", id, "/invoice.pdf"));
    EXPECT_SAME(pdf.type, "application/pdf");
    const char *path = text(test_cx(), "%s/a.pdf", test_folder());
    FILE *file = fopen(path, "wb");
    EXPECT(file && fwrite(pdf.body, 1, pdf.length, file) == pdf.length && fclose(file) == 0);
    const char *said = test_told(text(test_cx(), "pdftotext -layout %s -", path));
    EXPECT_HAS(said, "INV-000001");
    EXPECT_HAS(said, "Exempt from VAT");
    EXPECT_HAS(said, "£360.00");
    EXPECT_HAS(said, "30-94-57");
    EXPECT_HAS(said, "TH-2231");
    EXPECT_HAS(test_told(text(test_cx(), "pdfinfo %s", path)), "Tagged:          yes");
    EXPECT_HAS(test_told(text(test_cx(), "pdfinfo -struct-text %s", path)), "H1 (block)\n    \"Invoice\"");
    Visit ubl = get(&noor, document_path("/invoices/", id, "/invoice.xml"));
    EXPECT_SAME(ubl.type, "application/xml");
    EXPECT_HAS(ubl.body, "<cbc:TaxInclusiveAmount currencyID=\"GBP\">360.00</cbc:TaxInclusiveAmount>");
    EXPECT_HAS(ubl.body, "<cbc:CityName>Fleet</cbc:CityName>");
    EXPECT_HAS(ubl.body, "<cbc:ID>12345678</cbc:ID>");
    EXPECT_HAS(ubl.body, "<cbc:PostalZone>FW3 8QD</cbc:PostalZone>");
}

TEST("a school says where its bills go and enters its purchase order")
{
    EXPECT_EQUAL(visit(&noor, "POST", "/invoices/terms", FORM_OF("email", "finance", "address", "Finance office", "order_required", "1")).status, 422);
    EXPECT_HAS(visit(&noor, "POST", "/invoices/terms", FORM_OF("email", "finance", "address", "Finance office", "order_required", "1")).body, "Finance office</textarea>");
    EXPECT_EQUAL(visit(&noor, "POST", "/invoices/terms", FORM_OF("email", "finance@cedar.example", "address", "Finance office", "order_required", "1")).status, 303);
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    EXPECT_HAS(get(&noor, "/invoices").body, "1 item waits for your purchase order");
    EXPECT_EQUAL(visit(&noor, "POST", "/invoices/order", FORM_OF("purchase_order", "")).status, 422);
    EXPECT_EQUAL(visit(&noor, "POST", "/invoices/order", FORM_OF("purchase_order", "CPA 9")).status, 303);
    EXPECT_HAS(get(&noor, "/invoices/order").body, "Nothing waits for a purchase order");
    EXPECT_EQUAL(visit(&ben, "GET", "/invoices/terms", NULL).status, 403);
    billed(CEDAR);
    EXPECT_EQUAL((int64_t)mail_to("finance@cedar.example", "invoice"), 1);
}

TEST("a statement says what was owed before, what came and went, and what is owed; all of them together are what the ledger says is owed")
{
    Statement s;
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    int64_t first = billed(CEDAR);
    fixture_at("2026-12-15T09:00");
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 5000 });
    billed(CEDAR);
    EXPECT_OK(credit_by(&dora, first, (CreditDraft){ .amounts = (const char *const[]){ "20" }, .why = "Less of it" }, NULL));
    owed((Owed){ .subject = 3, .person = jo.id, .pence = 4500 });
    EXPECT_OK(statement_read(as(&noor), CEDAR, 0, "2026-12-01", "2026-12-31", &s));
    EXPECT_EQUAL(s.opening_pence, 9500);
    EXPECT_EQUAL((int64_t)s.count, 2);
    EXPECT_EQUAL(s.closing_pence, 12500);
    EXPECT_EQUAL(s.closing_pence, fixture_number("SELECT CAST(SUM(CASE WHEN to_account = 1 THEN pence ELSE -pence END) AS BIGINT) FROM posting_row WHERE to_account = 1 OR from_account = 1"));
    EXPECT_REFUSED(statement_read(as(&pat), CEDAR, 0, "", "2026-12-31", &s), MISSING, "");
    EXPECT_HAS(get(&noor, "/invoices/statement?from=2026-12-01&to=2026-12-31").body, "<b>£125.00</b>");
    EXPECT_HAS(get(&ivo, document_path("/office/statements/organisations/", CEDAR, "")).body, "£125.00");
    EXPECT_HAS(get(&noor, "/invoices/statement/statement.csv").body, "Invoice,INV-000001");
    EXPECT_SAME(get(&noor, "/invoices/statement/statement.pdf").type, "application/pdf");
    EXPECT_EQUAL(get(&jo, "/invoices/statement").status, 200);
    EXPECT_EQUAL(get(&ivo, "/office/statements/organisations/999").status, 404);
}

TEST("rules of VAT are seen by who reads the money, and kept by the finance officer alone")
{
    rex_lay();
    EXPECT_HAS(get(&ivo, "/office/vat").body, "Education and training by an eligible body");
    EXPECT_EQUAL(get(&dora, "/office/vat/new").status, 403);
    Visit refused = visit(&rex, "POST", "/office/vat/new", FORM_OF("supply", "goods", "class", "academy", "from-day", "1", "from-month", "4", "from-year", "2027", "treatment", "standard", "rate", "-20", "words", "Goods"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter the rate in percent");
    EXPECT_HAS(refused.body, "value=\"-20\"");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/vat/new", FORM_OF("supply", "goods", "class", "academy", "from-day", "1", "from-month", "4", "from-year", "2027", "treatment", "standard", "rate", "20", "words", "Goods")).status, 303);
    EXPECT_HAS(get(&rex, "/office/vat").body, "To come");
    int64_t id = fixture_number("SELECT id FROM vat_rule WHERE class = 'academy'");
    EXPECT_EQUAL(visit(&rex, "POST", document_path("/office/vat/", id, "/remove"), FORM_OF("x", "")).status, 303);
    EXPECT_LACKS(get(&rex, "/office/vat").body, "To come");
    EXPECT_HAS(get(&ivo, "/office/vat.csv").body, "Goods,Everybody else,20%");
}
