/*
 * Whoever comes without having booked: put on the register in the room by whoever takes it, and marked present there.
 *
 * They take a free place, or that of somebody who did not come; an event is no more oversold by its door than by its bookings. Somebody who
 * waits or was offered a place has that registration confirmed. A person is known by their exact address; of somebody known the name stays, and
 * they come for the school of their post. Somebody new is made and invited, and gets no post: that is their school's to give.
 */
#pragma once
#include "rooms/booking/attendance.h"

typedef struct {
    const char *name, *email;
    int64_t     organisation_id;      /* of somebody new, for whom they come */
    bool        for_themselves;       /* of somebody new: for no school */
    int64_t     instead_of;           /* a registration at the same event whose person is not here, or that names nobody yet; 0: a free place */
} WalkIn;
/* As register_open() permits. Refusals name "name", "email", "organisation" or "instead_of"; CONFLICT when there is no place. */
typedef struct { int64_t registration_id; const char *name; bool was_booked; } WalkedIn;   /* was_booked: they had a place, and were only marked */
CHECKED Error *walk_in_add(Ctx *cx, int64_t event_id, int64_t session_id, const WalkIn *who, WalkedIn *came);

/* For whom somebody may come: organisations that are open, by name; at most 1,000. */
typedef struct { int64_t id; const char *name; } WalkInOrganisation;
CHECKED Error *walk_in_organisations(Ctx *cx, WalkInOrganisation **list, size_t *count);
