/* Limits of an event's own, by many at once: what a school may have, parties that come together or not at all, a second date, and places that are drawn. */
#include <stdatomic.h>
#include <time.h>

#include "rooms/booking/ballot.h"
#include "rooms/booking/second_date.h"
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

/* ---- a second date ---- */

static Error *second_make(Ctx *cx, void *nothing)
{
    int64_t made;
    return second_date_make(cx, PHONICS, "2027-01-20", &made);
}

static void second_run(int number, void *nothing)
{
    const Wish wish = { .event_id = PHONICS };
    for (int i = 0; i < 3; i++) storm_write(number, 1001 + number * 3 + i, wish_book, (void *)&wish);
    if (number % 4 == 0) atomic_fetch_add(&sky.kinds[storm_write(number, dora.id, second_make, NULL)], 1);
    storm_write(number, 1001 + number * 3, wish_cancel, (void *)&wish);
}

TEST("a list to which sixteen come at once proposes a second date once, and it is made once though several make it")
{
    storm_people(STORM * 3);
    fixture_run("INSERT INTO event_second_date (event_id, waiting) VALUES (1, 3)");
    fixture_run("UPDATE event SET rules = 32 WHERE id = 1");
    sky = (Sky){0};
    storm(STORM, second_run, NULL);
    run_jobs();
    EXPECT_EQUAL(sky.kinds[0], 1);
    EXPECT_EQUAL(sky.kinds[CONFLICT], STORM / 4 - 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE id > 1000"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'event.second_date_proposed'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM (SELECT moved_from FROM registration WHERE moved_from IS NOT NULL GROUP BY moved_from HAVING count(*) > 1) AS twice"), 0);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id > 1000"), 2);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(events_idle(), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}

/* ---- a ballot ---- */

enum { DRAWERS = 3, ASKED = 10, TRIES = 300, CLOSES = 1795600000 };

static atomic_int asking;

/* On a worker's connection, as the job does; the clock of those who ask stands before the end, as theirs does who came in its last second. */
static void draw_once(int number)
{
    Ctx cx;
    ctx_begin(&cx, storm_store(number), ARENA_REQUEST_LIMIT);
    cx.now = CLOSES + 60;
    Error *error = store_read_begin(&cx);
    if (!error) error = ballot_run(&cx, ONLINE);
    if (error) printf("# drawing: %s (%s)\n", error->say, error->log ? error->log : ""), atomic_fetch_add(&sky.kinds[500], 1);
    ctx_end(&cx);
}

static void ballot_storm_run(int number, void *nothing)
{
    if (number < DRAWERS) {
        while (atomic_load(&sky.kinds[0]) < STORM && atomic_load(&asking)) nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
        for (int i = 0; i < TRIES && (i < 3 || atomic_load(&asking)); i++) draw_once(number);
        return;
    }
    uint64_t dice = (uint64_t)number;
    const Wish wish = { .event_id = ONLINE, .now = CLOSES - 1 };
    for (int i = 0; i < ASKED; i++) {
        int64_t who = 1001 + number * ASKED + i;
        atomic_fetch_add(&sky.kinds[storm_write(number, who, wish_book, (void *)&wish)], 1);
        if (!storm_dice(&dice, 3)) storm_write(number, who, wish_cancel, (void *)&wish);
    }
    atomic_fetch_sub(&asking, 1);
}

TEST("a ballot that several draw at once, while others ask and take back, is drawn once, answers everybody once, and its log holds")
{
    storm_people((STORM + 1) * ASKED);
    fixture_run("UPDATE event SET rules = 8, places = 20 WHERE id = 2");
    fixture_run("INSERT INTO event_ballot (event_id, closes_at, commitment, seed) VALUES (2, 1795600000, '', 'aa02030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f00')");
    sky = (Sky){0};
    asking = STORM - DRAWERS;
    storm(STORM, ballot_storm_run, NULL);
    draw_once(0);
    EXPECT_EQUAL(sky.kinds[500], 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM ballot_draw"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'requested'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'event.ballot_drawn'"), 1);
    EXPECT(fixture_number("SELECT count(*) FROM ballot_entry WHERE turn IS NOT NULL") > 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM ballot_entry WHERE turn IS NOT NULL") - fixture_number("SELECT count(*) FROM mail WHERE letter IN ('ballot-placed', 'ballot-waits')"),
                 fixture_number("SELECT count(*) FROM ballot_entry n JOIN registration r ON r.id = n.registration_id WHERE n.turn IS NOT NULL AND r.state = 'cancelled' AND NOT EXISTS"
                                " (SELECT 1 FROM trail t WHERE t.subject_id = r.id AND t.detail = 'ballot' AND t.what <> 'registration.requested')"));
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(events_idle(), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}
