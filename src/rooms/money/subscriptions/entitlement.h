/*
 * What the packages of an organisation include, and what has been taken of it. A pot is one thing that a subscription includes: places, credits, visits of an
 * adviser, or per cent off. What one place or one visit took of it is a draw. It is taken by a conditional UPDATE and given back once, so that a pot never gives
 * more than its amount and never holds less than nothing. What is drawn stays drawn, though the subscription ends.
 *
 * Of the pots in force on the day of a place that costs something the first that fits is drawn: places without a limit, places at that kind of course, places at
 * all, credits; of two that are alike the one that ends sooner. Where none of them fits, as many per cent come off as the best pot says.
 *
 * Money knows a place by kind and subject alone; booking/place_price.h is the only one that draws for places.
 */
#pragma once
#include "platform/db/db.h"

enum { POTS_MOST = 100, POT_ENDLESS = -1 };

typedef struct { int64_t id, amount, used, credits; const char *kind, *course_kind, *starts_on, *ends_on; } Pot;   /* amount: POT_ENDLESS without a limit; credits: what a place at that kind of course takes */
typedef struct { int64_t organisation_id; Pot *list; size_t count; } Pots;

/* One place: its price without the package, the kind of its course and its event's first day. */
typedef struct { int64_t pence; const char *course_kind, *on; } CoverAsk;
/* What is to pay for it after the package. entitlement_id 0: nothing was taken, and it is the price; kind "places", "credits", "percent" or "". */
typedef struct { int64_t entitlement_id, pence, saved_pence, units, left, amount; const char *kind; } Covered;      /* left of the pot's amount, after this; POT_ENDLESS */

/* ---- its life ---- */

/* The pots of a subscription, of its package's items, from its first day to its last. Twice grants once. */
CHECKED Error *entitlements_grant(Ctx *cx, int64_t subscription_id);
/* Nothing of them is in force after that day. */
CHECKED Error *entitlements_end(Ctx *cx, int64_t subscription_id, const char *last_on);
/* In place of granting them: what is left of one subscription’s is another’s, from its first day on; its own end on the day before. What is given back later goes
 * where it came from. */
CHECKED Error *entitlements_hand_over(Ctx *cx, int64_t subscription_id, int64_t to_subscription_id);

/* ---- drawing ---- */

/* Those of an organisation that are in force on a day from then on, for a place at such a course; none for no organisation. */
CHECKED Error *pots_find(Ctx *cx, int64_t organisation_id, const char *from_on, const char *course_kind, Pots *pots);
/* What n such places would cost one after the other, were they drawn now; the pots stay as they are. */
void pots_cover(Ctx *cx, const Pots *pots, const CoverAsk *ask, Covered *covers, size_t n);
/* Takes it of the first that fits; where somebody was quicker, of the next, or it costs its price. */
CHECKED Error *entitlement_draw(Ctx *cx, Pots *pots, const char *kind, int64_t subject_id, const CoverAsk *ask, Covered *covered);
/* What it took goes back to its pot, once; *back whether it held anything. */
CHECKED Error *entitlement_back(Ctx *cx, const char *kind, int64_t subject_id, bool *back);
/* It is another's now, who took nothing of their own. */
CHECKED Error *entitlement_pass(Ctx *cx, const char *kind, int64_t from_subject, int64_t to_subject);

/* What it holds now, of which package. */
typedef struct { int64_t entitlement_id, units, saved_pence, amount, used; const char *kind, *course_kind, *package; } Drawn;
CHECKED Error *entitlement_drawn(Ctx *cx, const char *kind, int64_t subject_id, Drawn *drawn, bool *found);

/* For lyceum check, as part of money_check(): a CONFLICT for each pot that counts other than its open draws, or is another organisation's than its subscription. */
CHECKED Error *entitlement_check(Ctx *cx);
