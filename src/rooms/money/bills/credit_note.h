/*
 * Credit notes: what an invoice said too much is taken back, whole or by line, with a reason, and never more than is left of it. What is still to pay of the invoice is set off
 * at once; what was paid already stays open on the credit note, to be set off against another invoice or paid back.
 */
#pragma once
#include "rooms/money/bills/document.h"

enum { CREDIT_WHY_MOST = 300 };

/* An invoice's line, and what of it was not credited yet. */
typedef struct { DocumentLine line; int64_t left_pence; } CreditableLine;
CHECKED Error *credit_left(Ctx *cx, int64_t invoice_id, CreditableLine **lines, size_t *count);

/* How much of it can still be credited, VAT included: what was given up (write_off.h) cannot, for nobody paid it. */
CHECKED Error *credit_most(Ctx *cx, int64_t invoice_id, int64_t *pence);

typedef struct { int64_t position, pence, bill_item_id; } CreditLine;       /* which line of the invoice, how much of it without VAT; the item below 0 that asks for it, or 0 */
/* For rules and jobs. CONFLICT where a line has less left than is to be credited, or the invoice. */
CHECKED Error *credit_note_make(Ctx *cx, int64_t invoice_id, const CreditLine *lines, size_t count, const char *why, int64_t *id);

/* As typed: amounts[i] of the i-th of credit_left(), "" nothing. whole: all that is left, and the amounts are not looked at. */
typedef struct { bool whole; const char *const *amounts; const char *why; } CreditDraft;
/* BILL. Refused about "why", "whole", "amount_1" ...; the amounts are without VAT. */
CHECKED Error *credit_note_issue(Ctx *cx, int64_t invoice_id, const CreditDraft *draft, int64_t *id);

/* What is open of a credit note taken off what is open of an invoice of the same customer; the caller has found both. CONFLICT where either has less. */
CHECKED Error *credit_set_off(Ctx *cx, int64_t credit_id, int64_t invoice_id, int64_t pence);
