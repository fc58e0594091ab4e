#include "rooms/money/ledger/ledger_named.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

SQL(fund_add,
    "INSERT INTO fund (id, code, name) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM fund WHERE lower(code) = lower($2)) ON CONFLICT DO NOTHING");
SQL(centre_add,
    "INSERT INTO cost_centre (id, code, name, organisation_id) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT)"
    " WHERE NOT EXISTS (SELECT 1 FROM cost_centre WHERE lower(code) = lower($2)) ON CONFLICT DO NOTHING");
SQL(centre_of_other, "SELECT COUNT(*) FROM cost_centre WHERE organisation_id = $1 AND id <> $2");
SQL(owner_there,     "SELECT COUNT(*) FROM organisation WHERE id = $1 AND kind = 'department'");
SQL(centre_given,    "UPDATE cost_centre SET organisation_id = $2 WHERE id = $1 AND id <> 1");
SQL(centres_with_owner,
    "SELECT k.id, k.code, k.name, k.organisation_id, o.name AS organisation FROM cost_centre k LEFT JOIN organisation o ON o.id = k.organisation_id ORDER BY k.code LIMIT 400");
SQL(owners_by_name,  "SELECT id, '' AS code, name FROM organisation WHERE kind = 'department' ORDER BY name, id LIMIT 400");

static bool is_code(const char *code)
{
    size_t n = 0;
    for (; code[n]; n++)
        if (!(code[n] >= 'A' && code[n] <= 'Z') && !(code[n] >= 'a' && code[n] <= 'z') && !(code[n] >= '0' && code[n] <= '9')) return false;
    return n > 0 && n <= NAMED_CODE_MOST;
}

/* One department has one cost centre, or nobody could say of which its events are. */
static Error *owner_sound(Ctx *cx, int64_t id, int64_t organisation_id)
{
    int64_t other, there;
    if (!organisation_id) return OK;
    TRY(db_number(cx, owner_there, &there, INT(organisation_id)));
    if (!there) return invalid(cx, "organisation", "Choose a department");
    TRY(db_number(cx, centre_of_other, &other, INT(organisation_id), INT(id)));
    return other ? invalid(cx, "organisation", "They have a cost centre already. Take that one from them first") : OK;
}

Error *named_add(Ctx *cx, NamedKind kind, const NamedDraft *draft)
{
    bool fund = kind == NAMED_FUND;
    const char *plain = text_trim(cx, draft->code);
    Error *errors = OK;
    Named *there;
    size_t n;
    int64_t id = new_id(cx), added = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "adding a fund or a cost centre");
    if (!is_code(plain)) errors_add(&errors, invalid(cx, "code", "Enter a code of letters and figures, %d at most, such as EY40", NAMED_CODE_MOST));
    if (blank(draft->name)) errors_add(&errors, invalid(cx, "name", "Enter a name"));
    if (letters(draft->name) > NAMED_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Use %d characters or fewer", NAMED_NAME_MOST));
    if (!fund) errors_add(&errors, owner_sound(cx, 0, draft->organisation_id));
    TRY(errors);
    TRY(fund ? funds_all(cx, &there, &n) : cost_centres_all(cx, &there, &n));
    if (n >= NAMED_ALL_MOST) return conflict(cx, "There are %d already, which is as many as there can be", NAMED_ALL_MOST);
    if (fund) TRY(db_run(cx, fund_add, &added, INT(id), STR(plain), STR(text_trim(cx, draft->name))));
    else TRY(db_run(cx, centre_add, &added, INT(id), STR(plain), STR(text_trim(cx, draft->name)), REF(draft->organisation_id)));
    if (!added) return invalid(cx, "code", "%s is there already", plain);
    return trail(cx, fund ? "ledger.fund_added" : "ledger.centre_added", id, plain);
}

Error *centre_give(Ctx *cx, int64_t id, int64_t organisation_id)
{
    int64_t given;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "saying whose a cost centre is");
    TRY(owner_sound(cx, id, organisation_id));
    TRY(db_run(cx, centre_given, &given, INT(id), REF(organisation_id)));
    if (!given) return missing(cx, "cost centre %ld, or it is the partnership's own", (long)id);
    return trail(cx, "ledger.centre_given", id, text(cx, "%ld", (long)organisation_id));
}

Error *centres_shown(Ctx *cx, Centre **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Centre, id), COLUMN(Centre, organisation_id), COLUMN(Centre, code), COLUMN(Centre, name), COLUMN(Centre, organisation) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "whose the cost centres are");
    return db_list(cx, centres_with_owner, columns, list, count, NONE);
}

Error *centre_owners(Ctx *cx, Named **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Named, id), COLUMN(Named, code), COLUMN(Named, name) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "whose cost centres can be");
    return db_list(cx, owners_by_name, columns, list, count, NONE);
}
