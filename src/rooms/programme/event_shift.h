/* Moving a whole event to another date: every session keeps its distance in days, its London wall clock and its room. */
#pragma once
#include "rooms/programme/event.h"

/*
 * Its first session is then on `first_on`; booking window and deadlines move alike. Refused like a session is: a room that somebody has then, or that is
 * closed; and where it has begun, or would begin in the past. Whoever is booked on a published event is told, as of any new time.
 */
CHECKED Error *event_shift(Ctx *cx, int64_t id, const char *first_on);
