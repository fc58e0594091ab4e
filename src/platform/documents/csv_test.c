#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/csv.h"
#include "tests/test.h"

typedef struct { const char *names[8], *towns[8]; int64_t lines[8]; size_t count; } Found;

static Error *keep(Ctx *cx, const CsvRow *row, void *data)
{
    Found *found = data;
    if (same(csv_cell(row, "name"), "stop")) return invalid(cx, "name", "Line %ld says stop", (long)row->line);
    found->names[found->count] = text_copy(cx, csv_cell(row, "Name"), strlen(csv_cell(row, "Name")));
    found->towns[found->count] = text_copy(cx, csv_cell(row, "town"), strlen(csv_cell(row, "town")));
    found->lines[found->count++] = row->line;
    return OK;
}

static const char *const needed[] = { "name" };

static Error *read_as(CsvEncoding encoding, const char *bytes, size_t length, Found *found)
{
    *found = (Found){0};
    return csv_read(test_cx(), bytes, length, encoding, needed, 1, keep, found);
}
#define READ(bytes, found) read_as(CSV_UTF8, (bytes), sizeof(bytes) - 1, (found))

TEST("columns are found by their name, whatever its case and wherever it stands")
{
    Found found;
    EXPECT_OK(READ("Town, NAME \r\nFleet,\"O'Neill, Ann\"\r\nWandle,Ben\r\n", &found));
    EXPECT_EQUAL(found.count, 2);
    EXPECT_SAME(found.names[0], "O'Neill, Ann");
    EXPECT_SAME(found.towns[1], "Wandle");
    EXPECT_EQUAL(found.lines[1], 3);
}

TEST("a cell may hold lines and quotation marks, and the next row still knows its line")
{
    Found found;
    EXPECT_OK(READ("name,town\n\"Ann\n\"\"the\"\" head\",Fleet\nBen,\n", &found));
    EXPECT_SAME(found.names[0], "Ann\n\"the\" head");
    EXPECT_EQUAL(found.lines[0], 2);
    EXPECT_EQUAL(found.lines[1], 4);
}

TEST("Windows-1252 keeps its curly apostrophe, and a byte-order mark overrules it")
{
    Found found;
    const char old[] = "name\nSt Osric\x92s School\n", marked[] = "\xEF\xBB\xBFname\nSiobh\xC3\xA1n\n";
    EXPECT_OK(read_as(CSV_WINDOWS_1252, old, sizeof old - 1, &found));
    EXPECT_SAME(found.names[0], "St Osric’s School");
    EXPECT_OK(read_as(CSV_WINDOWS_1252, marked, sizeof marked - 1, &found));
    EXPECT_SAME(found.names[0], "Siobhán");
}

TEST("what cannot be read is refused with its line and what to do")
{
    Found found;
    EXPECT_REFUSED(READ("title,town\na,b\n", &found), INVALID, "no column called “name”");
    static const char *const three[] = { "name", "email", "role" };
    Error *absent = csv_read(test_cx(), "town\na\n", 7, CSV_UTF8, three, 3, keep, &found);
    EXPECT_REFUSED(absent, INVALID, "no columns called “name”, “email” and “role”. Its first line");
    EXPECT(!absent->next);
    EXPECT_REFUSED(READ("name,town\na,b\nSt Osric\x92s,c\n", &found), INVALID, "Line 3");
    EXPECT_REFUSED(READ("\xFF\xFEn\0a\0", &found), INVALID, "UTF-16");
    EXPECT_REFUSED(READ("name,town\na,\"b\nc,d\n", &found), INVALID, "never closed");
    EXPECT_REFUSED(READ("name,town\na,\"b\"x,c\n", &found), INVALID, "wrong place");
    EXPECT_REFUSED(READ("name,town\na,b,c\n", &found), INVALID, "3 cells");
    EXPECT_REFUSED(READ("", &found), INVALID, "empty");
    EXPECT_REFUSED(READ("name\nAnn\nstop\n", &found), INVALID, "Line 3 says stop");
    EXPECT_EQUAL(found.count, 1);
}

TEST("a workbook, and a file with semicolons between its columns, are refused with what to do")
{
    Found found;
    EXPECT_REFUSED(READ("PK\x03\x04\x14\x00 and so on", &found), INVALID, "Save the sheet as CSV");
    EXPECT_REFUSED(READ("Name;Email\r\nAda;ada@school.example\r\n", &found), INVALID, "with commas between them");
}

/* A cell of 60,000 letters, all of them ASCII but one. */
static const char *long_cell(void)
{
    char *cell = arena_new(test_cx()->arena, 60003);
    memset(cell, 'a', 60000);
    return memcpy(cell + 60000, "é", 2), cell;
}

TEST("a first line that is no row of headings is refused, however long it is")
{
    Found found;
    Draft file = { .cx = test_cx() };
    const char *cell = long_cell();
    for (int i = 0; i < 40; i++) draft_add(&file, "%s%s", i ? "," : "", cell);
    draft_add(&file, ",name\nAnn\n");
    EXPECT_REFUSED(read_as(CSV_UTF8, draft_text(&file), file.length, &found), INVALID, "name the columns");
}

static Error *much(Ctx *cx, const CsvRow *row, void *rows)
{
    arena_bytes(cx->arena, 1 << 20);
    ++*(int *)rows;
    return OK;
}

TEST("a file whose rows take more memory than one request has is refused, and the program goes on")
{
    int rows = 0;
    Draft file = { .cx = test_cx() };
    for (int i = 0; i < 200; i++) draft_add(&file, "name\n");
    EXPECT_REFUSED(csv_read(test_cx(), draft_text(&file), file.length, CSV_UTF8, needed, 1, much, &rows), INVALID, "Split it");
    EXPECT(rows > 30 && rows < 70);
}

TEST("what leaves opens in a spreadsheet as text, never as a formula")
{
    CsvWriter csv;
    csv_headed(&csv, test_cx(), (const char *const[]){ "Name", "Who, by post", "Score" }, 3);
    csv_text(&csv, "=cmd()"), csv_text(&csv, "O'Neill, \"Ann\""), csv_int(&csv, -5), csv_line(&csv);
    EXPECT(csv.length > 3 && !memcmp(csv.bytes, "\xEF\xBB\xBFName,\"Who, by post\",Score\r\n'=cmd(),\"O'Neill, \"\"Ann\"\"\",-5\r\n", csv.length));
}
