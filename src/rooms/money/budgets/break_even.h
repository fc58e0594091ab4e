/* What just pays a cost: a price for so many, rounded up to the penny, or so many at a price. 0: nothing does, for there is nobody, or nothing to pay. */
#pragma once
#include <stdint.h>

int64_t break_even_price(int64_t cost_pence, int64_t people);
int64_t break_even_people(int64_t cost_pence, int64_t price_pence);
