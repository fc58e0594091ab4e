/* Who is asked about an event: those of its owner who may change it, three at most, so that a question has somebody who answers it. */
#pragma once
#include "rooms/booking/booking_letters.h"

enum { DECIDERS_MOST = 3 };

CHECKED Error *deciders_of(Ctx *cx, const Event *event, Addressee deciders[DECIDERS_MOST], size_t *count);
