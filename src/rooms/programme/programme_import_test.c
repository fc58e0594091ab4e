/* Venues, courses and events from files. */
#include "platform/base/text.h"
#include "platform/imports/imports.h"
#include "platform/jobs/jobs.h"
#include "tests/fixture.h"

static Error *settled(Ctx *cx, void *intake) { return intake_settle(cx, intake, NULL); }

static Intake sent(const char *kind, const char *words)
{
    Intake intake;
    Ctx *cx = as(&dora);
    EXPECT_OK(intake_send(cx, import_kind(kind), &(IntakeFile){ .name = "file.csv", .bytes = words, .length = strlen(words) }, &intake));
    EXPECT_OK(write_as(&dora, settled, &intake));
    EXPECT_SAME(intake.state, "staged");
    return intake;
}

static const char *said(const Intake *intake, const char *outcome, size_t n)
{
    IntakeRow *rows;
    size_t count;
    EXPECT_OK(intake_rows(as(&dora), intake->id, outcome, 0, &rows, &count));
    return n < count ? rows[n].say : "";
}

static void act(const Intake *intake, const char *what)
{
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/office/imports/%ld/%s", (long)intake->id, what), FORM_OF("go", "1")).status, 303);
    run_jobs();
}

TEST("venues come in, one that is here by its name is changed, and undoing gives it back what it was")
{
    Intake intake = sent("venues", "Venue,Address,Postcode,Seats,Access\nThe Corn Exchange,Market Place,FW3 8QD,60,Step-free\ntown hall,New Street 1,FW1 1AA,99,\nNo Address,,,,\n");
    EXPECT_HAS(said(&intake, "changed", 0), "New Street 1");
    EXPECT_HAS(said(&intake, "wrong", 0), "Enter the address");
    intake = sent("venues", "Venue,Address,Postcode,Seats,Access\nThe Corn Exchange,Market Place,FW3 8QD,60,Step-free\ntown hall,New Street 1,FW1 1AA,99,\n");
    const char *before = fixture_text("SELECT name || address || postcode || access || CAST(places AS TEXT) AS text FROM venue WHERE id = 31");
    act(&intake, "apply");
    EXPECT_EQUAL(fixture_number("SELECT places FROM venue WHERE id = 31"), 99);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM venue WHERE name = 'The Corn Exchange' AND places = 60"), 1);
    act(&intake, "undo");
    EXPECT_SAME(fixture_text("SELECT name || address || postcode || access || CAST(places AS TEXT) AS text FROM venue WHERE id = 31"), before);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM venue WHERE name = 'The Corn Exchange'"), 0);
}

static const char courses[] = "Code,Title,Kind,Summary,Outcome,Themes,For,Phases,Published\n"
    "MU-1,Singing,course,Sing together.,Pupils sing.,Reading,teachers; SENCOs,primary,yes\nMU-2,Dancing,,,,,,,\n";

TEST("courses come in with themes, audience and phases, as drafts unless a line says published, and are found at once")
{
    Intake wrong = sent("courses", "Code,Title,Kind,Summary,Outcome,Themes,For,Phases,Published\nmu 1,Singing,opera,,,Opera,everybody,,\nMU-9,Bare,,,,,,,yes\n");
    EXPECT_HAS(said(&wrong, "wrong", 0), "There is no theme called “opera”");
    EXPECT_HAS(said(&wrong, "wrong", 0), "capital letters");
    EXPECT_HAS(said(&wrong, "wrong", 0), "what kind of course");
    EXPECT_HAS(said(&wrong, "wrong", 1), "Enter the outcome");
    fixture_run("UPDATE theme SET name = 'Reading' WHERE id = 41");
    Intake intake = sent("courses", courses);
    act(&intake, "apply");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM course WHERE code = 'MU-1' AND state = 'published' AND owner_id = 16"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM course_audience a JOIN course c ON c.id = a.course_id WHERE c.code = 'MU-1'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM course WHERE code = 'MU-2' AND state = 'draft'"), 1);
    EXPECT_EQUAL(sent("courses", courses).same, 2);
    act(&intake, "undo");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM course WHERE code LIKE 'MU-%'"), 0);
}

TEST("events come in with their sessions: those of one mark are one event, the past closed, what is to come a draft or published")
{
    const char *code = fixture_text("SELECT code AS text FROM course WHERE id = 51");
    const char *file = text(test_cx(), "Course code,Event,Date,Start,End,Venue,Places,Price for members,Price for others,Published\n"
        "%s,A,28/1/2027,9.30am,12.30pm,Town Hall,20,60,95,yes\n%s,A,4/2/2027,9.30am,12.30pm,Town Hall,20,60,95,yes\n%s,,1/3/2024,14:00,16:00,,12,,,\n%s,,10/12/2026,9.30am,12.30pm,Town Hall,2,,,\n", code, code, code, code);
    int64_t events = fixture_number("SELECT count(*) FROM event"), sessions = fixture_number("SELECT count(*) FROM session");
    Intake intake = sent("events", file);
    EXPECT_EQUAL(intake.same, 1);                                   /* PHONICS is here already */
    EXPECT_HAS(said(&intake, "new", 2), "past: closed");
    act(&intake, "apply");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event"), events + 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE starts_on = '2027-01-28' AND session_count = 2 AND state = 'published' AND places = 20 AND member_price_pence = 6000"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE starts_on = '2024-03-01' AND state = 'closed' AND format = 'online'"), 1);
    act(&intake, "undo");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event"), events);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM session"), sessions);
    Intake wrong = sent("events", "Course code,Date,Start,End,Venue,Places\nNO-1,31/2/2027,late,12.30pm,Nowhere,0\n");
    for (const char *const *words = (const char *const[]){ "No course in use has the code “NO-1”", "No venue in use is called “Nowhere”", "Enter the date of the session", "from 1 to", NULL }; *words; words++)
        EXPECT_HAS(said(&wrong, "wrong", 0), *words);
}

TEST("past registrations come in with who came, take their places, write to nobody, and are undone")
{
    const char *code = fixture_text("SELECT code AS text FROM course WHERE id = 51");
    Intake event = sent("events", text(test_cx(), "Course code,Date,Start,End,Venue,Places\n%s,1/3/2024,14:00,16:00,Town Hall,2\n", code));
    act(&event, "apply");
    Intake wrong = sent("registrations", text(test_cx(), "Email,Course code,Date,School,Attended\nnobody@x.example,%s,1/3/2024,,yes\nben@alder.example,%s,10/12/2026,,yes\nben@alder.example,%s,2/3/2024,900001,perhaps\n", code, code, code));
    EXPECT_HAS(said(&wrong, "wrong", 0), "Nobody here has the address");
    EXPECT_HAS(said(&wrong, "wrong", 1), "Only what is past");
    EXPECT_HAS(said(&wrong, "wrong", 2), "Say yes, part or no for “perhaps”");
    int64_t letters = fixture_number("SELECT count(*) FROM mail"), bookings = fixture_number("SELECT count(*) FROM booking");
    const char *file = text(test_cx(), "Email,Course code,Date,School,Attended,Price\nben@alder.example,%s,1/3/2024,900001,yes,60\nomar@cedar.example,%s,1/3/2024,,no,\n", code, code);
    Intake intake = sent("registrations", file);
    act(&intake, "apply");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE starts_on = '2024-03-01'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM attendance a JOIN registration r ON r.id = a.registration_id WHERE r.person_id = 102 AND a.mark = 'present' AND r.price_pence = 6000 AND r.organisation_id = 11"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail"), letters);
    EXPECT_EQUAL(sent("registrations", file).same, 2);
    Intake full = sent("registrations", text(test_cx(), "Email,Course code,Date\nkim@alder.example,%s,1/3/2024\n", code));
    act(&full, "apply");                                            /* a third on two places: never */
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE starts_on = '2024-03-01'"), 2);
    EXPECT_HAS(visit(&dora, "GET", text(test_cx(), "/office/imports/%ld", (long)full.id), NULL).body, "fewer places than people");
    act(&event, "undo");                                            /* its registrations refer to it, so it stays */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE starts_on = '2024-03-01'"), 1);
    act(&intake, "undo");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE starts_on = '2024-03-01'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking"), bookings);
}

static Error *follow_act(Ctx *cx, void *event)
{
    TRY(job_queue(cx, "certificates.issue", *(int64_t *)event, cx->now, NULL));
    return job_queue(cx, "evaluations.send", 0, cx->now, NULL);
}

TEST("who came in for an event of last week is asked nothing about it and has no certificate, and whoever still waits for it is in nobody's way")
{
    const char *code = fixture_text("SELECT code AS text FROM course WHERE id = 51");
    Intake intake = sent("events", text(test_cx(), "Course code,Date,Start,End,Venue,Places\n%s,20/11/2026,14:00,16:00,Town Hall,2\n", code));
    act(&intake, "apply");
    int64_t letters = fixture_number("SELECT count(*) FROM mail"), event = fixture_number("SELECT id FROM event WHERE starts_on = '2026-11-20'");
    fixture_run("UPDATE event SET waiting = 1 WHERE starts_on = '2026-11-20'");
    intake = sent("registrations", text(test_cx(), "Email,Course code,Date,School,Attended\nben@alder.example,%s,20/11/2026,900001,yes\n", code));
    act(&intake, "apply");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE starts_on = '2026-11-20'"), 1);
    EXPECT_OK(write_as(&dora, follow_act, &event));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail"), letters);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM certificate") + fixture_number("SELECT count(*) FROM evaluation_round"), 0);
}
