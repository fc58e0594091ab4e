#include "rooms/money/subscriptions/subscription_list.h"

#include "platform/base/text.h"
#include "rooms/members/permission.h"

#define FROM                                                                                                                                          \
    "  FROM subscription s JOIN organisation o ON o.id = s.organisation_id JOIN package k ON k.id = s.package_id LEFT JOIN school c ON c.organisation_id = o.id" \
    "  LEFT JOIN subscription_basis b ON b.subscription_id = s.id"                                                                                    \
    " WHERE (CAST($1 AS BIGINT) = 0 OR s.package_id = $1) AND (CAST($3 AS TEXT) = '' OR o.name_folded LIKE '%' || $3 || '%' OR c.urn = $3)"              \
    "   AND (CAST($2 AS TEXT) = '' OR ($2 = 'current' AND (s.state = 'quoted' OR s.state = 'ordered' OR (s.state = 'active' AND s.ends_on >= CAST($4 AS TEXT)))) OR CASE WHEN s.state = 'active' AND s.ends_on < CAST($4 AS TEXT) THEN 'over' ELSE s.state END = $2)"
#define ROWS                                                                                                                                          \
    "SELECT s.id, s.organisation_id, s.package_id, s.pence, " FULL_PENCE_ON("s", "$4") " AS full_pence, s.began_at,"                                     \
    " (SELECT COUNT(*) FROM subscription t WHERE t.follows_id = s.id AND t.package_id = s.package_id) AS passed, s.state, o.name AS organisation, c.urn,"  \
    " COALESCE(b.phase, c.phase) AS phase, k.name AS package, s.starts_on, s.ends_on, s.purchase_order, s.price_why" FROM
#define AFTER(key, of) " AND (CAST($5 AS BIGINT) = 0 OR (" key ") > (SELECT " of " FROM subscription y JOIN organisation x ON x.id = y.organisation_id WHERE y.id = $5))"
SQL(subscriptions_by_school, ROWS AFTER("o.sort_key, s.id", "x.sort_key, y.id") " ORDER BY o.sort_key, s.id LIMIT CAST($6 AS BIGINT)");
SQL(subscriptions_by_price,  ROWS AFTER("-s.pence, s.id", "-y.pence, y.id") " ORDER BY -s.pence, s.id LIMIT CAST($6 AS BIGINT)");
SQL(subscriptions_latest,    ROWS " AND (CAST($5 AS BIGINT) = 0 OR s.id < $5) ORDER BY s.id DESC LIMIT CAST($6 AS BIGINT)");
SQL(subscriptions_summed,    "SELECT COUNT(*) AS count, CAST(COALESCE(SUM(s.pence), 0) AS BIGINT) AS pence" FROM);
SQL(bills_of_subscription,
    "SELECT i.pence, CAST(COALESCE((SELECT SUM(e.pence) FROM subscription_earned e WHERE e.bill_item_id = i.id), 0) AS BIGINT) AS earned, i.words, i.on_date, i.state FROM bill_item i"
    " WHERE ((i.kind = 'subscription' OR i.kind = 'subscription.rest') AND i.subject_id = $1)"
    "    OR (i.kind = 'subscription.change' AND i.subject_id IN (SELECT g.id FROM subscription_change g WHERE COALESCE(g.to_id, g.subscription_id) = $1)) ORDER BY i.on_date, i.id LIMIT 60");
static const Column bill_columns[] = { COLUMN(SubscriptionBill, pence), COLUMN(SubscriptionBill, earned), COLUMN(SubscriptionBill, words), COLUMN(SubscriptionBill, on_date), COLUMN(SubscriptionBill, state) };

static const Column row_columns[] = {
    COLUMN(SubscriptionRow, id), COLUMN(SubscriptionRow, organisation_id), COLUMN(SubscriptionRow, package_id), COLUMN(SubscriptionRow, pence), COLUMN(SubscriptionRow, full_pence),
    COLUMN(SubscriptionRow, began_at), COLUMN(SubscriptionRow, passed), COLUMN(SubscriptionRow, state), COLUMN(SubscriptionRow, organisation), COLUMN(SubscriptionRow, urn), COLUMN(SubscriptionRow, phase),
    COLUMN(SubscriptionRow, package), COLUMN(SubscriptionRow, starts_on), COLUMN(SubscriptionRow, ends_on), COLUMN(SubscriptionRow, purchase_order), COLUMN(SubscriptionRow, price_why),
};
static const Column sum_columns[] = { COLUMN(SubscriptionSum, count), COLUMN(SubscriptionSum, pence) };
#define ASKED(cx, f) INT((f)->package_id), STR((f)->state), STR(text_fold((cx), (f)->words)), STR((cx)->today)

Error *subscriptions_list(Ctx *cx, const SubscriptionFilter *f, int64_t most, SubscriptionRow **list, size_t *count)
{
    const Sql *sql = same(f->sort, "price") ? &subscriptions_by_price : same(f->sort, "latest") ? &subscriptions_latest : &subscriptions_by_school;
    if (!may(cx, READ_MONEY)) return forbidden(cx, "subscriptions");
    return db_list(cx, *sql, row_columns, list, count, ASKED(cx, f), INT(f->after), INT(most));
}

Error *subscriptions_sum(Ctx *cx, const SubscriptionFilter *f, SubscriptionSum *sum)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "the sum of subscriptions");
    return db_one(cx, subscriptions_summed, sum_columns, sum, ASKED(cx, f));
}

const char *subscription_row_state(Ctx *cx, const SubscriptionRow *row)
{
    return subscription_state_words(cx, &(Subscription){ .state = row->state, .starts_on = row->starts_on, .ends_on = row->ends_on, .began_at = row->began_at, .passed = row->passed });
}

Error *subscription_bills(Ctx *cx, int64_t id, SubscriptionBill **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what is billed for subscription %ld", (long)id);
    return db_list(cx, bills_of_subscription, bill_columns, list, count, INT(id));
}
