/* Who may read an event's materials: whoever has a confirmed place, once they are shared and shown; beside those who prepare it. */
#pragma once
#include "rooms/booking/booking.h"
#include "rooms/programme/material.h"

/* MISSING for anybody else, whatever their school or their place in the queue. */
CHECKED Error *material_read(Ctx *cx, int64_t id, Material *material);

enum { SHARING_TELLS_AT_ONCE = 40 };
/* Tells some of those who have a place of a sharing; *done false when there are more. Running it again tells nobody twice. */
CHECKED Error *sharing_tell_slice(Ctx *cx, int64_t sharing_id, bool *done);
