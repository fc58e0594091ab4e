/* Subscriptions as the office lists them. All of it asks READ_MONEY. */
#pragma once
#include "rooms/money/subscriptions/subscription.h"

/* What a subscription costs a year on a day: as ordered, or as it was changed since. */
#define FULL_PENCE_ON(s, day) \
    "COALESCE((SELECT sp.full_pence FROM subscription_price sp WHERE sp.subscription_id = " s ".id AND sp.from_on <= " day " ORDER BY sp.from_on DESC LIMIT 1), " s ".full_pence)"
/* Whether it holds on a day, also where it was cancelled later. */
#define IN_FORCE_ON(s, day) \
    "((" s ".state = 'active' OR (" s ".state = 'cancelled' AND " s ".began_at IS NOT NULL)) AND " s ".starts_on <= " day " AND " s ".ends_on >= " day ")"

/* state: "" any, "current" an offer, an order, or active until its last day, "over" active and past its last day, else one of subscription's. sort: "school", "price" (the most first), "latest". after: the last row of the page at hand. */
typedef struct { int64_t package_id, after; const char *state, *words, *sort; } SubscriptionFilter;
typedef struct { int64_t id, organisation_id, package_id, pence, full_pence, began_at, passed; const char *state, *organisation, *urn, *phase, *package, *starts_on, *ends_on, *purchase_order, *price_why; } SubscriptionRow;
CHECKED Error *subscriptions_list(Ctx *cx, const SubscriptionFilter *filter, int64_t most, SubscriptionRow **list, size_t *count);
typedef struct { int64_t count, pence; } SubscriptionSum;
CHECKED Error *subscriptions_sum(Ctx *cx, const SubscriptionFilter *filter, SubscriptionSum *sum);
const char *subscription_row_state(Ctx *cx, const SubscriptionRow *row);

/* What is billed for one: its price, what changed of it, what was credited. state: bill_item's. */
typedef struct { int64_t pence, earned; const char *words, *on_date, *state; } SubscriptionBill;
CHECKED Error *subscription_bills(Ctx *cx, int64_t id, SubscriptionBill **list, size_t *count);
