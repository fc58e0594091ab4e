/*
 * Who has a venue when. A session that is neither cancelled nor archived, a draft's too, has its room to itself; one without a room has the
 * whole venue, and so has a venue without rooms only one at a time.
 */
#pragma once
#include "rooms/programme/venue.h"

/* The lock of whatever is put into a venue: held first, so that of two at once one sees the other. MISSING: no such venue. */
CHECKED Error *venue_hold(Ctx *cx, int64_t id);

typedef struct {
    int64_t venue_id, room_id;             /* room_id 0: the whole venue */
    int64_t starts_at, ends_at;
    int64_t session_id;                    /* the session itself, which is not in its own way; 0: a new one */
    int64_t places;                        /* of its event; 0: those who come do not all sit there */
} VenueUse;

/* What stands in the way: a session of another, or one of the same event; session_id 0: nothing does. */
typedef struct { int64_t session_id, event_id, starts_at, ends_at; const char *title; } VenueClash;   /* title: "a draft of another department" where it is not for whoever asks */
CHECKED Error *venue_clash(Ctx *cx, const VenueUse *use, VenueClash *clash);

/* Holds the venue, and refuses about `field`, in words: taken, blocked, closed at that hour, a room that is not the venue's, or fewer seats than places. */
CHECKED Error *venue_use_check(Ctx *cx, const VenueUse *use, const char *field);

/* Refuses about `field` where one of the event's sessions is in a room with fewer seats than these places. */
CHECKED Error *venue_seats_check(Ctx *cx, int64_t event_id, int64_t places, const char *field);

/* What a venue's days hold, in order of time: sessions, and blocks with event_id 0. */
typedef struct { int64_t event_id, owner_id, room_id, starts_at, ends_at, taken, places; const char *title, *room, *state; } DiaryEntry;   /* of a block: title says why */
enum { DIARY_MOST = 300 };
CHECKED Error *venue_diary(Ctx *cx, int64_t venue_id, int64_t from_at, int64_t till_at, DiaryEntry **entries, size_t *count);
