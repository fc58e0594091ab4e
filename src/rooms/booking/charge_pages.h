/* What other pages of the room show of charges. */
#pragma once
#include "platform/http/http.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/charge.h"

/* Beside a registration: what is to pay for it or was waived; nothing where it costs nothing. */
CHECKED Error *charge_part(Out *out, const Registration *registration);
void charge_status(Out *out, const Charge *charge);
/* Why a charge is not to be paid any more, "" while it is. */
const char *charge_over_words(Ctx *cx, const Charge *charge);
