/* What bookings bring to be billed, once events are over; and what is put right afterwards. */
#include "platform/jobs/jobs.h"
#include "rooms/booking/billing.h"

enum { EVERY = 3600 };

typedef struct { int64_t event_id, done; } Slice;

static Error *event_act(Ctx *cx, void *slice)      { return billing_event_slice(cx, ((Slice *)slice)->event_id, &((Slice *)slice)->done); }
static Error *correction_act(Ctx *cx, void *slice) { return billing_corrections(cx, &((Slice *)slice)->done); }

static Error *slices(Ctx *cx, Act *act, int64_t event_id)
{
    Slice slice = { .event_id = event_id };
    do {
        slice.done = 0;
        TRY(db_write(cx, act, &slice));
    } while (slice.done && !jobs_stopping());
    return OK;
}

/* One event that fails must not keep the others waiting. */
static Error *bill(Ctx *cx, const Job *job)
{
    int64_t *events;
    size_t n;
    Error *first = OK;
    (void)job;
    TRY(billing_events(cx, &events, &n));
    for (size_t i = 0; i < n && !jobs_stopping(); i++) {
        Error *error = slices(cx, event_act, events[i]);
        if (!first) first = error;
    }
    Error *error = slices(cx, correction_act, 0);
    return first ? first : error;
}

static const JobKind kinds[] = { TIMED("bookings.bill", bill, EVERY) };
const JobLists billing_jobs = { kinds, COUNT(kinds), NULL, 0 };
