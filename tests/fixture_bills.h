/* What waits to be billed, and bills made of it: for tests of documents and of what is done with them. */
#pragma once
#include "rooms/money/bills/bill.h"
#include "rooms/money/bills/credit_note.h"
#include "tests/fixture_money.h"

/* Something that an organisation owes, as a rule would say it. on NULL: 10 November 2026; supply NULL: training. */
typedef struct { int64_t subject, organisation, person, pence, account; const char *supply, *on, *order, *kind; } Owed;
int64_t owed(Owed owed);                                    /* the item's id */
void    owed_no_more(const char *kind, int64_t subject);
/* All of one customer's, by dora: the last document. */
int64_t billed(int64_t organisation_id);
Error  *bill_by(const Somebody *who, int64_t organisation_id, Issued *issued);
Error  *credit_by(const Somebody *who, int64_t invoice_id, CreditDraft draft, int64_t *id);
void    terms_by_eli(int64_t organisation_id, TermsDraft draft);
const char *document_path(const char *before, int64_t id, const char *after);
