/*
 * What of a school's budget for training is committed. Reckoned from what it owes for that year, each thing once and without VAT, whether it is invoiced by now or not:
 *
 *     places          confirmed places at events that begin in the year and are not cancelled, at what is left to pay after the package
 *     charges         for places given up late or left empty of events that begin in the year, unless waived or fallen away
 *     subscription    what the subscription is billed at, with its changes, by the day from which it counts
 *     other           whatever else is billed, such as joint purchases, by its day
 *
 * Places that are asked for, waited for or offered are not committed yet.
 */
#pragma once
#include "rooms/money/budgets/school_budget.h"

typedef struct { int64_t places, charges, subscription, other; } Committed;

CHECKED Error *budget_committed(Ctx *cx, int64_t organisation_id, const SchoolBudget *budget, Committed *committed);
int64_t        budget_left(const SchoolBudget *budget, const Committed *committed);      /* below 0: more is committed than there is */
