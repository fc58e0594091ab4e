/* Refunds as they are looked at, and the lists in which they leave for the bank. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/security/seal.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/refund.h"

enum { DAY_SECONDS = 86400, SORT_CODE = 6, ACCOUNT_NUMBER = 8, FORGET_SLICE = 500 };
static const char sealed_for[] = "refund";

#define FIELDS \
    "SELECT r.id, r.payment_id, r.credit_id, r.pence, r.list_id, r.asked_at, r.asked_by AS asked_by_id, r.decided_at, r.sent_at, r.why, r.way, r.state," \
    " r.account_name, r.account, COALESCE(d.customer_name, o.name, w.name) AS customer, COALESCE(d.name, p.on_date) AS \"of\", a.name AS asked_by, y.name AS decided_by, r.decided_why" \
    "  FROM refund r LEFT JOIN payment p ON p.id = r.payment_id LEFT JOIN document d ON d.id = r.credit_id LEFT JOIN organisation o ON o.id = p.organisation_id LEFT JOIN person w ON w.id = p.person_id" \
    "  JOIN person a ON a.id = r.asked_by LEFT JOIN person y ON y.id = r.decided_by"
SQL(refund_one,        FIELDS " WHERE r.id = $1");
SQL(refunds_newest,    FIELDS " WHERE (CAST($1 AS TEXT) = '' OR r.state = $1) AND (CAST($2 AS BIGINT) = 0 OR (r.asked_at, r.id) < (SELECT b.asked_at, b.id FROM refund b WHERE b.id = $2))"
                       " ORDER BY r.asked_at DESC, r.id DESC LIMIT CAST($3 AS BIGINT)");
SQL(refunds_of_money,  FIELDS " WHERE (r.payment_id = $1 OR r.credit_id = $2) ORDER BY r.asked_at DESC, r.id DESC LIMIT 50");
SQL(refunds_to_decide, "SELECT (SELECT COUNT(*) FROM refund WHERE state = 'asked') + (SELECT COUNT(*) FROM write_off WHERE state = 'asked')");
SQL(list_insert,       "INSERT INTO refund_list (id, made_at, made_by) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT) WHERE EXISTS (SELECT 1 FROM refund WHERE state = 'approved' AND way = 'bank')");
SQL(list_takes,        "UPDATE refund SET state = 'sent', list_id = $1, sent_at = $2 WHERE id IN (SELECT id FROM refund WHERE state = 'approved' AND way = 'bank' ORDER BY id LIMIT 500) AND state = 'approved'");
SQL(lists_newest,
    "SELECT l.id, l.made_at, y.name AS by, COUNT(r.id) AS count, CAST(COALESCE(SUM(r.pence), 0) AS BIGINT) AS pence FROM refund_list l JOIN person y ON y.id = l.made_by LEFT JOIN refund r ON r.list_id = l.id"
    " GROUP BY l.id, l.made_at, y.name ORDER BY l.id DESC LIMIT 20");
SQL(list_rows,         FIELDS " WHERE r.list_id = $1 ORDER BY r.id LIMIT 500");
SQL(accounts_forget,
    "UPDATE refund SET account = '', account_name = '' WHERE id IN (SELECT id FROM refund WHERE account <> '' AND ((state = 'sent' AND sent_at < $1) OR (state = 'declined' AND decided_at < $1)) ORDER BY id LIMIT CAST($2 AS BIGINT))");

static const Column refund_columns[] = {
    COLUMN(Refund, id), COLUMN(Refund, payment_id), COLUMN(Refund, credit_id), COLUMN(Refund, pence), COLUMN(Refund, list_id), COLUMN(Refund, asked_at), COLUMN(Refund, asked_by_id), COLUMN(Refund, decided_at),
    COLUMN(Refund, sent_at), COLUMN(Refund, why), COLUMN(Refund, way), COLUMN(Refund, state), COLUMN(Refund, account_name), COLUMN(Refund, account), COLUMN(Refund, customer), COLUMN(Refund, of),
    COLUMN(Refund, asked_by), COLUMN(Refund, decided_by), COLUMN(Refund, decided_why),
};

Error *refund_read(Ctx *cx, int64_t id, Refund *refund) { return db_one(cx, refund_one, refund_columns, refund, INT(id)); }
Error *refund_find(Ctx *cx, int64_t id, Refund *refund) { return may(cx, READ_MONEY) ? refund_read(cx, id, refund) : forbidden(cx, "refund %ld", (long)id); }

Error *refunds_list(Ctx *cx, const char *state, int64_t before_id, int64_t most, Refund **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "refunds");
    return db_list(cx, refunds_newest, refund_columns, list, count, STR(state), INT(before_id), INT(most));
}

Error *refunds_of(Ctx *cx, const OnAccount *from, Refund **list, size_t *count) { return db_list(cx, refunds_of_money, refund_columns, list, count, REF(from->payment_id), REF(from->credit_id)); }
Error *refunds_waiting(Ctx *cx, int64_t *count) { return db_number(cx, refunds_to_decide, count, NONE); }

/* ---- for the bank ---- */

Error *refund_list_make(Ctx *cx, int64_t *id)
{
    int64_t made = 0, taken = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "a list of refunds");
    *id = new_id(cx);
    TRY(db_run(cx, list_insert, &made, INT(*id), INT(cx->now), INT(cx->who->id)));
    if (!made) return *id = 0, OK;
    TRY(db_run(cx, list_takes, &taken, INT(*id), INT(cx->now)));
    return taken ? trail(cx, "refund.listed", *id, text(cx, "%ld", (long)taken)) : conflict(cx, "Somebody made that list a moment ago");
}

Error *refund_lists(Ctx *cx, RefundList **lists, size_t *count)
{
    static const Column columns[] = { COLUMN(RefundList, id), COLUMN(RefundList, made_at), COLUMN(RefundList, count), COLUMN(RefundList, pence), COLUMN(RefundList, by) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "lists of refunds");
    return db_list(cx, lists_newest, columns, lists, count, NONE);
}

Error *refund_list_rows(Ctx *cx, int64_t list_id, RefundRow **rows, size_t *count)
{
    Refund *list;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "accounts of refunds");
    TRY(db_list(cx, list_rows, refund_columns, &list, count, INT(list_id)));
    if (!*count) return missing(cx, "no list of refunds %ld", (long)list_id);
    *rows = array(cx, RefundRow, *count);
    for (size_t i = 0; i < *count; i++) {
        const char *account = *list[i].account ? seal_open(cx, sealed_for, list[i].account) : "";
        bool whole = account && strlen(account) == SORT_CODE + 1 + ACCOUNT_NUMBER;
        (*rows)[i] = (RefundRow){ list[i].pence, list[i].customer, list[i].account_name, whole ? text_copy(cx, account, SORT_CODE) : "", whole ? text_copy(cx, account + SORT_CODE + 1, ACCOUNT_NUMBER) : "",
                                  text(cx, "REFUND %s", list[i].of) };
    }
    return OK;
}

Error *refunds_forget(Ctx *cx) { return db_run(cx, accounts_forget, NULL, INT(cx->now - (int64_t)REFUND_FORGET_DAYS * DAY_SECONDS), INT(FORGET_SLICE)); }
