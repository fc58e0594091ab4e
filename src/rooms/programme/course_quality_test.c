/* What speaks for a course, and the frameworks that courses are tagged with. */
#include "platform/base/text.h"
#include "rooms/programme/catalogue.h"
#include "rooms/programme/course_quality.h"
#include "rooms/record/learning.h"
#include "rooms/themes/framework.h"
#include "tests/fixture.h"

typedef struct { int64_t course; QualityDraft draft; } Setting;
static Error *set(Ctx *cx, void *setting) { return course_quality_set(cx, ((Setting *)setting)->course, &((Setting *)setting)->draft); }

typedef struct { int64_t id; const char *name, *lines; } Typed;
static Error *save(Ctx *cx, void *typed) { return framework_save(cx, ((Typed *)typed)->id, ((Typed *)typed)->name, ((Typed *)typed)->lines, &((Typed *)typed)->id); }
static Error *retire(Ctx *cx, void *id)  { return framework_retire(cx, *(int64_t *)id, true); }

static const PointTyped five[] = { { 1, "Pupils’ reading is looked at first and last." }, { 2, "Led by a reading consultant." }, { 3, "In pairs." }, { 4, "Three sessions." }, { 5, "Heads free the time." } };

static Error *phonics_is(const PointTyped *points, size_t n, const char *link, const char *words)
{
    return write_as(&dora, set, &(Setting){ COURSE_PHONICS, { .points = points, .count = n, .evidence_link = link, .evidence_words = words } });
}

TEST("the office says how a course meets the marks and what it rests on, and the public reads it on its page and beside it in the list")
{
    EXPECT_LACKS(visit(&nobody, "GET", "/courses", NULL).body, "Meets all five marks");
    Visit refused = visit(&dora, "POST", "/office/courses/51/quality", FORM_OF("mark_1", "Pupils read more.", "evidence_words", "A report", "evidence_link", "http://evidence.example", "point", "13"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "beginning with https://");
    EXPECT_HAS(refused.body, "Pupils read more.");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/courses/51/quality", FORM_OF("mark_1", "Pupils read more.", "mark_2", " ", "evidence_words", "A report", "evidence_link", "https://evidence.example/report", "point", "13", "revised", "1")).status, 303);
    const char *page = visit(&nobody, "GET", "/courses/51", NULL).body;
    EXPECT_HAS(page, "Meets 1 of the five marks");
    EXPECT_HAS(page, "Pupils read more.");
    EXPECT_HAS(page, "href=\"https://evidence.example/report\"");
    EXPECT_HAS(page, "New this term");
    EXPECT_HAS(page, "href=\"/courses?standard=13\"");
    EXPECT_OK(phonics_is(five, 5, "", ""));
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "Meets all five marks of professional development");
    EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, "<span>Meets all five marks</span>");
    EXPECT_HAS(visit(&nobody, "GET", "/courses?show=marks", NULL).body, "1 of 2 events");
}

TEST("a course of an earlier term is not new, and revised only as long as the term")
{
    fixture_run("UPDATE course SET published_at = 1700000000 WHERE id = 51");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses/51", NULL).body, "this term");
    fixture_run("INSERT INTO course_quality (course_id, revised_at) VALUES (51, 1795000000)");
    EXPECT_HAS(visit(&nobody, "GET", "/courses/51", NULL).body, "Revised this term");
    fixture_at("2027-02-01T09:00");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses/51", NULL).body, "this term");
}

TEST("a mark without words is not met, a retired point is not shown and not lost, and only who may change the course says so")
{
    CourseQuality q;
    int64_t standards = 2;
    const PointTyped points[] = { { 1, "" }, { 13, "" }, { 14, "words that only marks have" }, { 999, "" } };
    EXPECT_OK(phonics_is(points, COUNT(points), "", ""));
    EXPECT_OK(course_quality_find(as(&nobody), COURSE_PHONICS, &q));
    EXPECT_EQUAL(q.count, 2);
    EXPECT_EQUAL(q.marks, 0);
    EXPECT_SAME(q.points[1].words, "");
    EXPECT_OK(write_as(&eli, retire, &standards));
    EXPECT_OK(course_quality_find(as(&nobody), COURSE_PHONICS, &q));
    EXPECT_EQUAL(q.count, 0);
    EXPECT_OK(phonics_is(points, 1, "", ""));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM course_point"), 2);
    EXPECT_REFUSED(phonics_is(NULL, 0, "https://evidence.example", ""), INVALID, "Say what the link leads to");
    EXPECT_EQUAL(visit(&hana, "GET", "/office/courses/51/quality", NULL).status, 404);
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/courses/51/quality", NULL).status, 403);
}

TEST("the partnership keeps its own frameworks as pasted lists; a point that leaves the list stays with the courses that have it")
{
    Typed own = { 0, "Our priorities", "R1 Every child reads\r\n\r\nR2 Talk in every lesson\n" };
    FrameworkPoint *points;
    size_t n;
    EXPECT_OK(write_as(&eli, save, &own));
    EXPECT_OK(framework_points(as(&eli), own.id, &points, &n));
    EXPECT_EQUAL(n, 2);
    EXPECT_SAME(points[1].name, "Talk in every lesson");
    int64_t first = points[0].id;
    own.lines = "R2 Talk in every lesson of the day\nR3 Singing";
    EXPECT_OK(write_as(&eli, save, &own));
    EXPECT_OK(framework_points(as(&eli), own.id, &points, &n));
    EXPECT_EQUAL(n, 2);
    EXPECT_EQUAL(points[0].id, fixture_number("SELECT id FROM framework_point WHERE code = 'R2'"));
    EXPECT_EQUAL(fixture_number("SELECT retired FROM framework_point WHERE code = 'R1'"), 1);
    EXPECT(first);
    EXPECT_REFUSED(write_as(&eli, save, &(Typed){ 0, "our PRIORITIES", "1 One" }), INVALID, "of this name already");
    EXPECT_REFUSED(write_as(&eli, save, &(Typed){ 0, "Twice", "1 One\n1 Two" }), INVALID, "Line 2: the code 1 stands in the list already");
    EXPECT_REFUSED(write_as(&eli, save, &(Typed){ 0, "None", " \n " }), INVALID, "Enter the points");
    EXPECT_REFUSED(write_as(&eli, save, &(Typed){ 0, "Bare", "TS4" }), INVALID, "write what the point says");
    EXPECT_REFUSED(write_as(&eli, save, &(Typed){ FRAMEWORK_MARKS, "Marks", "1 One" }), INVALID, "stay five");
    EXPECT_EQUAL(visit(&dora, "GET", "/office/frameworks", NULL).status, 403);
}

static Catalogue list_of(const CatalogueFilter *filter)
{
    Catalogue list = {0};
    EXPECT_OK(catalogue_page_of(as(&nobody), filter, &list, NULL, 0));
    return list;
}

TEST("the list is narrowed by points: within them it widens, with other filters it narrows, and each number is what its box would find")
{
    const PointTyped reading[] = { { 13, "" }, { 14, "" } }, talk[] = { { 13, "" } };
    EXPECT_OK(phonics_is(reading, 2, "", ""));
    EXPECT_OK(write_as(&hana, set, &(Setting){ COURSE_ONLINE, { .points = talk, .count = 1, .evidence_link = "", .evidence_words = "" } }));
    CatalogueFilter any = { .typed = "", .question = "", .theme_slugs = "", .month = "" }, both = any, one = any, online = any;
    both.points = " 13 14 ", one.points = " 14 ", online.points = " 14 ", online.online = true;
    Catalogue list = list_of(&any);
    EXPECT_EQUAL(list.points.count, 2);
    EXPECT_EQUAL(list.points.counts[0], 2);
    EXPECT_EQUAL(list.points.counts[1], 1);
    list = list_of(&both);
    EXPECT_EQUAL(list.event_count, 2);
    list = list_of(&one);
    EXPECT_EQUAL(list.event_count, 1);
    EXPECT_EQUAL(list.counts.chosen, 1);
    EXPECT_EQUAL(list.points.counts[0], 2);
    list = list_of(&online);
    EXPECT_EQUAL(list.event_count, 0);
    EXPECT_HAS(visit(&nobody, "GET", "/courses?standard-2=14", NULL).body, "1 of 2 events");      /* as its box sends it */
    Visit page = visit(&nobody, "GET", "/courses?standard=14&standard=junk", NULL);
    EXPECT_HAS(page.body, "Teachers’ standards: Well-planned teaching");
    EXPECT_LACKS(page.body, "Talk in the early years");
}

TEST("a record sums learning time by framework, an event once for each framework and once for each of its points")
{
    const PointTyped reading[] = { { 1, "Met." }, { 13, "" }, { 14, "" } };
    Learning *list;
    PointSum *sums;
    size_t count, n;
    EXPECT_OK(phonics_is(reading, COUNT(reading), "", ""));
    fixture_at("2026-12-20T09:00");
    EXPECT_OK(learning_of(as(&fay), fay.id, 0, &list, &count));      /* she led it: three hours */
    EXPECT_OK(learning_points(as(&fay), fay.id, list, count, &sums, &n));
    EXPECT_EQUAL(n, 5);
    EXPECT_SAME(sums[2].framework, "Teachers’ standards");
    EXPECT_SAME(sums[2].point, "");
    EXPECT_EQUAL(sums[2].minutes, 180);
    EXPECT_SAME(sums[3].point, "3 Knowledge of subject and curriculum");
    EXPECT_EQUAL(sums[4].minutes, 180);
    EXPECT_HAS(visit(&fay, "GET", "/record", NULL).body, "4 Well-planned teaching");
    EXPECT_HAS(visit(&fay, "GET", "/record.json", NULL).body, "by_framework");
}
