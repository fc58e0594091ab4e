/* The page of money as a whole: each figure is the ledger's, beside the same months a year before; and what events bring in and cost. */
#include "platform/base/text.h"
#include "rooms/booking/event_margin.h"
#include "rooms/money/budgets/money_figures.h"
#include "tests/fixture_money.h"

static void two_years(void)
{
    rex_lay();
    noted("2026-04-10", GRANTS, BANK, "12,500");
    noted("2026-11-02", SUBSCRIPTIONS, BANK, "300.10");
    noted("2026-10-02", BANK, FACILITATORS, "350");
    noted("2025-06-10", GRANTS, BANK, "9,000");
    noted("2025-10-10", BANK, VENUES, "100");
    noted("2026-02-10", GRANTS, BANK, "4,444");      /* of the year before, and after the month that it is now */
}

TEST("income and costs stand beside the same months of the year before, in each of the three kinds of year")
{
    two_years();
    const char *page = visit(&ivo, "GET", "/office/money", NULL).body;
    EXPECT_HAS(page, "1 April 2026 to 30 November 2026, beside the same months a year before");
    EXPECT_HAS(page, "£12,800.10");
    EXPECT_HAS(page, "£3,800.10 more than £9,000.00");
    EXPECT_HAS(page, "£250.00 more than £100.00");
    EXPECT_LACKS(page, "£13,444.00");
    EXPECT_HAS(page, "/office/ledger?year=financial&amp;of=2026&amp;fund=1");
    EXPECT_HAS(page, "/office/money?year=academic&amp;of=2026");
    page = visit(&ivo, "GET", "/office/money?year=financial&of=2025", NULL).body;
    EXPECT_HAS(page, "£13,444.00");
    page = visit(&ivo, "GET", "/office/money?year=calendar&of=2026", NULL).body;
    EXPECT_HAS(page, "1 January 2026 to 30 November 2026");
    EXPECT_HAS(page, "£17,244.10");
    EXPECT_HAS(visit(&ivo, "GET", "/office/money.csv?fund=1", NULL).body, "2026-11,Subscriptions,Learning partnership,300.10,0.00");
    EXPECT_EQUAL(visit(&noor, "GET", "/office/money", NULL).status, 403);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/money/events", NULL).status, 403);
}

TEST("the page is made anew once something is posted")
{
    two_years();
    EXPECT_HAS(visit(&ivo, "GET", "/office/money", NULL).body, "£12,800.10");
    noted("2026-11-03", GRANTS, BANK, "1");
    EXPECT_HAS(visit(&ivo, "GET", "/office/money", NULL).body, "£12,801.10");
}

/* PHONICS was held with two people, one of whom pays; its room cost £180 and fay £350. */
static void phonics_held(void)
{
    rex_lay();
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at) VALUES (71, 1, 11, 101, 6000, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (81, 71, 1, 102, 11, 'confirmed', 6000, 1790000000),"
                " (82, 71, 1, 111, 11, 'confirmed', 0, 1790000000), (83, 71, 1, 112, 11, 'cancelled', 6000, 1790000000)");
    fixture_run("INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at) VALUES (91, 83, 1, 11, 'cancelled', 3000, '', 1790000000)");
    fixture_run("UPDATE event SET taken = 2 WHERE id = 1");
    fixture_run("INSERT INTO event_cost (event_id, position, kind, words, pence, fund_id, added_by, added_at) VALUES (1, 1, 'venue', '', 18000, 1, 104, 1790000000)");
    fixture_run("INSERT INTO facilitator_agreement (event_id, person_id, words, fee_pence) VALUES (1, 106, 'Leads it', 35000)");
}

TEST("an event's margin is what its places are to pay and the charges that stand, less what it costs")
{
    Margin *list;
    size_t n;
    MarginFilter f = { .from = "2026-04-01", .to = "2027-03-31", .kind = "", .words = "", .sort = MARGIN_BY_COST };
    phonics_held();
    EXPECT_OK(margins(as(&ivo), &f, 10, &list, &n));
    EXPECT_EQUAL((int64_t)n, 2);
    EXPECT_EQUAL(list[0].income, 9000);
    EXPECT_EQUAL(list[0].cost, 53000);
    EXPECT_EQUAL(list[0].people, 2);
    fixture_run("INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at) VALUES (92, 81, 1, 11, 'missed', 2000, '', 1790000000)");      /* in the place's stead */
    EXPECT_OK(margins(as(&ivo), &f, 10, &list, &n));
    EXPECT_EQUAL(list[0].income, 5000);
    fixture_run("UPDATE charge SET lifted_at = 1790000001, lifted_why = 'register' WHERE id = 92");
    f.by_course = true, f.words = "phon";
    EXPECT_OK(margins(as(&ivo), &f, 10, &list, &n));
    EXPECT_EQUAL((int64_t)n, 1);
    EXPECT_EQUAL(list[0].income - list[0].cost, -44000);
    fixture_run("UPDATE charge SET waived_at = 1790000001, waived_why = 'Ill' WHERE id = 91");
    f.by_course = false;
    EXPECT_OK(margins(as(&ivo), &f, 10, &list, &n));
    EXPECT_EQUAL(list[0].income, 6000);
    EXPECT_HAS(visit(&ivo, "GET", "/office/money/events?sort=margin&order=up", NULL).body, "−£470.00");
    EXPECT_HAS(visit(&rex, "GET", "/office/money/courses.csv?q=phon", NULL).body, "60.00,0.00,530.00,-470.00");
    EXPECT_HAS(visit(&rex, "GET", "/office/money/events?q=nothing+like+it", NULL).body, "No event fits");
    fixture_run("UPDATE event SET state = 'cancelled', cancelled_at = 1 WHERE id = 1");
    EXPECT_OK(margins(as(&ivo), &f, 10, &list, &n));
    EXPECT_EQUAL((int64_t)n, 0);
}

TEST("what a registration costs is all costs of those months, shared by all registrations that count in them")
{
    phonics_held();
    noted("2026-11-10", BANK, VENUES, "101");
    EXPECT_HAS(visit(&ivo, "GET", "/office/money", NULL).body, "no registration counts yet");
    fixture_at("2026-12-09T09:00");
    EXPECT_HAS(visit(&ivo, "GET", "/office/money", NULL).body, "no registration counts yet");
    fixture_at("2026-12-10T09:00");
    EXPECT_HAS(visit(&ivo, "GET", "/office/money", NULL).body, "£50.50");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/money?fund=1", NULL).body, "Cost of each");
}
