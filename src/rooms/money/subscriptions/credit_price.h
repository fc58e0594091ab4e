/* What a place at a kind of course takes of a package's credits: one, unless the office says more. It holds for what is booked from then on. */
#pragma once
#include "platform/db/db.h"

enum { CREDITS_MOST = 20, CREDIT_KINDS_MOST = 30 };
typedef struct { int64_t credits; const char *course_kind; } CreditPrice;

CHECKED Error *credit_prices(Ctx *cx, CreditPrice **list, size_t *count);      /* of the kinds of which something is said */
CHECKED Error *credit_price_set(Ctx *cx, const CreditPrice *price);            /* BILL; one takes away what was said */
