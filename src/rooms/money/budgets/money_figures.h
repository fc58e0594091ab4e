/* Income and cost by month, fund and cost centre, for the page that shows them together: one question, from the sums of each month. */
#pragma once
#include "rooms/money/ledger/ledger.h"

typedef struct { int64_t fund_id, cost_centre_id, income, cost; const char *month; } Move;      /* fund_id 0: none; income and cost above 0 in an ordinary month */
/* READ_MONEY. Of these months, both included, by month. */
CHECKED Error *moves_of(Ctx *cx, const char *from, const char *to, Move **list, size_t *count);
/* Of those that fit: fund_id, cost_centre_id 0 all; from and to months. */
typedef struct { int64_t fund_id, cost_centre_id; const char *from, *to; } MoveFilter;
typedef struct { int64_t income, cost; } MoveSum;
MoveSum moves_sum(const Move *moves, size_t count, MoveFilter filter);
