#include "rooms/money/bills/credit_note.h"

#include <stdlib.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "rooms/members/permission.h"
#include "rooms/money/bills/document_letter.h"
#include "rooms/money/bills/document_put.h"

/* The row is the lock of all that is credited of one invoice. */
SQL(credit_hold,   "UPDATE document_open SET credited_pence = credited_pence WHERE document_id = $1");
/* What was given up was never paid, so it is not paid back either. */
#define GIVEN_UP "CAST((SELECT COALESCE(SUM(w.pence), 0) FROM write_off w WHERE w.document_id = $1 AND w.state = 'approved') AS BIGINT)"
SQL(credit_count,  "UPDATE document_open SET credited_pence = credited_pence + CAST($2 AS BIGINT) WHERE document_id = $1 AND credited_pence + CAST($2 AS BIGINT) <= total_pence - " GIVEN_UP);
SQL(credit_room,   "SELECT total_pence - credited_pence - " GIVEN_UP " FROM document_open WHERE document_id = $1");
SQL(set_off_add,   "INSERT INTO document_set_off (id, credit_id, invoice_id, pence, on_date, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(credit_lines,
    "SELECT l.credits_position AS position, CAST(SUM(l.pence) AS BIGINT) AS pence FROM document d JOIN document_line l ON l.document_id = d.id WHERE d.credits_id = $1 GROUP BY l.credits_position");
SQL(credit_vats,
    "SELECT v.treatment, v.rate_bp, CAST(SUM(v.taxable_pence) AS BIGINT) AS taxable_pence, CAST(SUM(v.vat_pence) AS BIGINT) AS vat_pence, '' AS words"
    "  FROM document d JOIN document_vat v ON v.document_id = d.id WHERE d.credits_id = $1 GROUP BY v.treatment, v.rate_bp");

typedef struct { int64_t position, pence; } Credited;

Error *credit_left(Ctx *cx, int64_t invoice_id, CreditableLine **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Credited, position), COLUMN(Credited, pence) };
    DocumentLine *lines;
    Credited *credited;
    size_t n;
    TRY(document_lines(cx, invoice_id, &lines, count));
    TRY(db_list(cx, credit_lines, columns, &credited, &n, INT(invoice_id)));
    CreditableLine *left = array(cx, CreditableLine, *count + 1);
    for (size_t i = 0; i < *count; i++) {
        left[i] = (CreditableLine){ lines[i], lines[i].pence };
        for (size_t j = 0; j < n; j++)
            if (credited[j].position == lines[i].position) left[i].left_pence -= credited[j].pence;
    }
    *list = left;
    return OK;
}

Error *credit_most(Ctx *cx, int64_t invoice_id, int64_t *pence) { return db_number(cx, credit_room, pence, INT(invoice_id)); }

/* ---- made ---- */

static Error *line_credit(Ctx *cx, const Document *invoice, const CreditableLine *left, size_t count, const CreditLine *asked, DocumentLine *line)
{
    for (size_t i = 0; i < count; i++) {
        if (left[i].line.position != asked->position) continue;
        if (asked->pence * left[i].line.pence <= 0 || llabs(asked->pence) > llabs(left[i].left_pence))
            return conflict(cx, "Only %s is left of line %ld of %s, which is less than %s", money_table(cx, left[i].left_pence), (long)asked->position, invoice->name, money_table(cx, asked->pence));
        *line = left[i].line;
        line->pence = asked->pence, line->bill_item_id = asked->bill_item_id, line->credits_position = asked->position;
        return OK;
    }
    return broken(cx, "%s has no line %ld", invoice->name, (long)asked->position);
}

/* VAT so that all credit notes of the invoice together take back what it asked for: up to a penny beside the rate of this one alone. */
static Error *vats_credit(Ctx *cx, Document *note, DocumentVat *vats, size_t count)
{
    static const Column columns[] = { COLUMN(DocumentVat, rate_bp), COLUMN(DocumentVat, taxable_pence), COLUMN(DocumentVat, vat_pence), COLUMN(DocumentVat, treatment), COLUMN(DocumentVat, words) };
    DocumentVat *credited;
    size_t n;
    TRY(db_list(cx, credit_vats, columns, &credited, &n, INT(note->credits_id)));
    note->vat_pence = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < n; j++)
            if (credited[j].rate_bp == vats[i].rate_bp && same(credited[j].treatment, vats[i].treatment))
                vats[i].vat_pence = vat_of(credited[j].taxable_pence + vats[i].taxable_pence, vats[i].rate_bp) - credited[j].vat_pence;
        note->vat_pence += vats[i].vat_pence;
    }
    note->total_pence = note->net_pence + note->vat_pence;
    return OK;
}

Error *credit_set_off(Ctx *cx, int64_t credit_id, int64_t invoice_id, int64_t pence)
{
    bool taken = false, given = false;
    TRY(document_open_take(cx, credit_id, pence, &taken));
    TRY(document_open_take(cx, invoice_id, pence, &given));
    if (!taken || !given) return conflict(cx, "There is less open than that by now. Look at it once more");
    return db_run(cx, set_off_add, NULL, INT(new_id(cx)), INT(credit_id), INT(invoice_id), INT(pence), STR(cx->today), INT(cx->now), REF(cx->who ? cx->who->id : 0));
}

/* What is still to pay of the invoice is set off; the rest of the credit note stays open. */
static Error *settle(Ctx *cx, const Document *invoice, const Document *note)
{
    int64_t counted = 0, most = 0, pence = invoice->open_pence < note->total_pence ? invoice->open_pence : note->total_pence;
    TRY(db_run(cx, credit_count, &counted, INT(invoice->id), INT(note->total_pence)));
    if (!counted) {
        TRY(credit_most(cx, invoice->id, &most));
        return conflict(cx, "Part of %s was given up. Only %s of it can still be credited, VAT included", invoice->name, money_table(cx, most));
    }
    return pence ? credit_set_off(cx, note->id, invoice->id, pence) : OK;
}

Error *credit_note_make(Ctx *cx, int64_t invoice_id, const CreditLine *asked, size_t count, const char *why, int64_t *id)
{
    Document invoice = {0};
    CreditableLine *left;
    DocumentVat *vats;
    size_t left_count, vat_count;
    TRY(db_run(cx, credit_hold, NULL, INT(invoice_id)));
    TRY(document_read(cx, invoice_id, &invoice));
    if (!same(invoice.kind, "invoice")) return conflict(cx, "Only an invoice can be credited");
    TRY(credit_left(cx, invoice_id, &left, &left_count));
    DocumentLine *lines = array(cx, DocumentLine, count + 1);
    for (size_t i = 0; i < count; i++) TRY(line_credit(cx, &invoice, left, left_count, &asked[i], &lines[i]));
    Document note = invoice;
    note.id = 0, note.kind = "credit note", note.credits_id = invoice_id, note.issued_on = note.due_on = cx->today, note.words = why;
    TRY(document_sum(cx, &note, lines, count, &vats, &vat_count));
    TRY(vats_credit(cx, &note, vats, vat_count));
    if (note.total_pence < 1) return conflict(cx, "A credit note takes something back: this one would come to nothing");
    TRY(document_put(cx, &note, lines, count, vats, vat_count));
    TRY(settle(cx, &invoice, &note));
    *id = note.id;
    return letter_document(cx, note.id);
}

/* ---- as typed ---- */

static Error *amounts_read(Ctx *cx, const CreditDraft *draft, const CreditableLine *left, size_t left_count, CreditLine *lines, size_t *count)
{
    Error *errors = OK;
    *count = 0;
    for (size_t i = 0; i < left_count; i++) {
        const char *field = text(cx, "amount_%zu", i + 1);
        int64_t pence = left[i].left_pence;
        if (!draft->whole) {
            if (blank(draft->amounts[i])) continue;
            if (left[i].left_pence < 0 || !money_parse(draft->amounts[i], &pence)) errors_add(&errors, invalid(cx, field, "Enter a sum in pounds and pence, like 42.50"));
            else if (pence > left[i].left_pence) errors_add(&errors, invalid(cx, field, "Only %s is left of this line. Enter that or less", money_table(cx, left[i].left_pence)));
        }
        if (pence) lines[(*count)++] = (CreditLine){ .position = left[i].line.position, .pence = pence };
    }
    if (errors) return errors;
    return *count ? OK : invalid(cx, draft->whole ? "whole" : "amount_1", draft->whole ? "Nothing is left of this invoice to credit" : "Enter what to credit of one line at least");
}

Error *credit_note_issue(Ctx *cx, int64_t invoice_id, const CreditDraft *draft, int64_t *id)
{
    CreditableLine *left;
    size_t left_count, count = 0;
    Error *errors = OK;
    const char *why = text_trim(cx, draft->why);
    if (!may(cx, BILL)) return forbidden(cx, "crediting document %ld", (long)invoice_id);
    TRY(credit_left(cx, invoice_id, &left, &left_count));
    CreditLine *lines = array(cx, CreditLine, left_count + 1);
    errors_add(&errors, amounts_read(cx, draft, left, left_count, lines, &count));
    if (!*why) errors_add(&errors, invalid(cx, "why", "Say why: the credit note says it"));
    else if (letters(why) > CREDIT_WHY_MOST) errors_add(&errors, invalid(cx, "why", "Use %d characters or fewer", CREDIT_WHY_MOST));
    TRY(errors);
    return credit_note_make(cx, invoice_id, lines, count, why, id);
}
