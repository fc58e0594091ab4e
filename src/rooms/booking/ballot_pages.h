/* What other pages of the room show of a ballot. */
#pragma once
#include "rooms/booking/book_form_pages.h"

/* On the page of a registration that is in one: when it is drawn, or why it has what it has. Nothing elsewhere. */
Error *ballot_part(Ctx *cx, Out *out, const Registration *registration, const Event *event);
