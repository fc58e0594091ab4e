/* Who is elsewhere while an event lasts: whoever has, waits for or has asked for a place on it, or on another at the same time. */
#pragma once
#include "rooms/booking/booking.h"

typedef struct { int64_t person_id, here; const char *state, *title; } Busy;   /* here: on this very event; else on another at the same time */

/* Of the people of an organisation; of one person; of everybody, for a list of whom the office found. This very event first. */
CHECKED Error *colleagues_busy(Ctx *cx, int64_t organisation_id, const Event *event, Busy **busy, size_t *count);
CHECKED Error *person_busy(Ctx *cx, int64_t person_id, const Event *event, Busy **busy, size_t *count);
CHECKED Error *people_busy(Ctx *cx, const Event *event, Busy **busy, size_t *count);

const Busy *busy_of(const Busy *busy, size_t count, int64_t person_id);     /* the first that is known of them; NULL: nothing */
const Busy *busy_elsewhere(const Busy *busy, size_t count, int64_t person_id);
const char *busy_words(Ctx *cx, const Busy *busy);                          /* "At the same time on Phonics"; NULL for NULL */
