/* The last of a package wanted by many at once: it is drawn once, nobody pays another price than the page said, and all of it comes back. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "rooms/booking/place_price.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_package.h"
#include "tests/fixture_storm.h"

enum { SIDES = 4 };
typedef struct { atomic_int covered, refused, paid, other; } Sky;
static Sky sky;

/* Each books themself, and was told that the package covers it. */
static Error *book_covered(Ctx *cx, void *nothing)
{
    Booked booked;
    const BookingRequest request = { .event_id = ONLINE, .organisation_id = ALDER, .people = &(Invitee){ .person_id = cx->who->id }, .count = 1, .purchase_order = "", .price_agreed = true };
    return booking_make(cx, &request, &booked);
}

static Error *book_anyhow(Ctx *cx, void *nothing)
{
    Booked booked;
    const BookingRequest request = { .event_id = ONLINE, .organisation_id = ALDER, .people = &(Invitee){ .person_id = cx->who->id }, .count = 1, .purchase_order = "" };
    return booking_make(cx, &request, &booked);
}

static Error *cancel_mine(Ctx *cx, void *nothing)
{
    Registration mine = {0};
    bool found;
    TRY(registration_mine(cx, ONLINE, &mine, &found));
    return found ? registration_cancel(cx, mine.id, "") : OK;
}

/* People of Alder Grove, ids from 1001 on. */
static void lay(int64_t people)
{
    storm_people(people);
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) SELECT id + 5000, id, 11, 'teacher', '', '2024-09-01', 0 FROM person WHERE id > 1000");
    fixture_run("UPDATE event SET places = 1000, member_price_pence = 6000, other_price_pence = 9500 WHERE id = 2");
}

static void once_run(int number, void *nothing)
{
    int kind = storm_write(number, 1001 + number, book_covered, NULL);
    atomic_fetch_add(!kind ? &sky.covered : kind == CONFLICT ? &sky.refused : &sky.other, 1);
}

TEST("of all who were told that the package covers their place, as many have one as it had left, and the others are told the price")
{
    sky = (Sky){0};
    lay(STORM);
    int64_t pot = pot_lay(ALDER, "credits", "", 3);
    storm(STORM, once_run, NULL);
    EXPECT_EQUAL(sky.covered, 3);
    EXPECT_EQUAL(sky.refused, STORM - 3);
    EXPECT_EQUAL(sky.other, 0);
    EXPECT_EQUAL(pot_used(pot), 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE price_pence <> 0"), 0);
    EXPECT_EQUAL(pots_unsound(), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}

static void about_run(int number, void *nothing)
{
    uint64_t dice = (uint64_t)number;
    for (int i = 0; i < 12; i++) {
        int64_t who = 1001 + number * SIDES + storm_dice(&dice, SIDES);
        switch (storm_dice(&dice, 3)) {
        case 0:  (void)storm_write(number, who, book_covered, NULL); break;
        case 1:  (void)storm_write(number, who, book_anyhow, NULL); break;
        default: (void)storm_write(number, who, cancel_mine, NULL);
        }
    }
}

TEST("however many book and cancel at once, the package never gives more than it has, and holds what its places hold")
{
    lay(STORM * SIDES);
    int64_t few = pot_lay(ALDER, "places", "", 5), credits = pot_lay(ALDER, "credits", "", 4);
    storm(STORM, about_run, NULL);
    EXPECT(pot_used(few) <= 5 && pot_used(credits) <= 4);
    EXPECT_EQUAL(pots_unsound(), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r WHERE " REGISTRATION_LIVE("r.") " AND r.price_pence <> 6000 AND NOT EXISTS (SELECT 1 FROM entitlement_draw d WHERE d.subject_id = r.id AND d.back_at IS NULL)"), 0);
    EXPECT(fixture_number("SELECT count(*) FROM entitlement_draw WHERE back_at IS NOT NULL") > 0);
    EXPECT_OK(booking_check(as(&nobody)));
}
