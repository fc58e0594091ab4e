/*
 * What waits to be billed, by customer, and the bills it becomes. One bill is for one purchase order, and what is outside the scope of VAT stands on a bill of its
 * own (EN 16931, BR-O-11). An item below 0 is credited of the invoice that it takes back, or of the customer's latest like it. Who is billed by recharge is not
 * invoiced; what they were invoiced before is still credited.
 *
 * What hinders a bill is said in a word: "order": the customer requires a purchase order, and there is none; "credit": less is left of the invoice than is to be credited.
 */
#pragma once
#include "rooms/money/bills/bill_item.h"
#include "rooms/money/bills/document.h"

enum { BILL_ITEMS_MOST = 600 };       /* of one customer at once; the rest comes with the next */

/* How an item is billed, in a query over bill_item i, the item r that it takes back (LEFT JOIN), and PAYER_JOINS("i."). */
#define BILL_WAY "CASE WHEN r.billed_by = 'document' THEN 'invoice' WHEN r.billed_by = 'recharge' THEN 'recharge' ELSE " PAYER_WAY " END"

typedef struct { int64_t organisation_id, person_id, items, pence, credit_pence, no_order, recharged; const char *name, *class, *from_on, *to_on; } ToBill;      /* no_order: items that wait for a purchase order; recharged: of them by recharge */
typedef struct { const char *words, *state; const char *through; int64_t after_organisation, after_person; } ToBillFilter;      /* state: "ready", "order", "recharge" or "" ; through: what counts by that day, "" any */
/* READ_MONEY. Customers by name, `most` of them. */
CHECKED Error *to_bill_list(Ctx *cx, const ToBillFilter *filter, int64_t most, ToBill **list, size_t *count);
typedef struct { int64_t customers, items, pence, no_order, recharged_pence; } ToBillSums;
CHECKED Error *to_bill_sums(Ctx *cx, const ToBillFilter *filter, ToBillSums *sums);

/* A bill as it would be issued now: an invoice, or the credit note of credits_id. Its document has no number yet. */
typedef struct { Document document; DocumentLine *lines; DocumentVat *vats; size_t line_count, vat_count; const char *hindered; } Bill;
/* READ_MONEY. What waits of one customer. */
CHECKED Error *bills_of(Ctx *cx, const Payer *payer, const char *through, Bill **bills, size_t *count);      /* what counts by that day; "" all */

typedef struct { int64_t invoices, credit_notes, pence, hindered, last_id; } Issued;
/* BILL. All of one customer's bills that nothing hinders; CONFLICT where there is none, or somebody billed one of the items meanwhile. Each is sent to the customer's address for bills. */
CHECKED Error *bills_issue(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *through, Issued *issued);
CHECKED Error *bills_make(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *through, Issued *issued);       /* the same for jobs, which ask for nobody */

/* A purchase order for what waits of the customer without one: by BILL, or by the customer's own BUY_TOGETHER. Refused about "purchase_order"; *items: how many it is for. */
CHECKED Error *to_bill_order(Ctx *cx, int64_t organisation_id, const char *purchase_order, int64_t *items);
/* Each item that waits of one's own organisation (BUY_TOGETHER), or of any (READ_MONEY): the earliest first. */
typedef struct { int64_t id, pence, no_order; const char *on_date, *words, *purchase_order, *why, *way, *customer, *supply; } ToBillItem;
CHECKED Error *to_bill_items(Ctx *cx, int64_t organisation_id, int64_t person_id, int64_t most, ToBillItem **list, size_t *count);
CHECKED Error *to_bill_items_all(Ctx *cx, const ToBillFilter *filter, int64_t most, ToBillItem **list, size_t *count);      /* READ_MONEY: everybody's, by customer */
/* BILL. An item below 0 that cannot be credited, for it was credited by hand already, waits no more. Refused about "why". */
CHECKED Error *to_bill_credit_find(Ctx *cx, int64_t id, ToBillItem *item);      /* the same one, looked at; CONFLICT where it does not wait */
CHECKED Error *to_bill_drop(Ctx *cx, int64_t id, const char *why);
