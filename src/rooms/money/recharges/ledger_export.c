#include "rooms/money/recharges/ledger_export.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/backup.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger.h"

#define BATCH \
    "SELECT x.id, x.number, x.after, x.through, x.postings, x.rows, x.pence, x.file_id, x.made_at, COALESCE(x.fetched_at, 0) AS fetched_at, COALESCE(x.fetched_by, 0) AS fetched_by_id, y.name AS by, z.name AS fetched_by" \
    "  FROM ledger_export x LEFT JOIN person y ON y.id = x.made_by LEFT JOIN person z ON z.id = x.fetched_by"
SQL(exports_listed,  BATCH " WHERE CAST($1 AS BIGINT) = 0 OR x.number < $1 ORDER BY x.number DESC LIMIT CAST($2 AS BIGINT)");
SQL(export_one,      BATCH " WHERE x.id = $1");
SQL(export_months,
    "SELECT r.month, COUNT(DISTINCT r.posting_id) AS postings, COUNT(*) AS rows, CAST(SUM(r.pence) AS BIGINT) AS pence FROM posting p JOIN posting_row r ON r.posting_id = p.id"
    " WHERE p.month > (SELECT through FROM ledger_exported WHERE id = 0) AND p.month <= (SELECT through FROM ledger_closed WHERE id = 0) GROUP BY r.month ORDER BY r.month LIMIT 24");
SQL(exported_state,  "SELECT through AS after, batches + 1 AS number FROM ledger_exported WHERE id = 0");
SQL(export_counted,
    "SELECT COUNT(DISTINCT r.posting_id) AS postings, COUNT(*) AS rows, CAST(COALESCE(SUM(r.pence), 0) AS BIGINT) AS pence FROM posting p JOIN posting_row r ON r.posting_id = p.id"
    " WHERE p.month > $1 AND p.month <= $2");
/* How a row is taxed, where one answer holds: of a bill the lines that it is the sum of, of its VAT itself; recharges are outside VAT's scope. */
#define OF_BILL \
    "(SELECT CASE WHEN MIN(v.treatment) = MAX(v.treatment) THEN MIN(v.treatment) ELSE '' END FROM document_line v WHERE v.document_id = p.subject_id AND v.cost_centre_id = r.cost_centre_id" \
    " AND COALESCE(v.fund_id, 0) = COALESCE(r.fund_id, 0) AND (CASE WHEN v.account_id = 21 THEN 13 ELSE v.account_id END = r.from_account OR CASE WHEN v.account_id = 21 THEN 13 ELSE v.account_id END = r.to_account))"
#define TREATMENT \
    "CASE WHEN p.kind = 'recharge' OR p.kind = 'recharge.refused' THEN 'outside' WHEN p.kind <> 'invoice' AND p.kind <> 'credit note' THEN '' WHEN r.from_account = 11 OR r.to_account = 11 THEN 'standard'" \
    " ELSE COALESCE(" OF_BILL ", '') END"
/* What is moved to is debited, what it comes from is credited. */
#define ROWS \
    "SELECT r.pence, t.code AS debit_code, t.name AS debit_name, f.code AS credit_code, f.name AS credit_name, c.code AS debit_centre, c.code AS credit_centre, u.code AS fund, " TREATMENT " AS treatment, p.on_date, p.words," \
    " CAST(p.id AS TEXT) || '/' || CAST(r.position AS TEXT) AS reference" \
    "  FROM posting p JOIN posting_row r ON r.posting_id = p.id JOIN account f ON f.id = r.from_account JOIN account t ON t.id = r.to_account JOIN cost_centre c ON c.id = r.cost_centre_id" \
    "  LEFT JOIN fund u ON u.id = r.fund_id"
SQL(export_rows,     ROWS " WHERE p.month > $1 AND p.month <= $2 ORDER BY p.on_date, p.id, r.position");
SQL(export_latest,   ROWS " ORDER BY p.month DESC, p.id DESC, r.position LIMIT CAST($1 AS BIGINT)");
SQL(exported_onward, "UPDATE ledger_exported SET through = $2, batches = batches + 1 WHERE id = 0 AND through = $1 AND batches + 1 = CAST($3 AS BIGINT) AND $2 <= (SELECT through FROM ledger_closed WHERE id = 0)");
SQL(export_put,
    "INSERT INTO ledger_export (id, number, after, through, postings, rows, pence, file_id, made_at, made_by) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT),"
    " CAST($6 AS BIGINT), CAST($7 AS BIGINT), CAST($8 AS BIGINT), CAST($9 AS BIGINT), CAST($10 AS BIGINT) FROM export_layout l WHERE l.kind = 'ledger' AND l.version = CAST($11 AS BIGINT)");
SQL(export_fetched,  "UPDATE ledger_export SET fetched_at = $2, fetched_by = $3 WHERE id = $1 AND fetched_at IS NULL");

static const Column batch_columns[] = { COLUMN(LedgerExport, id), COLUMN(LedgerExport, number), COLUMN(LedgerExport, postings), COLUMN(LedgerExport, rows), COLUMN(LedgerExport, pence), COLUMN(LedgerExport, file_id),
                                        COLUMN(LedgerExport, made_at), COLUMN(LedgerExport, fetched_at), COLUMN(LedgerExport, fetched_by_id), COLUMN(LedgerExport, after), COLUMN(LedgerExport, through), COLUMN(LedgerExport, by),
                                        COLUMN(LedgerExport, fetched_by) };
static const Column row_columns[] = { COLUMN(ExportRow, pence), COLUMN(ExportRow, debit_code), COLUMN(ExportRow, debit_name), COLUMN(ExportRow, debit_centre), COLUMN(ExportRow, credit_code), COLUMN(ExportRow, credit_name),
                                      COLUMN(ExportRow, credit_centre), COLUMN(ExportRow, fund), COLUMN(ExportRow, treatment), COLUMN(ExportRow, on_date), COLUMN(ExportRow, words), COLUMN(ExportRow, reference) };

static const char *batch_name(Ctx *cx, int64_t number) { return text(cx, "LEX-%06ld", (long)number); }

Error *ledger_exports(Ctx *cx, int64_t before, int64_t most, LedgerExport **list, size_t *count)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what of the ledger went out");
    TRY(db_list(cx, exports_listed, batch_columns, list, count, INT(before), INT(most)));
    for (size_t i = 0; i < *count; i++) (*list)[i].name = batch_name(cx, (*list)[i].number);
    return OK;
}

Error *ledger_export_find(Ctx *cx, int64_t id, LedgerExport *batch)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "batch %ld of the ledger", (long)id);
    TRY(db_one(cx, export_one, batch_columns, batch, INT(id)));
    batch->name = batch_name(cx, batch->number);
    return OK;
}

Error *ledger_export_months(Ctx *cx, ExportMonth **list, size_t *count)
{
    static const Column columns[] = { COLUMN(ExportMonth, postings), COLUMN(ExportMonth, rows), COLUMN(ExportMonth, pence), COLUMN(ExportMonth, month) };
    if (!may(cx, READ_MONEY)) return forbidden(cx, "what of the ledger waits to go out");
    return db_list(cx, export_months, columns, list, count, NONE);
}

Error *ledger_export_latest(Ctx *cx, int64_t most, ExportRow **rows, size_t *count)
{
    static const Column next[] = { COLUMN(LedgerExporting, number) };
    LedgerExporting x = {0};
    if (!may(cx, READ_MONEY)) return forbidden(cx, "the ledger's latest rows");
    TRY(db_one(cx, exported_state, next, &x, NONE));
    TRY(db_list(cx, export_latest, row_columns, rows, count, INT(most)));
    for (size_t i = 0; i < *count; i++) (*rows)[i].number = batch_name(cx, x.number);
    return OK;
}

/* ---- a batch ---- */

static Error *through_check(Ctx *cx, const char *through, const char *after)
{
    const char *closed;
    if (strlen(through) != strlen("2026-12") || !date_valid(text(cx, "%s-01", through))) return invalid(cx, "through", "Choose the month");
    const char *said = month_words(cx, text(cx, "%s-01", through));
    TRY(ledger_closed_through(cx, &closed));
    if (strcmp(through, closed) > 0) return invalid(cx, "through", "%s is not closed. Only months that take nothing more go out", said);
    if (strcmp(through, after) <= 0) return invalid(cx, "through", "%s went out already. Its file is in the list", said);
    return OK;
}

typedef struct { ExportFile file; const char *number; } Writing;

static Error *row_take(Ctx *cx, void *row, void *data)
{
    Writing *writing = data;
    ExportRow *r = row;
    r->number = writing->number;
    export_row(&writing->file, r);
    return OK;
}

Error *ledger_export_stage(Ctx *cx, const char *through, LedgerExporting *x)
{
    static const Column state[] = { COLUMN(LedgerExporting, after), COLUMN(LedgerExporting, number) };
    static const Column counted_[] = { COLUMN(LedgerExporting, postings), COLUMN(LedgerExporting, rows), COLUMN(LedgerExporting, pence) };
    Layout layout = {0};
    Writing writing;
    ExportRow row = {0};
    const char *bytes;
    size_t length;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "exporting the ledger");
    *x = (LedgerExporting){ .through = through };
    TRY(db_one(cx, exported_state, state, x, NONE));
    TRY(through_check(cx, through, x->after));
    TRY(db_one(cx, export_counted, counted_, x, STR(x->after), STR(through)));
    if (!x->rows) return invalid(cx, "through", "Nothing counts in these months");
    if (x->rows > EXPORT_ROWS_MOST && strcmp(month_of(cx, month_next(cx, x->after)), through) < 0)
        return invalid(cx, "through", "These months have %s rows, and %s go into one file. Choose an earlier month", number_words(cx, x->rows), number_words(cx, EXPORT_ROWS_MOST));
    TRY(layout_read(cx, "ledger", &layout));
    x->version = layout.version;
    writing.number = batch_name(cx, x->number);
    export_begin(&writing.file, cx, &layout);
    TRY(db_each(cx, export_rows, row_columns, &row, row_take, &writing, STR(x->after), STR(through)));
    TRY(export_end(&writing.file, &bytes, &length));
    if (writing.file.debit_pence != x->pence) return broken(cx, "the rows to %s are %ld pence, and %ld are in the file", through, (long)x->pence, (long)writing.file.debit_pence);
    return stored_file_stage(cx, text(cx, "%s.csv", writing.number), "text/csv; charset=utf-8", "csv", bytes, length, &x->file_id);
}

/* The row of what went out is moved on only from where the file begins: of two at once one finds it moved, and exports nothing. */
Error *ledger_export_make(Ctx *cx, const LedgerExporting *x, int64_t *id)
{
    int64_t moved = 0, put = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "exporting the ledger");
    TRY(db_run(cx, exported_onward, &moved, STR(x->after), STR(x->through), INT(x->number)));
    if (!moved) return conflict(cx, "Somebody else exported these months meanwhile. Look at the list");
    *id = new_id(cx);
    TRY(stored_file_link(cx, x->file_id));
    TRY(db_run(cx, export_put, &put, INT(*id), INT(x->number), STR(x->after), STR(x->through), INT(x->postings), INT(x->rows), INT(x->pence), INT(x->file_id), INT(cx->now), INT(cx->who->id), INT(x->version)));
    if (!put) return conflict(cx, "The layout of the file was changed meanwhile. Export once more");
    return trail(cx, "ledger.exported", *id, x->through);
}

Error *ledger_export_fetch(Ctx *cx, int64_t id)
{
    LedgerExport batch = {0};
    int64_t fetched = 0;
    if (!may(cx, KEEP_LEDGER)) return forbidden(cx, "taking the file of batch %ld", (long)id);
    TRY(ledger_export_find(cx, id, &batch));
    TRY(db_run(cx, export_fetched, &fetched, INT(id), INT(cx->now), INT(cx->who->id)));
    if (!fetched) return conflict(cx, "%s was taken already, %s. Take a copy", batch.name, moment_words(cx, batch.fetched_at));
    return trail(cx, "ledger.export_fetched", id, batch.name);
}

/* ---- promises ---- */

#define ID(column) "CAST(" column " AS TEXT)"
SQL(exports_unlike_rows,
    "SELECT 'Batch ' || " ID("x.number") " || ' of the ledger has ' || " ID("x.rows") " || ' rows of ' || " ID("x.pence") " || ' pence, and its months have ' || " ID("COUNT(r.posting_id)") " || ' of ' || "
    ID("COALESCE(SUM(r.pence), 0)") " AS say FROM ledger_export x LEFT JOIN posting_row r ON r.month > x.after AND r.month <= x.through GROUP BY x.id, x.number, x.rows, x.pence"
    " HAVING COUNT(r.posting_id) <> x.rows OR COALESCE(SUM(r.pence), 0) <> x.pence ORDER BY x.number LIMIT 20");
SQL(exports_apart,
    "SELECT 'Batch ' || " ID("x.number") " || ' of the ledger begins after ' || x.after || ', and the one before it does not end there' AS say FROM ledger_export x"
    " WHERE x.after <> COALESCE((SELECT b.through FROM ledger_export b WHERE b.number = x.number - 1), '') OR x.through > (SELECT through FROM ledger_closed WHERE id = 0) ORDER BY x.number LIMIT 20");
SQL(exported_astray,
    "SELECT 'The ledger is said to have gone out through ' || e.through || ' in ' || " ID("e.batches") " || ' batches, and ' || " ID("(SELECT COUNT(*) FROM ledger_export)") " || ' are there' AS say FROM ledger_exported e"
    " WHERE e.batches <> (SELECT COUNT(*) FROM ledger_export) OR e.through <> COALESCE((SELECT MAX(through) FROM ledger_export), '')");
SQL(exports_without_file,
    "SELECT 'The file of batch ' || " ID("x.number") " || ' of the ledger is not kept' AS say FROM ledger_export x WHERE NOT EXISTS (SELECT 1 FROM stored_file f WHERE f.id = x.file_id AND f.linked = 1) LIMIT 20");

Error *ledger_export_check(Ctx *cx)
{
    static const Sql *const promises[] = { &exports_unlike_rows, &exports_apart, &exported_astray, &exports_without_file };
    return store_promises(cx, promises, COUNT(promises));
}
