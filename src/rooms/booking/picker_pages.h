/* Choosing colleagues for an event: those whose work it is for come first, and what stands against somebody is said beside their name. */
#pragma once
#include "platform/html/ly/ly.h"
#include "platform/http/http.h"
#include "rooms/members/members.h"
#include "rooms/booking/busy.h"

typedef struct {
    Colleague *people;  size_t count;
    Busy      *busy;    size_t busy_count;
    int64_t    audience_bits;                  /* of the course */
} Picker;

/* The colleagues at an organisation, with what they are booked on while the event lasts. */
CHECKED Error *picker_load(Ctx *cx, int64_t organisation_id, const Event *event, Picker *picker);
void           picker_show(Out *out, const Request *rq, const Picker *picker);
bool           picker_is_here(const Picker *picker, int64_t person_id);        /* has a place on this event, or waits for one */
const char    *picker_elsewhere(Ctx *cx, const Picker *picker, int64_t person_id);   /* ", at the same time on Phonics", or "" */
bool           picker_asks(const Picker *picker, int64_t person_id);           /* has asked for a place on it */
bool           picker_waits(const Picker *picker, int64_t person_id);          /* for this event, that is */
