#include "rooms/money/subscriptions/entitlement_list.h"

#include "platform/base/text.h"
#include "rooms/members/permission.h"
#include "rooms/money/prices/package.h"

static const Column left_columns[] = {
    COLUMN(PotLeft, id), COLUMN(PotLeft, organisation_id), COLUMN(PotLeft, amount), COLUMN(PotLeft, used), COLUMN(PotLeft, saved_pence), COLUMN(PotLeft, kind), COLUMN(PotLeft, course_kind),
    COLUMN(PotLeft, starts_on), COLUMN(PotLeft, ends_on), COLUMN(PotLeft, package), COLUMN(PotLeft, organisation),
};
#define LEFT \
    "SELECT e.id, e.organisation_id, COALESCE(e.amount, -1) AS amount, e.used, e.kind, e.course_kind, e.starts_on, e.ends_on, p.name AS package, o.name AS organisation," \
    " CAST(COALESCE((SELECT SUM(d.saved_pence) FROM entitlement_draw d WHERE d.entitlement_id = e.id AND d.back_at IS NULL), 0) AS BIGINT) AS saved_pence" \
    "  FROM entitlement e JOIN subscription s ON s.id = e.subscription_id JOIN package p ON p.id = s.package_id JOIN organisation o ON o.id = e.organisation_id"
SQL(pots_left_of, LEFT " WHERE e.organisation_id = $1 AND e.ends_on >= $2 ORDER BY e.ends_on, e.id LIMIT CAST($3 AS BIGINT)");
/* $1 the day, $2 folded words, $3 whether used up alone, $4 and $5 where the page before ended, $6 how many */
SQL(pots_left_all,
    LEFT " WHERE e.starts_on <= $1 AND e.ends_on >= $1 AND (CAST($2 AS TEXT) = '' OR o.name_folded LIKE '%' || CAST($2 AS TEXT) || '%')"
    " AND (CAST($3 AS BIGINT) = 0 OR (e.kind <> 'percent' AND e.amount IS NOT NULL AND e.used >= e.amount))"
    " AND (e.organisation_id > CAST($4 AS BIGINT) OR (e.organisation_id = $4 AND e.id > CAST($5 AS BIGINT))) ORDER BY e.organisation_id, e.id LIMIT CAST($6 AS BIGINT)");

bool pots_may(const Ctx *cx, int64_t organisation_id)
{
    bool ours = cx->who && organisation_id && organisation_id == cx->who->organisation_id && (may(cx, OUR_MONEY) || may(cx, BOOK_PLACES));
    return ours || may(cx, READ_MONEY);
}

Error *pots_of_organisation(Ctx *cx, int64_t organisation_id, const char *from_on, PotLeft **list, size_t *count)
{
    if (!pots_may(cx, organisation_id)) return forbidden(cx, "what is left of the package of organisation %ld", (long)organisation_id);
    return db_list(cx, pots_left_of, left_columns, list, count, INT(organisation_id), STR(from_on), INT(POTS_MOST));
}

Error *pots_all(Ctx *cx, const PotFilter *f, int64_t most, PotLeft **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what is left of everybody's packages");
    return db_list(cx, pots_left_all, left_columns, list, count, STR(f->on), STR(text_fold(cx, f->words)), INT(f->used_up), INT(f->after_organisation), INT(f->after), INT(most));
}

const char *pot_words(Ctx *cx, const PotLeft *pot)
{
    if (same(pot->kind, "visits")) return "Visits of an adviser";
    const char *of = *pot->course_kind ? same(pot->course_kind, "network meeting") ? "network meetings" : pot->course_kind : "all courses and events";
    if (same(pot->kind, "percent")) return *pot->course_kind ? text(cx, "A lower price for %s", of) : "A lower price for what is left to pay";
    if (same(pot->kind, "credits")) return *pot->course_kind ? text(cx, "Credits for %s", of) : "Credits";
    return text(cx, "Places at %s", of);
}

const char *pot_left(Ctx *cx, const PotLeft *pot)
{
    if (same(pot->kind, "percent")) return text(cx, "%ld%% off, used %s", (long)pot->amount, counted(cx, pot->used, "time", NULL));
    if (pot->amount == POT_ENDLESS) return text(cx, "%s taken, without a limit", number_words(cx, pot->used));
    return text(cx, "%s of %s left", number_words(cx, pot->amount - pot->used), number_words(cx, pot->amount));
}
