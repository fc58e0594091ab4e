/* The office's list of organisations: one filter for the page, its count and its download. */
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/organisation.h"

static const Column entry_row[] = {
    COLUMN(OrganisationEntry, id), COLUMN(OrganisationEntry, kind), COLUMN(OrganisationEntry, name), COLUMN(OrganisationEntry, urn),
    COLUMN(OrganisationEntry, phase), COLUMN(OrganisationEntry, status), COLUMN(OrganisationEntry, authority), COLUMN(OrganisationEntry, type_name),
    COLUMN(OrganisationEntry, town), COLUMN(OrganisationEntry, roll), COLUMN(OrganisationEntry, maintained), COLUMN(OrganisationEntry, member),
    COLUMN(OrganisationEntry, people),
};

#define MEMBER_TODAY "EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = o.id AND m.starts_on <= $7 AND (m.ends_on IS NULL OR m.ends_on >= $7))"

#define LIST_FROM                                                                                                                  \
    "  FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id LEFT JOIN authority a ON a.code = o.authority_code"      \
    " WHERE ($1 = '' OR o.name_folded LIKE '%' || $1 || '%' OR lower(o.town) LIKE '%' || $1 || '%'"                                \
    "        OR lower(replace(o.postcode, ' ', '')) LIKE replace($1, ' ', '') || '%' OR s.urn = $1)"                               \
    "   AND ($2 = '' OR o.kind = $2) AND ($3 = '' OR s.phase = $3) AND ($4 = '' OR o.authority_code = $4)"                         \
    "   AND ($5 = '' OR s.status = $5 OR ($5 = 'open' AND s.status = 'proposed to close'))"                                        \
    "   AND ($6 = '' OR ($6 = 'yes') = (" MEMBER_TODAY "))"

#define LIST_SELECT                                                                                                                \
    "SELECT o.id, o.kind, o.name, s.urn, s.phase, s.status, a.name AS authority, s.type_name, o.town, s.roll, s.maintained,"       \
    "       CAST(CASE WHEN " MEMBER_TODAY " THEN 1 ELSE 0 END AS BIGINT) AS member,"                                               \
    "       (SELECT count(DISTINCT t.person_id) FROM post t WHERE t.organisation_id = o.id AND t.starts_on <= $7"                  \
    "           AND (t.ends_on IS NULL OR t.ends_on >= $7)) AS people" LIST_FROM

#define BY_NAME       "(o.sort_key, o.id)"
#define BY_PUPILS     "(-COALESCE(s.roll, 0), o.sort_key, o.id)"
#define NAME_OF_8     "(SELECT x.sort_key, x.id FROM organisation x WHERE x.id = $8)"
#define PUPILS_OF_8   "(SELECT -COALESCE(y.roll, 0), x.sort_key, x.id FROM organisation x LEFT JOIN school y ON y.organisation_id = x.id WHERE x.id = $8)"
SQL(by_name_after,    LIST_SELECT " AND (CAST($8 AS BIGINT) = 0 OR " BY_NAME " > " NAME_OF_8 ") ORDER BY o.sort_key, o.id LIMIT $9");
SQL(by_name_before,   LIST_SELECT " AND " BY_NAME " < " NAME_OF_8 " ORDER BY o.sort_key DESC, o.id DESC LIMIT $9");
SQL(by_pupils_after,  LIST_SELECT " AND (CAST($8 AS BIGINT) = 0 OR " BY_PUPILS " > " PUPILS_OF_8 ") ORDER BY -COALESCE(s.roll, 0), o.sort_key, o.id LIMIT $9");
SQL(by_pupils_before, LIST_SELECT " AND " BY_PUPILS " < " PUPILS_OF_8 " ORDER BY -COALESCE(s.roll, 0) DESC, o.sort_key DESC, o.id DESC LIMIT $9");
static const struct { const Sql *after, *before; } orders[] = { { &by_name_after, &by_name_before }, { &by_pupils_after, &by_pupils_before } };
SQL(list_count,  "SELECT count(*)" LIST_FROM);

#define FILTER STR(text_fold(cx, text_trim(cx, f->words))), STR(f->kind), STR(f->phase), STR(f->authority), STR(f->status), STR(f->member), STR(cx->today)

Error *organisations_list(Ctx *cx, const OrganisationFilter *f, OrganisationEntry **list, size_t *count, bool *more_before, bool *more_after)
{
    const Sql *sql = f->before ? orders[f->by_pupils].before : orders[f->by_pupils].after;
    TRY(db_list(cx, *sql, entry_row, list, count, FILTER, INT(f->before ? f->before : f->after), INT(ORGANISATIONS_PAGE + 1)));

    bool more = *count > ORGANISATIONS_PAGE;
    if (more) *count = ORGANISATIONS_PAGE;
    for (size_t i = 0; f->before && i < *count / 2; i++) {
        OrganisationEntry swap = (*list)[i];
        (*list)[i] = (*list)[*count - 1 - i], (*list)[*count - 1 - i] = swap;
    }
    *more_before = f->before ? more : f->after != 0;
    *more_after = f->before ? true : more;
    return OK;
}

Error *organisations_count(Ctx *cx, const OrganisationFilter *f, int64_t *count)
{
    return db_number(cx, list_count, count, FILTER);
}

Error *organisations_each(Ctx *cx, const OrganisationFilter *f, Error *(*each)(Ctx *, void *, void *), void *data)
{
    OrganisationEntry *row = new(cx, OrganisationEntry);
    return db_each(cx, *orders[f->by_pupils].after, entry_row, row, each, data, FILTER, INT(0), INT(INT64_MAX));
}

SQL(schools_tally, "SELECT count(*) AS schools, CAST(COALESCE(sum(s.roll), 0) AS BIGINT) AS pupils"
                   "  FROM school s JOIN organisation o ON o.id = s.organisation_id"
                   " WHERE ($1 = '' OR o.authority_code = $1) AND ($2 = '' OR s.phase = $2) AND s.maintained >= $3"
                   "   AND ($4 = '' OR s.status IN ('open', 'proposed to close'))");

Error *schools_count(Ctx *cx, const SchoolCountFilter *f, SchoolCount *count)
{
    static const Column row[] = { COLUMN(SchoolCount, schools), COLUMN(SchoolCount, pupils) };
    return db_one(cx, schools_tally, row, count, STR(f->authority), STR(f->phase), INT(f->maintained), STR(f->open ? "open" : ""));
}
