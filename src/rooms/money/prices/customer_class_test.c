/* What each customer is, by which its price and its VAT are chosen. */
#include "platform/base/text.h"
#include "rooms/money/prices/customer_class.h"
#include "tests/fixture.h"

static const char *class_of(int64_t organisation_id)
{
    Customer customer;
    EXPECT_OK(customer_of(as(&dora), organisation_id, "2026-11-24", &customer));
    return text(test_cx(), "%s%s", customer.class, customer.member ? ", member" : "");
}

TEST("what an organisation is decides its class, and whether it is a member is said beside it")
{
    EXPECT_SAME(class_of(ALDER), "maintained, member");
    EXPECT_SAME(class_of(BEECH), "maintained");
    EXPECT_SAME(class_of(CEDAR), "academy, member");
    EXPECT_SAME(class_of(DOVE), "neighbour");
    EXPECT_SAME(class_of(EARLY_YEARS), "department");
    EXPECT_SAME(class_of(OFFICE), "department");
    EXPECT_SAME(class_of(0), "person");
    fixture_run("UPDATE school SET independent = 1, maintained = 0 WHERE organisation_id = 14");
    EXPECT_SAME(class_of(DOVE), "independent");
    fixture_run("UPDATE school SET phase = 'secondary' WHERE organisation_id = 12");
    EXPECT_SAME(class_of(BEECH), "other phase");
    fixture_run("UPDATE organisation SET kind = 'partner' WHERE id = 15");
    EXPECT_SAME(class_of(EARLY_YEARS), "partner");
}

TEST("an academy of another authority is a neighbour, and nobody is one where no home authority is set")
{
    Customer customer;
    fixture_run("UPDATE organisation SET authority_code = '307' WHERE id = 13");
    EXPECT_SAME(class_of(CEDAR), "neighbour, member");
    Ctx *cx = as(&dora);
    Partnership nowhere = *cx->partnership;
    nowhere.authority = "";
    cx->partnership = &nowhere;
    EXPECT_OK(customer_of(cx, CEDAR, "2026-11-24", &customer));
    EXPECT_SAME(customer.class, "academy");
}

TEST("membership counts on the day that is asked for")
{
    Customer customer;
    fixture_run("UPDATE membership SET ends_on = '2026-11-30' WHERE organisation_id = 11");
    EXPECT_OK(customer_of(as(&dora), ALDER, "2026-11-30", &customer));
    EXPECT(customer.member);
    EXPECT_OK(customer_of(as(&dora), ALDER, "2026-12-01", &customer));
    EXPECT(!customer.member);
}

static Error *secondary_own(Ctx *cx, void *nothing)
{
    (void)nothing;
    return own_phases_set(cx, (const char *const[]){ "secondary", "primary" }, 2);
}
static Error *none_own(Ctx *cx, void *nothing) { (void)nothing; return own_phases_set(cx, NULL, 0); }
static Error *odd_own(Ctx *cx, void *nothing) { (void)nothing; return own_phases_set(cx, (const char *const[]){ "university" }, 1); }

TEST("whoever runs the programme says which phases are the partnership’s own, and says one at least")
{
    fixture_run("UPDATE school SET phase = 'secondary' WHERE organisation_id = 12");
    EXPECT_REFUSED(write_as(&ben, secondary_own, NULL), FORBIDDEN, "");
    EXPECT_REFUSED(write_as(&dora, none_own, NULL), INVALID, "one at least");
    EXPECT_REFUSED(write_as(&dora, odd_own, NULL), INVALID, "from the list");
    EXPECT_SAME(class_of(BEECH), "other phase");
    EXPECT_OK(write_as(&dora, secondary_own, NULL));
    EXPECT_SAME(class_of(BEECH), "maintained");
}
