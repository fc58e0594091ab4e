/* Places without a name, by many at once: never more than there are, each named once, given back or named but not both. */
#include <stdatomic.h>

#include "rooms/booking/naming.h"
#include "tests/fixture_wishes.h"

enum { PLACES = 6, ROUNDS = 3 };
static atomic_int named, taken;

static Error *hold_two(Ctx *cx, void *nothing)
{
    Booked booked;
    TRY(booking_make(cx, &(BookingRequest){ .event_id = ONLINE, .organisation_id = ALDER, .unnamed = 2, .purchase_order = "" }, &booked));
    return OK;
}

/* The first that still has no name, whoever else is at it. */
static Error *name_first(Ctx *cx, void *nothing)
{
    Unnamed *list;
    size_t n;
    TRY(unnamed_of_school(cx, &list, &n));
    if (!n) return conflict(cx, "Everybody is named");
    return place_name(cx, list[0].first_id, &(Invitee){ .person_id = cx->who->id });
}

static Error *give_back(Ctx *cx, void *nothing)
{
    int64_t done;
    return unnamed_release_slice(cx, ONLINE, &done);
}

static void names_run(int number, void *nothing)
{
    for (int i = 0; i < ROUNDS; i++) {
        int64_t who = 1001 + number * ROUNDS + i;
        if (!storm_write(number, who, hold_two, NULL)) atomic_fetch_add(&taken, 1);
        if (!storm_write(number, who, name_first, NULL)) atomic_fetch_add(&named, 1);
        if (i % 3 == 2) storm_write(number, who, wish_cancel, &(Wish){ .event_id = ONLINE });
        if (i == ROUNDS - 1 && number % 4 == 0) storm_write(number, 0, give_back, NULL);
    }
}

TEST("places that many hold, name, cancel and give back at once are never more than there are, and each has one name at most")
{
    storm_people(STORM * ROUNDS);
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, starts_on, created_at) SELECT id + 100000, id, 11, 'CPD lead', '2020-09-01', 0 FROM person WHERE id > 1000");
    fixture_run("INSERT INTO event_name_by (event_id, days) VALUES (2, 21)");
    fixture_run("UPDATE event SET rules = 0, places = 6 WHERE id = 2");
    named = taken = 0;
    storm(STORM, names_run, NULL);
    EXPECT_EQUAL(taken, STORM * ROUNDS);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'registration.named'"), named);
    EXPECT(named > PLACES);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state IN ('confirmed', 'offered')"), PLACES);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(events_idle(), 0);

    fixture_run("UPDATE event SET rules = 64 WHERE id = 2");
    storm(STORM, names_run, NULL);
    EXPECT_OK(booking_check(as(&nobody)));
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(events_idle(), 0);
}
