/*
 * Rules that an event has of its own, beyond its places, price and booking window. Each is a bit of Event.rules, so that an event without
 * any costs nobody a question; what a rule says ("two from one school until 1 December") stands in a table of the rule's own, by event_id, and is
 * read only where the bit is set.
 */
#pragma once
#include "rooms/programme/event.h"

enum {
    RULE_OFFICE_APPROVES = 1 << 0,     /* a place is asked for, and whoever owns the event decides */
    RULE_SCHOOL_CAP      = 1 << 2,     /* so many from one school, until a date */
    RULE_BALLOT          = 1 << 3,     /* places are drawn, not taken as asked for */
    RULE_SECOND_DATE     = 1 << 5,     /* a waiting list that grows to so many proposes one */
    RULE_NAME_BY         = 1 << 6,     /* places held without a name are given back so many days before */
    RULE_CHARGES         = 1 << 7,     /* cancelling late and not coming cost what its tiers say: see event_charges.h, and EVENT_FIELDS */
    RULE_ELIGIBLE        = 1 << 8,     /* not everybody may come: what its course says, or */
    RULE_ELIGIBLE_OWN    = 1 << 9,     /* what is said of this event in place of that, which may be that everybody may */
    RULE_MINIMUM         = 1 << 10,    /* it goes ahead from so many people, decided on a day */
    RULE_PRICES          = 1 << 11,    /* what a customer is decides the price, beside being a member: event_price.h */
    RULE_DISCOUNTS       = 1 << 12,    /* booking early, or many at once, costs less: event_discount.h */
    RULE_QUESTIONS       = 1 << 16,    /* each person answers some when they are booked: question.h */
};

/* Sets or takes away one of them. The caller holds the event and writes the trail. */
CHECKED Error *event_rule_set(Ctx *cx, int64_t event_id, int64_t rule, bool holds);

/* What a copy of an event keeps of its rules; `days` is how much later its first session is. */
CHECKED Error *event_rules_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days);
