/* Who reads what was said, and what they are shown. */
#include "platform/base/text.h"
#include "rooms/booking/course_rating.h"
#include "tests/fixture_evaluation.h"

/* Seven people came to ONLINE; six have said so far, with words by six, and the round is over. */
static void said(void)
{
    evaluation_people(7);
    evaluation_job("send");
    for (int64_t i = 1; i <= 6; i++) EXPECT_EQUAL(evaluation_say(i, text(test_cx(), "Words <%ld>", (long)i)).status, 303);
    fixture_at("2026-12-30T09:00");
    evaluation_job("mix");
}

static const char results[] = "/events/2/results";

TEST("those who led it, its owner and the office read what was said, as charts with the numbers behind; nobody else does")
{
    said();
    fixture_run("UPDATE event SET led_by = 'Fay Adeyemi' WHERE id = 2");
    Visit page = visit(&fay, "GET", results, NULL);
    EXPECT_EQUAL(page.status, 200);
    EXPECT_HAS(page.body, "5.0 out of 5 on average. 6 of 6 gave 4 or 5.");
    EXPECT_HAS(page.body, "<svg viewBox=\"0 0 320 190\" role=\"img\" aria-labelledby=\"end-1-title end-1-desc\">");
    EXPECT_HAS(page.body, "<th scope=\"row\">5, Excellent</th><td class=\"ly-num\">6</td><td class=\"ly-num\">100%</td>");
    EXPECT_HAS(page.body, "Words &lt;3&gt;");
    EXPECT_HAS(page.body, "6 of 7 who were asked have answered");
    EXPECT_EQUAL(visit(&hana, "GET", results, NULL).status, 200);
    EXPECT_EQUAL(visit(&dora, "GET", results, NULL).status, 200);
    EXPECT_EQUAL(visit(&ivo, "GET", results, NULL).status, 200);
    EXPECT_EQUAL(visit(&ann, "GET", results, NULL).status, 404);
    EXPECT_EQUAL(visit(&ben, "GET", results, NULL).status, 404);
    EXPECT_EQUAL(visit(&nobody, "GET", results, NULL).status, 303);
    EXPECT_EQUAL(visit(&hana, "GET", "/events/1/results", NULL).status, 404);
    EXPECT_HAS(visit(&fay, "GET", "/facilitating", NULL).body, "for how it was led, over one event");
    EXPECT_HAS(visit(&dora, "GET", "/events/2/results.csv", NULL).body, "At the end,How good was it overall?,The course,\"5, Excellent\",6,6");
}

TEST("while fewer than five can be shown the page says how many answered, and when something will be shown")
{
    evaluation_people(8);
    EXPECT_HAS(visit(&fay, "GET", results, NULL).body, "Nobody has been asked yet");
    evaluation_job("send");
    for (int64_t i = 1; i <= 4; i++) EXPECT_EQUAL(evaluation_say(i, "Secret words").status, 303);
    Visit page = visit(&fay, "GET", results, NULL);
    EXPECT_HAS(page.body, "4 of 8 have answered. What they say is shown when 10 have, or after Tuesday 29 December 2026");
    EXPECT_LACKS(page.body, "Secret words");
    EXPECT_LACKS(visit(&dora, "GET", "/events/2/results.csv", NULL).body, "Secret words");
    fixture_at("2026-12-30T09:00");
    evaluation_job("mix");
    EXPECT_HAS(visit(&fay, "GET", results, NULL).body, "Too few people answered");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses/52", NULL).body, "What people said");
}

TEST("a question that fewer than five answered shows nothing, though more answered the others")
{
    evaluation_people(7);
    evaluation_job("send");
    for (int64_t i = 1; i <= 7; i++) EXPECT_EQUAL(evaluation_say(i, i <= 4 ? "Few words" : "").status, 303);
    evaluation_job("mix");
    Visit page = visit(&fay, "GET", results, NULL);
    EXPECT_HAS(page.body, "7 people’s answers are shown");
    EXPECT_HAS(page.body, "Fewer than 5 people wrote something");
    EXPECT_LACKS(page.body, "Few words");
    EXPECT_LACKS(visit(&dora, "GET", "/events/2/results.csv", NULL).body, "Few words");
}

/* One of five who answered said how good it was, in figures: as if the form did not need that answer. */
static void one_said_how_good(void)
{
    evaluation_people(5);
    evaluation_job("send");
    for (int64_t i = 1; i <= 5; i++) EXPECT_EQUAL(evaluation_say(i, "").status, 303);
    evaluation_job("mix");
    fixture_run("UPDATE evaluation_sum SET answers = 1 WHERE choice IN (0, 5) AND question_id IN (SELECT id FROM evaluation_question WHERE kind = 'scale')");
    fixture_run("UPDATE event SET led_by = 'Fay Adeyemi' WHERE id = 2");
}

TEST("what fewer than five said of an event is in no figure of who led it or of the office either")
{
    one_said_how_good();
    Visit mine = visit(&fay, "GET", "/facilitating", NULL);
    EXPECT_HAS(mine.body, "5 people answered");
    EXPECT_LACKS(mine.body, "out of 5");
    EXPECT_LACKS(visit(&dora, "GET", "/office/evaluations", NULL).body, "5.0");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations.csv?by=course", NULL).body, "Talk in the early years,EY-201,1,5,,,0,");
}

static Error *rate(Ctx *cx, void *nothing) { return course_rating_refresh(cx, 52); }

TEST("nor is it in the sum of a course, from which the other events’ could be taken")
{
    one_said_how_good();
    fixture_run("INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at, closed_at, answers, version) SELECT 1, kind, form_id, opened_at, closes_at, closed_at, 5, version FROM evaluation_round WHERE event_id = 2");
    fixture_run("UPDATE event SET course_id = 52 WHERE id = 1");
    fixture_run("INSERT INTO evaluation_sum (event_id, kind, question_id, choice, answers) SELECT 1, kind, question_id, CASE choice WHEN 5 THEN 3 ELSE choice END, 5 FROM evaluation_sum WHERE event_id = 2 AND choice IN (0, 5)");
    EXPECT_OK(write_as(&nobody, rate, NULL));
    /* two questions are about the course */
    EXPECT_EQUAL(fixture_number("SELECT scale_answers FROM course_rating WHERE course_id = 52"), 10);
    EXPECT_EQUAL(fixture_number("SELECT scale_sum FROM course_rating WHERE course_id = 52"), 30);
}

TEST("what was said feeds the course's page and its line in the catalogue")
{
    said();
    Visit course = visit(&nobody, "GET", "/courses/52", NULL);
    EXPECT_HAS(course.body, "5.0 out of 5");
    EXPECT_HAS(course.body, "from 6 people at 1 event");
    EXPECT_HAS(course.body, "itemprop=\"ratingCount\" content=\"6\"");
    EXPECT_LACKS(course.body, "Words");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses/51", NULL).body, "out of 5");
    fixture_run("UPDATE event SET starts_at = starts_at + 8640000, ends_at = ends_at + 8640000, starts_on = '2027-03-25' WHERE id = 2");
    EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, "Rated 5.0 of 5");
}

TEST("the office sees it by course, by who led it and by term; a department its own courses")
{
    said();
    Visit office = visit(&dora, "GET", "/office/evaluations", NULL);
    EXPECT_HAS(office.body, "Talk in the early years");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations?by=facilitator", NULL).body, "Fay Adeyemi");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations?by=term", NULL).body, "Autumn term");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations?by=term", NULL).body, "2026 to 2027");
    EXPECT_LACKS(visit(&dora, "GET", "/office/evaluations?to=2026-12-14", NULL).body, "Talk in the early years");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations.csv?by=course", NULL).body, "Talk in the early years,EY-201,1,6,5.0,5.0,0,");
    EXPECT_HAS(visit(&hana, "GET", "/office/evaluations", NULL).body, "Talk in the early years");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations/events?course=52", NULL).body, "/events/2/results");
    EXPECT_LACKS(visit(&dora, "GET", "/office/evaluations/events?course=51", NULL).body, "/events/2/results");
    fixture_run("UPDATE course SET owner_id = 16 WHERE id = 52");
    EXPECT_LACKS(visit(&hana, "GET", "/office/evaluations", NULL).body, "Talk in the early years");
}

TEST("where too few answered at the end, what enough people said some weeks later is in the office's list all the same")
{
    evaluation_people(5);
    fixture_run("INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at, closed_at, answers) VALUES (2, 'end', 1, 1, 2, 2, 0)");
    EXPECT_LACKS(visit(&dora, "GET", "/office/evaluations/events?course=52", NULL).body, "/events/2/results");
    fixture_run("INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at, closed_at, answers) VALUES (2, 'follow-up', 2, 1, 2, 2, 5)");
    fixture_run("INSERT INTO evaluation_sum (event_id, kind, question_id, choice, answers) VALUES (2, 'follow-up', 11, 0, 5), (2, 'follow-up', 11, -1, 4)");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations/events?course=52", NULL).body, "/events/2/results");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations", NULL).body, "80%");
    EXPECT_HAS(visit(&dora, "GET", "/office/evaluations.csv?by=course", NULL).body, "Talk in the early years,EY-201,1,0,,,5,");
}

TEST("a guest who led it reads it by a link without an account, until its day is over or it is taken back")
{
    said();
    const char *share = "/events/2/results/share";
    EXPECT_HAS(visit(&fay, "POST", share, FORM_OF("name", "", "email", "guest", "days", "91")).body, "Enter for how many days it works, from 1 to 90");
    EXPECT_EQUAL(visit(&fay, "POST", share, FORM_OF("name", "Gita Guest", "email", "gita@guest.example", "days", "3")).status, 303);
    EXPECT_EQUAL((int64_t)mail_to("gita@guest.example", "results-shared"), 1);
    const char *link = guest_link_path(test_cx(), fixture_number("SELECT id FROM guest_link"));
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'results-shared'"), link);
    Visit page = visit(&nobody, "GET", link, NULL);
    EXPECT_EQUAL(page.status, 200);
    EXPECT_HAS(page.body, "Words &lt;3&gt;");
    EXPECT_HAS(page.body, "This link works until Saturday 2 January 2027");
    fixture_at("2027-01-02T23:59");
    EXPECT_EQUAL(visit(&nobody, "GET", link, NULL).status, 200);
    fixture_at("2027-01-03T00:01");
    Visit ended = visit(&nobody, "GET", link, NULL);
    EXPECT_EQUAL(ended.status, 404);
    EXPECT_HAS(ended.body, "This link has ended");
    EXPECT_LACKS(ended.body, "Words");
    EXPECT_EQUAL(visit(&nobody, "GET", text(test_cx(), "%sx", link), NULL).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", share, FORM_OF("name", "Another", "email", "", "days", "9")).status, 303);
    int64_t second = fixture_number("SELECT max(id) FROM guest_link");
    EXPECT_EQUAL(visit(&ivo, "POST", text(test_cx(), "/events/2/results/links/%ld/end", (long)second), NULL).status, 403);
    EXPECT_EQUAL(visit(&nobody, "GET", guest_link_path(test_cx(), second), NULL).status, 200);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "/events/2/results/links/%ld/end", (long)second), NULL).status, 303);
    EXPECT_HAS(visit(&nobody, "GET", guest_link_path(test_cx(), second), NULL).body, "This link has ended");
    EXPECT_EQUAL(visit(&ann, "POST", share, FORM_OF("name", "Ann", "email", "", "days", "9")).status, 404);
    EXPECT_EQUAL(visit(&ivo, "POST", share, FORM_OF("name", "Ivo", "email", "", "days", "9")).status, 403);
}
