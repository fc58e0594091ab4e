/*
 * How the partnership's subscriptions go, as of today and beside the same day a year ago:
 *
 *     schools     that have a subscription in force, and what those subscriptions are to pay
 *     renewed     of the subscriptions that came to their end in the last twelve months, those whose school had another one after it
 *     kept        of the schools that had one a year ago, those that have one today
 *
 * A school that another one continues is that one.
 */
#pragma once
#include "platform/db/db.h"

enum { FIGURE_PHASES_MOST = 12 };
typedef struct { int64_t schools, schools_before, pence, pence_before; const char *phase; } PhaseFigure;
typedef struct { int64_t schools, schools_before, pence, pence_before, ended, renewed, kept; PhaseFigure *phases; size_t phase_count; const char *before_on; } SubscriptionFigures;

/* READ_MONEY. */
CHECKED Error *subscription_figures(Ctx *cx, SubscriptionFigures *figures);
/* "84%", "–" where there is nothing to be a part of. */
const char *share_words(Ctx *cx, int64_t part, int64_t whole);
