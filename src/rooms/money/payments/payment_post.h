/* Postings of payments, refunds and what is given up: one row each. For rules of payments alone. */
#pragma once
#include "rooms/money/ledger/ledger.h"

/* The day itself, or the first day of the months that are open: what came in a month that is closed counts in the next. */
CHECKED Error *day_open(Ctx *cx, const char *day, const char **open);
typedef struct { const char *kind; int64_t subject_id; const char *on, *words; int64_t from, to, pence, cost_centre_id, fund_id; } OneRow;      /* cost_centre_id 0: our own */
CHECKED Error *one_row_post(Ctx *cx, const OneRow *one);
/* Takes that posting back: the same row the other way, as `back`, on `on` or the first open day after it. */
CHECKED Error *one_row_back(Ctx *cx, const char *kind, int64_t subject_id, const char *back, const char *on, const char *words);
