#include "rooms/money/bills/bill_item.h"

#include "platform/base/money.h"
#include "platform/base/time.h"

SQL(bill_item_put,
    "INSERT INTO bill_item (id, kind, subject_id, organisation_id, person_id, pence, supply, on_date, words, purchase_order, account_id, cost_centre_id, fund_id, state, made_at, made_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'waiting', $14, $15)"
    " ON CONFLICT (kind, subject_id) WHERE reverses IS NULL DO NOTHING");
SQL(bill_item_there,    "SELECT id FROM bill_item WHERE kind = $1 AND subject_id = $2 AND reverses IS NULL");
/* One that waits again, for its recharge was refused, while what takes it back is billed, is settled by the two together. */
SQL(bill_item_withdraw,
    "UPDATE bill_item SET state = 'withdrawn', why = $3 WHERE kind = $1 AND subject_id = $2 AND reverses IS NULL AND state = 'waiting'"
    " AND NOT EXISTS (SELECT 1 FROM bill_item v WHERE v.reverses = bill_item.id AND v.state <> 'withdrawn')");
SQL(bill_item_credit,
    "INSERT INTO bill_item (id, kind, subject_id, organisation_id, person_id, pence, supply, on_date, words, purchase_order, account_id, cost_centre_id, fund_id, state, reverses, why, made_at, made_by)"
    " SELECT CAST($1 AS BIGINT), kind, subject_id, organisation_id, person_id, -pence, supply, CAST($4 AS TEXT), words, purchase_order, account_id, cost_centre_id, fund_id, 'waiting', id,"
    " CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS BIGINT) FROM bill_item WHERE kind = $2 AND subject_id = $3 AND reverses IS NULL AND state = 'billed'"
    " ON CONFLICT (reverses) DO NOTHING");
SQL(bill_item_billed, "UPDATE bill_item SET state = 'billed', billed_by = $2, billed_id = $3 WHERE id = $1 AND state = 'waiting'");

static Error *sound(Ctx *cx, const BillItem *item)
{
    if (!item->pence || item->pence > PENCE_MOST || item->pence < -PENCE_MOST) return broken(cx, "%s of %ld asks for %ld pence", item->kind, (long)item->subject_id, (long)item->pence);
    if (!item->organisation_id == !item->person_id) return broken(cx, "%s of %ld is owed by nobody, or by two", item->kind, (long)item->subject_id);
    return date_valid(item->on) ? OK : broken(cx, "%s of %ld counts on no day: %s", item->kind, (long)item->subject_id, item->on);
}

Error *bill_item_add(Ctx *cx, const BillItem *item, int64_t *id, bool *again)
{
    int64_t added = 0;
    TRY(sound(cx, item));
    *id = new_id(cx);
    TRY(db_run(cx, bill_item_put, &added, INT(*id), STR(item->kind), INT(item->subject_id), REF(item->organisation_id), REF(item->person_id), INT(item->pence), STR(item->supply), STR(item->on),
               STR(item->words), STR(item->purchase_order ? item->purchase_order : ""), INT(item->account_id), INT(item->cost_centre_id), REF(item->fund_id), INT(cx->now),
               REF(cx->who ? cx->who->id : 0)));
    *again = !added;
    return added ? OK : db_number(cx, bill_item_there, id, STR(item->kind), INT(item->subject_id));
}

Error *bill_item_lift(Ctx *cx, const char *kind, int64_t subject_id, const char *why)
{
    int64_t withdrawn = 0;
    TRY(db_run(cx, bill_item_withdraw, &withdrawn, STR(kind), INT(subject_id), STR(why)));
    if (withdrawn) return OK;
    return db_run(cx, bill_item_credit, NULL, INT(new_id(cx)), STR(kind), INT(subject_id), STR(cx->today), STR(why), INT(cx->now), REF(cx->who ? cx->who->id : 0));
}

Error *bill_item_take(Ctx *cx, int64_t id, BilledBy by, int64_t billed_id, bool *taken)
{
    int64_t changed = 0;
    TRY(db_run(cx, bill_item_billed, &changed, INT(id), STR(by == BILLED_BY_DOCUMENT ? "document" : "recharge"), INT(billed_id)));
    *taken = changed == 1;
    return OK;
}
