#include "rooms/money/subscriptions/credit_price.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

SQL(credit_prices_all, "SELECT course_kind, credits FROM credit_price ORDER BY course_kind LIMIT CAST($1 AS BIGINT)");
SQL(credit_price_put,
    "INSERT INTO credit_price (course_kind, credits, set_at, set_by) VALUES ($1, $2, $3, $4) ON CONFLICT (course_kind) DO UPDATE SET credits = excluded.credits, set_at = excluded.set_at, set_by = excluded.set_by"
    " WHERE credit_price.credits <> excluded.credits");
SQL(credit_price_drop, "DELETE FROM credit_price WHERE course_kind = $1");

static const Column credit_columns[] = { COLUMN(CreditPrice, credits), COLUMN(CreditPrice, course_kind) };

Error *credit_prices(Ctx *cx, CreditPrice **list, size_t *count) { return db_list(cx, credit_prices_all, credit_columns, list, count, INT(CREDIT_KINDS_MOST)); }

Error *credit_price_set(Ctx *cx, const CreditPrice *price)
{
    int64_t changed;
    if (!may(cx, BILL)) return forbidden(cx, "what a place takes of a package's credits");
    if (price->credits < 1 || price->credits > CREDITS_MOST) return broken(cx, "%ld credits for a place", (long)price->credits);
    if (price->credits == 1) TRY(db_run(cx, credit_price_drop, &changed, STR(price->course_kind)));
    else TRY(db_run(cx, credit_price_put, &changed, STR(price->course_kind), INT(price->credits), INT(cx->now), INT(cx->who->id)));
    return changed ? trail(cx, "package.credits_set", 0, text(cx, "%s %ld", price->course_kind, (long)price->credits)) : OK;
}
