/* The programme's jobs. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/copy_run.h"

extern const JobLists programme_jobs;

static Error *events_copy(Ctx *cx, const Job *job)
{
    bool left = true;
    while (left && !jobs_stopping()) TRY(copy_run_step(cx, job->subject_id, &left));
    return left ? unavailable(cx, "the rest of run %ld is for another time", job->subject_id) : OK;
}

static const JobKind kinds[] = {
    JOB("events.copy", events_copy),
};
const JobLists programme_jobs = { kinds, COUNT(kinds), NULL, 0 };
