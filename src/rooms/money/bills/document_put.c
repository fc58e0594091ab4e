#include "rooms/money/bills/document_put.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/money/bills/bill_sender.h"
#include "rooms/money/ledger/ledger.h"

/* The row is the lock: whoever issues one of this kind waits for it, so that numbers come without a gap and none twice. */
SQL(series_take,   "UPDATE document_series SET next = next + 1 WHERE kind = $1");
SQL(series_taken,  "SELECT next - 1 AS number, prefix FROM document_series WHERE kind = $1");
SQL(document_add,
    "INSERT INTO document (id, kind, number, name, organisation_id, person_id, customer_name, customer_address, customer_class, sender_name, sender_address, sender_vat, sender_account, issued_on, due_on,"
    " purchase_order, net_pence, vat_pence, total_pence, lines, words, credits_id, made_at, made_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)");
SQL(line_add,
    "INSERT INTO document_line (document_id, position, bill_item_id, credits_position, words, on_date, pence, supply, treatment, rate_bp, vat_words, account_id, cost_centre_id, fund_id)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)");
SQL(vat_add,       "INSERT INTO document_vat (document_id, treatment, rate_bp, taxable_pence, vat_pence, words) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(open_add,      "INSERT INTO document_open (document_id, total_pence, open_pence) VALUES ($1, $2, $2)");

void document_to(Document *d, const Payer *payer)
{
    d->organisation_id = payer->organisation_id, d->person_id = payer->person_id;
    d->customer_name = payer->name, d->customer_address = payer->address, d->customer_class = payer->class;
}

static Error *number_take(Ctx *cx, Document *d)
{
    typedef struct { int64_t number; const char *prefix; } Taken;
    static const Column columns[] = { COLUMN(Taken, number), COLUMN(Taken, prefix) };
    Taken taken = {0};
    int64_t changed = 0;
    TRY(db_run(cx, series_take, &changed, STR(d->kind)));
    if (changed != 1) return broken(cx, "no series of numbers for %s", d->kind);
    TRY(db_one(cx, series_taken, columns, &taken, STR(d->kind)));
    d->number = taken.number;
    d->name = text(cx, "%s-%06ld", taken.prefix, (long)taken.number);
    return OK;
}

static Error *rows_put(Ctx *cx, const Document *d, const DocumentLine *lines, size_t count, const DocumentVat *vats, size_t vat_count)
{
    TRY(db_run(cx, document_add, NULL, INT(d->id), STR(d->kind), INT(d->number), STR(d->name), REF(d->organisation_id), REF(d->person_id), STR(d->customer_name), STR(d->customer_address),
               STR(d->customer_class), STR(d->sender_name), STR(d->sender_address), STR(d->sender_vat), STR(d->sender_account), STR(d->issued_on), STR(d->due_on), STR(d->purchase_order),
               INT(d->net_pence), INT(d->vat_pence), INT(d->total_pence), INT(d->lines), STR(d->words ? d->words : ""), REF(d->credits_id), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    for (size_t i = 0; i < count; i++) {
        const DocumentLine *l = &lines[i];
        TRY(db_run(cx, line_add, NULL, INT(d->id), INT((int64_t)i + 1), REF(l->bill_item_id), REF(l->credits_position), STR(l->words), STR(l->on_date), INT(l->pence), STR(l->supply), STR(l->treatment),
                   INT(l->rate_bp), STR(l->vat_words), INT(l->account_id), INT(l->cost_centre_id), REF(l->fund_id)));
    }
    for (size_t i = 0; i < vat_count; i++)
        TRY(db_run(cx, vat_add, NULL, INT(d->id), STR(vats[i].treatment), INT(vats[i].rate_bp), INT(vats[i].taxable_pence), INT(vats[i].vat_pence), STR(vats[i].words)));
    return OK;
}

/* ---- posted ---- */

/* What a subscription brings is earned month by month, so an invoice only says that it is to come. */
static int64_t account_of(const DocumentLine *line) { return line->account_id == ACCOUNT_SUBSCRIPTIONS ? ACCOUNT_DEFERRED : line->account_id; }

static void row_add(PostingRow *rows, size_t *count, PostingRow row)
{
    for (size_t i = 0; i < *count; i++)
        if (rows[i].from == row.from && rows[i].cost_centre_id == row.cost_centre_id && rows[i].fund_id == row.fund_id) { rows[i].pence += row.pence; return; }
    rows[(*count)++] = row;
}

/* Lines of one account, cost centre and fund are one row; one that comes to nothing is none, and below 0 it moves the other way. */
static Error *post(Ctx *cx, const Document *d, const DocumentLine *lines, size_t count)
{
    PostingRow *rows = array(cx, PostingRow, count + 1);
    size_t n = 0, kept = 0;
    int64_t posting_id;
    bool again, credit = same(d->kind, "credit note");
    for (size_t i = 0; i < count; i++) row_add(rows, &n, (PostingRow){ account_of(&lines[i]), ACCOUNT_OWED, lines[i].pence, lines[i].cost_centre_id, lines[i].fund_id });
    if (d->vat_pence) rows[n++] = (PostingRow){ ACCOUNT_VAT, ACCOUNT_OWED, d->vat_pence, COST_CENTRE_OWN, 0 };
    for (size_t i = 0; i < n; i++) {
        const PostingRow row = rows[i];
        if (!row.pence) continue;
        bool back = (row.pence < 0) != credit;
        rows[kept++] = (PostingRow){ back ? row.to : row.from, back ? row.from : row.to, row.pence < 0 ? -row.pence : row.pence, row.cost_centre_id, row.fund_id };
    }
    TRY(ledger_post(cx, &(Posting){ .kind = d->kind, .subject_id = d->id, .on = d->issued_on, .words = text(cx, "%s %s, %s", document_kind_words(d->kind), d->name, d->customer_name), .rows = rows, .count = kept },
                    &posting_id, &again));
    return again ? broken(cx, "%s %ld is posted already", d->kind, (long)d->id) : OK;
}

Error *document_put(Ctx *cx, Document *d, const DocumentLine *lines, size_t count, const DocumentVat *vats, size_t vat_count)
{
    Sender sender = {0};
    DocumentVat *reckoned;
    if (!d->id) d->id = new_id(cx);
    if (!vats) {
        TRY(document_sum(cx, d, lines, count, &reckoned, &vat_count));
        vats = reckoned;
    }
    TRY(sender_read(cx, &sender));
    d->sender_name = sender.name, d->sender_address = sender.address, d->sender_vat = sender.vat_number, d->sender_account = sender_account_words(cx, &sender);
    d->lines = (int64_t)count;
    TRY(number_take(cx, d));
    TRY(document_sound(cx, d, lines, count, vats, vat_count));
    TRY(rows_put(cx, d, lines, count, vats, vat_count));
    if (!same(d->kind, "quote")) {
        TRY(db_run(cx, open_add, NULL, INT(d->id), INT(d->total_pence)));
        TRY(post(cx, d, lines, count));
    }
    d->open_pence = d->total_pence;
    return trail(cx, same(d->kind, "invoice") ? "document.invoiced" : same(d->kind, "quote") ? "document.quoted" : "document.credited", d->id, d->name);
}
