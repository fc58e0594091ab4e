/* The same repeat begun by many at once, and its job run by many at once: each date is made once. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/event_repeat.h"
#include "rooms/programme/year_copy.h"
#include "tests/fixture_storm.h"

enum { DATES = 6 };

typedef struct { atomic_int begun, refused, wrong; } Sky;
static Sky sky;

static Error *begin_act(Ctx *cx, void *run_id)
{
    static const char *const dates[DATES] = { "2027-02-04", "2027-02-11", "2027-03-04", "2027-03-11", "2027-04-15", "2027-04-22" };
    return repeat_begin(cx, PHONICS, dates, DATES, run_id);
}

static void begin_run(int number, void *nothing)
{
    int64_t run_id;
    size_t ran;
    int kind = storm_write(number, number % 2 ? dora.id : eli.id, begin_act, &run_id);
    atomic_fetch_add(kind == 0 ? &sky.begun : kind == CONFLICT ? &sky.refused : &sky.wrong, 1);
    if (jobs_drain(storm_store(number), &ran)) atomic_fetch_add(&sky.wrong, 1);
}

TEST("of many who repeat an event on the same dates one does, and each date is made once, whoever runs the job")
{
    storm(STORM, begin_run, NULL);
    run_jobs();
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.begun, 1);
    EXPECT_EQUAL(sky.refused, STORM - 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE copied_from = 1"), DATES);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT starts_on) FROM event WHERE copied_from = 1"), DATES);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM copy_line WHERE copy_id IS NULL"), 0);
}

/* ---- a year ---- */

static int64_t year_run;

static Error *plan_act(Ctx *cx, void *nothing)  { return year_copy_plan(cx, "2026-09-01", &year_run); }
static Error *make_act(Ctx *cx, void *nothing)  { return year_copy_begin(cx, year_run); }

static void make_run(int number, void *nothing)
{
    size_t ran;
    int kind = storm_write(number, number % 2 ? dora.id : eli.id, make_act, NULL);
    atomic_fetch_add(kind == 0 ? &sky.begun : kind == CONFLICT ? &sky.refused : &sky.wrong, 1);
    if (jobs_drain(storm_store(number), &ran)) atomic_fetch_add(&sky.wrong, 1);
}

TEST("of many who make a year's drafts one does, and each event has one")
{
    sky = (Sky){ 0 };
    EXPECT_OK(write_as(&dora, plan_act, NULL));
    run_jobs();
    storm(STORM, make_run, NULL);
    run_jobs();
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.begun, 1);
    EXPECT_EQUAL(sky.refused, STORM - 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE copied_from IS NOT NULL"), 3);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT copied_from) FROM event"), 3);
}
