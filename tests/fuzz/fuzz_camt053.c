/* A bank statement in XML that anybody uploads is read or refused in words; every row has a day, and a sum that is no more than it says. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/documents/camt053.h"

static Error *look(Ctx *cx, const CsvRow *row, void *data)
{
    int64_t *last = data;
    (void)cx;
    CHECK(row->line == *last + 1 && row->line <= CAMT_ENTRIES_MOST && row->column_count == 8);
    for (size_t i = 0; i < row->column_count; i++) CHECK(utf8_valid(row->cells[i], strlen(row->cells[i])));
    CHECK(*row->cells[0] && strspn(row->cells[1], "-0123456789.") == strlen(row->cells[1]));
    *last = row->line;
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t last = 0;
    if (size > 64 << 10) return 0;
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    for (const Error *error = camt053_read(&cx, (const char *)data, size, look, &last); error; error = error->next) CHECK(!blank(error->say));
    arena_end(cx.arena);
    return 0;
}
