/* What the office sees of one event's people: from how many schools they come, what is still open, and what happened. Its caller has found the event as its own. */
#pragma once
#include "rooms/booking/booking.h"

typedef struct {
    int64_t organisations;                /* with a confirmed or offered place */
    int64_t offered;                      /* places offered and not answered yet */
    int64_t requested;                    /* that the office, or the department, is to decide */
    int64_t unmarked_id, unmarked_at;     /* the first session that has begun and nobody of it is marked; 0: none */
} EventPeople;
CHECKED Error *event_people(Ctx *cx, int64_t event_id, EventPeople *people);

/* To the event and to its registrations, the latest first. `person` is whose place it was, "" for the event's own; `doer` "" for the system. */
typedef struct { int64_t happened_at, doer_id; const char *what, *detail, *doer, *person; } EventHappened;
CHECKED Error *event_happened(Ctx *cx, int64_t event_id, int64_t most, EventHappened **rows, size_t *count);
