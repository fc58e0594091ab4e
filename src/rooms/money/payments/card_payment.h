/*
 * Payments by card. Whoever pays is sent to the provider's pages and comes back; what happened there is asked of the provider, by the page they come back to and by a
 * job, until it is known. An invoice has one under way at most. What was paid is recorded once, and only where it is the sum that was asked for.
 */
#pragma once
#include "rooms/money/bills/document.h"
#include "rooms/money/payments/payment_terms.h"

enum { CARD_ASK_SECONDS = 180, CARD_SLICE = 50 };

typedef struct { int64_t id, document_id, pence, asked_at, made_at, made_by_id; const char *provider_id, *next_url, *state, *said, *document; } CardPayment;      /* state: "under way", "paid", "not paid", "odd" */
CHECKED Error *card_payment_by_token(Ctx *cx, const char *token, CardPayment *payment);         /* of the address that the provider sends back to; MISSING */
CHECKED Error *card_payment_under_way(Ctx *cx, int64_t document_id, CardPayment *payment, bool *found);
CHECKED Error *card_payments_of(Ctx *cx, int64_t document_id, CardPayment **list, size_t *count);      /* of an invoice that the caller has found, the newest first */
/* For a job: those under way of which nobody asked for a while, CARD_SLICE at most; and what was odd, for the office. */
CHECKED Error *card_payments_to_ask(Ctx *cx, CardPayment **list, size_t *count);
CHECKED Error *card_payments_odd(Ctx *cx, CardPayment **list, size_t *count);                   /* READ_MONEY */

/* Of an invoice that the caller has found. Whether it can be paid by card: CONFLICT in words where it cannot. */
CHECKED Error *card_payable(Ctx *cx, const Document *invoice, const CardProvider *provider);
/* One that the provider began for all that is open. CONFLICT where another one is under way, or the sum changed meanwhile. */
CHECKED Error *card_payment_begin(Ctx *cx, const Document *invoice, const CardSaid *said, const char *token);
/* The provider knows nothing of it any more: the office looks. */
CHECKED Error *card_payment_lost(Ctx *cx, int64_t id);
/* What the provider says of one: recorded, with its payment where it is paid. As often as it is said. */
CHECKED Error *card_payment_settle(Ctx *cx, int64_t id, const CardSaid *said);
