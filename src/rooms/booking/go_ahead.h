/*
 * Whether an event goes ahead that needs a number of people (programme/minimum_rule.h). On the day of the rule, from nine in the morning: where there are
 * enough it goes ahead, and nobody is asked. Where there are fewer, whoever owns it is asked by letter and on Today, and answers once: it goes ahead
 * all the same, it does not, or it is decided on a later day. Unanswered, it is asked again each morning; it cancels itself the day after only where its
 * rule says so. Once enough have booked it goes ahead without an answer.
 */
#pragma once
#include "rooms/programme/minimum_rule.h"

enum { GO_AHEAD_HOUR = 9 };

/* Asked about and not decided, of the events that the person signed in may change; the soonest event first, 100 at most. */
typedef struct { int64_t event_id, people, taken, places, cancels, starts_at; const char *title, *starts_on, *decide_on, *asked_on; } GoAhead;
CHECKED Error *go_aheads_open(Ctx *cx, GoAhead **list, size_t *count);

typedef struct { const char *asked_on, *decided, *decider; int64_t decided_at; } GoAheadAnswer;      /* decided: "", "ahead" or "off"; decider "": the rule */
/* What was decided for the day of the rule as it stands. */
CHECKED Error *go_ahead_answer(Ctx *cx, int64_t event_id, const MinimumRule *rule, GoAheadAnswer *answer);
/* Whether it goes ahead: decided so, for the day of the rule as it stands. */
CHECKED Error *go_ahead_is(Ctx *cx, int64_t event_id, const MinimumRule *rule, bool *ahead);

/*
 * The three answers; by whoever may change the event, at any time before it begins. `day` is the day of the rule that the person was shown: each day is
 * answered once, and whoever comes second, or after it was put off, is refused.
 */
CHECKED Error *go_ahead_decide(Ctx *cx, int64_t event_id, const char *day);
CHECKED Error *go_ahead_call_off(Ctx *cx, int64_t event_id, const char *day, const char *why);           /* cancels it: everybody is told why. Refused about "why" */
CHECKED Error *go_ahead_put_off(Ctx *cx, int64_t event_id, const char *day, const char *decide_on);      /* refused about "decide_on" */

/* Events to ask about, or that have enough people since; 50 at most. For the job. */
CHECKED Error *go_aheads_due(Ctx *cx, int64_t **event_ids, size_t *count);
/* Asks, asks again, settles or cancels, as the rule and the day say; nothing where there is nothing to do. An act of the writer. */
CHECKED Error *go_ahead_step(Ctx *cx, int64_t event_id);
