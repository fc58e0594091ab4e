/* What is owed: said once, withdrawn while it waits, credited once it is billed. */
#include "rooms/money/bills/bill_item.h"
#include "tests/fixture.h"

static Error *owe(Ctx *cx, void *pence)
{
    int64_t id;
    bool again;
    return bill_item_add(cx, &(BillItem){ .kind = "place", .subject_id = 900, .organisation_id = BEECH, .pence = *(int64_t *)pence, .supply = "training", .on = "2026-12-10", .words = "Phonics, Max Moreno",
                                          .purchase_order = "PO 7", .account_id = ACCOUNT_PLACES, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_EXTERNAL_SALES }, &id, &again);
}
static Error *lift(Ctx *cx, void *nothing) { return bill_item_lift(cx, "place", 900, "The event was cancelled"); }

typedef struct { int64_t item, billed_id; bool taken; } Taking;
static Error *take(Ctx *cx, void *data)
{
    Taking *taking = data;
    return bill_item_take(cx, taking->item, BILLED_BY_DOCUMENT, taking->billed_id, &taking->taken);
}
static bool taken_by(int64_t document)
{
    Taking taking = { .item = fixture_number("SELECT id FROM bill_item WHERE reverses IS NULL"), .billed_id = document };
    EXPECT_OK(write_as(&dora, take, &taking));
    return taking.taken;
}

static void owe_once(int64_t pence) { EXPECT_OK(write_as(&dora, owe, &pence)); }

TEST("what somebody owes is there once, however often it is said, and stays at the first sum")
{
    owe_once(9500);
    owe_once(12000);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item"), 1);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE state = 'waiting' AND organisation_id = 12"), 9500);
}

TEST("what waits is withdrawn once it is owed no more, and nothing bills it then")
{
    owe_once(9500);
    EXPECT_OK(write_as(&dora, lift, NULL));
    EXPECT_SAME(fixture_text("SELECT state || ': ' || why AS text FROM bill_item"), "withdrawn: The event was cancelled");
    EXPECT(!taken_by(77));
}

TEST("what is billed is billed by one document alone")
{
    owe_once(9500);
    EXPECT(taken_by(77));
    EXPECT(!taken_by(78));
    EXPECT_EQUAL(fixture_number("SELECT billed_id FROM bill_item"), 77);
}

TEST("what was billed and is owed no more waits to be credited, once, with the same sum below nothing")
{
    owe_once(9500);
    EXPECT(taken_by(77));
    EXPECT_OK(write_as(&dora, lift, NULL));
    EXPECT_OK(write_as(&dora, lift, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item"), 2);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM bill_item"), 0);
    EXPECT_SAME(fixture_text("SELECT state || ' ' || on_date AS text FROM bill_item WHERE reverses IS NOT NULL"), "waiting 2026-11-24");
}
