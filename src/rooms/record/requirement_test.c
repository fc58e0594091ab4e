/* What a post asks for, who is due, and what a changed interval does to it: the lists, and never what happened. */
#include "app/lists.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/attendance.h"
#include "rooms/record/requirement_due.h"
#include "rooms/record/training_overview.h"
#include "tests/fixture_bookings.h"

/* Safeguarding every two years, of teachers and CPD leads, met by PHONICS's course; a declaration each September, of governors. */
enum { SAFEGUARDING = 701, DECLARATION = 702 };

static void required(void)
{
    fixture_run("INSERT INTO requirement (id, name, name_folded, words, every_months, each_year_from, first_days, remind_days, position)"
                " VALUES (701, 'Safeguarding', 'safeguarding', '', 24, 0, 60, 30, 1), (702, 'Declaration of interests', 'declaration of interests', '', 0, 9, 30, 30, 2)");
    fixture_run("INSERT INTO requirement_role (requirement_id, role) VALUES (701, 'teacher'), (701, 'CPD lead'), (702, 'governor')");
    fixture_run("INSERT INTO requirement_course (requirement_id, course_id) VALUES (701, 51)");
}

static const char *due_of(const Somebody *who, int64_t requirement)
{
    OwnDue *list;
    size_t n;
    EXPECT_OK(requirements_of(as(who), who->id, &list, &n));
    for (size_t i = 0; i < n; i++)
        if (list[i].requirement.id == requirement) return text(test_cx(), "%s", list[i].due.due_on);
    return "not asked";
}

static Error *save_act(Ctx *cx, void *draft)
{
    int64_t id;
    return requirement_save(cx, draft, &id);
}

static Error *interval_act(Ctx *cx, void *months)
{
    static const char *const roles[] = { "teacher", "CPD lead" };
    static const int64_t courses[] = { COURSE_PHONICS };
    int64_t id;
    return requirement_save(cx, &(RequirementDraft){ .requirement = { .id = SAFEGUARDING, .name = "Safeguarding", .words = "", .every_months = *(int64_t *)months, .first_days = 60, .remind_days = 30 },
                                                     .roles = roles, .role_count = 2, .course_ids = courses, .course_count = 1 }, &id);
}

static Error *record_act(Ctx *cx, void *recording)
{
    int64_t recorded;
    return requirement_record(cx, recording, &recorded);
}

static Error *record_by(const Somebody *who, int64_t organisation, int64_t requirement, const char *on, int64_t person)
{
    return write_as(who, record_act, &(Recording){ organisation, requirement, on, "Whole-staff day", &person, 1 });
}

TEST("a month on is the same day, or the last where that month is shorter")
{
    EXPECT_SAME(date_add_months(test_cx(), "2026-11-24", 24), "2028-11-24");
    EXPECT_SAME(date_add_months(test_cx(), "2026-01-31", 1), "2026-02-28");
    EXPECT_SAME(date_add_months(test_cx(), "2024-02-29", 12), "2025-02-28");
    EXPECT_SAME(date_add_months(test_cx(), "2026-12-31", -12), "2025-12-31");
}

TEST("somebody is due so long after they last met a requirement, or so many days into a post")
{
    required();
    fixture_run("UPDATE post SET starts_on = '2026-11-01' WHERE person_id = 102");
    EXPECT_SAME(due_of(&ben, SAFEGUARDING), "2026-12-31");
    EXPECT_OK(record_by(&ann, ALDER, SAFEGUARDING, "2026-09-02", ben.id));
    EXPECT_SAME(due_of(&ben, SAFEGUARDING), "2028-09-02");
    EXPECT_OK(record_by(&ann, ALDER, SAFEGUARDING, "2025-01-10", ben.id));      /* an older one changes nothing */
    EXPECT_SAME(due_of(&ben, SAFEGUARDING), "2028-09-02");
    EXPECT_SAME(due_of(&ben, DECLARATION), "not asked");
}

TEST("a declaration runs by the year, whenever in it it was made")
{
    required();
    fixture_run("UPDATE post SET starts_on = '2024-01-01' WHERE role = 'governor'");
    EXPECT_SAME(due_of(&gus, DECLARATION), "2026-10-01");
    EXPECT_OK(record_by(&ann, ALDER, DECLARATION, "2026-08-31", gus.id));       /* last year's */
    EXPECT_SAME(due_of(&gus, DECLARATION), "2026-10-01");
    EXPECT_OK(record_by(&ann, ALDER, DECLARATION, "2026-11-20", gus.id));
    EXPECT_SAME(due_of(&gus, DECLARATION), "2027-10-01");
    EXPECT_SAME(due_of(&gus, SAFEGUARDING), "not asked");
}

TEST("a changed interval changes who is due, and rewrites nothing that happened")
{
    int64_t year = 12;
    required();
    EXPECT_OK(record_by(&ann, ALDER, SAFEGUARDING, "2025-06-30", ben.id));
    EXPECT_OK(record_by(&ann, ALDER, SAFEGUARDING, "2026-03-31", kim.id));
    const char *before = fixture_text("SELECT CAST(sum(id) AS TEXT) || min(met_on) || max(met_on) || CAST(count(*) AS TEXT) || CAST(sum(recorded_at) AS TEXT) AS text FROM requirement_met");
    EXPECT_SAME(due_of(&ben, SAFEGUARDING), "2027-06-30");
    EXPECT_OK(write_as(&dora, interval_act, &year));
    EXPECT_SAME(due_of(&ben, SAFEGUARDING), "2026-06-30");
    EXPECT_SAME(due_of(&kim, SAFEGUARDING), "2027-03-31");
    EXPECT_SAME(fixture_text("SELECT CAST(sum(id) AS TEXT) || min(met_on) || max(met_on) || CAST(count(*) AS TEXT) || CAST(sum(recorded_at) AS TEXT) AS text FROM requirement_met"), before);
    EXPECT_SAME(fixture_text("SELECT detail AS text FROM trail WHERE what = 'requirement.changed'"), "Every year, before: Every 2 years");
    Training t;
    EXPECT_OK(training_at(as(&ann), ALDER, STAFF, &t));
    EXPECT_EQUAL(t.rows[0].person_id, ann.id);
    EXPECT_EQUAL(t.overdue + t.soon + t.in_date, 4);
}

static Error *came_act(Ctx *cx, void *mark)
{
    int64_t changed;
    return register_mark(cx, PHONICS, PHONICS_SESSION, mark, 1, &changed);
}

static void marked(int64_t registration, const char *mark)
{
    EXPECT_OK(write_as(&fay, came_act, &(Mark){ .registration_id = registration, .mark = mark }));
    run_jobs();
}

TEST("whoever comes to the whole of a course has met what it counts for; a register put right takes it back and gives it back")
{
    Full full = phonics_full();
    required();
    fixture_at("2026-12-10T13:00");
    marked(full.ben, "present");
    marked(full.kim, "part");
    EXPECT_SAME(due_of(&ben, SAFEGUARDING), "2028-12-10");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM requirement_met"), 1);
    marked(full.ben, "absent");
    EXPECT(!same(due_of(&ben, SAFEGUARDING), "2028-12-10"));
    marked(full.ben, "present");
    EXPECT_SAME(due_of(&ben, SAFEGUARDING), "2028-12-10");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM requirement_met"), 1);
}

TEST("a requirement that is added looks back at what was attended before")
{
    static const char *const roles[] = { "teacher" };
    static const int64_t courses[] = { COURSE_PHONICS };
    Full full = phonics_full();
    fixture_at("2026-12-10T13:00");
    marked(full.ben, "present");
    fixture_at("2026-12-20T09:00");
    RequirementDraft draft = { .requirement = { .name = "Early reading", .words = "", .every_months = 36, .first_days = 90, .remind_days = 30 }, .roles = roles, .role_count = 1, .course_ids = courses, .course_count = 1 };
    EXPECT_REFUSED(write_as(&ann, save_act, &draft), FORBIDDEN, "permission");
    EXPECT_OK(write_as(&dora, save_act, &draft));
    run_jobs();
    EXPECT_SAME(fixture_text("SELECT met_on AS text FROM requirement_met WHERE person_id = 102"), "2026-12-10");
    EXPECT_REFUSED(write_as(&dora, save_act, &draft), INVALID, "already");
}

TEST("a school's leaders see and record its own people, its clerk and chair the board, the office all, and others nothing")
{
    Training t;
    required();
    EXPECT_OK(training_at(as(&ann), ALDER, STAFF, &t));
    EXPECT_OK(training_at(as(&ivo), ALDER, STAFF, &t));
    EXPECT_REFUSED(training_at(as(&cara), ALDER, STAFF, &t), MISSING, "not found");
    EXPECT_REFUSED(training_at(as(&ben), ALDER, STAFF, &t), MISSING, "not found");
    EXPECT_REFUSED(training_at(as(&gus), ALDER, BOARD, &t), MISSING, "not found");
    EXPECT_REFUSED(record_by(&cara, ALDER, SAFEGUARDING, "2026-09-02", ben.id), MISSING, "not found");
    EXPECT_REFUSED(record_by(&ivo, ALDER, SAFEGUARDING, "2026-09-02", ben.id), MISSING, "not found");
    EXPECT_REFUSED(record_by(&ann, ALDER, SAFEGUARDING, "2026-12-24", ben.id), INVALID, "today or earlier");
    EXPECT_REFUSED(record_by(&ann, ALDER, SAFEGUARDING, "2026-09-02", max.id), CONFLICT, "everybody chosen who has a post here");      /* of another school */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM requirement_met"), 0);
    EXPECT_OK(record_by(&dora, ALDER, SAFEGUARDING, "2026-09-02", ben.id));

    fixture_run("UPDATE post SET governor_office = 'chair' WHERE person_id = 107 AND organisation_id = 11");
    fixture_run("UPDATE post SET ends_on = '2026-01-01', starts_on = '2025-01-01' WHERE person_id = 107 AND organisation_id = 12");
    EXPECT_OK(training_at(as(&gus), ALDER, BOARD, &t));
    EXPECT_EQUAL(t.count, 1);
    EXPECT_REFUSED(training_at(as(&gus), ALDER, STAFF, &t), MISSING, "not found");
    EXPECT_REFUSED(record_by(&gus, ALDER, DECLARATION, "2026-09-02", gus.id), MISSING, "not found");

    fixture_run("UPDATE post SET role = 'clerk to governors' WHERE person_id = 101");
    EXPECT_REFUSED(training_at(as(&ann), ALDER, STAFF, &t), MISSING, "not found");
    EXPECT_OK(record_by(&ann, ALDER, DECLARATION, "2026-09-02", gus.id));
    EXPECT_REFUSED(record_by(&ann, ALDER, SAFEGUARDING, "2026-09-03", kim.id), CONFLICT, "everybody chosen");      /* no governor */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM requirement_met"), 2);
}

TEST("the office sees who is due over all schools, the most overdue first, and takes the list away; nobody else does")
{
    TrainingOverview o;
    required();
    fixture_run("INSERT INTO requirement_met (id, person_id, requirement_id, met_on, how, words, recorded_at) VALUES (1, 102, 701, '2026-10-01', 'said', '', 1)");
    fixture_at("2027-03-01T09:00");
    EXPECT_OK(training_overview(as(&dora), SAFEGUARDING, &o));
    EXPECT_EQUAL(o.asked, fixture_number("SELECT count(DISTINCT person_id) FROM post WHERE role IN ('teacher', 'CPD lead')"));
    EXPECT_EQUAL(o.overdue, o.asked - 1);                                     /* all but ben */
    EXPECT_EQUAL(o.people, o.overdue);
    EXPECT_EQUAL(o.places[0].organisation_id, ALDER);
    EXPECT_EQUAL(o.places[0].overdue, 3);
    EXPECT_EQUAL(o.places[0].asked, 4);
    for (size_t i = 1; i < o.count; i++) EXPECT(o.places[i].overdue <= o.places[i - 1].overdue);
    EXPECT_OK(training_overview(as(&ivo), 0, &o));
    EXPECT(o.asked > 7);                                                      /* and the governors' declarations */
    EXPECT_REFUSED(training_overview(as(&ann), 0, &o), FORBIDDEN, "");
    EXPECT_HAS(visit(&dora, "GET", "/office/training?requirement=701", NULL).body, "href=\"/office/schools/11/training\"");
    EXPECT_HAS(visit(&dora, "GET", "/office/requirements", NULL).body, "href=\"/office/training\"");
    Visit list = visit(&dora, "GET", "/office/training.csv?requirement=701", NULL);
    EXPECT_HAS(list.body, "Alder Grove Primary School,");
    EXPECT_HAS(list.body, ",Safeguarding,,");
    EXPECT_HAS(list.body, ",overdue");
    EXPECT_LACKS(list.body, "ben@alder");
    EXPECT_EQUAL(visit(&ann, "GET", "/office/training", NULL).status, 403);
    EXPECT_EQUAL(visit(&dora, "GET", "/office/training?requirement=999", NULL).status, 200);
}

TEST("people are told once for each due date, in one letter, and not of what is in date or has no reminder")
{
    required();
    fixture_run("UPDATE post SET starts_on = '2026-10-15' WHERE person_id = 102");       /* due on 14 December */
    fixture_run("UPDATE post SET starts_on = '2026-11-20' WHERE person_id = 111");
    EXPECT_OK(requirements_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "requirement-due"), 1);
    EXPECT_EQUAL(mail_to(kim.email, "requirement-due"), 0);
    EXPECT_OK(requirements_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "requirement-due"), 1);
    EXPECT_OK(record_by(&ann, ALDER, SAFEGUARDING, "2026-11-01", ben.id));
    fixture_at("2028-10-10T09:00");
    EXPECT_OK(requirements_remind(as(&nobody)));
    EXPECT_EQUAL(mail_to(ben.email, "requirement-due"), 2);
}

TEST("the head sees the matrix, records an INSET day for many, and takes one back; the words and ticks of a refused form stay")
{
    required();
    layout_navigation(navigation, navigation_count);
    Visit matrix = visit(&ann, "GET", "/training", NULL);
    EXPECT_EQUAL(matrix.status, 200);
    EXPECT_HAS(matrix.body, "Safeguarding");
    EXPECT_HAS(matrix.body, "Ben Okafor");
    EXPECT_LACKS(matrix.body, "Gus Pemberton");
    EXPECT_HAS(visit(&ann, "GET", "/training?group=board", NULL).body, "Gus Pemberton");
    Visit refused = visit(&ann, "POST", "/training/record", FORM_OF("requirement", "701", "words", "INSET day", "person", "102", "person", "111", "met_on-day", "31", "met_on-month", "2", "met_on-year", "2026"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "INSET day");
    EXPECT_HAS(refused.body, "value=\"111\" checked");
    Visit kept = visit(&ann, "POST", "/training/record", FORM_OF("requirement", "701", "words", "INSET day", "person", "102", "person", "111", "met_on-day", "2", "met_on-month", "9", "met_on-year", "2026"));
    EXPECT_EQUAL(kept.status, 303);
    EXPECT_HAS(visit(&ann, "GET", "/training.csv", NULL).body, "Every 2 years,2026-09-02,2028-09-02,in date");
    const char *id = text(test_cx(), "/training/met/%ld/withdraw", (long)fixture_number("SELECT id FROM requirement_met WHERE person_id = 102"));
    EXPECT_HAS(visit(&ann, "GET", "/training/people/102", NULL).body, id);
    EXPECT_EQUAL(visit(&cara, "POST", id, NULL).status, 404);
    EXPECT_EQUAL(visit(&ann, "POST", id, NULL).status, 303);
    EXPECT_HAS(visit(&ben, "GET", "/record/due", NULL).body, "Taken back");
    EXPECT_HAS(visit(&kim, "GET", "/record/due", NULL).body, "Until 2 September 2028");
    EXPECT_EQUAL(visit(&ben, "GET", "/training", NULL).status, 404);
    EXPECT_EQUAL(visit(&ann, "GET", "/training/people/113", NULL).status, 404);
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/schools/11/training", NULL).status, 200);
    layout_navigation(NULL, 0);
}
