/* Events that need a number of people: whoever owns them is asked in the morning, and what nobody answers follows its rule. */
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/go_ahead.h"

enum { EVERY = 900, LATEST_HOUR = 18 };

static Error *step_act(Ctx *cx, void *data) { return go_ahead_step(cx, *(const int64_t *)data); }

/* One event that cannot be decided must not keep the others waiting. */
static Error *decide(Ctx *cx, const Job *job)
{
    int64_t *events, from = 0, to = 0;
    size_t n;
    Error *first = OK;
    (void)job;
    instant_of(cx->today, GO_AHEAD_HOUR, 0, false, &from);
    instant_of(cx->today, LATEST_HOUR, 0, false, &to);
    if (cx->now < from || cx->now >= to) return OK;   /* nobody is asked, and nothing is cancelled, at night */
    TRY(go_aheads_due(cx, &events, &n));
    for (size_t i = 0; i < n; i++) {
        Error *error = db_write(cx, step_act, &events[i]);
        if (!first) first = error;
    }
    return first;
}

static const JobKind kinds[] = { TIMED("events.decide", decide, EVERY) };
const JobLists go_ahead_jobs = { kinds, COUNT(kinds), NULL, 0 };
