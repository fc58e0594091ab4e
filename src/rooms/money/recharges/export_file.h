/* A file for the council's finance program, written line by line as its layout says. Cells are guarded against formulas like every CSV of the house. */
#pragma once
#include "platform/documents/csv.h"
#include "rooms/money/recharges/export_layout.h"

/* What moves from one code to another. pence above 0; treatment: how it is taxed, "" where nothing says so. */
typedef struct {
    int64_t     pence;
    const char *debit_code, *debit_name, *debit_centre, *credit_code, *credit_name, *credit_centre;
    const char *fund, *treatment, *on_date, *words, *number, *reference, *customer, *order;
} ExportRow;
typedef enum { EXPORT_DEBIT, EXPORT_CREDIT } ExportSide;

typedef struct { Ctx *cx; const Layout *layout; CsvWriter csv; int64_t lines, debit_pence, credit_pence; } ExportFile;
void export_begin(ExportFile *file, Ctx *cx, const Layout *layout);
/* The whole of it: two lines of a layout of entries, one of pairs. */
void export_row(ExportFile *file, const ExportRow *row);
/* One side alone, of a layout of entries. */
void export_entry(ExportFile *file, const ExportRow *row, ExportSide side);
/* BROKEN where debits and credits differ: nothing of that goes out. */
CHECKED Error *export_end(ExportFile *file, const char **bytes, size_t *length);

/* What a kept file is called: "RCH-000012.csv" for whoever takes it, for the minutes that it takes to come; "RCH-000012-copy.csv" for everybody else and later. */
typedef struct { const char *name; int64_t taken_at, taken_by; } ExportTaken;
const char *export_file_name(Ctx *cx, const ExportTaken *taken);
const char *export_copy_name(Ctx *cx, const char *name);

/* One cell in words, as the file has it: for what is shown before. Of a layout of pairs the side does not matter. */
const char *export_cell(Ctx *cx, const Layout *layout, const LayoutColumn *column, const ExportRow *row, ExportSide side);
