/* Payments by card: begun, followed until it is known how they ended, recorded once; when the provider is away the invoice stays open and nothing is taken twice. */
#include "rooms/money/payments/card_payment.h"

#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/money/payments/refund.h"
#include "tests/fixture_cards.h"
#include "tests/fixture_payments.h"

static Error *terms_act(Ctx *cx, void *draft) { return payment_terms_set(cx, draft); }

static Error *terms_by(const Somebody *who, PaymentTermsDraft draft)
{
    if (!draft.two_people) draft.two_people = "100";
    if (!draft.remind_days) draft.remind_days = "7", draft.again_days = "21";
    if (!draft.card_url) draft.card_url = "";
    if (!draft.card_key) draft.card_key = "";
    return write_as(who, terms_act, &draft);
}

static int64_t payable(const char *mode)
{
    card_server_begin(mode);
    EXPECT_OK(terms_by(&eli, (PaymentTermsDraft){ .card_on = true, .card_url = card_server_url(), .card_key = card_server_key }));
    return invoiced(CEDAR, 9500);
}

static const char *pay_path(int64_t invoice) { return text(test_cx(), "/invoices/%ld/pay", (long)invoice); }
static Visit begin_by(const Somebody *who, int64_t invoice) { return visit(who, "POST", pay_path(invoice), FORM_OF("pence", "9500")); }
static const char *next_url(void) { return fixture_text("SELECT next_url AS text FROM card_payment ORDER BY id DESC LIMIT 1"); }
static Error *ask_later_act(Ctx *cx, void *nothing) { return (void)nothing, job_queue(cx, "cards.ask", 0, cx->now, NULL); }
static void cards_ask_now(void)
{
    EXPECT_OK(write_as(&nobody, ask_later_act, NULL));
    run_jobs();
}
/* Where the provider sends the browser of whoever pays. */
static Visit back_to(const Somebody *who, const char *where) { return visit(who, "GET", strstr(where, "/card/back/"), NULL); }

TEST("whoever has an invoice to pay begins, pays on the provider's page, comes back and sees it paid")
{
    int64_t invoice = payable("good");
    EXPECT_HAS(visit(&noor, "GET", pay_path(invoice), NULL).body, "Pay £95.00 by card");
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    EXPECT_HAS(visit(&noor, "GET", pay_path(invoice), NULL).body, next_url());
    const char *back = card_server_visit(next_url(), "pay");
    EXPECT_EQUAL(back_to(&noor, back).status, 303);
    EXPECT_EQUAL(open_of(invoice), 0);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM payment WHERE way = 'card'"), 9500);
    EXPECT_EQUAL(back_to(&noor, back).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM payment"), 1);
    EXPECT_EQUAL(visit(&nobody, "GET", "/card/back/another", NULL).status, 404);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("who did not pay is told so, the invoice is open, and they may begin again")
{
    int64_t invoice = payable("good");
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    EXPECT_EQUAL(back_to(&noor, card_server_visit(next_url(), "cancel")).status, 303);
    EXPECT_EQUAL(open_of(invoice), 9500);
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM card_payment"), 2);
}

TEST("an invoice has one payment by card under way, whoever begins: the second is led to the first")
{
    int64_t invoice = payable("good");
    size_t before = card_server_asked("POST /v1/payments");
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    EXPECT_EQUAL((int64_t)(card_server_asked("POST /v1/payments") - before), 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM card_payment"), 1);
    EXPECT_EQUAL(visit(&ann, "GET", pay_path(invoice), NULL).status, 404);
    EXPECT_EQUAL(begin_by(&ann, invoice).status, 404);
}

TEST("while the provider is away the invoice stays open, words say so, and nothing is begun")
{
    static const char *const modes[] = { "away", "broken", "refuse", "other-sum" };
    int64_t invoice = payable("away");
    for (size_t i = 0; i < COUNT(modes); i++) {
        card_server_mode(modes[i]);
        Visit begun = begin_by(&noor, invoice);
        EXPECT_EQUAL(begun.status, 409);
        EXPECT_HAS(begun.body, "Nothing was paid");
    }
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM card_payment"), 0);
    EXPECT_EQUAL(open_of(invoice), 9500);
}

TEST("paid while nobody could hear of it: a job asks until it is known, and records it once")
{
    int64_t invoice = payable("good");
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    const char *back = card_server_visit(next_url(), "pay");
    card_server_mode("away");
    EXPECT_EQUAL(back_to(&noor, back).status, 303);
    EXPECT_EQUAL(open_of(invoice), 9500);
    fixture_at("2026-11-24T09:10");
    cards_ask_now();
    EXPECT_EQUAL(open_of(invoice), 9500);
    card_server_mode("good");
    cards_ask_now();
    cards_ask_now();
    EXPECT_EQUAL(open_of(invoice), 0);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM payment"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("paid by bank in the meantime, what came by card stays on account; another sum than was asked for is recorded by nobody but shown")
{
    int64_t invoice = payable("good"), payment = 0;
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "90" }, &payment));
    EXPECT_EQUAL(back_to(&noor, card_server_visit(next_url(), "pay")).status, 303);
    EXPECT_EQUAL(open_of(invoice), 0);
    EXPECT_EQUAL(fixture_number("SELECT left_pence FROM payment WHERE way = 'card'"), 9000);
    invoice = invoiced(CEDAR, 9500);
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    const char *back = card_server_visit(next_url(), "pay");
    card_server_mode("other-sum");
    EXPECT_EQUAL(back_to(&noor, back).status, 303);
    EXPECT_EQUAL(open_of(invoice), 9500);
    EXPECT_SAME(fixture_text("SELECT state AS text FROM card_payment ORDER BY id DESC LIMIT 1"), "odd");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("the sum that the page said is the sum that is paid: where it changed, nothing is begun")
{
    int64_t invoice = payable("good"), payment = 0;
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "5" }, &payment));
    Visit begun = begin_by(&noor, invoice);
    EXPECT_EQUAL(begun.status, 409);
    EXPECT_HAS(begun.body, "£90.00 now");
}

TEST("switched off, there is nothing to begin; its key is sealed and shown to nobody; only who sets things up changes it")
{
    int64_t invoice = payable("good");
    EXPECT_LACKS(fixture_text("SELECT card_key AS text FROM payment_terms"), card_server_key);
    EXPECT_REFUSED(terms_by(&rex, (PaymentTermsDraft){ .card_on = false }), FORBIDDEN, "");
    EXPECT_REFUSED(terms_by(&eli, (PaymentTermsDraft){ .card_on = true, .card_url = "http://pay.example" }), INVALID, "begins with https://");
    EXPECT_REFUSED(terms_by(&eli, (PaymentTermsDraft){ .two_people = "1,00" }), INVALID, "pounds and pence");
    EXPECT_REFUSED(terms_by(&eli, (PaymentTermsDraft){ .remind_days = "21", .again_days = "7" }), INVALID, "after the first");
    EXPECT_OK(terms_by(&eli, (PaymentTermsDraft){ .card_on = false }));
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 409);
    EXPECT_HAS(visit(&noor, "GET", pay_path(invoice), NULL).body, "not set up here");
}

typedef struct { int64_t id; CardSaid said; } Settling;
static Error *settle_act(Ctx *cx, void *s) { return card_payment_settle(cx, ((Settling *)s)->id, &((Settling *)s)->said); }

TEST("that a payment was made is recorded once, however often it is said, and nothing that is said later changes it")
{
    Settling s = { .said = { .provider_id = "pay1", .state = "success", .outcome = CARD_PAID, .pence = 9500, .reference = "", .next_url = "" } };
    int64_t invoice = payable("good");
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    s.id = fixture_number("SELECT id FROM card_payment");
    for (int i = 0; i < 3; i++) EXPECT_OK(write_as(&nobody, settle_act, &s));
    s.said.state = "cancelled", s.said.outcome = CARD_NOT_PAID;
    EXPECT_OK(write_as(&nobody, settle_act, &s));
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM payment"), 1);
    EXPECT_SAME(fixture_text("SELECT state AS text FROM card_payment"), "paid");
    EXPECT_EQUAL(open_of(invoice), 0);
}

/* ---- paid back ---- */

typedef struct { RefundDraft draft; int64_t id; bool approved; } Asking;
static Error *refund_act(Ctx *cx, void *a) { return refund_ask(cx, &((Asking *)a)->draft, &((Asking *)a)->id, &((Asking *)a)->approved); }

static int64_t paid_over(void)
{
    int64_t invoice = payable("good"), payment = 0;
    EXPECT_EQUAL(begin_by(&noor, invoice).status, 303);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "95" }, &payment));
    EXPECT_EQUAL(back_to(&noor, card_server_visit(next_url(), "pay")).status, 303);
    return fixture_number("SELECT id FROM payment WHERE way = 'card'");
}

static void refunded_to_card(int64_t payment, const char *amount)
{
    Asking asking = { .draft = { .from = { .payment_id = payment }, .amount = amount, .why = "Paid twice", .account_name = "", .sort_code = "", .account_number = "" } };
    EXPECT_OK(write_as(&rex, refund_act, &asking));
    EXPECT(asking.approved);
}

TEST("what was paid by card goes back to it, once, also where the answer is lost")
{
    int64_t payment = paid_over();
    refunded_to_card(payment, "20");
    run_jobs();
    EXPECT_SAME(fixture_text("SELECT state AS text FROM refund"), "sent");
    card_server_mode("lost");
    refunded_to_card(payment, "30");
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM refund WHERE state = 'approved'"), 1);
    card_server_mode("good");
    fixture_at("2026-11-24T12:00");
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM refund WHERE state = 'sent'"), 2);
    EXPECT_EQUAL((int64_t)card_server_asked(text(test_cx(), "POST /v1/payments/%s/refunds", fixture_text("SELECT provider_id AS text FROM card_payment"))), 2);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what the provider will not pay back is on account again, and its posting taken back")
{
    int64_t payment = paid_over();
    refunded_to_card(payment, "20");
    card_server_mode("refuse");
    run_jobs();
    EXPECT_SAME(fixture_text("SELECT state AS text FROM refund"), "failed");
    EXPECT_EQUAL(fixture_number("SELECT left_pence FROM payment WHERE way = 'card'"), 9500);
    EXPECT_OK(money_check(as(&nobody)));
}
