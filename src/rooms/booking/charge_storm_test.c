/* Charges by many at once: cancelled late, taken by who waits, waived, and each of these once. */
#include "rooms/booking/charge.h"
#include "tests/fixture_wishes.h"

enum { ROUNDS = 4, LATE = 1796600000 };      /* 6 December, four days before PHONICS begins */

static Error *waive_any(Ctx *cx, void *nothing)
{
    static const ChargeFilter owed = { .state = "owed", .kind = "", .words = "" };
    Charge *list;
    size_t n;
    TRY(charges(cx, &owed, 1, &list, &n));
    return n ? charge_waive(cx, list[0].id, "The trains stood still") : OK;
}

static void give_up_run(int number, void *nothing)
{
    uint64_t dice = (uint64_t)number;
    const Wish wish = { .event_id = PHONICS, .now = LATE };
    for (int i = 0; i < ROUNDS; i++) {
        int64_t who = 1001 + number * ROUNDS + i;
        storm_write(number, who, wish_book, (void *)&wish);
        for (int k = 0; k <= i; k++) storm_write(number, 1001 + number * ROUNDS + k, wish_accept, (void *)&wish);
        if (storm_dice(&dice, 3)) storm_write(number, who, wish_cancel, (void *)&wish);
        if (number % 4 == 0) storm_write(number, dora.id, waive_any, NULL);
    }
}

/* However the storm went, one place more that is given up is taken by who waits, and one charge more is waived. */
static void afterwards(void)
{
    const Wish wish = { .event_id = PHONICS, .now = LATE };
    for (int more = 0; more < 2; more++) {
        storm_write(0, fixture_number("SELECT MIN(person_id) FROM registration WHERE event_id = 1 AND state = 'confirmed'"), wish_cancel, (void *)&wish);
        for (int64_t i = 0; !more && i < STORM * ROUNDS; i++) storm_write(0, 1001 + i, wish_accept, (void *)&wish);
    }
    storm_write(0, dora.id, waive_any, NULL);
}

#define OVER(what) "(SELECT count(*) FROM trail WHERE what = 'charge." what "')"

TEST("however many give up places at once that others take or the office waives, each cancelled place is charged once, and goes once")
{
    storm_people(STORM * ROUNDS);
    fixture_run("UPDATE event SET rules = 128, places = 6 WHERE id = 1");
    fixture_run("INSERT INTO event_charge (id, event_id, no_show_pence, words) VALUES (1, 1, 2000, 'Half.')");
    fixture_run("INSERT INTO event_charge_tier (charge_id, days, percent, pence) VALUES (1, 14, 50, 0)");
    storm(STORM, give_up_run, NULL);
    afterwards();
    EXPECT_EQUAL(fixture_number("SELECT count(*) - count(DISTINCT registration_id) FROM charge"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM charge WHERE pence <> 4750"), 0);
    EXPECT(fixture_number("SELECT count(*) FROM charge WHERE lifted_why = 'taken'") > 0);
    EXPECT(fixture_number("SELECT count(*) FROM charge WHERE waived_at IS NOT NULL") > 0);
    EXPECT_EQUAL(fixture_number("SELECT " OVER("made") " - (SELECT count(*) FROM charge)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT " OVER("lifted") " + " OVER("waived") " - (SELECT count(*) FROM mail WHERE letter = 'charge-lifted')"), 0);
    EXPECT_EQUAL(fixture_number("SELECT " OVER("lifted") " + " OVER("waived") " - (SELECT count(*) FROM charge WHERE waived_at IS NOT NULL OR lifted_at IS NOT NULL)"), 0);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}
