/*
 * Places that a school holds with nobody named for them yet: booked by whoever has BOOK_PLACES there or the office, counted and paid for like any other,
 * and named one by one until the event begins. Whoever is named gets the letter and the invitation then. Where each person is decided or drawn, there are none.
 *
 * Whoever booked them is reminded once, two weeks before the event, or before the day on which the event gives unnamed places back (programme/name_by.h). What is given back so costs
 * nothing: nobody has given it up.
 */
#pragma once
#include "rooms/booking/booking.h"

/* Whether an event takes places without a name now; refused about "unnamed". Asks nothing more of an event without rules of its own. */
CHECKED Error *unnamed_check(Ctx *cx, const Event *event);

/* Says who comes: a colleague of the organisation that holds the place, known or invited now. Refused about "person", "name" or "email"; CONFLICT where
 * somebody was named meanwhile, or it is too late; MISSING where it is not theirs to name. */
CHECKED Error *place_name(Ctx *cx, int64_t registration_id, const Invitee *colleague);

/* Places of the signed-in person's organisation at events to come that have no name, by event, soonest first; at most 20. until: from when what has no name is given
 * back; 0: never. */
typedef struct { int64_t event_id, first_id, places, starts_at, ends_at, session_count, until; const char *title, *starts_on; } Unnamed;
CHECKED Error *unnamed_of_school(Ctx *cx, Unnamed **list, size_t *count);

/* For the job: events whose unnamed places may be over, then of one event the next of them, given back. */
CHECKED Error *unnamed_over(Ctx *cx, int64_t **event_ids, size_t *count);
CHECKED Error *unnamed_release_slice(Ctx *cx, int64_t event_id, int64_t *done);
/* Reminds the bookers of the next bookings with places that lack a name. */
CHECKED Error *unnamed_remind_slice(Ctx *cx, int64_t *done);
