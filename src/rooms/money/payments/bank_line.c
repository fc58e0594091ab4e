#include "rooms/money/payments/bank_line.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

#define FIELDS \
    "SELECT l.id, l.pence, l.came_back, l.settled_at, l.on_date, l.reference, l.name, l.bank_reference, l.details, l.account, l.state, l.why, p.name AS settled_by" \
    "  FROM bank_line l LEFT JOIN person p ON p.id = l.settled_by"
SQL(bank_line_one, FIELDS " WHERE l.id = $1");
/* $1 state, $2 folded words, $3 after which */
SQL(bank_lines_all,
    FIELDS " WHERE (CAST($1 AS TEXT) = '' OR l.state = $1)"
           " AND (CAST($2 AS TEXT) = '' OR lower(l.reference) LIKE '%' || $2 || '%' OR lower(l.name) LIKE '%' || $2 || '%' OR lower(l.details) LIKE '%' || $2 || '%')"
           " AND (CAST($3 AS BIGINT) = 0 OR (l.on_date, l.id) < (SELECT b.on_date, b.id FROM bank_line b WHERE b.id = $3)) ORDER BY l.on_date DESC, l.id DESC LIMIT CAST($4 AS BIGINT)");
SQL(bank_lines_waiting, "SELECT COUNT(*) AS count, CAST(COALESCE(SUM(CASE WHEN pence > 0 THEN pence ELSE 0 END), 0) AS BIGINT) AS in_pence FROM bank_line WHERE state = 'waiting'");
SQL(bank_line_match, "UPDATE bank_line SET state = 'matched', settled_at = $2, settled_by = $3 WHERE id = $1 AND state = 'waiting'");
SQL(bank_line_leave, "UPDATE bank_line SET state = 'set aside', why = $4, settled_at = $2, settled_by = $3 WHERE id = $1 AND state = 'waiting'");
SQL(bank_line_again, "UPDATE bank_line SET state = 'waiting', why = '', settled_at = NULL, settled_by = NULL WHERE id = $1 AND state = $2");

static const Column line_columns[] = {
    COLUMN(BankLine, id), COLUMN(BankLine, pence), COLUMN(BankLine, came_back), COLUMN(BankLine, settled_at), COLUMN(BankLine, on_date), COLUMN(BankLine, reference), COLUMN(BankLine, name),
    COLUMN(BankLine, bank_reference), COLUMN(BankLine, details), COLUMN(BankLine, account), COLUMN(BankLine, state), COLUMN(BankLine, why), COLUMN(BankLine, settled_by),
};

Error *bank_lines(Ctx *cx, const BankFilter *f, int64_t most, BankLine **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "lines of the bank");
    return db_list(cx, bank_lines_all, line_columns, list, count, STR(f->state), STR(text_fold(cx, f->words)), INT(f->before_id), INT(most));
}

Error *bank_line_find(Ctx *cx, int64_t id, BankLine *line)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "a line of the bank");
    return db_one(cx, bank_line_one, line_columns, line, INT(id));
}

Error *bank_waiting(Ctx *cx, BankWaiting *waiting)
{
    static const Column columns[] = { COLUMN(BankWaiting, count), COLUMN(BankWaiting, in_pence) };
    return db_one(cx, bank_lines_waiting, columns, waiting, NONE);
}

Error *bank_line_take(Ctx *cx, int64_t id, bool *taken)
{
    int64_t changed = 0;
    TRY(db_run(cx, bank_line_match, &changed, INT(id), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    *taken = changed == 1;
    return OK;
}

Error *bank_line_wait(Ctx *cx, int64_t id) { return db_run(cx, bank_line_again, NULL, INT(id), STR("matched")); }

Error *bank_line_set_aside(Ctx *cx, int64_t id, const char *why)
{
    int64_t changed = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "setting bank line %ld aside", (long)id);
    if (blank(why)) return invalid(cx, "why", "Say what it is, such as: bank charges, noted in the ledger");
    if (letters(why) > BANK_WHY_MOST) return invalid(cx, "why", "Use %d characters or fewer", BANK_WHY_MOST);
    TRY(db_run(cx, bank_line_leave, &changed, INT(id), INT(cx->now), INT(cx->who->id), STR(text_trim(cx, why))));
    return changed ? trail(cx, "bank.set_aside", id, NULL) : conflict(cx, "This line waits no more: somebody was quicker");
}

Error *bank_line_back(Ctx *cx, int64_t id)
{
    int64_t changed = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "bank line %ld waits again", (long)id);
    TRY(db_run(cx, bank_line_again, &changed, INT(id), STR("set aside")));
    return changed ? trail(cx, "bank.waits", id, NULL) : conflict(cx, "This line is not set aside any more");
}
