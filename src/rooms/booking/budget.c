#include "rooms/booking/budget.h"

#include "rooms/booking/charge.h"

static const Column committed_columns[] = { COLUMN(Committed, places), COLUMN(Committed, charges), COLUMN(Committed, subscription), COLUMN(Committed, other) };
#define OF_BILL_ITEMS(which) "COALESCE((SELECT CAST(SUM(b.pence) AS BIGINT) FROM bill_item b WHERE b.organisation_id = $1 AND b.on_date >= $2 AND b.on_date <= $3 AND b.state <> 'withdrawn' AND " which "), 0)"
SQL(committed_of,
    "SELECT COALESCE((SELECT CAST(SUM(r.price_pence) AS BIGINT) FROM registration r JOIN event e ON e.id = r.event_id"
    "   WHERE r.organisation_id = $1 AND r.state = 'confirmed' AND e.state <> 'cancelled' AND e.starts_on >= $2 AND e.starts_on <= $3"
    "   AND NOT " MISSED_AND_CHARGED("r.") "), 0) AS places,"
    " COALESCE((SELECT CAST(SUM(c.pence) AS BIGINT) FROM charge c JOIN event e ON e.id = c.event_id"
    "   WHERE c.organisation_id = $1 AND c.waived_at IS NULL AND c.lifted_at IS NULL AND e.starts_on >= $2 AND e.starts_on <= $3), 0) AS charges,"
    " " OF_BILL_ITEMS("b.kind LIKE 'subscription%'") " AS subscription, " OF_BILL_ITEMS("b.kind NOT LIKE 'subscription%' AND b.kind NOT LIKE 'place%' AND b.kind <> 'charge'") " AS other");

Error *budget_committed(Ctx *cx, int64_t organisation_id, const SchoolBudget *budget, Committed *committed)
{
    return db_one(cx, committed_of, committed_columns, committed, INT(organisation_id), STR(budget->starts_on), STR(budget->ends_on));
}

int64_t budget_left(const SchoolBudget *budget, const Committed *committed)
{
    return budget->pence - committed->places - committed->charges - committed->subscription - committed->other;
}
