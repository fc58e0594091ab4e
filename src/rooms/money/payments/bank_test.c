/* A bank statement comes once, its lines are matched by number, name and sum, and only somebody's word makes payments of them. */
#include "platform/base/text.h"
#include "platform/imports/imports.h"
#include "rooms/money/payments/payment_match.h"
#include "tests/fixture_payments.h"

static Error *send_act(Ctx *cx, void *data)
{
    Intake *intake = data;
    return intake_settle(cx, intake, NULL);
}
static Error *write_act(Ctx *cx, void *data) { return intake_apply_begin(cx, data); }

/* Sends a statement as rex, and writes it: how many lines are here then. */
static int64_t stated(const char *bytes)
{
    Ctx *cx = as(&rex);
    Intake intake = {0};
    EXPECT_OK(intake_send(cx, import_kind("bank"), &(IntakeFile){ .name = "statement.csv", .bytes = bytes, .length = strlen(bytes) }, &intake));
    EXPECT_OK(write_as(&rex, send_act, &intake));
    EXPECT_OK(intake_state(as(&rex), intake.id, &intake, &(bool){ false }));
    EXPECT_SAME(intake.state, "staged");
    EXPECT_EQUAL(intake.wrong, 0);
    if (intake.rows != intake.same) EXPECT_OK(write_as(&rex, write_act, &intake));
    run_jobs();
    return fixture_number("SELECT COUNT(*) FROM bank_line");
}

static int64_t mistakes(const char *bytes)
{
    Ctx *cx = as(&rex);
    Intake intake = {0};
    EXPECT_OK(intake_send(cx, import_kind("bank"), &(IntakeFile){ .name = "statement.csv", .bytes = bytes, .length = strlen(bytes) }, &intake));
    return intake.wrong;
}

TEST("the same statement twice adds nothing, an overlapping one what is new, and two payments alike are two")
{
    rex_lay();
    EXPECT_EQUAL(stated("Date,Description,Amount\n20/11/2026,INV-000001,95.00\n20/11/2026,INV-000001,95.00\n21/11/2026,Charges,-5.00\n"), 3);
    EXPECT_EQUAL(stated("Date,Description,Amount\n20/11/2026,INV-000001,95.00\n20/11/2026,INV-000001,95.00\n21/11/2026,Charges,-5.00\n"), 3);
    EXPECT_EQUAL(stated("Date,Description,Amount\n20/11/2026,INV-000001,95.00\n20/11/2026,INV-000001,95.00\n20/11/2026,INV-000001,95.00\n22/11/2026,Cedar,10.00\n"), 5);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM bank_line"), 3 * 9500 - 500 + 1000);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM payment"), 0);
}

TEST("banks say what came and went in one column or in two, in CSV or in XML")
{
    rex_lay();
    EXPECT_EQUAL(stated("Transaction Date,Transaction Description,Debit Amount,Credit Amount,Balance\n20/11/2026,A,,95.00,95.00\n20/11/2026,B,12.50,,82.50\n"), 2);
    EXPECT_EQUAL(stated("Date,Reference,Amount\n20/11/2026,C,\"£1,200.00\"\n20/11/2026,D,(7.00)\n20/11/2026,E,8.00-\n"), 5);
    EXPECT_EQUAL(stated("<Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy=\"GBP\">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>"), 6);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM bank_line"), 9500 - 1250 + 120000 - 700 - 800 - 300);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM bank_line WHERE came_back = 1"), 1);
}

TEST("a sum or a day that cannot be read is a mistake, and with one nothing is written")
{
    rex_lay();
    EXPECT_EQUAL(mistakes("Date,Reference,Amount\n20/11/2026,A,\"1,00\"\n20/11/2026,B,1e9\n20/11/2026,C,\n31/11/2026,D,5\n25/12/2026,E,5\n20/11/2026,F,5£\n20/11/2026,G,5\n"), 6);
}

/* ---- matched ---- */

static Match match_of(int64_t pence, const char *reference, const char *name)
{
    Ctx *cx = as(&rex);
    OpenInvoice *open;
    size_t n;
    Match match;
    EXPECT_OK(open_invoices(cx, &open, &n));
    payment_match(cx, open_index(cx, open, n), &(BankLine){ .pence = pence, .reference = reference, .name = name, .details = "" }, &match);
    return match;
}

TEST("sure is what names its invoices by number and is their sum; all else is somebody's to decide")
{
    invoiced(CEDAR, 9500), invoiced(CEDAR, 6000), invoiced(DOVE, 4000);
    EXPECT_EQUAL(match_of(9500, "inv 1", "").kind, MATCH_SURE);
    EXPECT_EQUAL(match_of(9500, "Payment INV-000001 thanks", "Somebody").kind, MATCH_SURE);
    EXPECT_EQUAL(match_of(15500, "INV000001/INV000002", "").kind, MATCH_SURE);
    EXPECT_EQUAL(match_of(9400, "INV-000001", "").kind, MATCH_NUMBER);
    EXPECT_HAS(match_of(9400, "INV-000001", "").why, "£1.00 would stay to pay");
    EXPECT_HAS(match_of(9600, "INV-000001", "").why, "£1.00 would be over");
    EXPECT_EQUAL(match_of(13500, "INV-000001 INV-000003", "").kind, MATCH_NUMBER);
    EXPECT_EQUAL(match_of(9500, "INV-0000011", "").kind, MATCH_SUM);
    EXPECT_EQUAL(match_of(9500, "xinv1x", "").kind, MATCH_SUM);
    EXPECT_EQUAL(match_of(7777, "subs", "").kind, MATCH_NONE);
    EXPECT_EQUAL(match_of(-9500, "INV-000001", "").kind, MATCH_NONE);
}

TEST("by the name of who pays: one invoice of that sum, several that make it up, or the customer alone")
{
    int64_t first = invoiced(CEDAR, 9500), second = invoiced(CEDAR, 6000);
    invoiced(DOVE, 6000);
    Match match = match_of(6000, "training", "CEDAR PARK ACAD");
    EXPECT_EQUAL(match.kind, MATCH_NAME);
    EXPECT_EQUAL(match.invoices[0]->id, second);
    match = match_of(15500, "cedar park", "");
    EXPECT_EQUAL((int64_t)match.count, 2);
    EXPECT_EQUAL(match.invoices[0]->id, first);
    match = match_of(1, "cedar park", "");
    EXPECT_EQUAL(match.kind, MATCH_CUSTOMER);
    EXPECT_EQUAL(match.organisation_id, CEDAR);
    EXPECT_EQUAL(match_of(6000, "", "").kind, MATCH_NONE);
}

typedef struct { int64_t line, documents[3], payment, organisation; size_t count; } Matching;
static Error *match_act(Ctx *cx, void *m)   { return bank_line_match(cx, ((Matching *)m)->line, ((Matching *)m)->documents, ((Matching *)m)->count); }
static Error *account_act(Ctx *cx, void *m) { return bank_line_on_account(cx, ((Matching *)m)->line, ((Matching *)m)->organisation, 0); }
static Error *bounce_act(Ctx *cx, void *m)  { return bank_line_bounced(cx, ((Matching *)m)->line, ((Matching *)m)->payment); }
static Error *mistake_act(Ctx *cx, void *m) { return payment_reverse(cx, ((Matching *)m)->payment, "2026-11-24", "Another school's", true); }
static Error *aside_act(Ctx *cx, void *id)  { return bank_line_set_aside(cx, *(int64_t *)id, "Bank charges"); }

static int64_t line_of(const char *reference) { return fixture_number(text(test_cx(), "SELECT id FROM bank_line WHERE reference = '%s'", reference)); }

TEST("a line is matched once, becomes a payment that says so, and waits again where that was a mistake")
{
    int64_t invoice = invoiced(CEDAR, 9500);
    stated("Date,Reference,Amount\n20/11/2026,A,100.00\n");
    Matching m = { .line = line_of("A"), .documents = { invoice }, .count = 1 };
    EXPECT_REFUSED(write_as(&dora, match_act, &m), FORBIDDEN, "");
    EXPECT_OK(write_as(&rex, match_act, &m));
    EXPECT_EQUAL(open_of(invoice), 0);
    EXPECT_EQUAL(fixture_number("SELECT left_pence FROM payment"), 500);
    EXPECT_REFUSED(write_as(&rex, match_act, &m), CONFLICT, "somebody was quicker");
    EXPECT_OK(money_check(as(&nobody)));
    m.payment = fixture_number("SELECT id FROM payment");
    EXPECT_OK(write_as(&rex, mistake_act, &m));
    EXPECT_SAME(fixture_text("SELECT state AS text FROM bank_line"), "waiting");
    EXPECT_OK(write_as(&rex, account_act, &(Matching){ .line = m.line, .organisation = DOVE }));
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(left_pence) AS BIGINT) FROM payment WHERE organisation_id = 14"), 10000);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("one line that pays for two customers becomes a payment of each, and only where nothing is over")
{
    int64_t cedar = invoiced(CEDAR, 9500), dove = invoiced(DOVE, 4000);
    stated("Date,Reference,Amount\n20/11/2026,A,135.00\n20/11/2026,B,136.00\n");
    EXPECT_REFUSED(write_as(&rex, match_act, &(Matching){ .line = line_of("B"), .documents = { cedar, dove }, .count = 2 }), CONFLICT, "£1.00 of this line is over");
    EXPECT_OK(write_as(&rex, match_act, &(Matching){ .line = line_of("A"), .documents = { cedar, dove }, .count = 2 }));
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM payment"), 2);
    EXPECT_EQUAL(open_of(cedar) + open_of(dove), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a payment that came back is reversed by the line that says so; what is no payment is set aside with a word")
{
    int64_t invoice = invoiced(CEDAR, 9500), charges;
    stated("Date,Reference,Amount\n20/11/2026,A,95.00\n21/11/2026,Returned,-95.00\n21/11/2026,Charges,-5.00\n");
    EXPECT_OK(write_as(&rex, match_act, &(Matching){ .line = line_of("A"), .documents = { invoice }, .count = 1 }));
    int64_t payment = fixture_number("SELECT id FROM payment");
    EXPECT_REFUSED(write_as(&rex, bounce_act, &(Matching){ .line = line_of("Charges"), .payment = payment }), CONFLICT, "£5.00 went");
    EXPECT_OK(write_as(&rex, bounce_act, &(Matching){ .line = line_of("Returned"), .payment = payment }));
    EXPECT_EQUAL(open_of(invoice), 9500);
    charges = line_of("Charges");
    EXPECT_OK(write_as(&rex, aside_act, &charges));
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM bank_line WHERE state = 'waiting'"), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a statement is undone as long as nobody used its lines")
{
    const char *bytes = "Date,Reference,Amount\n20/11/2026,A,95.00\n20/11/2026,B,5.00\n";
    int64_t invoice = invoiced(CEDAR, 9500);
    stated(bytes);
    EXPECT_OK(write_as(&rex, match_act, &(Matching){ .line = line_of("A"), .documents = { invoice }, .count = 1 }));
    Intake intake = {0};
    int64_t id = fixture_number("SELECT id FROM intake");
    EXPECT_OK(intake_state(as(&rex), id, &intake, &(bool){ false }));
    EXPECT_SAME(intake.state, "applied");
    EXPECT_EQUAL(visit(&rex, "POST", text(test_cx(), "/office/bank/import/%ld/undo", (long)id), FORM_OF("x", "")).status, 303);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM bank_line"), 1);
    EXPECT_SAME(fixture_text("SELECT reference AS text FROM bank_line"), "A");
}
