/* Requests decided by many at once: each once, and no place more than there is. */
#include <stdatomic.h>

#include "rooms/booking/approval.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_wishes.h"

enum { PLACES = 3 };

typedef struct { atomic_int kinds[600]; int64_t ids[STORM]; } Sky;
static Sky sky;

typedef struct { int64_t id; bool approved; } Say;

static Error *say(Ctx *cx, void *data)
{
    const Say *it = data;
    const char *state;
    Error *error = approval_decide(cx, it->id, &(Decision){ .approved = it->approved, .note = "As we said" }, &state);
    return error && error->kind == MISSING ? conflict(cx, "It was decided already") : error;
}

static Error *ask(Ctx *cx, void *id)
{
    Booked booked;
    TRY(booking_make(cx, &(BookingRequest){ .event_id = ONLINE, .organisation_id = ALDER, .people = &(Invitee){ .person_id = cx->who->id }, .count = 1, .purchase_order = "" }, &booked));
    *(int64_t *)id = booked.places[0].registration_id;
    return OK;
}

/* Sixteen teachers of Alder Grove ask, for its three places. */
static void sixteen_ask(void)
{
    sky = (Sky){0};
    storm_people(STORM);
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) SELECT id + 9000, id, 11, 'teacher', '', '2025-09-01', 1 FROM person WHERE id > 1000");
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (11, 'all', 1)");
    fixture_run("UPDATE event SET places = 3 WHERE id = 2");
    for (int i = 0; i < STORM; i++) EXPECT_OK(write_as(&(Somebody){ 1001 + i, "", "" }, ask, &sky.ids[i]));
}

static void all_approved(int number, void *nothing)
{
    atomic_fetch_add(&sky.kinds[storm_write(number, ann.id, say, &(Say){ sky.ids[number], true })], 1);
}

TEST("sixteen requests approved at once take three places, and thirteen wait")
{
    sixteen_ask();
    storm(STORM, all_approved, NULL);
    EXPECT_EQUAL(sky.kinds[0], STORM);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 2"), PLACES);
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 2"), STORM - PLACES);
    EXPECT_EQUAL(events_unsound() + events_idle() + letters_wrong(), 0);
}

/* Of each request one says yes, one no, and its own person takes it back. */
static void all_at_odds(int number, void *nothing)
{
    for (int i = 0; i < 6; i++) {
        int64_t id = sky.ids[i];
        int kind = number % 3 == 2 ? storm_write(number, 1001 + i, wish_cancel, &(Wish){ .event_id = ONLINE })
                                   : storm_write(number, ann.id, say, &(Say){ id, number % 3 == 0 });
        atomic_fetch_add(&sky.kinds[kind], 1);
    }
}

TEST("a request that one approves, another refuses and its person takes back at once is decided one way, and its place is right")
{
    sixteen_ask();
    storm(STORM, all_at_odds, NULL);
    EXPECT_EQUAL(sky.kinds[0] + sky.kinds[CONFLICT], STORM * 6);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state = 'requested'"), STORM - 6);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM approval a JOIN registration r ON r.id = a.registration_id WHERE a.approved = 0 AND r.state <> 'refused'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r WHERE r.event_id = 2 AND r.state IN ('confirmed', 'waiting', 'offered')"
                                " AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.registration_id = r.id AND a.approved = 1)"), 0);
    EXPECT_EQUAL(events_unsound() + events_idle(), 0);
}

enum { PAIRS = 6 };

/* Six have places at an event that the office approves, and of each a colleague is asked for instead. */
static void six_hand_on(void)
{
    sky = (Sky){0};
    storm_people(2 * PAIRS);
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) SELECT id + 9000, id, 11, 'teacher', '', '2025-09-01', 1 FROM person WHERE id > 1000");
    fixture_run("UPDATE event SET places = 6, rules = 1 WHERE id = 2");
    for (int i = 0; i < PAIRS; i++) {
        int64_t has = booked_as(&dora, ONLINE, ALDER, &(Somebody){ 1001 + i, "", "" });
        EXPECT_OK(substitute_by(&ann, has, (Invitee){ .person_id = 1001 + PAIRS + i }, &sky.ids[i]));
    }
}

static void handed_at_odds(int number, void *nothing)
{
    for (int i = 0; i < PAIRS; i++) {
        int kind = number % 3 == 2 ? storm_write(number, 1001 + i, wish_cancel, &(Wish){ .event_id = ONLINE })
                                   : storm_write(number, dora.id, say, &(Say){ sky.ids[i], number % 3 == 0 });
        atomic_fetch_add(&sky.kinds[kind], 1);
    }
}

TEST("a colleague whom one approves and another refuses, while the place is given up, has a place in one way at most, and no place is held twice")
{
    six_hand_on();
    storm(STORM, handed_at_odds, NULL);
    EXPECT_EQUAL(sky.kinds[0] + sky.kinds[CONFLICT], STORM * PAIRS);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state = 'requested'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration n JOIN registration o ON o.id = n.substituted_for WHERE n.state = 'confirmed' AND o.state = 'confirmed'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 2"), fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state IN ('confirmed', 'offered')"));
    EXPECT_EQUAL(events_unsound() + events_idle(), 0);
}
