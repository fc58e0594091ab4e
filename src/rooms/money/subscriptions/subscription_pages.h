/* Parts that pages of subscriptions share. */
#pragma once
#include "rooms/money/prices/package_pages.h"
#include "rooms/money/subscriptions/subscription_change.h"

const char *pounds(Ctx *cx, int64_t pence);                                      /* "£1,200", "£0" */
const char *subscription_days(Ctx *cx, const Subscription *s);                   /* "1 April 2027 to 31 March 2028" */
void        subscription_status(Out *out, const char *state, const char *words);
void        subscription_price(Out *out, const Subscription *s, const Priced *priced);    /* the price, its reason, and what a whole year costs */
/* Year, last day to order, purchase order, who offered and ordered it and when: a list of facts. */
void        subscription_facts(Out *out, const Subscription *s);
/* Its quotes on paper, and the way to each; base: where documents stand, "/invoices". Nothing where there is none. */
CHECKED Error *subscription_quotes(Out *out, int64_t subscription_id, const char *base);
/* What happened to it, the latest first. */
void        subscription_history(Out *out, const Subscription *s, const ChangeMade *changes, size_t count);
