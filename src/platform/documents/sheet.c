#include "platform/documents/sheet.h"

#include "platform/base/text.h"
#include "platform/base/time.h"

#define CSV_TYPE  "text/csv; charset=utf-8"
#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

void sheet_begin(Sheet *sheet, Ctx *cx, const Request *rq, const char *const *heads, size_t count)
{
    *sheet = (Sheet){ .cx = cx };
    if (ends(rq->path, ".xlsx")) sheet->xlsx = xlsx_begin(cx, heads, count);
    else csv_headed(&sheet->csv, cx, heads, count);
}

void sheet_text(Sheet *sheet, const char *cell)
{
    if (sheet->xlsx) xlsx_text(sheet->xlsx, cell);
    else csv_text(&sheet->csv, cell);
}

void sheet_int(Sheet *sheet, int64_t cell)
{
    if (sheet->xlsx) xlsx_int(sheet->xlsx, cell);
    else csv_int(&sheet->csv, cell);
}

void sheet_date(Sheet *sheet, const char *date)
{
    if (sheet->xlsx && date_valid(date)) xlsx_date(sheet->xlsx, date);
    else sheet_text(sheet, date);
}

void sheet_moment(Sheet *sheet, int64_t instant)
{
    if (!instant) sheet_text(sheet, "");
    else if (sheet->xlsx) xlsx_moment(sheet->xlsx, instant);
    else csv_text(&sheet->csv, instant_iso(sheet->cx, instant));
}

void sheet_pence(Sheet *sheet, int64_t pence)
{
    if (sheet->xlsx) xlsx_pence(sheet->xlsx, pence);
    else csv_pence(&sheet->csv, pence);
}

void sheet_line(Sheet *sheet)
{
    if (sheet->xlsx) xlsx_line(sheet->xlsx);
    else csv_line(&sheet->csv);
}

Error *sheet_respond(Sheet *sheet, Response *rs, const char *name)
{
    const char *bytes = sheet->csv.bytes;
    size_t length = sheet->csv.length;
    if (sheet->xlsx) TRY(xlsx_finish(sheet->xlsx, &bytes, &length));
    rs->download = text(sheet->cx, "%s.%s", name, sheet->xlsx ? "xlsx" : "csv");
    return respond(rs, sheet->xlsx ? XLSX_TYPE : CSV_TYPE, bytes, length);
}
