/*
 * What is taken off the price of one event (RULE_DISCOUNTS): so much for booking by a day, so much for booking so many places at once. Both can hold together; each is
 * taken off what the one before leaves.
 */
#pragma once
#include "rooms/programme/event_rules.h"

enum { EARLY_DAYS_MOST = 365, GROUP_FROM_MOST = 40 };

typedef struct {
    int64_t     early_percent, early_days;      /* 0: none; up to so many days before the first session, that day included, */
    const char *early_on;                       /* or up to this day; "" where it is days */
    int64_t     group_percent, group_from;      /* from so many places of one booking */
} Discount;

/* As a form says it. */
typedef struct { const char *early_percent, *early_days, *early_on, *group_percent, *group_from; } DiscountDraft;

/* Nothing where the event has no such rule; that costs nothing. */
CHECKED Error *event_discount_find(Ctx *cx, const Event *event, Discount *discount);
/* Refused about early_percent, early_days, early_on, group_percent, group_from. All empty takes the rule away. The caller holds the event. */
CHECKED Error *event_discount_set(Ctx *cx, const Event *event, const DiscountDraft *draft);
CHECKED Error *event_discount_put(Ctx *cx, int64_t event_id, const Discount *discount);
CHECKED Error *event_discount_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days);      /* days: how much later the copy is */

/* Of a list of published events, those that begin between two instants, both included: how many per cent less who books each today pays. By their ids. */
typedef struct { int64_t event_id, percent; } ListedEarly;
CHECKED Error *early_between(Ctx *cx, int64_t from, int64_t to, ListedEarly **list, size_t *count);
int64_t        early_of_listed(const ListedEarly *list, size_t count, int64_t event_id);

CHECKED Error *discount_read(Ctx *cx, const DiscountDraft *draft, Discount *discount);
/* The last day on which booking is early, for an event that starts then; "" where there is none. */
const char    *discount_early_day(Ctx *cx, const Discount *discount, const char *starts_on);
/* "10% less for booking by 1 December 2026"; "" where that is past, or there is none. */
const char    *discount_early_words(Ctx *cx, const Discount *discount, const char *starts_on);
const char    *discount_group_words(Ctx *cx, const Discount *discount);                            /* "10% less from 4 places of one booking" */
const char    *discount_words(Ctx *cx, const Discount *discount, const char *starts_on);           /* both, whatever the day is */
int64_t        percent_off(int64_t pence, int64_t percent);                                        /* what is left, halves up to the penny */
