#include "rooms/money/subscriptions/renewal.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"
#include "rooms/money/subscriptions/subscription_list.h"

/* Last year's subscribers; a school that another one continues is that one. */
SQL(renewal_rows,
    "SELECT l.organisation_id, l.id AS last_id, n.id AS next_id, " FULL_PENCE_ON("l", "$3") " AS last_pence, n.full_pence AS next_pence, COALESCE(c.roll, -1) AS roll, n.reminded_at,"
    " o.name AS organisation, c.urn, c.phase, " SCHOOL_SECTOR("c") " AS sector, n.state, n.purchase_order, n.price_why AS why"
    "  FROM subscription l JOIN organisation o ON o.id = l.organisation_id JOIN school c ON c.organisation_id = o.id"
    "  LEFT JOIN subscription n ON n.id = (SELECT MAX(m.id) FROM subscription m WHERE m.organisation_id = l.organisation_id AND m.package_id = $1)"
    " WHERE l.package_id = $2 AND l.state = 'active' AND NOT EXISTS (SELECT 1 FROM subscription t WHERE t.follows_id = l.id AND t.package_id = l.package_id)"
    " ORDER BY o.sort_key, o.id LIMIT CAST($4 AS BIGINT)");
SQL(renewal_fresh,
    "SELECT COUNT(*) AS count, CAST(COALESCE(SUM(n.full_pence), 0) AS BIGINT) AS pence, CAST(COALESCE(SUM(CASE WHEN n.state = 'ordered' THEN 1 ELSE 0 END), 0) AS BIGINT) AS ordered FROM subscription n WHERE n.package_id = $1 AND (n.state = 'ordered' OR n.state = 'active')"
    " AND NOT EXISTS (SELECT 1 FROM subscription l WHERE l.organisation_id = n.organisation_id AND l.package_id = $2 AND l.state = 'active')");
SQL(package_following, "UPDATE package SET follows_id = $2, version = version + 1 WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM subscription s WHERE s.package_id = $1 AND s.follows_id IS NOT NULL)");

static const Column row_columns[] = {
    COLUMN(RenewalRow, organisation_id), COLUMN(RenewalRow, last_id), COLUMN(RenewalRow, next_id), COLUMN(RenewalRow, last_pence), COLUMN(RenewalRow, next_pence), COLUMN(RenewalRow, roll),
    COLUMN(RenewalRow, reminded_at), COLUMN(RenewalRow, organisation), COLUMN(RenewalRow, urn), COLUMN(RenewalRow, phase), COLUMN(RenewalRow, sector), COLUMN(RenewalRow, state),
    COLUMN(RenewalRow, purchase_order), COLUMN(RenewalRow, why),
};
typedef struct { int64_t count, pence, ordered; } Fresh;
static const Column fresh_columns[] = { COLUMN(Fresh, count), COLUMN(Fresh, pence), COLUMN(Fresh, ordered) };

static RenewalPart *part_of(RenewalSums *sums, const RenewalRow *row)
{
    if (!row->next_id) return row->how == PRICED ? &sums->silent : &sums->priceless;
    if (same(row->state, "quoted")) return &sums->asked;
    if (same(row->state, "ordered")) return &sums->ordered;
    if (same(row->state, "active")) return &sums->confirmed;
    return same(row->state, "declined") ? &sums->declined : same(row->state, "lapsed") ? &sums->lapsed : &sums->cancelled;
}

static void row_price(Ctx *cx, const Package *package, const PriceRule *rule, RenewalRow *row)
{
    const PricedSchool school = { row->phase, row->sector, row->roll };
    Priced priced;
    if (row->next_id) return;
    priced = price_rule_for(cx, rule, &school, package->starts_on, package->ends_on, package->starts_on, cx->today);
    row->how = priced.how, row->why = priced.why, row->next_pence = priced.full_pence;
}

Error *renewal_find(Ctx *cx, int64_t package_id, Renewal *r)
{
    PriceRule rule = {0};
    Fresh fresh = {0};
    *r = (Renewal){0};
    if (!may(cx, READ_MONEY)) return forbidden(cx, "the renewal round of package %ld", (long)package_id);
    TRY(package_find(cx, package_id, &r->package));
    if (!r->package.follows_id) return conflict(cx, "%s follows no other package, so nobody is asked to renew with it", r->package.name);
    TRY(package_find(cx, r->package.follows_id, &r->last));
    TRY(price_rule_find(cx, r->package.rule_id, &rule));
    TRY(db_list(cx, renewal_rows, row_columns, &r->rows, &r->count, INT(package_id), INT(r->last.id), STR(cx->today), INT(RENEWAL_MOST)));
    for (size_t i = 0; i < r->count; i++) {
        row_price(cx, &r->package, &rule, &r->rows[i]);
        RenewalPart *part = part_of(&r->sums, &r->rows[i]);
        part->count++, part->pence += r->rows[i].next_pence;
        r->sums.last.count++, r->sums.last.pence += r->rows[i].last_pence;
    }
    TRY(db_one(cx, renewal_fresh, fresh_columns, &fresh, INT(package_id), INT(r->last.id)));
    r->sums.fresh = (RenewalPart){ fresh.count, fresh.pence };
    r->sums.fresh_ordered = fresh.ordered;
    return OK;
}

Error *renewal_follow(Ctx *cx, int64_t package_id, int64_t follows_id)
{
    Package package = {0}, last = {0};
    int64_t changed;
    if (!may(cx, BILL)) return forbidden(cx, "what package %ld follows", (long)package_id);
    TRY(package_find(cx, package_id, &package));
    if (same(package.state, "closed")) return conflict(cx, "%s is closed, so it stays as it is", package.name);
    if (follows_id) {
        TRY(package_find(cx, follows_id, &last));
        if (same(last.state, "draft") || strcmp(last.starts_on, package.starts_on) >= 0) return invalid(cx, "follows", "Choose a package of an earlier year that was published");
    }
    TRY(db_run(cx, package_following, &changed, INT(package_id), REF(follows_id)));
    if (!changed) return conflict(cx, "Schools are asked already to renew with %s, so it goes on following the same package", package.name);
    return trail(cx, "package.follows", package_id, follows_id ? last.name : "none");
}

/* ---- through the round ---- */

const char *renewal_job(RenewalAct act) { return act == RENEWAL_ASK ? "renewal.ask" : act == RENEWAL_REMIND ? "renewal.remind" : "renewal.confirm"; }

Error *renewal_go(Ctx *cx, int64_t package_id, RenewalAct act, int64_t *done, bool *more)
{
    int64_t after = 0;
    if (!may(cx, BILL)) return forbidden(cx, "the renewal round of package %ld", (long)package_id);
    TRY(renewal_slice(cx, package_id, act, &after, done));
    *more = after != 0;
    return *more ? job_queue(cx, renewal_job(act), package_id, cx->now, text(cx, "%ld", (long)after)) : OK;
}
