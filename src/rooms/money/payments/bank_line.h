/*
 * Lines of the bank's statements. Each comes once, however often its statement is sent, and waits until it is matched with what it pays or set aside
 * with a word: nothing of it is in the ledger before.
 */
#pragma once
#include "rooms/money/ledger/ledger.h"

enum { BANK_WORDS_MOST = 300, BANK_WHY_MOST = 200 };

typedef struct {
    int64_t     id, pence, came_back, settled_at;
    const char *on_date, *reference, *name, *bank_reference, *details, *account, *state, *why, *settled_by;      /* state: "waiting", "matched", "set aside" */
} BankLine;

/* state "": all; before_id: older ones than that, 0 the newest. READ_MONEY. */
typedef struct { const char *state, *words; int64_t before_id; } BankFilter;
CHECKED Error *bank_lines(Ctx *cx, const BankFilter *filter, int64_t most, BankLine **list, size_t *count);
CHECKED Error *bank_line_find(Ctx *cx, int64_t id, BankLine *line);
typedef struct { int64_t count, in_pence; } BankWaiting;
CHECKED Error *bank_waiting(Ctx *cx, BankWaiting *waiting);

/* For rules: a line that waits is matched; *taken false: somebody was quicker. And it waits again, for what it was matched with was a mistake. */
CHECKED Error *bank_line_take(Ctx *cx, int64_t id, bool *taken);
CHECKED Error *bank_line_wait(Ctx *cx, int64_t id);
/* KEEP_LEDGER. What is no payment of a customer's: bank charges, a grant that is noted by hand. Refused about "why"; CONFLICT where it waits no more. */
CHECKED Error *bank_line_set_aside(Ctx *cx, int64_t id, const char *why);
/* It waits again: for one that was set aside. */
CHECKED Error *bank_line_back(Ctx *cx, int64_t id);
