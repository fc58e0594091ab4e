/* What is asked after an event, of whom, and how it is answered. */
#include "platform/base/text.h"
#include "rooms/booking/evaluation.h"
#include "tests/fixture_evaluation.h"

static int64_t asked(void) { return fixture_number("SELECT count(*) FROM mail WHERE letter = 'evaluation-asked'"); }

TEST("when the last session is over, everybody who had a place is asked once, by itself; who was away is not")
{
    evaluation_people(3);
    fixture_run("INSERT INTO attendance (registration_id, session_id, mark, marked_at) VALUES (5002, 62, 'absent', 1790000000)");
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE id = 5003");
    fixture_at("2026-12-15T16:55");
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 0);
    fixture_at("2026-12-15T17:05");
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 1);
    EXPECT_EQUAL((int64_t)mail_to("p1001@home.example", "evaluation-asked"), 1);
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 1);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'evaluation-asked'"), evaluation_link(1, "end"));
}

TEST("somebody who was added afterwards is asked, too, and a cancelled or long past event asks nobody")
{
    evaluation_people(2);
    fixture_run("UPDATE registration SET state = 'cancelled' WHERE id = 5002");
    evaluation_job("send");
    fixture_run("UPDATE registration SET state = 'confirmed' WHERE id = 5002");
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 2);
    fixture_run("DELETE FROM evaluation_invitation WHERE registration_id = 5002");
    fixture_run("UPDATE event SET state = 'cancelled' WHERE id = 2");
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 2);
    fixture_run("UPDATE event SET state = 'published' WHERE id = 2");
    fixture_run("DELETE FROM evaluation_invitation");
    fixture_run("DELETE FROM evaluation_round");
    fixture_at("2026-12-23T17:05");
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 2);
    fixture_at("2026-12-16T17:05");
    fixture_run("UPDATE event SET state = 'cancelled' WHERE id = 2");
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 2);
}

TEST("the link is answered once and without signing in, whoever opens it; a link that was not made here leads nowhere")
{
    evaluation_people(2);
    evaluation_job("send");
    Visit page = visit(&nobody, "GET", evaluation_link(1, "end"), NULL);
    EXPECT_EQUAL(page.status, 200);
    EXPECT_HAS(page.body, "How was Talk in the early years?");
    EXPECT_HAS(page.body, "Nobody sees who said what");
    EXPECT_LACKS(page.body, "Person 1001");
    EXPECT_EQUAL(evaluation_say(1, "The films").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box"), 1);
    EXPECT_EQUAL(fixture_number("SELECT answered FROM evaluation_invitation WHERE registration_id = 5001"), 1);
    EXPECT_HAS(visit(&nobody, "GET", evaluation_link(1, "end"), NULL).body, "Thank you");
    EXPECT_EQUAL(evaluation_say(1, "Something else").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box"), 1);
    const char *mine = evaluation_link(2, "end"), *other = text(test_cx(), "/evaluate/e5001%s", strchr(mine, '-'));
    EXPECT_EQUAL(visit(&nobody, "GET", other, NULL).status, 404);
    EXPECT_EQUAL(visit(&nobody, "GET", "/evaluate/e5002", NULL).status, 404);
    EXPECT_EQUAL(visit(&nobody, "GET", "/evaluate/x-1", NULL).status, 404);
    EXPECT_EQUAL(visit(&nobody, "GET", evaluation_link(2, "follow-up"), NULL).status, 404);
}

TEST("what must be answered is asked for beside its question, and what was chosen and written is still there")
{
    evaluation_people(1);
    evaluation_job("send");
    Visit refused = visit(&nobody, "POST", evaluation_link(1, "end"), FORM_OF("q1", "4", "q7", "The <films>"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Choose an answer: How well was it led?");
    EXPECT_HAS(refused.body, "href=\"#q3\"");
    EXPECT_HAS(refused.body, "The &lt;films&gt;</textarea>");
    EXPECT_HAS(refused.body, "name=\"q1\" type=\"radio\" value=\"4\" checked");
    EXPECT_HAS(visit(&nobody, "POST", evaluation_link(1, "end"), FORM_OF("q1", "7", "q2", "5", "q3", "5", "q6", "1")).body, "Choose one of the answers: How good was it overall?");
    EXPECT_HAS(visit(&nobody, "POST", evaluation_link(1, "end"), FORM_OF("q1", "5", "q2", "x", "q3", "5", "q6", "1")).body, "Choose one of the answers: How useful");
    EXPECT_HAS(visit(&nobody, "POST", evaluation_link(1, "end"), FORM_OF("q1", "5", "q1", "4", "q2", "5", "q3", "5", "q6", "1")).body, "Choose one of the answers: How good");
    Draft longer = { .cx = test_cx() };
    for (int i = 0; i <= ANSWER_WORDS_MOST; i++) draft_add(&longer, "é");
    EXPECT_HAS(visit(&nobody, "POST", evaluation_link(1, "end"), FORM_OF("q1", "5", "q2", "5", "q3", "5", "q6", "1", "q7", draft_text(&longer))).body, "Shorten this to 2000 letters");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box"), 0);
    EXPECT_EQUAL(fixture_number("SELECT answered FROM evaluation_invitation"), 0);
}

TEST("after its last day a form takes no answer, and says so")
{
    evaluation_people(1);
    evaluation_job("send");
    fixture_at("2026-12-29T23:59");
    EXPECT_HAS(visit(&nobody, "GET", evaluation_link(1, "end"), NULL).body, "You can answer until Tuesday 29 December 2026");
    fixture_at("2026-12-30T00:01");
    EXPECT_HAS(visit(&nobody, "GET", evaluation_link(1, "end"), NULL).body, "The time to answer is over");
    Visit late = evaluation_say(1, "");
    EXPECT_EQUAL(late.status, 409);
    EXPECT_HAS(late.body, "The time to answer is over");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box"), 0);
}

TEST("who has not answered is reminded once, some days later, by day; who has answered is not")
{
    evaluation_people(2);
    evaluation_job("send");
    EXPECT_EQUAL(evaluation_say(1, "").status, 303);
    fixture_at("2026-12-19T10:00");
    evaluation_job("remind");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'evaluation-reminder'"), 0);
    fixture_at("2026-12-21T22:00");
    evaluation_job("remind");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'evaluation-reminder'"), 0);
    fixture_at("2026-12-22T10:00");
    evaluation_job("remind");
    evaluation_job("remind");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'evaluation-reminder'"), 1);
    EXPECT_EQUAL((int64_t)mail_to("p1002@home.example", "evaluation-reminder"), 1);
}

TEST("six weeks after the end everybody is asked what came of it, by a link of its own")
{
    evaluation_people(1);
    evaluation_job("send");
    fixture_at("2027-01-26T16:50");
    evaluation_job("send");
    EXPECT_EQUAL((int64_t)mail_to("p1001@home.example", "follow-up-asked"), 0);
    fixture_at("2027-01-26T17:10");
    evaluation_job("send");
    EXPECT_EQUAL((int64_t)mail_to("p1001@home.example", "follow-up-asked"), 1);
    EXPECT_HAS(visit(&nobody, "GET", evaluation_link(1, "follow-up"), NULL).body, "What came of Talk in the early years?");
}

static int64_t said_of(int64_t question) { return fixture_number(text(test_cx(), "SELECT CAST(COALESCE(sum(answers), 0) AS BIGINT) FROM evaluation_sum WHERE choice = 0 AND question_id = %ld", (long)question)); }

TEST("a question that is shown by the answer to another counts only where it was shown")
{
    evaluation_people(5);
    fixture_at("2027-01-26T17:10");
    evaluation_job("send");
    for (int64_t i = 1; i <= 5; i++)   /* three whose practice changed; all five have words for either case in what they send */
        EXPECT_EQUAL(visit(&nobody, "POST", evaluation_link(i, "follow-up"), FORM_OF("q11", i <= 3 ? "2" : "3", "q12", "More talk", "q13", "No time", "q14", "1", "q14", "2")).status, 303);
    evaluation_job("mix");
    EXPECT_EQUAL(said_of(11), 5);
    EXPECT_EQUAL(said_of(12), 3);
    EXPECT_EQUAL(said_of(13), 2);
    EXPECT_EQUAL(fixture_number("SELECT answers FROM evaluation_sum WHERE question_id = 14 AND choice = 2"), 5);
    EXPECT_EQUAL(fixture_number("SELECT answers FROM evaluation_sum WHERE question_id = 14 AND choice = -1"), 5);
    EXPECT_EQUAL(fixture_number("SELECT practice_people FROM course_rating"), 5);
    EXPECT_EQUAL(fixture_number("SELECT practice_yes FROM course_rating"), 3);
    EXPECT_EQUAL(fixture_number("SELECT pupils_yes FROM course_rating"), 5);
}

TEST("a course can have a form of its own, and one without questions asks nobody")
{
    evaluation_people(2);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/evaluations/forms/new", FORM_OF("kind", "end", "name", "Nobody is asked", "intro", "", "after_days", "0", "open_days", "14")).status, 303);
    const char *form = text(test_cx(), "/office/evaluations/forms/%ld", (long)fixture_number("SELECT max(id) FROM evaluation_form"));
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/courses/new", form), FORM_OF("course", "52")).status, 303);
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 0);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/questions/new", form), FORM_OF("question", "9", "needed", "1", "shown_if", "")).status, 303);
    evaluation_job("send");
    EXPECT_EQUAL(asked(), 2);
    EXPECT_LACKS(visit(&nobody, "GET", evaluation_link(1, "end"), NULL).body, "How good was it overall?");
    EXPECT_HAS(visit(&nobody, "GET", evaluation_link(1, "end"), NULL).body, "What should we change?");
}

TEST("the office designs forms from its bank: order, conditions, the standard one; a question that was asked keeps its words")
{
    const char *asked_once = "/office/evaluations/questions/1", *forms = "/office/evaluations/forms";
    EXPECT_EQUAL(visit(&dora, "POST", "/office/evaluations/questions/new", FORM_OF("words", "Was the room warm?", "about", "venue", "kind", "choice", "choices", "Yes\n\n No ", "yes", "1")).status, 303);
    EXPECT_SAME(fixture_text("SELECT choices AS text FROM evaluation_question WHERE id = (SELECT max(id) FROM evaluation_question)"), "Yes\nNo");
    EXPECT_HAS(visit(&dora, "POST", "/office/evaluations/questions/new", FORM_OF("words", "Was it warm?", "about", "venue", "kind", "scale", "choices", "Cold")).body, "Enter two lines for a scale");
    EXPECT_HAS(visit(&dora, "POST", "/office/evaluations/questions/new", FORM_OF("words", "Was it warm?", "about", "venue", "kind", "choice", "choices", "Yes\nNo", "yes", "3")).body, "from 0 to 2");
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/1/questions/2/up", forms), NULL).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT question_id FROM evaluation_form_question WHERE form_id = 1 AND position = 1"), 2);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/2/questions/12/up", forms), NULL).status, 303);   /* stays under its condition */
    EXPECT_EQUAL(fixture_number("SELECT question_id FROM evaluation_form_question WHERE form_id = 2 AND position = 1"), 11);
    EXPECT_HAS(visit(&dora, "POST", text(test_cx(), "%s/2/questions/11/remove", forms), NULL).body, "Remove that one first");
    EXPECT_HAS(visit(&dora, "POST", text(test_cx(), "%s/1/retire", forms), NULL).body, "Make another one the standard first");
    EXPECT_HAS(visit(&dora, "POST", text(test_cx(), "%s/1/questions/new", forms), FORM_OF("question", "5", "shown_if", "7-yes")).body, "stands in this form already");
    EXPECT_EQUAL(visit(&dora, "POST", asked_once, FORM_OF("words", "How good was all of it?", "about", "course", "kind", "scale", "choices", "Poor\nExcellent")).status, 303);
    evaluation_people(1);
    evaluation_job("send");
    EXPECT_HAS(visit(&dora, "POST", asked_once, FORM_OF("words", "How bad was it?", "about", "course", "kind", "scale", "choices", "Poor\nExcellent")).body, "It has been asked already");
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/evaluations/forms/1", NULL).status, 200);
    EXPECT_EQUAL(visit(&ivo, "POST", text(test_cx(), "%s/1/questions/2/up", forms), NULL).status, 403);
    EXPECT_EQUAL(visit(&ann, "GET", forms, NULL).status, 403);
}
