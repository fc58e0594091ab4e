/*
 * The rule that an event goes ahead from so many people, which is decided on a day (RULE_MINIMUM). On that day booking asks whoever owns the
 * event, where there are fewer, and acts (booking/go_ahead.h).
 */
#pragma once
#include "rooms/programme/event_rules.h"

typedef struct { int64_t people, cancels; const char *decide_on; } MinimumRule;      /* people 0: no such rule; cancels: by itself, where nobody answers on that day */

CHECKED Error *minimum_rule_find(Ctx *cx, int64_t event_id, MinimumRule *rule);
/* The number as typed, "" to take the rule away, and the day or ""; refused about "minimum" and "decide_on". The caller holds the event. */
CHECKED Error *minimum_rule_set(Ctx *cx, const Event *event, const char *people, const char *decide_on, bool cancels);
/* Another day: after today and before the first session. Refused about "decide_on". The caller holds the event. */
CHECKED Error *minimum_rule_put_off(Ctx *cx, const Event *event, const char *decide_on);
CHECKED Error *minimum_rule_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days);
CHECKED Error *minimum_rule_shift(Ctx *cx, int64_t event_id, int64_t days);         /* with its event, to another date */
/* "Goes ahead from 8 people; decided on 12 January 2027" */
const char *minimum_rule_words(Ctx *cx, const MinimumRule *rule);
