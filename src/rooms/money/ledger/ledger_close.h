/* Closing the books: a month that is over is closed with all before it, for ever, and the ledger takes nothing more into it. */
#pragma once
#include "rooms/money/ledger/ledger.h"

enum { CLOSE_NOTE_MOST = 300, CLOSABLE_MOST = 24 };

/* A month that can be closed now, the earliest first: it is over, it is open, and something counts in it. */
typedef struct { int64_t postings, income, cost; const char *month; } OpenMonth;
/* READ_MONEY. CLOSABLE_MOST of them at most; months in which nothing counts are left out, and closed with those after them. */
CHECKED Error *months_open(Ctx *cx, OpenMonth **list, size_t *count);

typedef struct { int64_t closed_at; const char *month, *by, *note; } Closed;       /* by: a name; "": erased */
/* READ_MONEY. The latest first, 24 at most. */
CHECKED Error *closes_all(Ctx *cx, Closed **list, size_t *count);

/* KEEP_LEDGER. Through that month, "2027-03". Refused about "month" where it is not over or none, about "note" where it is too long; CONFLICT where it is closed. */
CHECKED Error *ledger_close(Ctx *cx, const char *month, const char *note);
