#include "rooms/booking/school_money.h"

#include "rooms/members/permission.h"

#define AHEAD(what, states) \
    "COALESCE((SELECT " what " FROM registration r JOIN event e ON e.id = r.event_id WHERE r.organisation_id = $1 AND (" states ") AND e.state <> 'cancelled' AND e.cancelled_at IS NULL AND e.ends_at > CAST($3 AS BIGINT) AND e.starts_on <= $2), 0)"
#define ORDERED(what) "COALESCE((SELECT " what " FROM subscription s WHERE s.organisation_id = $1 AND s.state = 'ordered' AND s.starts_on <= $2), 0)"
#define OWED(what)    "COALESCE((SELECT " what " FROM bill_item i WHERE i.organisation_id = $1 AND i.state = 'waiting' AND i.on_date <= $2), 0)"
#define TAKEN(what) \
    "COALESCE((SELECT " what " FROM round_commitment c JOIN round r ON r.id = c.round_id WHERE c.organisation_id = $1 AND c.quantity > 0 AND (r.state = 'commitment' OR r.state = 'closed' OR r.state = 'allotted') AND r.commit_until <= $2), 0)"
SQL(still_to_come_of,
    "SELECT " AHEAD("COUNT(*)", "r.state = 'confirmed'") " AS places, " AHEAD("CAST(SUM(r.price_pence) AS BIGINT)", "r.state = 'confirmed'") " AS places_pence,"
    " " AHEAD("COUNT(*)", "r.state = 'requested' OR r.state = 'waiting' OR r.state = 'offered'") " AS asked,"
    " " ORDERED("COUNT(*)") " AS orders, " ORDERED("CAST(SUM(s.pence) AS BIGINT)") " AS orders_pence, " OWED("COUNT(*)") " AS items, " OWED("CAST(SUM(i.pence) AS BIGINT)") " AS items_pence,"
    " " TAKEN("COUNT(*)") " AS rounds, " TAKEN("CAST(SUM(COALESCE(c.pence, c.quantity * r.price_pence)) AS BIGINT)") " AS rounds_pence");

Error *still_to_come(Ctx *cx, int64_t organisation_id, const char *until, StillToCome *still)
{
    static const Column columns[] = { COLUMN(StillToCome, places), COLUMN(StillToCome, places_pence), COLUMN(StillToCome, asked), COLUMN(StillToCome, orders), COLUMN(StillToCome, orders_pence), COLUMN(StillToCome, items),
                                      COLUMN(StillToCome, items_pence), COLUMN(StillToCome, rounds), COLUMN(StillToCome, rounds_pence) };
    if (!may(cx, READ_MONEY) && !(may(cx, OUR_MONEY) && cx->who->organisation_id == organisation_id)) return forbidden(cx, "what organisation %ld is committed to", (long)organisation_id);
    return db_one(cx, still_to_come_of, columns, still, INT(organisation_id), STR(until), INT(cx->now));
}

int64_t still_to_come_sum(const StillToCome *s) { return s->places_pence + s->orders_pence + s->items_pence + s->rounds_pence; }
