/* A workbook that anybody uploads is read or refused in words. The parts of the first ones are not packed, so that what changes reaches the reader. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/documents/table_file.h"

static Error *look(Ctx *cx, const CsvRow *row, void *data)
{
    int64_t *last = data;
    (void)cx;
    CHECK(row->line >= 1 && row->column_count <= CSV_COLUMNS_MOST);
    for (size_t i = 0; i < row->column_count; i++) CHECK(utf8_valid(row->cells[i], strlen(row->cells[i])) && utf8_valid(row->headings[i], strlen(row->headings[i])));
    *last = row->line;
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t last = 0;
    if (size > 64 << 10) return 0;
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    for (const Error *error = table_read(&cx, (const char *)data, size, look, &last); error; error = error->next) CHECK(!blank(error->say));
    arena_end(cx.arena);
    return 0;
}
