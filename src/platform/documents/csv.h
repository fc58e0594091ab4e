/* CSV (libcsv), in and out. */
#pragma once
#include "platform/base/context.h"

enum { CSV_COLUMNS_MOST = 400, CSV_ROWS_MOST = 200000, CSV_FIELD_MOST = 64 << 10 };

typedef enum { CSV_UTF8, CSV_WINDOWS_1252 } CsvEncoding;

/* A row under its header. cells[i] belongs to columns[i]; a short row is padded with "". Valid until the next row. */
typedef struct { int64_t line; const char *const *columns; size_t column_count; const char **cells; const char *const *headings; } CsvRow;   /* headings: as they are written, where `columns` are folded */
const char *csv_cell(const CsvRow *row, const char *column);   /* by header name, case and outer space ignored; "" when absent */
bool        csv_has(const CsvRow *row, const char *column);

/*
 * Reads a whole file with a header row. A byte-order mark is taken off; UTF-16 is refused in words; text that is not valid in
 * `encoding` is an error that names the line. `needed` names columns that must be there ("URN LA (code)" as an array), and an
 * absent one is an error that names it. `each` may refuse a row: reading stops with its Error. What `each` keeps is the request's memory:
 * a file that takes more of it than there is, is refused in words.
 */
CHECKED Error *csv_read(Ctx *cx, const char *bytes, size_t length, CsvEncoding encoding, const char *const *needed, size_t needed_count,
                        Error *(*each)(Ctx *cx, const CsvRow *row, void *data), void *data);

/* Writing: UTF-8 with a byte-order mark for Excel; a cell that begins like a formula gets an apostrophe. */
typedef struct { Ctx *cx; char *bytes; size_t length, room; bool begun; } CsvWriter;
void csv_begin(CsvWriter *csv, Ctx *cx);
void csv_headed(CsvWriter *csv, Ctx *cx, const char *const *heads, size_t count);   /* begins, with a row of headings */
void csv_text(CsvWriter *csv, const char *cell);
void csv_int(CsvWriter *csv, int64_t cell);
void csv_pence(CsvWriter *csv, int64_t pence);   /* 60.00 */
void csv_line(CsvWriter *csv);      /* ends the row */
