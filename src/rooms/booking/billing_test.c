/* A place is owed once its event is over, a charge with it; and what is put right afterwards is put right on the bills. */
#include "rooms/booking/billing.h"

#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/walk_in.h"
#include "rooms/money/bills/bill_item.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_package.h"

#define ITEMS(what) "SELECT COUNT(*) FROM bill_item WHERE " what

static Error *queue_act(Ctx *cx, void *nothing) { return job_queue(cx, "bookings.bill", 0, cx->now, NULL); }

static void bill_jobs_run(void)
{
    EXPECT_OK(write_as(&nobody, queue_act, NULL));
    run_jobs();
}

static void over(void)
{
    fixture_at("2026-12-10T13:00");
    bill_jobs_run();
}

TEST("a place with a price is owed once its event is over, by the school it was for, with course, day, who and the purchase order; not before, and not twice")
{
    Booked booked;
    EXPECT_OK(book(&cara, PHONICS, BEECH, &(Invitee){ .person_id = max.id }, 1, &booked));
    fixture_run("UPDATE booking SET purchase_order = 'B 17' WHERE id > 0");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("id > 0")), 0);
    over();
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'place' AND organisation_id = 12 AND pence = 9500 AND supply = 'training' AND account_id = 22 AND on_date = '2026-12-10' AND purchase_order = 'B 17'")), 1);
    EXPECT_SAME(fixture_text("SELECT words AS text FROM bill_item"), "Phonics in Year 1: Max Dunmore");
    fixture_at("2026-12-10T15:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("id > 0")), 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM event_billed WHERE event_id = 1"), 1);
}

TEST("what came in from a file is owed by nobody: it was paid for elsewhere")
{
    booked_as(&cara, PHONICS, BEECH, &max);
    fixture_run("UPDATE booking SET booked_by = NULL WHERE id > 0");
    over();
    EXPECT_EQUAL(fixture_number(ITEMS("id > 0")), 0);
}

TEST("a place that the package covers whole is owed by nobody, and one that it makes cheaper at what is left to pay")
{
    (void)pot_lay(BEECH, "places", "", 1);
    (void)pot_lay(BEECH, "percent", "", 20);
    booked_as(&cara, PHONICS, BEECH, &max);
    booked_as(&cara, PHONICS, BEECH, &gus);
    over();
    EXPECT_EQUAL(fixture_number(ITEMS("id > 0")), 1);
    EXPECT_EQUAL(fixture_number(ITEMS("pence = 7600")), 1);
}

TEST("somebody who comes for no school owes their own place; a free place, a cancelled one and a cancelled event owe nothing")
{
    booked_as(&jo, PHONICS, 0, &jo);
    int64_t given_up = booked_as(&cara, PHONICS, BEECH, &max);
    EXPECT_OK(cancel_by(&cara, given_up));
    booked_as(&ann, ONLINE, ALDER, &ben);
    over();
    fixture_at("2026-12-16T09:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("id > 0")), 1);
    EXPECT_EQUAL(fixture_number(ITEMS("person_id = 110 AND organisation_id IS NULL")), 1);
}

/* What the register says becomes a charge for not coming by another job; here it is laid. */
static void missed_lay(int64_t registration_id)
{
    fixture_run(text(test_cx(), "INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at) SELECT 900, id, event_id, organisation_id, 'missed', 2000, '£20 for not coming', 1796907601 FROM registration WHERE id = %ld",
                     (long)registration_id));
}

TEST("the charge for not coming stands in the place's stead; once it falls away the place is owed as it was")
{
    int64_t id = booked_as(&cara, PHONICS, BEECH, &max);
    missed_lay(id);
    over();
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'place'")), 0);
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'charge' AND pence = 2000 AND account_id = 23 AND state = 'waiting'")), 1);
    fixture_run("UPDATE charge SET lifted_at = 1796910000, lifted_why = 'register' WHERE id = 900");
    fixture_at("2026-12-10T15:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'charge' AND state = 'withdrawn'")), 1);
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'place' AND state = 'waiting'")), 1);
}

TEST("a charge that comes after the place was billed is owed, and the place is credited; waived, it is owed no more")
{
    int64_t id = booked_as(&cara, PHONICS, BEECH, &max);
    terms_by_eli(BEECH, (TermsDraft){ .way = "invoice" });
    over();
    billed(BEECH);
    fixture_at("2026-12-12T10:00");
    missed_lay(id);
    fixture_run("UPDATE charge SET made_at = 1797066000 WHERE id = 900");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'place' AND reverses IS NOT NULL AND pence = -9500 AND state = 'waiting'")), 1);
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'charge' AND state = 'waiting'")), 1);
    Issued issued;
    EXPECT_OK(bill_by(&dora, BEECH, &issued));
    EXPECT_EQUAL(issued.invoices, 1);
    EXPECT_EQUAL(issued.credit_notes, 1);
    EXPECT_EQUAL(issued.pence, 2000 - 9500);
    fixture_run("UPDATE charge SET waived_at = 1797070000, waived_by = 104, waived_why = 'Snow' WHERE id = 900");
    fixture_at("2026-12-12T13:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'charge' AND reverses IS NOT NULL AND pence = -2000")), 1);
    EXPECT_SAME(fixture_text("SELECT why AS text FROM bill_item WHERE kind = 'charge' AND reverses IS NOT NULL"), "The charge was waived");
    fixture_at("2026-12-12T16:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("reverses IS NOT NULL")), 2);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM bill_item WHERE state <> 'withdrawn'"), 0);      /* nor is the place */
    EXPECT_OK(money_check(as(&nobody)));
}

static Error *walk_in_act(Ctx *cx, void *who)
{
    WalkedIn came;
    return walk_in_add(cx, PHONICS, PHONICS_SESSION, who, &came);
}

TEST("whoever is put on the register after the event was billed owes their place, and the one whose place they took owes it no more")
{
    int64_t maxs = booked_as(&cara, PHONICS, BEECH, &max);
    over();
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'place' AND state = 'waiting'")), 1);
    fixture_at("2026-12-10T16:00");
    EXPECT_OK(write_as(&fay, walk_in_act, &(WalkIn){ .name = "", .email = gus.email, .instead_of = maxs }));
    fixture_at("2026-12-10T18:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'place' AND state = 'withdrawn'")), 1);
    EXPECT_EQUAL(fixture_number(ITEMS("kind = 'place' AND state = 'waiting' AND pence > 0")), 1);
    EXPECT_SAME(fixture_text("SELECT words AS text FROM bill_item WHERE state = 'waiting'"), text(test_cx(), "Phonics in Year 1: %s", gus.name));
    fixture_at("2026-12-10T20:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number(ITEMS("id > 0")), 2);
}

TEST("a place of a department's course is earned by the department's own cost centre")
{
    fixture_run("INSERT INTO cost_centre (id, code, name, organisation_id) VALUES (801, 'EY30', 'Early years', 15)");
    fixture_run("UPDATE event SET member_price_pence = 1500, other_price_pence = 1500 WHERE id = 2");
    booked_as(&cara, ONLINE, BEECH, &max);
    fixture_at("2026-12-15T18:00");
    bill_jobs_run();
    EXPECT_EQUAL(fixture_number("SELECT cost_centre_id FROM bill_item"), 801);
}
