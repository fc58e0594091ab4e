/* A second date by itself: whoever decides is told, who waits is offered its places, and who takes one leaves the first list. */
#include "platform/jobs/jobs.h"
#include "rooms/booking/second_date.h"

typedef struct { int64_t id, done; } On;

static Error *tell_act(Ctx *cx, void *data)  { return second_date_tell(cx, ((On *)data)->id); }
static Error *leave_act(Ctx *cx, void *data) { return second_date_leave(cx, ((On *)data)->id); }
static Error *offer_act(Ctx *cx, void *data) { return second_date_offer_slice(cx, ((On *)data)->id, &((On *)data)->done); }

static Error *tell(Ctx *cx, const Job *job)  { return db_write(cx, tell_act, &(On){ .id = job->subject_id }); }
static Error *leave(Ctx *cx, const Job *job) { return db_write(cx, leave_act, &(On){ .id = job->subject_id }); }

static Error *offer(Ctx *cx, const Job *job)
{
    On on = { .id = job->subject_id };
    do TRY(db_write(cx, offer_act, &on)); while (on.done);
    return OK;
}

static const JobKind kinds[] = { JOB("second_date.tell", tell), JOB("second_date.offer", offer), JOB("second_date.leave", leave) };
const JobLists second_date_jobs = { kinds, COUNT(kinds), NULL, 0 };
