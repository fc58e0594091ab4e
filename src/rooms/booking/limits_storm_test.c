/* Limits of an event's own, by many at once: what a school may have, and parties that come together or not at all. */
#include <stdatomic.h>

#include "tests/fixture_wishes.h"

typedef struct { atomic_int kinds[600]; } Sky;
static Sky sky;

enum { SCHOOL_PEOPLE = 64, CAP = 2 };

#define OF_ALDER "(SELECT count(*) FROM registration WHERE event_id = 2 AND organisation_id = 11 AND state IN ('requested', 'waiting', 'offered', 'confirmed'))"

static Error *book_for_alder(Ctx *cx, void *nothing)
{
    Booked booked;
    return booking_make(cx, &(BookingRequest){ .event_id = ONLINE, .organisation_id = ALDER, .people = &(Invitee){ .person_id = cx->who->id }, .count = 1, .purchase_order = "" }, &booked);
}

static void school_run(int number, void *nothing)
{
    for (int i = 0; i < SCHOOL_PEOPLE / STORM; i++) {
        int64_t who = 1001 + number + i * STORM;
        atomic_fetch_add(&sky.kinds[storm_write(number, who, book_for_alder, NULL)], 1);
        if (i % 2) storm_write(number, who, wish_cancel, &(Wish){ .event_id = ONLINE });
    }
}

TEST("however many of a school ask at once, it has as many places as it may, and no more at any time")
{
    storm_people(SCHOOL_PEOPLE);
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, starts_on, created_at) SELECT id + 100000, id, 11, 'teacher', '2020-09-01', 0 FROM person WHERE id > 1000");
    fixture_run("INSERT INTO event_school_cap (event_id, places) VALUES (2, 2)");
    fixture_run("UPDATE event SET rules = 4 WHERE id = 2");
    sky = (Sky){0};
    storm(STORM, school_run, NULL);
    EXPECT_EQUAL(fixture_number("SELECT " OF_ALDER), CAP);
    EXPECT_EQUAL(sky.kinds[0] + sky.kinds[INVALID], SCHOOL_PEOPLE);
    EXPECT(sky.kinds[0] >= CAP && sky.kinds[INVALID] > 0);
    EXPECT_EQUAL(events_unsound(), 0);
}

/* ---- parties ---- */

enum { PARTIES = 4, SIZE = 3, ROUNDS = 6 };

/* Each thread has three people of its own, the first of whom books and answers for the others. */
static Error *party_book(Ctx *cx, void *nothing)
{
    Booked booked;
    Invitee people[SIZE];
    for (int i = 0; i < SIZE; i++) people[i] = (Invitee){ .person_id = cx->who->id + i };
    return booking_make(cx, &(BookingRequest){ .event_id = ONLINE, .organisation_id = ALDER, .people = people, .count = SIZE, .purchase_order = "", .together = true }, &booked);
}

static void parties_run(int number, void *nothing)
{
    uint64_t dice = (uint64_t)number;
    int64_t booker = 1001 + number * SIZE;
    const Wish wish = { .event_id = ONLINE };
    for (int i = 0; i < ROUNDS; i++) {
        storm_write(number, booker, party_book, NULL);
        if (storm_dice(&dice, 3)) storm_write(number, booker, wish_accept, (void *)&wish);
        if (!storm_dice(&dice, 2)) storm_write(number, booker, wish_lapse, (void *)&wish);
        for (int k = 0; k < SIZE; k++)
            if (storm_dice(&dice, 3)) storm_write(number, booker + k, wish_cancel, (void *)&wish);
    }
}

/* A party that has an offer or a place for some and not for others, while nobody has left it. */
#define TORN "SELECT count(*) FROM party y WHERE EXISTS (SELECT 1 FROM registration r WHERE r.booking_id = y.booking_id AND r.state = 'waiting')" \
    " AND EXISTS (SELECT 1 FROM registration r WHERE r.booking_id = y.booking_id AND r.state IN ('offered', 'confirmed'))"
/* A free place beside a party, or one alone, that fits in what is free. */
#define IDLE "SELECT count(*) FROM event e WHERE e.id = 2 AND e.places - e.taken >= (SELECT MIN(u.size) FROM (SELECT count(*) AS size FROM registration w" \
    " LEFT JOIN party y ON y.booking_id = w.booking_id WHERE w.event_id = 2 AND w.state = 'waiting' GROUP BY COALESCE(y.booking_id, w.id)) u)"

TEST("parties that book, answer, lapse and fall apart at once are never torn between a place and the list, and whoever fits is offered what is free")
{
    storm_people(STORM * SIZE);
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, starts_on, created_at) SELECT id + 100000, id, 11, 'CPD lead', '2020-09-01', 0 FROM person WHERE id > 1000");
    fixture_run("UPDATE event SET places = 8, starts_at = starts_at + 315360000, ends_at = ends_at + 315360000 WHERE id = 2");
    storm(STORM, parties_run, NULL);
    EXPECT(fixture_number("SELECT count(*) FROM party") > PARTIES);
    EXPECT_EQUAL(fixture_number(TORN), 0);
    EXPECT_EQUAL(fixture_number(IDLE), 0);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(letters_wrong(), 0);
    EXPECT(fixture_number("SELECT count(DISTINCT what) FROM trail WHERE what LIKE 'registration.%'") == 5);
}
