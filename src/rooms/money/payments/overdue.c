#include "rooms/money/payments/overdue.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/payer.h"
#include "rooms/money/payments/payment_terms.h"

#define OPEN_AND_DUE "m.open_pence > 0 AND d.kind = 'invoice'"
/* $1 step, $2 the day by which it was due, $3 now */
SQL(overdue_put,
    "INSERT INTO overdue_letter (document_id, step, state, proposed_at) SELECT d.id, CAST($1 AS BIGINT), 'proposed', CAST($3 AS BIGINT) FROM document_open m JOIN document d ON d.id = m.document_id"
    " WHERE " OPEN_AND_DUE " AND d.due_on <= CAST($2 AS TEXT) AND NOT EXISTS (SELECT 1 FROM overdue_letter l WHERE l.document_id = d.id AND l.step = $1) ORDER BY d.due_on, d.id LIMIT 500");
/* The second step takes the first along where nobody sent it: one letter, the firmer one. */
SQL(overdue_first_past, "UPDATE overdue_letter SET state = 'dropped', decided_at = $1 WHERE state = 'proposed' AND step = 1 AND EXISTS (SELECT 1 FROM overdue_letter l WHERE l.document_id = overdue_letter.document_id AND l.step = 2)");
SQL(overdue_settled, "UPDATE overdue_letter SET state = 'dropped', decided_at = $1 WHERE state = 'proposed' AND NOT EXISTS (SELECT 1 FROM document_open m WHERE m.document_id = overdue_letter.document_id AND m.open_pence > 0)");
#define HELD "(SELECT h.id FROM overdue_hold h WHERE h.ended_at IS NULL AND (h.organisation_id = d.organisation_id OR h.person_id = d.person_id))"
#define PROPOSED "(SELECT MAX(l.step) FROM overdue_letter l WHERE l.document_id = d.id AND l.state = 'proposed')"
#define OVERDUE \
    " FROM document_open m JOIN document d ON d.id = m.document_id WHERE " OPEN_AND_DUE " AND d.due_on < CAST($1 AS TEXT)"
SQL(overdue_customers,
    "SELECT x.organisation_id, x.person_id, COALESCE(o.name, p.name) AS name, COUNT(*) AS invoices, CAST(SUM(x.open_pence) AS BIGINT) AS pence, MIN(x.due_on) AS oldest_due,"
    " CAST(SUM(CASE WHEN x.step > 0 THEN 1 ELSE 0 END) AS BIGINT) AS proposed, CAST(MAX(x.step) AS BIGINT) AS step, CAST(MAX(x.hold_id) AS BIGINT) AS hold_id, CAST(MAX(x.sent_at) AS BIGINT) AS last_sent_at, MAX(h.why) AS hold_why"
    "  FROM (SELECT d.organisation_id, d.person_id, m.open_pence, d.due_on, COALESCE(" PROPOSED ", 0) AS step, COALESCE(" HELD ", 0) AS hold_id,"
    "    COALESCE((SELECT MAX(l.decided_at) FROM overdue_letter l WHERE l.document_id = d.id AND l.state = 'sent'), 0) AS sent_at" OVERDUE ") x"
    "  LEFT JOIN organisation o ON o.id = x.organisation_id LEFT JOIN person p ON p.id = x.person_id LEFT JOIN overdue_hold h ON h.id = x.hold_id"
    " GROUP BY x.organisation_id, x.person_id, COALESCE(o.name, p.name) ORDER BY SUM(x.open_pence) DESC, x.organisation_id, x.person_id LIMIT 100");
SQL(overdue_summed,
    "SELECT COUNT(*) AS customers, CAST(COALESCE(SUM(y.pence), 0) AS BIGINT) AS pence, CAST(COALESCE(SUM(CASE WHEN y.step > 0 AND y.hold_id = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS proposed"
    "  FROM (SELECT x.organisation_id, x.person_id, SUM(x.open_pence) AS pence, MAX(x.step) AS step, MAX(x.hold_id) AS hold_id"
    "    FROM (SELECT d.organisation_id, d.person_id, m.open_pence, COALESCE(" PROPOSED ", 0) AS step, COALESCE(" HELD ", 0) AS hold_id" OVERDUE ") x GROUP BY x.organisation_id, x.person_id) y");
SQL(overdue_of_customer,
    "SELECT d.id, d.name, d.due_on, m.open_pence, CAST(" PROPOSED " AS BIGINT) AS step" OVERDUE " AND (d.organisation_id = $2 OR d.person_id = $3) AND " PROPOSED " IS NOT NULL AND " HELD " IS NULL ORDER BY d.due_on, d.id LIMIT 200");
SQL(overdue_decide, "UPDATE overdue_letter SET state = $3, decided_at = $4, decided_by = $5 WHERE document_id = $1 AND step = $2 AND state = 'proposed'");
SQL(overdue_drop_all,
    "UPDATE overdue_letter SET state = 'dropped', decided_at = $3, decided_by = $4 WHERE state = 'proposed' AND document_id IN (SELECT d.id FROM document d WHERE d.organisation_id = $1 OR d.person_id = $2)");
SQL(overdue_hold_put,
    "INSERT INTO overdue_hold (id, organisation_id, person_id, why, made_at, made_by) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS BIGINT)"
    " WHERE NOT EXISTS (SELECT 1 FROM overdue_hold h WHERE h.ended_at IS NULL AND (h.organisation_id = $2 OR h.person_id = $3))");
SQL(overdue_hold_over, "UPDATE overdue_hold SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL");
SQL(overdue_letters,  "SELECT step, decided_at, state FROM overdue_letter WHERE document_id = $1 ORDER BY step");

/* ---- proposed ---- */

Error *overdue_propose(Ctx *cx, int64_t *proposed)
{
    PaymentTerms terms = {0};
    int64_t first = 0, again = 0;
    TRY(payment_terms(cx, &terms));
    TRY(db_run(cx, overdue_settled, NULL, INT(cx->now)));
    if (terms.remind_days) TRY(db_run(cx, overdue_put, &first, INT(1), STR(date_add_days(cx, cx->today, -terms.remind_days)), INT(cx->now)));
    if (terms.again_days) TRY(db_run(cx, overdue_put, &again, INT(2), STR(date_add_days(cx, cx->today, -terms.again_days)), INT(cx->now)));
    TRY(db_run(cx, overdue_first_past, NULL, INT(cx->now)));
    *proposed = first + again;
    return OK;
}

Error *overdue_list(Ctx *cx, Overdue **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Overdue, organisation_id), COLUMN(Overdue, person_id), COLUMN(Overdue, name), COLUMN(Overdue, invoices), COLUMN(Overdue, pence), COLUMN(Overdue, oldest_due),
                                      COLUMN(Overdue, proposed), COLUMN(Overdue, step), COLUMN(Overdue, hold_id), COLUMN(Overdue, last_sent_at), COLUMN(Overdue, hold_why) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what is overdue");
    return db_list(cx, overdue_customers, columns, list, count, STR(cx->today));
}

Error *overdue_sums(Ctx *cx, OverdueSums *sums)
{
    static const Column columns[] = { COLUMN(OverdueSums, customers), COLUMN(OverdueSums, pence), COLUMN(OverdueSums, proposed) };
    return db_one(cx, overdue_summed, columns, sums, STR(cx->today));
}

Error *overdue_letters_of(Ctx *cx, int64_t document_id, OverdueLetter **list, size_t *count)
{
    static const Column columns[] = { COLUMN(OverdueLetter, step), COLUMN(OverdueLetter, decided_at), COLUMN(OverdueLetter, state) };
    return db_list(cx, overdue_letters, columns, list, count, INT(document_id));
}

/* ---- sent ---- */

typedef struct { int64_t id, open_pence, step; const char *name, *due_on; } Due;

static const char *line_of(Ctx *cx, const Due *due, size_t n, size_t i)
{
    return i < n && i < OVERDUE_IN_LETTER ? text(cx, "%s: %s, due on %s", due[i].name, money_table(cx, due[i].open_pence), date_words(cx, due[i].due_on)) : "";
}

static Error *letter(Ctx *cx, const Payer *payer, const Due *due, size_t n)
{
    int64_t pence = 0, step = 0;
    for (size_t i = 0; i < n; i++) {
        pence += due[i].open_pence;
        if (due[i].step > step) step = due[i].step;
    }
    const char *more = n > OVERDUE_IN_LETTER ? counted(cx, (int64_t)(n - OVERDUE_IN_LETTER), "more invoice", "more invoices") : "";
    const MailValue values[] = { { "name", payer->name }, { "sum", money_table(cx, pence) }, { "first", line_of(cx, due, n, 0) }, { "second", line_of(cx, due, n, 1) }, { "third", line_of(cx, due, n, 2) },
                                 { "fourth", line_of(cx, due, n, 3) }, { "fifth", line_of(cx, due, n, 4) }, { "sixth", line_of(cx, due, n, 5) }, { "more", more },
                                 { "link", text(cx, "%s/invoices", cx->partnership->url) }, { "office", cx->partnership->email } };
    if (step == 2) return mail_queue(cx, &(Mail){ .letter = "payment-overdue-again", .to_name = payer->name, .to_email = payer->email, .values = values, .value_count = COUNT(values), .unhurried = true });
    return mail_queue(cx, &(Mail){ .letter = "payment-overdue", .to_name = payer->name, .to_email = payer->email, .values = values, .value_count = COUNT(values), .unhurried = true });
}

static Error *send_one(Ctx *cx, int64_t organisation_id, int64_t person_id, int64_t *sent, int64_t *unreachable)
{
    static const Column columns[] = { COLUMN(Due, id), COLUMN(Due, open_pence), COLUMN(Due, step), COLUMN(Due, name), COLUMN(Due, due_on) };
    Payer payer = {0};
    Due *due;
    size_t n;
    TRY(db_list(cx, overdue_of_customer, columns, &due, &n, STR(cx->today), REF(organisation_id), REF(person_id)));
    if (!n) return OK;
    TRY(payer_read(cx, organisation_id, person_id, &payer));
    if (!email_valid(payer.email)) return *unreachable += 1, OK;
    for (size_t i = 0; i < n; i++) TRY(db_run(cx, overdue_decide, NULL, INT(due[i].id), INT(due[i].step), STR("sent"), INT(cx->now), INT(cx->who->id)));
    TRY(letter(cx, &payer, due, n));
    *sent += 1;
    return trail(cx, "overdue.sent", organisation_id ? organisation_id : person_id, text(cx, "%ld", (long)n));
}

Error *overdue_send(Ctx *cx, int64_t organisation_id, int64_t person_id, int64_t *sent, int64_t *unreachable)
{
    Overdue *list;
    size_t n = 0;
    *sent = *unreachable = 0;
    if (!may(cx, BILL)) return forbidden(cx, "writing to who is overdue");
    if (organisation_id || person_id) return send_one(cx, organisation_id, person_id, sent, unreachable);
    TRY(overdue_list(cx, &list, &n));
    for (size_t i = 0; i < n; i++)
        if (list[i].proposed && !list[i].hold_id) TRY(send_one(cx, list[i].organisation_id, list[i].person_id, sent, unreachable));
    return OK;
}

Error *overdue_drop(Ctx *cx, int64_t organisation_id, int64_t person_id)
{
    if (!may(cx, BILL)) return forbidden(cx, "dropping letters");
    TRY(db_run(cx, overdue_drop_all, NULL, REF(organisation_id), REF(person_id), INT(cx->now), INT(cx->who->id)));
    return trail(cx, "overdue.dropped", organisation_id ? organisation_id : person_id, NULL);
}

Error *overdue_hold(Ctx *cx, int64_t organisation_id, int64_t person_id, const char *why)
{
    int64_t added = 0;
    if (!may(cx, BILL)) return forbidden(cx, "holding letters");
    if (blank(why)) return invalid(cx, "why", "Say why they are not written to, such as: a question about the invoice is open");
    if (letters(why) > OVERDUE_WHY_MOST) return invalid(cx, "why", "Use %d characters or fewer", OVERDUE_WHY_MOST);
    TRY(db_run(cx, overdue_hold_put, &added, INT(new_id(cx)), REF(organisation_id), REF(person_id), STR(text_trim(cx, why)), INT(cx->now), INT(cx->who->id)));
    return added ? trail(cx, "overdue.held", organisation_id ? organisation_id : person_id, NULL) : conflict(cx, "They are held already");
}

Error *overdue_hold_end(Ctx *cx, int64_t hold_id)
{
    int64_t ended = 0;
    if (!may(cx, BILL)) return forbidden(cx, "ending hold %ld", (long)hold_id);
    TRY(db_run(cx, overdue_hold_over, &ended, INT(hold_id), INT(cx->now), INT(cx->who->id)));
    return ended ? trail(cx, "overdue.hold_ended", hold_id, NULL) : conflict(cx, "This hold is over already");
}
