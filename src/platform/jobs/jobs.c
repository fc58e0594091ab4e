#include "platform/jobs/jobs.h"

#include <pthread.h>
#include <stdatomic.h>

#include "platform/base/check.h"
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

enum {
    TRIES_MOST = 8,
    BATCH = 16,                 /* due jobs looked at together */
    LEASE_SECONDS = 15 * 60,    /* no job takes longer; a worker that died gives its job free after it */
    GAP_SECONDS = 60,           /* after the first failure; doubles with each */
    LOOK_EVERY_MS = 500,
    THREADS_MOST = 16,
    KINDS_MOST = 128,
    JOB_ARENA = 256 << 20,      /* imports and exports are jobs too */
};

SQL(job_add,
    "INSERT INTO job (id, kind, subject_id, detail, run_at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (kind, subject_id) WHERE state = 'due' DO UPDATE SET asked = job.asked + 1, detail = excluded.detail,"
    " run_at = CASE WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END");
SQL(job_keep_timed,
    "INSERT INTO job (id, kind, run_at) VALUES ($1, $2, $3) ON CONFLICT (kind, subject_id) WHERE state = 'due' DO NOTHING");
SQL(jobs_due,
    "SELECT id, kind, subject_id, detail, attempt, asked FROM job WHERE state = 'due' AND run_at <= $1 AND leased_to <= $1 ORDER BY run_at, id LIMIT CAST($2 AS BIGINT)");
/* run_at is asked again: since the list was read another worker may have run it and put it off. */
SQL(job_lease,  "UPDATE job SET leased_to = $2, attempt = attempt + 1 WHERE id = $1 AND state = 'due' AND run_at <= $3 AND leased_to <= $3 AND asked = $4");
SQL(job_done,   "DELETE FROM job WHERE id = $1 AND asked = $2");
SQL(job_again,  "UPDATE job SET leased_to = 0, attempt = 0, failed = '', run_at = $2 WHERE id = $1");
SQL(job_failed, "UPDATE job SET leased_to = 0, failed = $2, run_at = $3, state = $4 WHERE id = $1");
SQL(leases_clear, "UPDATE job SET leased_to = 0 WHERE leased_to > 0");

typedef struct { int64_t id; const char *kind; int64_t subject_id; const char *detail; int64_t attempt, asked; } DueJob;
static const Column due_row[] = { COLUMN(DueJob, id), COLUMN(DueJob, kind), COLUMN(DueJob, subject_id), COLUMN(DueJob, detail),
                                  COLUMN(DueJob, attempt), COLUMN(DueJob, asked) };

static struct {
    const JobLists *lists[KINDS_MOST];   /* frozen by jobs_use(), before the first thread */
    size_t          list_count;
    pthread_t       threads[THREADS_MOST];
    int             thread_count;
    atomic_bool     stopping;
    pthread_mutex_t lock;
    pthread_cond_t  stop;
} jobs = { .lock = PTHREAD_MUTEX_INITIALIZER, .stop = PTHREAD_COND_INITIALIZER };

void jobs_use(const JobLists *const *lists, size_t n)
{
    CHECK(n <= KINDS_MOST);
    for (size_t i = 0; i < n; i++) jobs.lists[i] = lists[i];
    jobs.list_count = n;
}

static const JobKind *kind_find(const char *kind)
{
    for (size_t l = 0; l < jobs.list_count; l++)
        for (size_t i = 0; i < jobs.lists[l]->kind_count; i++)
            if (same(jobs.lists[l]->kinds[i].kind, kind)) return &jobs.lists[l]->kinds[i];
    return NULL;
}

Error *job_queue(Ctx *cx, const char *kind, int64_t subject_id, int64_t run_at, const char *detail)
{
    return db_run(cx, job_add, NULL, INT(new_id(cx)), STR(kind), INT(subject_id), STR(detail ? detail : ""), INT(run_at));
}

Error *fact(Ctx *cx, const char *what, int64_t subject_id)
{
    for (size_t l = 0; l < jobs.list_count; l++)
        for (size_t i = 0; i < jobs.lists[l]->listener_count; i++)
            if (same(jobs.lists[l]->listeners[i].fact, what)) TRY(job_queue(cx, jobs.lists[l]->listeners[i].kind, subject_id, cx->now, what));
    return OK;
}

/* ---- running one ---- */

typedef struct { const DueJob *job; const JobKind *kind; const char *failed; bool leased; } Turn;

static Error *lease_act(Ctx *cx, void *data)
{
    Turn *turn = data;
    int64_t changed = 0;
    TRY(db_run(cx, job_lease, &changed, INT(turn->job->id), INT(cx->now + LEASE_SECONDS), INT(cx->now), INT(turn->job->asked)));
    turn->leased = changed == 1;   /* else another worker was quicker, or it was asked for again meanwhile */
    return OK;
}

static Error *finish_act(Ctx *cx, void *data)
{
    const Turn *turn = data;
    int64_t tries = turn->job->attempt + 1, gone = 0, every = turn->kind ? turn->kind->every : 0;
    if (turn->failed && every) return db_run(cx, job_failed, NULL, INT(turn->job->id), STR(turn->failed), INT(cx->now + every), STR("due"));
    if (turn->failed)
        return db_run(cx, job_failed, NULL, INT(turn->job->id), STR(turn->failed), INT(cx->now + ((int64_t)GAP_SECONDS << (tries - 1))),
                      STR(tries < TRIES_MOST ? "due" : "dead"));
    if (every) return db_run(cx, job_again, NULL, INT(turn->job->id), INT(cx->now + every));
    TRY(db_run(cx, job_done, &gone, INT(turn->job->id), INT(turn->job->asked)));
    return gone ? OK : db_run(cx, job_again, NULL, INT(turn->job->id), INT(cx->now));   /* asked for again while it ran */
}

static Error *job_run(Ctx *cx, const JobKind *kind, const DueJob *due)
{
    const Job job = { due->id, due->kind, due->subject_id, due->detail, due->attempt };
    if (!kind) return broken(cx, "no job is called %s", due->kind);
    TRY(store_read_begin(cx));
    Error *error = kind->run(cx, &job);
    store_read_end(cx);
    return error;
}

/* One job, in a Ctx of its own, so that a large one takes no memory from the next. */
static Error *turn_take(Store *store, int64_t now, const DueJob *due, bool *ran)
{
    Ctx cx;
    Turn turn = { .job = due, .kind = kind_find(due->kind) };
    ctx_begin(&cx, store, JOB_ARENA);
    if (now) cx.now = now, cx.today = date_of(&cx, now);
    Error *error = db_write(&cx, lease_act, &turn);
    *ran = !error && turn.leased;
    if (*ran) {
        Error *failed = job_run(&cx, turn.kind, due);
        turn.failed = failed ? failed->log ? failed->log : failed->say : NULL;
        if (failed) log_warning(&cx, "job.failed", "%s %ld, try %ld: %s", due->kind, (long)due->subject_id, (long)due->attempt + 1, turn.failed);
        error = db_write(&cx, finish_act, &turn);
    }
    if (error) log_error(&cx, "jobs", "%s: %s", due->kind, error->log ? error->log : error->say);
    ctx_end(&cx);
    return OK;
}

/* Runs what is due now; *ran counts. `now` 0 is the clock's. */
static Error *round_run(Store *store, int64_t now, size_t *ran)
{
    Ctx cx;
    DueJob *due;
    size_t n = 0;
    ctx_begin(&cx, store, ARENA_REQUEST_LIMIT);
    Error *error = store_read_begin(&cx);
    if (!error) error = db_list(&cx, jobs_due, due_row, &due, &n, INT(now ? now : cx.now), INT(BATCH));
    store_read_end(&cx);
    if (error) log_error(&cx, "jobs", "%s", error->log ? error->log : error->say);
    for (size_t i = 0; !error && i < n && !atomic_load(&jobs.stopping); i++) {
        bool did;
        error = turn_take(store, now, &due[i], &did);
        *ran += did;
    }
    ctx_end(&cx);
    return OK;
}

/* ---- workers ---- */

static Error *begin_act(Ctx *cx, void *data)
{
    const bool *alone = data;
    if (*alone) TRY(db_run(cx, leases_clear, NULL, NONE));   /* the only process there is: whoever held them is gone */
    for (size_t l = 0; l < jobs.list_count; l++)
        for (size_t i = 0; i < jobs.lists[l]->kind_count; i++)
            if (jobs.lists[l]->kinds[i].every) TRY(db_run(cx, job_keep_timed, NULL, INT(new_id(cx)), STR(jobs.lists[l]->kinds[i].kind), INT(cx->now)));
    return OK;
}

static void *worker(void *data)
{
    Store *store = data;
    while (!atomic_load(&jobs.stopping)) {
        size_t ran = 0;
        if (round_run(store, 0, &ran) || ran) continue;
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += LOOK_EVERY_MS * 1000000L;
        if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
        pthread_mutex_lock(&jobs.lock);
        if (!atomic_load(&jobs.stopping)) pthread_cond_timedwait(&jobs.stop, &jobs.lock, &until);
        pthread_mutex_unlock(&jobs.lock);
    }
    return NULL;
}

void jobs_start(Store *store, int threads)
{
    CHECK(threads >= 1 && threads <= THREADS_MOST && !jobs.thread_count);
    Ctx cx;
    bool alone = !store_is_postgres(store);
    ctx_begin(&cx, store, ARENA_REQUEST_LIMIT);
    Error *error = db_write(&cx, begin_act, &alone);
    if (error) log_error(&cx, "jobs", "%s", error->log ? error->log : error->say);
    ctx_end(&cx);
    atomic_store(&jobs.stopping, false);
    for (; jobs.thread_count < threads; jobs.thread_count++) CHECK(pthread_create(&jobs.threads[jobs.thread_count], NULL, worker, store) == 0);
}

void jobs_stop_begin(void)
{
    pthread_mutex_lock(&jobs.lock);
    atomic_store(&jobs.stopping, true);
    pthread_cond_broadcast(&jobs.stop);
    pthread_mutex_unlock(&jobs.lock);
}

void jobs_stop(void)
{
    jobs_stop_begin();
    for (int i = 0; i < jobs.thread_count; i++) pthread_join(jobs.threads[i], NULL);
    jobs.thread_count = 0;
    atomic_store(&jobs.stopping, false);
}

bool jobs_stopping(void) { return atomic_load(&jobs.stopping); }

Error *jobs_drain_at(Store *store, int64_t now, size_t *ran)
{
    size_t before;
    *ran = 0;
    do {
        before = *ran;
        TRY(round_run(store, now, ran));
    } while (*ran > before);
    return OK;
}

Error *jobs_drain(Store *store, size_t *ran) { return jobs_drain_at(store, 0, ran); }
