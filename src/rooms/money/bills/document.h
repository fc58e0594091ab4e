/*
 * Documents: quotes, invoices and credit notes. What was issued is never changed: an invoice is credited. Each keeps who sent it, to whom and how it was taxed as
 * they were; numbers have no gap. What is still to pay of one stands apart (document_open).
 */
#pragma once
#include "rooms/money/bills/vat.h"

enum { DOCUMENT_LINES_MOST = 100 };

typedef struct {
    int64_t     id, number, organisation_id, person_id, net_pence, vat_pence, total_pence, lines, credits_id, subscription_id, made_at;
    int64_t     open_pence, credited_pence;       /* of an invoice; of a credit note, open is what is still to be set off or paid back */
    const char *kind, *name;                      /* "invoice", "credit note", "quote"; "INV-000123" */
    const char *customer_name, *customer_address, *customer_class, *sender_name, *sender_address, *sender_vat, *sender_account;   /* addresses and account: lines */
    const char *issued_on, *due_on, *purchase_order, *words;      /* due_on of a quote: until when it holds; words of a credit note: why */
    const char *credits_name, *by;                /* the invoice that it credits; who issued it: a name, "" by rule */
} Document;
typedef struct {
    int64_t     position, bill_item_id, credits_position, pence, rate_bp, account_id, cost_centre_id, fund_id;
    const char *words, *on_date, *supply, *treatment, *vat_words;
} DocumentLine;
typedef struct { int64_t rate_bp, taxable_pence, vat_pence; const char *treatment, *words; } DocumentVat;

/* Any for READ_MONEY, one's own organisation's with BUY_TOGETHER, one's own; MISSING otherwise. */
CHECKED Error *document_find(Ctx *cx, int64_t id, Document *document);
CHECKED Error *document_read(Ctx *cx, int64_t id, Document *document);              /* for rules and jobs, which ask for nobody */
CHECKED Error *document_lines(Ctx *cx, int64_t id, DocumentLine **lines, size_t *count);
CHECKED Error *document_vats(Ctx *cx, int64_t id, DocumentVat **vats, size_t *count);
/* The credit notes of an invoice that the caller has found; of a subscription the quotes, the latest first. */
CHECKED Error *document_credits(Ctx *cx, int64_t id, Document **list, size_t *count);
CHECKED Error *documents_quoted(Ctx *cx, int64_t subscription_id, Document **list, size_t *count);

const char *document_kind_words(const char *kind);                                  /* "Credit note" */
/* "open", "overdue", "paid", "credited"; of a credit note "set off" or "open"; of a quote "quote". */
const char *document_state(Ctx *cx, const Document *document);

/* ---- lists ---- */

typedef struct {
    const char *kind, *state, *words, *sort;      /* kind "": invoices and credit notes; state "": all; sort: "newest", "due", "sum", "customer" */
    const char *from, *to;                        /* issued on these days, or "" */
    int64_t     organisation_id, person_id;       /* 0: everybody's */
    int64_t     after_id;                         /* those after that one, or 0 */
} DocumentFilter;
CHECKED Error *documents_list(Ctx *cx, const DocumentFilter *filter, int64_t most, Document **list, size_t *count);       /* READ_MONEY, or one's own */
typedef struct { int64_t invoiced_pence, credited_pence, open_pence, overdue_pence, overdue; } DocumentSums;
CHECKED Error *documents_sums(Ctx *cx, const DocumentFilter *filter, DocumentSums *sums);                                /* of all that fit */

/* ---- what is open of one: for payments ---- */

/* So many pence of what is open are settled (taken), or are open again (given). *taken false: there is less open, and nothing is changed. Giving more than was ever taken is BROKEN. */
CHECKED Error *document_open_take(Ctx *cx, int64_t id, int64_t pence, bool *taken);
CHECKED Error *document_open_hold(Ctx *cx, int64_t id);      /* to the end of the act nobody else does */
CHECKED Error *document_open_give(Ctx *cx, int64_t id, int64_t pence);
/* Invoices of a customer with something to pay, the oldest due first; for rules. */
CHECKED Error *documents_open_of(Ctx *cx, int64_t organisation_id, int64_t person_id, Document **list, size_t *count);
