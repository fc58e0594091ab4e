/*
 * What a line of the bank may pay: looked for in memory among the open invoices, and only proposed. Sure is a line that names invoices by number and is the sum of them
 * to the penny, all of one customer; everything else somebody decides.
 */
#pragma once
#include "rooms/money/bills/document.h"
#include "rooms/money/payments/bank_line.h"

enum { MATCH_MOST = 20, OPEN_INVOICES_MOST = 10000 };

typedef struct { int64_t id, organisation_id, person_id, open_pence; const char *name, *customer, *due_on; } OpenInvoice;
CHECKED Error *open_invoices(Ctx *cx, OpenInvoice **list, size_t *count);      /* the oldest due first, OPEN_INVOICES_MOST at most */

typedef struct OpenIndex OpenIndex;        /* of such a list, by number and by customer */
OpenIndex *open_index(Ctx *cx, const OpenInvoice *list, size_t count);

typedef enum { MATCH_NONE, MATCH_SUM, MATCH_CUSTOMER, MATCH_NAME, MATCH_NUMBER, MATCH_SURE } MatchKind;
typedef struct {
    MatchKind   kind;
    const OpenInvoice *invoices[MATCH_MOST]; size_t count;      /* what it would settle; none: it would stay on account of that customer */
    int64_t     organisation_id, person_id;                     /* whose; both 0: nobody's yet */
    const char *customer, *why;                                 /* "Number and sum fit", for the page */
} Match;
/* Of money that came; what went matches nothing. */
void payment_match(Ctx *cx, const OpenIndex *index, const BankLine *line, Match *match);

/* Payments that a line which went may be: one of the same sum that came back. */
typedef struct { int64_t id, pence; const char *on_date, *customer, *reference; } CameBack;
CHECKED Error *payments_that_fit(Ctx *cx, const BankLine *line, CameBack **list, size_t *count);

/* KEEP_LEDGER. The line becomes a payment for each customer among the invoices, and what is over stays on account of the first. CONFLICT where it waits no more, or an invoice was settled meanwhile. */
CHECKED Error *bank_line_match(Ctx *cx, int64_t line_id, const int64_t *documents, size_t count);
/* KEEP_LEDGER. All of it on account of one customer. */
CHECKED Error *bank_line_on_account(Ctx *cx, int64_t line_id, int64_t organisation_id, int64_t person_id);
/* KEEP_LEDGER. A line that went: that payment came back. CONFLICT where the sums differ. */
CHECKED Error *bank_line_bounced(Ctx *cx, int64_t line_id, int64_t payment_id);
