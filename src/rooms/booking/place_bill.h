/*
 * Places and charges as what somebody owes: a bill item for each, made by a job once it cannot come otherwise any more, and once for all.
 *
 * A place is owed once its event has begun a day ago, by the school for which its holder has it or by a person who comes for none: what is to pay for it after the
 * package. What a package covers whole is owed by nobody. A charge is owed a day after its event's end. What is on a bill already and falls away after all (somebody
 * else came instead, a charge is waived) is credited. Places of an event are looked for until 30 days after its end. What came in from a file was paid elsewhere.
 *
 * Nothing is owed here before the office has said from which day on: until then bills are written somewhere else.
 */
#pragma once
#include "rooms/booking/booking.h"

CHECKED Error *place_billing_from(Ctx *cx, const char **from_on);                  /* "" until it is said */
CHECKED Error *place_billing_set(Ctx *cx, const char *from_on);                    /* BILL. Refused about "from_on"; CONFLICT for an earlier day than is said already */

/* Jobs': events whose places are to be looked at, a few at once after `after_id`; SLICE of one event's places; of charges; *done how many. */
enum { BILL_EVENTS = 50 };
CHECKED Error *place_bill_events(Ctx *cx, int64_t after_id, int64_t **ids, size_t *count);
CHECKED Error *place_bill_slice(Ctx *cx, int64_t event_id, int64_t *done);
CHECKED Error *charge_bill_slice(Ctx *cx, int64_t *done);

/* READ_MONEY. How many have been billed or wait to be, and their sum. */
typedef struct { int64_t places, place_pence, charges, charge_pence; } PlaceBilling;
CHECKED Error *place_billing_sums(Ctx *cx, PlaceBilling *sums);
