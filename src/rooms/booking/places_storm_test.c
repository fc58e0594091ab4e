/* Booking, cancelling, accepting, declining and lapsing at once: what holds of an event's places holds at every moment. */
#include <stdatomic.h>

#include "tests/fixture_wishes.h"

enum { PEOPLE = 60, WISHES = 80, WATCHERS = 2 };

typedef struct { atomic_int under_way, looked, wrong, kinds[600]; } Sky;
static Sky sky;

/* Two threads look, one on each machine; the others wish. */
static void wishes_run(int number, void *nothing)
{
    if (number < WATCHERS) {
        do {
            atomic_fetch_add(&sky.wrong, (int)events_wrong(number, true));
            atomic_fetch_add(&sky.looked, 1);
        } while (atomic_load(&sky.under_way));
        return;
    }
    uint64_t dice = (uint64_t)number;
    const char *which;
    for (int i = 0; i < WISHES; i++) atomic_fetch_add(&sky.kinds[wish_any(number, &dice, storm_dice(&dice, 2) ? PHONICS : ONLINE, PEOPLE, &which)], 1);
    atomic_fetch_sub(&sky.under_way, 1);
}

TEST("whatever people do at once, no event is oversold, no place stays free beside somebody who waits, and everybody gets one letter each time")
{
    storm_people(PEOPLE);
    /* Ten years ahead: a chain of offers that lapse one after the other must not come to the start, from which on nothing passes on. */
    fixture_run("UPDATE event SET places = 7, starts_at = starts_at + 315360000, ends_at = ends_at + 315360000 WHERE id IN (1, 2)");
    sky = (Sky){ .under_way = STORM - WATCHERS };
    storm(STORM, wishes_run, NULL);
    EXPECT_EQUAL(sky.kinds[0] + sky.kinds[CONFLICT], (STORM - WATCHERS) * WISHES);
    EXPECT(sky.kinds[0] > WISHES && sky.looked > 1);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(events_idle(), 0);
    EXPECT_EQUAL(letters_wrong(), 0);
    /* The storm had everything in it. */
    EXPECT(fixture_number("SELECT count(DISTINCT what) FROM trail WHERE what LIKE 'registration.%'") == 5);
}

/* ---- the same thing, by everybody ---- */

typedef struct { atomic_int kinds[600]; int64_t person_id; Act *act; } Crowd;
static Crowd crowd;

static void crowd_run(int number, void *nothing)
{
    atomic_fetch_add(&crowd.kinds[storm_write(number, crowd.person_id, crowd.act, &(Wish){ .event_id = PHONICS })], 1);
}

static void crowd_does(const Somebody *who, Act *act)
{
    crowd = (Crowd){ .person_id = who->id, .act = act };
    storm(STORM, crowd_run, NULL);
}

static Error *book_ann(Ctx *cx, void *nothing) { return wish_book(cx, &(Wish){ .event_id = PHONICS }); }

static void phonics_with_two_waiting(void)
{
    const Somebody *const people[] = { &ann, &ben, &jo, &pat };
    for (size_t i = 0; i < COUNT(people); i++) EXPECT_OK(write_as(people[i], book_ann, NULL));
}

TEST("a place cancelled sixteen times at once is freed once, and offered to one")
{
    phonics_with_two_waiting();
    crowd_does(&ann, wish_cancel);
    EXPECT_EQUAL(crowd.kinds[0], 1);
    EXPECT_EQUAL(crowd.kinds[CONFLICT], STORM - 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "place-cancelled"), 1);
    EXPECT_EQUAL(mail_to(jo.email, "place-offered"), 1);
    EXPECT_EQUAL(events_unsound() + events_idle() + letters_wrong(), 0);
}

TEST("an offer accepted sixteen times at once is one place and one letter")
{
    phonics_with_two_waiting();
    crowd_does(&ann, wish_cancel);
    crowd_does(&jo, wish_accept);
    EXPECT_EQUAL(crowd.kinds[0], 1);
    EXPECT_EQUAL(mail_to(jo.email, "place-confirmed"), 1);
    EXPECT_EQUAL(events_unsound() + events_idle() + letters_wrong(), 0);
}

static int64_t jos;

static Error *lapse_jos(Ctx *cx, void *nothing)
{
    cx->now += 7 * 86400;
    return offer_lapse(cx, jos);
}

static void either_run(int number, void *nothing)
{
    static Act *const acts[] = { wish_accept, wish_decline, lapse_jos };
    storm_write(number, jo.id, acts[number % 3], &(Wish){ .event_id = PHONICS });
}

TEST("an offer accepted, declined and lapsed at once ends one way, and its place is somebody's")
{
    for (int round = 0; round < 5; round++) {
        fixture_run("DELETE FROM registration");
        fixture_run("DELETE FROM booking");
        fixture_run("DELETE FROM mail");
        fixture_run("DELETE FROM trail");
        fixture_run("UPDATE event SET taken = 0, waiting = 0");
        phonics_with_two_waiting();
        crowd_does(&ann, wish_cancel);
        jos = fixture_number("SELECT id FROM registration WHERE person_id = 110 AND state = 'offered'");
        storm(STORM, either_run, NULL);
        bool takes = fixture_number("SELECT count(*) FROM registration WHERE person_id = 110 AND state = 'confirmed'") == 1;
        EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'confirmed'"), takes ? 2 : 1);
        EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'offered'"), takes ? 0 : 1);
        EXPECT_EQUAL(events_unsound() + events_idle() + letters_wrong(), 0);
    }
}
