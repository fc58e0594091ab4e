/* A quote for a subscription: a numbered document that moves no money, and that a school can order by. */
#pragma once
#include "rooms/money/bills/document.h"

typedef struct { int64_t subscription_id, organisation_id, pence; const char *words, *starts_on, *holds_until, *purchase_order; } Quote;   /* words: what is offered; holds_until: the last day to order */
/* For rules, which have asked who may. VAT as it would be billed on its first day, or today. */
CHECKED Error *document_quote(Ctx *cx, const Quote *quote, int64_t *id);
