/* A batch on its way to finance: its file is written once, and kept. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/stored_file.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"
#include "rooms/money/recharges/recharge.h"

#define LINE \
    "SELECT l.pence, l.cost_code AS debit_code, l.customer_name AS debit_name, '' AS debit_centre, a.code AS credit_code, a.name AS credit_name, c.code AS credit_centre, f.code AS fund, 'outside' AS treatment," \
    " l.words, l.customer_name AS customer, l.purchase_order AS \"order\", l.on_date, CAST(l.position AS TEXT) AS reference" \
    "  FROM recharge_line l JOIN account a ON a.id = l.account_id JOIN cost_centre c ON c.id = l.cost_centre_id LEFT JOIN fund f ON f.id = l.fund_id"
SQL(export_lines,   LINE " WHERE l.recharge_id = $1 ORDER BY l.position");
SQL(export_first,   LINE " WHERE l.recharge_id = $1 ORDER BY l.position LIMIT CAST($2 AS BIGINT)");
/* The side that is ours, as one entry for each account, cost centre and fund. */
SQL(export_groups,
    "SELECT CAST(SUM(l.pence) AS BIGINT) AS pence, '' AS debit_code, '' AS debit_name, '' AS debit_centre, a.code AS credit_code, a.name AS credit_name, c.code AS credit_centre, f.code AS fund, 'outside' AS treatment,"
    " '' AS words, '' AS customer, '' AS \"order\", '' AS on_date, '' AS reference"
    "  FROM recharge_line l JOIN account a ON a.id = l.account_id JOIN cost_centre c ON c.id = l.cost_centre_id LEFT JOIN fund f ON f.id = l.fund_id WHERE l.recharge_id = $1"
    " GROUP BY a.code, a.name, c.code, f.code HAVING SUM(l.pence) <> 0 ORDER BY a.code, c.code, f.code");
SQL(recharge_exported,
    "UPDATE recharge SET state = 'exported', file_id = $2, exported_at = $3, exported_by = $4 WHERE id = $1 AND state = 'made'"
    " AND EXISTS (SELECT 1 FROM export_layout l WHERE l.kind = 'recharge' AND l.version = CAST($5 AS BIGINT))");
SQL(recharge_fetched, "UPDATE recharge SET fetched_at = $2, fetched_by = $3 WHERE id = $1 AND file_id IS NOT NULL AND fetched_at IS NULL");

static const Column columns[] = { COLUMN(ExportRow, pence), COLUMN(ExportRow, debit_code), COLUMN(ExportRow, debit_name), COLUMN(ExportRow, debit_centre), COLUMN(ExportRow, credit_code), COLUMN(ExportRow, credit_name),
                                  COLUMN(ExportRow, credit_centre), COLUMN(ExportRow, fund), COLUMN(ExportRow, treatment), COLUMN(ExportRow, words), COLUMN(ExportRow, customer), COLUMN(ExportRow, order),
                                  COLUMN(ExportRow, on_date), COLUMN(ExportRow, reference) };

/* Below 0 it goes the other way: they are credited, and we are debited. */
static bool turned(ExportRow *row)
{
    const ExportRow was = *row;
    if (row->pence > 0) return false;
    row->pence = -was.pence;
    row->debit_code = was.credit_code, row->debit_name = was.credit_name, row->debit_centre = was.credit_centre;
    row->credit_code = was.debit_code, row->credit_name = was.debit_name, row->credit_centre = was.debit_centre;
    return true;
}

static void row_named(Ctx *cx, ExportRow *row, const char *number, const char *on)
{
    row->number = number, row->on_date = on;
    row->reference = *row->reference ? text(cx, "%s/%s", number, row->reference) : number;
    if (!*row->words) row->words = text(cx, "Recharges %s", number);
}

static Error *entries_put(Ctx *cx, ExportFile *file, const Recharge *recharge, ExportRow *rows, size_t n)
{
    ExportRow *groups;
    size_t group_count;
    TRY(db_list(cx, export_groups, columns, &groups, &group_count, INT(recharge->id)));
    for (size_t i = 0; i < n; i++) {
        bool back = turned(&rows[i]);
        export_entry(file, &rows[i], back ? EXPORT_CREDIT : EXPORT_DEBIT);
    }
    for (size_t i = 0; i < group_count; i++) {
        row_named(cx, &groups[i], recharge->name, recharge->on_date);
        bool back = turned(&groups[i]);
        export_entry(file, &groups[i], back ? EXPORT_DEBIT : EXPORT_CREDIT);
    }
    return OK;
}

Error *recharge_export_stage(Ctx *cx, int64_t id, RechargeExporting *x)
{
    Recharge recharge = {0};
    Layout layout = {0};
    ExportFile file;
    ExportRow *rows;
    const char *bytes;
    size_t n, length;
    if (!may(cx, BILL)) return forbidden(cx, "exporting recharge %ld", (long)id);
    TRY(recharge_find(cx, id, &recharge));
    if (!same(recharge.state, "made")) return conflict(cx, "%s is %s already", recharge.name, same(recharge.state, "exported") ? "exported" : recharge.state);
    TRY(layout_read(cx, "recharge", &layout));
    TRY(db_list(cx, export_lines, columns, &rows, &n, INT(id)));
    export_begin(&file, cx, &layout);
    for (size_t i = 0; i < n; i++) row_named(cx, &rows[i], recharge.name, recharge.on_date);
    if (same(layout.shape, "entries")) TRY(entries_put(cx, &file, &recharge, rows, n));
    else
        for (size_t i = 0; i < n; i++) {
            turned(&rows[i]);
            export_row(&file, &rows[i]);
        }
    TRY(export_end(&file, &bytes, &length));
    *x = (RechargeExporting){ .id = id, .version = layout.version };
    return stored_file_stage(cx, text(cx, "%s.csv", recharge.name), "text/csv; charset=utf-8", "csv", bytes, length, &x->file_id);
}

/* The state is the lock: of two who export at once the second finds it exported, and its file is nobody's. */
Error *recharge_export(Ctx *cx, const RechargeExporting *x)
{
    Recharge recharge = {0};
    int64_t exported = 0;
    if (!may(cx, BILL)) return forbidden(cx, "exporting recharge %ld", (long)x->id);
    TRY(db_run(cx, recharge_exported, &exported, INT(x->id), INT(x->file_id), INT(cx->now), INT(cx->who->id), INT(x->version)));
    TRY(recharge_find(cx, x->id, &recharge));
    if (!exported && same(recharge.state, "made")) return conflict(cx, "The layout of the file was changed meanwhile. Export once more");
    if (!exported) return conflict(cx, "%s is %s already", recharge.name, same(recharge.state, "exported") ? "exported" : recharge.state);
    TRY(stored_file_link(cx, x->file_id));
    TRY(job_queue(cx, "recharges.tell", x->id, cx->now, NULL));
    return trail(cx, "recharge.exported", x->id, recharge.name);
}

Error *recharge_fetch(Ctx *cx, int64_t id)
{
    Recharge recharge = {0};
    int64_t fetched = 0;
    if (!may(cx, BILL)) return forbidden(cx, "taking the file of recharge %ld", (long)id);
    TRY(recharge_find(cx, id, &recharge));
    TRY(db_run(cx, recharge_fetched, &fetched, INT(id), INT(cx->now), INT(cx->who->id)));
    if (!fetched) return recharge.file_id ? conflict(cx, "%s was taken already, %s. Take a copy", recharge.name, moment_words(cx, recharge.fetched_at)) : conflict(cx, "%s did not go out yet", recharge.name);
    return trail(cx, "recharge.fetched", id, recharge.name);
}

Error *recharge_latest(Ctx *cx, int64_t most, ExportRow **rows, size_t *count)
{
    Recharge *last;
    TRY(recharges(cx, 0, 1, &last, count));
    if (!*count) return OK;
    TRY(db_list(cx, export_first, columns, rows, count, INT(last->id), INT(most)));
    for (size_t i = 0; i < *count; i++) {
        row_named(cx, &(*rows)[i], last->name, last->on_date);
        turned(&(*rows)[i]);
    }
    return OK;
}
