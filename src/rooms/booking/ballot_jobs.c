/* Ballots are drawn as they close, or within a minute: their event may have moved, or the machine been off. */
#include "platform/jobs/jobs.h"
#include "rooms/booking/ballot.h"

static Error *ballots_draw(Ctx *cx, const Job *job)
{
    int64_t *events;
    size_t n;
    (void)job;
    TRY(event_ballots_due(cx, &events, &n));
    Error *first = OK;   /* one that cannot be drawn must not keep the others waiting */
    for (size_t i = 0; i < n; i++) {
        Error *error = ballot_run(cx, events[i]);
        if (!first) first = error;
    }
    return first;
}

static const JobKind kinds[] = { JOB("ballot.draw", ballots_draw), TIMED("ballots.draw", ballots_draw, 60) };
const JobLists ballot_jobs = { kinds, COUNT(kinds), NULL, 0 };
