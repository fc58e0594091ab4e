/*
 * Prices of one event by what a customer is (RULE_PRICES): an academy's, a neighbour's, a partner's, beside the price for members and the price for others, which
 * every event has. Who is a member pays the members' price, whatever else they are; whose class has no price of its own pays the price for others.
 */
#pragma once
#include "rooms/money/prices/customer_class.h"
#include "rooms/programme/event_rules.h"

enum { PRICE_NONE = -1 };
typedef struct { int64_t pence[CUSTOMER_CLASSES]; } ClassPrices;           /* in the order of customer_classes; PRICE_NONE: that of others */
typedef struct { const char *typed[CUSTOMER_CLASSES]; } ClassPricesDraft;  /* "80", "" for none */

/* All PRICE_NONE where the event has no such rule; that costs nothing. */
CHECKED Error *event_prices_find(Ctx *cx, const Event *event, ClassPrices *prices);
/* Refused about price_maintained, price_other_phase ...; all empty takes the rule away. The caller holds the event. */
CHECKED Error *event_prices_set(Ctx *cx, const Event *event, const ClassPricesDraft *draft);
CHECKED Error *event_prices_put(Ctx *cx, int64_t event_id, const ClassPrices *prices);
CHECKED Error *event_prices_copy(Ctx *cx, int64_t event_id, int64_t copy_id);

/* As typed, with every mistake; and the name of a class's field. */
CHECKED Error *class_prices_read(Ctx *cx, const ClassPricesDraft *draft, ClassPrices *prices);
const char    *class_price_field(Ctx *cx, size_t class);
int64_t        class_price(const ClassPrices *prices, const char *class);  /* PRICE_NONE: it has none */
bool           class_prices_none(const ClassPrices *prices);

/* What strangers are shown: the least and the most that anybody pays before discounts. */
typedef struct { int64_t least, most; } PriceRange;
PriceRange     price_range(const ClassPrices *prices, int64_t member_pence, int64_t other_pence);

/* "£80 for academies and colleges, £120 for schools of another authority"; "" for none */
const char    *class_prices_words(Ctx *cx, const ClassPrices *prices);

/* Of a list of published events, in its order: the prices of those that begin between two instants, both included. */
typedef struct { int64_t event_id, pence; const char *class; } ListedPrice;
CHECKED Error *prices_between(Ctx *cx, int64_t from, int64_t to, ListedPrice **list, size_t *count);
void           prices_of_listed(const ListedPrice *list, size_t count, int64_t event_id, ClassPrices *prices);
