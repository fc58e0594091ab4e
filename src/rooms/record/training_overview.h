/*
 * Who is due what over all schools and bodies, for the office: counted for each place, and person by person. Like every due date, worked out at the moment
 * of asking. Whoever acts in two posts of one place counts once for each requirement there, and at each place where they act.
 */
#pragma once
#include "rooms/record/requirement_due.h"

enum { OVERVIEW_PLACES = 1000 };   /* counted for; whatever has more says so */

typedef struct { int64_t organisation_id, asked, overdue, soon, people; const char *name; } TrainingPlaceCount;   /* people: who have something overdue */
typedef struct { TrainingPlaceCount *places; size_t count; int64_t asked, overdue, soon, people; bool more; } TrainingOverview;
/* Of one requirement, or 0 of all in use; the places with most overdue first. AUDIT's, else FORBIDDEN. */
CHECKED Error *training_overview(Ctx *cx, int64_t requirement_id, TrainingOverview *overview);

typedef struct { const char *organisation, *name, *email, *requirement; Due due; } TrainingDue;   /* valid until `each` returns */
typedef Error *TrainingDueEach(Ctx *cx, const TrainingDue *due, void *data);
/* Everybody for whom something is overdue or due soon, place by place in the order of names. */
CHECKED Error *training_due_each(Ctx *cx, int64_t requirement_id, TrainingDueEach *each, void *data);
