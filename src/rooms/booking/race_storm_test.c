/* Two thousand people want thirty places at once. */
#include <stdatomic.h>

#include "platform/base/time.h"
#include "tests/fixture_wishes.h"

enum { PLACES = 30, PEOPLE = 2000, REQUESTS = PEOPLE + PEOPLE / 10,   /* every tenth person asks twice */
       GIVE_UP = 80, SLACK_US = 3000 };                                         /* the ids of two machines agree to the millisecond */

typedef struct {
    atomic_int next, kinds[600];
    int64_t    base;
    int64_t    began_us[PEOPLE], ended_us[PEOPLE];      /* of the request that was taken, as whoever made it saw it */
} Race;
static Race race;

static void race_run(int number, void *nothing)
{
    for (int ticket; ; ) {
        int64_t began = time_monotonic_us();
        if ((ticket = atomic_fetch_add(&race.next, 1)) >= REQUESTS) return;
        int person = ticket < PEOPLE ? ticket : (ticket - PEOPLE) * 10;
        int kind = storm_write(number, 1001 + person, wish_book, &(Wish){ ONLINE, race.base + ticket / 100 });
        atomic_fetch_add(&race.kinds[kind], 1);
        if (kind) continue;
        race.began_us[person] = began;
        race.ended_us[person] = time_monotonic_us();
    }
}

/* Many of those in front think again. */
static void give_up_run(int number, void *nothing)
{
    for (int i = number; i < GIVE_UP; i += STORM) storm_write(number, 1001 + i, wish_cancel, &(Wish){ .event_id = ONLINE });
}

typedef struct { int64_t person_id, waits; } Stand;
static const Column stand_columns[] = { COLUMN(Stand, person_id), COLUMN(Stand, waits) };
SQL(race_line, "SELECT person_id, CAST(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END AS BIGINT) AS waits FROM registration WHERE event_id = 2 ORDER BY waits, asked_at, id");

TEST("of two thousand who ask for thirty places at once, thirty have one and the others wait in order, each once; places given up go down the line")
{
    race = (Race){ .base = fixture_cx()->now };
    storm_people(PEOPLE);
    storm(STORM, race_run, NULL);
    EXPECT_EQUAL(race.kinds[0], PEOPLE);
    EXPECT_EQUAL(race.kinds[CONFLICT], REQUESTS - PEOPLE);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state = 'confirmed'"), PLACES);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE event_id = 2 AND state = 'waiting'"), PEOPLE - PLACES);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT person_id) FROM registration WHERE event_id = 2"), PEOPLE);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking"), PEOPLE);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_EQUAL(letters_wrong(), 0);

    /* The line: those with a place, then those who wait. Nobody stands before somebody who had been answered before they asked. */
    Stand *line;
    size_t n;
    int64_t latest_began = 0, passed = 0;
    EXPECT_OK(db_list(as(&dora), race_line, stand_columns, &line, &n, NONE));
    EXPECT_EQUAL((int64_t)n, PEOPLE);
    for (size_t i = 0; i < n; i++) {
        int64_t person = line[i].person_id - 1001;
        passed += race.ended_us[person] + SLACK_US < latest_began;
        if (race.began_us[person] > latest_began) latest_began = race.began_us[person];
    }
    EXPECT_EQUAL(passed, 0);

    Waiting *waiting;
    size_t shown;
    EXPECT_OK(waiting_list(as(&dora), ONLINE, &waiting, &shown));
    EXPECT_EQUAL((int64_t)shown, 500);
    for (size_t i = 0; i < shown; i++) EXPECT_EQUAL(waiting[i].person_id, line[PLACES + i].person_id);

    storm(STORM, give_up_run, NULL);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'offered'"), PLACES);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration o, registration w WHERE o.state = 'offered' AND w.state = 'waiting'"
                                " AND (w.asked_at < o.asked_at OR (w.asked_at = o.asked_at AND w.id < o.id))"), 0);
    EXPECT_EQUAL(events_unsound() + events_idle() + letters_wrong(), 0);
}
