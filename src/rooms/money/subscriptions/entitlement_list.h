/* What is left of packages: of one organisation, or of all. */
#pragma once
#include "rooms/money/subscriptions/entitlement.h"

/* A pot with what has been taken of it; saved_pence: what its draws have saved. amount: POT_ENDLESS without a limit; of 'percent' how many. */
typedef struct { int64_t id, organisation_id, amount, used, saved_pence; const char *kind, *course_kind, *starts_on, *ends_on, *package, *organisation; } PotLeft;

/* One's own organisation's (OUR_MONEY, BOOK_PLACES), or any (READ_MONEY): those in force on a day or after it, at most POTS_MOST, the soonest to end first. */
CHECKED Error *pots_of_organisation(Ctx *cx, int64_t organisation_id, const char *from_on, PotLeft **list, size_t *count);

/* READ_MONEY. By organisation and pot; words: part of a name; after both: where the page before ended, 0 at first. */
typedef struct { const char *words, *on; bool used_up; int64_t after_organisation, after; } PotFilter;    /* on: in force on that day; used_up: nothing left of them */
CHECKED Error *pots_all(Ctx *cx, const PotFilter *filter, int64_t most, PotLeft **list, size_t *count);

bool        pots_may(const Ctx *cx, int64_t organisation_id);            /* who may read what is left of an organisation's package */
const char *pot_words(Ctx *cx, const PotLeft *pot);                      /* "Governor training", "Places at all courses and events", "Credits" */
const char *pot_left(Ctx *cx, const PotLeft *pot);                       /* "3 of 5 left", "12 taken, without a limit", "20% off, used 4 times" */
