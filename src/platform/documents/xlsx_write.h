/*
 * A workbook of one sheet (libxlsxwriter, in constant memory): a bold row of headings that stays in sight and filters, then the rows.
 * Behind it stand files without a name in the temporary folder, since the library writes to nothing else; they go with the arena.
 */
#pragma once
#include "platform/base/context.h"

typedef struct XlsxWriter XlsxWriter;

enum { XLSX_CELL_MOST = 32767 };      /* letters that the format takes in one cell; what is longer is cut there */

void        xlsx_folder(const char *folder);      /* once, at start: where the temporary files go; "/tmp" when nothing is said */

XlsxWriter *xlsx_begin(Ctx *cx, const char *const *heads, size_t count);
void        xlsx_text(XlsxWriter *xlsx, const char *cell);      /* NULL or "": an empty cell */
void        xlsx_int(XlsxWriter *xlsx, int64_t cell);
void        xlsx_date(XlsxWriter *xlsx, const char *date);      /* a valid YYYY-MM-DD */
void        xlsx_moment(XlsxWriter *xlsx, int64_t instant);     /* as London's clock shows it */
void        xlsx_pence(XlsxWriter *xlsx, int64_t pence);
void        xlsx_line(XlsxWriter *xlsx);
/* The whole file, in the arena. UNAVAILABLE where the temporary folder has no room; what went wrong on the way is said here. */
CHECKED Error *xlsx_finish(XlsxWriter *xlsx, const char **bytes, size_t *length);
