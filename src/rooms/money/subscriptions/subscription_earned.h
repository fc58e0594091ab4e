/*
 * What subscriptions have earned. What is billed for one lies on "Subscriptions for time to come"; a month that is over takes its share of each as income.
 * The share is what should be earned by then, rounded once, less what was: so all months of it sum to what was billed, to the penny, and what is billed late
 * is caught up in the next month. Nothing is earned before it is billed. What is credited of its invoice by hand is as if it had never been billed.
 */
#pragma once
#include "rooms/money/ledger/ledger.h"

/* A job: posts "subscriptions.earned" for every month that is over, open and not posted, one act each. */
CHECKED Error *subscriptions_earn(Ctx *cx);
/* The next month to post, "" none is. */
CHECKED Error *earning_due(Ctx *cx, const char **month);
/* An act: that month; nothing where it is posted already or nothing was earned in it. */
CHECKED Error *earning_post(Ctx *cx, const char *month);
