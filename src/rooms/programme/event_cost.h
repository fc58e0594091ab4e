/*
 * What an event costs, in pence: lines that the office writes, and the fees and expenses of its agreements, which are not written twice. Nobody
 * outside the office sees it. Budgets, and what it earns, are money's.
 */
#pragma once
#include "rooms/programme/event.h"

enum { COST_LINES_MOST = 50, COST_WORDS_MOST = 120 };

typedef struct { int64_t position, pence, person_id; const char *kind, *words; } Cost;      /* person_id: of a line that an agreement makes; then position is 0 */
typedef struct { Cost *lines; size_t count; int64_t pence, per_head, heads; } Costs;  /* per_head: rounded to the penny, of `heads` who have a place; 0 while there are none */
extern const char *const cost_kinds[];                                               /* facilitator, venue ... */
enum { COST_KINDS = 5 };

CHECKED Error *event_costs(Ctx *cx, const Event *event, Costs *costs);
CHECKED Error *event_cost_add(Ctx *cx, int64_t event_id, const char *kind, const char *words, const char *amount);
CHECKED Error *event_cost_remove(Ctx *cx, int64_t event_id, int64_t position);
CHECKED Error *event_costs_copy(Ctx *cx, int64_t event_id, int64_t copy_id);          /* for event_copy() */
