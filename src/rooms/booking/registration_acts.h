/* What the acts on one registration share. */
#pragma once
#include "rooms/booking/booking_letters.h"

/* The registration to act on, with its event held: whoever acts on the same event waits until this is over, on both stores. */
CHECKED Error *registration_take_in_hand(Ctx *cx, int64_t id, Registration *registration, Event *event);
/* The colleague who comes: of the registration's organisation, known or invited now. Refused about "person", "name", "email". */
CHECKED Error *colleague_resolve(Ctx *cx, const Registration *registration, const Invitee *wanted, Addressee *comes);
