/* A form sent many times at once is carried out once, and everybody who sent it reads the same. */
#include <stdio.h>

#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "tests/fixture_wishes.h"

enum { TIMES = 12 };

typedef struct { Incoming in; int status[TIMES]; char location[TIMES][200]; } Sent;

static void send_run(int number, void *data)
{
    Sent *sent = data;
    Ctx cx;
    ctx_begin(&cx, storm_store(number), ARENA_REQUEST_LIMIT);
    cx.request_id = "storm";
    Turn *turn = new(&cx, Turn);
    Answer *answer = new(&cx, Answer);
    dispatch(&cx, &sent->in, turn, answer);
    snprintf(sent->location[number], sizeof sent->location[number], "%s", answer_header(answer, "Location"));
    sent->status[number] = answer->status;
    ctx_end(&cx);
}

/* Ann's form for the two places, so many times at once. */
static Sent *ann_sends(int times, const char *fields, const char *key)
{
    Sent *sent = new(test_cx(), Sent);
    const char *body = text(test_cx(), "csrf=%s&key=%s&%s", csrf_of(&ann), key, fields);
    sent->in = (Incoming){ .method = "POST", .target = "/events/1/book", .cookies = cookies_of(&ann), .content_type = "application/x-www-form-urlencoded", .host = "learning.example",
                           .origin = "", .fetch_site = "", .agent = "test", .address = "192.0.2.7", .body = body, .body_length = strlen(body) };
    storm(times, send_run, sent);
    return sent;
}

TEST("a form with the same key twelve times at once books once, and each of the twelve is led to the same page")
{
    const Sent *sent = ann_sends(TIMES, "person=102&person=111&purchase_order=PO+7", "once");
    for (int i = 0; i < TIMES; i++) {
        EXPECT_EQUAL(sent->status[i], 303);
        EXPECT_SAME(sent->location[i], sent->location[0]);
    }
    EXPECT_SAME(sent->location[0], text(test_cx(), "/bookings/%ld", (long)fixture_number("SELECT id FROM booking")));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM booking"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 2);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(mail_to(ben.email, "place-confirmed"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "booking-summary"), 1);
}

TEST("the same person in twelve forms with a key that is not the first one's is refused twelve times")
{
    EXPECT_EQUAL(ann_sends(1, "person=102&purchase_order=", "first")->status[0], 303);
    const Sent *sent = ann_sends(TIMES, "person=102&purchase_order=", "second");
    for (int i = 0; i < TIMES; i++) EXPECT_EQUAL(sent->status[i], CONFLICT);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
}

TEST("a key that was used is refused to other answers, however many come at once")
{
    EXPECT_EQUAL(ann_sends(TIMES, "person=102&purchase_order=", "shared")->status[0], 303);
    const Sent *sent = ann_sends(TIMES, "person=111&purchase_order=", "shared");
    for (int i = 0; i < TIMES; i++) EXPECT_EQUAL(sent->status[i], CONFLICT);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE person_id = 111"), 0);
}
