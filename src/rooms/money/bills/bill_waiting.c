/* What waits to be billed, as lists. */
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/bill.h"

#define JOINED " FROM bill_item i LEFT JOIN bill_item r ON r.id = i.reverses" PAYER_JOINS("i.") " WHERE i.state = 'waiting'"
/* An item to pay that its customer wants a purchase order for, and has none. What is credited needs none. */
#define NO_ORDER "(i.pence > 0 AND i.purchase_order = '' AND COALESCE(w.order_required, 0) = 1)"
#define ITEMS \
    "SELECT COALESCE(i.organisation_id, 0) AS organisation_id, COALESCE(i.person_id, 0) AS person_id, COALESCE(o.name, p.name) AS name, COALESCE(o.name_folded, p.name_folded) AS folded, COALESCE(o.sort_key, p.sort_key) AS sort_key, " PAYER_CLASS " AS class," \
    " i.pence, i.on_date, " BILL_WAY " AS way, CASE WHEN " NO_ORDER " THEN 1 ELSE 0 END AS no_order" JOINED " AND (CAST($1 AS TEXT) = '' OR i.on_date <= $1)"
#define BY_CUSTOMER \
    "SELECT q.organisation_id, q.person_id, q.name, q.class, q.sort_key, COUNT(*) AS items, CAST(SUM(q.pence) AS BIGINT) AS pence, CAST(SUM(CASE WHEN q.pence < 0 THEN -q.pence ELSE 0 END) AS BIGINT) AS credit_pence," \
    " CAST(SUM(CASE WHEN q.way = 'invoice' THEN q.no_order ELSE 0 END) AS BIGINT) AS no_order, CAST(SUM(CASE WHEN q.way = 'recharge' THEN 1 ELSE 0 END) AS BIGINT) AS recharged," \
    " MIN(q.on_date) AS from_on, MAX(q.on_date) AS to_on, CAST(SUM(CASE WHEN q.way = 'recharge' THEN q.pence ELSE 0 END) AS BIGINT) AS recharged_pence" \
    "  FROM (" ITEMS ") q WHERE (CAST($2 AS TEXT) = '' OR q.folded LIKE '%' || $2 || '%') GROUP BY q.organisation_id, q.person_id, q.name, q.class, q.sort_key"
#define FITTING \
    " FROM (" BY_CUSTOMER ") t WHERE (CAST($3 AS TEXT) = '' OR ($3 = 'ready' AND t.recharged < t.items AND t.no_order < t.items - t.recharged) OR ($3 = 'order' AND t.no_order > 0) OR ($3 = 'recharge' AND t.recharged > 0))"
SQL(to_bill_customers,
    "SELECT t.organisation_id, t.person_id, t.name, t.class, t.items, t.pence, t.credit_pence, t.no_order, t.recharged, t.from_on, t.to_on" FITTING
    " AND (t.sort_key, t.organisation_id, t.person_id) > (SELECT COALESCE((SELECT sort_key FROM organisation WHERE id = CAST($4 AS BIGINT)), (SELECT sort_key FROM person WHERE id = CAST($5 AS BIGINT)), ''), CAST($4 AS BIGINT), CAST($5 AS BIGINT))"
    " ORDER BY t.sort_key, t.organisation_id, t.person_id LIMIT CAST($6 AS BIGINT)");
SQL(to_bill_summed,
    "SELECT COUNT(*) AS customers, CAST(COALESCE(SUM(t.items), 0) AS BIGINT) AS items, CAST(COALESCE(SUM(t.pence), 0) AS BIGINT) AS pence, CAST(COALESCE(SUM(t.no_order), 0) AS BIGINT) AS no_order,"
    " CAST(COALESCE(SUM(t.recharged_pence), 0) AS BIGINT) AS recharged_pence" FITTING);
SQL(to_bill_of_customer,
    "SELECT i.id, i.pence, i.on_date, i.words, i.purchase_order, i.why, i.supply, " BILL_WAY " AS way, CAST(CASE WHEN " NO_ORDER " THEN 1 ELSE 0 END AS BIGINT) AS no_order, COALESCE(o.name, p.name) AS customer" JOINED
    " AND (i.organisation_id = $1 OR i.person_id = $2) ORDER BY i.on_date, i.id LIMIT CAST($3 AS BIGINT)");
SQL(to_bill_fit,
    "SELECT q.id, q.pence, q.on_date, q.words, q.purchase_order, q.why, q.supply, q.way, q.no_order, q.customer FROM (SELECT i.id, i.pence, i.on_date, i.words, i.purchase_order, i.why, i.supply, " BILL_WAY " AS way,"
    " CAST(CASE WHEN " NO_ORDER " THEN 1 ELSE 0 END AS BIGINT) AS no_order, COALESCE(o.name, p.name) AS customer, COALESCE(o.name_folded, p.name_folded) AS folded" JOINED " AND (CAST($1 AS TEXT) = '' OR i.on_date <= $1)) q"
    " WHERE (CAST($2 AS TEXT) = '' OR q.folded LIKE '%' || $2 || '%') AND (CAST($3 AS TEXT) = '' OR ($3 = 'recharge' AND q.way = 'recharge') OR (q.way = 'invoice' AND (($3 = 'order' AND q.no_order = 1) OR ($3 = 'ready' AND q.no_order = 0))))"
    " ORDER BY q.customer, q.on_date, q.id LIMIT CAST($4 AS BIGINT)");
SQL(to_bill_order_put, "UPDATE bill_item SET purchase_order = $2 WHERE organisation_id = $1 AND state = 'waiting' AND purchase_order = '' AND pence > 0");
SQL(to_bill_credit_drop, "UPDATE bill_item SET state = 'withdrawn', why = $2 WHERE id = $1 AND state = 'waiting' AND pence < 0");
SQL(to_bill_credit,
    "SELECT i.id, i.pence, i.on_date, i.words, i.purchase_order, i.why, i.supply, '' AS way, CAST(0 AS BIGINT) AS no_order, COALESCE(o.name, p.name) AS customer FROM bill_item i" PAYER_JOINS("i.") " WHERE i.id = $1");
SQL(to_bill_waits, "SELECT COUNT(*) FROM bill_item WHERE id = $1 AND state = 'waiting' AND pence < 0");

#define ASKED(cx, f) STR((f)->through), STR(text_fold((cx), (f)->words)), STR((f)->state)

Error *to_bill_list(Ctx *cx, const ToBillFilter *f, int64_t most, ToBill **list, size_t *count)
{
    static const Column columns[] = { COLUMN(ToBill, organisation_id), COLUMN(ToBill, person_id), COLUMN(ToBill, items), COLUMN(ToBill, pence), COLUMN(ToBill, credit_pence), COLUMN(ToBill, no_order),
                                      COLUMN(ToBill, recharged), COLUMN(ToBill, name), COLUMN(ToBill, class), COLUMN(ToBill, from_on), COLUMN(ToBill, to_on) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what waits to be billed");
    return db_list(cx, to_bill_customers, columns, list, count, ASKED(cx, f), INT(f->after_organisation), INT(f->after_person), INT(most));
}

Error *to_bill_sums(Ctx *cx, const ToBillFilter *f, ToBillSums *sums)
{
    static const Column columns[] = { COLUMN(ToBillSums, customers), COLUMN(ToBillSums, items), COLUMN(ToBillSums, pence), COLUMN(ToBillSums, no_order), COLUMN(ToBillSums, recharged_pence) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what waits to be billed");
    return db_one(cx, to_bill_summed, columns, sums, ASKED(cx, f));
}

static bool ours(const Ctx *cx, int64_t organisation_id) { return may(cx, BUY_TOGETHER) && organisation_id && organisation_id == cx->who->organisation_id; }

static const Column item_columns[] = { COLUMN(ToBillItem, id), COLUMN(ToBillItem, pence), COLUMN(ToBillItem, no_order), COLUMN(ToBillItem, on_date), COLUMN(ToBillItem, words), COLUMN(ToBillItem, purchase_order),
                                       COLUMN(ToBillItem, why), COLUMN(ToBillItem, way), COLUMN(ToBillItem, customer), COLUMN(ToBillItem, supply) };

Error *to_bill_items(Ctx *cx, int64_t organisation_id, int64_t person_id, int64_t most, ToBillItem **list, size_t *count)
{
    if (!may(cx, READ_MONEY) && !ours(cx, organisation_id)) return forbidden(cx, "what waits of customer %ld, %ld", (long)organisation_id, (long)person_id);
    return db_list(cx, to_bill_of_customer, item_columns, list, count, REF(organisation_id), REF(person_id), INT(most));
}

Error *to_bill_items_all(Ctx *cx, const ToBillFilter *f, int64_t most, ToBillItem **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what waits to be billed");
    return db_list(cx, to_bill_fit, item_columns, list, count, ASKED(cx, f), INT(most));
}

Error *to_bill_order(Ctx *cx, int64_t organisation_id, const char *purchase_order, int64_t *items)
{
    const char *typed = text_trim(cx, purchase_order);
    if (!may(cx, BILL) && !ours(cx, organisation_id)) return forbidden(cx, "a purchase order for organisation %ld", (long)organisation_id);
    if (!*typed) return invalid(cx, "purchase_order", "Enter the purchase order");
    if (letters(typed) > BILL_ORDER_MOST || !text_is_line(typed)) return invalid(cx, "purchase_order", "Use %d characters or fewer", BILL_ORDER_MOST);
    TRY(db_run(cx, to_bill_order_put, items, INT(organisation_id), STR(typed)));
    if (!*items) return conflict(cx, "Nothing waits for a purchase order any more");
    return trail(cx, "bill.ordered", organisation_id, NULL);
}

Error *to_bill_credit_find(Ctx *cx, int64_t id, ToBillItem *item)
{
    int64_t waits = 0;
    if (!may(cx, BILL)) return forbidden(cx, "item %ld", (long)id);
    TRY(db_one(cx, to_bill_credit, item_columns, item, INT(id)));
    TRY(db_number(cx, to_bill_waits, &waits, INT(id)));
    return waits ? OK : conflict(cx, "This does not wait to be credited any more");
}

Error *to_bill_drop(Ctx *cx, int64_t id, const char *why)
{
    enum { WHY_MOST = 200 };
    const char *typed = text_trim(cx, why);
    ToBillItem item = {0};
    int64_t dropped = 0;
    TRY(to_bill_credit_find(cx, id, &item));
    if (!*typed) return invalid(cx, "why", "Say why it is not credited any more");
    if (letters(typed) > WHY_MOST) return invalid(cx, "why", "Use %d characters or fewer", WHY_MOST);
    TRY(db_run(cx, to_bill_credit_drop, &dropped, INT(id), STR(typed)));
    return dropped ? trail(cx, "bill.dropped", id, NULL) : conflict(cx, "This does not wait to be credited any more");
}
