#include "rooms/booking/package_use.h"

#include "platform/base/text.h"
#include "rooms/members/permission.h"

static const Column use_columns[] = {
    COLUMN(PackageUse, id), COLUMN(PackageUse, entitlement_id), COLUMN(PackageUse, units), COLUMN(PackageUse, saved_pence), COLUMN(PackageUse, drawn_at), COLUMN(PackageUse, registration_id),
    COLUMN(PackageUse, visit_id), COLUMN(PackageUse, event_id), COLUMN(PackageUse, kind), COLUMN(PackageUse, course_kind), COLUMN(PackageUse, package), COLUMN(PackageUse, title),
    COLUMN(PackageUse, on_date), COLUMN(PackageUse, name), COLUMN(PackageUse, state), COLUMN(PackageUse, by),
};
/* $1 whose, $2 the day, $3 where the page before ended, $4 how many */
SQL(package_uses_of,
    "SELECT d.id, d.entitlement_id, d.units, d.saved_pence, d.drawn_at, COALESCE(r.id, 0) AS registration_id, COALESCE(v.id, 0) AS visit_id, COALESCE(r.event_id, 0) AS event_id, n.kind, n.course_kind, k.name AS package,"
    " COALESCE(c.title, v.words, '') AS title, COALESCE(e.starts_on, v.on_date, '') AS on_date, CASE WHEN r.id IS NULL THEN '' ELSE " REGISTRATION_NAME " END AS name, COALESCE(r.state, '') AS state, w.name AS by"
    "  FROM entitlement n JOIN entitlement_draw d ON d.entitlement_id = n.id JOIN subscription s ON s.id = n.subscription_id JOIN package k ON k.id = s.package_id JOIN organisation o ON o.id = n.organisation_id"
    "  LEFT JOIN registration r ON d.kind = 'place' AND r.id = d.subject_id LEFT JOIN event e ON e.id = r.event_id LEFT JOIN course c ON c.id = e.course_id LEFT JOIN person p ON p.id = r.person_id"
    "  LEFT JOIN visit v ON d.kind = 'visit' AND v.id = d.subject_id LEFT JOIN person w ON w.id = d.drawn_by"
    " WHERE n.organisation_id = $1 AND n.ends_on >= $2 AND d.back_at IS NULL AND (CAST($3 AS BIGINT) = 0 OR d.id < $3) ORDER BY d.id DESC LIMIT CAST($4 AS BIGINT)");

Error *package_uses(Ctx *cx, int64_t organisation_id, const char *from_on, int64_t before_id, int64_t most, PackageUse **list, size_t *count)
{
    if (!pots_may(cx, organisation_id)) return forbidden(cx, "what was taken of the package of organisation %ld", (long)organisation_id);
    TRY(db_list(cx, package_uses_of, use_columns, list, count, INT(organisation_id), STR(from_on), INT(before_id), INT(most)));
    bool named = may(cx, AUDIT) || may(cx, RUN_PROGRAMME) || (may(cx, BOOK_PLACES) && cx->who->organisation_id == organisation_id);
    for (size_t i = 0; i < *count && !named; i++) (*list)[i].name = "", (*list)[i].by = "";
    return OK;
}
