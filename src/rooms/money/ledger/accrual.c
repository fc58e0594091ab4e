#include "rooms/money/ledger/accrual.h"

#include <stdlib.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

enum { ITEMS_MOST = 10000 };

#define BILLS "(p.kind = 'invoice' OR p.kind = 'credit note' OR p.kind = 'recharge')"
#define ITEM "i.id, i.pence, i.account_id, i.cost_centre_id, i.fund_id, i.on_date, COALESCE((SELECT MAX(n.ends_on) FROM subscription n WHERE n.follows_id = s.id AND n.package_id = s.package_id), s.ends_on) AS ends_on"
/* What is still to be earned lies on an account of no year; of a subscription it is known until when it runs, as subscription_earned.c counts it. */
#define RUNS \
    " LEFT JOIN subscription_change g ON i.kind = 'subscription.change' AND g.id = i.subject_id" \
    " LEFT JOIN subscription s ON i.account_id = 13 AND s.id = CASE WHEN i.kind = 'subscription.change' THEN COALESCE(g.to_id, g.subscription_id) ELSE i.subject_id END"
/* $1 the month, $2 its last day. An item is on one bill at most. */
SQL(items_earned,
    "SELECT " ITEM " FROM bill_item i" RUNS " WHERE i.state = 'waiting' AND i.on_date <= CAST($2 AS TEXT) AND CAST($1 AS TEXT) <> ''"
    " UNION ALL SELECT " ITEM " FROM posting p JOIN bill_item i ON i.billed_id = p.subject_id AND i.state = 'billed'" RUNS " WHERE p.month > $1 AND " BILLS " AND i.on_date <= $2 LIMIT CAST($3 AS BIGINT)");
SQL(items_ahead,
    "SELECT " ITEM " FROM bill_item i" RUNS " JOIN posting p ON p.subject_id = i.billed_id AND " BILLS " WHERE i.state = 'billed' AND i.account_id <> 13 AND i.on_date > CAST($2 AS TEXT) AND p.month <= CAST($1 AS TEXT)"
    " LIMIT CAST($3 AS BIGINT)");
SQL(accrual_made, "SELECT id FROM posting WHERE kind = 'accrual' AND subject_id = $1");

typedef struct { int64_t id, pence, account_id, cost_centre_id, fund_id; const char *on_date, *ends_on; } Item;
static const Column item_columns[] = { COLUMN(Item, id), COLUMN(Item, pence), COLUMN(Item, account_id), COLUMN(Item, cost_centre_id), COLUMN(Item, fund_id), COLUMN(Item, on_date), COLUMN(Item, ends_on) };

static int64_t number_of(Ctx *cx, const char *month)      /* 202612 */
{
    int64_t number = 0;
    number_parse(text(cx, "%.4s%.2s", month, month + sizeof "2026"), 0, 999912, &number);
    return number;
}

static int64_t months_to(Ctx *cx, const char *month)      /* since the year 0 */
{
    int64_t number = number_of(cx, month);
    return 12 * (number / 100) + number % 100;
}

/* What is earned of it by the end of the month: of a subscription as subscriptions themselves count it, by months. */
static int64_t earned_by(Ctx *cx, const Item *item, const char *month)
{
    if (!*item->ends_on) return item->pence;
    int64_t from = months_to(cx, item->on_date), to = months_to(cx, item->ends_on), part = months_to(cx, month) - from + 1, all = to < from ? 1 : to - from + 1;
    if (part >= all) return item->pence;
    return item->pence < 0 ? -money_share(-item->pence, part, all) : money_share(item->pence, part, all);
}

static int by_place(const void *a, const void *b)
{
    const Accrual *x = a, *y = b;
    if (x->account_id != y->account_id) return x->account_id < y->account_id ? -1 : 1;
    if (x->cost_centre_id != y->cost_centre_id) return x->cost_centre_id < y->cost_centre_id ? -1 : 1;
    return x->fund_id == y->fund_id ? 0 : x->fund_id < y->fund_id ? -1 : 1;
}

/* Sorted, those of one place together; what comes to nothing is left out. */
static size_t summed(Accrual *list, size_t count)
{
    size_t n = 0;
    qsort(list, count, sizeof *list, by_place);
    for (size_t i = 0; i < count; i++) {
        if (n && !by_place(&list[n - 1], &list[i])) list[n - 1].pence += list[i].pence, list[n - 1].items++;
        else {
            if (n && !list[n - 1].pence) n--;
            list[n++] = list[i];
        }
    }
    return n && !list[n - 1].pence ? n - 1 : n;
}

static Accrual place_of(const Item *item, int64_t pence)
{
    int64_t account = item->account_id == ACCOUNT_DEFERRED ? ACCOUNT_SUBSCRIPTIONS : item->account_id;
    return (Accrual){ .account_id = account, .cost_centre_id = item->cost_centre_id, .fund_id = item->fund_id, .pence = pence, .items = 1, .account = "", .centre = "", .fund = "" };
}

/* Of both kinds one list each, so that an invoice ahead does not hide what waits to be invoiced. */
static Error *found(Ctx *cx, const char *month, Accrual **earned, size_t *earned_count, Accrual **ahead, size_t *ahead_count)
{
    const char *last = date_add_days(cx, month_next(cx, month), -1);
    Item *items, *later;
    size_t n, later_count;
    TRY(db_list(cx, items_earned, item_columns, &items, &n, STR(month), STR(last), INT(ITEMS_MOST)));
    TRY(db_list(cx, items_ahead, item_columns, &later, &later_count, STR(month), STR(last), INT(ITEMS_MOST)));
    *earned = array(cx, Accrual, n + 1), *ahead = array(cx, Accrual, later_count + 1);
    for (size_t i = 0; i < n; i++) (*earned)[i] = place_of(&items[i], earned_by(cx, &items[i], month));
    for (size_t i = 0; i < later_count; i++) (*ahead)[i] = place_of(&later[i], -later[i].pence);
    *earned_count = summed(*earned, n), *ahead_count = summed(*ahead, later_count);
    return OK;
}

static Error *made_of(Ctx *cx, const char *month, int64_t *posting_id) { return db_number(cx, accrual_made, posting_id, INT(number_of(cx, month))); }

static Error *named(Ctx *cx, Accruals *accruals)
{
    Account *accounts;
    Named *centres, *funds;
    size_t n, centre_count, fund_count;
    TRY(accounts_all(cx, &accounts, &n));
    TRY(cost_centres_all(cx, &centres, &centre_count));
    TRY(funds_all(cx, &funds, &fund_count));
    for (Accrual *a = accruals->list; a < accruals->list + accruals->count; a++) {
        for (size_t i = 0; i < n; i++) if (accounts[i].id == a->account_id) a->account = text(cx, "%s %s", accounts[i].code, accounts[i].name);
        for (size_t i = 0; i < centre_count; i++) if (centres[i].id == a->cost_centre_id) a->centre = centres[i].name;
        for (size_t i = 0; i < fund_count; i++) if (funds[i].id == a->fund_id) a->fund = funds[i].name;
    }
    return OK;
}

Error *accruals_find(Ctx *cx, const char *month, Accruals *accruals)
{
    Accrual *earned, *ahead;
    size_t earned_count, ahead_count;
    int64_t made;
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what is to be counted in %s", month);
    TRY(made_of(cx, month, &made));
    TRY(found(cx, month, &earned, &earned_count, &ahead, &ahead_count));
    *accruals = (Accruals){ .list = array(cx, Accrual, earned_count + ahead_count + 1), .made = made != 0 };
    for (size_t i = 0; i < earned_count; i++) accruals->earned_pence += earned[i].pence, accruals->list[accruals->count++] = earned[i];
    for (size_t i = 0; i < ahead_count; i++) accruals->ahead_pence -= ahead[i].pence, accruals->list[accruals->count++] = ahead[i];
    return named(cx, accruals);
}

/* Income comes from its account. What is earned goes to what is to be invoiced, and what is not yet comes back from what is invoiced for later. */
static PostingRow row_of(const Accrual *accrual, int64_t other)
{
    bool in = accrual->pence > 0;
    return (PostingRow){ in ? accrual->account_id : other, in ? other : accrual->account_id, in ? accrual->pence : -accrual->pence, accrual->cost_centre_id, accrual->fund_id };
}

Error *accruals_post(Ctx *cx, const char *month)
{
    const char *next = month_next(cx, month), *last = date_add_days(cx, next, -1);
    Accrual *earned, *ahead;
    size_t earned_count, ahead_count, n = 0;
    int64_t made, id, back;
    bool again;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "counting what is earned in %s", month);
    TRY(made_of(cx, month, &made));
    if (made) return OK;
    TRY(found(cx, month, &earned, &earned_count, &ahead, &ahead_count));
    if (!(earned_count + ahead_count)) return OK;
    if (earned_count + ahead_count > POSTING_ROWS_MOST) return conflict(cx, "What is to be counted in %s has more than %d parts. Issue some of the bills first", month_words(cx, last), POSTING_ROWS_MOST);
    PostingRow *rows = array(cx, PostingRow, earned_count + ahead_count);
    for (size_t i = 0; i < earned_count; i++) rows[n++] = row_of(&earned[i], ACCOUNT_EARNED);
    for (size_t i = 0; i < ahead_count; i++) rows[n++] = row_of(&ahead[i], ACCOUNT_INVOICED_AHEAD);
    TRY(ledger_post(cx, &(Posting){ .kind = "accrual", .subject_id = number_of(cx, month), .on = last, .words = text(cx, "Earned by the end of %s, not by its invoices", month_words(cx, last)), .rows = rows, .count = n }, &id, &again));
    TRY(ledger_take_back(cx, id, next, text(cx, "Taken back: earned by the end of %s", month_words(cx, last)), &back, &again));
    return trail(cx, "ledger.accrued", id, month);
}
