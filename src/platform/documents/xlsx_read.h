/* A workbook read row by row (libzip, libxml2). See table_file.h, which whoever reads a file calls. */
#pragma once
#include "platform/documents/csv.h"

CHECKED Error *xlsx_read(Ctx *cx, const char *bytes, size_t length, Error *(*each)(Ctx *cx, const CsvRow *row, void *data), void *data);
