/*
 * A payment: money that came from a customer, by bank, card, cheque or cash. It settles invoices of that customer; what settles none stays on account and can be
 * used later or paid back. In the ledger it moves from Owed to us to Bank on its day. It is never changed: one that bounced, or was a mistake, is reversed.
 */
#pragma once
#include "rooms/money/payments/allocation.h"

enum { PAYMENT_WORDS_MOST = 300 };

typedef struct {
    int64_t     id, organisation_id, person_id, pence, left_pence, bank_line_id, card_payment_id, reversed_at, made_at;
    const char *way, *on_date, *reference, *customer, *reversed_why, *reversed_by, *by;     /* way: "bank", "card", "cheque", "cash"; by "": by rule */
} Payment;

/* For rules; MISSING where there is none. And for pages: READ_MONEY, or one's own. */
CHECKED Error *payment_read(Ctx *cx, int64_t id, Payment *payment);
CHECKED Error *payment_find(Ctx *cx, int64_t id, Payment *payment);
const char *payment_way_words(const char *way);             /* "Bank transfer" */

/* For rules: whoever calls has asked what may be asked. It settles what is chosen, else the oldest due; with `keep` nothing. */
typedef struct { int64_t document_id, pence; } Settles;
typedef struct {
    int64_t     organisation_id, person_id, pence, bank_line_id, card_payment_id;
    const char *way, *on, *reference;
    const Settles *settles; size_t count;
    bool        keep;
} PaymentTaken;
CHECKED Error *payment_take(Ctx *cx, const PaymentTaken *taken, int64_t *id);

/* KEEP_LEDGER, as typed; keep: on account, to settle nothing yet. Refused about "customer", "way", "on", "amount", "reference". */
typedef struct { int64_t organisation_id, person_id; const char *way, *on, *amount, *reference; int64_t document_id; bool keep; } PaymentDraft;      /* document_id: it settles that first; 0: the oldest due */
CHECKED Error *payment_record(Ctx *cx, const PaymentDraft *draft, int64_t *id);
/* KEEP_LEDGER. Whatever it settles is open again. mistake: it was not theirs, or never came, so that its line of the bank waits again; else it bounced. Refused about "on", "why";
 * CONFLICT where some of it was paid back, or it was reversed before. */
CHECKED Error *payment_reverse(Ctx *cx, int64_t id, const char *on, const char *why, bool mistake);

/* ---- lists: READ_MONEY, or one's own customer's ---- */

typedef struct { const char *state, *way, *words, *from, *to; int64_t organisation_id, person_id, before_id; } PaymentFilter;      /* state: "", "left", "reversed"; before_id: older ones */
CHECKED Error *payments_list(Ctx *cx, const PaymentFilter *filter, int64_t most, Payment **list, size_t *count);
typedef struct { int64_t count, pence, left_pence; } PaymentSums;
CHECKED Error *payments_sums(Ctx *cx, const PaymentFilter *filter, PaymentSums *sums);      /* of all that fit, reversed ones left out */

/* Who has ever had an invoice, by name; for choosing. The first WHO_PAYS_MOST of what fits `words`. */
enum { WHO_PAYS_MOST = 300 };
typedef struct { int64_t organisation_id, person_id, open_pence; const char *name; } WhoPays;
CHECKED Error *who_pays(Ctx *cx, const char *words, WhoPays **list, size_t *count);
