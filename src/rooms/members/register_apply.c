/* Applies a slice of a staged register: a few statements over many rows. Running one twice changes nothing more. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/post.h"
#include "rooms/members/register_import.h"

/* Accepted lines of the slice. A URN that another import brought in meanwhile is left to the next comparison. */
#define SLICE                                                                                                          \
    "  FROM import_school i JOIN import_row r ON r.import_id = i.import_id AND r.line = i.line"                        \
    " WHERE i.import_id = $1 AND i.line > $2 AND i.line <= $3 AND r.accepted = 1"                                      \
    "   AND NOT EXISTS (SELECT 1 FROM school x WHERE x.urn = i.urn AND x.organisation_id <> i.organisation_id)"

SQL(apply_authorities, "INSERT INTO authority (code, name) SELECT i.authority_code, max(i.authority_name)" SLICE " AND i.authority_code <> ''"
                       " GROUP BY i.authority_code ON CONFLICT (code) DO UPDATE SET name = excluded.name WHERE excluded.name NOT IN ('', authority.name)");
SQL(apply_organisations,
    "INSERT INTO organisation (id, kind, name, name_folded, sort_key, authority_code, street, town, postcode, ward, telephone, website, created_at, changed_at)"
    " SELECT i.organisation_id, 'school', i.name, i.name_folded, i.sort_key, NULLIF(i.authority_code, ''), i.street, i.town, i.postcode, i.ward,"
    "        i.telephone, i.website, CAST($4 AS BIGINT), CAST($4 AS BIGINT)" SLICE
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded, sort_key = excluded.sort_key,"
    " authority_code = excluded.authority_code, street = excluded.street, town = excluded.town, postcode = excluded.postcode, ward = excluded.ward,"
    " telephone = excluded.telephone, website = excluded.website, changed_at = excluded.changed_at");
SQL(apply_schools,
    "INSERT INTO school (organisation_id, urn, establishment_number, type_code, type_name, type_group, phase, phase_code, status, maintained, independent,"
    " opened_on, closed_on, low_age, high_age, roll, ukprn, trust, easting, northing, register_changed_on)"
    " SELECT i.organisation_id, i.urn, i.establishment_number, i.type_code, i.type_name, i.type_group, i.phase, i.phase_code, i.status, i.maintained,"
    "        i.independent, i.opened_on, i.closed_on, i.low_age, i.high_age, i.roll, i.ukprn, i.trust, i.easting, i.northing, i.register_changed_on" SLICE
    " ON CONFLICT (organisation_id) DO UPDATE SET establishment_number = excluded.establishment_number, type_code = excluded.type_code,"
    " type_name = excluded.type_name, type_group = excluded.type_group, phase = excluded.phase, phase_code = excluded.phase_code, status = excluded.status,"
    " maintained = excluded.maintained, independent = excluded.independent, opened_on = excluded.opened_on, closed_on = excluded.closed_on,"
    " low_age = excluded.low_age, high_age = excluded.high_age, roll = excluded.roll, ukprn = excluded.ukprn, trust = excluded.trust,"
    " easting = excluded.easting, northing = excluded.northing, register_changed_on = excluded.register_changed_on");
SQL(applied_changes, "SELECT i.organisation_id, r.outcome, r.say" SLICE " AND r.outcome <> 'new' ORDER BY i.line LIMIT 1000");
SQL(apply_links, "INSERT INTO school_link (urn, linked_urn, kind, established_on) SELECT l.urn, l.linked_urn, l.kind, l.established_on FROM import_link l"
                 " WHERE l.import_id = $1 AND NOT EXISTS (SELECT 1 FROM import_row r WHERE r.import_id = l.import_id AND r.key = l.urn AND r.accepted = 0)"
                 " ON CONFLICT DO NOTHING");

/* Closing schools of this import: where they were, when they closed, and where their people go (0: nowhere). */
typedef struct { int64_t organisation_id, successor_id; const char *closed_on; } Closing;
SQL(closings, "SELECT i.organisation_id, s.organisation_id AS successor_id, i.closed_on FROM import_school i"
              "  JOIN import_row r ON r.import_id = i.import_id AND r.line = i.line LEFT JOIN school s ON s.urn = i.successor_urn AND i.successor_urn <> ''"
              " WHERE i.import_id = $1 AND r.accepted = 1 AND r.outcome IN ('closed', 'succeeded') ORDER BY i.line LIMIT 2000");
typedef struct { int64_t id, person_id; const char *role, *title, *starts_on, *ends_on, *governor_category, *governor_office; } OldPost;
SQL(posts_to_move, "SELECT id, person_id, role, title, starts_on, ends_on, governor_category, governor_office FROM post"
                   " WHERE organisation_id = $1 AND (ends_on IS NULL OR ends_on > $2) AND starts_on <= $2 ORDER BY id LIMIT 5000");
SQL(posts_close,   "UPDATE post SET ends_on = $2 WHERE organisation_id = $1 AND (ends_on IS NULL OR ends_on > $2) AND starts_on <= $2");
typedef struct { const char *starts_on, *ends_on; } OldMembership;
SQL(memberships_to_move, "SELECT starts_on, ends_on FROM membership WHERE organisation_id = $1 AND starts_on <= $2 AND (ends_on IS NULL OR ends_on > $2)"
                         " ORDER BY starts_on LIMIT 1");
SQL(memberships_close, "UPDATE membership SET ends_on = $2 WHERE organisation_id = $1 AND starts_on <= $2 AND (ends_on IS NULL OR ends_on > $2)");
SQL(membership_copy,   "INSERT INTO membership (id, organisation_id, starts_on, ends_on) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT)"
                       " WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = $2 AND (m.ends_on IS NULL OR m.ends_on >= $3))");

typedef struct { int64_t organisation_id; const char *outcome, *say; } AppliedChange;

Error *register_apply_slice(Ctx *cx, const Import *import, int64_t end)
{
    static const Column change_row[] = { COLUMN(AppliedChange, organisation_id), COLUMN(AppliedChange, outcome), COLUMN(AppliedChange, say) };
    AppliedChange *changes;
    size_t count;
    Arg id = INT(import->id), after = INT(import->last_line), up_to = INT(end);

    TRY(db_run(cx, apply_authorities, NULL, id, after, up_to));
    TRY(db_run(cx, apply_organisations, NULL, id, after, up_to, INT(cx->now)));
    TRY(db_run(cx, apply_schools, NULL, id, after, up_to));
    TRY(db_list(cx, applied_changes, change_row, &changes, &count, id, after, up_to));
    for (size_t i = 0; i < count; i++)
        TRY(trail(cx, same(changes[i].outcome, "changed") ? "school.changed" : "school.status_changed", changes[i].organisation_id, changes[i].say));
    return OK;
}

/* Posts and membership end with the school. Where one school continues it, they go on there from the next day. */
static Error *close_school(Ctx *cx, const Closing *closing)
{
    static const Column post_row[] = { COLUMN(OldPost, id), COLUMN(OldPost, person_id), COLUMN(OldPost, role), COLUMN(OldPost, title),
        COLUMN(OldPost, starts_on), COLUMN(OldPost, ends_on), COLUMN(OldPost, governor_category), COLUMN(OldPost, governor_office) };
    static const Column membership_row[] = { COLUMN(OldMembership, starts_on), COLUMN(OldMembership, ends_on) };
    const char *last = blank(closing->closed_on) ? cx->today : closing->closed_on, *next = date_add_days(cx, last, 1);
    OldPost *posts;
    OldMembership *memberships;
    size_t post_count, membership_count;

    TRY(db_list(cx, posts_to_move, post_row, &posts, &post_count, INT(closing->organisation_id), STR(last)));
    TRY(db_list(cx, memberships_to_move, membership_row, &memberships, &membership_count, INT(closing->organisation_id), STR(last)));
    TRY(db_run(cx, posts_close, NULL, INT(closing->organisation_id), STR(last)));
    TRY(db_run(cx, memberships_close, NULL, INT(closing->organisation_id), STR(last)));
    if (!closing->successor_id) return OK;

    for (size_t i = 0; i < post_count; i++) {
        Post post = { .person_id = posts[i].person_id, .organisation_id = closing->successor_id, .role = posts[i].role, .title = posts[i].title,
                      .starts_on = next, .ends_on = posts[i].ends_on, .governor_category = posts[i].governor_category, .governor_office = posts[i].governor_office };
        Error *refused = post_add(cx, &post);
        if (refused && refused->kind != INVALID) return refused;      /* they hold that post there already */
    }
    for (size_t i = 0; i < membership_count; i++)
        TRY(db_run(cx, membership_copy, NULL, INT(new_id(cx)), INT(closing->successor_id), STR(next), STR(blank(memberships[i].ends_on) ? NULL : memberships[i].ends_on)));
    return trail(cx, "school.continued", closing->successor_id, text(cx, "%s from %s", counted(cx, (int64_t)post_count, "post", NULL), date_words(cx, next)));
}

Error *register_apply_end(Ctx *cx, const Import *import)
{
    static const Column closing_row[] = { COLUMN(Closing, organisation_id), COLUMN(Closing, successor_id), COLUMN(Closing, closed_on) };
    Closing *list;
    size_t count;
    TRY(db_run(cx, apply_links, NULL, INT(import->id)));
    TRY(db_list(cx, closings, closing_row, &list, &count, INT(import->id)));
    for (size_t i = 0; i < count; i++) TRY(close_school(cx, &list[i]));
    return OK;
}
