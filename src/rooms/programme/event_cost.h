/*
 * What an event costs, in pence: lines that the office writes, and the fees and expenses of its agreements, which are not written twice. Nobody
 * outside the office sees it. Budgets, and what it earns, are money's.
 */
#pragma once
#include "rooms/programme/event.h"

enum { COST_LINES_MOST = 50, COST_WORDS_MOST = 120 };

/* person_id: of a line that an agreement makes; then position is 0. posted_id: its posting, once the event's day is there; paid_on "": not yet. */
typedef struct { int64_t position, pence, person_id, fund_id, posted_id; const char *kind, *words, *fund, *paid_on; } Cost;
typedef struct { Cost *lines; size_t count; int64_t pence, per_head, heads; } Costs;  /* per_head: rounded to the penny, of `heads` who have a place; 0 while there are none */
extern const char *const cost_kinds[];                                               /* facilitator, venue ... */
enum { COST_KINDS = 6 };

CHECKED Error *event_costs(Ctx *cx, const Event *event, Costs *costs);
typedef struct { const char *kind, *words, *amount; int64_t fund_id; } CostDraft;
/* Refused with every mistake: about "kind", "words", "amount", "fund". */
CHECKED Error *event_cost_add(Ctx *cx, int64_t event_id, const CostDraft *draft);
/* CONFLICT where it is paid. What is in the ledger is taken back there. */
CHECKED Error *event_cost_remove(Ctx *cx, int64_t event_id, int64_t position);
CHECKED Error *event_costs_copy(Ctx *cx, int64_t event_id, int64_t copy_id);          /* for event_copy() */
