/*
 * What a school says of its own bookings: whose places are approved first, how many colleagues may be out on one day, what a day's cover costs.
 *
 * A school that has said nothing has its paid places approved while it is no member ("payers"), but for those that its package covers; of another organisation
 * nobody is asked.
 */
#pragma once
#include "rooms/booking/booking.h"

enum { OUT_LIMIT_NONE = -1, OUT_LIMIT_MOST = 200 };

/* How an organisation stands: its rules beside what decides its price. */
typedef struct {
    int64_t     organisation_id;       /* 0: none at all */
    const char *approval;              /* payers, all, none */
    int64_t     out_limit;             /* OUT_LIMIT_NONE: no limit */
    int64_t     cover_day_pence;       /* 0: not known */
    int64_t     member;                /* today */
    int64_t     waived;                /* per cent less today, under a hardship waiver; 0: none */
    int64_t     entitled;              /* a package of theirs includes something, today or later: place_price.h */
} Standing;

/* One question; none for no organisation. */
CHECKED Error *standing_find(Ctx *cx, int64_t organisation_id, Standing *standing);

/* As typed: "" for no limit and for no cover. Refused about "approval", "out_limit", "cover". By whoever books for the organisation they act for. */
typedef struct { const char *approval, *out_limit, *cover; } SchoolRuleDraft;
CHECKED Error *school_rule_change(Ctx *cx, const SchoolRuleDraft *draft);
