/*
 * Work for later: jobs, and facts that other rooms' jobs pick up. Both are rows, written in the transaction that caused them.
 *
 * A job runs off the writer with a reading connection; it writes by db_write() and does no SMTP or HTTP inside that. It may
 * run twice (a worker died after its work and before saying so), so it looks before it acts. A failed one is tried again
 * with growing gaps, eight times, then kept and shown to the operator.
 */
#pragma once
#include "platform/db/store.h"

typedef struct { int64_t id; const char *kind; int64_t subject_id; const char *detail; int64_t attempt; } Job;
typedef Error *JobRun(Ctx *cx, const Job *job);

typedef struct {
    const char *kind;       /* "offers.lapse" */
    JobRun     *run;
    int64_t     every;      /* seconds between runs of a timed job; 0: only when queued */
} JobKind;
#define JOB(kind, run)          { kind, run, 0 }
#define TIMED(kind, run, every) { kind, run, every }

/* Queues a job for `run_at`. The same kind and subject waits only once: queuing again moves it to the earlier instant. */
CHECKED Error *job_queue(Ctx *cx, const char *kind, int64_t subject_id, int64_t run_at, const char *detail);

/* Something happened that lower or other rooms may care about: one job for each kind that listens. */
CHECKED Error *fact(Ctx *cx, const char *what, int64_t subject_id);   /* "event.published" */
typedef struct { const char *fact; const char *kind; } Listener;
#define LISTEN(fact, kind) { fact, kind }

/* The worker: runs what is due until told to stop. `jobs_drain` runs everything due now and returns (commands, tests). */
typedef struct { const JobKind *kinds; size_t kind_count; const Listener *listeners; size_t listener_count; } JobLists;
void jobs_use(const JobLists *const *lists, size_t n);    /* once, at start; one of each room */
void jobs_start(Store *store, int threads);
void jobs_stop_begin(void);   /* from now on no job begins; jobs_stop() waits for those under way */
void jobs_stop(void);
bool jobs_stopping(void);   /* a job that takes long asks between its steps, and leaves the rest for another time */
CHECKED Error *jobs_drain(Store *store, size_t *ran);
CHECKED Error *jobs_drain_at(Store *store, int64_t now, size_t *ran);   /* as if it were then */
