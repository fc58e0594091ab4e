/*
 * A table that somebody sends: CSV, a workbook (XLSX), or a bank's statement (camt053.h). Which of them it is, its bytes say and not its name.
 *
 * Of a workbook the first sheet that is not hidden is read. Its dates come as 2026-11-24, with a time as 2026-11-24 09:00, a time alone as
 * 09:00, and of a formula its last value. The first row that is not empty names the columns; empty rows are passed over, and a row knows its
 * number in the sheet as CSV's knows its line in the file. Limits are those of csv.h; a workbook may unpack to XLSX_UNPACKED_MOST, and is
 * read without entities and without the network.
 */
#pragma once
#include "platform/documents/csv.h"

enum { XLSX_UNPACKED_MOST = 200 << 20 };

CHECKED Error *table_read(Ctx *cx, const char *bytes, size_t length, Error *(*each)(Ctx *cx, const CsvRow *row, void *data), void *data);
