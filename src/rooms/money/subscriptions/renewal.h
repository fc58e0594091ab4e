/*
 * The renewal round of a package that follows another: the subscribers of last year's are looked through, each with its price of last year and of next, are
 * offered next year's, reminded, and confirmed once they have ordered. What is still an offer after the last day to order lapses. Whoever declined is not asked
 * again. The office's acts go through the round in slices: the first at once, what is left by a job.
 */
#pragma once
#include "rooms/money/subscriptions/subscription.h"

enum { RENEWAL_MOST = 2000, RENEWAL_SLICE = 50 };

/* state: of next year's, "" nothing yet. last_pence: what a year of last year's costs by now; next_pence: what was said, or what it would be today. */
typedef struct { int64_t organisation_id, last_id, next_id, last_pence, next_pence, roll, reminded_at; const char *organisation, *urn, *phase, *sector, *state, *purchase_order, *why; PricedHow how; } RenewalRow;
/* count and pence (a year's price) of each kind; fresh: who orders or has it, and did not subscribe last year; fresh_ordered: of them those that wait for the office. */
typedef struct { int64_t count, pence; } RenewalPart;
typedef struct { RenewalPart last, silent, asked, ordered, confirmed, declined, lapsed, cancelled, priceless, fresh; int64_t fresh_ordered; } RenewalSums;
typedef struct { Package package, last; RenewalRow *rows; size_t count; RenewalSums sums; } Renewal;

/* READ_MONEY. CONFLICT where the package follows none. By name of the school, RENEWAL_MOST of them. */
CHECKED Error *renewal_find(Ctx *cx, int64_t package_id, Renewal *renewal);

/* BILL. Which package's subscribers it is offered to, 0 none. Refused about "follows" where that one is no earlier one; CONFLICT once somebody was asked. */
CHECKED Error *renewal_follow(Ctx *cx, int64_t package_id, int64_t follows_id);

typedef enum { RENEWAL_ASK, RENEWAL_REMIND, RENEWAL_CONFIRM } RenewalAct;
/* BILL. Does it for the first RENEWAL_SLICE schools and leaves the rest to a job. *done: how many of the first; *more: some are left. */
CHECKED Error *renewal_go(Ctx *cx, int64_t package_id, RenewalAct act, int64_t *done, bool *more);
/* One school's offer alone. BILL. */
CHECKED Error *renewal_ask_one(Ctx *cx, int64_t package_id, int64_t organisation_id);

/* For the jobs. After that row of the round; *after is set to the last one, 0 where nothing is left. */
CHECKED Error *renewal_slice(Ctx *cx, int64_t package_id, RenewalAct act, int64_t *after, int64_t *done);
CHECKED Error *renewals_lapse_slice(Ctx *cx, int64_t *done);
const char *renewal_job(RenewalAct act);
