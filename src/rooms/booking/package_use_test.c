/* What packages have left, and who used what: read by whoever keeps the school's money or books for it, and by the office; visits, and credits. */
#include "platform/base/text.h"
#include "rooms/booking/package_use.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_money.h"
#include "tests/fixture_package.h"

static void business_manager(void) { fixture_run("UPDATE post SET role = 'school business manager' WHERE person_id = 113"); }      /* max, of Beech Lane */

TEST("a CPD lead reads what is left, who used it and what it saved, and takes it away as a file")
{
    (void)pot_lay(ALDER, "places", "", 5);
    (void)pot_lay(ALDER, "percent", "", 20);
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben);
    const char *page = visit(&ann, "GET", "/package/use", NULL).body;
    EXPECT_HAS(page, "4 of 5 left");
    EXPECT_HAS(page, "20% off, used 0 times");
    EXPECT_HAS(page, "It has saved £60.");
    EXPECT_HAS(page, ben.name);
    EXPECT_HAS(page, text(test_cx(), "/registrations/%ld", (long)bens));
    EXPECT_HAS(visit(&ann, "GET", "/package/use.csv", NULL).body, "Phonics in Year 1");
    EXPECT_HAS(visit(&ann, "GET", "/bookings", NULL).body, "Covered");
    EXPECT_HAS(visit(&dora, "GET", "/office/bookings", NULL).body, "Covered");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/registrations", NULL).body, "Covered");
    EXPECT_OK(cancel_by(&ben, bens));
    page = visit(&ann, "GET", "/package/use", NULL).body;
    EXPECT_HAS(page, "5 of 5 left");
    EXPECT_HAS(page, "Nothing has been taken yet");
}

TEST("a business manager reads the sums without the names, a teacher nothing, and nobody another school’s")
{
    (void)pot_lay(BEECH, "places", "", 5);
    (void)booked_as(&cara, PHONICS, BEECH, &gus);
    business_manager();
    const char *page = visit(&max, "GET", "/package/use", NULL).body;
    EXPECT_HAS(page, "4 of 5 left");
    EXPECT_HAS(page, "£95.00");
    EXPECT_LACKS(page, gus.name);
    EXPECT_LACKS(visit(&max, "GET", "/package/use.csv", NULL).body, gus.name);
    EXPECT_EQUAL(visit(&ben, "GET", "/package/use", NULL).status, 403);
    EXPECT_HAS(visit(&ann, "GET", "/package/use", NULL).body, "Your school has no package now");
    PackageUse *uses;
    size_t n;
    EXPECT_REFUSED(package_uses(as(&ann), BEECH, "2026-01-01", 0, 10, &uses, &n), FORBIDDEN, "");
}

TEST("the office sees every school’s, narrows it to what is used up, and a school that looks for it is turned away")
{
    rex_lay();
    (void)pot_lay(ALDER, "places", "", 1);
    (void)pot_lay(BEECH, "credits", "", 3);
    (void)booked_as(&ann, PHONICS, ALDER, &ben);
    const char *page = visit(&rex, "GET", "/office/entitlements", NULL).body;
    EXPECT_HAS(page, "Alder Grove");
    EXPECT_HAS(page, "0 of 1 left");
    EXPECT_HAS(page, "3 of 3 left");
    const char *used = visit(&rex, "GET", "/office/entitlements?state=used", NULL).body;
    EXPECT_HAS(used, "Alder Grove");
    EXPECT_LACKS(used, "Beech Lane");
    EXPECT_HAS(visit(&rex, "GET", "/office/entitlements?q=beech", NULL).body, "3 of 3 left");
    EXPECT_HAS(visit(&rex, "GET", "/office/entitlements?q=nobody", NULL).body, "No package fits");
    EXPECT_HAS(visit(&rex, "GET", "/office/entitlements.csv", NULL).body, "Alder Grove Primary School,Primary package 2026/27,Places at all courses and events,2026-09-01,2027-08-31,1,1,60");
    EXPECT_EQUAL(visit(&ann, "GET", "/office/entitlements", NULL).status, 403);
    EXPECT_HAS(visit(&ivo, "GET", "/office/entitlements/11", NULL).body, ben.name);
    EXPECT_EQUAL(visit(&rex, "GET", "/office/entitlements/99", NULL).status, 404);
}

#define VISIT(...) FORM_OF("on-day", "20", "on-month", "11", "on-year", "2026", "words", __VA_ARGS__)

TEST("visits are noted by the office while the package has any, read by the school, and given back when they were noted by mistake")
{
    rex_lay();
    int64_t pot = pot_lay(ALDER, "visits", "", 1);
    EXPECT_HAS(visit(&rex, "GET", "/office/entitlements/11", NULL).body, "Note the visit");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/entitlements/11", VISIT("Eli Marsh, on assessment")).status, 303);
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT_HAS(visit(&ann, "GET", "/package/use", NULL).body, "Eli Marsh, on assessment");
    EXPECT_HAS(visit(&rex, "POST", "/office/entitlements/11", VISIT("Once more")).body, "No visit is left in their package on 20 November 2026");
    EXPECT_HAS(visit(&rex, "POST", "/office/entitlements/11", VISIT("")).body, "Say who came and what for");
    EXPECT_HAS(visit(&rex, "POST", "/office/entitlements/11", FORM_OF("on-day", "25", "on-month", "11", "on-year", "2026", "words", "To come")).body, "still to come");
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/entitlements/11", VISIT("An auditor’s")).status, 403);
    const char *remove = text(test_cx(), "/office/visits/%ld/remove", (long)fixture_number("SELECT id FROM visit"));
    EXPECT_HAS(visit(&rex, "GET", remove, NULL).body, "Remove the visit of 20 November 2026?");
    EXPECT_EQUAL(visit(&rex, "POST", remove, FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(pot_used(pot), 0);
    EXPECT_EQUAL(visit(&rex, "POST", remove, FORM_OF("sure", "1")).status, 409);
    EXPECT_EQUAL(pot_used(pot), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

#define CREDITS(course, network) FORM_OF("credits_course", course, "credits_network_meeting", network, "credits_conference", "1", "credits_programme", "1", "credits_enrichment_activity", "1", "credits_visit", "1", \
                                         "credits_governor_training", "1", "credits_self-paced", "1")

TEST("a place takes as many credits as the office says of its kind of course, and the form says so")
{
    rex_lay();
    int64_t pot = pot_lay(ALDER, "credits", "", 5);
    EXPECT_HAS(visit(&rex, "GET", "/office/entitlements/credits", NULL).body, "Governor training");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/entitlements/credits", CREDITS("2", "1")).status, 303);
    EXPECT_HAS(visit(&rex, "POST", "/office/entitlements/credits", CREDITS("0", "1")).body, "enter a whole number from 1 to 20");
    EXPECT_HAS(visit(&ann, "GET", "/events/1/book", NULL).body, "Covered by your package: 5 of 5 credits left, and this takes 2; the third costs £60.");
    (void)booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_EQUAL(pot_used(pot), 2);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/entitlements/credits", CREDITS("1", "1")).status, 303);
    (void)booked_as(&ann, PHONICS, ALDER, &kim);
    EXPECT_EQUAL(pot_used(pot), 3);
    EXPECT_EQUAL(pots_unsound(), 0);
}
