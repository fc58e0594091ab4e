/*
 * What it costs to give up a place of an event late, or not to come (RULE_CHARGES): tiers by the days before the first session, each a share of the price or a
 * sum, so that a free event can have them, too. Each event has its own copy of the rule: it begins with the usual one and keeps it, whatever becomes of that later.
 * An event without a rule charges the full price after its day for free cancelling, and nothing for not coming. Who owes what is booking's (charge.h).
 */
#pragma once
#include "rooms/programme/event_rules.h"

enum { CHARGE_TIERS = 3, CHARGE_DAYS_MOST = 365 };

typedef struct { int64_t percent, pence; } ChargeAmount;               /* of the price, or a sum; both 0: nothing */
typedef struct { int64_t days; ChargeAmount amount; } ChargeTier;      /* from so many days before the first session */
typedef struct {
    ChargeTier   tiers[CHARGE_TIERS];      /* the earliest first */
    size_t       count;
    ChargeAmount no_show;
    bool         moving_costs;             /* moving to another date costs what cancelling would; else it is free */
} ChargeRule;

/* As a form says it: "14", "50%" or "£20", line by line; "" for none. */
typedef struct { const char *days[CHARGE_TIERS], *amount[CHARGE_TIERS], *no_show; bool moving_costs; } ChargeDraft;

/* The event's rule, empty where it has none; that costs nothing. */
CHECKED Error *event_charges_find(Ctx *cx, const Event *event, ChargeRule *rule);
CHECKED Error *usual_charges_find(Ctx *cx, ChargeRule *rule);
/* Refuses with every mistake, about charge_days_1, charge_amount_1 ... charge_no_show. All empty takes the rule away. The caller holds the event. */
CHECKED Error *event_charges_set(Ctx *cx, const Event *event, const ChargeDraft *draft);
CHECKED Error *usual_charges_set(Ctx *cx, const ChargeDraft *draft);                  /* RUN_PROGRAMME; of new events, from now on */
CHECKED Error *event_charges_begin(Ctx *cx, int64_t event_id);                        /* a new event's: the usual ones */
CHECKED Error *event_charges_copy(Ctx *cx, int64_t event_id, int64_t copy_id);

/* The instant from which a tier holds for an event that starts then. */
int64_t charge_tier_from(Ctx *cx, const ChargeTier *tier, int64_t starts_at);
/* Until when cancelling is free: the later of the event's own day for it and its first tier. Never after the start. */
int64_t charge_free_until(Ctx *cx, const ChargeRule *rule, int64_t cancel_by, int64_t starts_at);
/* The amount in whole pence, halves up. */
int64_t charge_pence(ChargeAmount amount, int64_t price_pence);

const char *charge_amount_words(Ctx *cx, ChargeAmount amount);                        /* "50% of the price", "the full price", "£20" */
/* What the terms say of cancelling, a sentence or two; "" where cancelling costs nothing until the event begins. */
const char *event_charge_words(Ctx *cx, const Event *event);
