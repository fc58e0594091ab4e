/* A place moves to another date of its course: all of it at once, or nothing. */
#include "platform/base/text.h"
#include "rooms/booking/move.h"
#include "rooms/programme/event_rules.h"
#include "tests/fixture_bookings.h"

/* The second event is another date of the first one's course: 15 December, 30 places, £70 for members. */
static void two_dates(void)
{
    fixture_store();
    fixture_run("UPDATE event SET course_id = 51, member_price_pence = 7000, other_price_pence = 9500 WHERE id = 2");
}

static const char *page(int64_t id, const char *what) { return text(test_cx(), "/registrations/%ld%s", (long)id, what); }
static Visit moves(const Somebody *who, int64_t id, const char *agreed, const char *price) { return visit(who, "POST", page(id, "/move"), FORM_OF("event", "2", "agreed", agreed, "price_2", price)); }
static int64_t there(void) { return fixture_number("SELECT id FROM registration WHERE event_id = 2 AND moved_from IS NOT NULL"); }

TEST("a place moves in one act: the old one passes on, the new one stands at its price, and both invitations are seen to")
{
    two_dates();
    Full full = phonics_full();
    EXPECT_HAS(visit(&ben, "GET", page(full.ben, ""), NULL).body, "Move to another date");
    Visit form = visit(&ben, "GET", page(full.ben, "/move"), NULL);
    EXPECT_HAS(form.body, "Tuesday 15 December 2026, 4pm to 5pm");
    EXPECT_HAS(form.body, "It costs £70; this one £60");
    EXPECT_HAS(form.body, "Moving is free");
    EXPECT_EQUAL(moves(&ben, full.ben, "0", "7000").status, 303);
    EXPECT_SAME(registration_of(full.ben).state, "cancelled");
    EXPECT_SAME(registration_of(full.ben).cancel_reason, "Moved to 15 December 2026");
    EXPECT_SAME(registration_of(full.max).state, "offered");
    EXPECT_SAME(registration_of(there()).state, "confirmed");
    EXPECT_EQUAL(registration_of(there()).price_pence, 7000);
    EXPECT_EQUAL(fixture_number("SELECT moved_from FROM registration WHERE event_id = 2"), full.ben);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 2"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-moved' AND calendar_method = 'REQUEST'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-moved-away' AND calendar_method = 'CANCEL' AND calendar_sequence = 1"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "colleague-moved"), 1);
    EXPECT_EQUAL(fixture_number("SELECT booked_by FROM booking WHERE event_id = 2"), ann.id);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'registration.moved' AND person_id = 102"), 1);
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("nothing happens where the date is full, has begun, is another course's, or costs more than was agreed")
{
    two_dates();
    Full full = phonics_full();
    Visit dearer = moves(&ben, full.ben, "0", "6000");
    EXPECT_EQUAL(dearer.status, 409);
    EXPECT_HAS(dearer.body, "A place on that date costs £70 now");
    EXPECT_HAS(visit(&ben, "POST", page(full.ben, "/move"), FORM_OF("agreed", "0")).body, "Choose the other date");
    EXPECT_HAS(visit(&ben, "POST", page(full.ben, "/move"), FORM_OF("event", "1")).body, "Choose the other date");
    EXPECT_HAS(moves(&lou, full.lou, "0", "7000").body, "Only a place can move to another date");
    fixture_run("UPDATE event SET places = 1, taken = 0 WHERE id = 2");
    booked_as(&cara, ONLINE, BEECH, &cara);
    EXPECT_HAS(moves(&ben, full.ben, "0", "7000").body, "There is no place left on that date");
    EXPECT_HAS(visit(&ben, "GET", page(full.ben, "/move"), NULL).body, "No other date has a place just now");
    EXPECT_LACKS(visit(&ben, "GET", page(full.ben, ""), NULL).body, "Move to another date");
    fixture_run("UPDATE event SET course_id = 52 WHERE id = 2");
    EXPECT_EQUAL(moves(&ben, full.ben, "0", "7000").status, 422);
    EXPECT_SAME(registration_of(full.ben).state, "confirmed");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(mail_to(ben.email, "place-moved"), 0);
}

TEST("whoever is on the other date already is not there twice")
{
    two_dates();
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben);
    booked_as(&ann, ONLINE, ALDER, &ben);
    EXPECT_EQUAL(moves(&ben, bens, "0", "7000").status, 409);
    EXPECT_SAME(registration_of(bens).state, "confirmed");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 2"), 1);
}

TEST("moving late costs what cancelling would where the event's charges say so, with the sum confirmed, and is free otherwise")
{
    two_dates();
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/rules", FORM_OF("charge_days_1", "14", "charge_amount_1", "50%", "charge_moving", "1")).status, 303);
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben), kims = booked_as(&ann, PHONICS, ALDER, &kim);
    fixture_at("2026-12-01T09:00");
    EXPECT_HAS(visit(&ben, "GET", page(bens, "/move"), NULL).body, "Move the place for £30");
    EXPECT_HAS(moves(&ben, bens, "0", "7000").body, "Moving costs £30 now");
    EXPECT_EQUAL(moves(&ben, bens, "3000", "7000").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM charge WHERE kind = 'moved'"), 3000);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'place-moved'"), "£30, 50% of the price, for less than 14 days before");
    EXPECT_EQUAL(moves(&dora, kims, "0", "7000").status, 303);      /* the office moves free */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM charge"), 1);
}

TEST("what decides who may come is asked on the new date, too: a school's limit, approval, a ballot")
{
    two_dates();
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben);
    booked_as(&ann, ONLINE, ALDER, &kim);
    fixture_run("INSERT INTO event_school_cap (event_id, places) VALUES (2, 1)");
    fixture_run("UPDATE event SET rules = 4 WHERE id = 2");
    EXPECT_HAS(moves(&ann, bens, "0", "7000").body, "It can hand a place on to a colleague");
    fixture_run("UPDATE event SET rules = 1 WHERE id = 2");
    EXPECT_HAS(moves(&ann, bens, "0", "7000").body, "Each place on that date is approved first");
    fixture_run("UPDATE event SET rules = 8 WHERE id = 2");
    fixture_run("INSERT INTO event_ballot (event_id, closes_at, commitment, seed) VALUES (2, 1796600000, '', 'aa')");
    EXPECT_HAS(moves(&ann, bens, "0", "7000").body, "The places on that date are drawn");
    fixture_run("UPDATE event SET rules = 0 WHERE id = 2");
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (11, 'all', 0)");
    EXPECT_HAS(moves(&ben, bens, "0", "7000").body, "Whoever books for it can move yours");
    EXPECT_SAME(registration_of(bens).state, "confirmed");
    EXPECT_EQUAL(moves(&ann, bens, "0", "7000").status, 303);
}

TEST("nobody moves somebody else's place, and the auditor moves none")
{
    two_dates();
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_EQUAL(moves(&kim, bens, "0", "7000").status, 404);
    EXPECT_EQUAL(moves(&cara, bens, "0", "7000").status, 404);
    EXPECT_EQUAL(moves(&ivo, bens, "0", "7000").status, 403);
    EXPECT_EQUAL(visit(&ivo, "GET", page(bens, "/move"), NULL).status, 403);
}
