#include "rooms/members/organisation.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"

const char *const organisation_kinds[] = { "school", "department", "partner", "partnership", "other", NULL };
const char *const school_phases[]      = { "nursery", "primary", "middle deemed primary", "middle deemed secondary", "secondary", "all-through",
                                           "16 plus", "special", "alternative provision", "not applicable", NULL };
const char *const school_statuses[]    = { "open", "proposed to close", "proposed to open", "closed", NULL };

enum { LINE_MOST = 200 };

static const Column organisation_row[] = {
    COLUMN(Organisation, id), COLUMN(Organisation, kind), COLUMN(Organisation, name), COLUMN(Organisation, authority_code),
    COLUMN(Organisation, authority), COLUMN(Organisation, street), COLUMN(Organisation, town), COLUMN(Organisation, postcode),
    COLUMN(Organisation, ward), COLUMN(Organisation, telephone), COLUMN(Organisation, website), COLUMN(Organisation, urn),
    COLUMN(Organisation, establishment_number), COLUMN(Organisation, type_code), COLUMN(Organisation, type_name), COLUMN(Organisation, type_group),
    COLUMN(Organisation, phase), COLUMN(Organisation, status), COLUMN(Organisation, maintained), COLUMN(Organisation, independent),
    COLUMN(Organisation, opened_on), COLUMN(Organisation, closed_on), COLUMN(Organisation, low_age), COLUMN(Organisation, high_age),
    COLUMN(Organisation, roll), COLUMN(Organisation, ukprn), COLUMN(Organisation, trust), COLUMN(Organisation, register_changed_on),
};
#define ORGANISATION_SELECT                                                                                                        \
    "SELECT o.id, o.kind, o.name, o.authority_code, a.name AS authority, o.street, o.town, o.postcode, o.ward, o.telephone, o.website," \
    "       s.urn, s.establishment_number, s.type_code, s.type_name, s.type_group, s.phase, s.status, s.maintained, s.independent," \
    "       s.opened_on, s.closed_on, s.low_age, s.high_age, s.roll, s.ukprn, s.trust, s.register_changed_on"                       \
    "  FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id LEFT JOIN authority a ON a.code = o.authority_code"

SQL(organisation_by_id,     ORGANISATION_SELECT " WHERE o.id = $1");
SQL(organisation_of_urn,    ORGANISATION_SELECT " WHERE s.urn = $1");
SQL(organisation_of_name,   ORGANISATION_SELECT " WHERE o.name_folded = $1"
                            " AND (SELECT count(*) FROM organisation x WHERE x.name_folded = $1) = 1");
SQL(organisation_partnerships, ORGANISATION_SELECT " WHERE o.kind = 'partnership' ORDER BY o.id LIMIT 1");
SQL(organisation_insert, "INSERT INTO organisation (id, kind, name, name_folded, sort_key, authority_code, street, town, postcode, ward, telephone,"
                         " website, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, $12, $12)");
SQL(organisation_update, "UPDATE organisation SET name = $2, name_folded = $3, sort_key = $4, street = $5, town = $6, postcode = $7, telephone = $8,"
                         " website = $9, changed_at = $10 WHERE id = $1");
SQL(organisation_own_named, "UPDATE organisation SET name = $1, name_folded = $2, sort_key = $3, changed_at = $4 WHERE kind = 'partnership' AND name <> $1");
SQL(authorities_used, "SELECT a.code, a.name FROM authority a WHERE EXISTS (SELECT 1 FROM organisation o WHERE o.authority_code = a.code)"
                      " ORDER BY a.name");

Error *organisation_find(Ctx *cx, int64_t id, Organisation *organisation)
{
    return db_one(cx, organisation_by_id, organisation_row, organisation, INT(id));
}

Error *organisation_by_urn(Ctx *cx, const char *urn, Organisation *organisation, bool *found)
{
    return db_maybe(cx, organisation_of_urn, organisation_row, organisation, found, STR(urn));
}

Error *organisation_by_name(Ctx *cx, const char *name, Organisation *organisation, bool *found)
{
    return db_maybe(cx, organisation_of_name, organisation_row, organisation, found, STR(text_fold(cx, text_trim(cx, name))));
}

static Error *organisation_check(Ctx *cx, const Organisation *o)
{
    Error *errors = OK;
    const struct { const char *field, *value, *words; } lines[] = {
        { "street", o->street, "street" }, { "town", o->town, "town" }, { "postcode", o->postcode, "postcode" },
        { "telephone", o->telephone, "telephone number" }, { "website", o->website, "website" },
    };
    if (blank(o->name)) errors_add(&errors, invalid(cx, "name", "Enter the organisation’s name"));
    else if (letters(o->name) > LINE_MOST || !text_is_line(o->name)) errors_add(&errors, invalid(cx, "name", "Enter the name on one line, %d letters or fewer", LINE_MOST));
    for (size_t i = 0; i < COUNT(lines); i++)
        if (letters(lines[i].value) > LINE_MOST || !text_is_line(lines[i].value))
            errors_add(&errors, invalid(cx, lines[i].field, "Enter the %s on one line, %d letters or fewer", lines[i].words, LINE_MOST));
    if (*o->website && !begins(o->website, "https://") && !begins(o->website, "http://"))
        errors_add(&errors, invalid(cx, "website", "Enter the website with https:// in front"));
    return errors;
}

static Error *organisation_make(Ctx *cx, Organisation *o)
{
    o->id = new_id(cx), o->name = text_trim(cx, o->name);
    TRY(db_run(cx, organisation_insert, NULL, INT(o->id), STR(o->kind), STR(o->name), STR(text_fold(cx, o->name)), STR(text_sort_key(cx, o->name)),
               STR(blank(o->authority_code) ? NULL : o->authority_code), STR(o->street), STR(o->town), STR(o->postcode), STR(o->telephone),
               STR(o->website), INT(cx->now)));
    return trail(cx, "organisation.added", o->id, o->kind);
}

Error *organisation_add(Ctx *cx, Organisation *o)
{
    Error *errors = organisation_check(cx, o);
    if (!one_of(o->kind, "department partner other")) errors_add(&errors, invalid(cx, "kind", "Choose what kind of organisation it is"));
    return errors ? errors : organisation_make(cx, o);
}

Error *organisation_own(Ctx *cx, Organisation *o)
{
    bool found;
    TRY(db_maybe(cx, organisation_partnerships, organisation_row, o, &found, NONE));
    if (found) return OK;
    *o = (Organisation){ .kind = "partnership", .name = cx->partnership->name, .street = "", .town = "", .postcode = "", .telephone = "", .website = "" };
    return organisation_make(cx, o);
}

Error *organisation_own_rename(Ctx *cx, const char *name)
{
    return db_run(cx, organisation_own_named, NULL, STR(name), STR(text_fold(cx, name)), STR(text_sort_key(cx, name)), INT(cx->now));
}

Error *organisation_change(Ctx *cx, const Organisation *o)
{
    int64_t changed;
    TRY(organisation_check(cx, o));
    const char *name = text_trim(cx, o->name);
    TRY(db_run(cx, organisation_update, &changed, INT(o->id), STR(name), STR(text_fold(cx, name)), STR(text_sort_key(cx, name)), STR(o->street),
               STR(o->town), STR(o->postcode), STR(o->telephone), STR(o->website), INT(cx->now)));
    if (!changed) return missing(cx, "organisation_change: no organisation %ld", o->id);
    return trail(cx, "organisation.changed", o->id, NULL);
}

Error *authorities(Ctx *cx, Authority **list, size_t *count)
{
    static const Column row[] = { COLUMN(Authority, code), COLUMN(Authority, name) };
    return db_list(cx, authorities_used, row, list, count, NONE);
}
