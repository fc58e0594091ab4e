#include "rooms/money/bills/document.h"

#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/permission.h"

#define FIELDS \
    "SELECT d.id, d.number, d.organisation_id, d.person_id, d.net_pence, d.vat_pence, d.total_pence, d.lines, d.credits_id, q.subscription_id, d.made_at, m.open_pence, m.credited_pence, d.kind, d.name," \
    " d.customer_name, d.customer_address, d.customer_class, d.sender_name, d.sender_address, d.sender_vat, d.sender_account, d.issued_on, d.due_on, d.purchase_order, d.words, c.name AS credits_name, y.name AS by" \
    "  FROM document d LEFT JOIN document_open m ON m.document_id = d.id LEFT JOIN document c ON c.id = d.credits_id LEFT JOIN person y ON y.id = d.made_by" \
    "  LEFT JOIN subscription_quote q ON q.document_id = d.id"
SQL(document_one,      FIELDS " WHERE d.id = $1");
SQL(document_credited, FIELDS " WHERE d.credits_id = $1 ORDER BY d.id LIMIT 200");
SQL(document_quotes,   FIELDS " WHERE q.subscription_id = $1 ORDER BY d.id DESC LIMIT 50");
SQL(document_open_all,
    FIELDS " WHERE d.kind = 'invoice' AND m.open_pence > 0 AND (d.organisation_id = $1 OR d.person_id = $2) ORDER BY d.due_on, d.id LIMIT 500");
SQL(lines_of_document,
    "SELECT position, bill_item_id, credits_position, pence, rate_bp, account_id, cost_centre_id, fund_id, words, on_date, supply, treatment, vat_words FROM document_line WHERE document_id = $1 ORDER BY position");
SQL(vats_of_document,
    "SELECT rate_bp, taxable_pence, vat_pence, treatment, words FROM document_vat WHERE document_id = $1 ORDER BY CASE WHEN treatment = 'standard' THEN 2 ELSE 1 END, treatment, rate_bp");
SQL(open_take, "UPDATE document_open SET open_pence = open_pence - CAST($2 AS BIGINT) WHERE document_id = $1 AND open_pence >= CAST($2 AS BIGINT)");
SQL(open_hold, "UPDATE document_open SET open_pence = open_pence WHERE document_id = $1");
SQL(open_give, "UPDATE document_open SET open_pence = open_pence + CAST($2 AS BIGINT) WHERE document_id = $1 AND open_pence + CAST($2 AS BIGINT) <= total_pence");

static const Column document_columns[] = {
    COLUMN(Document, id), COLUMN(Document, number), COLUMN(Document, organisation_id), COLUMN(Document, person_id), COLUMN(Document, net_pence), COLUMN(Document, vat_pence), COLUMN(Document, total_pence),
    COLUMN(Document, lines), COLUMN(Document, credits_id), COLUMN(Document, subscription_id), COLUMN(Document, made_at), COLUMN(Document, open_pence), COLUMN(Document, credited_pence), COLUMN(Document, kind),
    COLUMN(Document, name), COLUMN(Document, customer_name), COLUMN(Document, customer_address), COLUMN(Document, customer_class), COLUMN(Document, sender_name), COLUMN(Document, sender_address),
    COLUMN(Document, sender_vat), COLUMN(Document, sender_account), COLUMN(Document, issued_on), COLUMN(Document, due_on), COLUMN(Document, purchase_order), COLUMN(Document, words),
    COLUMN(Document, credits_name), COLUMN(Document, by),
};
static const Column line_columns[] = {
    COLUMN(DocumentLine, position), COLUMN(DocumentLine, bill_item_id), COLUMN(DocumentLine, credits_position), COLUMN(DocumentLine, pence), COLUMN(DocumentLine, rate_bp), COLUMN(DocumentLine, account_id),
    COLUMN(DocumentLine, cost_centre_id), COLUMN(DocumentLine, fund_id), COLUMN(DocumentLine, words), COLUMN(DocumentLine, on_date), COLUMN(DocumentLine, supply), COLUMN(DocumentLine, treatment),
    COLUMN(DocumentLine, vat_words),
};
static const Column vat_columns[] = { COLUMN(DocumentVat, rate_bp), COLUMN(DocumentVat, taxable_pence), COLUMN(DocumentVat, vat_pence), COLUMN(DocumentVat, treatment), COLUMN(DocumentVat, words) };

Error *document_read(Ctx *cx, int64_t id, Document *document) { return db_one(cx, document_one, document_columns, document, INT(id)); }

static bool is_ours(const Ctx *cx, int64_t organisation_id, int64_t person_id)
{
    if (!cx->who) return false;
    return organisation_id ? may(cx, BUY_TOGETHER) && organisation_id == cx->who->organisation_id : person_id && person_id == cx->who->id;
}

Error *document_find(Ctx *cx, int64_t id, Document *document)
{
    TRY(document_read(cx, id, document));
    return may(cx, READ_MONEY) || is_ours(cx, document->organisation_id, document->person_id) ? OK : missing(cx, "document %ld is somebody else's", (long)id);
}

Error *document_lines(Ctx *cx, int64_t id, DocumentLine **lines, size_t *count) { return db_list(cx, lines_of_document, line_columns, lines, count, INT(id)); }
Error *document_vats(Ctx *cx, int64_t id, DocumentVat **vats, size_t *count)    { return db_list(cx, vats_of_document, vat_columns, vats, count, INT(id)); }
Error *document_credits(Ctx *cx, int64_t id, Document **list, size_t *count)    { return db_list(cx, document_credited, document_columns, list, count, INT(id)); }
Error *documents_quoted(Ctx *cx, int64_t subscription_id, Document **list, size_t *count) { return db_list(cx, document_quotes, document_columns, list, count, INT(subscription_id)); }

const char *document_kind_words(const char *kind) { return same(kind, "credit note") ? "Credit note" : same(kind, "quote") ? "Quote" : "Invoice"; }

const char *document_state(Ctx *cx, const Document *d)
{
    if (same(d->kind, "quote")) return "quote";
    if (same(d->kind, "credit note")) return d->open_pence ? "open" : "set off";
    if (d->open_pence) return strcmp(d->due_on, cx->today) < 0 ? "overdue" : "open";
    return d->credited_pence == d->total_pence ? "credited" : "paid";
}

/* ---- lists ---- */

/* $1 kind, $2 state, $3 folded words, $4 and $5 days, $6 organisation, $7 person, $8 today */
#define FITTING \
    " WHERE (CAST($1 AS TEXT) = d.kind OR (CAST($1 AS TEXT) = '' AND d.kind <> 'quote'))" \
    " AND (CAST($2 AS TEXT) = '' OR ($2 = 'open' AND m.open_pence > 0) OR ($2 = 'overdue' AND d.kind = 'invoice' AND m.open_pence > 0 AND d.due_on < CAST($8 AS TEXT))" \
    "   OR ($2 = 'paid' AND m.open_pence = 0 AND m.credited_pence < m.total_pence) OR ($2 = 'credited' AND m.credited_pence > 0))" \
    " AND (CAST($3 AS TEXT) = '' OR lower(d.customer_name) LIKE '%' || $3 || '%' OR lower(d.name) LIKE '%' || $3 || '%' OR lower(d.purchase_order) LIKE '%' || $3 || '%')" \
    " AND (CAST($4 AS TEXT) = '' OR d.issued_on >= $4) AND (CAST($5 AS TEXT) = '' OR d.issued_on <= $5)" \
    " AND (CAST($6 AS BIGINT) = 0 OR d.organisation_id = $6) AND (CAST($7 AS BIGINT) = 0 OR d.person_id = $7)"
#define AFTER(columns, keys, sign) " AND (CAST($9 AS BIGINT) = 0 OR (" columns ") " sign " (SELECT " keys " FROM document a WHERE a.id = $9))"
SQL(documents_newest, FIELDS FITTING AFTER("d.issued_on, d.id", "a.issued_on, a.id", "<") " ORDER BY d.issued_on DESC, d.id DESC LIMIT CAST($10 AS BIGINT)");
SQL(documents_due,    FIELDS FITTING AFTER("d.due_on, d.id", "a.due_on, a.id", ">") " ORDER BY d.due_on, d.id LIMIT CAST($10 AS BIGINT)");
SQL(documents_by_sum, FIELDS FITTING AFTER("d.total_pence, d.id", "a.total_pence, a.id", "<") " ORDER BY d.total_pence DESC, d.id DESC LIMIT CAST($10 AS BIGINT)");
SQL(documents_by_customer, FIELDS FITTING AFTER("d.customer_name, d.id", "a.customer_name, a.id", ">") " ORDER BY d.customer_name, d.id LIMIT CAST($10 AS BIGINT)");
#define SUM_OF(what, where) " CAST(COALESCE(SUM(CASE WHEN " where " THEN " what " ELSE 0 END), 0) AS BIGINT)"
SQL(documents_summed,
    "SELECT" SUM_OF("d.total_pence", "d.kind = 'invoice'") " AS invoiced_pence," SUM_OF("d.total_pence", "d.kind = 'credit note'") " AS credited_pence," SUM_OF("m.open_pence", "d.kind = 'invoice'") " AS open_pence,"
    SUM_OF("m.open_pence", "d.kind = 'invoice' AND d.due_on < CAST($8 AS TEXT)") " AS overdue_pence," SUM_OF("1", "d.kind = 'invoice' AND m.open_pence > 0 AND d.due_on < CAST($8 AS TEXT)") " AS overdue"
    "  FROM document d LEFT JOIN document_open m ON m.document_id = d.id" FITTING);

static Error *may_list(Ctx *cx, const DocumentFilter *f)
{
    return may(cx, READ_MONEY) || is_ours(cx, f->organisation_id, f->person_id) ? OK : forbidden(cx, "documents of customer %ld, %ld", (long)f->organisation_id, (long)f->person_id);
}

#define ASKED(cx, f) STR((f)->kind), STR((f)->state), STR(text_fold((cx), (f)->words)), STR((f)->from), STR((f)->to), INT((f)->organisation_id), INT((f)->person_id), STR((cx)->today)

Error *documents_list(Ctx *cx, const DocumentFilter *f, int64_t most, Document **list, size_t *count)
{
    TRY(may_list(cx, f));
    if (same(f->sort, "due")) return db_list(cx, documents_due, document_columns, list, count, ASKED(cx, f), INT(f->after_id), INT(most));
    if (same(f->sort, "sum")) return db_list(cx, documents_by_sum, document_columns, list, count, ASKED(cx, f), INT(f->after_id), INT(most));
    if (same(f->sort, "customer")) return db_list(cx, documents_by_customer, document_columns, list, count, ASKED(cx, f), INT(f->after_id), INT(most));
    return db_list(cx, documents_newest, document_columns, list, count, ASKED(cx, f), INT(f->after_id), INT(most));
}

Error *documents_sums(Ctx *cx, const DocumentFilter *f, DocumentSums *sums)
{
    static const Column columns[] = { COLUMN(DocumentSums, invoiced_pence), COLUMN(DocumentSums, credited_pence), COLUMN(DocumentSums, open_pence), COLUMN(DocumentSums, overdue_pence), COLUMN(DocumentSums, overdue) };
    TRY(may_list(cx, f));
    return db_one(cx, documents_summed, columns, sums, ASKED(cx, f));
}

/* ---- what is open ---- */

Error *documents_open_of(Ctx *cx, int64_t organisation_id, int64_t person_id, Document **list, size_t *count)
{
    return db_list(cx, document_open_all, document_columns, list, count, REF(organisation_id), REF(person_id));
}

Error *document_open_take(Ctx *cx, int64_t id, int64_t pence, bool *taken)
{
    int64_t changed = 0;
    if (pence < 1) return broken(cx, "%ld pence taken off document %ld", (long)pence, (long)id);
    TRY(db_run(cx, open_take, &changed, INT(id), INT(pence)));
    *taken = changed == 1;
    return OK;
}

Error *document_open_hold(Ctx *cx, int64_t id) { return db_run(cx, open_hold, NULL, INT(id)); }

Error *document_open_give(Ctx *cx, int64_t id, int64_t pence)
{
    int64_t changed = 0;
    if (pence < 1) return broken(cx, "%ld pence given back to document %ld", (long)pence, (long)id);
    TRY(db_run(cx, open_give, &changed, INT(id), INT(pence)));
    return changed ? OK : broken(cx, "document %ld would be open for more than it is of", (long)id);
}
