/* Saved searches: kept by their owner, and told by, once for each event, of what is published and fits. */
#include <string.h>
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/saved_search.h"
#include "tests/fixture.h"

typedef struct { const char *name, *query; } Saving;

static Error *save_act(Ctx *cx, void *saving) { return saved_search_add(cx, ((Saving *)saving)->name, ((Saving *)saving)->query); }

static void saved(const Somebody *who, const char *name, const char *query) { EXPECT_OK(write_as(who, save_act, &(Saving){ name, query })); }

/* The draft of the world, "Guided reading", is published; and what was published is told a quarter of an hour later. */
static Error *publish_act(Ctx *cx, void *id)
{
    return event_publish(cx, *(const int64_t *)id);
}

static void draft_ready(void)
{
    fixture_run("UPDATE course SET state = 'published', published_at = 1, outcome = 'Pupils read more.' WHERE id = 53");
}

static void published(int64_t event)
{
    EXPECT_OK(write_as(&dora, publish_act, &event));
    run_jobs();
}

static void told_at(const char *moment)
{
    fixture_at(moment);
    run_jobs();
}

static int64_t only_search(void) { return fixture_number("SELECT max(id) FROM saved_search"); }

static const char *stop_path(void) { return fixture_text("SELECT stop AS text FROM notice ORDER BY id DESC LIMIT 1"); }

TEST("whoever is signed in saves the filter they see, finds it in their account, renames it and deletes it; nobody else sees it")
{
    EXPECT_HAS(visit(&ben, "GET", "/courses?q=phonics&for=teachers", NULL).body, "href=\"/account/searches/new?q=phonics&amp;for=teachers\"");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses?q=phonics", NULL).body, "Save this search");
    Visit page = visit(&ben, "GET", "/account/searches/new?q=phonics&for=teachers&after=5-6&view=calendar", NULL);
    EXPECT_HAS(page.body, "value=\"q=phonics&amp;for=teachers\"");
    EXPECT_HAS(page.body, "1 event");
    EXPECT_EQUAL(visit(&ben, "POST", "/account/searches/new", FORM_OF("query", "q=phonics&for=teachers", "name", "Phonics for me")).status, 303);
    page = visit(&ben, "GET", "/account/searches", NULL);
    EXPECT_HAS(page.body, "Phonics for me");
    EXPECT_HAS(page.body, "href=\"/courses?q=phonics&amp;for=teachers\"");
    EXPECT_LACKS(visit(&kim, "GET", "/account/searches", NULL).body, "Phonics for me");

    Ctx *cx = as(&ben);
    const char *one = text(cx, "/account/searches/%ld", (long)only_search()), *gone = text(cx, "%s/delete", one);
    EXPECT_EQUAL(visit(&kim, "GET", one, NULL).status, 404);
    EXPECT_EQUAL(visit(&kim, "POST", one, FORM_OF("name", "Mine now")).status, 404);
    EXPECT_EQUAL(visit(&kim, "POST", gone, FORM_OF("x", "")).status, 404);
    EXPECT_HAS(visit(&ben, "POST", one, FORM_OF("name", "  ")).body, "Enter a name by which you know the search again");
    EXPECT_EQUAL(visit(&ben, "POST", one, FORM_OF("name", "Reading", "tells", "1")).status, 303);
    EXPECT_HAS(visit(&ben, "GET", "/account/searches", NULL).body, "Reading");
    EXPECT_EQUAL(visit(&ben, "POST", gone, FORM_OF("x", "")).status, 303);
    EXPECT_HAS(visit(&ben, "GET", "/account/searches", NULL).body, "You have saved none");
}

TEST("the same filter is saved once, and what is no filter is not kept")
{
    EXPECT_EQUAL(visit(&ben, "POST", "/account/searches/new", FORM_OF("query", "x=1&q=phonics&for=%22&view=calendar&after=1-2", "name", "Phonics")).status, 303);
    EXPECT_SAME(fixture_text("SELECT query AS text FROM saved_search"), "q=phonics");
    Visit again = visit(&ben, "POST", "/account/searches/new", FORM_OF("query", "q=phonics", "name", "Phonics again"));
    EXPECT_EQUAL(again.status, 409);
    EXPECT_HAS(again.body, "You have saved this search already, as “Phonics”");
    EXPECT_HAS(again.body, "value=\"Phonics again\"");
}

TEST("twenty searches are the most; a twenty-first is refused in words, and fits when one is deleted")
{
    for (int i = 0; i < SAVED_SEARCHES_MOST; i++) {
        Ctx *cx = as(&ben);
        const char *query = text(cx, "q=word%d", i), *name = text(cx, "Search %d", i);
        saved(&ben, name, query);
    }
    EXPECT_REFUSED(write_as(&ben, save_act, &(Saving){ "One more", "q=more" }), CONFLICT, "You have saved 20 searches");
    EXPECT_HAS(visit(&ben, "GET", "/account/searches", NULL).body, "as many as there is room for");
    fixture_run("DELETE FROM saved_search WHERE name = 'Search 7'");
    saved(&ben, "One more", "q=more");
    EXPECT_EQUAL(fixture_number("SELECT slot FROM saved_search WHERE name = 'One more'"), 8);
}

TEST("what is published and fits is told once, some minutes later and all together; what does not fit, or was there before, is not")
{
    saved(&ben, "Reading", "q=guided");
    saved(&ben, "All", "");
    saved(&kim, "Phonics", "q=phonics");
    saved(&lou, "Online", "where=online");
    draft_ready();
    published(DRAFT);
    EXPECT_EQUAL(mail_to(ben.email, NULL), 0);                       /* what else is published meanwhile comes with it */
    told_at("2026-11-24T09:11");
    EXPECT_EQUAL(mail_to(ben.email, "notice"), 2);
    EXPECT_EQUAL(mail_to(kim.email, NULL), 0);
    EXPECT_EQUAL(mail_to(lou.email, NULL), 0);
    EXPECT_HAS(fixture_text("SELECT subject AS text FROM notice ORDER BY id LIMIT 1"), "A new event for your search “Reading”");
    EXPECT_HAS(fixture_text("SELECT words AS text FROM notice ORDER BY id LIMIT 1"), "Guided reading");
    EXPECT_SAME(fixture_text("SELECT link AS text FROM notice ORDER BY id LIMIT 1"), "/courses?q=guided");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM search_news"), 0);

    fixture_run("UPDATE event SET state = 'draft' WHERE id = 3");    /* and published once more */
    published(DRAFT);
    told_at("2026-11-24T10:11");
    EXPECT_EQUAL(mail_to(ben.email, "notice"), 2);
}

TEST("a word that only the stemmer knows fits as in the catalogue, and who wants them once a week is not written to at once")
{
    EXPECT_EQUAL(visit(&ben, "POST", "/account/notices", FORM_OF("pace", "weekly")).status, 303);
    saved(&ben, "Reading", "q=guide+reads");
    draft_ready();
    published(DRAFT);
    told_at("2026-11-24T09:11");
    EXPECT_EQUAL(mail_to(ben.email, NULL), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM notice WHERE person_id = 102 AND letter IS NULL"), 1);
}

TEST("the letter's link ends it without signing in, by a button; a link that is not signed so is missing, and the owner may begin again")
{
    saved(&ben, "Reading", "q=guided");
    draft_ready();
    published(DRAFT);
    told_at("2026-11-24T09:11");
    const char *stop = stop_path();
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'notice'"), stop);
    EXPECT_HAS(visit(&nobody, "GET", stop, NULL).body, "Hear no more of “Reading”?");
    EXPECT_EQUAL(fixture_number("SELECT tells FROM saved_search"), 1);                       /* a link that is only looked at ends nothing */
    EXPECT_EQUAL(visit(&nobody, "POST", stop, FORM_OF("x", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT tells FROM saved_search"), 0);
    EXPECT_HAS(visit(&nobody, "GET", stop, NULL).body, "You hear no more of “Reading”");
    EXPECT_EQUAL(visit(&nobody, "GET", text(test_cx(), "/searches/stop/%ld-0123456789abcdef0123456789abcdef", (long)only_search()), NULL).status, 404);
    EXPECT_EQUAL(visit(&nobody, "POST", "/searches/stop/nothing", FORM_OF("x", "")).status, 404);

    fixture_run("DELETE FROM saved_search_told");
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 3");
    published(DRAFT);
    told_at("2026-11-24T10:11");
    EXPECT_EQUAL(mail_to(ben.email, "notice"), 1);
    Ctx *cx = as(&ben);
    const char *one = text(cx, "/account/searches/%ld", (long)only_search());
    EXPECT_EQUAL(visit(&ben, "POST", one, FORM_OF("name", "Reading", "tells", "1")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT tells FROM saved_search"), 1);
}

static Error *many_act(Ctx *cx, void *number)
{
    for (int i = 0; i < 4; i++) TRY(saved_search_add(cx, text(cx, "Search %d", *(int *)number * 4 + i), text(cx, "q=guided&phase=%d&month=2026-%02d", i, 1 + *(int *)number * 4 + i)));
    return OK;
}

TEST("more searches than one look takes are all told, however the job is cut off and runs again")
{
    static const Somebody *const people[] = { &ann, &ben, &cara, &gus, &kim, &lou, &max, &noor, &omar, &pat, &fay, &hana, &ivo, &jo };
    for (size_t p = 0; p < COUNT(people); p++)
        for (int n = 0; n < 1; n++) EXPECT_OK(write_as(people[p], many_act, &n));
    EXPECT(fixture_number("SELECT count(*) FROM saved_search") > SEARCHES_AT_ONCE);
    draft_ready();
    published(DRAFT);
    told_at("2026-11-24T09:11");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM notice"), fixture_number("SELECT count(*) FROM saved_search"));
    fixture_run("INSERT INTO search_news (event_id, noted_at) VALUES (3, 1)");               /* as if the last step had been lost */
    fixture_run("INSERT INTO job (id, kind, run_at) VALUES (1, 'searches.tell', 1)");
    told_at("2026-11-24T09:30");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM search_news"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM notice"), fixture_number("SELECT count(*) FROM saved_search"));
}

TEST("what was told of events that are past is forgotten")
{
    saved(&ben, "Reading", "q=guided");
    fixture_run("INSERT INTO saved_search_told (search_id, event_id) SELECT id, 999 FROM saved_search");
    draft_ready();
    published(DRAFT);
    told_at("2026-11-24T09:11");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM saved_search_told"), 1);
    EXPECT_EQUAL(fixture_number("SELECT event_id FROM saved_search_told"), DRAFT);
}
