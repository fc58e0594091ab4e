/* What the finance officer puts into the ledger by hand, and takes back. All of it asks KEEP_LEDGER. */
#pragma once
#include "rooms/money/ledger/ledger.h"

enum { NOTE_WORDS_MOST = 200, NOTE_YEARS_BACK = 5 };

/* As it was typed. fund_id, cost_centre_id 0: nothing was chosen. */
typedef struct { const char *on, *amount, *words; int64_t from, to, cost_centre_id, fund_id; } NoteDraft;
/* Refused with every mistake: about "on", "from", "to", "amount", "fund", "centre", "words". */
CHECKED Error *ledger_note(Ctx *cx, const NoteDraft *draft, int64_t *id);
/* Every row the other way round, counting on a day of an open month that is not before the posting's own. Refused about "on" and "words"; CONFLICT for what is
 * reversed already, for what is itself a reversal, and for what was posted by rule, which follows what it is about. */
CHECKED Error *ledger_reverse(Ctx *cx, int64_t posting_id, const char *on, const char *words, int64_t *id);
