/* Many answer at once, some twice, while the job counts: each is counted once, never fewer than five at a time, and none is lost at the end. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "tests/fixture_evaluation.h"
#include "tests/fixture_storm.h"

enum { PEOPLE = 60, COUNTERS = 2 };

typedef struct { atomic_int under_way, kinds[600], looked, grown_by_few; } Sky;
static Sky sky;

static const EvaluationAnswer said[] = { { 1, 1 << 5, "" }, { 2, 1 << 4, "" }, { 3, 1 << 5, "" }, { 6, 1 << 1, "" }, { 7, 0, "The films" } };

static Error *answer(Ctx *cx, void *which)
{
    return evaluation_answer(cx, evaluation_token(cx, 5000 + *(const int64_t *)which, "end"), said, COUNT(said));
}

typedef struct { int64_t before, after, done; } Counting;
SQL(storm_answers, "SELECT answers FROM evaluation_round WHERE event_id = 2 AND kind = 'end'");

static Error *count(Ctx *cx, void *data)
{
    Counting *counting = data;
    TRY(db_number(cx, storm_answers, &counting->before, NONE));
    TRY(round_mix_slice(cx, ONLINE, "end", &counting->done));
    return db_number(cx, storm_answers, &counting->after, NONE);
}

static void run(int number, void *nothing)
{
    if (number < COUNTERS) {
        do {
            Counting counting = {0};
            if (storm_write(number, 0, count, &counting)) atomic_fetch_add(&sky.grown_by_few, 1);
            int64_t grown = counting.after - counting.before;
            if (grown && grown < FEWEST) atomic_fetch_add(&sky.grown_by_few, 1);
            atomic_fetch_add(&sky.looked, 1);
        } while (atomic_load(&sky.under_way));
        return;
    }
    /* Every person is somebody of two threads, so each link is sent twice. */
    for (int64_t which = 1 + number % 7; which <= PEOPLE; which += 7) atomic_fetch_add(&sky.kinds[storm_write(number, 0, answer, &which)], 1);
    atomic_fetch_sub(&sky.under_way, 1);
}

TEST("sixty people answer twice each at once while the answers are counted: sixty are counted, by five or more at a time")
{
    evaluation_people(PEOPLE);
    evaluation_job("send");
    sky = (Sky){ .under_way = STORM - COUNTERS };
    storm(STORM, run, NULL);
    evaluation_job("mix");
    EXPECT_EQUAL(sky.grown_by_few, 0);
    EXPECT(sky.looked > 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_invitation WHERE answered = 1"), PEOPLE);
    EXPECT_EQUAL(fixture_number("SELECT answers FROM evaluation_round"), PEOPLE);
    EXPECT_EQUAL(fixture_number("SELECT answers FROM evaluation_sum WHERE question_id = 2 AND choice = 4"), PEOPLE);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_comment"), PEOPLE);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box"), 0);
}
