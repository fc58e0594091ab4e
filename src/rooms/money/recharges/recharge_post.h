/* What recharges move in the ledger: for their own rules. An item below 0 moves the other way; what comes to nothing moves nothing. */
#pragma once
#include "rooms/money/recharges/recharge.h"

CHECKED Error *recharge_post(Ctx *cx, int64_t id, const char *name);                                             /* made: income to recharges under way */
CHECKED Error *recharge_post_refusal(Ctx *cx, int64_t refusal_id, const char *name, const char *why);            /* the lines of one refusal, back */
CHECKED Error *recharge_post_acknowledged(Ctx *cx, int64_t id, const char *on, const char *name);                /* what is not refused: recharges under way to what was moved inside the council */
