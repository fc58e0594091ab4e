/*
 * What events bring in and cost. An event's income is what its places are to pay, after packages, and the charges that stand; beside it what packages covered, at the price that would have
 * been to pay. Its cost is its lines and the agreements of those who lead it. The margin is income less cost: what packages covered is not counted in it.
 */
#pragma once
#include "rooms/programme/event.h"

typedef enum { MARGIN_BY_DATE, MARGIN_BY_PEOPLE, MARGIN_BY_INCOME, MARGIN_BY_COVERED, MARGIN_BY_COST, MARGIN_BY_MARGIN } MarginSort;
enum { MARGIN_SORTS = 6 };
/* Days of the first session, both included; kind, owner and words: "" and 0 all; words: a part of a title. by_course: one line for each course. */
typedef struct { const char *from, *to, *kind, *words; int64_t owner_id; bool by_course, ascending; MarginSort sort; } MarginFilter;
typedef struct { int64_t id, course_id, events, people, income, covered, cost; const char *title, *starts_on, *kind, *owner; } Margin;      /* id: the event's; 0 of a course */
/* READ_MONEY: of events that took place, or are to; cancelled ones are not among them. */
CHECKED Error *margins(Ctx *cx, const MarginFilter *filter, int64_t most, Margin **list, size_t *count);
