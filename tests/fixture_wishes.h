/*
 * What people wish of an event's places in a storm: acts for storm_write(), each about whoever signs it and one event. A wish without an
 * object (nothing of theirs to cancel) is refused with 409 like one that came too late.
 */
#pragma once
#include "rooms/booking/waiting_list.h"
#include "tests/fixture_storm.h"

typedef struct { int64_t event_id, now; } Wish;      /* now 0: the clock's */

Error *wish_book(Ctx *cx, void *wish);               /* a place for oneself, for no school */
Error *wish_cancel(Ctx *cx, void *wish);
Error *wish_accept(Ctx *cx, void *wish);
Error *wish_decline(Ctx *cx, void *wish);
Error *wish_lapse(Ctx *cx, void *wish);              /* anybody's offer there, as if its time were over */

/* One of the five, as the dice fall, by one of `people`; the kind of its refusal or 0, and which it was: "book", "cancel" ... */
int wish_any(int number, uint64_t *dice, int64_t event_id, int people, const char **which);

/* What must hold of every event at every moment; the number of events of which it does not. On the test's own thread. */
int64_t events_unsound(void);                        /* over its places, or its counts are not those of its registrations */
int64_t events_idle(void);                           /* a place is free beside somebody who waits */
/* Letters that are missing, that nothing caused, or that somebody got twice about the same. */
int64_t letters_wrong(void);

/* The first two in one reading transaction of a storm's thread: how many are unsound, or idle. */
int64_t events_wrong(int number, bool idle_too);
