/* Many at once: an event is decided about while people book and cancel, and its people are reminded by many workers. */
#include <stdatomic.h>

#include "rooms/booking/go_ahead.h"
#include "rooms/booking/reminder.h"
#include "tests/fixture_wishes.h"

#define DECIDE_ON "2026-12-01"

/* ---- whether it goes ahead ---- */

static atomic_int decisions, refusals;

static Error *ahead_act(Ctx *cx, void *nothing) { return go_ahead_decide(cx, ONLINE, DECIDE_ON); }
static Error *off_act(Ctx *cx, void *nothing)   { return go_ahead_call_off(cx, ONLINE, DECIDE_ON, "Too few."); }
static Error *later_act(Ctx *cx, void *nothing) { return go_ahead_put_off(cx, ONLINE, DECIDE_ON, "2026-12-08"); }
static Error *step_act(Ctx *cx, void *nothing)  { return go_ahead_step(cx, ONLINE); }

static void decide_run(int number, void *nothing)
{
    static Act *const answers[] = { ahead_act, off_act, later_act };
    const Wish wish = { .event_id = ONLINE };
    for (int i = 0; i < 3; i++) {
        storm_write(number, 1001 + number * 3 + i, wish_book, (void *)&wish);
        if (i == number % 3) {
            if (number < 6) atomic_fetch_add(storm_write(number, dora.id, answers[number % 3], NULL) ? &refusals : &decisions, 1);
            else storm_write(number, 0, step_act, NULL);
        }
        if (number % 2) storm_write(number, 1001 + number * 3 + i, wish_cancel, (void *)&wish);
    }
}

TEST("of several who decide at once while others book, cancel and the rule itself acts, one day has one decision, and what follows is whole")
{
    storm_people(STORM * 3);
    fixture_at("2026-12-01T10:00");
    fixture_run("INSERT INTO event_minimum (event_id, people, decide_on, cancels) VALUES (2, 20, '2026-12-01', 0)");
    fixture_run("UPDATE event SET rules = 1024 WHERE id = 2");
    decisions = refusals = 0;
    storm(STORM, decide_run, NULL);
    run_jobs();
    EXPECT_EQUAL(decisions + refusals, 6);
    EXPECT(decisions <= 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM go_ahead WHERE decided <> '' AND decide_on = '2026-12-01'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what IN ('event.goes_ahead', 'event.cancelled', 'event.decided_later')"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id WHERE e.state = 'cancelled' AND r.state IN ('confirmed', 'waiting', 'offered')"), 0);
    EXPECT(fixture_number("SELECT count(*) FROM mail WHERE letter = 'go-ahead-asked'") <= 3);
    EXPECT_EQUAL(events_unsound(), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}

/* ---- reminders ---- */

static Error *remind_act(Ctx *cx, void *event_id)
{
    int64_t done;
    return reminders_send_slice(cx, *(const int64_t *)event_id, 1, &done);
}

static void remind_run(int number, void *nothing)
{
    static const int64_t event = ONLINE;
    for (int i = 0; i < 3; i++) {
        const Wish wish = { .event_id = ONLINE };
        storm_write(number, 0, remind_act, (void *)&event);
        if ((number + i) % 3 == 0) storm_write(number, 1001 + number * 3 + i, wish_cancel, (void *)&wish);
    }
}

TEST("sixteen workers that remind at once, while people cancel, write to each person once and to nobody whose place was gone")
{
    storm_people(STORM * 3);
    fixture_run("INSERT INTO booking (id, event_id, booked_by, price_pence, booked_at) VALUES (900, 2, 104, 0, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, state, price_pence, asked_at, decided_at) SELECT id + 5000, 900, 2, id, 'confirmed', 0, 1790000000, 1790000000 FROM person WHERE id > 1000");
    fixture_run("UPDATE event SET places = 60, taken = 48 WHERE id = 2");
    fixture_at("2026-12-14T10:00");
    storm(STORM, remind_run, NULL);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-reminder'"), fixture_number("SELECT count(*) FROM reminder"));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM (SELECT person_id FROM mail WHERE letter = 'place-reminder' GROUP BY person_id HAVING count(*) > 1) twice"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r WHERE r.state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM reminder m WHERE m.registration_id = r.id)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail c JOIN mail m ON m.person_id = c.person_id AND m.letter = 'place-reminder' AND m.id > c.id WHERE c.letter = 'place-cancelled'"), 0);
    EXPECT_EQUAL(events_unsound(), 0);
}
