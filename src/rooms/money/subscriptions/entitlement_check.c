/* What pots promise, whatever has happened to the store: for lyceum check. */
#include "platform/db/backup.h"
#include "rooms/money/subscriptions/entitlement.h"

#define ID(column) "CAST(" column " AS TEXT)"

SQL(pots_miscounted,
    "SELECT 'Entitlement ' || " ID("e.id") " || ' counts ' || " ID("e.used") " || ' used, and ' || " ID("COALESCE(SUM(d.units), 0)") " || ' are drawn from it' AS say"
    "  FROM entitlement e LEFT JOIN entitlement_draw d ON d.entitlement_id = e.id AND d.back_at IS NULL GROUP BY e.id, e.used HAVING e.used <> COALESCE(SUM(d.units), 0) ORDER BY e.id LIMIT 20");
SQL(pots_of_others,
    "SELECT 'Entitlement ' || " ID("e.id") " || ' is organisation ' || " ID("e.organisation_id") " || '’s, and its subscription organisation ' || " ID("s.organisation_id") " || '’s' AS say"
    "  FROM entitlement e JOIN subscription s ON s.id = e.subscription_id WHERE s.organisation_id <> e.organisation_id ORDER BY e.id LIMIT 20");

Error *entitlement_check(Ctx *cx)
{
    static const Sql *const promises[] = { &pots_miscounted, &pots_of_others };
    return store_promises(cx, promises, COUNT(promises));
}
