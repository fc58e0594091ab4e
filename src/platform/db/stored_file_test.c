/* Files that people send are kept whole, a part at a time, and nobody's are swept. */
#include "platform/db/stored_file.h"

#include "platform/base/text.h"
#include "tests/fixture.h"

enum { LENGTH = 3 * FILE_PART + 7 };

static const char *content(void)
{
    char *bytes = arena_new(test_cx()->arena, LENGTH);
    for (size_t i = 0; i < LENGTH; i++) bytes[i] = (char)(i * 31 + i / 251);
    return bytes;
}

static int64_t staged(const char *name)
{
    int64_t id = 0;
    EXPECT_OK(stored_file_stage(as(&ben), name, "application/pdf", "pdf", content(), LENGTH, &id));
    return id;
}

static Error *link_act(Ctx *cx, void *id)   { return stored_file_link(cx, *(int64_t *)id); }
static Error *let_go_act(Ctx *cx, void *id) { return stored_file_let_go(cx, *(int64_t *)id); }

TEST("a file is kept in parts that one write holds, is nobody's to read until something is laid that has it, and comes back byte for byte")
{
    StoredFile file;
    Bytes bytes;
    int64_t id = staged("C:\\plans\\Year 1.docx.exe");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file_part"), 4);
    EXPECT_EQUAL(fixture_number("SELECT CAST(max(length(bytes)) AS BIGINT) FROM stored_file_part"), FILE_PART);
    EXPECT_REFUSED(stored_file_read(as(&ben), id, &file, &bytes), MISSING, "not found");
    EXPECT_OK(write_as(&ben, link_act, &id));
    EXPECT_OK(stored_file_read(as(&ben), id, &file, &bytes));
    EXPECT_EQUAL(bytes.length, LENGTH);
    EXPECT(memcmp(bytes.bytes, content(), LENGTH) == 0);
    EXPECT_SAME(file.name, "Year 1.docx.pdf");
    EXPECT_REFUSED(write_as(&ben, link_act, &id), CONFLICT, "choose it once more");
}

TEST("a name without anything in it is called a file, and a very long one loses its middle")
{
    StoredFile file;
    Draft longest = { .cx = test_cx() };
    for (int i = 0; i < 200; i++) draft_add(&longest, "é");
    int64_t nameless = staged(" .. "), long_one = staged(draft_text(&longest));
    EXPECT_OK(write_as(&ben, link_act, &nameless));
    EXPECT_OK(write_as(&ben, link_act, &long_one));
    EXPECT_OK(stored_file_find(as(&ben), nameless, &file));
    EXPECT_SAME(file.name, "file.pdf");
    EXPECT_OK(stored_file_find(as(&ben), long_one, &file));
    EXPECT_EQUAL(letters(file.name), FILE_NAME_MOST);
    EXPECT(ends(file.name, "é….pdf"));
}

TEST("what nobody linked is swept after a day, and what was let go; what is linked stays")
{
    StoredFile file;
    int64_t kept = staged("kept.pdf"), gone = staged("gone.pdf");
    EXPECT_OK(write_as(&ben, link_act, &kept));
    EXPECT_OK(write_as(&ben, link_act, &gone));
    staged("never.pdf");
    EXPECT_OK(write_as(&ben, let_go_act, &gone));
    EXPECT_OK(stored_files_sweep(as(&nobody)));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file"), 3);      /* within the day: a form may be under way */
    fixture_at("2026-11-25T09:01");
    EXPECT_OK(stored_files_sweep(as(&nobody)));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file_part"), 4);
    EXPECT_OK(stored_file_find(as(&ben), kept, &file));
}

TEST("lyceum check names a file that is not whole, and it is not handed out")
{
    StoredFile file;
    Bytes bytes;
    int64_t id = staged("plan.pdf");
    EXPECT_OK(write_as(&ben, link_act, &id));
    EXPECT_OK(stored_files_check(as(&nobody)));
    fixture_run("DELETE FROM stored_file_part WHERE position = 2");
    EXPECT_REFUSED(stored_files_check(as(&nobody)), CONFLICT, "should have 786439 bytes");
    EXPECT_REFUSED(stored_file_read(as(&ben), id, &file, &bytes), BROKEN, "");
}
