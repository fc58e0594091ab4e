/*
 * What follows the closing. Allotted: who gets how many, and what it costs at the price that closing fixed. Charged: each owes it as a bill item, and what
 * the supplier asks is a cost not paid yet. A saving is what one costs alone, times what was allotted, less what was charged; what was expected
 * when it was committed stays beside it.
 */
#pragma once
#include "rooms/money/rounds/round_commitment.h"

/* Who would get how many if it were allotted now: of each that committed, in their order; given[i] belongs to list[i]. */
CHECKED Error *round_allotment(Ctx *cx, const Round *round, const Commitment *list, size_t count, int64_t **given);
CHECKED Error *round_allot_all(Ctx *cx, int64_t id);           /* BILL; a closed one */

/* BILL; an allotted one. cost as typed, what the supplier asks in all without VAT; on: the day on which it is owed. Refused about "on", "cost"; CONFLICT where the month is closed. */
CHECKED Error *round_charge(Ctx *cx, int64_t id, const char *on, const char *cost);
CHECKED Error *round_to_pay(Ctx *cx, int64_t id, int64_t *pence);                     /* by all of them, of what is allotted and not taken back */

/* A job's: the next of a charged round get their bill items; *done: how many. An act of the writer, and again as often as it is run. */
CHECKED Error *round_bill_slice(Ctx *cx, int64_t id, int64_t *done);
/* BILL: one organisation owes nothing for it after all. Its bill item is withdrawn, or credited. Refused about "why". */
CHECKED Error *round_lift(Ctx *cx, int64_t round_id, int64_t commitment_id, const char *why);
