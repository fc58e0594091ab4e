/* Files on their way in, whatever they hold: columns, mistakes, all or nothing, undoing, and what is forgotten. The kind here is people. */
#include "platform/base/text.h"
#include "platform/db/stored_file.h"
#include "platform/imports/imports.h"
#include "tests/fixture.h"

static Error *settled(Ctx *cx, void *intake) { return intake_settle(cx, intake, NULL); }

static Intake sent(const char *words)
{
    Intake intake;
    Ctx *cx = as(&dora);
    EXPECT_OK(intake_send(cx, import_kind("people"), &(IntakeFile){ .name = "staff.csv", .bytes = words, .length = strlen(words) }, &intake));
    EXPECT_OK(write_as(&dora, settled, &intake));
    return intake;
}

static const char *here(const Intake *intake, const char *act) { return text(test_cx(), "/office/imports/%ld%s", (long)intake->id, act); }
static const char *state(const Intake *intake)
{
    Intake now;
    bool found;
    EXPECT_OK(intake_state(as(&dora), intake->id, &now, &found));
    return found ? now.state : "gone";
}
static int64_t latest(void) { return fixture_number("SELECT max(id) FROM intake WHERE state <> 'arriving'"); }
static void post(const Intake *intake, const char *act, int status) { EXPECT_EQUAL(visit(&dora, "POST", here(intake, act), FORM_OF("go", "1")).status, status); }

static const char strange[] = "Who,Mail,Does,Where,Shoe size\nAda,ada@alder.example,teacher,900001,6\n";

TEST("columns that nobody has matched are asked about, once: the next file with the same headings is read at once")
{
    Intake intake = sent(strange);
    EXPECT_SAME(state(&intake), "matching");
    Visit page = visit(&dora, "GET", here(&intake, "/columns"), NULL);
    EXPECT_HAS(page.body, "“Shoe size”");
    EXPECT_HAS(page.body, "For example, ada@alder.example");
    page = visit(&dora, "POST", here(&intake, "/columns"), FORM_OF("column-0", "name", "column-1", "email", "column-2", "role", "column-3", "school", "column-4", ""));
    EXPECT_EQUAL(page.status, 303);
    EXPECT_HAS(visit(&dora, "GET", page.location, NULL).body, "Write 1 line");
    EXPECT_SAME(state(&intake), "dropped");      /* the same file, matched, is another */
    Intake again = sent(strange);
    EXPECT_SAME(state(&again), "staged");
}

TEST("a column that is needed and two columns of one meaning are refused, and what was chosen stays")
{
    Intake intake = sent(strange);
    Visit page = visit(&dora, "POST", here(&intake, "/columns"), FORM_OF("column-0", "name", "column-1", "name", "column-2", "role", "column-3", "school", "column-4", ""));
    EXPECT_EQUAL(page.status, 422);
    EXPECT_HAS(page.body, "Two columns cannot both be “Name”");
    EXPECT_HAS(page.body, "Say which column is “Email”");
    EXPECT_HAS(page.body, "<option value=\"role\" selected>");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM intake_memory"), 0);
}

static const char mixed[] = "Name,Email,Role,School\nAda,ada@alder.example,teacher,900001\n,\n=Bo,,wizard,900001\n";

TEST("with one mistake nothing can be written, and the lines with mistakes are had as the file has them, with what is wrong")
{
    Intake intake = sent(mixed);
    EXPECT_EQUAL(intake.wrong, 1);
    Visit page = visit(&dora, "GET", here(&intake, ""), NULL);
    EXPECT_HAS(page.body, "1 line has mistakes, so nothing of the file can be written");
    EXPECT_LACKS(page.body, "Write 1 line");
    post(&intake, "/apply", 409);
    page = visit(&dora, "GET", here(&intake, "/mistakes.csv"), NULL);
    EXPECT_HAS(page.body, "Line,Name,Email,Role,School,What is wrong\r\n4,'=Bo,,wizard,900001,");
    EXPECT_HAS(page.body, "Enter their email address. “wizard” is no role here");
    EXPECT_LACKS(page.body, "Ada");
    EXPECT(begins(visit(&dora, "GET", here(&intake, "/mistakes.xlsx"), NULL).body, "PK"));
}

static const char three[] = "Name,Email,Role,School,First day\nAda,ada@alder.example,teacher,900001,1/9/2026\nBo,bo@alder.example,teacher,900001,1/9/2026\nCy,cy@alder.example,teacher,900001,1/9/2026\n";

TEST("a line that can no longer be written takes back what was written of the file before it")
{
    Intake intake = sent(three);
    int64_t people = fixture_number("SELECT count(*) FROM person"), posts = fixture_number("SELECT count(*) FROM post");
    /* Cy is in by hand before it is confirmed. */
    fixture_run("INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at) VALUES (900, 'Cy', 'cy', 'cy', 'cy@alder.example', 'cy@alder.example', 1, 1)");
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, starts_on, created_at) VALUES (901, 900, 11, 'teacher', '2026-01-01', 1)");
    post(&intake, "/apply", 303);
    run_jobs();
    EXPECT_SAME(state(&intake), "undone");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person"), people + 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM post"), posts + 1);
    EXPECT_HAS(visit(&dora, "GET", here(&intake, ""), NULL).body, "Line 4 could not be written: They already have this post here");
}

TEST("what is written can be undone within a day and not after, and once")
{
    Intake intake = sent(three);
    int64_t people = fixture_number("SELECT count(*) FROM person");
    post(&intake, "/apply", 303);
    run_jobs();
    EXPECT_SAME(state(&intake), "applied");
    post(&intake, "/apply", 409);
    fixture_at("2026-11-25T09:01");
    post(&intake, "/undo", 409);
    EXPECT_HAS(visit(&dora, "GET", here(&intake, "/undo"), NULL).body, "can no longer be undone");
    fixture_at("2026-11-25T08:00");
    post(&intake, "/undo", 303);
    post(&intake, "/undo", 409);
    run_jobs();
    EXPECT_SAME(state(&intake), "undone");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person"), people);
}

TEST("what other rows refer to stays when an import is undone, and the line says so")
{
    Intake intake = sent(three);
    post(&intake, "/apply", 303);
    run_jobs();
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at) VALUES (71, 1, 11, 101, 6000, 1)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at)"
                " SELECT 81, 71, 1, id, 11, 'cancelled', 6000, 1 FROM person WHERE email_folded = 'bo@alder.example'");
    post(&intake, "/undo", 303);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person WHERE email_folded IN ('ada@alder.example', 'bo@alder.example', 'cy@alder.example')"), 1);
    EXPECT_HAS(visit(&dora, "GET", here(&intake, "?outcome=kept"), NULL).body, "It has been used since, so it stays");
}

TEST("a large file is read by a job, and a mistake in its form is said on its page")
{
    Draft words = { .cx = test_cx() };
    draft_add(&words, "Name,Email,Role,School,Job title\n");
    for (int i = 0; words.length < 300 << 10; i++) draft_add(&words, "Person %d,p%d@alder.example,teacher,900001,%060d\n", i, i, i);
    Intake intake = sent(draft_text(&words));
    EXPECT_SAME(state(&intake), "reading");
    EXPECT_HAS(visit(&dora, "GET", here(&intake, ""), NULL).body, "It is being read");
    run_jobs();
    EXPECT_SAME(state(&intake), "staged");
    draft_add(&words, "\"never closed");
    intake = sent(draft_text(&words));
    run_jobs();
    EXPECT_SAME(state(&intake), "failed");
    EXPECT_HAS(visit(&dora, "GET", here(&intake, ""), NULL).body, "opens a quotation mark that is never closed");
}

TEST("a file that is no table is refused beside its field, and nothing of it is kept")
{
    Visit page = visit(&dora, "GET", "/office/imports/people", NULL);
    EXPECT_HAS(page.body, "Download the template");
    EXPECT_EQUAL(visit(&dora, "GET", "/office/imports/unicorns", NULL).status, 404);
    EXPECT_REFUSED(intake_send(as(&dora), import_kind("people"), &(IntakeFile){ .name = "x", .bytes = "PK\3\4 no", .length = 7 }, &(Intake){0}), INVALID, "cannot be read");
    EXPECT_REFUSED(intake_send(as(&dora), import_kind("people"), &(IntakeFile){ .name = "x", .bytes = "Name;Email\na;b\n", .length = 15 }, &(Intake){0}), INVALID, "with commas between");
    EXPECT_REFUSED(intake_send(as(&dora), import_kind("people"), &(IntakeFile){ .name = "x", .bytes = "Name,Email\n", .length = 11 }, &(Intake){0}), INVALID, "no lines under its headings");
}

TEST("after two weeks the names of a file are gone, whether or not it was written, and after a day what undoing needed")
{
    Intake dropped = sent(mixed), written = sent(three);
    post(&written, "/apply", 303);
    run_jobs();
    fixture_at("2026-11-25T10:00");
    EXPECT_OK(intakes_sweep(fixture_cx()));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM intake_made"), 0);
    EXPECT(fixture_number("SELECT count(*) FROM intake_row") > 0);
    fixture_at("2026-12-09T10:00");
    EXPECT_OK(intakes_sweep(fixture_cx()));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM intake_row") + fixture_number("SELECT count(*) FROM intake_column"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file WHERE linked = 1"), 0);
    EXPECT_SAME(state(&dropped), "dropped");
    post(&dropped, "/apply", 409);
    EXPECT(latest() > 0);
}
