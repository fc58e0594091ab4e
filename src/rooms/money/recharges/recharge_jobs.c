/* Whoever is recharged is written to, each in an act of its own, so that one that fails keeps nobody else waiting and nobody is written to twice. */
#include "platform/jobs/jobs.h"
#include "rooms/money/recharges/recharge.h"

typedef struct { int64_t id; bool done; } Telling;

static Error *tell_act(Ctx *cx, void *telling) { return recharge_tell_next(cx, ((Telling *)telling)->id, &((Telling *)telling)->done); }

static Error *tell(Ctx *cx, const Job *job)
{
    Telling telling = { .id = job->subject_id };
    while (!telling.done && !jobs_stopping()) TRY(db_write(cx, tell_act, &telling));
    return telling.done ? OK : unavailable(cx, "letters about recharge %ld go on once the program runs again", (long)job->subject_id);
}

static const JobKind kinds[] = { JOB("recharges.tell", tell) };
const JobLists recharge_jobs = { kinds, COUNT(kinds), NULL, 0 };
