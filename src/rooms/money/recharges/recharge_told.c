/* Each school that is recharged is written to when its recharge goes to finance. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/mail/mail.h"
#include "rooms/money/recharges/recharge.h"

SQL(told_next,
    "SELECT l.organisation_id, b.number, b.on_date, MIN(l.cost_code) AS cost_code, COUNT(*) AS lines, CAST(SUM(l.pence) AS BIGINT) AS pence FROM recharge b JOIN recharge_line l ON l.recharge_id = b.id AND l.organisation_id > b.told_id"
    " WHERE b.id = $1 GROUP BY l.organisation_id, b.number, b.on_date ORDER BY l.organisation_id LIMIT 1");
SQL(told_one, "UPDATE recharge SET told_id = $2 WHERE id = $1 AND told_id < $2");

typedef struct { int64_t organisation_id, number, lines, pence; const char *on_date, *cost_code; } Next;

Error *recharge_tell_next(Ctx *cx, int64_t id, bool *done)
{
    static const Column columns[] = { COLUMN(Next, organisation_id), COLUMN(Next, number), COLUMN(Next, lines), COLUMN(Next, pence), COLUMN(Next, on_date), COLUMN(Next, cost_code) };
    Next next = {0};
    Payer payer = {0};
    bool found;
    int64_t marked = 0;
    TRY(db_maybe(cx, told_next, columns, &next, &found, INT(id)));
    *done = !found;
    if (!found) return OK;
    TRY(db_run(cx, told_one, &marked, INT(id), INT(next.organisation_id)));
    TRY(payer_read(cx, next.organisation_id, 0, &payer));
    if (!marked || !email_valid(payer.email)) return OK;
    return mail_queue(cx, &(Mail){ .letter = "recharge", .unhurried = true, .to_name = payer.name, .to_email = payer.email,
                                   MAIL_VALUES({ "customer", payer.name }, { "number", recharge_name(cx, next.number) },
                                               { "sum", next.pence < 0 ? text(cx, "%s back", money_table(cx, -next.pence)) : money_table(cx, next.pence) }, { "lines", counted(cx, next.lines, "line", NULL) },
                                               { "code", next.cost_code }, { "on", date_words(cx, next.on_date) }, { "link", text(cx, "%s/recharges/%ld", cx->partnership->url, (long)id) }) });
}
