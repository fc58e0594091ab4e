/* Many settle one invoice, and one payment many, at once: no more is settled than is open, and no more used than was paid. A refund that two approve goes once. */
#include <stdatomic.h>

#include "rooms/money/payments/refund.h"
#include "tests/fixture_payments.h"
#include "tests/fixture_storm.h"

enum { TRIES = 8 };
typedef struct { int64_t payments[2], invoices[2]; atomic_int settled, refused, wrong; } Sky;
static Sky sky;

typedef struct { int64_t payment, invoice; } One;
static Error *one_act(Ctx *cx, void *one) { return allocate(cx, ((One *)one)->payment, ((One *)one)->invoice, "10"); }

static void run(int number, void *nothing)
{
    (void)nothing;
    for (int i = 0; i < TRIES; i++) {
        One one = { sky.payments[(number + i) % 2], sky.invoices[i / 2 % 2] };
        int kind = storm_write(number, rex.id, one_act, &one);
        atomic_fetch_add(!kind ? &sky.settled : kind == CONFLICT ? &sky.refused : &sky.wrong, 1);
    }
}

TEST("two invoices of £60 and £45, two payments of £50 and £70, £10 at a time by many: what is settled is settled once")
{
    sky.invoices[0] = invoiced(CEDAR, 6000), sky.invoices[1] = invoiced(CEDAR, 4500);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "50", .keep = true }, &sky.payments[0]));
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "70", .keep = true }, &sky.payments[1]));
    storm(STORM, run, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.settled + sky.refused, STORM * TRIES);
    EXPECT_EQUAL(open_of(sky.invoices[0]) + open_of(sky.invoices[1]), 10500 - 1000 * sky.settled);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(left_pence) AS BIGINT) FROM payment"), 12000 - 1000 * sky.settled);
    EXPECT(sky.settled >= 8);
    EXPECT_OK(money_check(as(&nobody)));
}

typedef struct { int64_t id; atomic_int won, lost, wrong; bool approved; RefundDraft draft; } Both;
static Both both;

static Error *ask_act(Ctx *cx, void *data)   { return refund_ask(cx, &((Both *)data)->draft, &((Both *)data)->id, &((Both *)data)->approved); }
static Error *approve_act(Ctx *cx, void *id) { return refund_approve(cx, *(int64_t *)id); }

static void approve_run(int number, void *nothing)
{
    (void)nothing;
    for (int i = 0; i < TRIES; i++) {
        int64_t id = both.id;
        int kind = storm_write(number, number % 2 ? eli.id : dora.id, approve_act, &id);
        atomic_fetch_add(!kind ? &both.won : kind == CONFLICT ? &both.lost : &both.wrong, 1);
    }
}

TEST("a refund that two approve at once goes once")
{
    invoiced(CEDAR, 100);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = CEDAR, .amount = "250", .keep = true }, &both.draft.from.payment_id));
    both.draft.amount = "", both.draft.why = "Paid twice", both.draft.account_name = "Cedar Park", both.draft.sort_code = "200000", both.draft.account_number = "55779911";
    EXPECT_OK(write_as(&rex, ask_act, &both));
    storm(STORM, approve_run, NULL);
    EXPECT_EQUAL(both.wrong, 0);
    EXPECT_EQUAL(both.won, 1);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(r.pence) AS BIGINT) FROM posting p JOIN posting_row r ON r.posting_id = p.id WHERE p.kind = 'refund'"), 25000);
    EXPECT_OK(money_check(as(&nobody)));
}
