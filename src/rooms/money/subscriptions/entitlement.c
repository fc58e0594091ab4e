#include "rooms/money/subscriptions/entitlement.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"

SQL(pots_of,
    "SELECT e.id, e.kind, e.course_kind, COALESCE(e.amount, -1) AS amount, e.used, e.starts_on, e.ends_on, COALESCE((SELECT c.credits FROM credit_price c WHERE c.course_kind = $3), 1) AS credits"
    "  FROM entitlement e WHERE e.organisation_id = $1 AND e.ends_on >= $2 AND e.kind <> 'visits' AND (e.course_kind = '' OR e.course_kind = $3) ORDER BY e.ends_on, e.id LIMIT CAST($4 AS BIGINT)");
SQL(pot_take, "UPDATE entitlement SET used = used + $2 WHERE id = $1 AND (kind = 'percent' OR amount IS NULL OR used + $2 <= amount)");
SQL(draw_add, "INSERT INTO entitlement_draw (id, entitlement_id, kind, subject_id, units, saved_pence, drawn_at, drawn_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(draw_open, "SELECT id, entitlement_id, units FROM entitlement_draw WHERE kind = $1 AND subject_id = $2 AND back_at IS NULL");
SQL(draw_back, "UPDATE entitlement_draw SET back_at = $2 WHERE id = $1 AND back_at IS NULL");
SQL(pot_back, "UPDATE entitlement SET used = used - $2 WHERE id = $1");
SQL(draw_pass, "UPDATE entitlement_draw SET subject_id = $3 WHERE kind = $1 AND subject_id = $2 AND back_at IS NULL");
SQL(draw_of,
    "SELECT d.entitlement_id, d.units, d.saved_pence, e.kind, e.course_kind, COALESCE(e.amount, -1) AS amount, e.used, p.name AS package FROM entitlement_draw d JOIN entitlement e ON e.id = d.entitlement_id"
    "  JOIN subscription s ON s.id = e.subscription_id JOIN package p ON p.id = s.package_id WHERE d.kind = $1 AND d.subject_id = $2 AND d.back_at IS NULL");

static const Column pot_columns[] = { COLUMN(Pot, id), COLUMN(Pot, amount), COLUMN(Pot, used), COLUMN(Pot, credits), COLUMN(Pot, kind), COLUMN(Pot, course_kind), COLUMN(Pot, starts_on), COLUMN(Pot, ends_on) };
static const Column drawn_columns[] = {
    COLUMN(Drawn, entitlement_id), COLUMN(Drawn, units), COLUMN(Drawn, saved_pence), COLUMN(Drawn, amount), COLUMN(Drawn, used), COLUMN(Drawn, kind), COLUMN(Drawn, course_kind), COLUMN(Drawn, package) };

Error *pots_find(Ctx *cx, int64_t organisation_id, const char *from_on, const char *course_kind, Pots *pots)
{
    *pots = (Pots){ .organisation_id = organisation_id };
    return organisation_id ? db_list(cx, pots_of, pot_columns, &pots->list, &pots->count, INT(organisation_id), STR(from_on), STR(course_kind), INT(POTS_MOST)) : OK;
}

/* ---- which ---- */

static int64_t units_of(const Pot *pot) { return same(pot->kind, "credits") ? pot->credits : 1; }

static bool fits(const Pot *pot, const CoverAsk *ask)
{
    if (strcmp(pot->starts_on, ask->on) > 0 || strcmp(pot->ends_on, ask->on) < 0) return false;
    if (*pot->course_kind && !same(pot->course_kind, ask->course_kind)) return false;
    return same(pot->kind, "percent") || pot->amount == POT_ENDLESS || pot->used + units_of(pot) <= pot->amount;
}

/* Lower is sooner: what costs the school nothing to take, then what fits nothing else, then what could be spent on anything. */
static int64_t rank(const Pot *pot)
{
    if (same(pot->kind, "percent")) return 1000 - pot->amount;
    return (same(pot->kind, "credits") ? 10 : 0) + (pot->amount == POT_ENDLESS ? 0 : *pot->course_kind ? 1 : 2);
}

/* Of those that are alike the first in the list, which ends sooner. */
static Pot *choose(const Pots *pots, const CoverAsk *ask)
{
    Pot *best = NULL;
    for (size_t i = 0; i < pots->count && ask->pence > 0; i++)
        if (fits(&pots->list[i], ask) && (!best || rank(&pots->list[i]) < rank(best))) best = &pots->list[i];
    return best;
}

static Covered take(Pot *pot, const CoverAsk *ask)
{
    if (!pot) return (Covered){ .pence = ask->pence, .kind = "" };
    const bool percent = same(pot->kind, "percent");
    const int64_t units = units_of(pot), saved = percent ? money_share(ask->pence, pot->amount, 100) : ask->pence;
    pot->used += units;
    return (Covered){ pot->id, ask->pence - saved, saved, units, percent || pot->amount == POT_ENDLESS ? POT_ENDLESS : pot->amount - pot->used, pot->amount, pot->kind };
}

void pots_cover(Ctx *cx, const Pots *pots, const CoverAsk *ask, Covered *covers, size_t n)
{
    Pots left = { pots->organisation_id, array(cx, Pot, pots->count + 1), pots->count };
    if (pots->count) memcpy(left.list, pots->list, pots->count * sizeof *left.list);
    for (size_t i = 0; i < n; i++) covers[i] = take(choose(&left, ask), ask);
}

/* ---- drawn ---- */

Error *entitlement_draw(Ctx *cx, Pots *pots, const char *kind, int64_t subject_id, const CoverAsk *ask, Covered *covered)
{
    Pot *pot;
    int64_t taken = 0;
    while ((pot = choose(pots, ask))) {
        TRY(db_run(cx, pot_take, &taken, INT(pot->id), INT(units_of(pot))));
        if (taken) break;
        pot->used = pot->amount;      /* the last of it went meanwhile */
    }
    *covered = take(pot, ask);
    if (!pot) return OK;
    return db_run(cx, draw_add, NULL, INT(new_id(cx)), INT(pot->id), STR(kind), INT(subject_id), INT(covered->units), INT(covered->saved_pence), INT(cx->now), REF(cx->who ? cx->who->id : 0));
}

typedef struct { int64_t id, entitlement_id, units; } Open;

Error *entitlement_back(Ctx *cx, const char *kind, int64_t subject_id, bool *back)
{
    static const Column columns[] = { COLUMN(Open, id), COLUMN(Open, entitlement_id), COLUMN(Open, units) };
    Open open = {0};
    int64_t given = 0;
    TRY(db_maybe(cx, draw_open, columns, &open, back, STR(kind), INT(subject_id)));
    if (!*back) return OK;
    TRY(db_run(cx, draw_back, &given, INT(open.id), INT(cx->now)));
    *back = given;
    return given ? db_run(cx, pot_back, NULL, INT(open.entitlement_id), INT(open.units)) : OK;
}

Error *entitlement_pass(Ctx *cx, const char *kind, int64_t from_subject, int64_t to_subject)
{
    return db_run(cx, draw_pass, NULL, STR(kind), INT(from_subject), INT(to_subject));
}

Error *entitlement_drawn(Ctx *cx, const char *kind, int64_t subject_id, Drawn *drawn, bool *found)
{
    return db_maybe(cx, draw_of, drawn_columns, drawn, found, STR(kind), INT(subject_id));
}
