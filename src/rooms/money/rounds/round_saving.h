/*
 * What was saved by buying together: for each organisation and round, as it was expected when they committed and as it was charged, against what they would have paid
 * alone and whose word that was. A round counts in the year of the day on which it was charged, or until then is to be closed.
 */
#pragma once
#include "rooms/money/rounds/round.h"

typedef struct {
    int64_t     round_id, organisation_id, local, quantity, allotted, alone_pence, estimate_pence, pence, saved_pence, lifted_at;
    const char *title, *supplier, *unit, *units, *state, *alone_why, *on, *organisation;      /* alone_why: quoted, list, own */
} Saving;
/* Days of the year, both included; organisation_id 0: everybody's, by name (READ_MONEY). `most` at most. What was called off is not among them. */
typedef struct { const char *from, *to; int64_t organisation_id; } SavingFilter;
CHECKED Error *savings(Ctx *cx, const SavingFilter *filter, int64_t most, Saving **list, size_t *count);

/* Sums for each organisation: charged, saved by what is charged, expected of what is not yet, and how much of what was charged went to local suppliers. */
typedef struct { int64_t organisation_id, rounds, pence, saved_pence, expected_pence, local_pence; const char *organisation; } SavingSum;
CHECKED Error *savings_by_organisation(Ctx *cx, const SavingFilter *filter, SavingSum **list, size_t *count);      /* those with anything, by name, 1,000 at most */
/* The same of one supplier: whom the year's charged money went to. */
typedef struct { int64_t local, rounds, pence; const char *supplier; } SupplierSum;
CHECKED Error *savings_by_supplier(Ctx *cx, const SavingFilter *filter, SupplierSum **list, size_t *count);        /* the most first, 200 at most */

const char *saving_against_words(const char *alone_why);       /* "price quoted for one alone" */
const char *saved_words(Ctx *cx, int64_t pence);               /* "£27.20", "£4.00 more than alone" */
