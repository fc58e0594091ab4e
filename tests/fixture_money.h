/* Whoever keeps the money, and a ledger with something in it: laid only where a test asks for it. */
#pragma once
#include "rooms/money/ledger/ledger_note.h"
#include "tests/fixture.h"

extern const Somebody rex;      /* finance officer of OFFICE */
enum { OWED = ACCOUNT_OWED, BANK = ACCOUNT_BANK, UNPAID = ACCOUNT_UNPAID_COSTS, SUBSCRIPTIONS = ACCOUNT_SUBSCRIPTIONS, PLACES = ACCOUNT_PLACES, GRANTS = ACCOUNT_GRANTS, FACILITATORS = ACCOUNT_FACILITATORS, VENUES = 32 };

void    rex_lay(void);
/* As rex, of the partnership's own cost centre; fund 1 unless it is said. */
Error  *note_by_rex(NoteDraft draft, int64_t *id);
int64_t noted(const char *on, int64_t from, int64_t to, const char *amount);
Error  *reverse_by_rex(int64_t posting_id, const char *on, int64_t *id);
Error  *close_by_rex(const char *month);

/* That the store itself refuses it, and why. */
void    expect_never(const Sql *statement, const char *why);
