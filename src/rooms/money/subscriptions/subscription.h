/*
 * A subscription: one school's package, from a day to a day.
 *
 *     quoted     the office or the school itself has had the price reckoned; it may be ordered, or declined, until the package's last day to order
 *     ordered    by the school, with its purchase order; until the office confirms it may take the order back
 *     active     confirmed: the school is a member, holds what the package includes, and owes the price
 *     declined, lapsed, cancelled
 *
 * A school has one live one (the first three) of a package. What it pays is reckoned from its first day, with the pupils that the register had when it
 * was quoted, as ordered on the day it is ordered; from then on it stays. Whoever acts for a school acts for their own.
 */
#pragma once
#include "rooms/money/prices/package.h"
#include "rooms/money/prices/price_roll.h"

enum { SUBSCRIPTION_ORDER_MOST = 60, SUBSCRIPTION_WHY_MOST = 300, SUBSCRIPTIONS_OF_MOST = 60 };

typedef struct {
    int64_t     id, organisation_id, package_id, rule_id, pence, full_pence, follows_id, quoted_at, reminded_at, ordered_at, began_at, ended_at, roll, passed, took_over;   /* roll -1: none; passed: to the school that continues it; took_over: from one */
    const char *state, *starts_on, *ends_on, *price_why, *purchase_order, *ended_why, *organisation, *urn, *package, *package_state, *year_from, *year_to, *order_by, *phase, *sector, *quoted_by, *ordered_by;
} Subscription;      /* year_from, year_to: its package's */

/* Of the office's (READ_MONEY), or of one's own school (OUR_MONEY); MISSING for anybody else's. */
CHECKED Error *subscription_find(Ctx *cx, int64_t id, Subscription *s);
/* The school's live one of a package; *found false: none. */
CHECKED Error *subscription_live(Ctx *cx, int64_t organisation_id, int64_t package_id, Subscription *s, bool *found);
/* All of a school's, the latest first, SUBSCRIPTIONS_OF_MOST of them. */
CHECKED Error *subscriptions_of(Ctx *cx, int64_t organisation_id, Subscription **list, size_t *count);
/* What an offer costs when it is ordered today. Of what is ordered already it is what was said then. */
CHECKED Error *subscription_reckon(Ctx *cx, const Subscription *s, Priced *priced);

bool        subscription_in_force(Ctx *cx, const Subscription *s);       /* today */
const char *subscription_state_words(Ctx *cx, const Subscription *s);    /* "Offered", "Ordered", "Active", "Over", "Begins 1 April 2027" */

/* An offer, by the office (BILL) or for one's own school (OUR_MONEY). from: its first day, "" today or the package's first, whichever is later, and for
 * who renews the package's first. Refused about "package" and "from"; CONFLICT where there is a live one, and for who is no open school. It is a numbered quote, too (document_quote.h). */
CHECKED Error *subscription_quote(Ctx *cx, int64_t organisation_id, int64_t package_id, const char *from, int64_t *id);
CHECKED Error *subscription_send(Ctx *cx, int64_t id);                   /* BILL. The letter with the offer, to the school */
/* What it would be, or is: the live one, or one that is nowhere yet (id 0), with its first day and what it costs ordered today. Refused as an offer is. */
CHECKED Error *subscription_look(Ctx *cx, int64_t organisation_id, int64_t package_id, const char *from, Subscription *s, Priced *priced);
/* The order. pence: the price that whoever orders has read; CONFLICT where it is more by now. Of what is not quoted the quote is made along with it. */
typedef struct { int64_t organisation_id, package_id, pence; const char *purchase_order; } SubscriptionOrder;
CHECKED Error *subscription_order(Ctx *cx, const SubscriptionOrder *order, int64_t *id);
CHECKED Error *subscription_take_back(Ctx *cx, int64_t id);              /* an order that is not confirmed: the offer stands again */
CHECKED Error *subscription_decline(Ctx *cx, int64_t id, const char *why);
/* BILL. The order is active: membership, what the package includes, and what is to pay come with it, once. */
CHECKED Error *subscription_confirm(Ctx *cx, int64_t id);

/* BILL. last_on: its last day, from its first to the day before its own last; "" where it has not begun, and then nothing is owed at all. credit: "days" takes what is
 * left off by days, "none" nothing. Refused about "last_on", "credit" and "why". */
typedef struct { const char *last_on, *credit, *why; } SubscriptionEnd;
CHECKED Error *subscription_cancel(Ctx *cx, int64_t id, const SubscriptionEnd *end);
/* What would come off with "days". */
CHECKED Error *subscription_rest(Ctx *cx, const Subscription *s, const char *last_on, int64_t *pence);

/* ---- for money's own rules, that have asked who may ---- */

/* Makes the offer whoever asks, also by rule, with its numbered quote; *made false: there was a live one, or there is no price. */
CHECKED Error *subscription_offer(Ctx *cx, const Package *package, const PriceRule *rule, const RollSchool *school, int64_t follows_id, const char *from, int64_t *id, bool *made);
CHECKED Error *subscription_quote_quietly(Ctx *cx, int64_t organisation_id, int64_t package_id, int64_t *id);      /* as subscription_quote(), without a quote on paper: for what is ordered at once */
CHECKED Error *subscription_begin(Ctx *cx, const Subscription *s);       /* what comes with being active */
CHECKED Error *subscription_read(Ctx *cx, int64_t id, Subscription *s);  /* whosever it is */
