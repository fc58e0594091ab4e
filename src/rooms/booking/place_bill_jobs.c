/* Each hour: places of events that have begun, and charges of events that are over, become what somebody owes. */
#include "platform/db/store.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/place_bill.h"

typedef struct { int64_t event_id, done; } Slice;

static Error *places_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return place_bill_slice(cx, slice->event_id, &slice->done);
}

static Error *charges_act(Ctx *cx, void *data)
{
    Slice *slice = data;
    return charge_bill_slice(cx, &slice->done);
}

static Error *bill(Ctx *cx, const Job *job)
{
    int64_t *events, after = 0;
    size_t n;
    (void)job;
    do {
        TRY(place_bill_events(cx, after, &events, &n));
        for (size_t i = 0; i < n; i++) {
            Slice slice = { .event_id = after = events[i] };
            do TRY(db_write(cx, places_act, &slice));
            while (slice.done);
        }
    } while (n == BILL_EVENTS);
    Slice slice = {0};
    do TRY(db_write(cx, charges_act, &slice));
    while (slice.done);
    return OK;
}

static const JobKind kinds[] = { TIMED("places.bill", bill, 3600) };
const JobLists place_bill_jobs = { kinds, COUNT(kinds), NULL, 0 };
