/* People from a spreadsheet: every line judged before anything is written. */
#include "platform/base/text.h"
#include "platform/imports/imports.h"
#include "tests/data.h"
#include "tests/fixture.h"

static Error *settled(Ctx *cx, void *intake) { return intake_settle(cx, intake, NULL); }

static Intake sent(const Somebody *by, const char *bytes, size_t length, int64_t organisation, bool invite)
{
    Intake intake;
    Ctx *cx = as(by);
    EXPECT_OK(intake_send(cx, import_kind("people"), &(IntakeFile){ .name = "staff.csv", .bytes = bytes, .length = length, .organisation_id = organisation, .invite = invite }, &intake));
    EXPECT_OK(write_as(by, settled, &intake));
    return intake;
}
#define SENT(by, words, organisation) sent((by), (words), sizeof (words) - 1, (organisation), false)

static Intake sent_staff(void)
{
    Bytes file = data_file("staff.csv");
    return sent(&noor, file.bytes, file.length, ALDER, false);
}

static const char *said(const Intake *intake, const char *outcome, const char *name)
{
    IntakeRow *rows;
    size_t count;
    EXPECT_OK(intake_rows(as(&dora), intake->id, outcome, 0, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (same(rows[i].name, name)) return rows[i].say;
    return "";
}

static const char *here(const Intake *intake, const char *act) { return text(test_cx(), "/office/imports/%ld%s", (long)intake->id, act); }
static int64_t people_here(void) { return fixture_number("SELECT count(*) FROM person"); }

TEST("each line is new, known, the same or wrong, and wrong ones say everything that is wrong")
{
    Intake intake = sent_staff();
    EXPECT_EQUAL(intake.rows, 9);
    EXPECT_EQUAL(intake.same, 1);                                   /* Ben is a teacher there already */
    EXPECT_HAS(said(&intake, "new", "Amina Noor"), "Teacher at Alder Grove Primary School, since 1 September 2026");
    EXPECT_HAS(said(&intake, "new", "نور الهدى"), "Teaching assistant");
    EXPECT_HAS(said(&intake, "changed", "Gus Pemberton"), "Clerk to governors");
    EXPECT_HAS(said(&intake, "new", "Rosa Vint"), "Parent governor, chair");
    EXPECT_HAS(said(&intake, "wrong", "Tom Nomail"), "Enter their email address");
    EXPECT_HAS(said(&intake, "wrong", "Una Wrong"), "“wizard” is no role here");
    EXPECT_HAS(said(&intake, "wrong", "Vic Governor"), "Choose what kind of governor they are");
    EXPECT_HAS(said(&intake, "wrong", "Amina Noor"), "Line 2 says the same already");
}

static const char good[] = "School,Name,Email,Role,First day\n900001,Ada,ada@alder.example,teacher,1/9/2026\n900001,Bo,bo@alder.example,SENCO,1/9/2026\n900001,Gus Pemberton,gus@governors.example,teacher,1/9/2026\n";

TEST("nothing is written until it is confirmed, then all of it is, and those who are new are invited")
{
    Intake intake = sent(&dora, good, sizeof good - 1, 0, true);
    int64_t before = people_here();
    EXPECT_HAS(visit(&dora, "GET", here(&intake, ""), NULL).body, "Write 3 lines");
    EXPECT_EQUAL(visit(&dora, "POST", here(&intake, "/apply"), FORM_OF("go", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(people_here(), before + 2);
    EXPECT_EQUAL((int64_t)mail_to("ada@alder.example", "invitation"), 1);
    EXPECT_EQUAL((int64_t)mail_to("gus@governors.example", NULL), 0);        /* known already */
    EXPECT_HAS(visit(&dora, "GET", here(&intake, ""), NULL).body, "3 lines are written");
    Intake again = SENT(&dora, good, 0);
    EXPECT_EQUAL(again.same, 3);                                            /* a second time, everybody is in */
}

TEST("a last day ends a post that is here, and a former post comes in with both its days")
{
    Intake intake = SENT(&dora, "School,Name,Email,Role,First day,Last day\n900001,Ben Okafor,ben@alder.example,teacher,,31/8/2027\n900001,Cy,cy@alder.example,teacher,1/9/2019,31/8/2022\n", 0);
    EXPECT_HAS(said(&intake, "changed", "Ben Okafor"), "ends on 31 August 2027");
    EXPECT_HAS(said(&intake, "new", "Cy"), "1 September 2019 to 31 August 2022");
    EXPECT_EQUAL(visit(&dora, "POST", here(&intake, "/apply"), FORM_OF("go", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post t JOIN person p ON p.id = t.person_id WHERE p.email_folded = 'ben@alder.example' AND t.ends_on = '2027-08-31'"), 1);
    EXPECT_EQUAL(visit(&dora, "POST", here(&intake, "/undo"), FORM_OF("go", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post t JOIN person p ON p.id = t.person_id WHERE p.email_folded = 'ben@alder.example' AND t.ends_on IS NULL"), 1);
}

TEST("whoever has signed in since stays when an import is undone, and is named; the others go")
{
    Intake intake = SENT(&dora, good, 0);
    int64_t before = people_here(), posts = fixture_number("SELECT count(*) FROM post");
    EXPECT_EQUAL(visit(&dora, "POST", here(&intake, "/apply"), FORM_OF("go", "1")).status, 303);
    run_jobs();
    fixture_run("UPDATE person SET first_in_at = 1790000000 WHERE email_folded = 'bo@alder.example'");
    EXPECT_HAS(visit(&dora, "GET", here(&intake, "/undo"), NULL).body, "stays and is listed");
    EXPECT_EQUAL(visit(&dora, "POST", here(&intake, "/undo"), FORM_OF("go", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(people_here(), before + 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post"), posts);
    EXPECT_HAS(visit(&dora, "GET", here(&intake, ""), NULL).body, "undone, but for 1 line");
    EXPECT_HAS(said(&intake, "kept", "Bo"), "signed in since");
}

TEST("the office's file says which school, by URN or name")
{
    Intake intake = SENT(&dora, "School,Name,Email,Role,First day\n900002,Ada,ada@beech.example,teacher,1/9/2026\nCedar Park Academy,Bo,bo@cedar.example,SENCO,1/9/2026\nNowhere,Cy,cy@x.example,teacher,1/9/2026\n", 0);
    EXPECT_HAS(said(&intake, "new", "Ada"), "Beech Lane Primary School");
    EXPECT_HAS(said(&intake, "new", "Bo"), "Cedar Park Academy");
    EXPECT_HAS(said(&intake, "wrong", "Cy"), "No one school is “Nowhere”");
}

TEST("a school's own file is missing to another school, and goes to its own school whatever the file says")
{
    Intake intake = SENT(&noor, "School,Name,Email,Role,First day\n900001,Eve,eve@cedar.example,teacher,1/9/2026\n", CEDAR), others = sent_staff();
    EXPECT_HAS(said(&intake, "new", "Eve"), "Cedar Park Academy");
    EXPECT_EQUAL(visit(&noor, "GET", text(test_cx(), "/people/import/%ld", (long)intake.id), NULL).status, 200);
    EXPECT_EQUAL(visit(&noor, "GET", text(test_cx(), "/people/import/%ld", (long)others.id), NULL).status, 404);
    EXPECT_EQUAL(visit(&noor, "POST", text(test_cx(), "/people/import/%ld/apply", (long)others.id), FORM_OF("go", "1")).status, 404);
    EXPECT_EQUAL(visit(&dora, "GET", here(&others, ""), NULL).status, 404);      /* the office has its own */
}

static const char own_staff[] = "Name,Email,Role,First day\nEve,eve@cedar.example,teacher,1/9/2026\n";

TEST("a school's file is written for that school, whatever other post its sender holds")
{
    Intake intake = SENT(&noor, own_staff, CEDAR);
    int64_t before = people_here();
    EXPECT_EQUAL(visit(&noor, "POST", text(test_cx(), "/people/import/%ld/apply", (long)intake.id), FORM_OF("go", "1")).status, 303);
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) VALUES (9301, 114, 16, 'lead adviser', '', '2026-01-01', 0)");
    run_jobs();
    EXPECT_EQUAL(people_here(), before + 1);
}

TEST("whoever no longer keeps a school's people writes none for it, though they work there still")
{
    Intake intake = SENT(&noor, own_staff, CEDAR);
    int64_t before = people_here();
    EXPECT_EQUAL(visit(&noor, "POST", text(test_cx(), "/people/import/%ld/apply", (long)intake.id), FORM_OF("go", "1")).status, 303);
    fixture_run("UPDATE post SET role = 'teacher' WHERE person_id = 114");
    run_jobs();
    EXPECT_EQUAL(people_here(), before);
}

TEST("the template is a file that can be filled in and sent")
{
    Visit template = visit(&noor, "GET", "/people/import/template.csv", NULL);
    Intake intake = sent(&noor, template.body, template.length, CEDAR, false);
    EXPECT_HAS(said(&intake, "new", "Ann Example"), "Teacher at Cedar Park Academy");
    EXPECT_HAS(said(&intake, "new", "Ben Example"), "Parent governor, chair");
}

TEST("whoever is taken back is found by an index in every table that grows with people, but for bookings, which would pay for it")
{
    if (store_is_postgres(fixture_store())) return;      /* the schema is one; what it says of itself is asked where that is easy */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f.\"table\" = 'person'"
        " AND t.name IN ('post', 'sign_in', 'sign_in_link', 'registration', 'attendance', 'requirement_met', 'skill_answer', 'notice', 'saved_search')"
        " AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c WHERE c.seqno = 0 AND c.name = f.\"from\")"), 0);
}
