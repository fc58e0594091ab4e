/*
 * Payments by card: somebody else takes them, on pages of their own, so that no number of a card ever comes here. Whoever provides it answers three
 * questions; each waits for another server, so it is asked in a prepare or a job only.
 *
 * What nobody answered is UNAVAILABLE and means that nobody knows: it is asked again by `find`, and never begun a second time. CONFLICT is a clear no.
 */
#pragma once
#include "platform/base/context.h"

typedef enum { CARD_UNDER_WAY, CARD_PAID, CARD_NOT_PAID } CardOutcome;      /* not paid: refused, given up, or run out */

typedef struct { const char *url, *key; } CardAccess;                       /* where it is reached, and the key that says for whom */
typedef struct { int64_t pence; const char *reference, *description, *return_url; } CardAsk;
typedef struct {
    const char *provider_id, *state;      /* their number of it, and their word for how it stands */
    CardOutcome outcome;
    int64_t     pence, refunded_pence;    /* what was or will be taken; what of that is on its way back */
    const char *reference;                /* ours, as they have it */
    const char *next_url;                 /* where whoever pays goes on; "" once it is over */
} CardSaid;

typedef struct {
    const char *name;                     /* "GOV.UK Pay" */
    const char *url;                      /* where it is reached unless somebody says otherwise */
    int64_t     pence_most;
    Error *(*create)(Ctx *cx, const CardAccess *access, const CardAsk *ask, CardSaid *said);
    Error *(*find)(Ctx *cx, const CardAccess *access, const char *provider_id, CardSaid *said);
    /* `left` is what could still be paid back before this: where they know of another sum, something was paid back already, and it is CONFLICT. */
    Error *(*refund)(Ctx *cx, const CardAccess *access, const char *provider_id, int64_t pence, int64_t left);
} CardProvider;

extern const CardProvider govuk_pay;
