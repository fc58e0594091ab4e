/* Calendars by secret link: what each shows, what none shows, and that one taken back is gone. */
#include <string.h>

#include "platform/base/text.h"
#include "rooms/booking/feed.h"
#include "tests/fixture_bookings.h"

/* The address on the page of whoever just made it. */
static const char *made(const Somebody *who, const char *kind, const char *field, const char *subject)
{
    Visit sent = visit(who, "POST", "/account/feeds", FORM_OF("kind", kind, field, subject));
    EXPECT_EQUAL(sent.status, 303);
    const char *page = visit(who, "GET", sent.location, NULL).body, *new = strstr(page, "(new)");
    const char *at = new ? strstr(new, "/feeds/") : NULL;
    EXPECT(at != NULL);
    if (!at) return "";
    return text_copy(test_cx(), at, strcspn(at, "\""));
}

static const char *read_by_anybody(const char *path)
{
    Visit feed = visit(&nobody, "GET", path, NULL);
    EXPECT_EQUAL(feed.status, 200);
    EXPECT_SAME(feed.type, "text/calendar; charset=utf-8");
    return feed.body;
}

TEST("one’s own calendar has one’s places, under the invitations’ names and with the link to join, and what one leads; and nobody else’s")
{
    int64_t place = booked_as(&kim, ONLINE, ALDER, &kim);
    booked_as(&ann, PHONICS, ALDER, &ben);
    const char *kims = read_by_anybody(made(&kim, "mine", "theme", "")), *fays = read_by_anybody(made(&fay, "mine", "theme", ""));
    EXPECT_HAS(kims, text(test_cx(), "UID:registration-%ld-%d@", (long)place, ONLINE_SESSION));
    EXPECT_HAS(kims, "Join online");
    EXPECT_HAS(kims, "REFRESH-INTERVAL");
    EXPECT_LACKS(kims, "Phonics in Year 1");
    EXPECT_HAS(fays, "Phonics in Year 1");
    EXPECT_HAS(fays, "You lead it");
    EXPECT_LACKS(fays, ben.name);
    EXPECT_OK(cancel_by(&kim, place));
    EXPECT_LACKS(read_by_anybody(made(&kim, "mine", "theme", "")), "registration-");
}

TEST("a school’s calendar says how many of its people come, names nobody, and has no link to join; it ends with the post of whoever made it")
{
    booked_as(&ann, ONLINE, ALDER, &ben);
    booked_as(&ann, ONLINE, ALDER, &kim);
    booked_as(&noor, ONLINE, CEDAR, &omar);
    const char *path = made(&ben, "school", "theme", ""), *ics = read_by_anybody(path);
    EXPECT_HAS(ics, "2 people of Alder Grove");
    EXPECT_LACKS(ics, kim.name);
    EXPECT_LACKS(ics, ben.name);
    EXPECT_LACKS(ics, "Join online");
    fixture_run("UPDATE post SET ends_on = '2026-11-23' WHERE person_id = 102");
    EXPECT_EQUAL(visit(&nobody, "GET", path, NULL).status, 404);
    EXPECT_EQUAL(visit(&jo, "POST", "/account/feeds", FORM_OF("kind", "school")).status, 422);
}

TEST("a theme’s and a community’s calendar have their published events, and no drafts")
{
    fixture_run("UPDATE course SET kind = 'network meeting' WHERE id = 52");
    EXPECT_HAS(read_by_anybody(made(&ben, "theme", "theme", "41")), "Phonics in Year 1");
    EXPECT_LACKS(read_by_anybody(made(&ben, "theme", "theme", "42")), "Phonics in Year 1");
    const char *title = fixture_text("SELECT title AS text FROM course WHERE id = 52");
    EXPECT_HAS(read_by_anybody(made(&ben, "community", "community", "52")), title);
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 2");
    EXPECT_LACKS(read_by_anybody(made(&ben, "community", "community", "52")), "BEGIN:VEVENT");
    EXPECT_HAS(visit(&ben, "POST", "/account/feeds", FORM_OF("kind", "community", "community", "51")).body, "Choose a community");
    EXPECT_HAS(visit(&ben, "POST", "/account/feeds", FORM_OF("kind", "theme", "theme", "999")).body, "Choose a theme");
    EXPECT_HAS(visit(&ben, "POST", "/account/feeds", FORM_OF("kind", "")).body, "Choose which calendar");
}

TEST("taken back by its owner alone, a link leads nowhere, like one that never was; the store keeps none that could be read there")
{
    const char *path = made(&ben, "mine", "theme", ""), *token = text_copy(test_cx(), path + strlen("/feeds/"), strlen(path) - strlen("/feeds/.ics"));
    const char *revoke = text(test_cx(), "/account/feeds/%ld/revoke", (long)fixture_number("SELECT id FROM feed"));
    EXPECT(!same(fixture_text("SELECT token_hash AS text FROM feed"), token));
    EXPECT_EQUAL(visit(&kim, "POST", revoke, FORM_OF("sure", "1")).status, 404);
    EXPECT_EQUAL(visit(&nobody, "GET", path, NULL).status, 200);
    EXPECT_EQUAL(visit(&ben, "POST", revoke, FORM_OF("sure", "1")).status, 303);
    Visit gone = visit(&nobody, "GET", path, NULL), never = visit(&nobody, "GET", "/feeds/never.ics", NULL);
    EXPECT_EQUAL(gone.status, 404);
    EXPECT_SAME(gone.body, never.body);
    EXPECT_LACKS(visit(&ben, "GET", "/account/feeds", NULL).body, token);
    EXPECT_EQUAL(visit(&nobody, "GET", text(test_cx(), "/feeds/%s", token), NULL).status, 404);
}

TEST("nobody has more than twenty links at once")
{
    fixture_store();
    fixture_run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) INSERT INTO feed (id, token_hash, person_id, kind, made_at) SELECT i, CAST(i AS TEXT), 102, 'mine', 0 FROM n");
    EXPECT_HAS(visit(&ben, "POST", "/account/feeds", FORM_OF("kind", "mine")).body, "Take one of them back first");
    fixture_run("UPDATE feed SET revoked_at = 1 WHERE id = 1");
    EXPECT_EQUAL(visit(&ben, "POST", "/account/feeds", FORM_OF("kind", "mine")).status, 303);
}
