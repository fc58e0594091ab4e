#include "rooms/money/subscriptions/subscription_earned.h"

#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/store.h"

enum { ITEMS_MOST = 10000, MONTHS_AT_ONCE = 36 };

/* In which month what bills it was posted: an invoice, a credit note, a recharge. */
#define BILLED_IN "(SELECT MIN(p.month) FROM posting p WHERE p.subject_id = i.billed_id AND (p.kind = 'invoice' OR p.kind = 'credit note' OR p.kind = 'recharge'))"
/* What a recharge was refused for waits again, and what it had earned is taken back. The subscription that an item is of; where another school took it over, what was paid for it counts until that one's last day. Of one that never began nothing is earned. */
#define OF                                                                                                                                         \
    "  FROM bill_item i LEFT JOIN subscription_change g ON i.kind = 'subscription.change' AND g.id = i.subject_id"                                  \
    "  JOIN subscription s ON s.id = CASE WHEN i.kind = 'subscription.change' THEN COALESCE(g.to_id, g.subscription_id) ELSE i.subject_id END"       \
    " WHERE i.account_id = 13 AND (i.kind = 'subscription' OR i.kind = 'subscription.rest' OR i.kind = 'subscription.change')" \
    "   AND NOT (s.state = 'cancelled' AND s.began_at IS NULL)"
/* Of what was billed by the end of the month $1, less what was credited of it by hand: that is of no item of its own. */
#define CREDITED                                                                                                                                   \
    "COALESCE((SELECT CAST(SUM(x.pence) AS BIGINT) FROM document_line l JOIN document n ON n.credits_id = l.document_id"                             \
    "  JOIN document_line x ON x.document_id = n.id AND x.credits_position = l.position AND x.bill_item_id IS NULL"                                 \
    "  WHERE l.bill_item_id = i.id AND substr(n.issued_on, 1, 7) <= $1), 0)"
#define KEPT "CASE WHEN i.state = 'billed' THEN i.pence - " CREDITED " ELSE 0 END"
SQL(earning_items,
    "SELECT i.id, " KEPT " AS pence, i.cost_centre_id, i.fund_id, i.on_date, COALESCE((SELECT MAX(n.ends_on) FROM subscription n WHERE n.follows_id = s.id AND n.package_id = s.package_id), s.ends_on) AS ends_on,"
    " CAST(COALESCE((SELECT SUM(e.pence) FROM subscription_earned e WHERE e.bill_item_id = i.id), 0) AS BIGINT) AS earned" OF
    " AND (i.state <> 'billed' OR " BILLED_IN " <= $1) AND " KEPT " <> COALESCE((SELECT SUM(e.pence) FROM subscription_earned e WHERE e.bill_item_id = i.id), 0) ORDER BY i.cost_centre_id, COALESCE(i.fund_id, 0), i.id LIMIT CAST($2 AS BIGINT)");
SQL(earning_first, "SELECT MIN(month) AS month FROM (SELECT " BILLED_IN " AS month" OF " UNION ALL SELECT month FROM subscription_earned) t");
SQL(earning_done,  "SELECT COUNT(*) FROM posting WHERE kind = 'subscriptions.earned' AND subject_id = $1");
SQL(earned_put,    "INSERT INTO subscription_earned (bill_item_id, month, pence) VALUES ($1, $2, $3)");

typedef struct { int64_t id, pence, cost_centre_id, fund_id, earned; const char *on_date, *ends_on; } Item;
static const Column item_columns[] = { COLUMN(Item, id), COLUMN(Item, pence), COLUMN(Item, cost_centre_id), COLUMN(Item, fund_id), COLUMN(Item, earned), COLUMN(Item, on_date), COLUMN(Item, ends_on) };

static int64_t number_of(Ctx *cx, const char *month)      /* 202612 */
{
    int64_t number = 0;
    number_parse(text(cx, "%.4s%s", month, month + strlen("2026-")), 0, 999912, &number);
    return number;
}

static int64_t months_to(Ctx *cx, const char *month)      /* since the year 0 */
{
    int64_t number = number_of(cx, month);
    return 12 * (number / 100) + number % 100;
}

/* What should be earned of it by the end of the month. One that ends before it counts is of the month in which it counts. */
static int64_t due_by(Ctx *cx, const Item *item, const char *month)
{
    int64_t from = months_to(cx, month_of(cx, item->on_date)), to = months_to(cx, month_of(cx, item->ends_on)), now = months_to(cx, month);
    int64_t all = to < from ? 1 : to - from + 1, part = now - from + 1;
    if (part <= 0) return 0;
    if (part >= all) return item->pence;
    return item->pence < 0 ? -money_share(-item->pence, part, all) : money_share(item->pence, part, all);
}

static void row_add(const Item *item, int64_t pence, PostingRow *rows, size_t *count)
{
    PostingRow *last = *count ? &rows[*count - 1] : NULL;
    if (!last || last->cost_centre_id != item->cost_centre_id || last->fund_id != item->fund_id) {
        last = &rows[(*count)++];
        *last = (PostingRow){ ACCOUNT_SUBSCRIPTIONS, ACCOUNT_DEFERRED, 0, item->cost_centre_id, item->fund_id };
    }
    last->pence += pence;
}

/* Where more was credited than earned it goes the other way; a group that comes to nothing has no row. */
static size_t rows_turn(PostingRow *rows, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!rows[i].pence) continue;
        rows[n] = rows[i];
        if (rows[n].pence < 0) rows[n].from = ACCOUNT_DEFERRED, rows[n].to = ACCOUNT_SUBSCRIPTIONS, rows[n].pence = -rows[n].pence;
        n++;
    }
    return n;
}

Error *earning_post(Ctx *cx, const char *month)
{
    Item *items;
    size_t count, rows_count = 0;
    int64_t id, done;
    bool again;
    const char *last_day = date_add_days(cx, month_next(cx, month), -1);
    TRY(db_number(cx, earning_done, &done, INT(number_of(cx, month))));
    if (done) return OK;
    TRY(db_list(cx, earning_items, item_columns, &items, &count, STR(month), INT(ITEMS_MOST)));
    PostingRow *rows = array(cx, PostingRow, count + 1);
    for (size_t i = 0; i < count; i++) {
        int64_t pence = due_by(cx, &items[i], month) - items[i].earned;
        if (pence) row_add(&items[i], pence, rows, &rows_count);
    }
    rows_count = rows_turn(rows, rows_count);
    if (!rows_count) return OK;
    TRY(ledger_post(cx, &(Posting){ .kind = "subscriptions.earned", .subject_id = number_of(cx, month), .on = last_day, .words = text(cx, "Subscriptions earned in %s", month_words(cx, last_day)), .rows = rows,
        .count = rows_count }, &id, &again));
    if (again) return OK;      /* another machine was quicker */
    for (size_t i = 0; i < count; i++) {
        int64_t pence = due_by(cx, &items[i], month) - items[i].earned;
        if (pence) TRY(db_run(cx, earned_put, NULL, INT(items[i].id), STR(month), INT(pence)));
    }
    return OK;
}

/* The first month that is over, open, and not posted yet, from the first in which something was billed on. */
Error *earning_due(Ctx *cx, const char **due)
{
    typedef struct { const char *month; } First;
    static const Column columns[] = { COLUMN(First, month) };
    First first = {0};
    const char *closed;
    bool found;
    *due = "";
    TRY(db_maybe(cx, earning_first, columns, &first, &found, NONE));
    if (!found || !*first.month) return OK;
    TRY(ledger_closed_through(cx, &closed));
    const char *month = strcmp(closed, first.month) >= 0 ? month_of(cx, month_next(cx, closed)) : first.month;
    for (size_t i = 0; i < MONTHS_AT_ONCE && strcmp(month, month_of(cx, cx->today)) < 0; i++, month = month_of(cx, month_next(cx, month))) {
        int64_t done;
        TRY(db_number(cx, earning_done, &done, INT(number_of(cx, month))));
        if (done) continue;
        *due = month;
        return OK;
    }
    return OK;
}

static Error *post_act(Ctx *cx, void *month) { return earning_post(cx, month); }

Error *subscriptions_earn(Ctx *cx)
{
    const char *month;
    TRY(earning_due(cx, &month));
    for (size_t i = 0; *month && i < MONTHS_AT_ONCE && strcmp(month, month_of(cx, cx->today)) < 0; i++, month = month_of(cx, month_next(cx, month)))
        TRY(db_write(cx, post_act, (void *)(uintptr_t)month));
    return OK;
}
