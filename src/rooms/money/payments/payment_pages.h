/* What the pages of payments share: the tabs between them, what settled an invoice, and fields that several forms ask with. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/bills/document.h"

/* Payments, Bank, Refunds, Overdue: with what waits behind each. `current`: "payments", "bank", "refunds", "overdue". */
CHECKED Error *payment_tabs(Out *out, const char *current);

/* "o12" or "p5", of a form, as the one or the other; neither: both 0. */
void payment_customer(const char *typed, int64_t *organisation_id, int64_t *person_id);
/* "customer": who has ever had an invoice, to choose one of; `stored` "o12". */
CHECKED Error *payment_customer_field(Out *out, const Request *rq, const char *label, const char *stored);

/* What settled a document, who was reminded of it, and what can be done with what is open, for those who may: a panel of its page, where there is anything. */
CHECKED Error *paper_payments(Out *out, const Document *document, bool office);
/* Of an invoice of theirs: the way to pay it by card, where that is set up. */
CHECKED Error *paper_card(Out *out, const Document *document);
