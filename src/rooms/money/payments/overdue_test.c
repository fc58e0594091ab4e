/* Who is overdue is proposed for a letter at each step, once; the office sends them, one for each customer; who is held is not written to. */
#include "rooms/money/payments/overdue.h"

#include "platform/base/text.h"
#include "tests/fixture_payments.h"

typedef struct { int64_t organisation, id, sent, unreachable; const char *why; } Acting;
static Error *propose_act(Ctx *cx, void *proposed) { return overdue_propose(cx, proposed); }
static Error *send_act(Ctx *cx, void *a)  { return overdue_send(cx, ((Acting *)a)->organisation, 0, &((Acting *)a)->sent, &((Acting *)a)->unreachable); }
static Error *hold_act(Ctx *cx, void *a)  { return overdue_hold(cx, ((Acting *)a)->organisation, 0, ((Acting *)a)->why); }
static Error *end_act(Ctx *cx, void *a)   { return overdue_hold_end(cx, ((Acting *)a)->id); }
static Error *drop_act(Ctx *cx, void *a)  { return overdue_drop(cx, ((Acting *)a)->organisation, 0); }

static int64_t proposed_on(const char *moment)
{
    int64_t proposed = 0;
    fixture_at(moment);
    EXPECT_OK(write_as(&nobody, propose_act, &proposed));
    return proposed;
}

static Acting sent_by(const Somebody *who, int64_t organisation)
{
    Acting acting = { .organisation = organisation };
    EXPECT_OK(write_as(who, send_act, &acting));
    return acting;
}

TEST("a letter is proposed a week after an invoice was due and again after three, and is sent by the office alone")
{
    invoiced(CEDAR, 9500);      /* due on 24 December 2026 */
    EXPECT_EQUAL(proposed_on("2026-12-30T09:00"), 0);
    EXPECT_EQUAL(proposed_on("2026-12-31T09:00"), 1);
    EXPECT_EQUAL(proposed_on("2026-12-31T15:00"), 0);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "payment-overdue"), 0);
    EXPECT_REFUSED(write_as(&ivo, send_act, &(Acting){ .organisation = CEDAR }), FORBIDDEN, "");
    EXPECT_EQUAL(sent_by(&dora, 0).sent, 1);
    EXPECT_EQUAL(sent_by(&dora, 0).sent, 0);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "payment-overdue"), 1);
    EXPECT_EQUAL(proposed_on("2027-01-14T09:00"), 1);
    EXPECT_EQUAL(sent_by(&dora, CEDAR).sent, 1);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "payment-overdue-again"), 1);
    EXPECT_EQUAL(proposed_on("2027-03-14T09:00"), 0);
}

TEST("a customer gets one letter about all of its invoices, and nobody one about what is paid meanwhile")
{
    int64_t payment = 0;
    invoiced(CEDAR, 9500), invoiced(CEDAR, 500), invoiced(DOVE, 4000);
    EXPECT_EQUAL(proposed_on("2026-12-31T09:00"), 3);
    EXPECT_OK(pay_by_rex((PaymentDraft){ .organisation_id = DOVE, .amount = "40" }, &payment));
    EXPECT_EQUAL(sent_by(&dora, 0).sent, 1);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "payment-overdue"), 1);
    EXPECT_EQUAL(proposed_on("2027-01-01T09:00"), 0);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM overdue_letter WHERE state = 'dropped'"), 1);
}

TEST("who is held is not written to until the hold ends, and why is kept")
{
    Overdue *list;
    size_t n;
    invoiced(CEDAR, 9500);
    EXPECT_EQUAL(proposed_on("2026-12-31T09:00"), 1);
    EXPECT_REFUSED(write_as(&dora, hold_act, &(Acting){ .organisation = CEDAR, .why = " " }), INVALID, "Say why");
    EXPECT_OK(write_as(&dora, hold_act, &(Acting){ .organisation = CEDAR, .why = "They ask about line 2" }));
    EXPECT_REFUSED(write_as(&dora, hold_act, &(Acting){ .organisation = CEDAR, .why = "Again" }), CONFLICT, "held already");
    EXPECT_EQUAL(sent_by(&dora, 0).sent, 0);
    EXPECT_EQUAL(sent_by(&dora, CEDAR).sent, 0);
    EXPECT_OK(overdue_list(as(&ivo), &list, &n));
    EXPECT_EQUAL((int64_t)n, 1);
    EXPECT_SAME(list[0].hold_why, "They ask about line 2");
    EXPECT_EQUAL(list[0].pence, 9500);
    EXPECT_OK(write_as(&dora, end_act, &(Acting){ .id = list[0].hold_id }));
    EXPECT_EQUAL(sent_by(&dora, 0).sent, 1);
}

TEST("what is dropped is not sent at this step, and the next step comes all the same")
{
    invoiced(CEDAR, 9500);
    EXPECT_EQUAL(proposed_on("2026-12-31T09:00"), 1);
    EXPECT_OK(write_as(&dora, drop_act, &(Acting){ .organisation = CEDAR }));
    EXPECT_EQUAL(sent_by(&dora, 0).sent, 0);
    EXPECT_EQUAL(proposed_on("2027-01-14T09:00"), 1);
    EXPECT_EQUAL(sent_by(&dora, 0).sent, 1);
}

TEST("two steps missed at once are one letter, the second's; whom nobody can write to is counted")
{
    Acting sent;
    invoiced(CEDAR, 9500), invoiced(DOVE, 4000);
    fixture_run("UPDATE post SET ends_on = '2026-11-30' WHERE organisation_id = 14");
    EXPECT_EQUAL(proposed_on("2027-01-20T09:00"), 4);
    sent = sent_by(&dora, 0);
    EXPECT_EQUAL(sent.sent, 1);
    EXPECT_EQUAL(sent.unreachable, 1);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "payment-overdue-again"), 1);
    EXPECT_EQUAL((int64_t)mail_to("noor@cedar.example", "payment-overdue"), 0);
}
