/* The programme's jobs. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/cost_posting.h"
#include "rooms/programme/review_change.h"
#include "rooms/programme/year_copy.h"

extern const JobLists programme_jobs;

enum { HOUR = 3600 };

static Error *events_copy(Ctx *cx, const Job *job)
{
    bool left = true;
    while (left && !jobs_stopping()) TRY(copy_run_step(cx, job->subject_id, &left));
    return left ? unavailable(cx, "the rest of run %ld is for another time", job->subject_id) : OK;
}

typedef struct { int64_t run_id; bool left; } Planning;

static Error *plan_act(Ctx *cx, void *data)
{
    Planning *planning = data;
    return year_copy_plan_slice(cx, planning->run_id, &planning->left);
}

static Error *year_plan(Ctx *cx, const Job *job)
{
    Planning planning = { .run_id = job->subject_id, .left = true };
    while (planning.left && !jobs_stopping()) TRY(db_write(cx, plan_act, &planning));
    return planning.left ? unavailable(cx, "the rest of run %ld is for another time", job->subject_id) : OK;
}

static Error *compare_act(Ctx *cx, void *data)
{
    const int64_t *id = data;
    return review_change_compare(cx, *id);
}

static Error *change_compare(Ctx *cx, const Job *job)
{
    int64_t id = job->subject_id;
    return db_write(cx, compare_act, &id);
}

static Error *costs_act(Ctx *cx, void *left) { return costs_post_slice(cx, left); }

/* By the day, so an hour more or less is nothing. */
static Error *costs_post(Ctx *cx, const Job *job)
{
    bool left = true;
    (void)job;
    while (left && !jobs_stopping()) TRY(db_write(cx, costs_act, &left));
    return OK;
}

static const JobKind kinds[] = {
    JOB("events.copy", events_copy),
    JOB("events.plan_year", year_plan),
    TIMED("costs.post", costs_post, HOUR),
    JOB("review_change.compare", change_compare),
};
const JobLists programme_jobs = { kinds, COUNT(kinds), NULL, 0 };
