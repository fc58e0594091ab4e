/* Departments' drafts: sent to the office, looked at, published or sent back. */
#include "platform/base/text.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/review.h"
#include "tests/fixture.h"

/* The early years department's course and its event, as drafts of hana's. */
static void drafts(void)
{
    fixture_store();
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 2");
}

static void course_draft_too(void)
{
    drafts();
    fixture_run("UPDATE course SET state = 'draft', published_at = NULL WHERE id = 52");
}

static Error *ask_event(Ctx *cx, void *nothing)   { return review_ask_event(cx, ONLINE, ""); }
static Error *ask_course(Ctx *cx, void *nothing)  { return review_ask_course(cx, COURSE_ONLINE, ""); }
static Error *publish_event(Ctx *cx, void *nothing)  { return event_publish(cx, ONLINE); }
static Error *publish_course(Ctx *cx, void *nothing) { return course_publish(cx, COURSE_ONLINE); }

static int64_t latest(void) { return fixture_number("SELECT MAX(id) FROM review"); }
static const char *seen_now(int64_t course, int64_t event)
{
    ReviewLook look;
    EXPECT_OK(review_look(as(&dora), course, event, &look));
    return look.seen;
}

typedef struct { int64_t id; const char *words; } Saying;
static Error *seen_act(Ctx *cx, void *s)         { return review_publish(cx, ((Saying *)s)->id, ((Saying *)s)->words); }
static Error *published_by(const Somebody *who, int64_t id, int64_t event) { return write_as(who, seen_act, &(Saying){ id, seen_now(COURSE_ONLINE, event) }); }
static Error *return_act(Ctx *cx, void *s)       { return review_return(cx, ((Saying *)s)->id, ((Saying *)s)->words); }
static Error *withdraw_act(Ctx *cx, void *id)    { return review_withdraw(cx, *(int64_t *)id); }
static const char *state_of_event(void)          { return fixture_text("SELECT state AS text FROM event WHERE id = 2"); }
static const char *outcome(void)                 { return fixture_text("SELECT outcome AS text FROM review ORDER BY id DESC LIMIT 1"); }
static const char *body(const Somebody *who, const char *path) { return visit(who, "GET", path, NULL).body; }

TEST("a department cannot publish a draft by itself, and the office can; a closed event it opens again as before")
{
    course_draft_too();
    EXPECT_REFUSED(write_as(&hana, publish_course, NULL), CONFLICT, "Fleet and Wandle Learning Partnership looks at it before everybody sees it. Send it for review");
    EXPECT_OK(write_as(&dora, publish_course, NULL));
    EXPECT_REFUSED(write_as(&hana, publish_event, NULL), CONFLICT, "looks at it before everybody sees it");
    EXPECT_OK(write_as(&dora, publish_event, NULL));
    fixture_run("UPDATE event SET state = 'closed' WHERE id = 2");
    EXPECT_OK(write_as(&hana, publish_event, NULL));
    EXPECT_SAME(state_of_event(), "published");
}

TEST("where the settings let departments publish by themselves, they do")
{
    course_draft_too();
    fixture_run("INSERT INTO setting (name, value) VALUES ('departments_publish', 'alone')");
    EXPECT_OK(write_as(&hana, publish_course, NULL));
    EXPECT_OK(write_as(&hana, publish_event, NULL));
    EXPECT_SAME(state_of_event(), "published");
}

TEST("a draft is sent once at a time, published by the office, and whoever sent it is told")
{
    drafts();
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    EXPECT_REFUSED(write_as(&hana, ask_event, NULL), CONFLICT, "It is with the office already");
    int64_t id = latest();
    EXPECT_REFUSED(published_by(&hana, id, ONLINE), MISSING, "");
    EXPECT_OK(published_by(&dora, id, ONLINE));
    EXPECT_SAME(state_of_event(), "published");
    EXPECT_SAME(outcome(), "published");
    EXPECT_EQUAL(mail_to(hana.email, "review-published"), 1);
    EXPECT_REFUSED(published_by(&dora, id, ONLINE), CONFLICT, "This was decided or taken back meanwhile");
    EXPECT_REFUSED(write_as(&hana, ask_event, NULL), CONFLICT, "This event is published, so there is nothing to look at");
}

TEST("sent back with words, the department reads them beside the draft, changes it and sends it again; the office sees what changed")
{
    drafts();
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    Saying back = { latest(), "" };
    EXPECT_REFUSED(write_as(&dora, return_act, &back), INVALID, "Say what is to be changed: Early Years Service reads it");
    back.words = "Ten places are too few for the borough";
    EXPECT_REFUSED(write_as(&hana, return_act, &back), MISSING, "");
    EXPECT_OK(write_as(&dora, return_act, &back));
    EXPECT_EQUAL(mail_to(hana.email, "review-returned"), 1);
    EXPECT_HAS(body(&hana, "/office/events/2"), "The office sent it back</b> on 24 November 2026: Ten places are too few for the borough");
    EXPECT_HAS(body(&hana, "/office"), "1 draft came back from the office");
    EXPECT_REFUSED(write_as(&hana, publish_event, NULL), CONFLICT, "Send it for review");
    fixture_run("UPDATE event SET places = 40 WHERE id = 2");
    fixture_at("2026-11-25T09:00");
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    EXPECT_LACKS(body(&hana, "/office"), "came back from the office");
    EXPECT_SAME(fixture_text("SELECT changes AS text FROM review ORDER BY id DESC LIMIT 1"), "Places");
    const char *page = body(&dora, text(test_cx(), "/office/reviews/%ld", (long)latest()));
    EXPECT_HAS(page, "What it says, and 1 change");
    EXPECT_HAS(page, "<td data-label=\"Now\">40</td><td data-label=\"Before\"><span class=\"ly-quiet\">30</span></td>");
}

static int64_t copied;
static Error *copy_act(Ctx *cx, void *nothing) { return event_copy(cx, ONLINE, "2027-01-12", &copied); }
static Error *ask_copy(Ctx *cx, void *nothing) { return review_ask_event(cx, copied, ""); }

TEST("a copy is compared with the event that it was copied from, a first draft with nothing")
{
    fixture_store();
    EXPECT_OK(write_as(&hana, copy_act, NULL));
    EXPECT_OK(write_as(&hana, ask_copy, NULL));
    EXPECT_SAME(fixture_text("SELECT changes AS text FROM review"), "When and where");
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 2");
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    EXPECT_SAME(fixture_text("SELECT changes AS text FROM review WHERE event_id = 2"), "All of it is new");
}

TEST("of a course what speaks for it is looked at as well")
{
    course_draft_too();
    EXPECT_OK(write_as(&hana, ask_course, NULL));
    EXPECT_OK(write_as(&dora, return_act, &(Saying){ latest(), "What does it rest on?" }));
    fixture_run("INSERT INTO course_quality (course_id, evidence_link, evidence_words) VALUES (52, 'https://evidence.example/talk', 'A review of 40 studies')");
    EXPECT_OK(write_as(&hana, ask_course, NULL));
    EXPECT_SAME(fixture_text("SELECT changes AS text FROM review ORDER BY id DESC LIMIT 1"), "Evidence");
}

TEST("what says something else than when the office opened it is not published; it is looked at again")
{
    drafts();
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    Saying seen = { latest(), seen_now(COURSE_ONLINE, ONLINE) };
    fixture_run("UPDATE event SET places = 500 WHERE id = 2");
    EXPECT_REFUSED(write_as(&dora, seen_act, &seen), CONFLICT, "It says something else than when you opened this page");
    EXPECT_SAME(state_of_event(), "draft");
    seen.words = seen_now(COURSE_ONLINE, ONLINE);
    EXPECT_OK(write_as(&dora, seen_act, &seen));
}

TEST("a department takes back what it sent, and nobody else does; what the office publishes by itself is settled as well")
{
    drafts();
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    int64_t id = latest();
    EXPECT_REFUSED(write_as(&dora, withdraw_act, &id), MISSING, "");
    EXPECT_OK(write_as(&hana, withdraw_act, &id));
    EXPECT_REFUSED(write_as(&dora, return_act, &(Saying){ id, "Too late" }), CONFLICT, "This was decided or taken back meanwhile");
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    EXPECT_OK(write_as(&dora, publish_event, NULL));
    EXPECT_SAME(outcome(), "published");
    EXPECT_EQUAL(mail_to(hana.email, "review-published"), 1);
}

TEST("what lacks something is not sent; an event goes along with its course, and is published after it")
{
    course_draft_too();
    EXPECT_REFUSED(write_as(&hana, ask_event, NULL), INVALID, "Publish the course first");
    fixture_run("UPDATE course SET summary = '' WHERE id = 52");
    EXPECT_REFUSED(write_as(&hana, ask_course, NULL), INVALID, "Enter a summary");
    fixture_run("UPDATE course SET summary = 'An hour on talk.' WHERE id = 52");
    EXPECT_OK(write_as(&hana, ask_course, NULL));
    int64_t course = latest();
    EXPECT_OK(write_as(&hana, ask_event, NULL));
    int64_t event = latest();
    EXPECT_HAS(body(&dora, text(test_cx(), "/office/reviews/%ld", (long)event)), "It cannot be published yet. Publish the course first");
    EXPECT_REFUSED(published_by(&dora, event, ONLINE), INVALID, "Publish the course first");
    EXPECT_OK(published_by(&dora, course, 0));
    EXPECT_OK(published_by(&dora, event, ONLINE));
    EXPECT_SAME(fixture_text("SELECT state AS text FROM course WHERE id = 52"), "published");
    EXPECT_SAME(state_of_event(), "published");
}

TEST("the pages: a department is led from publishing to sending, the office finds it on Today and in its list, and decides there")
{
    drafts();
    EXPECT_SAME(visit(&hana, "GET", "/office/events/2/publish", NULL).location, "/office/events/2/review");
    EXPECT_HAS(body(&hana, "/office/events/2/review"), "Anything the office should know? (optional)");
    const char *note = "The Town Hall was full.";
    Visit sent = visit(&hana, "POST", "/office/events/2/review", FORM_OF("note", note));
    EXPECT_SAME(sent.location, "/office/events/2");
    EXPECT_HAS(body(&hana, "/office/events/2"), "<b>With the office</b> since 24 November 2026, sent by Hana Sato.");
    EXPECT_HAS(body(&hana, "/office/events/2/review"), "You are told by email when it is published or sent back");
    EXPECT_HAS(body(&dora, "/office"), "1 draft of a department is to be looked at");
    EXPECT_HAS(body(&dora, "/office/reviews"), "The event of Tuesday 15 December 2026");
    EXPECT_HAS(body(&hana, "/office/reviews"), "Talk in the early years");
    const char *path = text(test_cx(), "/office/reviews/%ld", (long)latest());
    EXPECT_HAS(body(&dora, path), note);
    EXPECT_HAS(body(&hana, path), "Take it back");
    EXPECT_LACKS(body(&hana, path), "Save the decision");
    Visit refused = visit(&dora, "POST", path, FORM_OF("decision", "return", "words", " "));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Say what is to be changed");
    EXPECT_HAS(visit(&dora, "POST", path, FORM_OF("decision", "", "words", "More places")).body, "Choose whether it is published or sent back");
    EXPECT_SAME(visit(&dora, "POST", path, FORM_OF("decision", "publish", "seen", seen_now(COURSE_ONLINE, ONLINE))).location, "/office/reviews");
    EXPECT_HAS(body(&dora, "/office/reviews"), "Decided lately");
    EXPECT_HAS(body(&dora, path), "Published by Dora Whitlock on 24 November 2026");
    EXPECT_HAS(body(&ivo, "/office/events/2/history"), "Sent to the office to look at");
}

TEST("the settings say whether departments publish by themselves, and the list of events leaves out what the office has to see")
{
    drafts();
    fixture_run("UPDATE event SET booking_opens_at = NULL WHERE id = 2");
    Visit chosen = visit(&hana, "GET", "/office/programme/chosen?act=publish&list=drafts&event=2", NULL);
    EXPECT_HAS(chosen.body, "the office looks at it first: send it from its own page");
    EXPECT_REFUSED(write_as(&hana, publish_event, NULL), CONFLICT, "");
    EXPECT_HAS(body(&eli, "/office/settings"), "Departments publish their courses and events by themselves");
    visit(&eli, "POST", "/office/settings", FORM_OF("name", "Fleet and Wandle Learning Partnership", "short_name", "Fleet and Wandle", "council", "", "home_authority", "205", "email", "learning@fleetandwandle.example",
                                                    "telephone", "", "address", "", "url", "https://learning.example", "address_days", "90", "terms", "", "departments_alone", "1"));
    EXPECT_SAME(fixture_text("SELECT value AS text FROM setting WHERE name = 'departments_publish'"), "alone");
    EXPECT_OK(write_as(&hana, publish_event, NULL));
}
