#include "rooms/money/payments/write_off.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/payments/payment_post.h"
#include "rooms/money/payments/payment_terms.h"

#define FIELDS \
    "SELECT w.id, w.document_id, w.pence, w.asked_at, w.asked_by AS asked_by_id, w.decided_at, w.why, w.state, d.name AS document, d.customer_name AS customer, a.name AS asked_by, y.name AS decided_by, w.decided_why" \
    "  FROM write_off w JOIN document d ON d.id = w.document_id JOIN person a ON a.id = w.asked_by LEFT JOIN person y ON y.id = w.decided_by"
SQL(write_off_one,     FIELDS " WHERE w.id = $1");
SQL(write_offs_newest, FIELDS " WHERE (CAST($1 AS TEXT) = '' OR w.state = $1) AND (CAST($2 AS BIGINT) = 0 OR (w.asked_at, w.id) < (SELECT b.asked_at, b.id FROM write_off b WHERE b.id = $2))"
                       " ORDER BY w.asked_at DESC, w.id DESC LIMIT CAST($3 AS BIGINT)");
SQL(write_offs_invoice, FIELDS " WHERE w.document_id = $1 ORDER BY w.asked_at DESC, w.id DESC LIMIT 50");
SQL(write_off_insert,  "INSERT INTO write_off (id, document_id, pence, why, state, asked_at, asked_by) VALUES ($1, $2, $3, $4, 'asked', $5, $6)");
SQL(write_off_alone,   "UPDATE write_off SET state = 'approved', decided_at = $2, decided_by = $3 WHERE id = $1 AND state = 'asked'");
SQL(write_off_by_two,  "UPDATE write_off SET state = 'approved', decided_at = $2, decided_by = $3 WHERE id = $1 AND state = 'asked' AND asked_by <> $3");
SQL(write_off_alone_before, "SELECT CAST(COALESCE(SUM(pence), 0) AS BIGINT) FROM write_off WHERE document_id = $1 AND asked_by = decided_by AND state = 'approved'");
SQL(write_off_refused, "UPDATE write_off SET state = 'declined', decided_at = $2, decided_by = $3, decided_why = $4 WHERE id = $1 AND state = 'asked'");
SQL(largest_line,      "SELECT cost_centre_id, fund_id FROM document_line WHERE document_id = $1 ORDER BY pence DESC, position LIMIT 1");

static const Column write_off_columns[] = {
    COLUMN(WriteOff, id), COLUMN(WriteOff, document_id), COLUMN(WriteOff, pence), COLUMN(WriteOff, asked_at), COLUMN(WriteOff, asked_by_id), COLUMN(WriteOff, decided_at), COLUMN(WriteOff, why), COLUMN(WriteOff, state),
    COLUMN(WriteOff, document), COLUMN(WriteOff, customer), COLUMN(WriteOff, asked_by), COLUMN(WriteOff, decided_by), COLUMN(WriteOff, decided_why),
};

static Error *write_off_read(Ctx *cx, int64_t id, WriteOff *w) { return db_one(cx, write_off_one, write_off_columns, w, INT(id)); }
Error *write_off_find(Ctx *cx, int64_t id, WriteOff *w) { return may(cx, READ_MONEY) ? write_off_read(cx, id, w) : forbidden(cx, "write-off %ld", (long)id); }

Error *write_offs_list(Ctx *cx, const char *state, int64_t before_id, int64_t most, WriteOff **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "write-offs");
    return db_list(cx, write_offs_newest, write_off_columns, list, count, STR(state), INT(before_id), INT(most));
}

Error *write_offs_of(Ctx *cx, int64_t document_id, WriteOff **list, size_t *count) { return db_list(cx, write_offs_invoice, write_off_columns, list, count, INT(document_id)); }

/* In the act that made it approved. */
static Error *goes(Ctx *cx, int64_t id)
{
    typedef struct { int64_t cost_centre_id, fund_id; } Where;
    static const Column columns[] = { COLUMN(Where, cost_centre_id), COLUMN(Where, fund_id) };
    WriteOff w = {0};
    Where where = {0};
    bool taken;
    TRY(write_off_read(cx, id, &w));
    TRY(db_one(cx, largest_line, columns, &where, INT(w.document_id)));
    TRY(document_open_take(cx, w.document_id, w.pence, &taken));
    if (!taken) return conflict(cx, "Less than %s of %s is open now", money_table(cx, w.pence), w.document);
    TRY(one_row_post(cx, &(OneRow){ .kind = "write-off", .subject_id = id, .on = cx->today, .words = text(cx, "%s, %s, given up: %s", w.document, w.customer, w.why), .from = ACCOUNT_OWED, .to = ACCOUNT_WRITTEN_OFF,
                                    .pence = w.pence, .cost_centre_id = where.cost_centre_id, .fund_id = where.fund_id ? where.fund_id : FUND_SUBSCRIPTIONS }));
    return trail(cx, "write_off.approved", id, money_table(cx, w.pence));
}

Error *write_off_ask(Ctx *cx, int64_t document_id, const char *amount, const char *why, int64_t *id, bool *approved)
{
    PaymentTerms terms = {0};
    Document invoice = {0};
    Error *errors = OK;
    int64_t before, changed = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "giving document %ld up", (long)document_id);
    TRY(document_open_hold(cx, document_id));      /* so that what was given up alone before is all of it */
    TRY(document_find(cx, document_id, &invoice));
    if (!same(invoice.kind, "invoice") || !invoice.open_pence) return conflict(cx, "Nothing of %s is open", invoice.name);
    int64_t pence = invoice.open_pence;
    if (!blank(amount) && (!money_parse(amount, &pence) || !pence)) errors_add(&errors, invalid(cx, "amount", "Enter the sum in pounds and pence, like 180, 42.50 or 1,200"));
    else if (pence > invoice.open_pence) errors_add(&errors, invalid(cx, "amount", "%s of it is open, and no more can be given up", money_table(cx, invoice.open_pence)));
    if (blank(why)) errors_add(&errors, invalid(cx, "why", "Say why it will not be paid"));
    else if (letters(why) > WRITE_OFF_WHY_MOST) errors_add(&errors, invalid(cx, "why", "Use %d characters or fewer", WRITE_OFF_WHY_MOST));
    if (errors) return errors;
    TRY(payment_terms(cx, &terms));
    TRY(db_number(cx, write_off_alone_before, &before, INT(document_id)));
    *id = new_id(cx), *approved = pence + before <= terms.two_people_pence;
    TRY(db_run(cx, write_off_insert, NULL, INT(*id), INT(document_id), INT(pence), STR(text_trim(cx, why)), INT(cx->now), INT(cx->who->id)));
    TRY(trail(cx, "write_off.asked", *id, money_table(cx, pence)));
    if (!*approved) return OK;
    TRY(db_run(cx, write_off_alone, &changed, INT(*id), INT(cx->now), INT(cx->who->id)));
    return changed ? goes(cx, *id) : broken(cx, "write-off %ld was decided before it was asked", (long)*id);
}

Error *write_off_approve(Ctx *cx, int64_t id)
{
    WriteOff w = {0};
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "approving write-off %ld", (long)id);
    TRY(write_off_read(cx, id, &w));
    TRY(db_run(cx, write_off_by_two, &changed, INT(id), INT(cx->now), INT(cx->who->id)));
    if (changed) return goes(cx, id);
    return w.asked_by_id == cx->who->id && same(w.state, "asked") ? conflict(cx, "You asked for this yourself. Somebody else has to approve it") : conflict(cx, "This was decided already");
}

Error *write_off_decline(Ctx *cx, int64_t id, const char *why)
{
    WriteOff w = {0};
    int64_t changed = 0;
    if (!may(cx, BILL)) return forbidden(cx, "declining write-off %ld", (long)id);
    TRY(write_off_read(cx, id, &w));
    if (blank(why)) return invalid(cx, "why", "Say why it is declined");
    if (letters(why) > WRITE_OFF_WHY_MOST) return invalid(cx, "why", "Use %d characters or fewer", WRITE_OFF_WHY_MOST);
    TRY(db_run(cx, write_off_refused, &changed, INT(id), INT(cx->now), INT(cx->who->id), STR(text_trim(cx, why))));
    return changed ? trail(cx, "write_off.declined", id, money_table(cx, w.pence)) : conflict(cx, "This was decided already");
}
