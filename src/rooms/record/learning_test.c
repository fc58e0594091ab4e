/* The professional record: learning from here and elsewhere, in the person's own words; it follows them, and a school sees its own time of it. */
#include "rooms/record/learning.h"

#include "platform/base/text.h"
#include "platform/db/stored_file.h"
#include "rooms/booking/attendance.h"
#include "tests/fixture_bookings.h"

static Error *save_act(Ctx *cx, void *outside)
{
    Outside *o = outside;
    return outside_save(cx, o, &o->id);
}

static Error *save_by(const Somebody *who, Outside outside, int64_t *id)
{
    Error *error = write_as(who, save_act, &outside);
    if (id) *id = outside.id;
    return error;
}

#define CONFERENCE .what = "attended", .title = "Reading conference", .provider = "University of Fleet", .held_on = "2026-10-03", .words = "Talk first.", .minutes = 330, .theme_id = THEME_READING

static Error *remove_act(Ctx *cx, void *id)  { return outside_remove(cx, *(int64_t *)id); }
static Error *reflect_act(Ctx *cx, void *r)  { return reflection_save(cx, r); }
static Error *goal_act(Ctx *cx, void *goal)  { return goal_save(cx, goal); }
static Error *meet_act(Ctx *cx, void *id)    { return goal_meet(cx, *(int64_t *)id, true); }

static Error *came_act(Ctx *cx, void *registration)
{
    int64_t changed;
    return register_mark(cx, PHONICS, PHONICS_SESSION, &(Mark){ .registration_id = *(int64_t *)registration, .mark = "present" }, 1, &changed);
}

/* It is January; ben came to PHONICS in December. */
static Full came(void)
{
    Full full = phonics_full();
    fixture_at("2026-12-10T13:00");
    EXPECT_OK(write_as(&fay, came_act, &full.ben));
    run_jobs();
    fixture_at("2027-01-15T09:00");
    return full;
}

/* ben goes to Beech Lane on the first of January. */
static void ben_moves(void)
{
    fixture_run("UPDATE post SET ends_on = '2026-12-31' WHERE person_id = 102");
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) VALUES (990, 102, 12, 'teacher', '', '2027-01-01', 0)");
}

TEST("the record holds what was attended, presented and shared, here and elsewhere, the latest first, with hours by year and theme")
{
    Learning *list;
    size_t n;
    came();
    EXPECT_OK(save_by(&ben, (Outside){ CONFERENCE }, NULL));
    EXPECT_OK(save_by(&ben, (Outside){ .what = "shared", .title = "Staff meeting on talk", .provider = "", .held_on = "2026-08-31", .words = "", .minutes = 45 }, NULL));
    fixture_run("INSERT INTO facilitator (event_id, person_id, position) VALUES (2, 102, 2)");
    EXPECT_OK(learning_of(as(&ben), ben.id, 0, &list, &n));
    EXPECT_EQUAL(n, 4);
    EXPECT_SAME(list[0].what, "presented");
    EXPECT_EQUAL(list[0].minutes, 60);
    EXPECT_SAME(list[1].title, "Phonics in Year 1");
    EXPECT_EQUAL(list[1].minutes, 180);
    EXPECT_SAME(list[2].provider, "University of Fleet");
    EXPECT_SAME(list[3].what, "shared");
    Visit page = visit(&ben, "GET", "/record", NULL);
    EXPECT_HAS(page.body, "9 hours 30 minutes");                  /* of this academic year: the event led, the course and the conference */
    EXPECT_HAS(page.body, "2025 to 2026");
    EXPECT_HAS(page.body, "Attended elsewhere, Reading, 5 hours 30 minutes, University of Fleet");
}

TEST("an entry from elsewhere says every mistake at once, belongs to its person alone, and holds no day to come")
{
    int64_t id = 0;
    Outside theirs = {0};
    Error *error = save_by(&ben, (Outside){ .what = "slept", .title = " ", .provider = "", .held_on = "2027-02-01", .words = "", .minutes = 0 }, NULL);
    EXPECT_REFUSED(error, INVALID, "what you did");
    EXPECT_SAME(error->next->field, "title");
    EXPECT_HAS(error->next->next->say, "today or earlier");
    EXPECT_SAME(error->next->next->next->field, "hours");
    EXPECT_OK(save_by(&ben, (Outside){ CONFERENCE }, &id));
    EXPECT_REFUSED(outside_find(as(&kim), id, &theirs), MISSING, "not found");
    EXPECT_REFUSED(write_as(&kim, remove_act, &id), MISSING, "not found");
    EXPECT_OK(write_as(&ben, remove_act, &id));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM outside_learning"), 0);
}

TEST("evidence is a file that the owner, their school of that time and the office may open; another in its place lets the first go")
{
    int64_t id = 0, file = 0, other = 0;
    EXPECT_OK(stored_file_stage(as(&ben), "certificate.pdf", "application/pdf", "pdf", "%PDF-1.7 one", 12, &file));
    EXPECT_OK(save_by(&ben, (Outside){ CONFERENCE, .file_id = file }, &id));
    const char *own = text(test_cx(), "/record/evidence/%ld", (long)id), *page = text(test_cx(), "/records/102/evidence/%ld", (long)id);
    Visit got = visit(&ben, "GET", own, NULL);
    EXPECT_SAME(got.type, "application/pdf");
    EXPECT_EQUAL(got.length, 12);
    EXPECT_EQUAL(visit(&ann, "GET", page, NULL).status, 200);
    EXPECT_EQUAL(visit(&ivo, "GET", page, NULL).status, 200);
    EXPECT_EQUAL(visit(&kim, "GET", own, NULL).status, 404);
    EXPECT_EQUAL(visit(&cara, "GET", page, NULL).status, 404);
    EXPECT_OK(stored_file_stage(as(&ben), "better.pdf", "application/pdf", "pdf", "%PDF-1.7 two", 12, &other));
    EXPECT_OK(save_by(&ben, (Outside){ CONFERENCE, .id = id, .file_id = other }, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM stored_file WHERE linked = 1"), 1);
    EXPECT_REFUSED(save_by(&ben, (Outside){ CONFERENCE, .file_id = other }, NULL), CONFLICT, "choose it once more");
}

TEST("the record follows the person; the school they left sees its own time, and the new one only what is since")
{
    Full full = came();
    EXPECT_OK(save_by(&ben, (Outside){ CONFERENCE }, NULL));
    ben_moves();
    EXPECT_OK(save_by(&ben, (Outside){ .what = "attended", .title = "Maths at Beech", .provider = "", .held_on = "2027-01-10", .words = "", .minutes = 60 }, NULL));
    (void)full;
    Visit old = visit(&ann, "GET", "/records/102", NULL), fresh = visit(&cara, "GET", "/records/102", NULL);
    EXPECT_HAS(old.body, "Phonics in Year 1");
    EXPECT_HAS(old.body, "Reading conference");
    EXPECT_LACKS(old.body, "Maths at Beech");
    EXPECT_HAS(fresh.body, "Maths at Beech");
    EXPECT_LACKS(fresh.body, "Phonics in Year 1");
    EXPECT_LACKS(fresh.body, "Reading conference");
    EXPECT_EQUAL(visit(&noor, "GET", "/records/102", NULL).status, 404);
    EXPECT_LACKS(visit(&ann, "GET", "/records/102/record.csv", NULL).body, "Maths at Beech");
    EXPECT_HAS(visit(&ben, "GET", "/record.csv", NULL).body, "Phonics in Year 1");
    EXPECT_HAS(visit(&ivo, "GET", "/records/102", NULL).body, "Maths at Beech");
}

TEST("a school reads a reflection only where its person lets it, and goals never")
{
    Full full = came();
    EXPECT_REFUSED(write_as(&ben, reflect_act, &(Reflection){ .registration_id = full.kim, .words = "Hers" }), MISSING, "not found");
    EXPECT_OK(write_as(&ben, reflect_act, &(Reflection){ .registration_id = full.ben, .words = "Slower, with more talk." }));
    EXPECT_OK(save_by(&ben, (Outside){ CONFERENCE, .shown = 1 }, NULL));
    EXPECT_OK(write_as(&ben, goal_act, &(Goal){ .words = "Lead phonics", .by_on = "2027-07-21" }));
    EXPECT_REFUSED(write_as(&ben, goal_act, &(Goal){ .words = "", .by_on = "" }), INVALID, "what you mean to do");
    Visit school = visit(&ann, "GET", "/records/102", NULL);
    EXPECT_LACKS(school.body, "Slower, with more talk");
    EXPECT_HAS(school.body, "Talk first.");
    EXPECT_LACKS(school.body, "Lead phonics");
    EXPECT_OK(write_as(&ben, reflect_act, &(Reflection){ .registration_id = full.ben, .words = "Slower, with more talk.", .shown = 1 }));
    EXPECT_HAS(visit(&ann, "GET", "/records/102", NULL).body, "Slower, with more talk");
    int64_t goal = fixture_number("SELECT id FROM goal");
    EXPECT_REFUSED(write_as(&kim, meet_act, &goal), MISSING, "not found");
    EXPECT_OK(write_as(&ben, meet_act, &goal));
    EXPECT_HAS(visit(&ben, "GET", "/record", NULL).body, "met 15 January 2027");
    EXPECT_OK(write_as(&ben, reflect_act, &(Reflection){ .registration_id = full.ben, .words = " " }));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM reflection"), 0);
}

TEST("the record is theirs to take away: as a list, for another program with goals and certificates, and as a document")
{
    Full full = came();
    EXPECT_OK(write_as(&ben, reflect_act, &(Reflection){ .registration_id = full.ben, .words = "Slower, with more talk." }));
    EXPECT_OK(write_as(&ben, goal_act, &(Goal){ .words = "Lead phonics", .by_on = "2027-07-21" }));
    Visit json = visit(&ben, "GET", "/record.json", NULL);
    EXPECT_HAS(json.body, "\"by_theme\":[{\"name\":\"Reading\",\"minutes\":180}]");
    EXPECT_HAS(json.body, text(test_cx(), "\"certificate\":\"https://learning.example/verify/%s\"", fixture_text("SELECT code AS text FROM certificate")));
    EXPECT_HAS(json.body, "{\"goal\":\"Lead phonics\",\"by\":\"2027-07-21\",\"met\":null}");
    EXPECT_LACKS(visit(&ann, "GET", "/records/102/record.json", NULL).body, "Lead phonics");
    Visit pdf = visit(&ben, "GET", "/record.pdf", NULL);
    EXPECT_SAME(pdf.type, "application/pdf");
    EXPECT(pdf.length > 2000 && begins(pdf.body, "%PDF"));
    EXPECT_HAS(visit(&ben, "GET", "/record.csv", NULL).body, "\"Slower, with more talk.\"");
}

TEST("the form keeps what was typed when it is refused, and a goal is added, changed and removed by its own pages")
{
    Visit refused = visit(&ben, "POST", "/record/outside/new", FORM_OF("what", "shared", "title", "Staff meeting", "provider", "", "words", "Said so", "hours", "x", "minutes", "", "held_on-day", "1", "held_on-month", "9", "held_on-year", "2026"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "value=\"Staff meeting\"");
    EXPECT_HAS(refused.body, "Said so");
    EXPECT_EQUAL(visit(&ben, "POST", "/record/outside/new", FORM_OF("what", "shared", "title", "Staff meeting", "provider", "", "words", "Said so", "hours", "1", "minutes", "15", "held_on-day", "1", "held_on-month", "9", "held_on-year", "2026")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT minutes FROM outside_learning"), 75);
    EXPECT_EQUAL(visit(&ben, "POST", "/record/goals/new", FORM_OF("words", "Lead phonics", "by_on-day", "", "by_on-month", "", "by_on-year", "")).status, 303);
    const char *goal = text(test_cx(), "/record/goals/%ld", (long)fixture_number("SELECT id FROM goal"));
    EXPECT_EQUAL(visit(&kim, "GET", goal, NULL).status, 404);
    EXPECT_EQUAL(visit(&ben, "POST", text(test_cx(), "%s/remove", goal), NULL).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM goal"), 0);
}

TEST("what came in from a file of the past has no certificate from here, and the record says so; what was booked here has one on its way")
{
    came();
    fixture_run("DELETE FROM certificate");
    EXPECT_HAS(visit(&ben, "GET", "/record", NULL).body, "On its way");
    fixture_run("UPDATE booking SET booked_by = NULL");
    const char *record = visit(&ben, "GET", "/record", NULL).body;
    EXPECT_HAS(record, "None from here: it is from an earlier record");
    EXPECT_LACKS(record, "On its way");
}
