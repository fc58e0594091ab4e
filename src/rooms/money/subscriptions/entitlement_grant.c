/* How pots come to be and end: with the subscription that they are of. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/money/subscriptions/entitlement.h"

SQL(grant_of, "SELECT s.organisation_id, s.package_id, s.starts_on, s.ends_on FROM subscription s WHERE s.id = $1");
SQL(grant_items, "SELECT kind, course_kind, COALESCE(amount, -1) AS amount FROM package_item WHERE package_id = $1 ORDER BY kind, course_kind LIMIT 20");
SQL(pot_add,
    "INSERT INTO entitlement (id, subscription_id, organisation_id, kind, course_kind, amount, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    " ON CONFLICT (subscription_id, kind, course_kind) DO NOTHING");
SQL(pots_end, "UPDATE entitlement SET ends_on = $2 WHERE subscription_id = $1 AND ends_on > $2");
SQL(pots_left,
    "SELECT kind, course_kind, CASE WHEN amount IS NULL THEN -1 WHEN kind = 'percent' THEN amount ELSE amount - used END AS amount FROM entitlement"
    " WHERE subscription_id = $1 AND (amount IS NULL OR kind = 'percent' OR used < amount) ORDER BY id LIMIT 20");

typedef struct { int64_t organisation_id, package_id; const char *starts_on, *ends_on; } Grant;
typedef struct { int64_t amount; const char *kind, *course_kind; } Item;
static const Column grant_columns[] = { COLUMN(Grant, organisation_id), COLUMN(Grant, package_id), COLUMN(Grant, starts_on), COLUMN(Grant, ends_on) };
static const Column item_columns[] = { COLUMN(Item, amount), COLUMN(Item, kind), COLUMN(Item, course_kind) };

static Error *pots_make(Ctx *cx, int64_t subscription_id, const Grant *grant, const Item *items, size_t n)
{
    for (size_t i = 0; i < n; i++)      /* a package has half a dozen */
        TRY(db_run(cx, pot_add, NULL, INT(new_id(cx)), INT(subscription_id), INT(grant->organisation_id), STR(items[i].kind), STR(items[i].course_kind),
                   items[i].amount == POT_ENDLESS ? STR(NULL) : INT(items[i].amount), STR(grant->starts_on), STR(grant->ends_on)));
    return trail(cx, "subscription.entitled", subscription_id, NULL);
}

Error *entitlements_grant(Ctx *cx, int64_t subscription_id)
{
    Grant grant = {0};
    Item *items;
    size_t n;
    TRY(db_one(cx, grant_of, grant_columns, &grant, INT(subscription_id)));
    TRY(db_list(cx, grant_items, item_columns, &items, &n, INT(grant.package_id)));
    return pots_make(cx, subscription_id, &grant, items, n);
}

Error *entitlements_end(Ctx *cx, int64_t subscription_id, const char *last_on)
{
    TRY(db_run(cx, pots_end, NULL, INT(subscription_id), STR(last_on)));
    return trail(cx, "subscription.entitlements_end", subscription_id, last_on);
}

Error *entitlements_hand_over(Ctx *cx, int64_t subscription_id, int64_t to_subscription_id)
{
    Grant grant = {0};
    Item *left;
    size_t n;
    TRY(db_one(cx, grant_of, grant_columns, &grant, INT(to_subscription_id)));
    TRY(db_list(cx, pots_left, item_columns, &left, &n, INT(subscription_id)));
    TRY(entitlements_end(cx, subscription_id, date_add_days(cx, grant.starts_on, -1)));
    return pots_make(cx, to_subscription_id, &grant, left, n);
}
