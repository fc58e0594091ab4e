/* Places without a name by themselves: whoever booked them is reminded, and what nobody is named for in time is given back. */
#include "platform/jobs/jobs.h"
#include "rooms/booking/naming.h"

typedef struct { int64_t id, done; } On;

static Error *release_act(Ctx *cx, void *data) { return unnamed_release_slice(cx, ((On *)data)->id, &((On *)data)->done); }
static Error *remind_act(Ctx *cx, void *data)  { return unnamed_remind_slice(cx, &((On *)data)->done); }

static Error *in_slices(Ctx *cx, Act *act, On on)
{
    do TRY(db_write(cx, act, &on)); while (on.done);
    return OK;
}

static Error *release(Ctx *cx, const Job *job)
{
    int64_t *ids;
    size_t n;
    Error *first = OK;   /* one event that cannot must not keep the places of all the others */
    (void)job;
    TRY(unnamed_over(cx, &ids, &n));
    for (size_t i = 0; i < n; i++) {
        Error *error = in_slices(cx, release_act, (On){ .id = ids[i] });
        if (!first) first = error;
    }
    return first;
}

static Error *remind(Ctx *cx, const Job *job)
{
    (void)job;
    return in_slices(cx, remind_act, (On){0});
}

static const JobKind kinds[] = { TIMED("unnamed.release", release, 600), TIMED("unnamed.remind", remind, 3600) };
const JobLists naming_jobs = { kinds, COUNT(kinds), NULL, 0 };
