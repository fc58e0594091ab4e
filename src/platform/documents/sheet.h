/*
 * A list to take away, as CSV or as a workbook (XLSX). A handler writes it once; the address that was asked for says which of the two
 * goes out, and a row SHEET() of the routes has both:
 *
 *     SHEET("/office/venues", RUN_PROGRAMME, venues_sheet)          /office/venues.csv and /office/venues.xlsx
 *
 * Text is written down as it is and is never a formula. What a person would count or sort by is a number, a date or an amount in the
 * workbook, under a heading that stays in sight and filters; in CSV it is 12, 2026-11-24, 2026-11-24T09:00:00Z and 60.00.
 */
#pragma once
#include "platform/documents/csv.h"
#include "platform/documents/xlsx_write.h"
#include "platform/http/http.h"

typedef struct { Ctx *cx; CsvWriter csv; XlsxWriter *xlsx; } Sheet;   /* one of the two */

void sheet_begin(Sheet *sheet, Ctx *cx, const Request *rq, const char *const *heads, size_t count);
void sheet_text(Sheet *sheet, const char *cell);                      /* NULL: an empty cell */
void sheet_int(Sheet *sheet, int64_t cell);
void sheet_date(Sheet *sheet, const char *date);                      /* YYYY-MM-DD; anything else stands as text */
void sheet_moment(Sheet *sheet, int64_t instant);                     /* 0: an empty cell; London's clock in the workbook */
void sheet_pence(Sheet *sheet, int64_t pence);
void sheet_line(Sheet *sheet);                                        /* ends the row */
CHECKED Error *sheet_respond(Sheet *sheet, Response *rs, const char *name);   /* "venues": the file is venues.csv or venues.xlsx */
