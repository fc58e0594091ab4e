/* What was asked for an event is deleted by itself. */
#include "platform/jobs/jobs.h"
#include "rooms/booking/answers.h"

static Error *forget_act(Ctx *cx, void *done) { return answers_forget_slice(cx, done); }

static Error *forget(Ctx *cx, const Job *job)
{
    int64_t done;
    (void)job;
    do TRY(db_write(cx, forget_act, &done)); while (done);
    return OK;
}

static const JobKind kinds[] = { TIMED("answers.forget", forget, 3600) };
const JobLists answer_jobs = { kinds, COUNT(kinds), NULL, 0 };
