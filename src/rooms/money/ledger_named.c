#include "rooms/money/ledger_named.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

SQL(fund_add,
    "INSERT INTO fund (id, code, name) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM fund WHERE lower(code) = lower($2)) ON CONFLICT DO NOTHING");
SQL(centre_add,
    "INSERT INTO cost_centre (id, code, name) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT) WHERE NOT EXISTS (SELECT 1 FROM cost_centre WHERE lower(code) = lower($2)) ON CONFLICT DO NOTHING");

static bool is_code(const char *code)
{
    size_t n = 0;
    for (; code[n]; n++)
        if (!(code[n] >= 'A' && code[n] <= 'Z') && !(code[n] >= 'a' && code[n] <= 'z') && !(code[n] >= '0' && code[n] <= '9')) return false;
    return n > 0 && n <= NAMED_CODE_MOST;
}

Error *named_add(Ctx *cx, NamedKind kind, const char *code, const char *name)
{
    bool fund = kind == NAMED_FUND;
    const char *plain = text_trim(cx, code);
    Error *errors = OK;
    Named *there;
    size_t n;
    int64_t id = new_id(cx), added = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "adding a fund or a cost centre");
    if (!is_code(plain)) errors_add(&errors, invalid(cx, "code", "Enter a code of letters and figures, %d at most, such as EY40", NAMED_CODE_MOST));
    if (blank(name)) errors_add(&errors, invalid(cx, "name", "Enter a name"));
    if (letters(name) > NAMED_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Use %d characters or fewer", NAMED_NAME_MOST));
    TRY(errors);
    TRY(fund ? funds_all(cx, &there, &n) : cost_centres_all(cx, &there, &n));
    if (n >= NAMED_ALL_MOST) return conflict(cx, "There are %d already, which is as many as there can be", NAMED_ALL_MOST);
    TRY(db_run_(cx, fund ? &fund_add : &centre_add, &added, ARGS(INT(id), STR(plain), STR(text_trim(cx, name)))));
    if (!added) return invalid(cx, "code", "%s is there already", plain);
    return trail(cx, fund ? "ledger.fund_added" : "ledger.centre_added", id, plain);
}
