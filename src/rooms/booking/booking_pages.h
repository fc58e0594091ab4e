/* What the pages of bookings share: how a registration's state, an event's time and a person are said. */
#pragma once
#include "platform/html/ly/ly.h"
#include "rooms/booking/booking.h"

void        registration_status(Out *out, const char *state);
const char *registration_state_words(const char *state);                     /* "Booked", "On the waiting list" */
/* "Thursday 28 January 2027, 9.30am to 12.30pm"; of several sessions the first, and how many there are. */
const char *held_words(Ctx *cx, const char *starts_on, int64_t starts_at, int64_t ends_at, int64_t session_count);
const char *held_where(Ctx *cx, const char *format, const char *place);
const char *first_name(Ctx *cx, const char *name);                           /* of "Dr Helen Okonjo", all of it */
const char *names_joined(Ctx *cx, const char *const *names, size_t count);   /* "A, B and C"; of many, "A, B, C and 4 more" */
