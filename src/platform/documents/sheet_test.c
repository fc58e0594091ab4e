/* Lists to take away. What the workbook holds is read back by another program (xlsx2csv). */
#include "platform/documents/sheet.h"

#include <stdio.h>

#include "platform/base/text.h"
#include "tests/test.h"

static const char *const heads[] = { "Name", "Places", "Held on", "Asked at", "Price" };

/* One row of each kind of cell, under the address asked for. */
static Response taken(const char *path, const char *name)
{
    Sheet sheet;
    Response rs = {0};
    sheet_begin(&sheet, test_cx(), &(Request){ .path = path }, heads, COUNT(heads));
    sheet_text(&sheet, name), sheet_int(&sheet, -12), sheet_date(&sheet, "2026-07-03"), sheet_moment(&sheet, 1783080000), sheet_pence(&sheet, 6050), sheet_line(&sheet);
    sheet_text(&sheet, ""), sheet_int(&sheet, 0), sheet_date(&sheet, ""), sheet_moment(&sheet, 0), sheet_pence(&sheet, -500), sheet_line(&sheet);
    EXPECT_OK(sheet_respond(&sheet, &rs, "events"));
    return rs;
}

static const char *kept(const Response *rs)
{
    const char *path = text(test_cx(), "%s/%s", test_folder(), rs->download);
    FILE *file = fopen(path, "wb");
    EXPECT(file && fwrite(rs->bytes, 1, rs->length, file) == rs->length && fclose(file) == 0);
    return path;
}

/* The sheet itself, as the format has it. */
static const char *marked_up(const Response *rs)
{
    return test_told(text(test_cx(), "python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(\"xl/worksheets/sheet1.xml\").decode())' '%s'", kept(rs)));
}

static const char *read_back(const Response *rs) { return test_told(text(test_cx(), "xlsx2csv -f %%Y-%%m-%%d '%s'", kept(rs))); }

TEST("a list leaves as CSV with plain numbers, days and amounts")
{
    Response rs = taken("/events.csv", "Phonics");
    EXPECT_SAME(rs.download, "events.csv");
    EXPECT_HAS(rs.type, "text/csv");
    EXPECT_SAME(text_copy(test_cx(), rs.bytes + 3, rs.length - 3), "Name,Places,Held on,Asked at,Price\r\n"
                                                                  "Phonics,-12,2026-07-03,2026-07-03T12:00:00Z,60.50\r\n"
                                                                  ",0,,,-5.00\r\n");
}

TEST("the same list leaves as a workbook in which days are days, moments London's and amounts numbers")
{
    Response rs = taken("/events.xlsx", "Phonics");
    EXPECT_SAME(rs.download, "events.xlsx");
    EXPECT_HAS(rs.type, "spreadsheetml");
    EXPECT_SAME(read_back(&rs), "Name,Places,Held on,Asked at,Price\n"
                                "Phonics,-12,2026-07-03,2026-07-03,60.5\n"
                                ",0,,,-5\n");
    EXPECT_HAS(marked_up(&rs), "<v>46206.54166666");      /* 13:00, thirteen twenty-fourths of that day */
}

TEST("what begins like a formula is text in a workbook, and letters of every alphabet stand in it")
{
    Response rs = taken("/events.xlsx", "=cmd|' /C calc'!A0 <&> Siobhán محمد");
    EXPECT_HAS(read_back(&rs), "\n=cmd|' /C calc'!A0 <&> Siobhán محمد,-12,");
    EXPECT_LACKS(marked_up(&rs), "<f>");
}

TEST("the headings of a workbook stay in sight and filter")
{
    Response rs = taken("/events.xlsx", "Phonics");
    const char *sheet = marked_up(&rs);
    EXPECT_HAS(sheet, "state=\"frozen\"");
    EXPECT_HAS(sheet, "<autoFilter ref=\"A1:E3\"/>");
}

TEST("a cell longer than a workbook takes is cut, and never in the middle of a letter")
{
    Draft name = { .cx = test_cx() };
    for (int i = 0; i < XLSX_CELL_MOST + 10; i++) draft_add(&name, "é");
    Response rs = taken("/events.xlsx", draft_text(&name));
    const char *cell = strstr(marked_up(&rs), "é");
    EXPECT_EQUAL(strspn(cell, "é"), 2 * XLSX_CELL_MOST);
}

TEST("twenty thousand rows take little more memory than the file they make")
{
    Sheet sheet;
    Response rs = {0};
    size_t before = arena_used(test_cx()->arena);
    sheet_begin(&sheet, test_cx(), &(Request){ .path = "/events.xlsx" }, heads, 2);
    for (int i = 0; i < 20000; i++) sheet_text(&sheet, "A name as long as names are"), sheet_int(&sheet, i), sheet_line(&sheet);
    EXPECT_OK(sheet_respond(&sheet, &rs, "events"));
    EXPECT(arena_used(test_cx()->arena) - before < rs.length + (256 << 10));
}

TEST("a temporary folder that is not there is our fault, and said to the operator")
{
    Sheet sheet;
    Response rs = {0};
    xlsx_folder("/nowhere");
    sheet_begin(&sheet, test_cx(), &(Request){ .path = "/events.xlsx" }, heads, 1);
    sheet_text(&sheet, "Ann"), sheet_line(&sheet);
    Error *error = sheet_respond(&sheet, &rs, "events");
    xlsx_folder("/tmp");
    EXPECT(error && error->kind == UNAVAILABLE);
    EXPECT_HAS(error->log, "/nowhere");
}
