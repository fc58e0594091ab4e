#include "platform/documents/xlsx_read.h"

#include <math.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/xlsx_part.h"

enum { HEADING_MOST = 200, STRINGS_MOST = 4000000, DAYS_MOST = 110000, MINUTES_A_DAY = 1440 };

typedef struct {
    Book         book;
    const char **strings; size_t string_count, string_room;      /* what cells refer to by number */
    const bool  *dates;   size_t date_count;
    bool         from_1904;
    const char  *sheet;                                          /* the name of its part */

    Ctx          row_cx;             /* its arena is cleared after each row */
    const char **cells, **columns, **headings;
    size_t       width, column_count;
    int64_t      line, rows;
    bool         headed;
    Error     *(*each)(Ctx *, const CsvRow *, void *);
    void        *data;
} Reading;

/* ---- the parts beside the sheet ---- */

/* The text of a string, to its end: the runs of it together, without how they are spoken. */
static const char *string_text(Ctx *cx, Part *part, const char *element)
{
    Draft words = { .cx = cx };
    bool spoken = false, text_now = false;
    if (part_is_empty(part)) return "";
    while (part_next(part) && !part_ends(part, element)) {
        const char *piece = part_text(part);
        if (part_begins(part, "rPh")) spoken = !part_is_empty(part);
        else if (part_ends(part, "rPh")) spoken = false;
        else if (part_begins(part, "t")) text_now = !part_is_empty(part);
        else if (part_ends(part, "t")) text_now = false;
        else if (piece && text_now && !spoken) draft_bytes(&words, piece, strlen(piece));
    }
    return draft_text(&words);
}

static Error *strings_read(Reading *reading)
{
    Ctx *cx = reading->book.cx;
    Part part;
    if (!part_open(&reading->book, "xl/sharedStrings.xml", &part)) return reading->book.error;
    while (part_next(&part)) {
        if (!part_begins(&part, "si")) continue;
        if (reading->string_count == STRINGS_MOST || arena_spent(cx->arena)) return invalid(cx, NULL, "The workbook holds more than can be read at once. Split it and send the parts");
        if (reading->string_count == reading->string_room) {
            size_t room = reading->string_room ? 2 * reading->string_room : 1024;
            const char **more = array(cx, const char *, room);
            if (reading->string_count) memcpy(more, reading->strings, reading->string_count * sizeof *more);
            reading->strings = more, reading->string_room = room;
        }
        reading->strings[reading->string_count++] = string_text(cx, &part, "si");
    }
    return reading->book.error;
}

/* The part that a sheet's reference means: "xl/worksheets/sheet1.xml". */
static Error *sheet_locate(Reading *reading, const char *reference)
{
    Ctx *cx = reading->book.cx;
    Part part;
    if (part_open(&reading->book, "xl/_rels/workbook.xml.rels", &part))
        while (part_next(&part)) {
            if (!part_begins(&part, "Relationship") || !same(part_attribute(cx, &part, "Id"), reference)) continue;
            const char *target = part_attribute(cx, &part, "Target");
            reading->sheet = *target == '/' ? target + 1 : text(cx, "xl/%s", target);
        }
    if (!reading->book.error && !reading->sheet) return invalid(cx, NULL, "This is no workbook with a sheet in it. Save the sheet as an Excel workbook (.xlsx) or as CSV and send that");
    return reading->book.error;
}

static Error *workbook_read(Reading *reading)
{
    Ctx *cx = reading->book.cx;
    const char *reference = NULL;
    Part part;
    if (part_open(&reading->book, "xl/workbook.xml", &part))
        while (part_next(&part)) {
            if (part_begins(&part, "workbookPr")) reading->from_1904 = one_of(part_attribute(cx, &part, "date1904"), "1 true");
            else if (part_begins(&part, "sheet") && !reference && !one_of(part_attribute(cx, &part, "state"), "hidden veryHidden")) reference = part_attribute(cx, &part, "r:id");
        }
    TRY(reading->book.error);
    return sheet_locate(reading, reference ? reference : "");
}

/* ---- cells ---- */

/* A day is a number counted from the end of 1899, and a time the part of one. */
static const char *date_words_of(Ctx *cx, double number, bool from_1904)
{
    int64_t minutes = (int64_t)llround(number * MINUTES_A_DAY), day = minutes / MINUTES_A_DAY, rest = minutes % MINUTES_A_DAY;
    const char *clock = text(cx, "%02ld:%02ld", (long)(rest / 60), (long)(rest % 60));
    if (!day) return clock;
    const char *date = date_add_days(cx, from_1904 ? "1904-01-01" : "1899-12-30", day);
    return rest ? text(cx, "%s %s", date, clock) : date;
}

static const char *number_words_of(Ctx *cx, const Reading *reading, const char *written, const char *style)
{
    int64_t whole, format = 0;
    double number;
    (void)number_parse(style, 0, INT32_MAX, &format);
    bool date = (size_t)format < reading->date_count && reading->dates[format];
    if (!date && number_parse(written, INT64_MIN / 2, INT64_MAX / 2, &whole)) return written;
    if (!xlsx_number(written, &number)) return written;
    return date && number >= 0 && number < DAYS_MOST ? date_words_of(cx, number, reading->from_1904) : text(cx, "%.15g", number);
}

static const char *cell_words(Ctx *cx, const Reading *reading, const char *type, const char *style, const char *written)
{
    int64_t at;
    if (same(type, "s")) return number_parse(written, 0, INT32_MAX, &at) && (size_t)at < reading->string_count ? reading->strings[at] : "";
    if (same(type, "b")) return same(written, "1") ? "yes" : "no";
    if (same(type, "d")) return text_copy(cx, written, strcspn(written, "T"));
    if (*type && !same(type, "n")) return written;      /* text, or what went wrong in a formula: "#N/A" */
    return *written ? number_words_of(cx, reading, written, style) : "";
}

/* "AB12" -> 27; what says nothing stands beside the last. */
static size_t column_at(const char *reference, size_t otherwise)
{
    size_t at = 0, n = 0;
    for (; reference[n] >= 'A' && reference[n] <= 'Z' && n < 4; n++) at = 26 * at + (size_t)(reference[n] - 'A') + 1;
    return n ? at - 1 : otherwise;
}

static void cell_read(Reading *reading, Part *part, size_t *next)
{
    Ctx *cx = &reading->row_cx;
    const char *type = part_attribute(cx, part, "t"), *style = part_attribute(cx, part, "s"), *words = "";
    size_t at = column_at(part_attribute(cx, part, "r"), *next);
    *next = at + 1;
    bool value = false;
    if (!part_is_empty(part))
        while (part_next(part) && !part_ends(part, "c")) {
            if (part_begins(part, "is")) words = string_text(cx, part, "is");
            else if (part_begins(part, "v")) value = !part_is_empty(part);
            else if (part_ends(part, "v")) value = false;
            else if (value && part_text(part)) words = text(cx, "%s%s", words, part_text(part));
        }
    words = same(type, "inlineStr") ? words : cell_words(cx, reading, type, style, words);
    if (!*words) return;
    if (at >= CSV_COLUMNS_MOST) reading->book.error = invalid(reading->book.cx, NULL, "The sheet has more than %d columns, the most that can be read", CSV_COLUMNS_MOST);
    else if (strlen(words) > CSV_FIELD_MOST) reading->book.error = invalid(reading->book.cx, NULL, "Row %ld has a cell of more than %d characters. Shorten it and try again", (long)reading->line, CSV_FIELD_MOST);
    else {
        reading->cells[at] = words;
        if (at >= reading->width) reading->width = at + 1;
    }
}

/* ---- rows ---- */

static Error *header_take(Reading *reading)
{
    Ctx *cx = reading->book.cx;
    reading->headed = true;
    reading->column_count = reading->width;
    for (size_t i = 0; i < reading->width; i++) {
        const char *cell = reading->cells[i] ? reading->cells[i] : "";
        if (strlen(cell) > HEADING_MOST) return invalid(cx, NULL, "The first row of the sheet has a cell of more than %d characters. Its first row must name the columns", HEADING_MOST);
        reading->headings[i] = text_trim(cx, cell);
        reading->columns[i] = text_fold(cx, reading->headings[i]);
    }
    return OK;
}

static Error *row_take(Reading *reading)
{
    Ctx *cx = reading->book.cx;
    if (!reading->headed) return header_take(reading);
    if (arena_spent(cx->arena) || arena_spent(reading->row_cx.arena)) return invalid(cx, NULL, "The file holds more than can be read at once. Split it and import the parts");
    if (++reading->rows > CSV_ROWS_MOST) return invalid(cx, NULL, "The sheet has more than %d rows. Split it and import the parts", CSV_ROWS_MOST);
    if (reading->width > reading->column_count) return invalid(cx, NULL, "Row %ld has a cell in a column that the first row does not name. Name the column, or empty the cell", (long)reading->line);
    for (size_t i = 0; i < reading->column_count; i++)
        if (!reading->cells[i]) reading->cells[i] = "";
    CsvRow row = { reading->line, reading->columns, reading->column_count, reading->cells, reading->headings };
    return reading->each(cx, &row, reading->data);
}

static Error *row_ends(Reading *reading)
{
    TRY(reading->book.error);
    if (reading->width) TRY(row_take(reading));
    memset(reading->cells, 0, CSV_COLUMNS_MOST * sizeof *reading->cells);
    reading->width = 0;
    arena_reset(reading->row_cx.arena);
    return OK;
}

static Error *sheet_read(Reading *reading)
{
    size_t next = 0;
    Part part;
    if (!part_open(&reading->book, reading->sheet, &part))
        return reading->book.error ? reading->book.error : invalid(reading->book.cx, NULL, "This workbook's first sheet is not in it. Open it, save it again and send that");
    while (part_next(&part)) {
        if (part_begins(&part, "row")) {
            int64_t line = 0;
            reading->line = number_parse(part_attribute(&reading->row_cx, &part, "r"), 1, INT32_MAX, &line) ? line : reading->line + 1;
            next = 0;
        } else if (part_begins(&part, "c")) cell_read(reading, &part, &next);
        else if (part_ends(&part, "row")) TRY(row_ends(reading));
    }
    return reading->book.error;
}

static void row_arena_end(void *arena) { arena_end(arena); }

Error *xlsx_read(Ctx *cx, const char *bytes, size_t length, Error *(*each)(Ctx *, const CsvRow *, void *), void *data)
{
    Reading *reading = new(cx, Reading);
    *reading = (Reading){ .each = each, .data = data };
    TRY(book_open(cx, bytes, length, &reading->book));
    TRY(workbook_read(reading));
    TRY(xlsx_dates(&reading->book, &reading->dates, &reading->date_count));
    TRY(strings_read(reading));
    reading->cells = array(cx, const char *, CSV_COLUMNS_MOST), reading->columns = array(cx, const char *, CSV_COLUMNS_MOST), reading->headings = array(cx, const char *, CSV_COLUMNS_MOST);
    reading->row_cx = *cx;
    reading->row_cx.arena = arena_begin(4 * (size_t)CSV_COLUMNS_MOST * CSV_FIELD_MOST);
    arena_defer(cx->arena, row_arena_end, reading->row_cx.arena);
    TRY(sheet_read(reading));
    return reading->headed ? OK : invalid(cx, NULL, "The sheet is empty");
}
