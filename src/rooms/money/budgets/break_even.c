#include "rooms/money/budgets/break_even.h"

static int64_t rounded_up(int64_t whole, int64_t part) { return whole > 0 && part > 0 ? whole / part + (whole % part != 0) : 0; }

int64_t break_even_price(int64_t cost_pence, int64_t people)       { return rounded_up(cost_pence, people); }
int64_t break_even_people(int64_t cost_pence, int64_t price_pence) { return rounded_up(cost_pence, price_pence); }
