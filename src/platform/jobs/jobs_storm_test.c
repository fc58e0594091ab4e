/* Jobs and workers: two on one store, or on PostgreSQL on two machines. */
#include <stdatomic.h>

#include "platform/jobs/jobs.h"
#include "tests/fixture_storm.h"

enum { JOBS = 60, WORKERS = 4, QUEUERS = 12, EACH = 20 };

static atomic_int runs[JOBS + 1], asked, failed;

static Error *count_run(Ctx *cx, const Job *job)
{
    atomic_fetch_add(&runs[job->subject_id], 1);
    return OK;
}

static const JobKind  kinds[] = { JOB("storm.count", count_run) };
static const JobLists list = { kinds, COUNT(kinds), NULL, 0 };

static Error *queue_act(Ctx *cx, void *subject) { return job_queue(cx, "storm.count", *(const int64_t *)subject, cx->now, NULL); }

static void begin(void)
{
    fixture_store();
    fixture_run("DELETE FROM job");
    jobs_use((const JobLists *const[]){ &list }, 1);
    for (int i = 0; i <= JOBS; i++) atomic_store(&runs[i], 0);
    atomic_store(&asked, 0), atomic_store(&failed, 0);
}

static void work(int number)
{
    size_t ran;
    if (jobs_drain(storm_store(number), &ran)) atomic_fetch_add(&failed, 1);
}

static void workers_run(int number, void *nothing) { work(number); }

TEST("each of sixty jobs is taken once by four workers that look at the same moment")
{
    begin();
    for (int64_t i = 1; i <= JOBS; i++) EXPECT_OK(write_as(&nobody, queue_act, &i));
    storm(WORKERS, workers_run, NULL);
    EXPECT_EQUAL(failed, 0);
    for (int i = 1; i <= JOBS; i++) EXPECT_EQUAL(runs[i], 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM job"), 0);
}

/* Queued again and again while workers run it: whatever is asked before a run begins is done by it, and what is asked later by the next. */
static void queue_and_work_run(int number, void *nothing)
{
    if (number >= QUEUERS) {
        while (atomic_load(&asked) < QUEUERS * EACH) work(number);
        return;
    }
    for (int i = 0; i < EACH; i++) {
        int64_t subject = 1 + i % 3;
        if (storm_write(number, 0, queue_act, &subject)) atomic_fetch_add(&failed, 1);
        atomic_fetch_add(&asked, 1);
    }
}

TEST("a job asked for by many while it runs is never lost: it runs once more after the last of them")
{
    begin();
    storm(STORM, queue_and_work_run, NULL);
    int64_t before = fixture_number("SELECT count(*) FROM job");
    int ran[4];
    for (int i = 1; i <= 3; i++) ran[i] = atomic_load(&runs[i]);
    run_jobs();
    EXPECT_EQUAL(failed, 0);
    int64_t after = 0;
    for (int i = 1; i <= 3; i++) {
        EXPECT(runs[i] > 0 && runs[i] <= QUEUERS * EACH);
        after += runs[i] - ran[i];
    }
    EXPECT_EQUAL(after, before);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM job"), 0);
}
