/* Keeping to who may come to an event (programme/eligibility.h), at every way in; and whom the office lets in all the same. */
#pragma once
#include "rooms/booking/ways_in.h"

enum { LET_IN_WHY_MOST = 200 };

/*
 * A way in, where the event has RULE_ELIGIBLE: refused about "people", a sentence for each kind of rule that somebody does not meet. A post counts at the
 * organisation they come for, now or by the event's day. An earlier course counts when they had a confirmed place at an event of it that is over before this
 * one begins, unless its register says that they never came. Of somebody not named yet the school's phase alone is asked.
 */
CHECKED Error *eligible_check(Ctx *cx, const WayIn *in);

/* Lets one person come to this event by whatever way, because of a reason that the trail keeps: whoever owns the event. Refused about "let_in". */
CHECKED Error *eligible_let_in(Ctx *cx, int64_t event_id, int64_t person_id, const char *why);

typedef struct { int64_t person_id, let_in_at; const char *name, *why, *let_in_by; } LetIn;
CHECKED Error *eligible_let_in_list(Ctx *cx, int64_t event_id, LetIn **list, size_t *count);      /* its caller has found the event as its own; 200 at most */
