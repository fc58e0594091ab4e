/* When a requirement is due: a sum over dates, from what is known today. Nothing of it is kept. */
#pragma once
#include "rooms/record/requirement.h"

typedef enum { IN_DATE, DUE_SOON, OVERDUE } DueState;

/* The same day so many months on; where that month is shorter, its last day. */
const char *date_add_months(Ctx *cx, const char *date, int64_t months);

/* `since`: first day of the post that asks for it; `met_on`: the last day it was met, or "". "" when it is met for good. */
const char *requirement_due_on(Ctx *cx, const Requirement *requirement, const char *since, const char *met_on);
/* Soon: within its reminder, or 30 days where nobody is reminded. */
DueState    requirement_state(const Ctx *cx, const Requirement *requirement, const char *due_on);
