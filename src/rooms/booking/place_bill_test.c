/* Places and charges become what somebody owes: once, from the day on that the office says, and never what a package covers. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/place_bill.h"
#include "rooms/booking/walk_in.h"
#include "rooms/money/ledger.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_money.h"
#include "tests/fixture_package.h"

#define FROM(day, month, year) FORM_OF("from_on-day", day, "from_on-month", month, "from_on-year", year)
static void billed_from_december(void)
{
    rex_lay();
    EXPECT_EQUAL(visit(&rex, "POST", "/office/places-billed", FROM("1", "12", "2026")).status, 303);
}

static Error *queue_act(Ctx *cx, void *nothing) { return job_queue(cx, "places.bill", 0, cx->now, NULL); }
static void hour_at(const char *moment)
{
    fixture_at(moment);
    EXPECT_OK(write_as(&nobody, queue_act, NULL));
    run_jobs();
}

#define ITEMS(where) fixture_number("SELECT count(*) FROM bill_item WHERE " where)

TEST("the day after an event begins each place is owed at what is to pay for it, once; a covered one, a waiting one and one from before that day are not")
{
    billed_from_december();
    (void)pot_lay(ALDER, "places", "", 1);
    Full full = phonics_full();      /* ben is covered, kim pays, lou and max wait */
    (void)full;
    fixture_run("UPDATE booking SET purchase_order = 'PO 7' WHERE organisation_id = 11");
    hour_at("2026-12-10T18:00");
    EXPECT_EQUAL(ITEMS("kind = 'place'"), 0);
    hour_at("2026-12-11T10:00");
    EXPECT_EQUAL(ITEMS("kind = 'place'"), 1);
    EXPECT_EQUAL(ITEMS("kind = 'place' AND pence = 6000 AND organisation_id = 11 AND person_id IS NULL AND supply = 'training' AND on_date = '2026-12-10' AND account_id = 22 AND purchase_order = 'PO 7' AND state = 'waiting'"), 1);
    EXPECT_HAS(fixture_text("SELECT words AS text FROM bill_item"), "Phonics in Year 1, 10 December 2026: Kim");
    hour_at("2026-12-12T10:00");
    EXPECT_EQUAL(ITEMS("kind = 'place'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM place_billed"), 0);
    hour_at("2027-01-12T10:00");
    EXPECT(fixture_number("SELECT count(*) FROM place_billed WHERE event_id = 1") == 1);
    EXPECT_HAS(visit(&ivo, "GET", "/office/places-billed", NULL).body, "£60.00");
}

TEST("nothing is owed until the office has said from when, and the day can be put later and not earlier")
{
    (void)booked_as(&ann, PHONICS, ALDER, &kim);
    (void)booked_as(&jo, PHONICS, 0, &jo);
    hour_at("2026-12-12T10:00");
    EXPECT_EQUAL(ITEMS("1 = 1"), 0);
    billed_from_december();
    EXPECT_EQUAL(visit(&rex, "POST", "/office/places-billed", FROM("30", "11", "2026")).status, 409);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/places-billed", FROM("31", "2", "2027")).status, 422);
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/places-billed", FROM("1", "1", "2027")).status, 403);
    hour_at("2026-12-12T12:00");
    EXPECT_EQUAL(ITEMS("organisation_id = 11 AND pence = 6000"), 1);
    EXPECT_EQUAL(ITEMS("person_id = 110 AND organisation_id IS NULL AND pence = 9500"), 1);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/places-billed", FROM("1", "1", "2027")).status, 303);
    EXPECT_EQUAL(ITEMS("state = 'waiting'"), 2);
}

typedef struct { WalkIn who; WalkedIn came; } Arriving;
static Error *walk_in_act(Ctx *cx, void *data) { Arriving *a = data; return walk_in_add(cx, PHONICS, PHONICS_SESSION, &a->who, &a->came); }

TEST("whose place somebody else took owes it no more, and who came does")
{
    billed_from_december();
    int64_t kims = booked_as(&ann, PHONICS, ALDER, &kim);
    hour_at("2026-12-11T10:00");
    EXPECT_EQUAL(ITEMS("state = 'waiting'"), 1);
    Arriving a = { .who = { .email = max.email, .instead_of = kims } };
    EXPECT_OK(write_as(&dora, walk_in_act, &a));
    EXPECT_EQUAL(ITEMS("state = 'withdrawn' AND organisation_id = 11"), 1);
    hour_at("2026-12-11T12:00");
    EXPECT_EQUAL(ITEMS("state = 'waiting' AND organisation_id = 12 AND pence = 9500"), 1);
}

TEST("a charge is owed once its event is over, and waived after that it is withdrawn")
{
    billed_from_december();
    int64_t kims = booked_as(&ann, PHONICS, ALDER, &kim);
    fixture_run("UPDATE event SET cancel_by = 1796000000 WHERE id = 1");
    fixture_at("2026-12-09T10:00");
    EXPECT_OK(cancel_by(&kim, kims));
    EXPECT_EQUAL(fixture_number("SELECT pence FROM charge"), 6000);
    hour_at("2026-12-12T10:00");
    EXPECT_EQUAL(ITEMS("kind = 'place'"), 0);
    EXPECT_EQUAL(ITEMS("kind = 'charge' AND pence = 6000 AND supply = 'charge' AND account_id = 23 AND state = 'waiting'"), 1);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/office/charges/%ld/waive", (long)fixture_number("SELECT id FROM charge")), FORM_OF("why", "She was ill")).status, 303);
    EXPECT_EQUAL(ITEMS("kind = 'charge' AND state = 'withdrawn'"), 1);
}
