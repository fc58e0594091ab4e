/* People from a spreadsheet: every line judged before anything is written. */
#include "platform/base/text.h"
#include "rooms/members/people_import.h"
#include "tests/data.h"
#include "tests/fixture.h"

static Error *staged(Ctx *cx, void *import)      { return import_staged(cx, ((Import *)import)->id, ((Import *)import)->rows, ((Import *)import)->same); }

static Import stage(const char *bytes, size_t length, int64_t organisation, bool invite)
{
    Import import = {0};
    PeopleFile file = { .file_name = "staff.csv", .bytes = bytes, .length = length, .organisation_id = organisation, .invite = invite };
    EXPECT_OK(people_stage(as(&noor), &file, &import));
    EXPECT_OK(write_as(&noor, staged, &import));
    return import;
}

static Import stage_staff(bool invite)
{
    Bytes file = data_file("staff.csv");
    return stage(file.bytes, file.length, ALDER, invite);
}

static const char *said(const Import *import, const char *outcome, const char *name)
{
    ImportRow *rows;
    size_t count;
    EXPECT_OK(import_rows(as(&dora), import->id, outcome, 0, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (same(rows[i].name, name)) return rows[i].say;
    return "";
}

TEST("each line is new, known, the same or wrong, and wrong ones say everything that is wrong")
{
    Import import = stage_staff(false);
    EXPECT_EQUAL(import.rows, 9);
    EXPECT_EQUAL(import.same, 1);                                   /* Ben is a teacher there already */
    EXPECT_HAS(said(&import, "new", "Amina Noor"), "Teacher at Alder Grove Primary School, since 1 September 2026");
    EXPECT_HAS(said(&import, "new", "نور الهدى"), "Teaching assistant");
    EXPECT_HAS(said(&import, "changed", "Gus Pemberton"), "Clerk to governors");
    EXPECT_HAS(said(&import, "new", "Rosa Vint"), "Parent governor, chair");
    EXPECT_HAS(said(&import, "error", "Tom Nomail"), "Enter their email address");
    EXPECT_HAS(said(&import, "error", "Una Wrong"), "“wizard” is no role here");
    EXPECT_HAS(said(&import, "error", "Vic Governor"), "Choose what kind of governor they are");
    EXPECT_HAS(said(&import, "error", "Amina Noor"), "further up in the file");
}

TEST("columns that the template does not have are named, since nothing was read from them")
{
    static const char file[] = "name,Email address,starts_on,ROLE,Room\nAmina Noor,amina@alder.example,2026-12-01,teacher,4\n";
    Import import = stage(file, sizeof file - 1, ALDER, false);
    EXPECT_SAME(import.left_out, "“starts_on”, “room”");
    EXPECT(!stage_staff(false).left_out);
}

TEST("nothing is written until it is confirmed; then lines with mistakes are left out")
{
    Import import = stage_staff(true);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person"), 16);
    const char *here = text(test_cx(), "/office/people/import/%ld", import.id);
    Visit preview = visit(&dora, "GET", here, NULL);
    EXPECT_HAS(preview.body, "These lines are left out");
    EXPECT_HAS(preview.body, "Write 4 lines");
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/apply", here), FORM_OF("go", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person"), 19);
    EXPECT_EQUAL((int64_t)mail_to("amina@alder.example", "invitation"), 1);
    EXPECT_EQUAL((int64_t)mail_to("gus@governors.example", NULL), 0);        /* known already */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post t JOIN person p ON p.id = t.person_id WHERE p.email_folded = 'rosa@alder.example' AND t.ends_on = '2030-08-31'"), 1);
}

TEST("a second time, everybody who is in is the same")
{
    Import import = stage_staff(false);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/office/people/import/%ld/apply", import.id), FORM_OF("go", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(stage_staff(false).same, 6);                        /* the repeated line is now simply the same */
}

TEST("the office's file says which school, by URN or name")
{
    static const char file[] = "School,Name,Email,Role,First day\n900002,Ada,ada@beech.example,teacher,1/9/2026\nCedar Park Academy,Bo,bo@cedar.example,SENCO,1/9/2026\nNowhere,Cy,cy@x.example,teacher,1/9/2026\n";
    Import import = stage(file, sizeof file - 1, 0, false);
    EXPECT_HAS(said(&import, "new", "Ada"), "Beech Lane Primary School");
    EXPECT_HAS(said(&import, "new", "Bo"), "Cedar Park Academy");
    EXPECT_HAS(said(&import, "error", "Cy"), "No one school is “Nowhere”");
}

TEST("a file without the name column is refused by its name, and an empty one says what to do")
{
    Import import;
    PeopleFile file = { .file_name = "x.csv", .bytes = "Email,Role\na@b.example,teacher\n", .length = 31 };
    EXPECT_REFUSED(people_stage(as(&dora), &file, &import), INVALID, "Name");
    file.bytes = "Name,Email\n,\n", file.length = 13;
    EXPECT_REFUSED(people_stage(as(&dora), &file, &import), INVALID, "no people in it");
}

TEST("a school's own import is missing to another school, and goes to its own school whatever the file says")
{
    static const char file[] = "School,Name,Email,Role,First day\n900001,Eve,eve@cedar.example,teacher,1/9/2026\n";
    Import import = stage(file, sizeof file - 1, CEDAR, false), others = stage_staff(false);
    EXPECT_HAS(said(&import, "new", "Eve"), "Cedar Park Academy");
    EXPECT_EQUAL(visit(&noor, "GET", text(test_cx(), "/people/import/%ld", import.id), NULL).status, 200);
    EXPECT_EQUAL(visit(&noor, "GET", text(test_cx(), "/people/import/%ld", others.id), NULL).status, 404);
    EXPECT_EQUAL(visit(&noor, "POST", text(test_cx(), "/people/import/%ld/apply", others.id), FORM_OF("go", "1")).status, 404);
}

TEST("the template is a file that can be filled in and sent")
{
    Visit template = visit(&noor, "GET", "/people/import/template.csv", NULL);
    Import import = stage(template.body, template.length, CEDAR, false);
    EXPECT_HAS(said(&import, "new", "Ann Example"), "Teacher at Cedar Park Academy");
    EXPECT_HAS(said(&import, "new", "Ben Example"), "Parent governor, chair");
}

TEST("after two weeks the names in a file are gone, whether or not it was written")
{
    Import import = stage_staff(false);
    fixture_at("2026-12-09T10:00");
    EXPECT_OK(imports_sweep(fixture_cx()));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM import_row") + fixture_number("SELECT count(*) FROM import_person"), 0);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/office/people/import/%ld/apply", import.id), FORM_OF("go", "1")).status, 409);
}
