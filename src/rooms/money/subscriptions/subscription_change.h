/*
 * A school that changed while it subscribes: another phase or sector is another price, and a school that closed is continued by another. The register says so;
 * what becomes of the subscription the office decides.
 *
 *     price      the new price from a day on: the difference for what is left of the year is billed, or credited
 *     kept       the price stays as it was ordered
 *     passed     the school that continues it has what is left, of the days and of what the package includes, and pays or gets the difference
 *
 * The pupils stay those that the price was reckoned with: what differs is the school's kind alone.
 */
#pragma once
#include "rooms/money/subscriptions/subscription.h"

enum { CHANGES_MOST = 100 };

/* how: of the new price. full_pence: a year's price now; is_pence: the new one; difference: to pay more from from_on, below 0 less. successor_id 0: it is the same
 * school, or (closed) nobody continues it, or several do. */
typedef struct {
    int64_t     subscription_id, organisation_id, successor_id, package_id, rule_id, full_pence, is_pence, difference, roll, closed;
    const char *organisation, *successor, *package, *starts_on, *ends_on, *year_from, *year_to, *was_phase, *was_sector, *is_phase, *is_sector, *closed_on, *register_on, *from_on, *why;
    PricedHow   how;
} SubscriptionChange;

/* READ_MONEY. Those that wait for the office. from_on: the day after the school closed; else today, within the subscription's days. */
CHECKED Error *changes_waiting(Ctx *cx, SubscriptionChange **list, size_t *count);
/* One of them, from a day on ("" the default). MISSING: nothing changed. Refused about "from" where the day is not one of the subscription's. */
CHECKED Error *change_find(Ctx *cx, int64_t subscription_id, const char *from, SubscriptionChange *change);
const char *change_words(Ctx *cx, const SubscriptionChange *change);     /* "Primary, maintained; now primary, academy" */

/* BILL. The new price, or the successor's, from that day. */
CHECKED Error *change_apply(Ctx *cx, int64_t subscription_id, const char *from);
CHECKED Error *change_keep(Ctx *cx, int64_t subscription_id);

/* What was decided of a subscription, the latest first. */
typedef struct { int64_t id, pence, to_id, made_at; const char *kind, *from_on, *words, *by; } ChangeMade;
CHECKED Error *changes_made(Ctx *cx, int64_t subscription_id, ChangeMade **list, size_t *count);
