/*
 * What settles what: so much of a payment so much of an invoice of the same customer. It is lifted again where it was wrong. Nothing of it is in the ledger, for what
 * is owed and what came are there already. A credit note is set off in another way (credit_note.h); what is left of either is on account.
 */
#pragma once
#include "rooms/money/bills/document.h"

enum { ALLOCATIONS_MOST = 200 };     /* of one payment or invoice, looked at once */

typedef struct { int64_t payment_id, credit_id; } OnAccount;      /* where money is left: one of them, the other 0 */
typedef struct { int64_t organisation_id, person_id, left_pence; const char *words; } Left;      /* whose it is, what is left of it, and "Payment of £60.00 on 3 May 2026" */
/* MISSING where there is none, or it was reversed. */
CHECKED Error *left_of(Ctx *cx, const OnAccount *from, Left *left);
/* For rules. So much of what is left is used, or is there again; *taken false: there is less, and nothing is changed. */
CHECKED Error *left_take(Ctx *cx, const OnAccount *from, int64_t pence, bool *taken);
CHECKED Error *left_hold(Ctx *cx, const OnAccount *from);      /* to the end of the act nobody else uses any of it */
CHECKED Error *left_give(Ctx *cx, const OnAccount *from, int64_t pence);

/* For rules. CONFLICT in words where one of the two has less left, or they are of two customers. */
CHECKED Error *allocation_put(Ctx *cx, int64_t payment_id, int64_t document_id, int64_t pence);
/* For rules: as much as both have, oldest due first, of the customer's open invoices. */
CHECKED Error *allocation_oldest(Ctx *cx, int64_t payment_id);

/* KEEP_LEDGER. `amount` as typed, "": as much as goes. Refused about "amount", "invoice". */
CHECKED Error *allocate(Ctx *cx, int64_t payment_id, int64_t document_id, const char *amount);
/* KEEP_LEDGER. Both are open again; what the invoice was credited after it was paid is set off against it. CONFLICT where it was lifted before. */
CHECKED Error *allocation_lift(Ctx *cx, int64_t id);
/* For rules: lifts whatever a payment settles. */
CHECKED Error *allocations_lift_all(Ctx *cx, int64_t payment_id);

typedef struct { int64_t id, payment_id, document_id, pence, made_at, lifted_at; const char *document, *on_date, *way, *by; } Allocation;      /* "INV-000012"; the payment's day and way */
/* Live ones, the newest first, ALLOCATIONS_MOST at most. Whoever calls has found what it is of. */
CHECKED Error *allocations_of_payment(Ctx *cx, int64_t payment_id, Allocation **list, size_t *count);
CHECKED Error *allocations_of_document(Ctx *cx, int64_t document_id, Allocation **list, size_t *count);
