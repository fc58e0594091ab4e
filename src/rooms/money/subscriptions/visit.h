/* Visits of an adviser that a package includes: the office notes that one was made, and it is taken of the organisation's pot for visits. */
#pragma once
#include "rooms/money/subscriptions/entitlement.h"

enum { VISIT_WORDS_MOST = 200 };

typedef struct { const char *on, *words; } VisitDraft;      /* on: YYYY-MM-DD, not after today */
/* BILL. Refused about "on" and "words"; CONFLICT where no visit is left on that day. */
CHECKED Error *visit_note(Ctx *cx, int64_t organisation_id, const VisitDraft *draft, int64_t *id);
/* BILL. Noted by mistake: it is given back, and counts no more. CONFLICT for what was removed before. */
CHECKED Error *visit_remove(Ctx *cx, int64_t id);

typedef struct { int64_t id, organisation_id, noted_at, removed_at; const char *on_date, *words, *organisation, *noter; } Visited;
CHECKED Error *visit_find(Ctx *cx, int64_t id, Visited *visit);       /* READ_MONEY */
