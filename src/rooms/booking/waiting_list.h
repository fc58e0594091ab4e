/*
 * The waiting list of a full event, in fair order: schools that have nobody on the event yet come first, each with the one who asked
 * first; then everybody in the order of asking. A freed place passes on in the same transaction, as an offer that is kept until
 * a deadline; not taken, it passes on again. A place is held for an offer, so nobody else can take it meanwhile.
 *
 * Passed over, and keeping their order, are a party that needs more places than are free (party.h), and a school that has as many as the
 * event lets it have until a day (programme/school_cap.h). Offered nothing, after all the others, is whoever may not come by the event's rules as they
 * are now (eligible.h), until that changes. An offer that was made is kept: taking it asks nothing again.
 */
#pragma once
#include "rooms/booking/booking.h"

/* represented: their school has somebody there, or somebody ahead of them here; placed: it is the first of the two. together: how many must come, 1 for
 * one alone. cap: how many places their school can have until cap_until (0: for good), where that is what they wait for; else 0. barred: the event's rules keep them, or one of those they come with, out. */
typedef struct {
    int64_t     registration_id, person_id, organisation_id, position, represented, placed, barred, asked_at, together, cap, cap_until;
    const char *name, *organisation;
} Waiting;

/* Everybody who waits, in order; at most 500. The caller may see them all: the office. */
CHECKED Error *waiting_list(Ctx *cx, int64_t event_id, Waiting **waiting, size_t *count);
/* Where one stands. *position 0: not waiting. */
CHECKED Error *waiting_position(Ctx *cx, int64_t event_id, int64_t registration_id, Waiting *waiting, bool *found);
const char *waiting_words(Ctx *cx, const Waiting *waiting);   /* why there, as a sentence */

/* Offers free places to those who wait, as long as there are both; at most OFFERS_AT_ONCE, and a job goes on with the rest. The caller holds
 * the event (event_hold). */
enum { OFFERS_AT_ONCE = 20 };
CHECKED Error *waiting_list_pass_on(Ctx *cx, const Event *event);
/* So many more wait. Whatever is free all the same, for those ahead have no use for it, is offered on; and a second date is proposed when the list has grown
 * to what the event's rule says. The caller holds the event, and has read it since. */
CHECKED Error *waiting_list_grew(Ctx *cx, const Event *event, int64_t by);
/* The same: of this booking those without a place wait, `together` as a party. */
CHECKED Error *waiting_list_joined(Ctx *cx, const Event *event, const Booked *booked, bool together);
/* One who waited no longer does: a party that has become smaller may fit in what is free. The caller as above. */
CHECKED Error *waiting_list_left(Ctx *cx, const Event *event);
/* Withdraws an offer whose time is over, with its whole party's, and passes the places on. */
CHECKED Error *offer_lapse(Ctx *cx, int64_t registration_id);
CHECKED Error *offers_over(Ctx *cx, int64_t **ids, size_t *count);   /* offers whose time is over, SLICE at most */
int64_t offer_ends_at(const Ctx *cx, const Event *event);                             /* of an offer that is made now */

/* Those who wait for one event, in order, and have never been registered at the other, but for those of a school that has as many there as it may; people who
 * are not named yet stay where they are. */
typedef struct { int64_t registration_id, person_id, organisation_id; const char *name, *email; } Movable;
CHECKED Error *waiting_list_movable(Ctx *cx, int64_t event_id, const Event *other, int64_t most, Movable **people, size_t *count);
