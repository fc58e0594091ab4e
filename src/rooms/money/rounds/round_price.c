#include "rooms/money/rounds/round_price.h"

int64_t round_bought(const RoundSteps *steps, int64_t quantity) { return steps->supply && quantity > steps->supply ? steps->supply : quantity; }

int64_t round_unit_price(const RoundSteps *steps, int64_t quantity)
{
    int64_t bought = round_bought(steps, quantity), pence = 0;
    for (size_t i = 0; i < steps->count && steps->tiers[i].from_quantity <= bought; i++) pence = steps->tiers[i].pence;
    return pence;
}

const RoundTier *round_next_tier(const RoundSteps *steps, int64_t quantity)
{
    int64_t bought = round_bought(steps, quantity);
    for (size_t i = 0; i < steps->count; i++)
        if (steps->tiers[i].from_quantity > bought) return &steps->tiers[i];
    return NULL;
}

int64_t round_least(const RoundSteps *steps)      { return steps->count ? steps->tiers[0].from_quantity : 0; }
int64_t round_most_price(const RoundSteps *steps) { return steps->count ? steps->tiers[0].pence : 0; }
