#include "rooms/money/prices/price_roll.h"

#include "platform/base/text.h"

static const Column roll_columns[] = {
    COLUMN(RollSchool, id), COLUMN(RollSchool, urn), COLUMN(RollSchool, name), COLUMN(RollSchool, phase), COLUMN(RollSchool, sector), COLUMN(RollSchool, roll),
};
#define SECTOR SCHOOL_SECTOR("s")
#define ROLL                                                                                                                                      \
    "SELECT o.id, s.urn, o.name, s.phase, " SECTOR " AS sector, COALESCE(s.roll, -1) AS roll FROM school s JOIN organisation o ON o.id = s.organisation_id" \
    " WHERE ($1 = '' OR o.authority_code = $1) AND ($2 = '' OR s.phase = $2) AND ($3 = '' OR $3 = " SECTOR ")"                                      \
    "   AND ($4 = 'any' OR s.status IN ('open', 'proposed to close'))"
SQL(roll_by_name,   ROLL " ORDER BY o.sort_key, o.id");
SQL(roll_by_pupils, ROLL " ORDER BY COALESCE(s.roll, -1) DESC, o.sort_key, o.id LIMIT $5");

SQL(roll_one,       ROLL " AND o.id = $5");

#define FILTER STR(filter->authority), STR(filter->phase), STR(filter->sector), STR(filter->closed ? "any" : "open")

typedef struct { Error *(*each)(Ctx *, const RollSchool *, void *); void *data; } Each;

static Error *each_row(Ctx *cx, void *row, void *data)
{
    const Each *each = data;
    return each->each(cx, row, each->data);
}

Error *roll_each(Ctx *cx, const RollFilter *filter, Error *(*each)(Ctx *, const RollSchool *, void *), void *data)
{
    RollSchool *row = new(cx, RollSchool);
    Each with = { each, data };
    return db_each(cx, roll_by_name, roll_columns, row, each_row, &with, FILTER);
}

Error *roll_list(Ctx *cx, const RollFilter *filter, RollSchool **list, size_t *count)
{
    return db_list(cx, roll_by_pupils, roll_columns, list, count, FILTER, INT(DB_ROWS_MOST));
}

Error *roll_school(Ctx *cx, int64_t organisation_id, RollSchool *school, bool *found)
{
    const RollFilter any = { .authority = "", .phase = "", .sector = "" }, *filter = &any;
    return db_maybe(cx, roll_one, roll_columns, school, found, FILTER, INT(organisation_id));
}

PricedSchool roll_priced(const RollSchool *school) { return (PricedSchool){ school->phase, school->sector, school->roll }; }

void roll_add(RollSum *sum, const RollSchool *school, const Priced *priced)
{
    sum->without_roll += priced->how == PRICED_NO_ROLL;
    sum->without_line += priced->how == PRICED_NO_LINE;
    if (priced->how != PRICED) return;
    sum->schools++;
    sum->pupils += school->roll < 0 ? 0 : school->roll;
    sum->pence += priced->pence;
}
