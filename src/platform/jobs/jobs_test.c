/* Work for later: what is promised of it on both stores, when it fails, is asked for twice, or its worker dies. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "tests/fixture.h"

/* ---- kinds of this test's own ---- */

static atomic_int runs, failures_left;
static int64_t    last_subject, last_attempt;
static char       last_detail[64];

static Error *note_run(Ctx *cx, const Job *job)
{
    last_subject = job->subject_id, last_attempt = job->attempt;
    snprintf(last_detail, sizeof last_detail, "%s", job->detail);
    atomic_fetch_add(&runs, 1);
    return atomic_fetch_sub(&failures_left, 1) > 0 ? broken(cx, "the printer is on fire") : OK;
}

static Error *count_run(Ctx *cx, const Job *job)
{
    atomic_fetch_add(&runs, 1);
    return OK;
}

static Error *queue_act(Ctx *cx, void *data)
{
    const Job *job = data;
    return job_queue(cx, job->kind, job->subject_id, job->id, job->detail);   /* id: when */
}

static void queue(const char *kind, int64_t subject_id, int64_t run_at, const char *detail)
{
    Job job = { .id = run_at, .kind = kind, .subject_id = subject_id, .detail = detail };
    EXPECT_OK(write_as(&nobody, queue_act, &job));
}

/* Is asked for once more while it runs, the first time. */
static Error *asked_again_run(Ctx *cx, const Job *job)
{
    Job again = { .id = cx->now, .kind = job->kind, .subject_id = job->subject_id, .detail = "again" };
    snprintf(last_detail, sizeof last_detail, "%s", job->detail);
    return atomic_fetch_add(&runs, 1) == 0 ? db_write(cx, queue_act, &again) : OK;
}

static const JobKind  kinds[] = { JOB("test.note", note_run), JOB("test.count", count_run), JOB("test.again", asked_again_run),
                                  TIMED("test.hourly", note_run, 3600) };
static const Listener listeners[] = { LISTEN("cake.baked", "test.note"), LISTEN("cake.baked", "test.count") };
static const JobLists list = { kinds, COUNT(kinds), listeners, COUNT(listeners) };

static int64_t begin(void)
{
    fixture_store();
    fixture_run("DELETE FROM job");
    jobs_use((const JobLists *const[]){ &list }, 1);
    atomic_store(&runs, 0), atomic_store(&failures_left, 0);
    return fixture_cx()->now;
}

static size_t drain_at(int64_t when)
{
    size_t ran;
    EXPECT_OK(jobs_drain_at(fixture_store(), when, &ran));
    return ran;
}

static int64_t waiting(void) { return fixture_number("SELECT count(*) FROM job WHERE state = 'due'"); }

/* ---- the promises ---- */

TEST("a job runs when it is due and not before, with what it was given, and is gone")
{
    int64_t now = begin();
    queue("test.note", 7, now + 60, "bring cake");
    EXPECT_EQUAL(drain_at(now + 59), 0);
    EXPECT_EQUAL(drain_at(now + 60), 1);
    EXPECT_EQUAL(last_subject, 7);
    EXPECT_SAME(last_detail, "bring cake");
    EXPECT_EQUAL(waiting(), 0);
}

TEST("the same job waits once, at the earlier of its instants, with the newest words")
{
    int64_t now = begin();
    queue("test.note", 7, now + 60, "first");
    queue("test.note", 7, now + 30, "second");
    queue("test.note", 7, now + 90, "third");
    queue("test.note", 8, now + 90, "another subject");
    EXPECT_EQUAL(waiting(), 2);
    EXPECT_EQUAL(drain_at(now + 30), 1);
    EXPECT_SAME(last_detail, "third");
}

typedef struct { bool refused; } Baking;

static Error *bake_act(Ctx *cx, void *data)
{
    const Baking *baking = data;
    TRY(fact(cx, "cake.baked", 9));
    return baking->refused ? conflict(cx, "The oven is cold") : OK;
}

TEST("a fact reaches everybody who listens, and nobody when what caused it is refused")
{
    int64_t now = begin();
    EXPECT_REFUSED(write_as(&nobody, bake_act, &(Baking){ .refused = true }), CONFLICT, "The oven is cold");
    EXPECT_EQUAL(waiting(), 0);
    EXPECT_OK(write_as(&nobody, bake_act, &(Baking){ 0 }));
    EXPECT_EQUAL(drain_at(now), 2);
    EXPECT_EQUAL(last_subject, 9);
    EXPECT_SAME(last_detail, "cake.baked");
}

TEST("a job that fails is tried again with growing gaps, and at last succeeds")
{
    int64_t now = begin();
    atomic_store(&failures_left, 2);
    queue("test.note", 7, now, "");
    EXPECT_EQUAL(drain_at(now), 1);
    EXPECT_SAME(fixture_text("SELECT failed AS text FROM job"), "the printer is on fire");
    EXPECT_EQUAL(drain_at(now + 59), 0);
    EXPECT_EQUAL(drain_at(now + 60), 1);
    EXPECT_EQUAL(drain_at(now + 60 + 119), 0);
    EXPECT_EQUAL(drain_at(now + 60 + 120), 1);
    EXPECT_EQUAL(last_attempt, 2);
    EXPECT_EQUAL(waiting(), 0);
}

TEST("after eight failures a job is kept for the operator and left alone, and may be queued anew")
{
    int64_t now = begin();
    atomic_store(&failures_left, 8);
    queue("test.note", 7, now, "");
    for (int i = 0; i < 12; i++) drain_at(now += 86400);
    EXPECT_EQUAL(atomic_load(&runs), 8);
    EXPECT_EQUAL(waiting(), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM job WHERE state = 'dead' AND failed <> ''"), 1);
    queue("test.note", 7, now, "");
    EXPECT_EQUAL(drain_at(now), 1);
    EXPECT_EQUAL(waiting(), 0);
}

TEST("a job that is asked for again while it runs, runs again")
{
    int64_t now = begin();
    queue("test.again", 7, now, "once");
    EXPECT_EQUAL(drain_at(now), 2);
    EXPECT_SAME(last_detail, "again");
    EXPECT_EQUAL(waiting(), 0);
}

TEST("a job of a kind that nobody knows stops no other")
{
    int64_t now = begin();
    queue("test.unheard_of", 1, now - 1, "");
    queue("test.note", 7, now, "");
    drain_at(now);
    EXPECT_EQUAL(atomic_load(&runs), 1);
    EXPECT_SAME(fixture_text("SELECT kind AS text FROM job"), "test.unheard_of");
}

TEST("a job whose worker died waits for its lease to end, then runs")
{
    int64_t now = begin();
    queue("test.note", 7, now, "");
    fixture_run("UPDATE job SET leased_to = run_at + 900, attempt = 1");
    EXPECT_EQUAL(drain_at(now + 899), 0);
    EXPECT_EQUAL(drain_at(now + 900), 1);
    EXPECT_EQUAL(waiting(), 0);
}

/* ---- workers ---- */

static void wait_for_runs(int wanted)
{
    enum { WAIT_MS = 10000, STEP_MS = 20 };
    for (int waited = 0; atomic_load(&runs) < wanted && waited < WAIT_MS; waited += STEP_MS) nanosleep(&(struct timespec){ .tv_nsec = STEP_MS * 1000000L }, NULL);
}

TEST("forty jobs and eight workers: each job runs once")
{
    enum { JOBS = 40, WORKERS = 8 };
    int64_t now = begin();
    for (int i = 1; i <= JOBS; i++) queue("test.count", i, now, "");
    fixture_cx();                       /* ends the reading transaction: workers write */
    atomic_store(&failures_left, 0);
    jobs_start(fixture_store(), WORKERS);
    wait_for_runs(JOBS + 1);            /* and the timed one */
    jobs_stop();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM job WHERE kind = 'test.count'"), 0);
    EXPECT_EQUAL(atomic_load(&runs), JOBS + 1);
}

TEST("a timed job is there once workers have begun, and comes back after each run, good or bad")
{
    int64_t now = begin();
    atomic_store(&failures_left, 1);
    jobs_start(fixture_store(), 1);
    wait_for_runs(1);
    jobs_stop();
    EXPECT_EQUAL(waiting(), 1);
    EXPECT_EQUAL(drain_at(now + 3599), 0);
    EXPECT_EQUAL(drain_at(now + 3600), 1);
    EXPECT_EQUAL(drain_at(now + 7200), 1);
    EXPECT_EQUAL(waiting(), 1);
    jobs_start(fixture_store(), 1);     /* a second start adds no second one */
    jobs_stop();
    EXPECT_EQUAL(waiting(), 1);
}
