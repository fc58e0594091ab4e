/*
 * What bookings bring to be billed (money/bills/bill_item.h). A confirmed place with a price is owed once its event's last session is over, unless the charge for not coming
 * stands in its stead; a charge is owed then, too. What is put right afterwards (the register, a waiver, a place taken back) is put right there: withdrawn while it
 * waits, credited once it is billed. All of it is a job's, in slices, and run twice says nothing twice.
 */
#pragma once
#include "platform/db/db.h"

enum { BILLING_EVENTS = 50 };

/* Events that are over and not billed yet, the earliest first, BILLING_EVENTS at most. */
CHECKED Error *billing_events(Ctx *cx, int64_t **ids, size_t *count);
/* The next SLICE of one's places and charges; *done 0 when there are none, and the event is billed. */
CHECKED Error *billing_event_slice(Ctx *cx, int64_t event_id, int64_t *done);
/* What was put right since, SLICE of each kind at most; *done how many. */
CHECKED Error *billing_corrections(Ctx *cx, int64_t *done);
