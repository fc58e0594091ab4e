/* What a venue has: its rooms, when it is open, and when it or one of its rooms is not to be had. RUN_PROGRAMME keeps it. */
#pragma once
#include "rooms/programme/venue.h"

enum { ROOM_NAME_MOST = 80, ROOM_WORDS_MOST = 1000, ROOMS_MOST = 60, BLOCK_WHY_MOST = 200, BLOCK_DAYS_MOST = 400, WEEKDAYS = 7 };

typedef struct { int64_t id, venue_id; const char *name, *kit, *access; int64_t places, retired; } VenueRoom;   /* places 0: not known */

CHECKED Error *venue_rooms(Ctx *cx, int64_t venue_id, VenueRoom **rooms, size_t *count);          /* retired ones last */
CHECKED Error *venue_rooms_in_use(Ctx *cx, VenueRoom **rooms, size_t *count);                     /* of all venues in use, in their order */
CHECKED Error *venue_room_find(Ctx *cx, int64_t venue_id, int64_t id, VenueRoom *room);
CHECKED Error *venue_room_save(Ctx *cx, const VenueRoom *room, int64_t *id);                      /* room->id 0 adds one */
CHECKED Error *venue_room_retire(Ctx *cx, int64_t venue_id, int64_t id, bool retired);

/* By weekday from Monday; a row with closes 0 is closed. `known` false: nobody has said when the venue is open, and nothing is refused for it. */
typedef struct { int64_t weekday, opens, closes; } OpenHours;                                     /* minutes after midnight */
CHECKED Error *venue_hours(Ctx *cx, int64_t venue_id, OpenHours hours[WEEKDAYS], bool *known);
typedef struct { const char *opens, *closes; } HoursTyped;                                        /* "9am", "5.30pm"; both empty: closed */
CHECKED Error *venue_hours_set(Ctx *cx, int64_t venue_id, const HoursTyped typed[WEEKDAYS]);      /* all empty: not known; fields opens_0, closes_0 ... */
const char    *minutes_clock(Ctx *cx, int64_t minutes);                                           /* 570: "9.30am" */

typedef struct { int64_t id, venue_id, room_id, from_at, till_at; const char *why, *room; } VenueBlock;   /* room_id 0: the whole venue */
typedef struct { int64_t venue_id, room_id; const char *from_on, *from_time, *till_on, *till_time, *why; } BlockDraft;
CHECKED Error *venue_blocks(Ctx *cx, int64_t venue_id, int64_t from_at, VenueBlock **blocks, size_t *count);   /* those that end after it, at most 100 */
CHECKED Error *venue_block_add(Ctx *cx, const BlockDraft *draft, int64_t *id);                    /* refused over a session that stands there, which it names */
CHECKED Error *venue_block_remove(Ctx *cx, int64_t venue_id, int64_t id);
