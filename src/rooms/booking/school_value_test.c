/* What the partnership was worth to a school, beside what it cost: reckoned from the same documents and places, for the school itself and for the office. */
#include "platform/base/text.h"
#include "rooms/booking/school_money.h"
#include "rooms/booking/school_value.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_package.h"

#define YEAR_FROM "2026-04-01"
#define YEAR_TO   "2027-03-31"

static void ann_is_head(void) { fixture_run("UPDATE post SET role = 'headteacher' WHERE person_id = 101"); }
static void at_the_office(void)
{
    ann_is_head();
    rex_lay();
}

static Value value_of_alder(void)
{
    Value value = {0};
    EXPECT_OK(value_read(as(&rex), ALDER, YEAR_FROM, YEAR_TO, &value));
    return value;
}

static void events_are_over(void) { fixture_run("UPDATE event SET starts_at = 1, ends_at = 2, starts_on = '2026-11-10'"); }
static void marked(int64_t registration, const char *mark)
{
    fixture_run(text(test_cx(), "INSERT INTO attendance (registration_id, session_id, mark, marked_at) SELECT %ld, MIN(id), '%s', 0 FROM session WHERE event_id = 1", (long)registration, mark));
}

TEST("a place is worth what it would have cost without the package, once its event is over; one left empty is counted apart and worth nothing")
{
    at_the_office();
    (void)pot_lay(ALDER, "places", "", 1);
    (void)booked_as(&ann, PHONICS, ALDER, &ben);      /* the package's one place, of £60 */
    int64_t kims = booked_as(&ann, PHONICS, ALDER, &kim);
    EXPECT_EQUAL(value_of_alder().places.places, 0);
    events_are_over();
    Value value = value_of_alder();
    EXPECT_EQUAL(value.places.places, 2);
    EXPECT_EQUAL(value.places.covered, 6000);
    EXPECT_EQUAL(value.places.paid, 6000);
    EXPECT_EQUAL(value.places.others, 2 * 9500);      /* what the event asks of those who are no members */
    EXPECT_EQUAL(value.theme_count, 1);
    marked(kims, "absent");
    value = value_of_alder();
    EXPECT_EQUAL(value.places.places, 1);
    EXPECT_EQUAL(value.places.empty, 1);
    EXPECT_EQUAL(value.places.paid, 0);
    EXPECT_EQUAL(value.places.covered, 6000);
}

TEST("places that wait, of a cancelled event, of another year or another school count nothing")
{
    at_the_office();
    (void)booked_as(&ann, PHONICS, ALDER, &ben);
    events_are_over();
    EXPECT_EQUAL(value_of_alder().places.places, 1);
    fixture_run("UPDATE event SET starts_on = '2026-03-31'");
    EXPECT_EQUAL(value_of_alder().places.places, 0);
    fixture_run("UPDATE event SET starts_on = '2026-11-10'");
    fixture_run("UPDATE registration SET organisation_id = 12");
    EXPECT_EQUAL(value_of_alder().places.places, 0);
    fixture_run("UPDATE registration SET organisation_id = 11, state = 'waiting'");
    EXPECT_EQUAL(value_of_alder().places.places, 0);
    fixture_run("UPDATE registration SET state = 'confirmed'");
    fixture_run("UPDATE event SET state = 'cancelled'");
    EXPECT_EQUAL(value_of_alder().places.places, 0);
}

TEST("costs are what the documents say, less what is credited, in the year of the day on which it counts; what waits stands beside them")
{
    at_the_office();
    terms_by_eli(ALDER, (TermsDraft){ .way = "invoice" });
    (void)owed((Owed){ .subject = 1, .organisation = ALDER, .pence = 120000, .supply = "subscription", .kind = "subscription", .account = ACCOUNT_SUBSCRIPTIONS, .on = "2026-04-01" });
    (void)owed((Owed){ .subject = 2, .organisation = ALDER, .pence = 6000 });
    (void)owed((Owed){ .subject = 3, .organisation = ALDER, .pence = 2500, .supply = "charge", .kind = "charge", .account = ACCOUNT_CHARGES, .on = "2026-03-30" });
    Value value = value_of_alder();
    EXPECT_EQUAL(value_sum(&value.billed), 0);
    EXPECT_EQUAL(value_sum(&value.waiting), 126000);      /* the charge is of the year before */
    int64_t invoice = billed(ALDER), credit;
    value = value_of_alder();
    EXPECT_EQUAL(value_sum(&value.waiting), 0);
    EXPECT_EQUAL(value.billed.subscription, 120000);
    EXPECT_EQUAL(value.billed.training, 6000);
    EXPECT_EQUAL(value.billed.charges, 0);
    EXPECT_EQUAL(value.paper_count, 1);
    EXPECT_EQUAL(value.papers[0].id, invoice);
    const char *amounts[] = { "", "", "" };
    for (int i = 0; i < 3; i++)
        if (fixture_number(text(test_cx(), "SELECT COUNT(*) FROM document_line WHERE supply = 'training' AND position = %d", i + 1))) amounts[i] = "10.00";
    EXPECT_OK(credit_by(&dora, invoice, (CreditDraft){ .amounts = amounts, .why = "Too much" }, &credit));
    value = value_of_alder();
    EXPECT_EQUAL(value.billed.training, 5000);
    EXPECT_EQUAL(value.paper_count, 2);
    int64_t listed = 0;
    for (size_t i = 0; i < value.paper_count; i++) listed += value_sum(&value.papers[i].sums);
    EXPECT_EQUAL(listed, value_sum(&value.billed));
}

TEST("what is still to come counts each thing once: places ahead, what waits to be billed, and nothing that is asked for only")
{
    StillToCome still = {0};
    ann_is_head();
    (void)booked_as(&ann, PHONICS, ALDER, &ben);
    (void)booked_as(&ann, PHONICS, ALDER, &kim);
    (void)booked_as(&ann, PHONICS, ALDER, &lou);      /* she waits */
    (void)owed((Owed){ .subject = 9, .organisation = ALDER, .pence = 2500 });
    EXPECT_OK(still_to_come(as(&ann), ALDER, YEAR_TO, &still));
    EXPECT_EQUAL(still.places, 2);
    EXPECT_EQUAL(still.places_pence, 12000);
    EXPECT_EQUAL(still.asked, 1);
    EXPECT_EQUAL(still.items_pence, 2500);
    EXPECT_EQUAL(still_to_come_sum(&still), 14500);
    EXPECT_OK(still_to_come(as(&ann), ALDER, "2026-11-30", &still));      /* before the event */
    EXPECT_EQUAL(still.places, 0);
    events_are_over();
    EXPECT_OK(still_to_come(as(&ann), ALDER, YEAR_TO, &still));
    EXPECT_EQUAL(still.places, 0);
    EXPECT_REFUSED(still_to_come(as(&ann), BEECH, YEAR_TO, &still), FORBIDDEN, "");
}

TEST("the school’s own year is that of its budget, else of its package, and an academy’s begins in September")
{
    YearKind kind = YEAR_CALENDAR;
    EXPECT_OK(value_year_kind(as(&ann), ALDER, &kind));
    EXPECT_EQUAL(kind, YEAR_FINANCIAL);
    (void)pot_lay(ALDER, "places", "", 1);      /* from September */
    EXPECT_OK(value_year_kind(as(&ann), ALDER, &kind));
    EXPECT_EQUAL(kind, YEAR_ACADEMIC);
    fixture_run("INSERT INTO school_budget (organisation_id, starts_on, ends_on, pence, changed_at, changed_by) VALUES (11, '2026-04-01', '2027-03-31', 20000, 0, 101)");
    EXPECT_OK(value_year_kind(as(&ann), ALDER, &kind));
    EXPECT_EQUAL(kind, YEAR_FINANCIAL);
    fixture_run("UPDATE school SET maintained = 0 WHERE organisation_id = 12");
    EXPECT_OK(value_year_kind(as(&ann), BEECH, &kind));
    EXPECT_EQUAL(kind, YEAR_ACADEMIC);
}

TEST("the pages say it to whoever keeps the school’s money and to the office, and to nobody else")
{
    Value value;
    at_the_office();
    (void)pot_lay(ALDER, "places", "", 5);
    (void)booked_as(&ann, PHONICS, ALDER, &ben);
    const char *page = visit(&ann, "GET", "/money", NULL).body;
    EXPECT_HAS(page, "4 of 5 left");
    EXPECT_HAS(page, "Still to come until 31 August 2027");      /* its package is of a September year */
    EXPECT_HAS(visit(&ann, "GET", "/money?year=financial", NULL).body, "Still to come until 31 March 2027");
    EXPECT_HAS(page, "href=\"/buying\"");
    EXPECT_HAS(page, "aria-current=\"page\">");
    EXPECT_HAS(visit(&ann, "GET", "/money?year=academic", NULL).body, "1 September 2026 to 31 August 2027");
    EXPECT_HAS(visit(&ann, "GET", "/money?year=calendar&of=2025", NULL).body, "1 January 2025 to 31 December 2025");
    events_are_over();
    EXPECT_HAS(visit(&ann, "GET", "/money/value", NULL).body, "For 1 place others would have paid £95.00, which is £95.00 more than there was to pay.");
    EXPECT_LACKS(visit(&ann, "GET", "/money/value", NULL).body, ben.name);
    EXPECT_HAS(visit(&ann, "GET", "/money/value/statement.csv", NULL).body, "All places,,,1,0,60.00,0.00,95.00");
    EXPECT_EQUAL(visit(&ann, "GET", "/money/value/statement.pdf", NULL).status, 200);
    EXPECT_HAS(visit(&rex, "GET", "/office/value/11", NULL).body, "Alder Grove");
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/value/11", NULL).status, 200);
    EXPECT_EQUAL(visit(&rex, "GET", "/office/value/99", NULL).status, 404);
    EXPECT_EQUAL(visit(&ann, "GET", "/office/value/11", NULL).status, 403);
    EXPECT_EQUAL(visit(&cara, "GET", "/money", NULL).status, 403);
    EXPECT_EQUAL(visit(&ben, "GET", "/money/value", NULL).status, 403);
    EXPECT_REFUSED(value_read(as(&ann), BEECH, YEAR_FROM, YEAR_TO, &value), FORBIDDEN, "");
}

TEST("whoever keeps no money has buying together in the navigation as before; whoever does has it behind Our money")
{
    EXPECT_HAS(visit(&hana, "GET", "/courses", NULL).body, "href=\"/buying\">Buying together");      /* an officer */
    EXPECT_LACKS(visit(&hana, "GET", "/buying", NULL).body, "/money");
    ann_is_head();
    EXPECT_LACKS(visit(&ann, "GET", "/courses", NULL).body, "href=\"/buying\">Buying together");
    EXPECT_HAS(visit(&ann, "GET", "/courses", NULL).body, "href=\"/money\">Our money");
    static const char *const pages[] = { "/money", "/money/value", "/package", "/budget", "/buying", "/invoices", "/recharges" };
    for (size_t i = 0; i < COUNT(pages); i++)
        for (size_t j = 0; j < COUNT(pages); j++) EXPECT_HAS(visit(&ann, "GET", pages[i], NULL).body, text(test_cx(), "href=\"%s\"", pages[j]));
}

TEST("the office’s list has who got least for their subscription first, and the sums of each one’s statement")
{
    at_the_office();
    ValueRow *rows;
    size_t n;
    (void)owed((Owed){ .subject = 1, .organisation = ALDER, .pence = 10000, .supply = "subscription", .kind = "subscription", .account = ACCOUNT_SUBSCRIPTIONS, .on = "2026-04-01" });
    (void)owed((Owed){ .subject = 2, .organisation = BEECH, .pence = 10000, .supply = "subscription", .kind = "subscription", .account = ACCOUNT_SUBSCRIPTIONS, .on = "2026-04-01" });
    (void)owed((Owed){ .subject = 3, .organisation = CEDAR, .pence = 10000, .supply = "subscription", .kind = "subscription", .account = ACCOUNT_SUBSCRIPTIONS, .on = "2025-04-01" });
    (void)pot_lay(ALDER, "places", "", 5);
    (void)booked_as(&ann, PHONICS, ALDER, &ben);
    events_are_over();
    EXPECT_OK(value_schools(as(&rex), YEAR_FROM, YEAR_TO, &rows, &n));
    EXPECT_EQUAL(n, 2);
    EXPECT_EQUAL(rows[0].organisation_id, BEECH);
    EXPECT_EQUAL(rows[1].organisation_id, ALDER);
    EXPECT_EQUAL(rows[1].covered, 6000);
    EXPECT_EQUAL(value_percent(&rows[1]), 95);
    EXPECT_EQUAL(rows[1].subscription, value_of_alder().waiting.subscription);
    const char *page = visit(&rex, "GET", "/office/value", NULL).body;
    EXPECT_HAS(page, "uses little");
    EXPECT_HAS(page, "Alder Grove");
    EXPECT_LACKS(visit(&rex, "GET", "/office/value?which=little", NULL).body, "Alder Grove");
    EXPECT_HAS(visit(&rex, "GET", "/office/value?of=2020", NULL).body, "No subscription counts in that year");
    EXPECT_HAS(visit(&rex, "GET", "/office/value.csv", NULL).body, "Alder Grove Primary School,primary,100.00,1,0,60.00,0.00,60.00,95.00,95");
    EXPECT_EQUAL(visit(&ann, "GET", "/office/value", NULL).status, 403);
}
