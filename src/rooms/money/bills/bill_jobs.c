/* A bill run, customer by customer: each is an act of its own, so that one that fails keeps nobody else waiting, and run twice it goes on where it was. */
#include "platform/jobs/jobs.h"
#include "rooms/money/bills/bill_run.h"

typedef struct { int64_t run_id, organisation_id, person_id; bool done; } Step;

static Error *act(Ctx *cx, void *data, Error *(*with)(Ctx *, int64_t, int64_t *, int64_t *, bool *))
{
    Step *step = data;
    Step mine = *step;      /* the act may run twice */
    TRY(with(cx, mine.run_id, &mine.organisation_id, &mine.person_id, &mine.done));
    *step = mine;
    return OK;
}
static Error *step_act(Ctx *cx, void *step) { return act(cx, step, bill_run_step); }
static Error *pass_act(Ctx *cx, void *step) { return act(cx, step, bill_run_pass); }

static Error *run(Ctx *cx, const Job *job)
{
    Step step = { .run_id = job->subject_id };
    while (!step.done && !jobs_stopping()) {
        Error *error = db_write(cx, step_act, &step);
        if (error && error->kind == UNAVAILABLE) return error;
        if (error) TRY(db_write(cx, pass_act, &step));
    }
    return step.done ? OK : unavailable(cx, "bill run %ld goes on once the program runs again", (long)job->subject_id);
}

static const JobKind kinds[] = { JOB("bills.run", run) };
const JobLists bill_jobs = { kinds, COUNT(kinds), NULL, 0 };
