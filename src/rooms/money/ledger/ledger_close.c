#include "rooms/money/ledger/ledger_close.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

SQL(months_closable,
    "SELECT m.month, (SELECT COUNT(*) FROM posting p WHERE p.month = m.month) AS postings, CAST(SUM(CASE WHEN a.kind = 'income' THEN m.went_out - m.came_in ELSE 0 END) AS BIGINT) AS income,"
    " CAST(SUM(CASE WHEN a.kind = 'cost' THEN m.came_in - m.went_out ELSE 0 END) AS BIGINT) AS cost"
    "  FROM ledger_month m JOIN account a ON a.id = m.account_id"
    " WHERE m.month > (SELECT through FROM ledger_closed WHERE id = 0) AND m.month < $1 GROUP BY m.month ORDER BY m.month LIMIT CAST($2 AS BIGINT)");
SQL(closes_listed,
    "SELECT c.month, c.closed_at, c.note, y.name AS by FROM period_close c LEFT JOIN person y ON y.id = c.closed_by ORDER BY c.month DESC LIMIT 24");
/* The row that whoever posts holds: closing waits for them, and they for it. */
SQL(close_through, "UPDATE ledger_closed SET through = $1 WHERE id = 0 AND through < $1");
SQL(close_put,     "INSERT INTO period_close (month, closed_at, closed_by, note) VALUES ($1, $2, $3, $4)");

Error *months_open(Ctx *cx, OpenMonth **list, size_t *count)
{
    static const Column columns[] = { COLUMN(OpenMonth, postings), COLUMN(OpenMonth, income), COLUMN(OpenMonth, cost), COLUMN(OpenMonth, month) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "which months are open");
    return db_list(cx, months_closable, columns, list, count, STR(month_of(cx, cx->today)), INT(CLOSABLE_MOST));
}

Error *closes_all(Ctx *cx, Closed **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Closed, closed_at), COLUMN(Closed, month), COLUMN(Closed, by), COLUMN(Closed, note) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "which months were closed");
    return db_list(cx, closes_listed, columns, list, count, NONE);
}

static bool is_month(Ctx *cx, const char *month) { return strlen(month) == strlen("2026-12") && date_valid(text(cx, "%s-01", month)); }

Error *ledger_close(Ctx *cx, const char *month, const char *note)
{
    Error *errors = OK;
    int64_t closed;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "closing %s", month);
    if (!is_month(cx, month)) errors_add(&errors, invalid(cx, "month", "Choose the month"));
    else if (strcmp(month, month_of(cx, cx->today)) >= 0) errors_add(&errors, invalid(cx, "month", "%s is not over. A month is closed once it is", month_words(cx, text(cx, "%s-01", month))));
    if (letters(note) > CLOSE_NOTE_MOST) errors_add(&errors, invalid(cx, "note", "Use %d characters or fewer", CLOSE_NOTE_MOST));
    TRY(errors);
    TRY(db_run(cx, close_through, &closed, STR(month)));
    if (!closed) return conflict(cx, "%s is closed already", month_words(cx, text(cx, "%s-01", month)));
    TRY(db_run(cx, close_put, NULL, STR(month), INT(cx->now), INT(cx->who->id), STR(text_trim(cx, note))));
    return trail(cx, "ledger.closed", 0, month);
}
