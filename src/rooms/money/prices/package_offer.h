/* The packages that a school can order today, each with the price for that school. */
#pragma once
#include "rooms/money/prices/package.h"
#include "rooms/money/prices/price_roll.h"

typedef struct { Package package; PriceRule rule; PackageItem *items; size_t item_count; Priced priced; } Offer;     /* priced: ordered today, joining today, or on the first day of a year to come or of one that renews last year's */

/* Published ones whose last day to order is not past, and that are for such a school; the latest year first. None for an organisation that is no open school. */
CHECKED Error *package_offers(Ctx *cx, int64_t organisation_id, Offer **list, size_t *count);
