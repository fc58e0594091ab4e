/* The ledger read: sums by account, by fund and by cost centre of a range of months, and the postings behind each. All of it asks READ_MONEY. */
#pragma once
#include "rooms/money/ledger/ledger.h"

/* Months, both included, and the first month of the range before it, which ends where this one begins. cost_centre_id, fund_id 0: all. */
typedef struct { const char *from, *to, *before; int64_t cost_centre_id, fund_id; } LedgerFilter;

/* What moved in the months, and in those before. Income and what we owe stand as what came in, costs and what we hold as what went in: all are above 0 in an
 * ordinary year. An account of no year (account_of_year()) has what it holds at the end of the months, from the beginning of the ledger. */
typedef struct { int64_t id, pence, before_pence; const char *code, *name, *kind; } AccountSum;
CHECKED Error *ledger_sums(Ctx *cx, const LedgerFilter *filter, AccountSum **list, size_t *count);       /* accounts that ever moved, by code */
typedef struct { int64_t id, income, cost; const char *name; } NamedSum;
CHECKED Error *ledger_by_fund(Ctx *cx, const LedgerFilter *filter, NamedSum **list, size_t *count);      /* those that moved in the months */
CHECKED Error *ledger_by_centre(Ctx *cx, const LedgerFilter *filter, NamedSum **list, size_t *count);

/* A posting as one account sees it: above 0 what came in, below 0 what went out. `other`: the account at the other end, "" where there are several. */
typedef struct { int64_t posting_id, pence, reverses, reversed_by; const char *on_date, *words, *other, *fund, *centre; } AccountLine;
/* The latest first, `most` of them, of the filter's months; after_on, after_id: those that come after that one, or "" and 0. MISSING: no such account. */
typedef struct { int64_t account_id, after_id; const char *after_on; } LinesOf;
CHECKED Error *account_sum(Ctx *cx, int64_t account_id, const LedgerFilter *filter, AccountSum *sum);
CHECKED Error *account_lines(Ctx *cx, const LinesOf *of, const LedgerFilter *filter, int64_t most, AccountLine **list, size_t *count);

typedef struct { int64_t id, made_at, reverses, reversed_by; const char *kind, *on_date, *month, *words, *by; } PostingShown;      /* by: a name; "" by rule, or erased */
typedef struct { int64_t posting_id, position, from_account, to_account, pence; const char *on_date, *words, *from_code, *from_name, *from_kind, *to_code, *to_name, *to_kind, *fund, *centre, *by; } RowShown;
CHECKED Error *posting_find(Ctx *cx, int64_t id, PostingShown *posting, RowShown **rows, size_t *count);
/* Every row of the months, in order of the day: to take away. */
CHECKED Error *ledger_rows(Ctx *cx, const LedgerFilter *filter, int64_t most, RowShown **list, size_t *count);
