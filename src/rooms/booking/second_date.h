/*
 * A second date. A waiting list that grows to what the event's rule says (programme/second_date_rule.h) proposes one, once; whoever owns the event
 * chooses the date, or decides against it. The new event is a copy, published, and who waits is offered a place on it in the order of the list. They keep
 * where they stand until they take it; then a job takes them off the first list.
 */
#pragma once
#include "rooms/booking/booking_letters.h"

enum { MOVED_AT_ONCE = 20 };     /* people whom one act offers a place on the new date */

/* So many wait for this event now. The caller holds it. */
CHECKED Error *second_date_propose(Ctx *cx, const Event *event, int64_t waiting);

typedef struct { int64_t event_id, asked_at, waiting, places, starts_at; const char *title, *starts_on; } SecondDate;
/* Proposed and not decided, of the events that the person signed in may change; those that wait longest first, 100 at most. */
CHECKED Error *second_dates(Ctx *cx, SecondDate **list, size_t *count);
CHECKED Error *second_date_of(Ctx *cx, int64_t event_id, int64_t *new_event_id, bool *open);   /* open: proposed, not decided */

/* Makes it on that day, publishes it and offers its places to the first who wait; a job goes on with the rest. Refused about "first_on", and where nobody waits or
 * there is one already. */
CHECKED Error *second_date_make(Ctx *cx, int64_t event_id, const char *first_on, int64_t *new_event_id);
CHECKED Error *second_date_decline(Ctx *cx, int64_t event_id);

/* Offers places on the second date to the next who wait; *done: how many. The jobs'. */
CHECKED Error *second_date_offer_slice(Ctx *cx, int64_t event_id, int64_t *done);
CHECKED Error *second_date_tell(Ctx *cx, int64_t event_id);               /* those who decide, that it is proposed */
/* An offered place was taken: where it was of a second date, a job leaves the first list. */
CHECKED Error *second_date_taken(Ctx *cx, int64_t registration_id);
CHECKED Error *second_date_leave(Ctx *cx, int64_t registration_id);       /* that job's */
