/* Money goes back, or is given up, by two people above the limit: nobody approves their own, nothing goes twice, and the ledger says the same. */
#include "rooms/money/payments/refund.h"

#include "platform/base/text.h"
#include "rooms/money/bills/statement.h"
#include "rooms/money/payments/payment_terms.h"
#include "rooms/money/payments/write_off.h"
#include "tests/fixture_payments.h"

#define LEFT "SELECT CAST(COALESCE(SUM(left_pence), 0) AS BIGINT) FROM payment"
#define POSTED(kind) "SELECT CAST(COALESCE(SUM(r.pence), 0) AS BIGINT) FROM posting p JOIN posting_row r ON r.posting_id = p.id WHERE p.kind = '" kind "'"

typedef struct { RefundDraft draft; int64_t id, document; bool approved; const char *amount, *why; } Asking;
static Error *ask_act(Ctx *cx, void *a)         { return refund_ask(cx, &((Asking *)a)->draft, &((Asking *)a)->id, &((Asking *)a)->approved); }
static Error *approve_act(Ctx *cx, void *id)    { return refund_approve(cx, *(int64_t *)id); }
static Error *decline_act(Ctx *cx, void *a)     { return refund_decline(cx, ((Asking *)a)->id, ((Asking *)a)->why); }
static Error *give_up_act(Ctx *cx, void *a)     { return write_off_ask(cx, ((Asking *)a)->document, ((Asking *)a)->amount, ((Asking *)a)->why, &((Asking *)a)->id, &((Asking *)a)->approved); }
static Error *give_up_too_act(Ctx *cx, void *id) { return write_off_approve(cx, *(int64_t *)id); }
static Error *forget_act(Ctx *cx, void *nothing) { return (void)nothing, refunds_forget(cx); }
static Error *list_act(Ctx *cx, void *id)       { return refund_list_make(cx, id); }

static int64_t on_account(const char *amount)
{
    int64_t payment = 0;
    invoiced(CEDAR, 100);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = amount, .keep = true }, &payment));
    return payment;
}

static Error *ask(RefundDraft draft, Asking *asking)
{
    *asking = (Asking){ .draft = draft };
    if (!draft.amount) asking->draft.amount = "";
    if (!draft.why) asking->draft.why = "Paid twice";
    if (!draft.account_name) asking->draft.account_name = "Cedar Park Academy", asking->draft.sort_code = "20-00-00", asking->draft.account_number = "5577 9911";
    return write_as(&rex, ask_act, asking);
}

TEST("above the limit one asks and another approves, and only then it goes")
{
    Asking asking;
    int64_t payment = on_account("250");
    EXPECT_OK(ask((RefundDraft){ .from = { .payment_id = payment } }, &asking));
    EXPECT(!asking.approved);
    EXPECT_EQUAL(fixture_number(LEFT), 25000);
    EXPECT_REFUSED(write_as(&rex, approve_act, &asking.id), CONFLICT, "You asked for this yourself");
    EXPECT_REFUSED(write_as(&ivo, approve_act, &asking.id), FORBIDDEN, "");
    EXPECT_REFUSED(write_as(&noor, approve_act, &asking.id), FORBIDDEN, "");
    EXPECT_OK(write_as(&eli, approve_act, &asking.id));
    EXPECT_EQUAL(fixture_number(LEFT), 0);
    EXPECT_EQUAL(fixture_number(POSTED("refund") " AND r.from_account = 2 AND r.to_account = 1"), 25000);
    EXPECT_REFUSED(write_as(&dora, approve_act, &asking.id), CONFLICT, "decided already");
    EXPECT_EQUAL(fixture_number(POSTED("refund")), 25000);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("up to the limit one is enough; several of the same money count together")
{
    Asking asking;
    int64_t payment = on_account("150");
    EXPECT_OK(ask((RefundDraft){ .from = { .payment_id = payment }, .amount = "60" }, &asking));
    EXPECT(asking.approved);
    EXPECT_EQUAL(fixture_number(LEFT), 9000);
    EXPECT_OK(ask((RefundDraft){ .from = { .payment_id = payment }, .amount = "40.01" }, &asking));
    EXPECT(!asking.approved);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("two refunds of the same money: the second to be approved finds nothing left, and moves nothing")
{
    Asking first, second;
    int64_t payment = on_account("250");
    EXPECT_OK(ask((RefundDraft){ .from = { .payment_id = payment } }, &first));
    EXPECT_OK(ask((RefundDraft){ .from = { .payment_id = payment }, .amount = "200" }, &second));
    EXPECT_OK(write_as(&eli, approve_act, &first.id));
    EXPECT_REFUSED(write_as(&eli, approve_act, &second.id), CONFLICT, "£0.00 left");
    EXPECT_EQUAL(fixture_number(POSTED("refund")), 25000);
    second.why = "Paid back already";
    EXPECT_OK(write_as(&eli, decline_act, &second));
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what is typed wrongly is refused with every mistake: the sum, the account, the reason")
{
    Asking asking;
    int64_t payment = on_account("250");
    Error *error = ask((RefundDraft){ .from = { .payment_id = payment }, .amount = "1,00", .why = " ", .account_name = "", .sort_code = "20-00", .account_number = "12" }, &asking);
    EXPECT_REFUSED(error, INVALID, "pounds and pence");
    size_t mistakes = 0;
    for (; error; error = error->next) mistakes++;
    EXPECT_EQUAL((int64_t)mistakes, 5);
    EXPECT_REFUSED(ask((RefundDraft){ .from = { .payment_id = payment }, .amount = "250.01" }, &asking), INVALID, "no more can be paid back");
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM refund"), 0);
}

TEST("what goes by bank leaves in one list, once, with the account as it was typed; in the store it is sealed, and forgotten in the end")
{
    Asking asking;
    int64_t list = 0, again = 7;
    RefundRow *rows;
    size_t n;
    EXPECT_OK(ask((RefundDraft){ .from = { .payment_id = on_account("80") } }, &asking));
    EXPECT_LACKS(fixture_text("SELECT account AS text FROM refund"), "55779911");
    EXPECT_REFUSED(write_as(&dora, list_act, &list), FORBIDDEN, "");
    EXPECT_OK(write_as(&rex, list_act, &list));
    EXPECT_OK(write_as(&rex, list_act, &again));
    EXPECT_EQUAL(again, 0);
    EXPECT_REFUSED(refund_list_rows(as(&ivo), list, &rows, &n), FORBIDDEN, "");
    EXPECT_OK(refund_list_rows(as(&rex), list, &rows, &n));
    EXPECT_EQUAL((int64_t)n, 1);
    EXPECT_SAME(rows[0].sort_code, "200000");
    EXPECT_SAME(rows[0].account_number, "55779911");
    fixture_at("2027-03-01T09:00");
    EXPECT_OK(write_as(&nobody, forget_act, NULL));
    EXPECT_OK(refund_list_rows(as(&rex), list, &rows, &n));
    EXPECT_SAME(rows[0].account_number, "");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what is left of a credit note is paid back, too")
{
    Asking asking;
    int64_t invoice = invoiced(CEDAR, 9500), payment = 0, note = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment));
    EXPECT_OK(credit_by(&dora, invoice, (CreditDraft){ .whole = true, .why = "It was cancelled" }, &note));
    EXPECT_OK(ask((RefundDraft){ .from = { .credit_id = note } }, &asking));
    EXPECT(asking.approved);
    EXPECT_EQUAL(open_of(note), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

static Error *give_up(int64_t document, const char *amount, const char *why, Asking *asking)
{
    *asking = (Asking){ .document = document, .amount = amount, .why = why };
    return write_as(&rex, give_up_act, asking);
}

TEST("what will not be paid is given up by the same rule, and is a cost of its own")
{
    Asking asking;
    int64_t invoice = invoiced(CEDAR, 25000);
    EXPECT_REFUSED(give_up(invoice, "1e9", "Closed", &asking), INVALID, "pounds and pence");
    EXPECT_REFUSED(give_up(invoice, "", "", &asking), INVALID, "Say why");
    EXPECT_REFUSED(give_up(invoice, "250.01", "Closed", &asking), INVALID, "no more can be given up");
    EXPECT_OK(give_up(invoice, "", "The school closed and nobody answers", &asking));
    EXPECT(!asking.approved);
    EXPECT_EQUAL(open_of(invoice), 25000);
    EXPECT_REFUSED(write_as(&rex, give_up_too_act, &asking.id), CONFLICT, "yourself");
    EXPECT_OK(write_as(&dora, give_up_too_act, &asking.id));
    EXPECT_EQUAL(open_of(invoice), 0);
    EXPECT_EQUAL(fixture_number(POSTED("write-off") " AND r.from_account = 1 AND r.to_account = 37"), 25000);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what was given up of an invoice is not credited, by hand or by rule: nobody is paid back what they did not pay")
{
    Asking asking;
    Issued issued = {0};
    int64_t invoice = invoiced(CEDAR, 9500), payment = 0, note = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "40" }, &payment));
    EXPECT_OK(give_up(invoice, "55", "Nobody answers", &asking));
    EXPECT_REFUSED(credit_by(&dora, invoice, (CreditDraft){ .whole = true, .why = "It was cancelled" }, &note), CONFLICT, "Only £40.00 of it can still be credited");
    const char *kind = fixture_text("SELECT kind AS text FROM bill_item");
    owed_no_more(kind, fixture_number("SELECT subject_id FROM bill_item"));
    EXPECT_REFUSED(bill_by(&dora, CEDAR, &issued), CONFLICT, "see what hinders it");
    EXPECT_OK(credit_by(&dora, invoice, (CreditDraft){ .amounts = (const char *const[]){ "40" }, .why = "It was cancelled" }, &note));
    EXPECT_EQUAL(open_of(note), 4000);
    EXPECT_OK(money_check(as(&nobody)));
}

#define OPEN_LESS_LEFT \
    "SELECT CAST((SELECT COALESCE(SUM(CASE WHEN d.kind = 'invoice' THEN o.open_pence ELSE -o.open_pence END), 0) FROM document_open o JOIN document d ON d.id = o.document_id WHERE d.organisation_id = 13)" \
    " - (SELECT COALESCE(SUM(left_pence), 0) FROM payment WHERE organisation_id = 13) AS BIGINT)"

TEST("a customer's statement ends with what is open less what is on account, whatever came, bounced, went back and was given up")
{
    Asking asking;
    Statement statement;
    int64_t first = invoiced(CEDAR, 9500), second = invoiced(CEDAR, 6000), payment = 0, bounced = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "120", .on = "2026-11-24" }, &payment));
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "10", .on = "2026-11-24" }, &bounced));
    EXPECT_OK(reverse_payment_by_rex(bounced, "2026-11-24", "Called back"));
    EXPECT_OK(credit_by(&dora, first, (CreditDraft){ .amounts = (const char *const[]){ "20" }, .why = "Half a day" }, NULL));
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "50", .on = "2026-11-24", .keep = true }, &payment));
    EXPECT_OK(ask((RefundDraft){ .from = { .payment_id = payment }, .amount = "30" }, &asking));
    EXPECT_OK(give_up(second, "5", "Too small to ask for", &asking));
    EXPECT_OK(statement_read(as(&ivo), CEDAR, 0, "2026-04-01", "2026-11-24", &statement));
    EXPECT_EQUAL(statement.closing_pence, fixture_number(OPEN_LESS_LEFT));
    EXPECT_EQUAL(statement.closing_pence, 9500 + 6000 - 12000 - 2000 - 5000 + 3000 - 500);
    EXPECT_EQUAL((int64_t)statement.count, 9);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a statement of more than can be listed ends with what is owed all the same")
{
    Statement statement;
    invoiced(CEDAR, 9500);
    fixture_run("INSERT INTO payment (id, organisation_id, way, on_date, pence, left_pence, reference, made_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)"
                " SELECT 90000 + i, 13, 'bank', '2026-11-20', 1, 1, '', 1795510800 FROM n");
    EXPECT_OK(statement_read(as(&ivo), CEDAR, 0, "2026-04-01", "2026-11-24", &statement));
    EXPECT(statement.more);
    EXPECT_EQUAL(statement.closing_pence, 9500 - 1100);
}
