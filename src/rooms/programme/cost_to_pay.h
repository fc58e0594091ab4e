/* What events have cost and nobody has paid yet: found by the finance officer, taken away for the bank, and marked as paid. */
#pragma once
#include "rooms/programme/event.h"

enum { COSTS_PAID_MOST = 50 };

typedef struct { int64_t id, event_id, pence, posting_id; const char *event_on, *words, *kind, *payee, *title, *fund, *centre; } CostToPay;   /* payee: who leads; "" of any other line */
typedef struct { const char *after_on; int64_t after_id; const char *words; } CostToPayFilter;                                              /* words: part of its words or of its cost centre's name */
/* READ_MONEY. By the event's day, `most` of them; and all of it together. */
CHECKED Error *costs_to_pay(Ctx *cx, const CostToPayFilter *filter, int64_t most, CostToPay **list, size_t *count);
CHECKED Error *costs_to_pay_sum(Ctx *cx, int64_t *pence, int64_t *count);

/* KEEP_LEDGER. From the bank, or moved inside the council, on a day of an open month. Refused about "on" and "cost"; CONFLICT where one is paid already, or was changed. */
typedef struct { const int64_t *ids; size_t count; const char *on; bool inside; } CostPayment;
CHECKED Error *costs_pay(Ctx *cx, const CostPayment *payment);
