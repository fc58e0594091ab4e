/* What a department changes of what everybody sees: shown at once, and looked at by the office afterwards. */
#include "platform/base/text.h"
#include "rooms/programme/course.h"
#include "rooms/programme/course_quality.h"
#include "rooms/programme/eligibility.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/review_change.h"
#include "rooms/programme/session.h"
#include "tests/fixture.h"

static Error *places_act(Ctx *cx, void *places)
{
    return event_change(cx, ONLINE, &(EventDraft){ .places = *(int64_t *)places, .offer_hours = 48, .member_price = "0", .other_price = "0", .opens_on = "", .opens_time = "", .closes_on = "",
                                                   .closes_time = "", .cancel_on = "", .cancel_time = "", .joining_note = "" });
}
static void places_by(const Somebody *who, int64_t places)
{
    EXPECT_OK(write_as(who, places_act, &places));
    run_jobs();
}

static Error *shown(Ctx *cx, void *nothing) { return places_act(cx, &(int64_t){ 30 }); }

/* ONLINE as the terms above leave it, and nothing on the list. */
static void published(void)
{
    fixture_store();
    EXPECT_OK(write_as(&dora, shown, NULL));
    run_jobs();
}

static int64_t listed(void)    { return fixture_number("SELECT count(*) FROM review_change WHERE changes <> ''"); }
static int64_t the_one(void)   { return fixture_number("SELECT id FROM review_change WHERE changes <> ''"); }
static const char *words(void) { return fixture_text("SELECT changes AS text FROM review_change"); }
static const char *body(const Somebody *who, const char *path) { return visit(who, "GET", path, NULL).body; }
static const char *page(void)  { return text(test_cx(), "/office/changes/%ld", (long)the_one()); }

static const char *seen_now(void)
{
    ReviewChange change = {0};
    ReviewLook look;
    int64_t id = the_one();
    Ctx *cx = as(&dora);
    EXPECT_OK(review_change_find(cx, id, &change));
    EXPECT_OK(review_change_look(cx, &change, &look));
    return look.seen;
}

typedef struct { int64_t id; const char *words; } Saying;
static Error *accept_act(Ctx *cx, void *s) { return review_change_accept(cx, ((Saying *)s)->id, ((Saying *)s)->words); }
static Error *return_act(Ctx *cx, void *s) { return review_change_return(cx, ((Saying *)s)->id, ((Saying *)s)->words); }

TEST("what a department changes of a published event is there at once, and the office finds it beside what it said before")
{
    published();
    places_by(&hana, 40);
    EXPECT_EQUAL(fixture_number("SELECT places FROM event WHERE id = 2"), 40);
    EXPECT_SAME(words(), "Places");
    EXPECT_HAS(body(&dora, "/office"), "1 course or event was changed while everybody sees it");
    EXPECT_HAS(body(&dora, "/office/reviews"), "Changed while everybody sees it");
    EXPECT_HAS(body(&dora, "/office/events/2"), "<b>Changed by Early Years Service</b> since the office last looked at it: Places.");
    EXPECT_HAS(body(&dora, page()), "<td data-label=\"Now\">40</td><td data-label=\"Before\"><span class=\"ly-quiet\">30</span></td>");
    EXPECT_HAS(body(&hana, page()), "The office looks at it.");
    EXPECT_LACKS(body(&hana, page()), "Save the decision");
    EXPECT_EQUAL(visit(&cara, "GET", page(), NULL).status, 403);
}

TEST("accepted it is off the list, and the next change is compared with what was accepted")
{
    published();
    places_by(&hana, 40);
    Saying saying = { the_one(), seen_now() };
    EXPECT_REFUSED(write_as(&hana, accept_act, &saying), MISSING, "");
    EXPECT_OK(write_as(&dora, accept_act, &saying));
    EXPECT_EQUAL(listed(), 0);
    EXPECT_REFUSED(write_as(&dora, accept_act, &saying), MISSING, "");
    EXPECT_HAS(body(&ivo, "/office/events/2/history"), "What the department changed accepted");
    places_by(&hana, 50);
    EXPECT_HAS(body(&dora, page()), "<td data-label=\"Now\">50</td><td data-label=\"Before\"><span class=\"ly-quiet\">40</span></td>");
}

TEST("what says something else than when the office opened it is not accepted")
{
    published();
    places_by(&hana, 40);
    Saying saying = { the_one(), seen_now() };
    places_by(&hana, 500);
    EXPECT_REFUSED(write_as(&dora, accept_act, &saying), CONFLICT, "It says something else than when you opened this page");
    EXPECT_EQUAL(listed(), 1);
}

TEST("to be put right: the department is told and reads why, once; changed again the office looks again, put back as it was it is off the list")
{
    published();
    places_by(&hana, 40);
    Saying saying = { the_one(), " " };
    EXPECT_REFUSED(write_as(&dora, return_act, &saying), INVALID, "Say what is to be put right: Early Years Service reads it");
    saying.words = "The room has 35 chairs";
    EXPECT_REFUSED(write_as(&hana, return_act, &saying), MISSING, "");
    EXPECT_OK(write_as(&dora, return_act, &saying));
    EXPECT_REFUSED(write_as(&eli, return_act, &saying), CONFLICT, "Early Years Service is asked already");
    EXPECT_EQUAL(mail_to(hana.email, "change-returned"), 1);
    EXPECT_HAS(body(&hana, "/office"), "1 change is to be put right");
    EXPECT_HAS(body(&hana, "/office/events/2"), "The office asks for a change to be put right</b> since 24 November 2026: The room has 35 chairs");
    EXPECT_LACKS(body(&dora, "/office"), "was changed while everybody sees it");
    places_by(&hana, 35);
    EXPECT_HAS(body(&dora, "/office"), "1 course or event was changed while everybody sees it");
    EXPECT_LACKS(body(&hana, "/office"), "is to be put right");
    places_by(&hana, 30);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review_change"), 0);
}

static Error *course_act(Ctx *cx, void *summary)
{
    static const int64_t themes[] = { THEME_EARLY_YEARS };
    return course_change(cx, COURSE_ONLINE, &(CourseDraft){ .code = "EY-201", .title = "Talk in the early years", .kind = "course", .summary = summary, .description = "", .outcome = "More talk.", .owner_id = EARLY_YEARS,
                                                            .audience_bits = 1, .theme_ids = themes, .theme_count = 1 });
}
static Error *quality_act(Ctx *cx, void *nothing) { return course_quality_set(cx, COURSE_ONLINE, &(QualityDraft){ .evidence_link = "https://evidence.example/talk", .evidence_words = "A review" }); }
static Error *rule_act(Ctx *cx, void *nothing)    { return eligibility_set_course(cx, COURSE_ONLINE, &(EligibilityDraft){ .posts = (const char *const[]){ "teacher" }, .post_count = 1, .codes = "" }); }
static Error *session_act(Ctx *cx, void *nothing) { return session_remove(cx, ONLINE, ONLINE_SESSION); }

TEST("of a course what it says, what speaks for it and who may come; of an event its sessions: nothing goes past the office")
{
    published();
    EXPECT_OK(write_as(&dora, course_act, (void *)(uintptr_t)"An hour on talk."));
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review_change"), 0);
    EXPECT_OK(write_as(&hana, course_act, (void *)(uintptr_t)"Everything is new."));
    run_jobs();
    EXPECT_SAME(words(), "Summary");
    EXPECT_OK(write_as(&hana, quality_act, NULL));
    EXPECT_OK(write_as(&hana, rule_act, NULL));
    run_jobs();
    EXPECT_SAME(fixture_text("SELECT changes AS text FROM review_change WHERE event_id IS NULL"), "Summary, Who can come and Evidence");
    EXPECT_HAS(body(&dora, "/office/courses/52"), "<b>Changed by Early Years Service</b>");
    EXPECT_REFUSED(write_as(&hana, session_act, NULL), CONFLICT, "");
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review_change WHERE event_id = 2"), 0);      /* refused: nothing was changed */
}

TEST("nothing is kept of drafts, of what changes nothing, of what the office changes, and where departments publish by themselves")
{
    published();
    places_by(&hana, 30);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review_change"), 0);
    places_by(&dora, 31);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review_change"), 0);
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 2");
    places_by(&hana, 40);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review_change"), 0);
    fixture_run("UPDATE event SET state = 'published' WHERE id = 2");
    fixture_run("INSERT INTO setting (name, value) VALUES ('departments_publish', 'alone')");
    places_by(&hana, 50);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM review_change"), 0);
}

TEST("an event that is over or off asks nobody to look")
{
    published();
    places_by(&hana, 40);
    fixture_run("UPDATE event SET state = 'cancelled' WHERE id = 2");
    EXPECT_LACKS(body(&dora, "/office"), "was changed while everybody sees it");
    EXPECT_LACKS(body(&dora, "/office/reviews"), "Changed while everybody sees it");
}

TEST("the page decides: what was typed is kept where something is wrong, and the way leads back to the list")
{
    published();
    places_by(&hana, 40);
    Visit none = visit(&dora, "POST", page(), FORM_OF("words", "The room has 35 chairs"));
    EXPECT_EQUAL(none.status, 422);
    EXPECT_HAS(none.body, "Choose whether it is accepted or to be put right");
    EXPECT_HAS(none.body, "The room has 35 chairs");
    EXPECT_SAME(visit(&dora, "POST", page(), FORM_OF("decision", "return", "words", "The room has 35 chairs")).location, "/office/reviews");
    EXPECT_HAS(body(&dora, "/office/reviews"), "to be put right: The room has 35 chairs");
    EXPECT_SAME(visit(&dora, "POST", page(), FORM_OF("decision", "accept", "seen", seen_now())).location, "/office/reviews");
    EXPECT_EQUAL(listed(), 0);
}
