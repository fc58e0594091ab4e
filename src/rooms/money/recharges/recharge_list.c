/* Batches and their lines, read: by the office all of them, by a school its own. */
#include "rooms/members/permission.h"
#include "rooms/money/recharges/recharge.h"

#define BATCH \
    "SELECT b.id, b.number, b.lines, b.customers, b.pence, COALESCE(b.file_id, 0) AS file_id, b.made_at, COALESCE(b.exported_at, 0) AS exported_at, COALESCE(b.fetched_at, 0) AS fetched_at, COALESCE(b.fetched_by, 0) AS fetched_by_id, COALESCE(b.ended_at, 0) AS ended_at," \
    " b.state, b.through_on, b.on_date, b.ended_on, b.journal, m.name AS made_by, x.name AS exported_by, g.name AS fetched_by, e.name AS ended_by," \
    " CAST(COALESCE((SELECT SUM(r.lines) FROM recharge_refusal r WHERE r.recharge_id = b.id), 0) AS BIGINT) AS refused_lines," \
    " CAST(COALESCE((SELECT SUM(r.pence) FROM recharge_refusal r WHERE r.recharge_id = b.id), 0) AS BIGINT) AS refused_pence" \
    "  FROM recharge b LEFT JOIN person m ON m.id = b.made_by LEFT JOIN person x ON x.id = b.exported_by LEFT JOIN person g ON g.id = b.fetched_by LEFT JOIN person e ON e.id = b.ended_by"
SQL(recharges_listed, BATCH " WHERE CAST($1 AS BIGINT) = 0 OR b.number < $1 ORDER BY b.number DESC LIMIT CAST($2 AS BIGINT)");
SQL(recharge_one,     BATCH " WHERE b.id = $1");
#define LINES \
    "SELECT l.position, l.bill_item_id, l.organisation_id, l.pence, COALESCE(l.refusal_id, 0) AS refusal_id, l.customer_name, l.cost_code, l.words, l.on_date, l.purchase_order, a.code AS account_code, a.name AS account," \
    " c.code AS centre_code, COALESCE(f.code, '') AS fund_code, COALESCE(f.name, '') AS fund, COALESCE(r.why, '') AS refused_why, COALESCE(r.became, '') AS became" \
    "  FROM recharge_line l JOIN account a ON a.id = l.account_id JOIN cost_centre c ON c.id = l.cost_centre_id LEFT JOIN fund f ON f.id = l.fund_id LEFT JOIN recharge_refusal r ON r.id = l.refusal_id"
SQL(lines_of_batch,   LINES " WHERE l.recharge_id = $1 ORDER BY l.position LIMIT 1000");
SQL(lines_of_ours,    LINES " WHERE l.recharge_id = $1 AND l.organisation_id = $2 ORDER BY l.position LIMIT 1000");
SQL(refusals_listed,
    "SELECT r.id, r.lines, r.pence, r.made_at, r.why, r.became, y.name AS by FROM recharge_refusal r LEFT JOIN person y ON y.id = r.made_by WHERE r.recharge_id = $1 ORDER BY r.id LIMIT 1000");
/* What did not go out yet is not theirs to see: it may still be dropped. */
#define OURS \
    "SELECT b.id, b.number, b.exported_at, b.state, b.on_date, MIN(l.cost_code) AS cost_code, COUNT(*) AS lines, CAST(COALESCE(SUM(CASE WHEN l.refusal_id IS NULL THEN l.pence ELSE 0 END), 0) AS BIGINT) AS pence," \
    " CAST(SUM(CASE WHEN l.refusal_id IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS refused_lines" \
    "  FROM recharge_line l JOIN recharge b ON b.id = l.recharge_id WHERE l.organisation_id = $1 AND b.file_id IS NOT NULL"
#define OURS_GROUPED " GROUP BY b.id, b.number, b.exported_at, b.state, b.on_date"
SQL(ours_listed, OURS " AND (CAST($2 AS BIGINT) = 0 OR b.number < $2)" OURS_GROUPED " ORDER BY b.number DESC LIMIT CAST($3 AS BIGINT)");
SQL(ours_one,    OURS " AND b.id = $2" OURS_GROUPED);

static const Column batch_columns[] = {
    COLUMN(Recharge, id), COLUMN(Recharge, number), COLUMN(Recharge, lines), COLUMN(Recharge, customers), COLUMN(Recharge, pence), COLUMN(Recharge, refused_lines), COLUMN(Recharge, refused_pence), COLUMN(Recharge, file_id),
    COLUMN(Recharge, made_at), COLUMN(Recharge, exported_at), COLUMN(Recharge, fetched_at), COLUMN(Recharge, fetched_by_id), COLUMN(Recharge, ended_at), COLUMN(Recharge, state), COLUMN(Recharge, through_on), COLUMN(Recharge, on_date),
    COLUMN(Recharge, made_by), COLUMN(Recharge, exported_by), COLUMN(Recharge, fetched_by), COLUMN(Recharge, ended_by), COLUMN(Recharge, ended_on), COLUMN(Recharge, journal),
};
static const Column line_columns[] = {
    COLUMN(RechargeLine, position), COLUMN(RechargeLine, bill_item_id), COLUMN(RechargeLine, organisation_id), COLUMN(RechargeLine, pence), COLUMN(RechargeLine, refusal_id), COLUMN(RechargeLine, customer_name),
    COLUMN(RechargeLine, cost_code), COLUMN(RechargeLine, words), COLUMN(RechargeLine, on_date), COLUMN(RechargeLine, purchase_order), COLUMN(RechargeLine, account_code), COLUMN(RechargeLine, account),
    COLUMN(RechargeLine, centre_code), COLUMN(RechargeLine, fund_code), COLUMN(RechargeLine, fund), COLUMN(RechargeLine, refused_why), COLUMN(RechargeLine, became),
};
static const Column our_columns[] = { COLUMN(OurRecharge, id), COLUMN(OurRecharge, number), COLUMN(OurRecharge, lines), COLUMN(OurRecharge, pence), COLUMN(OurRecharge, refused_lines), COLUMN(OurRecharge, exported_at),
                                      COLUMN(OurRecharge, state), COLUMN(OurRecharge, on_date), COLUMN(OurRecharge, cost_code) };

Error *recharges(Ctx *cx, int64_t before, int64_t most, Recharge **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "recharges");
    TRY(db_list(cx, recharges_listed, batch_columns, list, count, INT(before), INT(most)));
    for (size_t i = 0; i < *count; i++) (*list)[i].name = recharge_name(cx, (*list)[i].number);
    return OK;
}

Error *recharge_find(Ctx *cx, int64_t id, Recharge *recharge)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "recharge %ld", (long)id);
    TRY(db_one(cx, recharge_one, batch_columns, recharge, INT(id)));
    recharge->name = recharge_name(cx, recharge->number);
    return OK;
}

Error *recharge_lines(Ctx *cx, int64_t id, RechargeLine **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "lines of recharge %ld", (long)id);
    return db_list(cx, lines_of_batch, line_columns, list, count, INT(id));
}

Error *recharge_refusals(Ctx *cx, int64_t id, RechargeRefusal **list, size_t *count)
{
    static const Column columns[] = { COLUMN(RechargeRefusal, id), COLUMN(RechargeRefusal, lines), COLUMN(RechargeRefusal, pence), COLUMN(RechargeRefusal, made_at), COLUMN(RechargeRefusal, why),
                                      COLUMN(RechargeRefusal, became), COLUMN(RechargeRefusal, by) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "refusals of recharge %ld", (long)id);
    return db_list(cx, refusals_listed, columns, list, count, INT(id));
}

Error *our_recharges(Ctx *cx, int64_t before, int64_t most, OurRecharge **list, size_t *count)
{
    if (!may(cx, BUY_TOGETHER)) return forbidden(cx, "one's own recharges");
    TRY(db_list(cx, ours_listed, our_columns, list, count, INT(cx->who->organisation_id), INT(before), INT(most)));
    for (size_t i = 0; i < *count; i++) (*list)[i].name = recharge_name(cx, (*list)[i].number);
    return OK;
}

Error *our_recharge(Ctx *cx, int64_t id, OurRecharge *recharge, RechargeLine **lines, size_t *count)
{
    if (!may(cx, BUY_TOGETHER)) return forbidden(cx, "one's own recharge %ld", (long)id);
    TRY(db_one(cx, ours_one, our_columns, recharge, INT(cx->who->organisation_id), INT(id)));
    recharge->name = recharge_name(cx, recharge->number);
    return db_list(cx, lines_of_ours, line_columns, lines, count, INT(id), INT(cx->who->organisation_id));
}
