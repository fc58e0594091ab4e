/*
 * A place handed on at an event whose places the office approves (approval.h): the colleague asks for it, whoever has it keeps it meanwhile, and once
 * it is approved it changes hands in one act. Refused or undecided, nothing has changed.
 */
#pragma once
#include "rooms/booking/approval.h"
#include "rooms/booking/booking_letters.h"

/* Asks for it. `comes` is a colleague found already, and gets the registration's id. CONFLICT where somebody is asked for in this place already, or has one. */
CHECKED Error *substitute_ask(Ctx *cx, const Event *event, const Registration *leaves, Addressee *comes);
/* Of one who asks for it so: who has the place. Of one who has it: who asks. Both of registrations that the caller has found. */
CHECKED Error *substitute_holder(Ctx *cx, int64_t registration_id, Addressee *holder, bool *found);
CHECKED Error *substitute_wanted(Ctx *cx, int64_t registration_id, Addressee *comes, bool *found);
/* Approved: takes the place from whoever has it, with *handed true; false where this is no such request, or they have given it up since. The caller holds the event. */
CHECKED Error *substitute_take(Ctx *cx, const Event *event, const Asked *asked, Addressee *leaves, bool *handed);
