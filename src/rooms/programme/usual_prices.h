/*
 * What new events of a kind of course begin with: prices by what a customer is, discounts, and the prices for members and others where nothing is typed for them.
 * An event keeps what it began with, whatever becomes of the usual ones later.
 */
#pragma once
#include "rooms/programme/event_change.h"
#include "rooms/programme/event_discount.h"
#include "rooms/programme/event_price.h"

typedef struct { int64_t member, other; ClassPrices classes; Discount discount; } UsualPrices;      /* PRICE_NONE where none is said */
typedef struct { const char *member, *other; ClassPricesDraft classes; DiscountDraft discount; } UsualPricesDraft;

CHECKED Error *usual_prices_find(Ctx *cx, const char *kind, UsualPrices *usual);
bool           usual_prices_none(const UsualPrices *usual);
const char    *usual_prices_words(Ctx *cx, const UsualPrices *usual);      /* "£60 for members, £95 for others, £80 for academies and colleges; 10% less ..." */
/* RUN_PROGRAMME; refused about price_member, price_other and what class_prices_read() and discount_read() name. */
CHECKED Error *usual_prices_set(Ctx *cx, const char *kind, const UsualPricesDraft *draft);

/* Of a new event: what nothing was typed for, before it is made; and what it begins with, once it is. */
CHECKED Error *usual_prices_fill(Ctx *cx, int64_t course_id, EventDraft *draft);
CHECKED Error *usual_prices_begin(Ctx *cx, int64_t event_id, const char *kind);
