/* What is done with files on their way in while others book. */
#include "platform/imports/imports.h"
#include "platform/jobs/jobs.h"

extern const JobLists intake_jobs;

enum { TRIES = 4 };      /* after that a file is not the machine's fault any more */

static Error *read_run(Ctx *cx, const Job *job)  { return intake_read(cx, job->subject_id); }
static Error *apply_run(Ctx *cx, const Job *job) { return intake_apply(cx, job->subject_id, job->attempt >= TRIES); }
static Error *undo_run(Ctx *cx, const Job *job)  { return intake_undo(cx, job->subject_id); }
static Error *sweep_run(Ctx *cx, const Job *job) { return intakes_sweep(cx); }

static const JobKind kinds[] = {
    JOB("intakes.read", read_run),
    JOB("intakes.apply", apply_run),
    JOB("intakes.undo", undo_run),
    TIMED("intakes.sweep", sweep_run, 86400),
};
const JobLists intake_jobs = { kinds, COUNT(kinds), NULL, 0 };
