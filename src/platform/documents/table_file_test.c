/* Tables that somebody sends, as CSV and as workbooks of other programs (tests/workbooks.py makes them). */
#include "platform/documents/table_file.h"

#include <stdio.h>
#include <stdlib.h>

#include "platform/base/text.h"
#include "platform/documents/xlsx_write.h"
#include "tests/test.h"

static Error *row_words(Ctx *cx, const CsvRow *row, void *data)
{
    Draft *words = data;
    if (!words->length)
        for (size_t i = 0; i < row->column_count; i++) draft_add(words, "%s%s", i ? "|" : "", row->headings[i]);
    draft_add(words, "\n%ld", (long)row->line);
    for (size_t i = 0; i < row->column_count; i++) draft_add(words, "|%s", row->cells[i]);
    return OK;
}

static Error *read_whole(const char *bytes, size_t length, const char **words)
{
    Draft draft = { .cx = test_cx() };
    Error *error = table_read(test_cx(), bytes, length, row_words, &draft);
    *words = draft_text(&draft);
    return error;
}

static Error *read_workbook(const char *kind, const char **words)
{
    enum { FILE_MOST = 1 << 20 };
    const char *path = text(test_cx(), "%s/%s.xlsx", test_folder(), kind);
    EXPECT_SAME(test_told(text(test_cx(), "python3 '%s/tests/workbooks.py' %s '%s'", getenv("LYCEUM_SOURCE"), kind, path)), "");
    char *bytes = arena_new(test_cx()->arena, FILE_MOST);
    FILE *file = fopen(path, "rb");
    EXPECT(file != NULL);
    size_t length = fread(bytes, 1, FILE_MOST, file);
    fclose(file);
    return read_whole(bytes, length, words);
}

TEST("a workbook is read as it looks: strings of every kind, days, moments, amounts, and rows by their number")
{
    const char *words;
    EXPECT_OK(read_workbook("plain", &words));
    EXPECT_SAME(words, "Name|First day|Again|Price\n"
                       "4|Siobhán O’Neill|2026-09-01||60.5\n"
                       "6|Ada|2026-07-03 13:00|yes|100001\n"
                       "7|Bo|09:00|#N/A|1200");
}

TEST("a workbook that counts days from 1904 says the same days as it shows")
{
    const char *words;
    EXPECT_OK(read_workbook("1904", &words));
    EXPECT_HAS(words, "|2030-09-02||");
}

TEST("what a workbook should not hold is refused in words: entities, parts that unpack to much, too many columns, a sheet that is not there")
{
    const char *words;
    EXPECT_REFUSED(read_workbook("entities", &words), INVALID, "cannot be read");
    EXPECT_REFUSED(read_workbook("bomb", &words), INVALID, "unpacks to more than can be read");
    EXPECT_REFUSED(read_workbook("wide", &words), INVALID, "more than 400 columns");
    EXPECT_REFUSED(read_workbook("no-sheet", &words), INVALID, "first sheet is not in it");
    EXPECT_REFUSED(read_workbook("cut", &words), INVALID, "Open it, save it");
    EXPECT_REFUSED(read_whole("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", 12, &words), INVALID, "of the old kind");
    EXPECT_REFUSED(read_whole("", 0, &words), INVALID, "empty");
}

TEST("a file of commas is read whatever its name, in the letters that spreadsheets save")
{
    const char *words;
    EXPECT_OK(read_whole("First day,NAME\n1/9/2026,Siobh\xe1n\n", 32, &words));
    EXPECT_SAME(words, "First day|NAME\n2|1/9/2026|Siobhán");
}

/* What leaves this program comes back into it. */
static const char *our_workbook(int rows, size_t *length)
{
    const char *bytes;
    XlsxWriter *xlsx = xlsx_begin(test_cx(), (const char *const[]){ "Name", "Born", "Price" }, 3);
    for (int i = 0; i < rows; i++) xlsx_text(xlsx, text(test_cx(), "Person %d", i)), xlsx_date(xlsx, "2001-02-28"), xlsx_pence(xlsx, 100 * i + 5), xlsx_line(xlsx);
    EXPECT_OK(xlsx_finish(xlsx, &bytes, length));
    return bytes;
}

TEST("a list that left as a workbook is read again, twenty thousand rows of it")
{
    const char *words;
    size_t length;
    const char *bytes = our_workbook(20000, &length);
    EXPECT_OK(read_whole(bytes, length, &words));
    EXPECT(begins(words, "Name|Born|Price\n2|Person 0|2001-02-28|0.05\n3|Person 1|2001-02-28|1.05\n"));
    EXPECT(ends(words, "\n20001|Person 19999|2001-02-28|19999.05"));
}

static Error *third_refused(Ctx *cx, const CsvRow *row, void *data) { return row->line == 4 ? invalid(cx, "name", "No more") : row_words(cx, row, data); }

TEST("whoever reads may stop at any row")
{
    size_t length;
    const char *bytes = our_workbook(10, &length);
    Draft words = { .cx = test_cx() };
    EXPECT_REFUSED(table_read(test_cx(), bytes, length, third_refused, &words), INVALID, "No more");
    EXPECT_LACKS(draft_text(&words), "Person 2");
}
