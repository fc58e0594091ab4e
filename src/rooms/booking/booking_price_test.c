/* What a booking costs, as it was said before confirming: kept with it, and refused where it rose meanwhile. */
#include "platform/base/text.h"
#include "rooms/booking/booking_price.h"
#include "tests/fixture.h"
#include "tests/fixture_bookings.h"

static void neighbours_pay_120(void)
{
    fixture_run("INSERT INTO event_price (event_id, class, pence) VALUES (1, 'neighbour', 12000)");
    fixture_run("UPDATE event SET rules = rules + 2048 WHERE id = 1");
}
static void a_tenth_off_early(void)
{
    fixture_run("INSERT INTO event_discount (event_id, early_percent, early_on, group_percent, group_from) VALUES (1, 10, '2026-12-01', 20, 2)");
    fixture_run("UPDATE event SET rules = rules + 4096 WHERE id = 1");
}
static void dove_pays_half(void)
{
    fixture_run("INSERT INTO waiver (id, organisation_id, percent, starts_on, ends_on, reason, made_at, made_by) VALUES (981, 14, 50, '2026-09-01', '2027-08-31', 'Secret flood', 0, 104)");
}
static const char *latest(const char *path) { return text(test_cx(), "%s/%ld", path, (long)fixture_number("SELECT max(id) FROM registration")); }

TEST("the form says the price and why, the booking keeps both, and its pages say them")
{
    neighbours_pay_120(), a_tenth_off_early(), dove_pays_half();
    const char *form = visit(&pat, "GET", "/events/1/book", NULL).body, *why = "£120, the price for schools of another authority; 10% less for booking by 1 December 2026; 50% less under the hardship waiver";
    EXPECT_HAS(form, why);
    EXPECT_HAS(form, "name=\"said\" value=\"5400 8640");
    EXPECT_HAS(form, "20% less from 2 places of one booking");
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (14, 'none', 0)");
    EXPECT_EQUAL(visit(&pat, "POST", "/events/1/book", FORM_OF("person", "116", "said", "5400")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT price_pence FROM registration"), 5400);
    EXPECT_EQUAL(fixture_number("SELECT list_pence FROM booking_price"), 5400);
    const char *page = visit(&pat, "GET", latest("/registrations"), NULL).body;
    EXPECT_HAS(page, why);
    EXPECT_LACKS(page, "Secret flood");
    EXPECT_HAS(visit(&pat, "GET", text(test_cx(), "/bookings/%ld", (long)fixture_number("SELECT max(id) FROM booking")), NULL).body, why);
}

TEST("a plain booking keeps no words about its price")
{
    booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking_price"), 0);
    EXPECT_EQUAL(fixture_number("SELECT price_pence FROM registration"), 6000);
}

TEST("what costs more by now than the form said is not booked, and what costs less is")
{
    const char *const as_shown[] = { "person", "102", "said", "6000", NULL };
    fixture_run("UPDATE event SET member_price_pence = 6001 WHERE id = 1");
    Visit risen = visit(&ann, "POST", "/events/1/book", as_shown);
    EXPECT_EQUAL(risen.status, 409);
    EXPECT_HAS(risen.body, "The place costs £60.01 now");
    EXPECT_HAS(risen.body, "name=\"said\" value=\"6001\"");            /* confirmed as it is said now */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration") + fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
    fixture_run("UPDATE event SET member_price_pence = 5000 WHERE id = 1");
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", as_shown).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT price_pence FROM registration"), 5000);
}

TEST("two places of one booking cost what a group pays, and the letter says why")
{
    a_tenth_off_early();
    const Invitee both[] = { { .person_id = ben.id }, { .person_id = kim.id } };
    EXPECT_OK(book(&ann, PHONICS, ALDER, both, 2, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE price_pence = 4320"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'booking-summary' AND filled LIKE '%£43.20 (£60, the price for members; 10%'"), 1);
}

TEST("whoever approves reads why it costs that")
{
    neighbours_pay_120(), dove_pays_half();
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (14, 'all', 0)");
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, starts_on, created_at) VALUES (991, 110, 14, 'teacher', '2026-09-01', 0)");
    EXPECT_EQUAL(visit(&jo, "POST", "/events/1/book", FORM_OF("said", "6000")).status, 303);
    EXPECT_HAS(visit(&pat, "GET", latest("/approvals"), NULL).body, "£120, the price for schools of another authority; 50% less under the hardship waiver");
}

TEST("a place that moves to another date costs what that date does for whoever it is, and the words go with it")
{
    fixture_run("INSERT INTO event (id, course_id, state, places, member_price_pence, other_price_pence, starts_at, ends_at, starts_on, session_count, minutes, rules, created_at, changed_at)"
                " SELECT 9, course_id, state, places, member_price_pence, other_price_pence, starts_at + 604800, ends_at + 604800, '2026-12-17', 1, minutes, 2048, 0, 0 FROM event WHERE id = 1");
    fixture_run("INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, online_link) SELECT 99, 9, 1, starts_at, ends_at, 'online', '' FROM event WHERE id = 9");
    fixture_run("INSERT INTO event_price (event_id, class, pence) VALUES (9, 'neighbour', 12000)");
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (14, 'none', 0)");
    int64_t id = booked_as(&pat, PHONICS, DOVE, &pat);
    EXPECT_EQUAL(fixture_number("SELECT price_pence FROM registration"), 9500);
    EXPECT_HAS(visit(&pat, "GET", text(test_cx(), "/registrations/%ld/move", (long)id), NULL).body, "It costs £120; this one £95");
    EXPECT_EQUAL(visit(&pat, "POST", text(test_cx(), "/registrations/%ld/move", (long)id), FORM_OF("event", "9", "agreed", "0", "price_9", "12000")).status, 303);
    EXPECT_HAS(visit(&pat, "GET", latest("/registrations"), NULL).body, "£120, the price for schools of another authority");
}
