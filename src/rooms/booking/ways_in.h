/*
 * Ways into an event. Whatever decides who may come is asked at each of them, so a rule is written once: as a row of ways_in.c, with the bit of
 * Event.rules that says where it holds. An event without rules asks nothing.
 *
 * Whatever makes a registration, names its person or moves it to another event calls way_in_check() first, with the event held, and gives what it
 * refuses to whoever acts. Who waits is asked when a place is offered (waiting_list.h): the offer is kept to, and taking it asks nothing again. There are no
 * other ways in, but for the past that a file brings (registration_import.c): that has happened already.
 */
#pragma once
#include "rooms/booking/booking.h"

typedef enum {
    WAY_BOOKED,          /* by themself, their school or the office */
    WAY_SUBSTITUTED,     /* a colleague's place is theirs now */
    WAY_NAMED,           /* for a place that was held without a name */
    WAY_MOVED,           /* from another date of the course */
    WAY_APPROVED,        /* a place that they asked for */
    WAY_DRAWN,           /* by ballot */
    WAY_WALKED_IN,       /* on the day */
} Way;

/* Who comes, for which organisation (0: none). Of each one: person_id (0: not named yet) and name; registration_id where there is one already. */
typedef struct { Way way; const Event *event; int64_t organisation_id; const BookedPlace *people; size_t count; } WayIn;

/* OK, or the refusal in words for whoever acts: about the field "people" where one of them may not come. The caller holds the event. */
CHECKED Error *way_in_check(Ctx *cx, const WayIn *in);
/* The same of one person, about the field "person". */
CHECKED Error *way_in_check_one(Ctx *cx, Way way, const Event *event, int64_t organisation_id, BookedPlace person);
