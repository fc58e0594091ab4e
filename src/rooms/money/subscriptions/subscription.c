#include "rooms/money/subscriptions/subscription.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/document_quote.h"
#include "rooms/money/subscriptions/subscription_letters.h"
#include "rooms/money/subscriptions/subscription_rights.h"

static const Column columns[] = {
    COLUMN(Subscription, id), COLUMN(Subscription, organisation_id), COLUMN(Subscription, package_id), COLUMN(Subscription, rule_id), COLUMN(Subscription, pence), COLUMN(Subscription, full_pence),
    COLUMN(Subscription, follows_id), COLUMN(Subscription, quoted_at), COLUMN(Subscription, reminded_at), COLUMN(Subscription, ordered_at), COLUMN(Subscription, began_at), COLUMN(Subscription, ended_at),
    COLUMN(Subscription, roll), COLUMN(Subscription, passed), COLUMN(Subscription, took_over), COLUMN(Subscription, state), COLUMN(Subscription, starts_on), COLUMN(Subscription, ends_on), COLUMN(Subscription, price_why),
    COLUMN(Subscription, purchase_order), COLUMN(Subscription, ended_why), COLUMN(Subscription, organisation), COLUMN(Subscription, urn), COLUMN(Subscription, package), COLUMN(Subscription, package_state),
    COLUMN(Subscription, year_from), COLUMN(Subscription, year_to), COLUMN(Subscription, order_by), COLUMN(Subscription, phase), COLUMN(Subscription, sector), COLUMN(Subscription, quoted_by), COLUMN(Subscription, ordered_by),
};
#define SUBSCRIPTION                                                                                                                                                   \
    "SELECT s.id, s.organisation_id, s.package_id, k.rule_id, s.pence, s.full_pence, s.follows_id, s.quoted_at, s.reminded_at, s.ordered_at, s.began_at, s.ended_at,"     \
    " COALESCE(b.roll, -1) AS roll, (SELECT COUNT(*) FROM subscription t WHERE t.follows_id = s.id AND t.package_id = s.package_id) AS passed," \
    " (SELECT COUNT(*) FROM subscription t WHERE t.id = s.follows_id AND t.package_id = s.package_id) AS took_over, s.state, s.starts_on, s.ends_on," \
    " s.price_why, s.purchase_order, s.ended_why, o.name AS organisation, c.urn, k.name AS package, k.state AS package_state, k.starts_on AS year_from, k.ends_on AS year_to,"    \
    " k.order_by, b.phase, b.sector, q.name AS quoted_by, p.name AS ordered_by"                                                                                         \
    "  FROM subscription s JOIN organisation o ON o.id = s.organisation_id JOIN package k ON k.id = s.package_id LEFT JOIN school c ON c.organisation_id = s.organisation_id"     \
    "  LEFT JOIN subscription_basis b ON b.subscription_id = s.id LEFT JOIN person q ON q.id = s.quoted_by LEFT JOIN person p ON p.id = s.ordered_by"
SQL(subscription_one,    SUBSCRIPTION " WHERE s.id = $1");
SQL(subscription_scoped, SUBSCRIPTION " WHERE s.id = $1 AND (CAST($2 AS BIGINT) = 1 OR s.organisation_id = $3)");
SQL(subscription_alive,  SUBSCRIPTION " WHERE s.organisation_id = $1 AND s.package_id = $2 AND (s.state = 'quoted' OR s.state = 'ordered' OR s.state = 'active')");
SQL(subscriptions_here,  SUBSCRIPTION " WHERE s.organisation_id = $1 ORDER BY s.starts_on DESC, s.id DESC LIMIT CAST($2 AS BIGINT)");
SQL(subscription_put,
    "INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, follows_id, quoted_at, quoted_by)"
    " VALUES ($1, $2, $3, 'quoted', $4, $5, $6, $7, $8, $9, $10, $11)"
    " ON CONFLICT (organisation_id, package_id) WHERE state = 'quoted' OR state = 'ordered' OR state = 'active' DO NOTHING");
SQL(subscription_basis_put, "INSERT INTO subscription_basis (subscription_id, phase, sector, roll) VALUES ($1, $2, $3, $4)");
SQL(subscription_before,
    "SELECT id FROM subscription WHERE organisation_id = $1 AND package_id = (SELECT follows_id FROM package WHERE id = $2) AND state = 'active' ORDER BY id DESC LIMIT 1");

/* ---- read ---- */

Error *subscription_read(Ctx *cx, int64_t id, Subscription *s) { return db_one(cx, subscription_one, columns, s, INT(id)); }

Error *subscription_find(Ctx *cx, int64_t id, Subscription *s)
{
    int64_t ours = may(cx, OUR_MONEY) ? cx->who->organisation_id : 0;
    return db_one(cx, subscription_scoped, columns, s, INT(id), INT(may(cx, READ_MONEY)), INT(ours));
}

Error *subscription_live(Ctx *cx, int64_t organisation_id, int64_t package_id, Subscription *s, bool *found)
{
    return db_maybe(cx, subscription_alive, columns, s, found, INT(organisation_id), INT(package_id));
}

Error *subscriptions_of(Ctx *cx, int64_t organisation_id, Subscription **list, size_t *count)
{
    if (!may(cx, READ_MONEY) && !(may(cx, OUR_MONEY) && cx->who->organisation_id == organisation_id)) return forbidden(cx, "subscriptions of organisation %ld", (long)organisation_id);
    return db_list(cx, subscriptions_here, columns, list, count, INT(organisation_id), INT(SUBSCRIPTIONS_OF_MOST));
}

Error *subscription_reckon(Ctx *cx, const Subscription *s, Priced *priced)
{
    PriceRule rule = {0};
    const PricedSchool school = { s->phase, s->sector, s->roll };
    *priced = (Priced){ PRICED, s->full_pence, s->pence, s->price_why };
    if (!same(s->state, "quoted")) return OK;
    TRY(price_rule_find(cx, s->rule_id, &rule));
    *priced = price_rule_for(cx, &rule, &school, s->year_from, s->year_to, s->starts_on, cx->today);
    return OK;
}

bool subscription_in_force(Ctx *cx, const Subscription *s)
{
    return (same(s->state, "active") || (same(s->state, "cancelled") && s->began_at)) && strcmp(s->starts_on, cx->today) <= 0 && strcmp(s->ends_on, cx->today) >= 0;
}

const char *subscription_state_words(Ctx *cx, const Subscription *s)
{
    if (same(s->state, "quoted")) return "Offered";
    if (same(s->state, "cancelled")) return subscription_in_force(cx, s) ? text(cx, "Ends %s", date_words(cx, s->ends_on)) : "Cancelled";
    if (!same(s->state, "active")) return capital(cx, s->state);
    if (strcmp(s->starts_on, cx->today) > 0) return text(cx, "Begins %s", date_words(cx, s->starts_on));
    return strcmp(s->ends_on, cx->today) < 0 ? s->passed ? "Taken over" : "Over" : "Active";
}

/* ---- an offer ---- */

Error *subscription_may_act(Ctx *cx, int64_t organisation_id)
{
    if (may(cx, BILL) || (may(cx, OUR_MONEY) && organisation_id && cx->who->organisation_id == organisation_id)) return OK;
    return missing(cx, "a subscription of organisation %ld is not theirs to order", (long)organisation_id);
}

Error *subscription_open(Ctx *cx, const Package *package)
{
    if (!same(package->state, "published")) return conflict(cx, "%s cannot be ordered now", package->name);
    if (*package->order_by && strcmp(package->order_by, cx->today) < 0) return conflict(cx, "The last day to order %s was %s", package->name, date_words(cx, package->order_by));
    return strcmp(package->ends_on, cx->today) < 0 ? conflict(cx, "The year of %s is over", package->name) : OK;
}

/* The price on paper: it holds until early orders end, or until the last day to order. */
static Error *on_paper(Ctx *cx, const Package *package, const PriceRule *rule, int64_t organisation_id, int64_t id, const char *from, int64_t pence)
{
    const char *last = *package->order_by ? package->order_by : package->ends_on;
    const bool early = rule->early_percent && strcmp(cx->today, rule->early_by) <= 0 && strcmp(rule->early_by, last) < 0;
    int64_t document_id;
    if (!pence || pence > PENCE_MOST) return OK;
    return document_quote(cx, &(Quote){ .subscription_id = id, .organisation_id = organisation_id, .pence = pence, .words = text(cx, "%s, %s to %s", package->name, date_words(cx, from), date_words(cx, package->ends_on)),
        .starts_on = from, .holds_until = early ? rule->early_by : last, .purchase_order = "" }, &document_id);
}

static Error *offer(Ctx *cx, const Package *package, const PriceRule *rule, const RollSchool *school, int64_t follows_id, const char *from, bool paper, int64_t *id, bool *made)
{
    const PricedSchool is = roll_priced(school);
    const Priced priced = price_rule_for(cx, rule, &is, package->starts_on, package->ends_on, from, cx->today);
    int64_t added = 0;
    *made = false;
    if (priced.how != PRICED) return OK;
    *id = new_id(cx);
    TRY(db_run(cx, subscription_put, &added, INT(*id), INT(school->id), INT(package->id), STR(from), STR(package->ends_on), INT(priced.pence), INT(priced.full_pence), STR(priced.why), REF(follows_id),
               INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    if (!added) return OK;
    TRY(db_run(cx, subscription_basis_put, NULL, INT(*id), STR(school->phase), STR(school->sector), school->roll < 0 ? STR(NULL) : INT(school->roll)));
    *made = true;
    if (paper) TRY(on_paper(cx, package, rule, school->id, *id, from, priced.pence));
    return trail(cx, "subscription.quoted", *id, package->name);
}

Error *subscription_offer(Ctx *cx, const Package *package, const PriceRule *rule, const RollSchool *school, int64_t follows_id, const char *from, int64_t *id, bool *made)
{
    return offer(cx, package, rule, school, follows_id, from, true, id, made);
}

/* A renewal goes on where last year's ends, whenever it is ordered. */
static Error *first_day(Ctx *cx, const Package *package, int64_t follows_id, const char *from, const char **first)
{
    *first = *from ? from : follows_id || strcmp(cx->today, package->starts_on) < 0 ? package->starts_on : cx->today;
    if (!date_valid(*first) || strcmp(*first, package->starts_on) < 0 || strcmp(*first, package->ends_on) > 0)
        return invalid(cx, "from", "The first day must be within the package’s year, %s to %s", date_words(cx, package->starts_on), date_words(cx, package->ends_on));
    return OK;
}

typedef struct { Package package; PriceRule rule; RollSchool school; int64_t follows_id; const char *first; } Asked;

static Error *asked(Ctx *cx, int64_t organisation_id, int64_t package_id, const char *from, Asked *a)
{
    bool found;
    *a = (Asked){ .first = "" };
    TRY(subscription_may_act(cx, organisation_id));
    TRY(package_find(cx, package_id, &a->package));
    TRY(subscription_open(cx, &a->package));
    TRY(roll_school(cx, organisation_id, &a->school, &found));
    if (!found) return conflict(cx, "Only an open school can subscribe");
    TRY(price_rule_find(cx, a->package.rule_id, &a->rule));
    TRY(db_number(cx, subscription_before, &a->follows_id, INT(organisation_id), INT(package_id)));
    return first_day(cx, &a->package, a->follows_id, may(cx, BILL) ? from : "", &a->first);
}

static Priced asked_price(Ctx *cx, const Asked *a)
{
    const PricedSchool is = roll_priced(&a->school);
    return price_rule_for(cx, &a->rule, &is, a->package.starts_on, a->package.ends_on, a->first, cx->today);
}

Error *subscription_look(Ctx *cx, int64_t organisation_id, int64_t package_id, const char *from, Subscription *s, Priced *priced)
{
    Asked a;
    bool found;
    TRY(subscription_may_act(cx, organisation_id));
    TRY(subscription_live(cx, organisation_id, package_id, s, &found));
    if (found) return subscription_reckon(cx, s, priced);
    TRY(asked(cx, organisation_id, package_id, from, &a));
    *priced = asked_price(cx, &a);
    *s = (Subscription){ .organisation_id = organisation_id, .package_id = package_id, .organisation = a.school.name, .package = a.package.name, .state = "", .starts_on = a.first, .ends_on = a.package.ends_on,
                         .year_from = a.package.starts_on, .year_to = a.package.ends_on, .order_by = a.package.order_by, .follows_id = a.follows_id, .purchase_order = "" };
    return priced->how == PRICED ? OK : conflict(cx, "There is no price for %s: %s", a.school.name, priced->why);
}

static Error *quote(Ctx *cx, int64_t organisation_id, int64_t package_id, const char *from, bool paper, int64_t *id)
{
    Asked a;
    Subscription s = {0};
    bool found, made;
    TRY(asked(cx, organisation_id, package_id, from, &a));
    TRY(offer(cx, &a.package, &a.rule, &a.school, a.follows_id, a.first, paper, id, &made));
    if (made) return OK;
    TRY(subscription_live(cx, organisation_id, package_id, &s, &found));
    if (found) return conflict(cx, "%s has %s already: %s", a.school.name, a.package.name, same(s.state, "quoted") ? "it is offered" : s.state);
    const Priced priced = asked_price(cx, &a);
    return invalid(cx, "package", "There is no price for %s: %s", a.school.name, priced.why);
}

Error *subscription_quote(Ctx *cx, int64_t organisation_id, int64_t package_id, const char *from, int64_t *id) { return quote(cx, organisation_id, package_id, from, true, id); }
Error *subscription_quote_quietly(Ctx *cx, int64_t organisation_id, int64_t package_id, int64_t *id)          { return quote(cx, organisation_id, package_id, "", false, id); }

Error *subscription_send(Ctx *cx, int64_t id)
{
    Subscription s = {0};
    Priced priced = {0};
    if (!may(cx, BILL)) return forbidden(cx, "sending the offer %ld", (long)id);
    TRY(subscription_find(cx, id, &s));
    TRY(subscription_reckon(cx, &s, &priced));
    return letter_subscription_offer(cx, &s, &priced, 0);
}
