#include "platform/documents/table_file.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/camt053.h"
#include "platform/documents/xlsx_read.h"

static bool old_workbook(const char *bytes, size_t length) { return length > 8 && memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0; }

Error *table_read(Ctx *cx, const char *bytes, size_t length, Error *(*each)(Ctx *, const CsvRow *, void *), void *data)
{
    if (!length) return invalid(cx, NULL, "The file is empty");
    if (length > 4 && memcmp(bytes, "PK\x03\x04", 4) == 0) return xlsx_read(cx, bytes, length, each, data);
    if (old_workbook(bytes, length)) return invalid(cx, NULL, "This workbook is of the old kind, or has a password. Save it as an Excel workbook (.xlsx) without one");
    if (camt053_looks(bytes, length)) return camt053_read(cx, bytes, length, each, data);
    CsvEncoding encoding = utf8_valid(bytes, length) ? CSV_UTF8 : CSV_WINDOWS_1252;     /* spreadsheets save either */
    return csv_read(cx, bytes, length, encoding, NULL, 0, each, data);
}
