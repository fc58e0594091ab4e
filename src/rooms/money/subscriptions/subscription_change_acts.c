/* What the office decides of a school that changed: another price, the same one, or that the school which continues it takes over. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill_item.h"
#include "rooms/money/subscriptions/entitlement.h"
#include "rooms/money/subscriptions/subscription_change.h"
#include "rooms/money/subscriptions/subscription_letters.h"

/* Each change moves what the price rests on from what it was, so that of two at once one does. */
SQL(basis_moved, "UPDATE subscription_basis SET phase = $4, sector = $5 WHERE subscription_id = $1 AND phase = $2 AND sector = $3");
SQL(change_put,  "INSERT INTO subscription_change (id, subscription_id, kind, from_on, words, pence, to_id, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
SQL(price_put,
    "INSERT INTO subscription_price (subscription_id, from_on, full_pence, why, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (subscription_id, from_on) DO UPDATE SET full_pence = excluded.full_pence, why = excluded.why, made_at = excluded.made_at, made_by = excluded.made_by");
SQL(subscription_shortened, "UPDATE subscription SET ends_on = $3 WHERE id = $1 AND state = 'active' AND ends_on = $2");
SQL(successor_put,
    "INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, follows_id, quoted_at, quoted_by, ordered_at, ordered_by, began_at)"
    " VALUES ($1, $2, $3, 'active', $4, $5, 0, $6, $7, $8, $9, $10, $9, $10, $9)"
    " ON CONFLICT (organisation_id, package_id) WHERE state = 'quoted' OR state = 'ordered' OR state = 'active' DO NOTHING");
SQL(successor_basis, "INSERT INTO subscription_basis (subscription_id, phase, sector, roll) VALUES ($1, $2, $3, $4)");

static Error *made(Ctx *cx, const SubscriptionChange *c, const char *kind, int64_t to_id, int64_t *id)
{
    *id = new_id(cx);
    return db_run(cx, change_put, NULL, INT(*id), INT(c->subscription_id), STR(kind), STR(c->from_on), STR(change_words(cx, c)), INT(same(kind, "kept") ? 0 : c->difference), REF(to_id), INT(cx->now), INT(cx->who->id));
}

static Error *difference_billed(Ctx *cx, const SubscriptionChange *c, int64_t change_id, int64_t organisation_id)
{
    int64_t item;
    bool again;
    if (!c->difference) return OK;
    return bill_item_add(cx, &(BillItem){ .kind = "subscription.change", .subject_id = change_id, .organisation_id = organisation_id, .pence = c->difference, .supply = "subscription", .on = c->from_on,
        .words = text(cx, "%s, another price from %s to %s", c->package, date_words(cx, c->from_on), date_words(cx, c->ends_on)), .account_id = ACCOUNT_DEFERRED, .cost_centre_id = COST_CENTRE_OWN,
        .fund_id = FUND_SUBSCRIPTIONS }, &item, &again);
}

static const char *difference_words(Ctx *cx, const SubscriptionChange *c)
{
    if (!c->difference) return "The price stays the same.";
    return c->difference > 0 ? text(cx, "%s more for what is left of the year.", money_words(cx, c->difference)) : text(cx, "%s less for what is left of the year, which is credited.", money_words(cx, -c->difference));
}

static Error *priced_anew(Ctx *cx, const SubscriptionChange *c)
{
    Subscription s = {0};
    int64_t changed, id;
    TRY(db_run(cx, basis_moved, &changed, INT(c->subscription_id), STR(c->was_phase), STR(c->was_sector), STR(c->is_phase), STR(c->is_sector)));
    if (!changed) return conflict(cx, "Somebody has decided this already");
    TRY(db_run(cx, price_put, NULL, INT(c->subscription_id), STR(c->from_on), INT(c->is_pence), STR(c->why), INT(cx->now), INT(cx->who->id)));
    TRY(made(cx, c, "price", 0, &id));
    TRY(difference_billed(cx, c, id, c->organisation_id));
    TRY(subscription_read(cx, c->subscription_id, &s));
    TRY(letter_subscription_changed(cx, &s, c->from_on, change_words(cx, c), difference_words(cx, c)));
    return trail(cx, "subscription.repriced", c->subscription_id, text(cx, "from %s, %s", c->from_on, money_table(cx, c->is_pence)));
}

static Error *passed_on(Ctx *cx, const SubscriptionChange *c)
{
    Subscription s = {0};
    int64_t changed, added, id, to_id = new_id(cx);
    if (strcmp(c->from_on, c->starts_on) <= 0) return conflict(cx, "%s closed before %s began. Cancel it, and offer the package to %s", c->organisation, c->package, c->successor);
    TRY(db_run(cx, subscription_shortened, &changed, INT(c->subscription_id), STR(c->ends_on), STR(date_add_days(cx, c->from_on, -1))));
    if (!changed) return conflict(cx, "Somebody has decided this already");
    TRY(db_run(cx, successor_put, &added, INT(to_id), INT(c->successor_id), INT(c->package_id), STR(c->from_on), STR(c->ends_on), INT(c->is_pence), STR(text(cx, "taken over from %s", c->organisation)),
               INT(c->subscription_id), INT(cx->now), INT(cx->who->id)));
    if (!added) return conflict(cx, "%s has %s already. Cancel the subscription of %s instead, and credit what is left", c->successor, c->package, c->organisation);
    TRY(db_run(cx, successor_basis, NULL, INT(to_id), STR(c->is_phase), STR(c->is_sector), c->roll < 0 ? STR(NULL) : INT(c->roll)));
    TRY(entitlements_hand_over(cx, c->subscription_id, to_id));
    TRY(membership_cover(cx, c->successor_id, c->from_on, c->ends_on));
    TRY(membership_uncover(cx, c->organisation_id, c->ends_on, date_add_days(cx, c->from_on, -1)));
    TRY(made(cx, c, "passed", to_id, &id));
    TRY(difference_billed(cx, c, id, c->successor_id));
    TRY(subscription_read(cx, to_id, &s));
    TRY(letter_subscription_changed(cx, &s, c->from_on, text(cx, "It was of %s until then", c->organisation), difference_words(cx, c)));
    return trail(cx, "subscription.passed", c->subscription_id, text(cx, "from %s", c->from_on));
}

Error *change_apply(Ctx *cx, int64_t subscription_id, const char *from)
{
    SubscriptionChange c = {0};
    if (!may(cx, BILL)) return forbidden(cx, "another price of subscription %ld", (long)subscription_id);
    TRY(change_find(cx, subscription_id, from, &c));
    if (c.closed && !c.successor_id) return conflict(cx, "Nobody continues %s. Cancel its subscription, and say whether what is left is credited", c.organisation);
    if (c.how != PRICED) return conflict(cx, "%s has no price for it: %s. Keep the price as it is, or cancel the subscription", c.package, c.why);
    return c.closed ? passed_on(cx, &c) : priced_anew(cx, &c);
}

Error *change_keep(Ctx *cx, int64_t subscription_id)
{
    SubscriptionChange c = {0};
    int64_t changed, id;
    if (!may(cx, BILL)) return forbidden(cx, "the price of subscription %ld", (long)subscription_id);
    TRY(change_find(cx, subscription_id, "", &c));
    if (c.closed) return conflict(cx, "%s is closed. Pass its subscription on, or cancel it", c.organisation);
    TRY(db_run(cx, basis_moved, &changed, INT(subscription_id), STR(c.was_phase), STR(c.was_sector), STR(c.is_phase), STR(c.is_sector)));
    if (!changed) return conflict(cx, "Somebody has decided this already");
    TRY(made(cx, &c, "kept", 0, &id));
    return trail(cx, "subscription.kept", subscription_id, "the price stays");
}
