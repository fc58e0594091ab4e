/* When an organisation is a member, what continues a school, and what was done to it. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/members.h"
#include "rooms/members/organisation.h"

SQL(memberships_by_organisation, "SELECT id, organisation_id, starts_on, ends_on FROM membership WHERE organisation_id = $1 ORDER BY starts_on DESC, id LIMIT 50");
SQL(membership_overlap, "SELECT count(*) FROM membership WHERE organisation_id = $1 AND (ends_on IS NULL OR ends_on >= $2)"
                        " AND (CAST($3 AS TEXT) IS NULL OR starts_on <= $3)");
SQL(membership_insert, "INSERT INTO membership (id, organisation_id, starts_on, ends_on) VALUES ($1, $2, $3, $4)");
SQL(membership_ends,   "UPDATE membership SET ends_on = $3 WHERE id = $1 AND organisation_id = $2 AND starts_on <= $3");
SQL(membership_remove, "DELETE FROM membership WHERE id = $1 AND organisation_id = $2 AND starts_on > $3");
/* Those that hold some of the days, or end just before or begin just after them: with the days they become one. */
SQL(membership_touching, "SELECT id, organisation_id, starts_on, ends_on FROM membership WHERE organisation_id = $1 AND (ends_on IS NULL OR ends_on >= $2) AND starts_on <= $3 ORDER BY starts_on, id LIMIT 50");
SQL(membership_put,       "UPDATE membership SET starts_on = $2, ends_on = $3 WHERE id = $1");
SQL(membership_drop,      "DELETE FROM membership WHERE id = $1");
SQL(membership_shorten,   "UPDATE membership SET ends_on = $3 WHERE organisation_id = $1 AND ends_on = $2 AND starts_on <= $3");
SQL(membership_drop_to,   "DELETE FROM membership WHERE organisation_id = $1 AND ends_on = $2 AND starts_on > $3");
SQL(organisation_hold, "UPDATE organisation SET changed_at = $2 WHERE id = $1");
SQL(membership_on,     "SELECT CAST(CASE WHEN " MEMBER_ON("$1", "$2") " THEN 1 ELSE 0 END AS BIGINT)");
SQL(links_of, "SELECT o.id, s.urn, o.name, l.kind, l.established_on, CAST(CASE WHEN l.urn = $1 THEN 1 ELSE 0 END AS BIGINT) AS forward"
              "  FROM school_link l JOIN school s ON s.urn = CASE WHEN l.urn = $1 THEN l.linked_urn ELSE l.urn END"
              "  JOIN organisation o ON o.id = s.organisation_id WHERE l.urn = $1 OR l.linked_urn = $1 ORDER BY forward, o.sort_key LIMIT 50");
SQL(history_rows, "SELECT t.happened_at, t.what, t.detail, p.name AS person FROM trail t LEFT JOIN person p ON p.id = t.person_id"
                  " WHERE t.subject_id = $1 ORDER BY t.id DESC LIMIT 50");

Error *memberships_of(Ctx *cx, int64_t organisation_id, Membership **list, size_t *count)
{
    static const Column row[] = { COLUMN(Membership, id), COLUMN(Membership, organisation_id), COLUMN(Membership, starts_on), COLUMN(Membership, ends_on) };
    return db_list(cx, memberships_by_organisation, row, list, count, INT(organisation_id));
}

Error *membership_add(Ctx *cx, int64_t organisation_id, const char *starts_on, const char *ends_on)
{
    Error *errors = OK;
    int64_t held, there;
    const char *last = blank(ends_on) ? NULL : ends_on;
    if (!date_valid(starts_on)) errors_add(&errors, invalid(cx, "starts_on", "Enter the first day of membership, like 1 9 2026"));
    if (last && !date_valid(last)) errors_add(&errors, invalid(cx, "ends_on", "Enter a real date for the last day, like 31 8 2027"));
    else if (last && date_valid(starts_on) && strcmp(last, starts_on) < 0) errors_add(&errors, invalid(cx, "ends_on", "The last day must be the first day or later"));
    if (errors) return errors;

    TRY(db_run(cx, organisation_hold, &held, INT(organisation_id), INT(cx->now)));   /* the lock: two at once add one */
    if (!held) return missing(cx, "membership_add: no organisation %ld", organisation_id);
    TRY(db_number(cx, membership_overlap, &there, INT(organisation_id), STR(starts_on), STR(last)));
    if (there) return invalid(cx, "starts_on", "It is a member on some of these days already. End that membership first, or choose other dates");
    TRY(db_run(cx, membership_insert, NULL, INT(new_id(cx)), INT(organisation_id), STR(starts_on), STR(last)));
    return trail(cx, "membership.added", organisation_id, text(cx, "from %s", date_words(cx, starts_on)));
}

Error *membership_end(Ctx *cx, int64_t id, int64_t organisation_id, const char *on)
{
    int64_t changed;
    if (!date_valid(on)) return invalid(cx, "ends_on", "Enter the last day of membership, like 31 8 2027");
    TRY(db_run(cx, membership_ends, &changed, INT(id), INT(organisation_id), STR(on)));
    if (!changed) TRY(db_run(cx, membership_remove, &changed, INT(id), INT(organisation_id), STR(on)));
    if (!changed) return missing(cx, "membership_end: no membership %ld at %ld", id, organisation_id);
    return trail(cx, "membership.ended", organisation_id, text(cx, "on %s", date_words(cx, on)));
}

Error *membership_cover(Ctx *cx, int64_t organisation_id, const char *starts_on, const char *ends_on)
{
    static const Column row[] = { COLUMN(Membership, id), COLUMN(Membership, organisation_id), COLUMN(Membership, starts_on), COLUMN(Membership, ends_on) };
    Membership *there;
    size_t count;
    int64_t held;
    const char *first = starts_on, *last = ends_on;
    TRY(db_run(cx, organisation_hold, &held, INT(organisation_id), INT(cx->now)));
    if (!held) return missing(cx, "membership_cover: no organisation %ld", (long)organisation_id);
    TRY(db_list(cx, membership_touching, row, &there, &count, INT(organisation_id), STR(date_add_days(cx, starts_on, -1)), STR(date_add_days(cx, ends_on, 1))));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(there[i].starts_on, first) < 0) first = there[i].starts_on;
        if (last && (blank(there[i].ends_on) || strcmp(there[i].ends_on, last) > 0)) last = blank(there[i].ends_on) ? NULL : there[i].ends_on;
    }
    if (count == 1 && same(there[0].starts_on, first) && same(there[0].ends_on, last ? last : "")) return OK;      /* it holds them already */
    for (size_t i = 1; i < count; i++) TRY(db_run(cx, membership_drop, NULL, INT(there[i].id)));
    if (count) TRY(db_run(cx, membership_put, NULL, INT(there[0].id), STR(first), STR(last)));
    else TRY(db_run(cx, membership_insert, NULL, INT(new_id(cx)), INT(organisation_id), STR(first), STR(last)));
    return trail(cx, "membership.covered", organisation_id, text(cx, "%s to %s", date_words(cx, starts_on), date_words(cx, ends_on)));
}

Error *membership_uncover(Ctx *cx, int64_t organisation_id, const char *ends_on, const char *on)
{
    int64_t held, changed, dropped;
    TRY(db_run(cx, organisation_hold, &held, INT(organisation_id), INT(cx->now)));
    TRY(db_run(cx, membership_shorten, &changed, INT(organisation_id), STR(ends_on), STR(on)));
    TRY(db_run(cx, membership_drop_to, &dropped, INT(organisation_id), STR(ends_on), STR(on)));
    return changed || dropped ? trail(cx, "membership.ended", organisation_id, text(cx, "on %s", date_words(cx, on))) : OK;
}

Error *organisation_is_member(Ctx *cx, int64_t id, const char *on, bool *member)
{
    int64_t count;
    TRY(db_number(cx, membership_on, &count, INT(id), STR(on)));
    *member = count > 0;
    return OK;
}

Error *school_links(Ctx *cx, const char *urn, SchoolLink **list, size_t *count)
{
    static const Column row[] = { COLUMN(SchoolLink, id), COLUMN(SchoolLink, urn), COLUMN(SchoolLink, name), COLUMN(SchoolLink, kind),
                                  COLUMN(SchoolLink, established_on), COLUMN(SchoolLink, forward) };
    return db_list(cx, links_of, row, list, count, STR(urn));
}

Error *history_of(Ctx *cx, int64_t subject_id, HistoryEntry **list, size_t *count)
{
    static const Column row[] = { COLUMN(HistoryEntry, happened_at), COLUMN(HistoryEntry, what), COLUMN(HistoryEntry, detail), COLUMN(HistoryEntry, person) };
    return db_list(cx, history_rows, row, list, count, INT(subject_id));
}
