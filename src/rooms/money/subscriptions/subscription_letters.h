/* Letters about subscriptions, to those of a school who may see its money. */
#pragma once
#include "rooms/money/subscriptions/subscription.h"

enum { MONEY_READERS_MOST = 4 };

/* last_pence: what the school pays by last year's, 0 where there is none. */
CHECKED Error *letter_subscription_offer(Ctx *cx, const Subscription *s, const Priced *priced, int64_t last_pence);
CHECKED Error *letter_subscription_reminder(Ctx *cx, const Subscription *s, const Priced *priced);
CHECKED Error *letter_subscription_ordered(Ctx *cx, const Subscription *s);
CHECKED Error *letter_subscription_active(Ctx *cx, const Subscription *s);
CHECKED Error *letter_subscription_lapsed(Ctx *cx, const Subscription *s);
CHECKED Error *letter_subscription_cancelled(Ctx *cx, const Subscription *s, const char *credit);
CHECKED Error *letter_subscription_changed(Ctx *cx, const Subscription *s, const char *from_on, const char *change, const char *difference);
