#include "rooms/money/payments/allocation.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/credit_note.h"
#include "rooms/money/payments/payment.h"

SQL(payment_take_left, "UPDATE payment SET left_pence = left_pence - CAST($2 AS BIGINT) WHERE id = $1 AND left_pence >= CAST($2 AS BIGINT) AND reversed_at IS NULL");
SQL(payment_hold,      "UPDATE payment SET left_pence = left_pence WHERE id = $1");
SQL(payment_give_left, "UPDATE payment SET left_pence = left_pence + CAST($2 AS BIGINT) WHERE id = $1 AND left_pence + CAST($2 AS BIGINT) <= pence AND reversed_at IS NULL");
SQL(allocation_insert, "INSERT INTO allocation (id, payment_id, document_id, pence, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(allocation_end,    "UPDATE allocation SET lifted_at = $2, lifted_by = $3 WHERE id = $1 AND lifted_at IS NULL");
#define FIELDS \
    "SELECT a.id, a.payment_id, a.document_id, a.pence, a.made_at, a.lifted_at, d.name AS document, p.on_date, p.way, y.name AS by" \
    "  FROM allocation a JOIN document d ON d.id = a.document_id JOIN payment p ON p.id = a.payment_id LEFT JOIN person y ON y.id = a.made_by"
SQL(allocation_one,      FIELDS " WHERE a.id = $1");
SQL(allocations_payment, FIELDS " WHERE a.payment_id = $1 AND a.lifted_at IS NULL ORDER BY a.id DESC LIMIT 200");
SQL(allocations_invoice, FIELDS " WHERE a.document_id = $1 AND a.lifted_at IS NULL ORDER BY a.id DESC LIMIT 200");

static const Column allocation_columns[] = {
    COLUMN(Allocation, id), COLUMN(Allocation, payment_id), COLUMN(Allocation, document_id), COLUMN(Allocation, pence), COLUMN(Allocation, made_at),
    COLUMN(Allocation, lifted_at), COLUMN(Allocation, document), COLUMN(Allocation, on_date), COLUMN(Allocation, way), COLUMN(Allocation, by),
};

Error *allocations_of_payment(Ctx *cx, int64_t id, Allocation **list, size_t *count)  { return db_list(cx, allocations_payment, allocation_columns, list, count, INT(id)); }
Error *allocations_of_document(Ctx *cx, int64_t id, Allocation **list, size_t *count) { return db_list(cx, allocations_invoice, allocation_columns, list, count, INT(id)); }

/* ---- what is left of it ---- */

Error *left_of(Ctx *cx, const OnAccount *from, Left *left)
{
    if (from->payment_id) {
        Payment payment = {0};
        TRY(payment_read(cx, from->payment_id, &payment));
        if (payment.reversed_at) return missing(cx, "payment %ld is reversed", (long)payment.id);
        *left = (Left){ payment.organisation_id, payment.person_id, payment.left_pence, text(cx, "Payment of %s on %s", money_table(cx, payment.pence), date_words(cx, payment.on_date)) };
        return OK;
    }
    Document note = {0};
    TRY(document_read(cx, from->credit_id, &note));
    if (!same(note.kind, "credit note")) return missing(cx, "%s is no credit note", note.name);
    *left = (Left){ note.organisation_id, note.person_id, note.open_pence, text(cx, "Credit note %s", note.name) };
    return OK;
}

Error *left_take(Ctx *cx, const OnAccount *from, int64_t pence, bool *taken)
{
    int64_t changed = 0;
    if (from->credit_id) return document_open_take(cx, from->credit_id, pence, taken);
    TRY(db_run(cx, payment_take_left, &changed, INT(from->payment_id), INT(pence)));
    *taken = changed == 1;
    return OK;
}

Error *left_hold(Ctx *cx, const OnAccount *from)
{
    return from->credit_id ? document_open_hold(cx, from->credit_id) : db_run(cx, payment_hold, NULL, INT(from->payment_id));
}

Error *left_give(Ctx *cx, const OnAccount *from, int64_t pence)
{
    int64_t changed = 0;
    if (from->credit_id) return document_open_give(cx, from->credit_id, pence);
    TRY(db_run(cx, payment_give_left, &changed, INT(from->payment_id), INT(pence)));
    return changed ? OK : broken(cx, "payment %ld would have more left than it is of", (long)from->payment_id);
}

/* ---- put ---- */

Error *allocation_put(Ctx *cx, int64_t payment_id, int64_t document_id, int64_t pence)
{
    const OnAccount from = { .payment_id = payment_id };
    Left left = {0};
    Document invoice = {0};
    bool taken;
    TRY(left_of(cx, &from, &left));
    TRY(document_read(cx, document_id, &invoice));
    if (!same(invoice.kind, "invoice")) return conflict(cx, "%s is no invoice", invoice.name);
    if (left.organisation_id != invoice.organisation_id || left.person_id != invoice.person_id) return conflict(cx, "%s is another customer’s: %s", invoice.name, invoice.customer_name);
    TRY(left_take(cx, &from, pence, &taken));
    if (!taken) return conflict(cx, "%s has %s left, less than %s", left.words, money_table(cx, left.left_pence), money_table(cx, pence));
    TRY(document_open_take(cx, document_id, pence, &taken));
    if (!taken) return conflict(cx, "%s has %s to pay, less than %s", invoice.name, money_table(cx, invoice.open_pence), money_table(cx, pence));
    return db_run(cx, allocation_insert, NULL, INT(new_id(cx)), INT(payment_id), INT(document_id), INT(pence), INT(cx->now), REF(cx->who ? cx->who->id : 0));
}

static int64_t less(int64_t a, int64_t b) { return a < b ? a : b; }

Error *allocation_oldest(Ctx *cx, int64_t payment_id)
{
    Left left = {0};
    Document *open;
    size_t n;
    TRY(left_of(cx, &(OnAccount){ .payment_id = payment_id }, &left));
    TRY(documents_open_of(cx, left.organisation_id, left.person_id, &open, &n));
    for (size_t i = 0; i < n && i < ALLOCATIONS_MOST && left.left_pence; i++) {
        int64_t pence = less(left.left_pence, open[i].open_pence);
        TRY(allocation_put(cx, payment_id, open[i].id, pence));
        left.left_pence -= pence;
    }
    return OK;
}

Error *allocate(Ctx *cx, int64_t payment_id, int64_t document_id, const char *amount)
{
    Left left = {0};
    Document invoice = {0};
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "allocating to document %ld", (long)document_id);
    if (!document_id) return invalid(cx, "invoice", "Choose the invoice that it pays");
    TRY(left_of(cx, &(OnAccount){ .payment_id = payment_id }, &left));
    TRY(document_read(cx, document_id, &invoice));
    int64_t pence = less(left.left_pence, invoice.open_pence);
    if (!blank(amount) && (!money_parse(amount, &pence) || !pence)) return invalid(cx, "amount", "Enter the sum in pounds and pence, like 180, 42.50 or 1,200");
    if (!pence) return conflict(cx, "Nothing is left to settle");
    TRY(allocation_put(cx, payment_id, document_id, pence));
    return trail(cx, "payment.allocated", document_id, money_table(cx, pence));
}

/* ---- lifted ---- */

/* What an invoice was credited after it was paid is left of its credit notes, and was this very money: now it is set off, as it would have been then. */
static Error *credits_set_off(Ctx *cx, int64_t document_id)
{
    Document invoice = {0}, *notes;
    size_t n;
    TRY(document_read(cx, document_id, &invoice));
    if (!invoice.credited_pence) return OK;
    TRY(document_credits(cx, document_id, &notes, &n));
    for (size_t i = 0; i < n && invoice.open_pence; i++) {
        int64_t pence = less(invoice.open_pence, notes[i].open_pence);
        if (!pence) continue;
        TRY(credit_set_off(cx, notes[i].id, document_id, pence));
        invoice.open_pence -= pence;
    }
    return OK;
}

static Error *lift(Ctx *cx, const Allocation *allocation)
{
    int64_t changed = 0;
    TRY(db_run(cx, allocation_end, &changed, INT(allocation->id), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    if (!changed) return conflict(cx, "This was lifted already");
    TRY(document_open_give(cx, allocation->document_id, allocation->pence));
    TRY(credits_set_off(cx, allocation->document_id));
    return left_give(cx, &(OnAccount){ .payment_id = allocation->payment_id }, allocation->pence);
}

Error *allocation_lift(Ctx *cx, int64_t id)
{
    Allocation allocation = {0};
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "lifting allocation %ld", (long)id);
    TRY(db_one(cx, allocation_one, allocation_columns, &allocation, INT(id)));
    TRY(lift(cx, &allocation));
    return trail(cx, "payment.lifted", allocation.document_id, money_table(cx, allocation.pence));
}

Error *allocations_lift_all(Ctx *cx, int64_t payment_id)
{
    Allocation *list;
    size_t n;
    TRY(allocations_of_payment(cx, payment_id, &list, &n));
    for (size_t i = 0; i < n; i++) TRY(lift(cx, &list[i]));
    return OK;
}
