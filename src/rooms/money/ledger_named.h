/* Funds and cost centres: what income and costs are counted by, beside their account. */
#pragma once
#include "rooms/money/ledger.h"

enum { NAMED_CODE_MOST = 12, NAMED_NAME_MOST = 80, NAMED_ALL_MOST = 100 };
typedef enum { NAMED_FUND, NAMED_CENTRE } NamedKind;

/* KEEP_LEDGER. Refused about "code" and "name"; a code is there once, whatever its case. CONFLICT where there are NAMED_ALL_MOST already. */
CHECKED Error *named_add(Ctx *cx, NamedKind kind, const char *code, const char *name);
