/* What the acts on one registration share. */
#pragma once
#include "rooms/booking/booking_letters.h"

/* The registration to act on, with its event held: whoever acts on the same event waits until this is over, on both stores. */
CHECKED Error *registration_take_in_hand(Ctx *cx, int64_t id, Registration *registration, Event *event);
/* The colleague who comes: of the registration's organisation, known or invited now. Refused about "person", "name", "email". */
CHECKED Error *colleague_resolve(Ctx *cx, const Registration *registration, const Invitee *wanted, Addressee *comes);
/* Cancelled, from the state in which it was found: what it drew of a package is given back; CONFLICT when it has changed meanwhile. Writes the trail. */
CHECKED Error *registration_end(Ctx *cx, const Registration *registration, const char *reason);
/* Frees the place, or the place in the queue, that a registration in this state held. The caller holds the event. */
CHECKED Error *registration_release(Ctx *cx, const Event *event, const char *state);
/* Whoever booked it, while they are at its school; *tell false where it is the person themself, or whoever acts. */
CHECKED Error *registration_booker(Ctx *cx, const Registration *registration, Addressee *booker, bool *tell);
