/* What a school is committed to until a day, beyond what is billed by now. Each thing once: what is billed is on its documents, and no more here. All without VAT. */
#pragma once
#include "platform/db/db.h"

typedef struct {
    int64_t places, places_pence;          /* confirmed, at events that are not over and begin by that day; after the package */
    int64_t asked;                         /* places that are asked for, waited for or offered: they are no commitment yet */
    int64_t orders, orders_pence;          /* subscriptions that are ordered and not confirmed */
    int64_t items, items_pence;            /* what is owed and not billed yet */
    int64_t rounds, rounds_pence;          /* joint purchases committed to and not charged, at the price as it stands */
} StillToCome;
/* OUR_MONEY of one's own, READ_MONEY of any. */
CHECKED Error *still_to_come(Ctx *cx, int64_t organisation_id, const char *until, StillToCome *still);
int64_t        still_to_come_sum(const StillToCome *still);
