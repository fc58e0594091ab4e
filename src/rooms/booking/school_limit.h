/* Keeping to what the office lets one school have of an event's places: programme/school_cap.h. */
#pragma once
#include "rooms/booking/ways_in.h"

/* A way in, where the event has RULE_SCHOOL_CAP: refused in words when the school would have more live registrations than it can have today. */
CHECKED Error *school_limit_check(Ctx *cx, const WayIn *in);
/* Events where a limit has ended in the last seven days and somebody waits beside a free place; SLICE at most. */
CHECKED Error *school_limits_over(Ctx *cx, int64_t **event_ids, size_t *count);
