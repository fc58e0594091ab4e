/* What the pages of a venue share. */
#pragma once
#include "rooms/programme/office_pages.h"
#include "rooms/programme/venue_rooms.h"

typedef struct {
    VenueRoom *rooms;   size_t room_count;
    VenueBlock *blocks; size_t block_count;      /* those to come */
    OpenHours hours[WEEKDAYS];
    bool hours_known;
} VenueParts;
CHECKED Error *venue_parts(Ctx *cx, int64_t venue_id, VenueParts *parts);
/* Beside the venue's own form: its rooms, opening times, and when it is not to be had. */
void venue_panels(Out *out, const Request *rq, Response *rs, const Venue *venue, const VenueParts *parts);
