/* A file that anybody uploads is read or refused in words, and what we write in a cell is what is read from it. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/documents/csv.h"

typedef struct { int64_t line; const char *last; size_t rows; } Seen;

static Error *look(Ctx *cx, const CsvRow *row, void *data)
{
    Seen *seen = data;
    CHECK(row->line >= 1 && row->line >= seen->line && row->column_count <= CSV_COLUMNS_MOST);
    for (size_t i = 0; i < row->column_count; i++) CHECK(utf8_valid(row->cells[i], strlen(row->cells[i])));
    *seen = (Seen){ row->line, text(cx, "%s", csv_cell(row, "words")), seen->rows + 1 };
    return OK;
}

static void read_as(Ctx *cx, CsvEncoding encoding, const char *bytes, size_t size)
{
    Seen seen = {0};
    for (const Error *error = csv_read(cx, bytes, size, encoding, NULL, 0, look, &seen); error; error = error->next) CHECK(!blank(error->say));
}

/* A spreadsheet, and this reader, drop space around a cell that stands without quotation marks. */
static const char *as_read(Ctx *cx, const char *words)
{
    const char *guarded = *words && strchr("=+-@\t\r", *words) ? text(cx, "'%s", words) : words;
    size_t length = strlen(guarded);
    if (strpbrk(guarded, ",\"\r\n")) return guarded;
    while (length && strchr(" \t", guarded[length - 1])) length--;
    size_t from = strspn(guarded, " \t");
    return from >= length ? "" : text_copy(cx, guarded + from, length - from);
}

static void survives(Ctx *cx, const char *words)
{
    static const char *const needed[] = { "key", "words" };
    CsvWriter csv;
    Seen seen = {0};
    csv_begin(&csv, cx);
    csv_text(&csv, "key"), csv_text(&csv, "words"), csv_line(&csv);
    csv_int(&csv, -1), csv_text(&csv, words), csv_line(&csv);
    CHECK(csv_read(cx, csv.bytes, csv.length, CSV_UTF8, needed, COUNT(needed), look, &seen) == OK);
    CHECK(seen.rows == 1 && same(seen.last, as_read(cx, words)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 16 << 10) return 0;
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    read_as(&cx, CSV_UTF8, (const char *)data, size);
    read_as(&cx, CSV_WINDOWS_1252, (const char *)data, size);
    if (utf8_valid((const char *)data, size)) survives(&cx, text_copy(&cx, (const char *)data, size));
    arena_end(cx.arena);
    return 0;
}
