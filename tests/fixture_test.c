/* The world that other tests stand on. */
#include "tests/fixture.h"

#include <string.h>

#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/list_price.h"

TEST("people act in their own posts, and whoever has none may nothing")
{
    EXPECT(may(as(&ann), BOOK_PLACES));
    EXPECT(!may(as(&ben), BOOK_PLACES));
    EXPECT(may(as(&dora), RUN_PROGRAMME) && !may(as(&dora), SET_UP));
    EXPECT(may(as(&eli), SET_UP));
    EXPECT(may(as(&fay), TAKE_REGISTER) && !may(as(&fay), RUN_PROGRAMME));
    EXPECT(may(as(&hana), OWN_COURSES) && !may(as(&hana), RUN_PROGRAMME));
    EXPECT(may(as(&ivo), AUDIT) && may(as(&ivo), READ_REGISTER) && !may(as(&ivo), TAKE_REGISTER) && !may(as(&ivo), RUN_MEMBERS));
    EXPECT(as(&jo)->who && !as(&jo)->who->post_id);
    EXPECT(!as(&nobody)->who);
}

TEST("it is 9am on 24 November 2026 until a test says otherwise")
{
    EXPECT_SAME(as(&ann)->today, "2026-11-24");
    fixture_at("2026-12-10T08:00");
    EXPECT_SAME(as(&ann)->today, "2026-12-10");
}

TEST("the events are there, priced for members and others")
{
    Event phonics;
    ListPrice price;
    bool member;
    EXPECT_OK(event_find(as(&ann), PHONICS, &phonics));
    EXPECT_SAME(phonics.title, "Phonics in Year 1");
    EXPECT_EQUAL(phonics.places, 2);
    EXPECT_OK(event_price_today(as(&ann), &phonics, ALDER, &price, &member));
    EXPECT(member && price.pence == 6000);
    EXPECT_OK(event_price_today(as(&cara), &phonics, BEECH, &price, &member));
    EXPECT(!member && price.pence == 9500);
}

static Error *place_take(Ctx *cx, void *taken)
{
    return event_take_places(cx, PHONICS, 1, taken);
}

TEST("what one test writes is gone for the next")
{
    bool taken;
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
    EXPECT_OK(write_as(&ann, place_take, &taken));
    EXPECT(taken);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
}

TEST("the next test finds the world as it was")
{
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL((int64_t)mail_to("ann@alder.example", NULL), 0);
}

TEST("a visit goes the way of a request: pages, what is not there, and what is not open")
{
    EXPECT_EQUAL(visit(&nobody, "GET", "/courses", NULL).status, 200);
    EXPECT_HAS(visit(&ann, "GET", "/courses", NULL).body, "Phonics in Year 1");
    EXPECT_EQUAL(visit(&ann, "GET", "/no-such-page", NULL).status, 404);
    EXPECT_HAS(visit(&ann, "GET", "/no-such-page", NULL).body, "We cannot find that page");
}
