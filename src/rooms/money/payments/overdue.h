/*
 * Invoices that are overdue. A job proposes a letter for each at its first and at its second step (payment_terms.h), once; the office sends those that it wants, and
 * each customer gets one letter about all of its own. Whoever is held is written to about nothing.
 */
#pragma once
#include "rooms/money/bills/document.h"

enum { OVERDUE_CUSTOMERS_MOST = 100, OVERDUE_WHY_MOST = 200, OVERDUE_IN_LETTER = 6 };

/* For a job: what has become due for a letter is proposed; what is paid meanwhile falls away. *proposed: how many. */
CHECKED Error *overdue_propose(Ctx *cx, int64_t *proposed);

/* A customer with something overdue, the most first. proposed: invoices for which a letter is proposed; hold_id 0: not held. */
typedef struct { int64_t organisation_id, person_id, invoices, pence, proposed, step, hold_id, last_sent_at; const char *name, *oldest_due, *hold_why; } Overdue;
CHECKED Error *overdue_list(Ctx *cx, Overdue **list, size_t *count);      /* READ_MONEY; OVERDUE_CUSTOMERS_MOST at most */
typedef struct { int64_t customers, pence, proposed; } OverdueSums;      /* proposed: customers whom a letter could go to, none of them held */
CHECKED Error *overdue_sums(Ctx *cx, OverdueSums *sums);

/* BILL. To one customer, or with both 0 to all for whom a letter is proposed and who are not held, OVERDUE_CUSTOMERS_MOST at most. *sent: letters; *unreachable: customers nobody can be written to. */
CHECKED Error *overdue_send(Ctx *cx, int64_t organisation_id, int64_t person_id, int64_t *sent, int64_t *unreachable);
/* BILL. What is proposed of one customer is dropped: no letter at this step. */
CHECKED Error *overdue_drop(Ctx *cx, int64_t organisation_id, int64_t person_id);
/* BILL. Refused about "why"; CONFLICT where they are held already. */
CHECKED Error *overdue_hold(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *why);
CHECKED Error *overdue_hold_end(Ctx *cx, int64_t hold_id);

/* Letters about one invoice that the caller has found. */
typedef struct { int64_t step, decided_at; const char *state; } OverdueLetter;
CHECKED Error *overdue_letters_of(Ctx *cx, int64_t document_id, OverdueLetter **list, size_t *count);
