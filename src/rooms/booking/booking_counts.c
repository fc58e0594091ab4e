/* What the partnership counts: see PRODUCT's word "registration" in docs/architecture.md. */
#include "rooms/booking/booking.h"

/* On the day of its event's first session, unless cancelled, refused, waiting or lapsed. */
#define COUNTED "r.state IN ('requested', 'offered', 'confirmed') AND e.starts_on >= $1 AND e.starts_on <= $2 AND e.state <> 'cancelled'"

SQL(counted_registrations, "SELECT count(*) FROM registration r JOIN event e ON e.id = r.event_id WHERE " COUNTED);
SQL(counted_governors,
    "SELECT count(*) FROM person p WHERE EXISTS (SELECT 1 FROM post g WHERE g.person_id = p.id AND g.role = 'governor' AND g.starts_on <= $2"
    " AND (g.ends_on IS NULL OR g.ends_on >= $1)) AND EXISTS (SELECT 1 FROM registration r JOIN event e ON e.id = r.event_id WHERE r.person_id = p.id AND " COUNTED ")");

Error *registrations_counted(Ctx *cx, const char *from, const char *to, int64_t *count) { return db_number(cx, counted_registrations, count, STR(from), STR(to)); }
Error *governors_counted(Ctx *cx, const char *from, const char *to, int64_t *count) { return db_number(cx, counted_governors, count, STR(from), STR(to)); }
