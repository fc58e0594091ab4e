/* Where sessions are held. The office keeps the list; a venue that is no longer used is retired, never removed. Its rooms and hours: venue_rooms.h. */
#pragma once
#include "platform/db/db.h"

typedef struct {
    int64_t     id;
    const char *name, *address, *postcode, *access, *kit;   /* access and kit: one line each, "Step-free: level entrance from the car park"; NULL is none */
    int64_t     places, retired;                      /* places of the largest room; 0: not known */
} Venue;

enum { VENUE_NAME_MOST = 120, VENUE_ADDRESS_MOST = 300, VENUE_ACCESS_MOST = 2000, VENUES_MOST = 500 };

CHECKED Error *venue_find(Ctx *cx, int64_t id, Venue *venue);
CHECKED Error *venue_maybe(Ctx *cx, int64_t id, Venue *venue, bool *found);
CHECKED Error *venues(Ctx *cx, bool with_retired, Venue **list, size_t *count);      /* in the order of their names */
Error         *venue_check(Ctx *cx, const Venue *venue);                             /* every mistake, each about its field */
CHECKED Error *venue_save(Ctx *cx, const Venue *venue, int64_t *id);                 /* venue->id 0 adds one */
CHECKED Error *venue_retire(Ctx *cx, int64_t id, bool retired);                      /* or takes it into use again */
