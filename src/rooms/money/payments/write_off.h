/*
 * What will not be paid is given up, by the rule of two of refunds (refund.h). Approved it is open no more, and in the ledger moves from Owed to us to its cost, with
 * the fund and the cost centre of the invoice's largest line.
 */
#pragma once
#include "rooms/money/bills/document.h"

enum { WRITE_OFF_WHY_MOST = 200 };

typedef struct { int64_t id, document_id, pence, asked_at, asked_by_id, decided_at; const char *why, *state, *document, *customer, *asked_by, *decided_by, *decided_why; } WriteOff;      /* state: "asked", "approved", "declined" */
CHECKED Error *write_off_find(Ctx *cx, int64_t id, WriteOff *write_off);                          /* READ_MONEY */
CHECKED Error *write_offs_list(Ctx *cx, const char *state, int64_t before_id, int64_t most, WriteOff **list, size_t *count);      /* state "": all; the newest first. READ_MONEY */
CHECKED Error *write_offs_of(Ctx *cx, int64_t document_id, WriteOff **list, size_t *count);       /* of an invoice that the caller has found */

/* KEEP_LEDGER. amount "": all that is open. *approved: it needed nobody else. Refused about "amount", "why". */
CHECKED Error *write_off_ask(Ctx *cx, int64_t document_id, const char *amount, const char *why, int64_t *id, bool *approved);
/* BILL, by somebody else than who asked. CONFLICT where it was decided before, or less is open. */
CHECKED Error *write_off_approve(Ctx *cx, int64_t id);
CHECKED Error *write_off_decline(Ctx *cx, int64_t id, const char *why);
