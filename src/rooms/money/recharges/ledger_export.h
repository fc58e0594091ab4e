/*
 * The ledger as the council's finance program reads it: coded rows of closed months, in batches. A closed month takes nothing more, and a batch takes every month after
 * the batch before it: so each row is in exactly one. The file is kept as it went out; whoever wants it again gets the same bytes, called a copy.
 */
#pragma once
#include "platform/db/stored_file.h"
#include "rooms/money/recharges/export_file.h"

enum { EXPORT_ROWS_MOST = 40000 };      /* of one batch, unless it is of one month */

typedef struct {
    int64_t     id, number, postings, rows, pence, file_id, made_at, fetched_at, fetched_by_id;
    const char *name, *after, *through, *by, *fetched_by;        /* "LEX-000003"; months, after "" of the first; names, "" by rule or erased */
} LedgerExport;
/* READ_MONEY. The latest first, those with a number below `before` (0: all), `most` of them. */
CHECKED Error *ledger_exports(Ctx *cx, int64_t before, int64_t most, LedgerExport **list, size_t *count);
CHECKED Error *ledger_export_find(Ctx *cx, int64_t id, LedgerExport *batch);

/* READ_MONEY. Months that are closed and did not go out yet, the earliest first, 24 at most. */
typedef struct { int64_t postings, rows, pence; const char *month; } ExportMonth;
CHECKED Error *ledger_export_months(Ctx *cx, ExportMonth **list, size_t *count);

/*
 * KEEP_LEDGER. In two steps, for the file is written off the writer: laid out and staged, then made out of it. Refused about "through", a month as "2027-03", where it is
 * not closed or went out; CONFLICT where somebody else made a batch or changed the layout between the two: then nothing is exported.
 */
typedef struct { const char *through, *after; int64_t version, number, postings, rows, pence, file_id; } LedgerExporting;
CHECKED Error *ledger_export_stage(Ctx *cx, const char *through, LedgerExporting *exporting);
CHECKED Error *ledger_export_make(Ctx *cx, const LedgerExporting *exporting, int64_t *id);

/* KEEP_LEDGER. Its file is taken for the first time; CONFLICT where it was. Whoever has READ_MONEY reads it (file_id): export_file_name() says what it is called then. */
CHECKED Error *ledger_export_fetch(Ctx *cx, int64_t id);

/* READ_MONEY. Up to `most` of the ledger's latest rows, for the preview of a layout. */
CHECKED Error *ledger_export_latest(Ctx *cx, int64_t most, ExportRow **rows, size_t *count);

/* For lyceum check: each batch is the rows of its months, and none is missing between two. */
CHECKED Error *ledger_export_check(Ctx *cx);
