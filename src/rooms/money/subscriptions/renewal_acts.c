/* A slice of a renewal round: schools asked, reminded, confirmed; and offers that lapse. Each goes by its own conditional write, so a slice may run twice. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/renewal.h"
#include "rooms/money/subscriptions/subscription_letters.h"
#include "rooms/money/subscriptions/subscription_list.h"
#include "rooms/money/subscriptions/subscription_rights.h"

typedef struct { int64_t id, roll, last_id, last_pence; const char *urn, *name, *phase, *sector; } ToAsk;
static const Column ask_columns[] = { COLUMN(ToAsk, id), COLUMN(ToAsk, roll), COLUMN(ToAsk, last_id), COLUMN(ToAsk, last_pence), COLUMN(ToAsk, urn), COLUMN(ToAsk, name), COLUMN(ToAsk, phase), COLUMN(ToAsk, sector) };
/* Those of last year's who have had no offer and sent no order, and are open: after $4, or $5 alone. */
SQL(renewal_to_ask,
    "SELECT o.id, COALESCE(c.roll, -1) AS roll, l.id AS last_id, " FULL_PENCE_ON("l", "$3") " AS last_pence, c.urn, o.name, c.phase, " SCHOOL_SECTOR("c") " AS sector"
    "  FROM subscription l JOIN organisation o ON o.id = l.organisation_id JOIN school c ON c.organisation_id = o.id"
    " WHERE l.package_id = $2 AND l.state = 'active' AND (c.status = 'open' OR c.status = 'proposed to close') AND l.organisation_id > $4 AND (CAST($5 AS BIGINT) = 0 OR l.organisation_id = $5)"
    "   AND NOT EXISTS (SELECT 1 FROM subscription t WHERE t.follows_id = l.id AND t.package_id = l.package_id)"
    "   AND NOT EXISTS (SELECT 1 FROM subscription n WHERE n.organisation_id = l.organisation_id AND n.package_id = $1)"
    " ORDER BY o.id LIMIT CAST($6 AS BIGINT)");
typedef struct { int64_t id; } Id;
static const Column id_columns[] = { COLUMN(Id, id) };
/* Offered before today, and not reminded today. */
SQL(renewal_to_remind,  "SELECT id FROM subscription WHERE package_id = $1 AND state = 'quoted' AND id > $2 AND quoted_at < $3 AND (reminded_at IS NULL OR reminded_at < $3) ORDER BY id LIMIT CAST($4 AS BIGINT)");
SQL(subscription_reminded, "UPDATE subscription SET reminded_at = $2 WHERE id = $1 AND state = 'quoted' AND (reminded_at IS NULL OR reminded_at < $3)");
SQL(renewal_to_confirm, "SELECT id FROM subscription WHERE package_id = $1 AND state = 'ordered' AND id > $2 ORDER BY id LIMIT CAST($3 AS BIGINT)");
SQL(round_to_active,    "UPDATE subscription SET state = 'active', began_at = $2 WHERE id = $1 AND state = 'ordered'");
SQL(offers_to_lapse,
    "SELECT s.id FROM subscription s JOIN package k ON k.id = s.package_id WHERE s.state = 'quoted' AND (k.state = 'closed' OR k.ends_on < $1 OR k.order_by < $1) ORDER BY s.id LIMIT CAST($2 AS BIGINT)");
SQL(subscription_to_lapsed, "UPDATE subscription SET state = 'lapsed', ended_at = $2 WHERE id = $1 AND state = 'quoted'");

static Error *ask(Ctx *cx, const Package *package, const PriceRule *rule, const ToAsk *to, int64_t *done)
{
    const RollSchool school = { to->id, to->urn, to->name, to->phase, to->sector, to->roll };
    Subscription s = {0};
    Priced priced = {0};
    int64_t id;
    bool made;
    TRY(subscription_offer(cx, package, rule, &school, to->last_id, package->starts_on, &id, &made));
    if (!made) return OK;
    TRY(subscription_read(cx, id, &s));
    TRY(subscription_reckon(cx, &s, &priced));
    ++*done;
    return letter_subscription_offer(cx, &s, &priced, to->last_pence);
}

static Error *asked_slice(Ctx *cx, int64_t package_id, int64_t only, int64_t *after, int64_t *done)
{
    Package package = {0};
    PriceRule rule = {0};
    ToAsk *list;
    size_t n;
    TRY(package_find(cx, package_id, &package));
    TRY(subscription_open(cx, &package));
    if (!package.follows_id) return conflict(cx, "%s follows no other package, so nobody is asked to renew with it", package.name);
    TRY(price_rule_find(cx, package.rule_id, &rule));
    TRY(db_list(cx, renewal_to_ask, ask_columns, &list, &n, INT(package_id), INT(package.follows_id), STR(cx->today), INT(*after), INT(only), INT(RENEWAL_SLICE)));
    for (size_t i = 0; i < n; i++) TRY(ask(cx, &package, &rule, &list[i], done));
    *after = n == RENEWAL_SLICE ? list[n - 1].id : 0;
    return OK;
}

static Error *remind(Ctx *cx, int64_t id, int64_t midnight, int64_t *done)
{
    Subscription s = {0};
    Priced priced = {0};
    int64_t changed;
    TRY(db_run(cx, subscription_reminded, &changed, INT(id), INT(cx->now), INT(midnight)));
    if (!changed) return OK;
    TRY(subscription_read(cx, id, &s));
    TRY(subscription_reckon(cx, &s, &priced));
    TRY(letter_subscription_reminder(cx, &s, &priced));
    ++*done;
    return trail(cx, "subscription.reminded", id, s.package);
}

static Error *confirm(Ctx *cx, int64_t id, int64_t *done)
{
    Subscription s = {0};
    int64_t changed;
    TRY(db_run(cx, round_to_active, &changed, INT(id), INT(cx->now)));
    if (!changed) return OK;
    TRY(subscription_read(cx, id, &s));
    ++*done;
    return subscription_begin(cx, &s);
}

Error *renewal_slice(Ctx *cx, int64_t package_id, RenewalAct act, int64_t *after, int64_t *done)
{
    Package package = {0};
    int64_t midnight = 0;
    Id *list;
    size_t n;
    *done = 0;
    if (act == RENEWAL_ASK) return asked_slice(cx, package_id, 0, after, done);
    instant_of(cx->today, 0, 0, false, &midnight);
    TRY(package_find(cx, package_id, &package));
    if (act == RENEWAL_REMIND) {
        TRY(subscription_open(cx, &package));
        TRY(db_list(cx, renewal_to_remind, id_columns, &list, &n, INT(package_id), INT(*after), INT(midnight), INT(RENEWAL_SLICE)));
    } else TRY(db_list(cx, renewal_to_confirm, id_columns, &list, &n, INT(package_id), INT(*after), INT(RENEWAL_SLICE)));
    for (size_t i = 0; i < n; i++) TRY(act == RENEWAL_REMIND ? remind(cx, list[i].id, midnight, done) : confirm(cx, list[i].id, done));
    *after = n == RENEWAL_SLICE ? list[n - 1].id : 0;
    return OK;
}

Error *renewal_ask_one(Ctx *cx, int64_t package_id, int64_t organisation_id)
{
    int64_t done = 0, after = 0;
    if (!may(cx, BILL)) return forbidden(cx, "the renewal round of package %ld", (long)package_id);
    TRY(asked_slice(cx, package_id, organisation_id, &after, &done));
    return done ? OK : conflict(cx, "This school has had an offer already, or there is no price for it");
}

Error *renewals_lapse_slice(Ctx *cx, int64_t *done)
{
    Subscription s = {0};
    Id *list;
    size_t n;
    *done = 0;
    TRY(db_list(cx, offers_to_lapse, id_columns, &list, &n, STR(cx->today), INT(RENEWAL_SLICE)));
    for (size_t i = 0; i < n; i++) {
        int64_t changed;
        TRY(db_run(cx, subscription_to_lapsed, &changed, INT(list[i].id), INT(cx->now)));
        if (!changed) continue;
        TRY(subscription_read(cx, list[i].id, &s));
        TRY(letter_subscription_lapsed(cx, &s));
        TRY(trail(cx, "subscription.lapsed", s.id, s.package));
        ++*done;
    }
    return OK;
}
