#include "platform/documents/csv.h"

#include <csv.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

enum { HEADING_MOST = 200 };

typedef struct {
    Ctx         *cx;
    const char **columns, **headings, **cells;
    size_t       column_count, at;
    int64_t      line;              /* of the file, where this row began */
    const char *const *needed;
    size_t       needed_count;
    Error     *(*each)(Ctx *, const CsvRow *, void *);
    void        *data;
    Error       *error;
    Arena       *row_arena;         /* cleared after each row, so that a file of any length needs one row's memory */
    bool         headed, ended;     /* the header is read; a row ended on this line */
    int64_t      rows;
} Reading;

/* "LA (Code) " and "la (code)" are one name. */
static const char *heading(Ctx *cx, const char *name) { return text_fold(cx, text_trim(cx, name)); }

static size_t column_find(const char *const *columns, size_t n, const char *name)
{
    size_t i = 0;
    while (i < n && strcasecmp(columns[i], name) != 0) i++;
    return i;
}

const char *csv_cell(const CsvRow *row, const char *column)
{
    size_t i = column_find(row->columns, row->column_count, column);
    return i < row->column_count ? row->cells[i] : "";
}

bool csv_has(const CsvRow *row, const char *column) { return column_find(row->columns, row->column_count, column) < row->column_count; }

static void field_ends(void *bytes, size_t length, void *data)
{
    Reading *reading = data;
    Ctx keep = *reading->cx;
    if (reading->error) return;
    if (length > CSV_FIELD_MOST) {
        reading->error = invalid(reading->cx, NULL, "Line %ld has a cell of more than %d characters. Shorten it and try again", (long)reading->line, CSV_FIELD_MOST);
        return;
    }
    if (!reading->headed && length > HEADING_MOST) {
        reading->error = invalid(reading->cx, NULL, "The first line of the file has a cell of more than %d characters. Its first line must name the columns", HEADING_MOST);
        return;
    }
    if (reading->headed) keep.arena = reading->row_arena;
    if (reading->at < CSV_COLUMNS_MOST) {
        const char *cell = text_copy(&keep, bytes ? bytes : "", length);
        if (!reading->headed) reading->headings[reading->at] = text_trim(&keep, cell);
        reading->cells[reading->at] = reading->headed ? cell : heading(&keep, cell);
    }
    reading->at++;
}

static void needed_or_error(Reading *reading)
{
    Ctx *cx = reading->cx;
    const char **absent = array(cx, const char *, reading->needed_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < reading->needed_count; i++)
        if (column_find(reading->columns, reading->column_count, reading->needed[i]) == reading->column_count) absent[n++] = text(cx, "“%s”", reading->needed[i]);
    if (n) reading->error = invalid(cx, NULL, "The file has no %s called %s. Its first line must name the columns", n == 1 ? "column" : "columns", text_list(cx, absent, n));
}

static void header_take(Reading *reading)
{
    Ctx *cx = reading->cx;
    reading->headed = true;
    reading->column_count = reading->at;
    if (reading->at > CSV_COLUMNS_MOST) {
        reading->error = invalid(cx, NULL, "The file has %zu columns, and %d is the most that can be read", reading->at, CSV_COLUMNS_MOST);
        return;
    }
    memcpy(reading->columns, reading->cells, reading->at * sizeof *reading->cells);
    if (reading->needed_count && reading->at == 1 && strchr(reading->cells[0], ';')) {
        reading->error = invalid(cx, NULL, "Semicolons stand between the columns of this file. Save it as CSV with commas between them");
        return;
    }
    needed_or_error(reading);
}

static void row_ends(int end, void *data)
{
    Reading *reading = data;
    (void)end;
    reading->ended = true;
    if (reading->error) return;
    if (!reading->headed) header_take(reading);
    else if (arena_spent(reading->cx->arena)) reading->error = invalid(reading->cx, NULL, "The file holds more than can be read at once. Split it and import the parts");
    else if (++reading->rows > CSV_ROWS_MOST) reading->error = invalid(reading->cx, NULL, "The file has more than %d rows. Split it and import the parts", CSV_ROWS_MOST);
    else if (reading->at > reading->column_count)
        reading->error = invalid(reading->cx, NULL, "Line %ld has %zu cells, but there are %zu columns. A comma inside a cell needs quotation marks around the cell",
                                 (long)reading->line, reading->at, reading->column_count);
    else {
        for (size_t i = reading->at; i < reading->column_count; i++) reading->cells[i] = "";
        CsvRow row = { reading->line, reading->columns, reading->column_count, reading->cells, reading->headings };
        reading->error = reading->each(reading->cx, &row, reading->data);
        arena_reset(reading->row_arena);
    }
    reading->at = 0;
}

/* UTF-8 of the whole file. */
static Error *decode(Ctx *cx, CsvEncoding encoding, const char **bytes, size_t *length)
{
    if (*length >= 2 && (!memcmp(*bytes, "\xFF\xFE", 2) || !memcmp(*bytes, "\xFE\xFF", 2)))
        return invalid(cx, NULL, "The file is in the encoding called UTF-16. Save it again as “CSV UTF-8”");
    if (*length >= 3 && !memcmp(*bytes, "\xEF\xBB\xBF", 3)) {
        *bytes += 3, *length -= 3;
        encoding = CSV_UTF8;   /* the mark says so, whatever the caller expected */
    }
    if (memchr(*bytes, 0, *length)) return invalid(cx, NULL, "The file is not a CSV file: it holds bytes that no text has. Save it again as “CSV UTF-8”");
    if (encoding == CSV_UTF8) return OK;

    *bytes = text_from_windows(cx, *bytes, length);
    return OK;
}

static Error *encoding_check(Ctx *cx, const char *bytes, size_t length)
{
    if (utf8_valid(bytes, length)) return OK;
    int64_t line = 1;
    for (size_t from = 0; from < length; line++) {
        const char *end = memchr(bytes + from, '\n', length - from);
        size_t n = end ? (size_t)(end - bytes) - from : length - from;
        if (!utf8_valid(bytes + from, n)) break;
        from += n + 1;
    }
    return invalid(cx, NULL, "Line %ld has letters in an encoding that cannot be read. Save the file again as “CSV UTF-8”", (long)line);
}

/* One line at a time goes to the parser, so that each row knows where it began. */
static Error *parse(Reading *reading, struct csv_parser *parser, const char *bytes, size_t length)
{
    int64_t line = 1;
    reading->line = 1;
    for (size_t from = 0; from < length && !reading->error; line++) {
        const char *end = memchr(bytes + from, '\n', length - from);
        size_t n = end ? (size_t)(end - bytes) + 1 - from : length - from;
        reading->ended = false;
        if (csv_parse(parser, bytes + from, n, field_ends, row_ends, reading) != n) {
            bool quotes = csv_error(parser) == CSV_EPARSE;
            if (!reading->error)
                reading->error = quotes ? invalid(reading->cx, NULL, "Line %ld has a quotation mark in the wrong place. A quotation mark inside a cell is written twice", (long)line)
                                        : broken(reading->cx, "csv: %s", csv_strerror(csv_error(parser)));
        }
        if (reading->ended) reading->line = line + 1;
        from += n;
    }
    if (!reading->error && csv_fini(parser, field_ends, row_ends, reading)) {
        bool quotes = csv_error(parser) == CSV_EPARSE;
        if (quotes && !reading->error)
            reading->error = invalid(reading->cx, NULL, "Line %ld opens a quotation mark that is never closed", (long)reading->line);
    }
    return reading->error;
}

static void parser_free(void *parser) { csv_free(parser); }
static void arena_release(void *arena) { arena_end(arena); }

static const char packed_mark[] = "PK\x03\x04";

Error *csv_read(Ctx *cx, const char *bytes, size_t length, CsvEncoding encoding, const char *const *needed, size_t needed_count,
                Error *(*each)(Ctx *cx, const CsvRow *row, void *data), void *data)
{
    if (length >= sizeof packed_mark - 1 && memcmp(bytes, packed_mark, sizeof packed_mark - 1) == 0)
        return invalid(cx, NULL, "This is a workbook or another packed file. Save the sheet as CSV and send that");
    TRY(decode(cx, encoding, &bytes, &length));
    TRY(encoding_check(cx, bytes, length));

    Reading reading = { .cx = cx, .needed = needed, .needed_count = needed_count, .each = each, .data = data };
    reading.columns = array(cx, const char *, CSV_COLUMNS_MOST);
    reading.headings = array(cx, const char *, CSV_COLUMNS_MOST);
    reading.cells = array(cx, const char *, CSV_COLUMNS_MOST);
    reading.row_arena = arena_begin((size_t)CSV_COLUMNS_MOST * CSV_FIELD_MOST);
    arena_defer(cx->arena, arena_release, reading.row_arena);

    struct csv_parser *parser = new(cx, struct csv_parser);
    if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI)) return broken(cx, "csv_init has no memory");
    arena_defer(cx->arena, parser_free, parser);
    TRY(parse(&reading, parser, bytes, length));
    return reading.headed ? OK : invalid(cx, NULL, "The file is empty");
}

/* ---- writing ---- */

static void put(CsvWriter *csv, const char *bytes, size_t length)
{
    if (csv->length + length > csv->room) {
        size_t room = 2 * (csv->length + length) + 1024;
        char *larger = arena_new(csv->cx->arena, room);
        if (csv->length) memcpy(larger, csv->bytes, csv->length);
        csv->bytes = larger, csv->room = room;
    }
    memcpy(csv->bytes + csv->length, bytes, length);
    csv->length += length;
}

void csv_begin(CsvWriter *csv, Ctx *cx)
{
    *csv = (CsvWriter){ .cx = cx };
    put(csv, "\xEF\xBB\xBF", 3);   /* without it Excel takes UTF-8 for Windows-1252 */
}

void csv_text(CsvWriter *csv, const char *cell)
{
    if (!cell) cell = "";
    bool formula = *cell && strchr("=+-@\t\r", *cell);
    const char *guarded = formula ? text(csv->cx, "'%s", cell) : cell;
    size_t n = strlen(guarded), room = 2 * n + 3;
    if (csv->begun) put(csv, ",", 1);
    csv->begun = true;
    if (!strpbrk(guarded, ",\"\r\n")) {
        put(csv, guarded, n);
        return;
    }
    char *quoted = arena_new(csv->cx->arena, room);
    put(csv, quoted, csv_write(quoted, room, guarded, n));
}

/* A number may begin with a minus sign. */
static void put_number(CsvWriter *csv, const char *number)
{
    if (csv->begun) put(csv, ",", 1);
    csv->begun = true;
    put(csv, number, strlen(number));
}

void csv_int(CsvWriter *csv, int64_t cell) { put_number(csv, text(csv->cx, "%ld", (long)cell)); }

void csv_pence(CsvWriter *csv, int64_t pence)
{
    put_number(csv, text(csv->cx, "%s%ld.%02ld", pence < 0 ? "-" : "", labs((long)pence) / 100, labs((long)pence) % 100));
}

void csv_line(CsvWriter *csv)
{
    put(csv, "\r\n", 2);
    csv->begun = false;
}

void csv_headed(CsvWriter *csv, Ctx *cx, const char *const *heads, size_t count)
{
    csv_begin(csv, cx);
    for (size_t i = 0; i < count; i++) csv_text(csv, heads[i]);
    csv_line(csv);
}
