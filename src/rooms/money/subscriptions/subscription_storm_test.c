/* Two, or sixteen, who do the same to one subscription at once: it is ordered once, confirmed once, and billed once. */
#include <stdatomic.h>

#include "tests/fixture_storm.h"
#include "tests/fixture_subscription.h"

typedef struct { atomic_int done, refused, wrong; int64_t id; } Sky;

static void tally(Sky *sky, int kind)
{
    atomic_fetch_add(!kind ? &sky->done : kind == CONFLICT || kind == MISSING ? &sky->refused : &sky->wrong, 1);
}

static Error *order_act(Ctx *cx, void *nothing)
{
    int64_t id;
    return subscription_order(cx, &(SubscriptionOrder){ BEECH, NEXT_YEAR, 90000, "PO 7" }, &id);
}
static Error *confirm_act(Ctx *cx, void *id)   { return subscription_confirm(cx, *(int64_t *)id); }
static Error *take_back_act(Ctx *cx, void *id) { return subscription_take_back(cx, *(int64_t *)id); }
static Error *cancel_act(Ctx *cx, void *id)    { return subscription_cancel(cx, *(int64_t *)id, &(SubscriptionEnd){ "2026-12-31", "days", "It closes" }); }
static Error *round_act(Ctx *cx, void *nothing)
{
    int64_t done;
    bool more;
    return renewal_go(cx, NEXT_YEAR, RENEWAL_ASK, &done, &more);
}

static void order(int number, void *sky)   { tally(sky, storm_write(number, number % 2 ? dora.id : cara.id, order_act, NULL)); }
static void confirm(int number, void *sky) { tally(sky, storm_write(number, number % 4 ? dora.id : cara.id, number % 4 ? confirm_act : take_back_act, &((Sky *)sky)->id)); }
static void cancel(int number, void *sky)  { tally(sky, storm_write(number, dora.id, cancel_act, &((Sky *)sky)->id)); }
static void ask(int number, void *sky)     { tally(sky, storm_write(number, dora.id, round_act, NULL)); }

TEST("however many order a package for one school at once, it is ordered once")
{
    Sky sky = {0};
    packages_lay();
    heads_lay();
    storm(STORM, order, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.done, 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription"), 1);
    EXPECT_EQUAL(mail_to(cara.email, "subscription-ordered"), 1);
}

TEST("an order that many confirm while the school takes it back is confirmed once with all that comes of it, or an offer again with nothing")
{
    Sky sky = {0};
    packages_lay();
    heads_lay();
    EXPECT_OK(order_by(&cara, BEECH, NEXT_YEAR, 90000, &sky.id));
    storm(STORM, confirm, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.done, 1);
    int64_t active = fixture_number("SELECT count(*) FROM subscription WHERE state = 'active'");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item"), active);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12"), active);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement"), active);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("however many cancel one at once, what is left is credited once")
{
    Sky sky = {0};
    packages_lay();
    sky.id = subscribed(BEECH, THIS_YEAR);
    storm(STORM, cancel, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.done, 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item WHERE pence < 0"), 1);
}

TEST("however many send a round’s offers at once, each school has one, and one letter")
{
    Sky sky = {0};
    packages_lay();
    heads_lay();
    subscribed(ALDER, THIS_YEAR), subscribed(BEECH, THIS_YEAR), subscribed(CEDAR, THIS_YEAR);
    storm(STORM, ask, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription WHERE state = 'quoted'"), 3);
    EXPECT_EQUAL(mail_to(ann.email, "subscription-offer"), 1);
}
