/* The rule that one school has so many places of an event at most, until a day (RULE_SCHOOL_CAP). Booking keeps to it. */
#pragma once
#include "rooms/programme/event_rules.h"

typedef struct { int64_t places, until_at; } SchoolCap;      /* until_at 0: as long as there is the event */

/* What holds at this moment; places 0: no school is held to anything. Costs nothing where the event has no such rule. */
CHECKED Error *school_cap_now(Ctx *cx, const Event *event, SchoolCap *cap);
/* What the office has set, whether its day has come or not; places 0: nothing. */
CHECKED Error *school_cap_find(Ctx *cx, int64_t event_id, SchoolCap *cap);
/* The number as typed, "" to take the rule away; and the day from which a school may have more, or "". The caller holds the event. */
CHECKED Error *school_cap_set(Ctx *cx, const Event *event, const char *places, const char *until_on);
CHECKED Error *school_cap_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days);
/* "2 places for a school until 1 December 2026" */
const char *school_cap_words(Ctx *cx, const SchoolCap *cap);
