/*
 * What one costs when so many are wanted together: everybody pays the same, that of the highest step which all of them reach. Below the first step there
 * is no price, and nothing is bought. Where fewer can be had than are wanted, those that can be had count.
 */
#pragma once
#include "platform/base/context.h"

enum { ROUND_TIERS_MOST = 6, ROUND_PRICE_MOST = 10000000, ROUND_QUANTITY_MOST = 100000 };     /* £100,000 for one */

typedef struct { int64_t from_quantity, pence; } RoundTier;      /* in order: from more on, for less */
typedef struct { const RoundTier *tiers; size_t count; int64_t supply; } RoundSteps;      /* supply 0: as many as are wanted */

int64_t          round_bought(const RoundSteps *steps, int64_t quantity);        /* of so many wanted */
int64_t          round_unit_price(const RoundSteps *steps, int64_t quantity);    /* 0: too few */
const RoundTier *round_next_tier(const RoundSteps *steps, int64_t quantity);     /* the step after that many; NULL: there is none */
int64_t          round_least(const RoundSteps *steps);                           /* from how many on there is a price; 0: no steps yet */
int64_t          round_most_price(const RoundSteps *steps);                      /* what nobody pays more than */
