/*
 * The rule that an event's places are drawn (RULE_BALLOT): until a moment people ask for one and nobody gets any, then booking draws. The seed is made
 * when the rule is set, and its SHA-256 is public from then on; the seed itself is shown with the result alone.
 */
#pragma once
#include "rooms/programme/event_rules.h"

enum { BALLOT_BEFORE_START = 3600 };     /* seconds: a ballot ends so long before the first session at the latest, wherever that has moved to */

typedef struct { int64_t closes_at, drawn_at, asked; const char *commitment, *seed; } EventBallot;   /* seed "" until it is drawn */

CHECKED Error *event_ballot_find(Ctx *cx, int64_t event_id, EventBallot *ballot, bool *found);
int64_t        event_ballot_ends(const Event *event, const EventBallot *ballot);      /* the instant from which nobody asks any more */

/* The moment as typed; holds false: no ballot. Refused about "ballot_closes", and where people wait already or have asked. The caller holds the event. */
CHECKED Error *event_ballot_set(Ctx *cx, const Event *event, bool holds, const char *closes_on, const char *closes_time);
CHECKED Error *event_ballot_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days);

/* For booking, which draws. */
CHECKED Error *event_ballot_asked(Ctx *cx, int64_t event_id);                          /* from now on it stays a ballot */
CHECKED Error *event_ballot_seed(Ctx *cx, int64_t event_id, const char **seed);        /* for the draw alone */
CHECKED Error *event_ballots_due(Ctx *cx, int64_t **event_ids, size_t *count);         /* ended and not drawn to the end, 20 at most */
CHECKED Error *event_ballot_drawn(Ctx *cx, int64_t event_id);                          /* everybody has their answer */
