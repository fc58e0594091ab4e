/* An order, and what comes of it: taken back, declined, or confirmed by the office. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill_item.h"
#include "rooms/money/bills/payer.h"
#include "rooms/money/subscriptions/entitlement.h"
#include "rooms/money/subscriptions/subscription_letters.h"
#include "rooms/money/subscriptions/subscription_rights.h"

/* Each goes from one state to the next where it is still in the first, so that of two at once one does. */
SQL(subscription_to_ordered,
    "UPDATE subscription SET state = 'ordered', pence = $2, full_pence = $3, price_why = $4, purchase_order = $5, ordered_at = $6, ordered_by = $7 WHERE id = $1 AND state = 'quoted'");
SQL(subscription_to_quoted,   "UPDATE subscription SET state = 'quoted', purchase_order = '', ordered_at = NULL, ordered_by = NULL WHERE id = $1 AND state = 'ordered'");
SQL(subscription_to_declined, "UPDATE subscription SET state = 'declined', ended_at = $2, ended_why = $3 WHERE id = $1 AND state = 'quoted'");
SQL(subscription_to_active,   "UPDATE subscription SET state = 'active', began_at = $2 WHERE id = $1 AND state = 'ordered'");

/* Why an act that is for another state is refused. */
static Error *no_more(Ctx *cx, int64_t id)
{
    Subscription s = {0};
    TRY(subscription_read(cx, id, &s));
    return conflict(cx, "%s of %s is %s by now", s.package, s.organisation, same(s.state, "quoted") ? "an offer" : s.state);
}

static Error *fresh(Ctx *cx, int64_t organisation_id, int64_t package_id, Subscription *s)
{
    bool found;
    int64_t id;
    TRY(subscription_live(cx, organisation_id, package_id, s, &found));
    if (found) return OK;
    TRY(subscription_quote_quietly(cx, organisation_id, package_id, &id));
    return subscription_read(cx, id, s);
}

static Error *order_sound(Ctx *cx, const SubscriptionOrder *order, const Priced *priced)
{
    if (priced->how != PRICED) return conflict(cx, "There is no price for this school: %s", priced->why);
    if (priced->pence > PENCE_MOST) return conflict(cx, "The price is %s. That cannot be meant: write to the partnership", money_words(cx, priced->pence));
    if (priced->pence > order->pence)
        return conflict(cx, "The price is %s today, and the page said %s. Look at it once more, then order", money_words(cx, priced->pence), order->pence ? money_words(cx, order->pence) : "£0");
    return OK;
}

Error *subscription_order(Ctx *cx, const SubscriptionOrder *order, int64_t *id)
{
    Package package = {0};
    Subscription s = {0};
    Priced priced = {0};
    Payer payer = {0};
    int64_t changed = 0;
    TRY(subscription_may_act(cx, order->organisation_id));
    TRY(package_find(cx, order->package_id, &package));
    TRY(subscription_open(cx, &package));
    if (letters(order->purchase_order) > SUBSCRIPTION_ORDER_MOST || !text_is_line(order->purchase_order)) return invalid(cx, "purchase_order", "Use %d characters or fewer for the purchase order", SUBSCRIPTION_ORDER_MOST);
    TRY(payer_read(cx, order->organisation_id, 0, &payer));
    if (payer.order_required && blank(order->purchase_order)) return invalid(cx, "purchase_order", "Enter a purchase order: the school’s terms ask for one on every bill");
    TRY(fresh(cx, order->organisation_id, order->package_id, &s));
    *id = s.id;
    TRY(subscription_reckon(cx, &s, &priced));
    if (same(s.state, "quoted")) TRY(order_sound(cx, order, &priced));
    TRY(db_run(cx, subscription_to_ordered, &changed, INT(s.id), INT(priced.pence), INT(priced.full_pence), STR(priced.why), STR(text_trim(cx, order->purchase_order)), INT(cx->now),
               REF(cx->who ? cx->who->id : 0)));
    if (!changed) return no_more(cx, s.id);
    TRY(subscription_read(cx, s.id, &s));
    TRY(letter_subscription_ordered(cx, &s));
    return trail(cx, "subscription.ordered", s.id, package.name);
}

static Error *own(Ctx *cx, int64_t id, Subscription *s)
{
    TRY(subscription_find(cx, id, s));
    return subscription_may_act(cx, s->organisation_id);
}

Error *subscription_take_back(Ctx *cx, int64_t id)
{
    Subscription s = {0};
    int64_t changed;
    TRY(own(cx, id, &s));
    TRY(db_run(cx, subscription_to_quoted, &changed, INT(id)));
    return changed ? trail(cx, "subscription.taken_back", id, s.package) : no_more(cx, id);
}

Error *subscription_decline(Ctx *cx, int64_t id, const char *why)
{
    Subscription s = {0};
    int64_t changed;
    TRY(own(cx, id, &s));
    if (letters(why) > SUBSCRIPTION_WHY_MOST) return invalid(cx, "why", "Use %d characters or fewer", SUBSCRIPTION_WHY_MOST);
    TRY(db_run(cx, subscription_to_declined, &changed, INT(id), INT(cx->now), STR(text_trim(cx, why))));
    return changed ? trail(cx, "subscription.declined", id, s.package) : no_more(cx, id);
}

/* ---- confirmed ---- */

Error *subscription_begin(Ctx *cx, const Subscription *s)
{
    int64_t item;
    bool again;
    TRY(membership_cover(cx, s->organisation_id, s->starts_on, s->ends_on));
    TRY(entitlements_grant(cx, s->id));
    if (s->pence)
        TRY(bill_item_add(cx, &(BillItem){ .kind = "subscription", .subject_id = s->id, .organisation_id = s->organisation_id, .pence = s->pence, .supply = "subscription", .on = s->starts_on,
            .words = text(cx, "%s, %s to %s", s->package, date_words(cx, s->starts_on), date_words(cx, s->ends_on)), .purchase_order = s->purchase_order, .account_id = ACCOUNT_DEFERRED,
            .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_SUBSCRIPTIONS }, &item, &again));
    TRY(letter_subscription_active(cx, s));
    return trail(cx, "subscription.confirmed", s->id, s->package);
}

Error *subscription_confirm(Ctx *cx, int64_t id)
{
    Subscription s = {0};
    int64_t changed;
    if (!may(cx, BILL)) return forbidden(cx, "confirming subscription %ld", (long)id);
    TRY(subscription_find(cx, id, &s));
    TRY(db_run(cx, subscription_to_active, &changed, INT(id), INT(cx->now)));
    return changed ? subscription_begin(cx, &s) : no_more(cx, id);
}
