/* What came settles what is owed: the oldest first or what is chosen, in part or over; nothing twice; what was wrong is reversed, and the ledger says the same. */
#include "rooms/money/payments/payment.h"

#include "platform/base/text.h"
#include "tests/fixture_payments.h"

#define LEFT "SELECT CAST(COALESCE(SUM(left_pence), 0) AS BIGINT) FROM payment"

TEST("a payment settles its invoice, and is in the ledger on its day")
{
    int64_t invoice = invoiced(CEDAR, 9500), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95", .on = "2026-11-20", .reference = "INV-000001" }, &payment));
    EXPECT_EQUAL(open_of(invoice), 0);
    EXPECT_EQUAL(fixture_number(LEFT), 0);
    EXPECT_EQUAL(fixture_number("SELECT r.pence FROM posting p JOIN posting_row r ON r.posting_id = p.id WHERE p.kind = 'payment' AND p.on_date = '2026-11-20' AND r.from_account = 1 AND r.to_account = 2"), 9500);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("the oldest due is settled first, a part of the next, and what is over stays on account until an invoice takes it")
{
    int64_t first = invoiced(CEDAR, 6000), second = invoiced(CEDAR, 5000), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "80" }, &payment));
    EXPECT_EQUAL(open_of(first), 0);
    EXPECT_EQUAL(open_of(second), 3000);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "50" }, &payment));
    EXPECT_EQUAL(fixture_number(LEFT), 2000);
    int64_t third = invoiced(CEDAR, 1500);
    EXPECT_EQUAL(open_of(third), 1500);
    EXPECT_OK(allocate_by_rex(payment, third, ""));
    EXPECT_EQUAL(open_of(third), 0);
    EXPECT_EQUAL(fixture_number(LEFT), 500);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what is chosen is settled first, and with nothing to settle all stays on account")
{
    int64_t first = invoiced(CEDAR, 6000), second = invoiced(CEDAR, 5000), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "50", .document_id = second }, &payment));
    EXPECT_EQUAL(open_of(first), 6000);
    EXPECT_EQUAL(open_of(second), 0);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "10", .keep = true }, &payment));
    EXPECT_EQUAL(fixture_number(LEFT), 1000);
    EXPECT_EQUAL(open_of(first), 6000);
}

TEST("money typed wrongly is refused in words, and nothing is written")
{
    int64_t payment = 0;
    invoiced(CEDAR, 9500);
    for (const char *const *odd = (const char *const[]){ "1,00", "-5", "1e9", "5£", "0", "ten", "12.345", "2000000", NULL }; *odd; odd++)
        EXPECT_REFUSED(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = *odd }, &payment), INVALID, "pounds and pence");
    EXPECT_REFUSED(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "" }, &payment), INVALID, "how much");
    EXPECT_REFUSED(pay_by_rex((PaymentDraft){ .amount = "5" }, &payment), INVALID, "who paid");
    EXPECT_REFUSED(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "5", .on = "2026-11-25" }, &payment), INVALID, "today or earlier");
    EXPECT_REFUSED(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "5", .way = "gold" }, &payment), INVALID, "how it was paid");
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM payment"), 0);
}

TEST("who bills does not bank, and who audits reads")
{
    int64_t payment = 0;
    Payment found = {0};
    invoiced(CEDAR, 9500);
    EXPECT_REFUSED(pay_by(&dora, (PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment), FORBIDDEN, "");
    EXPECT_REFUSED(pay_by(&ivo, (PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment), FORBIDDEN, "");
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment));
    EXPECT_OK(payment_find(as(&ivo), payment, &found));
    EXPECT_OK(payment_find(as(&noor), payment, &found));
    EXPECT_REFUSED(payment_find(as(&ann), payment, &found), MISSING, "");
}

TEST("a payment settles nothing of another customer's, and no more than either has")
{
    int64_t cedar = invoiced(CEDAR, 9500), dove = invoiced(DOVE, 4000), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "50", .keep = true }, &payment));
    EXPECT_REFUSED(allocate_by_rex(payment, dove, ""), CONFLICT, "another customer");
    EXPECT_REFUSED(allocate_by_rex(payment, cedar, "50.01"), CONFLICT, "£50.00 left");
    EXPECT_REFUSED(allocate_by_rex(payment, cedar, "1,00"), INVALID, "pounds and pence");
    EXPECT_OK(allocate_by_rex(payment, cedar, "50"));
    EXPECT_REFUSED(allocate_by_rex(payment, cedar, ""), CONFLICT, "Nothing is left");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a payment that bounced is reversed once: what it settled is open again, and the ledger takes it back")
{
    int64_t invoice = invoiced(CEDAR, 9500), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment));
    EXPECT_REFUSED(reverse_payment_by_rex(payment, "2026-11-01", "Bounced"), INVALID, "20 November 2026 or later");
    EXPECT_REFUSED(reverse_payment_by_rex(payment, "2026-11-24", " "), INVALID, "Say why");
    EXPECT_OK(reverse_payment_by_rex(payment, "2026-11-24", "The cheque bounced"));
    EXPECT_EQUAL(open_of(invoice), 9500);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(CASE WHEN to_account = 2 THEN pence WHEN from_account = 2 THEN -pence ELSE 0 END) AS BIGINT) FROM posting_row"), 0);
    EXPECT_REFUSED(reverse_payment_by_rex(payment, "2026-11-24", "Again"), CONFLICT, "already");
    EXPECT_REFUSED(allocate_by_rex(payment, invoice, ""), MISSING, "");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what was set against the wrong invoice is lifted, and is on account again")
{
    int64_t invoice = invoiced(CEDAR, 9500), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment));
    int64_t allocation = fixture_number("SELECT id FROM allocation");
    EXPECT_OK(lift_by_rex(allocation));
    EXPECT_EQUAL(open_of(invoice), 9500);
    EXPECT_EQUAL(fixture_number(LEFT), 9500);
    EXPECT_REFUSED(lift_by_rex(allocation), CONFLICT, "already");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("an invoice that was credited after it was paid, and whose payment bounces, is open for what is left of it")
{
    int64_t invoice = invoiced(CEDAR, 10000), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "100" }, &payment));
    EXPECT_OK(credit_by(&dora, invoice, (CreditDraft){ .amounts = (const char *const[]){ "40" }, .why = "Half a day only" }, NULL));
    EXPECT_EQUAL(fixture_number("SELECT m.open_pence FROM document_open m JOIN document d ON d.id = m.document_id WHERE d.kind = 'credit note'"), 4000);
    EXPECT_OK(reverse_payment_by_rex(payment, "2026-11-24", "Bounced"));
    EXPECT_EQUAL(open_of(invoice), 6000);
    EXPECT_EQUAL(fixture_number("SELECT m.open_pence FROM document_open m JOIN document d ON d.id = m.document_id WHERE d.kind = 'credit note'"), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("money that came in a month that is closed counts in the first that is open")
{
    int64_t payment = 0;
    invoiced(CEDAR, 9500);
    EXPECT_OK(close_by_rex("2026-10"));
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95", .on = "2026-10-30" }, &payment));
    EXPECT_SAME(fixture_text("SELECT on_date AS text FROM posting WHERE kind = 'payment'"), "2026-11-01");
    EXPECT_SAME(fixture_text("SELECT on_date AS text FROM payment"), "2026-10-30");
}

TEST("lyceum check names a payment whose parts do not make it up, and one that the ledger does not have")
{
    int64_t payment = 0;
    invoiced(CEDAR, 9500);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment));
    fixture_run("UPDATE allocation SET pence = 9400");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "what settled it says otherwise");
    EXPECT_HAS(money_check(as(&nobody))->next->say, "left, settled and paid back of it is 9400");
    fixture_run("UPDATE allocation SET pence = 9500");
    fixture_run("UPDATE payment SET pence = 9600, left_pence = 100");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "the ledger does not say so");
}
