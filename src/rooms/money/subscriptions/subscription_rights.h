/* Who may act for a school, and whether a package can be ordered: asked by every act of a subscription. */
#pragma once
#include "rooms/money/subscriptions/subscription.h"

CHECKED Error *subscription_may_act(Ctx *cx, int64_t organisation_id);      /* the office, or the school itself; else MISSING */
CHECKED Error *subscription_open(Ctx *cx, const Package *package);          /* CONFLICT in words where it cannot be ordered today */
