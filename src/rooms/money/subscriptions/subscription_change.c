#include "rooms/money/subscriptions/subscription_change.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/subscription_list.h"

/* The school that continues a closed one: where it is one, and open. */
#define SUCCESSORS "FROM school_link h JOIN school x ON x.urn = h.linked_urn WHERE h.urn = c.urn AND (x.status = 'open' OR x.status = 'proposed to close')"
#define CHANGED                                                                                                                                                   \
    "SELECT s.id AS subscription_id, s.organisation_id, s.package_id, k.rule_id, " FULL_PENCE_ON("s", "$1") " AS full_pence, COALESCE(b.roll, -1) AS roll,"         \
    " CAST(CASE WHEN c.status = 'closed' THEN 1 ELSE 0 END AS BIGINT) AS closed, u.organisation_id AS successor_id, o.name AS organisation, w.name AS successor, k.name AS package,"   \
    " s.starts_on, s.ends_on, k.starts_on AS year_from, k.ends_on AS year_to, b.phase AS was_phase, b.sector AS was_sector, COALESCE(u.phase, c.phase) AS is_phase,"    \
    " CASE WHEN u.urn IS NULL THEN " SCHOOL_SECTOR("c") " ELSE " SCHOOL_SECTOR("u") " END AS is_sector, c.closed_on, c.register_changed_on AS register_on"                \
    "  FROM subscription s JOIN subscription_basis b ON b.subscription_id = s.id JOIN school c ON c.organisation_id = s.organisation_id"                             \
    "  JOIN organisation o ON o.id = s.organisation_id JOIN package k ON k.id = s.package_id"                                                                      \
    "  LEFT JOIN school u ON c.status = 'closed' AND u.urn = (SELECT MIN(x.urn) " SUCCESSORS " HAVING COUNT(*) = 1) LEFT JOIN organisation w ON w.id = u.organisation_id" \
    " WHERE s.state = 'active' AND s.ends_on >= $1 AND NOT EXISTS (SELECT 1 FROM subscription t WHERE t.follows_id = s.id AND t.package_id = s.package_id)"            \
    "   AND CASE WHEN c.status = 'closed' THEN s.ends_on > COALESCE(c.closed_on, '') ELSE b.phase <> c.phase OR b.sector <> " SCHOOL_SECTOR("c") " END"
SQL(changes_all, CHANGED " ORDER BY s.id LIMIT CAST($2 AS BIGINT)");
SQL(change_one,  CHANGED " AND s.id = $2");
SQL(changes_of,  "SELECT g.id, g.pence, g.to_id, g.made_at, g.kind, g.from_on, g.words, p.name AS by FROM subscription_change g LEFT JOIN person p ON p.id = g.made_by WHERE g.subscription_id = $1 OR g.to_id = $1 ORDER BY g.id DESC LIMIT 20");

static const Column change_columns[] = {
    COLUMN(SubscriptionChange, subscription_id), COLUMN(SubscriptionChange, organisation_id), COLUMN(SubscriptionChange, successor_id), COLUMN(SubscriptionChange, package_id),
    COLUMN(SubscriptionChange, rule_id), COLUMN(SubscriptionChange, full_pence), COLUMN(SubscriptionChange, roll), COLUMN(SubscriptionChange, closed), COLUMN(SubscriptionChange, organisation),
    COLUMN(SubscriptionChange, successor), COLUMN(SubscriptionChange, package), COLUMN(SubscriptionChange, starts_on), COLUMN(SubscriptionChange, ends_on), COLUMN(SubscriptionChange, year_from),
    COLUMN(SubscriptionChange, year_to), COLUMN(SubscriptionChange, was_phase), COLUMN(SubscriptionChange, was_sector), COLUMN(SubscriptionChange, is_phase), COLUMN(SubscriptionChange, is_sector),
    COLUMN(SubscriptionChange, closed_on), COLUMN(SubscriptionChange, register_on),
};
static const Column made_columns[] = {
    COLUMN(ChangeMade, id), COLUMN(ChangeMade, pence), COLUMN(ChangeMade, to_id), COLUMN(ChangeMade, made_at), COLUMN(ChangeMade, kind), COLUMN(ChangeMade, from_on), COLUMN(ChangeMade, words), COLUMN(ChangeMade, by),
};

static const char *default_day(Ctx *cx, const SubscriptionChange *c)
{
    const char *day = c->closed && !blank(c->closed_on) ? date_add_days(cx, c->closed_on, 1) : cx->today;
    if (strcmp(day, c->starts_on) < 0) return c->starts_on;
    return strcmp(day, c->ends_on) > 0 ? c->ends_on : day;
}

static void reckon(Ctx *cx, const PriceRule *rule, SubscriptionChange *c)
{
    const PricedSchool school = { c->is_phase, c->is_sector, c->roll };
    Priced priced = price_rule_for(cx, rule, &school, c->year_from, c->year_to, c->year_from, "9999-12-31");      /* too late for an early order's discount, as full_pence is */
    c->how = priced.how, c->why = priced.why, c->is_pence = priced.full_pence, c->difference = 0;
    if (priced.how != PRICED) return;
    c->difference = price_rule_part(rule, c->is_pence, c->year_from, c->year_to, c->from_on) - price_rule_part(rule, c->full_pence, c->year_from, c->year_to, c->from_on);
}

Error *changes_waiting(Ctx *cx, SubscriptionChange **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "changes of subscriptions");
    TRY(db_list(cx, changes_all, change_columns, list, count, STR(cx->today), INT(CHANGES_MOST)));
    for (size_t i = 0; i < *count; i++) {      /* they are few: one school changes at a time */
        SubscriptionChange *c = &(*list)[i];
        PriceRule rule = {0};
        TRY(price_rule_find(cx, c->rule_id, &rule));
        c->from_on = default_day(cx, c);
        reckon(cx, &rule, c);
    }
    return OK;
}

Error *change_find(Ctx *cx, int64_t subscription_id, const char *from, SubscriptionChange *c)
{
    PriceRule rule = {0};
    if (!may(cx, READ_MONEY)) return forbidden(cx, "changes of subscriptions");
    TRY(db_one(cx, change_one, change_columns, c, STR(cx->today), INT(subscription_id)));
    c->from_on = *from ? from : default_day(cx, c);
    if (strcmp(c->from_on, c->starts_on) < 0 || strcmp(c->from_on, c->ends_on) > 0)
        return invalid(cx, "from", "Enter a day from %s to %s", date_words(cx, c->starts_on), date_words(cx, c->ends_on));
    TRY(price_rule_find(cx, c->rule_id, &rule));
    reckon(cx, &rule, c);
    return OK;
}

static const char *kind_words(Ctx *cx, const char *phase, const char *sector)
{
    return text(cx, "%s%s%s", phase, same(sector, "other") ? "" : ", ", same(sector, "other") ? "" : sector);
}

const char *change_words(Ctx *cx, const SubscriptionChange *c)
{
    const char *was = capital(cx, kind_words(cx, c->was_phase, c->was_sector)), *is = kind_words(cx, c->is_phase, c->is_sector);
    if (!c->closed) return text(cx, "%s; now %s", was, is);
    if (!c->successor_id) return "Closed, and the register names no one school that continues it";
    return text(cx, "Closed, and continued by %s%s%s", c->successor, same(c->was_phase, c->is_phase) && same(c->was_sector, c->is_sector) ? "" : text(cx, ": %s; now ", kind_words(cx, c->was_phase, c->was_sector)),
                same(c->was_phase, c->is_phase) && same(c->was_sector, c->is_sector) ? "" : is);
}

Error *changes_made(Ctx *cx, int64_t subscription_id, ChangeMade **list, size_t *count) { return db_list(cx, changes_of, made_columns, list, count, INT(subscription_id)); }
