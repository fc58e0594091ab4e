#include "rooms/members/needs.h"

#include "platform/base/text.h"

const char *const needs_access[] = { "Step-free access", "A hearing loop", "A British Sign Language interpreter", "Large print", "A seat near the front", "Parking near the door", "A quiet room" };
const char *const needs_dietary[] = { "Vegetarian", "Vegan", "Halal", "Kosher", "No gluten", "No dairy", "No nuts" };
const size_t needs_access_count = COUNT(needs_access), needs_dietary_count = COUNT(needs_dietary);

SQL(needs_of,   "SELECT access_bits, dietary_bits, access, dietary FROM person_need WHERE person_id = $1");
SQL(needs_put,  "INSERT INTO person_need (person_id, access_bits, dietary_bits, access, dietary, changed_at) VALUES ($1, $2, $3, $4, $5, $6)"
                " ON CONFLICT (person_id) DO UPDATE SET access_bits = $2, dietary_bits = $3, access = $4, dietary = $5, changed_at = $6");
SQL(needs_drop, "DELETE FROM person_need WHERE person_id = $1");

bool needs_none(const Needs *needs) { return !needs->access_bits && !needs->dietary_bits && blank(needs->access) && blank(needs->dietary); }

static void words_add(Draft *draft, const char *const *list, size_t count, int64_t bits, const char *own)
{
    size_t begun = 0;
    for (size_t i = 0; i < count; i++)
        if (bits >> i & 1) draft_add(draft, "%s%s", begun++ ? ", " : draft->length ? ". " : "", list[i]);
    if (!blank(own)) draft_add(draft, "%s%s", begun ? ", " : draft->length ? ". " : "", own);
}

const char *needs_words(Ctx *cx, const Needs *needs)
{
    Draft draft = { .cx = cx };
    words_add(&draft, needs_access, needs_access_count, needs->access_bits, needs->access);
    words_add(&draft, needs_dietary, needs_dietary_count, needs->dietary_bits, needs->dietary);
    return draft_text(&draft);
}

Error *needs_find(Ctx *cx, Needs *needs)
{
    static const Column columns[] = { COLUMN(Needs, access_bits), COLUMN(Needs, dietary_bits), COLUMN(Needs, access), COLUMN(Needs, dietary) };
    bool found;
    *needs = (Needs){ .access = "", .dietary = "" };
    return db_maybe(cx, needs_of, columns, needs, &found, INT(cx->who->id));
}

static Error *words_check(Ctx *cx, const char *field, const char *words)
{
    if (letters(words) <= NEED_WORDS_MOST && text_is_line(words)) return OK;
    return invalid(cx, field, "Use %d characters or fewer, in one line", NEED_WORDS_MOST);
}

Error *needs_set(Ctx *cx, const Needs *needs)
{
    const char *access = text_trim(cx, needs->access), *dietary = text_trim(cx, needs->dietary);
    Error *errors = words_check(cx, "access_words", access);
    errors_add(&errors, words_check(cx, "dietary_words", dietary));
    if (errors) return errors;
    if (needs_none(needs)) return db_run(cx, needs_drop, NULL, INT(cx->who->id));
    return db_run(cx, needs_put, NULL, INT(cx->who->id), INT(needs->access_bits), INT(needs->dietary_bits), STR(access), STR(dietary), INT(cx->now));
}
