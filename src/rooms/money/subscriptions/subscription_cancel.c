/* A subscription that ends before its last day, or never begins. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/organisation.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill_item.h"
#include "rooms/money/subscriptions/entitlement.h"
#include "rooms/money/subscriptions/subscription_letters.h"

SQL(subscription_to_cancelled,
    "UPDATE subscription SET state = 'cancelled', ends_on = $2, began_at = CASE WHEN CAST($3 AS BIGINT) = 1 THEN NULL ELSE began_at END, ended_at = $4, ended_why = $5 WHERE id = $1 AND state = 'active' AND ends_on = $6");
SQL(subscription_changes_made, "SELECT id, pence, from_on FROM subscription_change WHERE subscription_id = $1 AND pence <> 0 AND kind = 'price' ORDER BY id LIMIT 20");
/* Whether another subscription of the school's is in force on the day after. */
SQL(subscription_beside,       "SELECT COUNT(*) FROM subscription WHERE organisation_id = $1 AND id <> $2 AND state = 'active' AND starts_on <= $3 AND ends_on > $3");

typedef struct { int64_t id, pence; const char *from_on; } Change;
static const Column change_columns[] = { COLUMN(Change, id), COLUMN(Change, pence), COLUMN(Change, from_on) };

/* Of a sum for the days from one to the last, above 0 or below, what is of the days after `last_on`. */
static int64_t share_after(int64_t pence, const char *from, const char *to, const char *last_on)
{
    int64_t all = date_days_between(from, to) + 1, left = date_days_between(last_on, to);
    if (left <= 0 || all <= 0) return 0;
    if (left > all) left = all;
    return pence < 0 ? -money_share(-pence, left, all) : money_share(pence, left, all);
}

/* Where a school took over what another had paid for, what is left is of the price of a year. */
Error *subscription_rest(Ctx *cx, const Subscription *s, const char *last_on, int64_t *pence)
{
    Change *changes;
    size_t n;
    TRY(db_list(cx, subscription_changes_made, change_columns, &changes, &n, INT(s->id)));
    *pence = s->took_over ? share_after(s->full_pence, s->year_from, s->ends_on, last_on) : share_after(s->pence, s->starts_on, s->ends_on, last_on);
    for (size_t i = 0; i < n; i++) *pence += share_after(changes[i].pence, changes[i].from_on, s->ends_on, last_on);
    if (*pence < 0) *pence = 0;
    return OK;
}

static Error *end_sound(Ctx *cx, const Subscription *s, const SubscriptionEnd *end, bool never)
{
    Error *errors = OK;
    if (!never && (!date_valid(end->last_on) || strcmp(end->last_on, s->starts_on) < 0 || strcmp(end->last_on, s->ends_on) >= 0))
        errors_add(&errors, invalid(cx, "last_on", "Enter its last day: from %s, and before %s", date_words(cx, s->starts_on), date_words(cx, s->ends_on)));
    if (!never && !same(end->credit, "days") && !same(end->credit, "none")) errors_add(&errors, invalid(cx, "credit", "Say whether what is left is credited"));
    if (blank(end->why) || letters(end->why) > SUBSCRIPTION_WHY_MOST) errors_add(&errors, invalid(cx, "why", "Say why, in %d characters or fewer", SUBSCRIPTION_WHY_MOST));
    return errors;
}

/* All that was asked for it falls away. */
static Error *all_lifted(Ctx *cx, const Subscription *s, const char *why)
{
    Change *changes;
    size_t n;
    TRY(bill_item_lift(cx, "subscription", s->id, why));
    TRY(db_list(cx, subscription_changes_made, change_columns, &changes, &n, INT(s->id)));
    for (size_t i = 0; i < n; i++) TRY(bill_item_lift(cx, "subscription.change", changes[i].id, why));      /* a handful */
    return OK;
}

static Error *rest_credited(Ctx *cx, const Subscription *s, const char *last_on, int64_t pence)
{
    int64_t item;
    bool again;
    if (!pence) return OK;
    return bill_item_add(cx, &(BillItem){ .kind = "subscription.rest", .subject_id = s->id, .organisation_id = s->organisation_id, .pence = -pence, .supply = "subscription", .on = last_on,
        .words = text(cx, "%s, ended on %s: %s to %s credited", s->package, date_words(cx, last_on), date_words(cx, date_add_days(cx, last_on, 1)), date_words(cx, s->ends_on)),
        .purchase_order = s->purchase_order, .account_id = ACCOUNT_DEFERRED, .cost_centre_id = COST_CENTRE_OWN, .fund_id = FUND_SUBSCRIPTIONS }, &item, &again);
}

static Error *membership_shorten(Ctx *cx, const Subscription *s, const char *last_on)
{
    int64_t others;
    TRY(db_number(cx, subscription_beside, &others, INT(s->organisation_id), INT(s->id), STR(last_on)));
    return others ? OK : membership_uncover(cx, s->organisation_id, s->ends_on, last_on);
}

Error *subscription_cancel(Ctx *cx, int64_t id, const SubscriptionEnd *end)
{
    Subscription s = {0};
    int64_t changed, pence = 0;
    if (!may(cx, BILL)) return forbidden(cx, "cancelling subscription %ld", (long)id);
    TRY(subscription_find(cx, id, &s));
    if (!same(s.state, "active") || s.passed) return conflict(cx, "%s of %s is %s, so there is nothing to cancel", s.package, s.organisation, s.passed ? "taken over by another school" : same(s.state, "quoted") ? "an offer" : s.state);
    if (strcmp(s.ends_on, cx->today) < 0) return conflict(cx, "%s of %s is over", s.package, s.organisation);
    bool never = strcmp(cx->today, s.starts_on) < 0;
    TRY(end_sound(cx, &s, end, never));
    const char *last_on = never ? date_add_days(cx, s.starts_on, -1) : end->last_on;
    if (!never && same(end->credit, "days")) TRY(subscription_rest(cx, &s, last_on, &pence));
    TRY(db_run(cx, subscription_to_cancelled, &changed, INT(id), STR(never ? s.ends_on : last_on), INT(never), INT(cx->now), STR(text_trim(cx, end->why)), STR(s.ends_on)));
    if (!changed) return conflict(cx, "%s of %s was changed meanwhile. Look at it once more", s.package, s.organisation);
    if (never) TRY(all_lifted(cx, &s, end->why));
    TRY(rest_credited(cx, &s, last_on, pence));
    TRY(entitlements_end(cx, id, last_on));
    TRY(membership_shorten(cx, &s, last_on));
    const char *credit = never ? "It had not begun, and nothing is to pay for it." : pence ? text(cx, "%s of the price is credited.", money_words(cx, pence)) : "Nothing of the price is credited.";
    s.ends_on = last_on;
    TRY(letter_subscription_cancelled(cx, &s, credit));
    return trail(cx, "subscription.cancelled", id, text(cx, "last day %s, %s credited", last_on, money_table(cx, pence)));
}
