/* Funds and cost centres: what income and costs are counted by, beside their account. */
#pragma once
#include "rooms/money/ledger/ledger.h"

enum { NAMED_CODE_MOST = 12, NAMED_NAME_MOST = 80, NAMED_ALL_MOST = 100 };
typedef enum { NAMED_FUND, NAMED_CENTRE } NamedKind;

/* KEEP_LEDGER. Refused about "code", "name" and "organisation"; a code is there once, whatever its case. CONFLICT where there are NAMED_ALL_MOST already. */
typedef struct { const char *code, *name; int64_t organisation_id; } NamedDraft;      /* organisation_id: of a cost centre, whose events cost what is of it; 0: nobody's */
CHECKED Error *named_add(Ctx *cx, NamedKind kind, const NamedDraft *draft);
/* KEEP_LEDGER. Whose a cost centre is from now on; refused about "organisation" where they have another. MISSING: no such cost centre. */
CHECKED Error *centre_give(Ctx *cx, int64_t id, int64_t organisation_id);

/* READ_MONEY: cost centres with whose they are, and the departments that one can be of. */
typedef struct { int64_t id, organisation_id; const char *code, *name, *organisation; } Centre;
CHECKED Error *centres_shown(Ctx *cx, Centre **list, size_t *count);
CHECKED Error *centre_owners(Ctx *cx, Named **list, size_t *count);
