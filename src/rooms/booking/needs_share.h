/*
 * Whether the person of a place shares what they need (members/needs.h) with whoever runs the event: said by themself alone, for this event alone, taken back
 * at any time. It is seen by whoever may see the event's registers, of confirmed places, and ends with the event; what is needed is nowhere copied.
 */
#pragma once
#include "rooms/booking/booking.h"
#include "rooms/members/needs.h"

/* Of one's own place. */
CHECKED Error *needs_share(Ctx *cx, int64_t registration_id, bool shared);
CHECKED Error *needs_are_shared(Ctx *cx, int64_t registration_id, bool *said, bool *shared);

typedef struct { int64_t registration_id; const char *title, *starts_on; } NeedsShared;
CHECKED Error *needs_shared_by_me(Ctx *cx, NeedsShared **list, size_t *count);      /* for events that have not ended; at most 100 */
/* Places of the person signed in, who has said what they need, at events to come whose organiser does not know whether they may see it. At most 5. */
CHECKED Error *needs_unsaid(Ctx *cx, NeedsShared **list, size_t *count);

/* Of an event that has not ended, by name; nothing afterwards. The caller has found its register or owns it. */
typedef struct { int64_t registration_id, access_bits, dietary_bits; const char *name, *organisation, *access, *dietary; } NeedsOf;
CHECKED Error *needs_of_event(Ctx *cx, int64_t event_id, NeedsOf **list, size_t *count);
const char    *needs_of(Ctx *cx, const NeedsOf *list, size_t count, int64_t registration_id);      /* in words; NULL for none */
