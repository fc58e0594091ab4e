#include "platform/documents/xlsx_write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

enum { WIDTH_LEAST = 8, WIDTH_MOST = 60, FOLDER_MOST = 4096, SECONDS_A_DAY = 86400, COLUMNS_MOST = 400 };

struct XlsxWriter {
    Ctx           *cx;
    lxw_workbook  *book;          /* NULL once it is closed */
    lxw_worksheet *sheet;
    lxw_format    *head, *date, *moment, *pounds;
    int            file;          /* without a name; -1: it could not be made */
    uint32_t       row;
    uint16_t       column;
    size_t         columns;
    size_t        *widths;        /* letters of the longest cell of each column */
    const char    *failed;        /* the first thing that went wrong, for the log */
};

static char folder[FOLDER_MOST] = "/tmp";

void xlsx_folder(const char *where)
{
    CHECK(strlen(where) < sizeof folder);
    memcpy(folder, where, strlen(where) + 1);
}

static void release(void *data)
{
    XlsxWriter *xlsx = data;
    if (xlsx->book) lxw_workbook_free(xlsx->book);
    if (xlsx->file >= 0) close(xlsx->file);
    xlsx->book = NULL;
}

static void took(XlsxWriter *xlsx, lxw_error error)
{
    if (error && !xlsx->failed) xlsx->failed = text(xlsx->cx, "xlsx row %u: %s", xlsx->row, lxw_strerror(error));
}

/* The library opens a file by its name, so the one without a name is given by its number. */
static bool book_begin(XlsxWriter *xlsx)
{
    xlsx->file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (xlsx->file < 0) {
        xlsx->failed = text(xlsx->cx, "%s: %s", folder, strerror(errno));
        return false;
    }
    lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
    xlsx->book = workbook_new_opt(text(xlsx->cx, "/proc/self/fd/%d", xlsx->file), &options);
    xlsx->sheet = xlsx->book ? workbook_add_worksheet(xlsx->book, NULL) : NULL;
    if (!xlsx->sheet) xlsx->failed = text(xlsx->cx, "xlsx: no sheet in %s", folder);
    return xlsx->sheet;
}

static lxw_format *format(XlsxWriter *xlsx, const char *number)
{
    lxw_format *made = workbook_add_format(xlsx->book);
    if (number) format_set_num_format(made, number);
    else format_set_bold(made);
    return made;
}

static void head_write(XlsxWriter *xlsx, const char *const *heads, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        took(xlsx, worksheet_write_string(xlsx->sheet, 0, (lxw_col_t)i, heads[i], xlsx->head));
        xlsx->widths[i] = letters(heads[i]) + 3;      /* beside the filter's arrow */
    }
    worksheet_freeze_panes(xlsx->sheet, 1, 0);
    xlsx->row = 1;
}

XlsxWriter *xlsx_begin(Ctx *cx, const char *const *heads, size_t count)
{
    XlsxWriter *xlsx = new(cx, XlsxWriter);
    CHECK(count > 0 && count <= COLUMNS_MOST);
    *xlsx = (XlsxWriter){ .cx = cx, .file = -1, .columns = count, .widths = array(cx, size_t, count) };
    arena_defer(cx->arena, release, xlsx);
    if (!book_begin(xlsx)) return xlsx;
    /* "Made on" would be the clock's, not the act's. */
    lxw_doc_properties properties = { .created = cx->now };
    workbook_set_properties(xlsx->book, &properties);
    xlsx->head = format(xlsx, NULL), xlsx->date = format(xlsx, "d mmm yyyy"), xlsx->moment = format(xlsx, "d mmm yyyy hh:mm"), xlsx->pounds = format(xlsx, "£#,##0.00");
    head_write(xlsx, heads, count);
    return xlsx;
}

/* Whether there is a cell to write to, which is `width` letters wide. */
static bool cell_next(XlsxWriter *xlsx, size_t width)
{
    CHECK(xlsx->column < xlsx->columns);
    if (width > xlsx->widths[xlsx->column]) xlsx->widths[xlsx->column] = width;
    xlsx->column++;
    return !xlsx->failed;
}

static const char *cut(Ctx *cx, const char *cell)
{
    size_t at = 0;
    for (size_t n = 0; cell[at] && n < XLSX_CELL_MOST; n++)
        do at++;
        while (((unsigned char)cell[at] & 0xC0) == 0x80);
    return cell[at] ? text_copy(cx, cell, at) : cell;
}

void xlsx_text(XlsxWriter *xlsx, const char *cell)
{
    const char *words = cell ? cell : "";
    if (strlen(words) > XLSX_CELL_MOST) words = cut(xlsx->cx, words);
    if (!cell_next(xlsx, letters(words)) || !*words) return;
    took(xlsx, worksheet_write_string(xlsx->sheet, xlsx->row, xlsx->column - 1, words, NULL));
}

static void number(XlsxWriter *xlsx, double cell, size_t width, lxw_format *as)
{
    if (cell_next(xlsx, width)) took(xlsx, worksheet_write_number(xlsx->sheet, xlsx->row, xlsx->column - 1, cell, as));
}

void xlsx_int(XlsxWriter *xlsx, int64_t cell)
{
    size_t width = cell < 0 ? 2 : 1;
    for (int64_t rest = cell / 10; rest; rest /= 10) width++;
    number(xlsx, (double)cell, width, NULL);
}

void xlsx_pence(XlsxWriter *xlsx, int64_t pence) { number(xlsx, (double)pence / 100, 10, xlsx->pounds); }

/* Days since the last of December 1899, which is how a spreadsheet counts them. */
static double day_number(const char *date) { return (double)date_days_between("1899-12-30", date); }

void xlsx_date(XlsxWriter *xlsx, const char *date) { number(xlsx, day_number(date), 12, xlsx->date); }

void xlsx_moment(XlsxWriter *xlsx, int64_t instant)
{
    number(xlsx, day_number(date_of(xlsx->cx, instant)) + (double)time_of_day(instant) / SECONDS_A_DAY, 18, xlsx->moment);
}

void xlsx_line(XlsxWriter *xlsx)
{
    xlsx->row++;
    xlsx->column = 0;
    if (xlsx->row >= LXW_ROW_MAX) took(xlsx, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE);
}

static Error *file_take(XlsxWriter *xlsx, const char **bytes, size_t *length)
{
    Ctx *cx = xlsx->cx;
    struct stat is;
    if (fstat(xlsx->file, &is) != 0) return unavailable(cx, "xlsx: %s", strerror(errno));
    char *all = arena_bytes(cx->arena, (size_t)is.st_size + 1);
    size_t got = 0;
    while (got < (size_t)is.st_size) {
        ssize_t n = pread(xlsx->file, all + got, (size_t)is.st_size - got, (off_t)got);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return unavailable(cx, "xlsx: %s", n ? strerror(errno) : "the file ends early");
        got += (size_t)n;
    }
    *bytes = all, *length = got;
    return OK;
}

Error *xlsx_finish(XlsxWriter *xlsx, const char **bytes, size_t *length)
{
    if (xlsx->failed) return unavailable(xlsx->cx, "%s", xlsx->failed);
    for (size_t i = 0; i < xlsx->columns; i++) {
        size_t width = xlsx->widths[i] + 1;
        took(xlsx, worksheet_set_column(xlsx->sheet, (lxw_col_t)i, (lxw_col_t)i, (double)(width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width), NULL));
    }
    took(xlsx, worksheet_autofilter(xlsx->sheet, 0, 0, xlsx->row > 1 ? xlsx->row - 1 : 1, (lxw_col_t)(xlsx->columns - 1)));
    lxw_workbook *book = xlsx->book;
    xlsx->book = NULL;            /* closing gives it back, whatever comes of it */
    took(xlsx, workbook_close(book));
    return xlsx->failed ? unavailable(xlsx->cx, "%s", xlsx->failed) : file_take(xlsx, bytes, length);
}
