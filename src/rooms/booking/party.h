/*
 * A party: the people of one booking who wait together, and are offered places for all of them or none. Whoever leaves it makes it
 * smaller. An offer to it is answered at once for all of it, by whoever booked, their school's booker or the office; each may let their own place go.
 */
#pragma once
#include "rooms/booking/booking_letters.h"

typedef struct { Addressee *people; size_t count; int64_t booked_by; const char *booker; } Party;   /* people: those with an offer */

/* Those of this booking wait together from now on. */
CHECKED Error *party_make(Ctx *cx, int64_t booking_id);
/* Of an offered registration: its party, or itself alone (count 1). count 0: it has no offer. */
CHECKED Error *party_find(Ctx *cx, const Registration *registration, Party *party);
bool           party_is_answered(const Ctx *cx, const Registration *registration, const Party *party);   /* by the person signed in */
/* Of an offer whose time is over: it, and with it all of its party whose time is over. */
CHECKED Error *party_over(Ctx *cx, int64_t event_id, int64_t registration_id, Addressee **people, size_t *count);
