/* Invoices and credit notes: what waits becomes a bill once, its sums are right to the penny, and what was issued stays as it is. */
#include "rooms/money/bills/document.h"

#include <stdio.h>

#include "platform/base/text.h"
#include "rooms/money/bills/bill_run.h"
#include "rooms/money/bills/bill_sender.h"
#include "rooms/money/bills/document_quote.h"
#include "rooms/money/bills/document_sum.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_storm.h"

#define COUNT_OF(table) "SELECT COUNT(*) FROM " table

#define OWED_BY_LEDGER "SELECT CAST(COALESCE(SUM(CASE WHEN to_account = 1 THEN pence ELSE -pence END), 0) AS BIGINT) FROM posting_row WHERE to_account = 1 OR from_account = 1"

static Document read(int64_t id)
{
    Document d = {0};
    EXPECT_OK(document_find(as(&ivo), id, &d));
    return d;
}

TEST("what waits of an academy becomes an invoice with its number, its days to pay and its posting, and waits no more")
{
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500, .order = "PO 7" });
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 2500, .supply = "goods", .order = "PO 7" });
    int64_t id = billed(CEDAR);
    Document d = read(id);
    EXPECT_SAME(d.name, "INV-000001");
    EXPECT_SAME(d.customer_name, "Cedar Park Academy");
    EXPECT_SAME(d.purchase_order, "PO 7");
    EXPECT_SAME(d.due_on, "2026-12-24");
    EXPECT_EQUAL(d.net_pence, 12000);
    EXPECT_EQUAL(d.vat_pence, 500);
    EXPECT_EQUAL(d.total_pence, 12500);
    EXPECT_EQUAL(d.open_pence, 12500);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM bill_item WHERE state = 'billed' AND billed_by = 'document'"), 2);
    EXPECT_EQUAL(fixture_number(OWED_BY_LEDGER), 12500);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM posting_row WHERE from_account = 11"), 500);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM trail WHERE what = 'document.invoiced'"), 1);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "invoice"), 1);
    EXPECT_REFUSED(bill_by(&dora, CEDAR, &(Issued){0}), CONFLICT, "Nothing of this customer waits");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a bill is for one purchase order, and what is outside the scope of VAT stands on a bill of its own")
{
    Issued issued = {0};
    rex_lay();
    terms_by_eli(ALDER, (TermsDraft){ .way = "invoice" });
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 100, .order = "A" });
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 200, .order = "B" });
    owed((Owed){ .subject = 3, .organisation = CEDAR, .pence = 300, .order = "A" });
    EXPECT_OK(bill_by(&dora, CEDAR, &issued));
    EXPECT_EQUAL(issued.invoices, 2);
    EXPECT_EQUAL(fixture_number("SELECT total_pence FROM document WHERE purchase_order = 'A'"), 400);
    fixture_run("INSERT INTO vat_rule (id, supply, class, from_on, treatment, rate_bp, words, made_at) VALUES (90, 'goods', 'maintained', '2026-01-01', 'standard', 2000, 'Goods', 1)");
    owed((Owed){ .subject = 4, .organisation = ALDER, .pence = 1000 });
    owed((Owed){ .subject = 5, .organisation = ALDER, .pence = 1000, .supply = "goods" });
    EXPECT_OK(bill_by(&dora, ALDER, &issued));
    EXPECT_EQUAL(issued.invoices, 2);
    EXPECT_EQUAL(issued.pence, 2200);
    EXPECT_OK(money_check(as(&nobody)));
}

static Error *order_act(Ctx *cx, void *order)
{
    int64_t items;
    return to_bill_order(cx, CEDAR, order, &items);
}

TEST("who requires a purchase order is not billed without one; once it is entered, they are")
{
    Issued issued = {0};
    terms_by_eli(CEDAR, (TermsDraft){ .order_required = true });
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    EXPECT_REFUSED(bill_by(&dora, CEDAR, &issued), CONFLICT, "see what hinders it");
    EXPECT_EQUAL(fixture_number(COUNT_OF("document")), 0);
    EXPECT_REFUSED(write_as(&pat, order_act, (void *)(uintptr_t)"X"), FORBIDDEN, "");
    EXPECT_REFUSED(write_as(&noor, order_act, (void *)(uintptr_t)" "), INVALID, "Enter the purchase order");
    EXPECT_OK(write_as(&noor, order_act, (void *)(uintptr_t)" CPA 2231 "));
    EXPECT_SAME(read(billed(CEDAR)).purchase_order, "CPA 2231");
}

TEST("who is billed by recharge is not invoiced, and the number of no bill is used up by a refusal")
{
    Issued issued = {0};
    owed((Owed){ .subject = 1, .organisation = ALDER, .pence = 9500 });
    EXPECT_REFUSED(bill_by(&dora, ALDER, &issued), CONFLICT, "Nothing of this customer waits");
    EXPECT_REFUSED(bill_by(&ivo, ALDER, &issued), FORBIDDEN, "");
    rex_lay();
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 100 });
    EXPECT_SAME(read(billed(CEDAR)).name, "INV-000001");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a subscription is owed for time to come: its invoice posts to what is deferred, and not to income")
{
    owed((Owed){ .kind = "subscription", .subject = 1, .organisation = CEDAR, .pence = 75000, .supply = "subscription", .account = ACCOUNT_SUBSCRIPTIONS });
    billed(CEDAR);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM posting_row WHERE from_account = 13 AND to_account = 1"), 75000);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM posting_row WHERE from_account = 21"), 0);
}

TEST("what is owed no more becomes a credit note of the invoice that it stood on, with VAT as it was, and sets off what is still to pay")
{
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 2500, .supply = "goods" });
    int64_t invoice = billed(CEDAR);
    owed_no_more("place", 2);
    Document note = read(billed(CEDAR));
    EXPECT_SAME(note.kind, "credit note");
    EXPECT_SAME(note.name, "CRN-000001");
    EXPECT_EQUAL(note.credits_id, invoice);
    EXPECT_EQUAL(note.total_pence, 3000);
    EXPECT_SAME(note.words, "The event was cancelled");
    EXPECT_EQUAL(note.open_pence, 0);
    EXPECT_EQUAL(read(invoice).open_pence, 9500);
    EXPECT_EQUAL(fixture_number(OWED_BY_LEDGER), 9500);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "credit-note"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("an invoice is credited whole or by line, never for more than is left of it, and only by who bills")
{
    const CreditDraft some = { .amounts = (const char *const[]){ "40", "" }, .why = "Half of the day was cancelled" }, whole = { .whole = true, .why = "Wrong school" };
    int64_t invoice, note;
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 2503, .supply = "goods" });
    invoice = billed(CEDAR);
    EXPECT_REFUSED(credit_by(&ivo, invoice, some, NULL), FORBIDDEN, "");
    EXPECT_REFUSED(credit_by(&dora, invoice, (CreditDraft){ .amounts = (const char *const[]){ "95.01", "" }, .why = "x" }, NULL), INVALID, "Only £95.00 is left of this line");
    EXPECT_REFUSED(credit_by(&dora, invoice, (CreditDraft){ .amounts = (const char *const[]){ "1,00", "" }, .why = "x" }, NULL), INVALID, "Enter a sum in pounds and pence");
    EXPECT_REFUSED(credit_by(&dora, invoice, (CreditDraft){ .amounts = (const char *const[]){ "", "" }, .why = "x" }, NULL), INVALID, "one line at least");
    EXPECT_REFUSED(credit_by(&dora, invoice, (CreditDraft){ .whole = true, .why = " " }, NULL), INVALID, "Say why");
    EXPECT_OK(credit_by(&dora, invoice, some, &note));
    EXPECT_EQUAL(read(note).total_pence, 4000);
    EXPECT_OK(credit_by(&dora, invoice, whole, &note));
    EXPECT_EQUAL(read(note).total_pence, 5500 + 2503 + 501);
    EXPECT_SAME(document_state(as(&ivo), &(Document){ .kind = "invoice", .open_pence = read(invoice).open_pence, .total_pence = 12504, .credited_pence = read(invoice).credited_pence, .due_on = "2026-12-24" }), "credited");
    EXPECT_REFUSED(credit_by(&dora, invoice, whole, NULL), INVALID, "Nothing is left of this invoice");
    EXPECT_REFUSED(credit_by(&dora, note, whole, NULL), CONFLICT, "Only an invoice can be credited");
    EXPECT_EQUAL(fixture_number(OWED_BY_LEDGER), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("however often an invoice is credited penny by penny, its credit notes take back just the VAT that it asked for")
{
    int64_t invoice;
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 33, .supply = "goods" });
    invoice = billed(CEDAR);
    for (int i = 0; i < 11; i++) EXPECT_OK(credit_by(&dora, invoice, (CreditDraft){ .amounts = (const char *const[]){ "0.03" }, .why = "A little less" }, NULL));
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(vat_pence) AS BIGINT) FROM document WHERE kind = 'credit note'"), 7);
    EXPECT_EQUAL(read(invoice).vat_pence, 7);
    EXPECT_EQUAL(read(invoice).open_pence, 0);
    EXPECT_OK(money_check(as(&nobody)));
}

typedef struct { int64_t id, pence; bool taken; } Settling;
static Error *take_act(Ctx *cx, void *s) { return document_open_take(cx, ((Settling *)s)->id, ((Settling *)s)->pence, &((Settling *)s)->taken); }
static Error *give_act(Ctx *cx, void *s) { return document_open_give(cx, ((Settling *)s)->id, ((Settling *)s)->pence); }

TEST("what was paid before it was credited stays open on the credit note, and no document is settled for more than it is of")
{
    Settling settling = { .pence = 9501 };
    int64_t note;
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    settling.id = billed(CEDAR);
    EXPECT_OK(write_as(&dora, take_act, &settling));
    EXPECT(!settling.taken);
    settling.pence = 9000;
    EXPECT_OK(write_as(&dora, take_act, &settling));
    EXPECT(settling.taken);
    EXPECT_EQUAL(read(settling.id).open_pence, 500);
    EXPECT_OK(credit_by(&dora, settling.id, (CreditDraft){ .whole = true, .why = "Cancelled" }, &note));
    EXPECT_EQUAL(read(settling.id).open_pence, 0);
    EXPECT_EQUAL(read(note).open_pence, 9000);
    EXPECT_OK(write_as(&dora, give_act, &settling));
    EXPECT_EQUAL(write_as(&dora, give_act, &settling)->kind, BROKEN);
}

static Error *drop_act(Ctx *cx, void *item) { return to_bill_drop(cx, *(int64_t *)item, "Credited by hand"); }

TEST("a credit that its invoice has no room for waits for a person, and takes nothing else of the customer's with it")
{
    Issued issued = {0};
    int64_t invoice;
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    invoice = billed(CEDAR);
    EXPECT_OK(credit_by(&dora, invoice, (CreditDraft){ .whole = true, .why = "By hand" }, NULL));
    owed_no_more("place", 1);
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 100 });
    EXPECT_OK(bill_by(&dora, CEDAR, &issued));
    EXPECT_EQUAL(issued.hindered, 1);
    EXPECT_EQUAL(issued.invoices, 1);
    int64_t item = fixture_number("SELECT id FROM bill_item WHERE pence < 0");
    EXPECT_OK(write_as(&dora, drop_act, &item));
    EXPECT_REFUSED(write_as(&dora, drop_act, &item), CONFLICT, "does not wait");
    EXPECT_REFUSED(bill_by(&dora, CEDAR, &issued), CONFLICT, "Nothing of this customer waits");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a price that falls later is credited of the latest invoice like it")
{
    int64_t invoice;
    owed((Owed){ .kind = "subscription", .subject = 1, .organisation = CEDAR, .pence = 75000, .supply = "subscription", .account = ACCOUNT_SUBSCRIPTIONS });
    invoice = billed(CEDAR);
    owed((Owed){ .kind = "subscription price", .subject = 2, .organisation = CEDAR, .pence = -5000, .supply = "subscription", .account = ACCOUNT_SUBSCRIPTIONS });
    Document note = read(billed(CEDAR));
    EXPECT_EQUAL(note.credits_id, invoice);
    EXPECT_EQUAL(note.total_pence, 5000);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM posting_row WHERE from_account = 1 AND to_account = 13"), 5000);
}

/* ---- it stays as it is ---- */

SQL(test_document_change, "UPDATE document SET total_pence = 1, net_pence = 1 WHERE id > 0");
SQL(test_document_drop,   "DELETE FROM document WHERE id > 0");
SQL(test_line_change,     "UPDATE document_line SET pence = 1 WHERE position = 1");
SQL(test_line_drop,       "DELETE FROM document_line WHERE position = 1");
SQL(test_line_more,       "INSERT INTO document_line (document_id, position, words, on_date, pence, supply, treatment, rate_bp, vat_words, account_id, cost_centre_id)"
                          " SELECT id, 2, 'More', issued_on, 5, 'goods', 'exempt', 0, 'x', 22, 1 FROM document");
SQL(test_vat_change,      "UPDATE document_vat SET vat_pence = 1 WHERE document_id > 0");
SQL(test_series_back,     "UPDATE document_series SET next = 1 WHERE kind = 'invoice'");
SQL(test_open_drop,       "DELETE FROM document_open WHERE document_id > 0");
SQL(test_open_larger,     "UPDATE document_open SET total_pence = 999999 WHERE document_id > 0");

TEST("what was issued is never changed, removed or added to, by nobody")
{
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    billed(CEDAR);
    expect_never(&test_document_change, "what was issued is never changed");
    expect_never(&test_document_drop, "what was issued is never changed");
    expect_never(&test_line_change, "what was issued is never changed");
    expect_never(&test_line_drop, "what was issued is never changed");
    expect_never(&test_line_more, "the line is not of this document");
    expect_never(&test_vat_change, "what was issued is never changed");
    expect_never(&test_series_back, "a number is never given twice");
    expect_never(&test_open_drop, "what was issued is never changed");
    expect_never(&test_open_larger, "what was issued is never changed");
}

static Error *sender_act(Ctx *cx, void *sender) { return sender_set(cx, sender); }

TEST("who sends the bills is finance's to say: the account needs its name, six figures and eight")
{
    rex_lay();
    EXPECT_REFUSED(write_as(&dora, sender_act, &(Sender){ "", "", "", "", "", "" }), FORBIDDEN, "");
    EXPECT_REFUSED(write_as(&rex, sender_act, &(Sender){ "", "", "", "", "30-94-57", "12345678" }), INVALID, "Enter the name of the account");
    EXPECT_REFUSED(write_as(&rex, sender_act, &(Sender){ "", "", "", "Us", "30-94-5", "12345678" }), INVALID, "six figures");
    EXPECT_REFUSED(write_as(&rex, sender_act, &(Sender){ "", "", "", "Us", "30-94-57", "1234567x" }), INVALID, "eight figures");
}

TEST("an invoice says of its customer, its sender and its VAT what held when it was issued, whatever changes later")
{
    rex_lay();
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    int64_t id = billed(CEDAR);
    fixture_run("UPDATE organisation SET name = 'Another name' WHERE id = 13");
    fixture_run("INSERT INTO vat_rule (id, supply, class, from_on, treatment, rate_bp, words, made_at) VALUES (91, 'training', 'academy', '2026-01-01', 'standard', 2000, 'Training', 1)");
    EXPECT_OK(write_as(&rex, sender_act, &(Sender){ "Another sender", "", "GB 1", "Us", "30 94 57", "12345678" }));
    EXPECT_SAME(fixture_text("SELECT sort_code AS text FROM bill_sender"), "30-94-57");
    Document d = read(id);
    EXPECT_SAME(d.customer_name, "Cedar Park Academy");
    EXPECT_SAME(d.sender_name, "Fleet and Wandle Learning Partnership");
    EXPECT_EQUAL(d.vat_pence, 0);
}

TEST("the posting of an invoice cannot be reversed by hand, for the invoice would stand without it")
{
    rex_lay();
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    billed(CEDAR);
    EXPECT_REFUSED(reverse_by_rex(fixture_number("SELECT id FROM posting WHERE kind = 'invoice'"), "2026-11-24", NULL), CONFLICT, "posted by rule");
}

TEST("check finds a document that is not its lines, its VAT, its posting or its number")
{
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    billed(CEDAR);
    EXPECT_OK(money_check(as(&nobody)));
    fixture_run("INSERT INTO document (id, kind, number, name, organisation_id, customer_name, customer_address, customer_class, sender_name, sender_address, sender_vat, sender_account, issued_on, due_on, purchase_order,"
                " net_pence, vat_pence, total_pence, lines, made_at) VALUES (5, 'invoice', 3, 'INV-000003', 13, 'x', '', 'academy', 'x', '', '', '', '2026-11-24', '2026-11-24', '', 100, 20, 120, 1, 1)");
    fixture_run("INSERT INTO document_line (document_id, position, words, on_date, pence, supply, treatment, rate_bp, vat_words, account_id, cost_centre_id) VALUES (5, 1, 'x', '2026-11-24', 99, 'goods', 'standard', 2000, 'x', 22, 1)");
    fixture_run("INSERT INTO document_open (document_id, total_pence, open_pence) VALUES (5, 120, 119)");
    Error *error = money_check(as(&nobody));
    const char *all = "";
    for (; error; error = error->next) all = text(test_cx(), "%s|%s", all, error->say);
    EXPECT_HAS(all, "INV-000003 is of 100 pence without VAT, and its 1 lines are 99");
    EXPECT_HAS(all, "INV-000003 has 20 pence of VAT, and its treatments have 0");
    EXPECT_HAS(all, "INV-000003 is of 120 pence, and the ledger has 0");
    EXPECT_HAS(all, "The invoices are 2, and the next number is 2");
    EXPECT_HAS(all, "INV-000003 is open for 119 pence of 120");
}

/* ---- to the penny ---- */

enum { INVOICES = 300, LINES_END = 12, PENCE_END = 50000 };

TEST("three hundred part-exempt invoices are right to the penny by the European rules, and a total that is wrong by one is found")
{
    static const struct { const char *treatment; int64_t rate; } kinds[] = { { "exempt", 0 }, { "standard", 2000 }, { "standard", 500 }, { "zero", 0 }, { "standard", 1750 } };
    uint64_t dice = 4;
    Ctx *cx = as(&ivo);
    for (int i = 0; i < INVOICES; i++) {
        DocumentLine lines[LINES_END];
        Document d = { .kind = "invoice", .name = "INV-1" };
        DocumentVat *vats;
        size_t n = 1 + (size_t)storm_dice(&dice, LINES_END - 1), count;
        for (size_t l = 0; l < n; l++) {
            int kind = storm_dice(&dice, COUNT(kinds));
            lines[l] = (DocumentLine){ .position = (int64_t)l + 1, .pence = 1 + storm_dice(&dice, PENCE_END), .rate_bp = kinds[kind].rate, .treatment = kinds[kind].treatment, .vat_words = "As it is" };
        }
        EXPECT_OK(document_sum(cx, &d, lines, n, &vats, &count));
        EXPECT_OK(document_sound(cx, &d, lines, n, vats, count));
        d.total_pence++;
        EXPECT_HAS(document_sound(cx, &d, lines, n, vats, count)->log, "BR-CO-15");
        d.total_pence--, d.vat_pence--;
        EXPECT_HAS(document_sound(cx, &d, lines, n, vats, count)->log, "BR-CO-14");
        d.vat_pence++, d.net_pence++;
        EXPECT_HAS(document_sound(cx, &d, lines, n, vats, count)->log, "BR-CO-10");
        d.net_pence--, vats[count - 1].vat_pence++;
        EXPECT_HAS(document_sound(cx, &d, lines, n, vats, count)->log, "BR-CO-17");
        vats[count - 1].vat_pence--, vats[0].taxable_pence--;
        EXPECT_HAS(document_sound(cx, &d, lines, n, vats, count)->log, "BR-S-08");
    }
}

TEST("VAT is reckoned of the sum and not of each line: three lines of 3p and 20% come to 2p of VAT")
{
    for (int i = 1; i <= 3; i++) owed((Owed){ .subject = i, .organisation = CEDAR, .pence = 3, .supply = "goods" });
    EXPECT_EQUAL(read(billed(CEDAR)).vat_pence, 2);
}

/* ---- a quote ---- */

static Error *quote_act(Ctx *cx, void *id)
{
    return document_quote(cx, &(Quote){ .subscription_id = 900, .organisation_id = CEDAR, .pence = 75000, .words = "Secondary package 2027/28", .starts_on = "2027-04-01", .holds_until = "2027-01-31", .purchase_order = "" }, id);
}

TEST("a quote has a number of its own, moves no money, and is found by its subscription")
{
    int64_t id = 0;
    Document *list;
    size_t count;
    fixture_run("INSERT INTO price_rule (id, name, part_year, made_at) VALUES (700, 'Flat', 'whole', 1)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at) VALUES (800, 'Secondary package', 700, '2027-04-01', '2028-03-31', 'published', 1)");
    fixture_run("INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, quoted_at) VALUES (900, 13, 800, 'quoted', '2027-04-01', '2028-03-31', 75000, 75000, 'x', 1)");
    EXPECT_OK(write_as(&dora, quote_act, &id));
    EXPECT_SAME(read(id).name, "QUO-000001");
    EXPECT_SAME(read(id).due_on, "2027-01-31");
    EXPECT_EQUAL(fixture_number(COUNT_OF("posting")), 0);
    EXPECT_OK(documents_quoted(as(&ivo), 900, &list, &count));
    EXPECT_EQUAL((int64_t)count, 1);
    EXPECT_OK(money_check(as(&nobody)));
}

/* ---- all at once ---- */

static Error *begin_act(Ctx *cx, void *through)
{
    int64_t id;
    return bill_run_begin(cx, through, &id);
}

TEST("a bill run bills every customer that nothing hinders, says what it did, and passes who needs a person")
{
    terms_by_eli(DOVE, (TermsDraft){ .order_required = true });
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 9500 });
    owed((Owed){ .subject = 2, .organisation = DOVE, .pence = 9500 });
    owed((Owed){ .subject = 3, .person = jo.id, .pence = 9500 });
    owed((Owed){ .subject = 4, .organisation = ALDER, .pence = 6000 });
    owed((Owed){ .subject = 5, .organisation = CEDAR, .pence = 700, .on = "2026-12-01" });
    EXPECT_OK(write_as(&dora, begin_act, (void *)(uintptr_t)"2026-11-24"));
    EXPECT_REFUSED(write_as(&dora, begin_act, (void *)(uintptr_t)"2026-11-24"), CONFLICT, "A bill run is under way already");
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT issued FROM bill_run"), 2);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_run"), 19000);
    EXPECT_EQUAL(fixture_number("SELECT passed FROM bill_run"), 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM bill_item WHERE state = 'waiting'"), 3);      /* Dove without its order, Alder by recharge, Cedar's next month */
    EXPECT_EQUAL((int64_t)mail_to("jo@home.example", "invoice"), 1);
    EXPECT_REFUSED(bill_by(&dora, ALDER, &(Issued){0}), CONFLICT, "waits");
    EXPECT_OK(money_check(as(&nobody)));
}
