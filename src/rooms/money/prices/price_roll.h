/* The schools that a price rule is tried on, with their pupils on roll as the register has them today: those that are open, or proposed to close. */
#pragma once
#include "platform/db/db.h"
#include "rooms/money/prices/price_rule.h"

/* A school's sector, in a query. 10 and 11 are the register's groups of academies and of free schools. */
#define SCHOOL_SECTOR(s) "CASE WHEN " s ".maintained = 1 THEN 'maintained' WHEN " s ".independent = 1 THEN 'independent' WHEN " s ".type_group = '10' OR " s ".type_group = '11' THEN 'academy' ELSE 'other' END"

typedef struct { const char *authority, *phase, *sector; bool closed; } RollFilter;   /* "" any; closed: whatever their status */
typedef struct { int64_t id; const char *urn, *name, *phase, *sector; int64_t roll; } RollSchool;

/* What they would pay together. Who has no price by the rule is counted apart, and is in no other sum. */
typedef struct { int64_t schools, pupils, pence, without_roll, without_line; } RollSum;

/* In the order of their names. The row's texts are valid until `each` returns. */
CHECKED Error *roll_each(Ctx *cx, const RollFilter *filter, Error *(*each)(Ctx *cx, const RollSchool *school, void *data), void *data);
/* The same at once, the most pupils first and those without a number last; more than DB_ROWS_MOST are refused in words. */
CHECKED Error *roll_list(Ctx *cx, const RollFilter *filter, RollSchool **list, size_t *count);

/* Of an organisation that is an open school; *found false: it is none. */
CHECKED Error *roll_school(Ctx *cx, int64_t organisation_id, RollSchool *school, bool *found);

PricedSchool roll_priced(const RollSchool *school);
void roll_add(RollSum *sum, const RollSchool *school, const Priced *priced);
