/*
 * Money on account is paid back: what is left of a payment, or of a credit note. One person asks; above the limit (payment_terms.h) another one approves, and nobody
 * their own; what one approved of the same money before counts in. Approved it leaves the account and is in the ledger; it goes by bank, in a list for the bank's own program, or back to the card that paid.
 */
#pragma once
#include "rooms/money/payments/payment.h"

enum { REFUND_WHY_MOST = 200, ACCOUNT_NAME_MOST = 35, REFUND_FORGET_DAYS = 60, REFUND_LIST_MOST = 500 };

typedef struct {
    int64_t     id, payment_id, credit_id, pence, list_id, asked_at, asked_by_id, decided_at, sent_at;
    const char *why, *way, *state, *account_name, *account, *customer, *of, *asked_by, *decided_by, *decided_why;    /* state: "asked", "approved", "declined", "sent", "failed"; account is sealed; of: "INV-…" or the payment's day */
} Refund;
CHECKED Error *refund_read(Ctx *cx, int64_t id, Refund *refund);      /* for rules and jobs */
CHECKED Error *refund_find(Ctx *cx, int64_t id, Refund *refund);      /* READ_MONEY */
/* state "": all; the newest first. READ_MONEY. */
CHECKED Error *refunds_list(Ctx *cx, const char *state, int64_t before_id, int64_t most, Refund **list, size_t *count);
CHECKED Error *refunds_of(Ctx *cx, const OnAccount *from, Refund **list, size_t *count);
CHECKED Error *refunds_waiting(Ctx *cx, int64_t *count);              /* refunds and write-offs that somebody has to decide */

/* KEEP_LEDGER, as typed. What was paid by card goes back to it, and needs no account. *approved: it needed nobody else. Refused about "amount", "why", "account_name", "sort_code", "account_number". */
typedef struct { OnAccount from; const char *amount, *why, *account_name, *sort_code, *account_number; } RefundDraft;
CHECKED Error *refund_ask(Ctx *cx, const RefundDraft *draft, int64_t *id, bool *approved);
/* BILL, by somebody else than who asked. CONFLICT where it was decided before, or less is left than that. */
CHECKED Error *refund_approve(Ctx *cx, int64_t id);
CHECKED Error *refund_decline(Ctx *cx, int64_t id, const char *why);      /* whoever asked may take it back like this, too; refused about "why" */

/* KEEP_LEDGER. All that are approved and go by bank, in one list, once; *id 0: there is none. */
CHECKED Error *refund_list_make(Ctx *cx, int64_t *id);
typedef struct { int64_t id, made_at, count, pence; const char *by; } RefundList;
CHECKED Error *refund_lists(Ctx *cx, RefundList **lists, size_t *count);
typedef struct { int64_t pence; const char *customer, *account_name, *sort_code, *account_number, *reference; } RefundRow;      /* "" once forgotten */
CHECKED Error *refund_list_rows(Ctx *cx, int64_t list_id, RefundRow **rows, size_t *count);      /* KEEP_LEDGER */
/* For a job: accounts of what left some time ago are forgotten. */
CHECKED Error *refunds_forget(Ctx *cx);

/* For the job that pays back to cards. It went; or they will not, and then the money is on account again and its posting taken back. */
typedef struct { int64_t id, pence, paid_pence, sent_before; const char *provider_id; } CardRefund;      /* of one card payment: what was paid, and what of it went back before */
CHECKED Error *card_refund_next(Ctx *cx, int64_t id, CardRefund *refund, bool *found);      /* found false: it waits no more */
CHECKED Error *refund_sent(Ctx *cx, int64_t id);
CHECKED Error *refund_failed(Ctx *cx, int64_t id, const char *why);
