/* A school's budget for training: said by the school, reckoned from what it owes, and shown to whoever approves its places. */
#include "platform/base/text.h"
#include "rooms/booking/budget.h"
#include "tests/fixture.h"
#include "tests/fixture_bookings.h"

#define APRIL "2026-04-01"
static Visit say(const Somebody *who, const char *year, const char *amount) { return visit(who, "POST", "/budget", FORM_OF("year", year, "amount", amount)); }
static void ann_is_head(void) { fixture_run("UPDATE post SET role = 'headteacher' WHERE person_id = 101"); }

static int64_t left_on(int64_t organisation_id, const char *day)
{
    SchoolBudget budget = {0};
    Committed committed = {0};
    bool found;
    Ctx *cx = as(&ann);
    EXPECT_OK(school_budget_on(cx, organisation_id, day, &budget, &found));
    EXPECT(found);
    EXPECT_OK(budget_committed(cx, organisation_id, &budget, &committed));
    return budget_left(&budget, &committed);
}

TEST("a school says its budget for a year of its own, and confirmed places, charges, the subscription and the rest are taken off it once each; the charge for not coming in the place's stead")
{
    ann_is_head();
    EXPECT_EQUAL(say(&ann, APRIL, "1,000").status, 303);
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 100000);
    booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 94000);
    fixture_run("INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at) SELECT 991, id, 1, 11, 'missed', 2000, 'Did not come', 0 FROM registration");
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 98000);
    fixture_run("UPDATE charge SET waived_at = 1, waived_by = 104, waived_why = 'Snow'");
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 100000);
    fixture_run("UPDATE charge SET waived_at = NULL, waived_by = NULL, waived_why = ''");
    fixture_run("INSERT INTO bill_item (id, kind, subject_id, organisation_id, pence, supply, on_date, words, account_id, cost_centre_id, state, made_at) VALUES"
                " (1, 'subscription', 1, 11, 40000, 'subscription', '2026-09-01', 'Package', 21, 1, 'waiting', 0), (2, 'round', 1, 11, 5000, 'goods', '2026-10-01', 'Paper', 26, 1, 'waiting', 0),"
                " (3, 'place', 1, 11, 6000, 'training', '2026-12-10', 'The same place', 22, 1, 'waiting', 0), (4, 'round', 2, 11, 7000, 'goods', '2027-04-01', 'Next year', 26, 1, 'waiting', 0),"
                " (5, 'round', 3, 11, 7000, 'goods', '2026-10-01', 'Withdrawn', 26, 1, 'withdrawn', 0), (6, 'round', 4, 12, 7000, 'goods', '2026-10-01', 'Another’s', 26, 1, 'waiting', 0),"
                " (7, 'place again', 1, 11, 6000, 'training', '2026-12-10', 'The same place once more', 22, 1, 'waiting', 0)");
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 53000);
    const char *page = visit(&ann, "GET", "/budget", NULL).body;
    EXPECT_HAS(page, "April 2026 to March 2027");
    EXPECT_HAS(page, "£530.00");
}

TEST("places that are asked for or waited for, and those of a cancelled event, are not committed")
{
    ann_is_head();
    EXPECT_EQUAL(say(&ann, APRIL, "1000").status, 303);
    booked_as(&ann, PHONICS, ALDER, &ben);
    booked_as(&ann, PHONICS, ALDER, &kim);
    booked_as(&ann, PHONICS, ALDER, &lou);      /* she waits */
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 88000);
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "Snow"));
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 100000);
}

TEST("of two years that share a day the one that begins later counts, and an empty sum takes a budget away")
{
    ann_is_head();
    EXPECT_EQUAL(say(&ann, APRIL, "1000").status, 303);
    EXPECT_EQUAL(say(&ann, "2026-09-01", "300").status, 303);
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 30000);
    EXPECT_EQUAL(left_on(ALDER, "2026-08-31"), 100000);
    EXPECT_EQUAL(say(&ann, "2026-09-01", "").status, 303);
    EXPECT_EQUAL(left_on(ALDER, "2026-11-24"), 100000);
}

TEST("another year, and what is no sum, is refused beside its field; and the budget is nobody’s but the school’s who keeps its money")
{
    ann_is_head();
    EXPECT_HAS(say(&ann, "2026-01-01", "1000").body, "id=\"year-error\"");
    EXPECT_HAS(say(&ann, APRIL, "1,00").body, "id=\"amount-error\"");
    EXPECT_HAS(say(&ann, APRIL, "0").body, "id=\"amount-error\"");
    EXPECT_EQUAL(say(&cara, APRIL, "1000").status, 403);      /* a CPD lead approves, and keeps no money */
    EXPECT_EQUAL(say(&dora, APRIL, "1000").status, 403);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM school_budget"), 0);
}

TEST("whoever approves a place sees what is left of the budget after it")
{
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (12, 'all', 0)");
    EXPECT_EQUAL(visit(&max, "POST", "/events/1/book", FORM_OF("purchase_order", "")).status, 303);
    const char *path = text(test_cx(), "/approvals/%ld", (long)fixture_number("SELECT max(id) FROM registration"));
    EXPECT_LACKS(visit(&cara, "GET", path, NULL).body, "budget");
    fixture_run("INSERT INTO school_budget (organisation_id, starts_on, ends_on, pence, changed_at, changed_by) VALUES (12, '2026-09-01', '2027-08-31', 20000, 0, 103)");
    const char *page = visit(&cara, "GET", path, NULL).body;
    EXPECT_HAS(page, "Left of the budget after it");
    EXPECT_HAS(page, "£105.00");
    fixture_run("UPDATE school_budget SET pence = 5000");
    EXPECT_HAS(visit(&cara, "GET", path, NULL).body, "Over the budget by then");
}
