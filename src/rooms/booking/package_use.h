/* What was taken of an organisation's packages: each place and each visit that holds something, with what it saved. */
#pragma once
#include "rooms/booking/booking.h"
#include "rooms/money/subscriptions/entitlement_list.h"

typedef struct {
    int64_t     id, entitlement_id, units, saved_pence, drawn_at, registration_id, visit_id, event_id;      /* registration_id 0: a visit */
    const char *kind, *course_kind, *package, *title, *on_date, *name, *state, *by;    /* kind: of the pot; name: whose place; by: who drew it, "" by rule */
} PackageUse;

/* As pots_may(). Of the pots in force on a day or after it; the newest first, after `before_id` (0: from the newest). Whose places they are is read by
 * whoever books for the organisation and by the office: names are "" for others. */
CHECKED Error *package_uses(Ctx *cx, int64_t organisation_id, const char *from_on, int64_t before_id, int64_t most, PackageUse **list, size_t *count);
