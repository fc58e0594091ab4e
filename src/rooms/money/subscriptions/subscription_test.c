/* A subscription: offered, ordered by the school, confirmed by the office with all that comes of it, and ended before its time. */
#include "platform/base/text.h"
#include "rooms/members/organisation.h"
#include "rooms/money/subscriptions/entitlement.h"
#include "rooms/money/subscriptions/subscription_figures.h"
#include "rooms/money/subscriptions/subscription_list.h"
#include "tests/fixture_subscription.h"

static Error *take_back_act(Ctx *cx, void *id) { return subscription_take_back(cx, *(const int64_t *)id); }
static Error *decline_act(Ctx *cx, void *id)   { return subscription_decline(cx, *(const int64_t *)id, "Too dear this year"); }
typedef struct { int64_t id; SubscriptionEnd end; } Ending;
static Error *cancel_act(Ctx *cx, void *data)  { return subscription_cancel(cx, ((Ending *)data)->id, &((Ending *)data)->end); }
static Error *cancel(int64_t id, const char *last_on, const char *credit) { return write_as(&dora, cancel_act, &(Ending){ id, { last_on, credit, "The school asked for it" } }); }

static Subscription read_of(int64_t id)
{
    Subscription s = {0};
    EXPECT_OK(subscription_read(as(&nobody), id, &s));
    return s;
}

static const char *state_of(int64_t id) { return read_of(id).state; }

TEST("a school orders its package at the price that it has read, the office confirms, and membership, pots and what is to pay come with it, once")
{
    int64_t id;
    packages_lay();
    heads_lay();
    EXPECT_OK(order_by(&cara, BEECH, THIS_YEAR, 41667, &id));                /* £1,000, five of twelve months */
    Subscription s = read_of(id);
    EXPECT_SAME(s.state, "ordered");
    EXPECT_EQUAL(s.pence, 41667);
    EXPECT_EQUAL(s.full_pence, 100000);
    EXPECT_SAME(s.starts_on, "2026-11-24");
    EXPECT_SAME(s.purchase_order, "PO 7");
    EXPECT_SAME(s.price_why, "180 pupils at £5, at least £1,000; 5 of 12 months");
    EXPECT_EQUAL(mail_to(cara.email, "subscription-ordered"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12"), 0);
    EXPECT_OK(confirm_by(&dora, id));
    EXPECT_REFUSED(confirm_by(&dora, id), CONFLICT, "Learning package 2026/27 of Beech Lane Primary School is active by now");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12 AND starts_on = '2026-11-24' AND ends_on = '2027-03-31'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE organisation_id = 12 AND starts_on = '2026-11-24' AND ends_on = '2027-03-31'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE kind = 'subscription' AND account_id = 13 AND supply = 'subscription' AND purchase_order = 'PO 7' AND on_date = '2026-11-24'"), 41667);
    EXPECT_EQUAL(mail_to(cara.email, "subscription-active"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("an order is refused that would cost more than its page said, that comes too late, or is for another school")
{
    packages_lay();
    heads_lay();
    EXPECT_REFUSED(order_by(&cara, BEECH, NEXT_YEAR, 89999, NULL), CONFLICT, "The price is £900 today, and the page said £899.99");
    EXPECT_REFUSED(order_by(&noor, BEECH, NEXT_YEAR, PENCE_MOST, NULL), MISSING, "");
    EXPECT_REFUSED(order_by(&ben, ALDER, NEXT_YEAR, PENCE_MOST, NULL), MISSING, "");
    EXPECT_REFUSED(order_by(&ivo, ALDER, NEXT_YEAR, PENCE_MOST, NULL), MISSING, "");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription"), 0);
    fixture_at("2027-05-01T09:00");
    EXPECT_REFUSED(order_by(&cara, BEECH, NEXT_YEAR, PENCE_MOST, NULL), CONFLICT, "The last day to order Learning package 2027/28 was 30 April 2027");
    fixture_run("UPDATE package SET state = 'closed', order_by = NULL WHERE id = 982");
    EXPECT_REFUSED(order_by(&cara, BEECH, NEXT_YEAR, PENCE_MOST, NULL), CONFLICT, "cannot be ordered now");
}

TEST("an offer keeps its first day and its pupils, and costs what it costs on the day it is ordered")
{
    int64_t id;
    Priced priced = {0};
    packages_lay();
    heads_lay();
    EXPECT_OK(quote_by(&dora, BEECH, NEXT_YEAR, "", &id));
    EXPECT_REFUSED(quote_by(&dora, BEECH, NEXT_YEAR, "", NULL), CONFLICT, "has Learning package 2027/28 already: it is offered");
    fixture_run("UPDATE school SET roll = 400 WHERE organisation_id = 12");
    Subscription s = read_of(id);
    EXPECT_OK(subscription_reckon(as(&cara), &s, &priced));
    EXPECT_EQUAL(priced.pence, 90000);
    fixture_at("2027-03-01T09:00");                                          /* early orders are over */
    EXPECT_REFUSED(order_by(&cara, BEECH, NEXT_YEAR, 90000, NULL), CONFLICT, "The price is £1,000 today");
    EXPECT_OK(order_by(&cara, BEECH, NEXT_YEAR, 100000, NULL));
    EXPECT_EQUAL(read_of(id).pence, 100000);
    EXPECT_REFUSED(quote_by(&dora, DOVE, NEXT_YEAR, "2028-04-01", NULL), INVALID, "The first day must be within the package’s year");
    EXPECT_REFUSED(quote_by(&dora, EARLY_YEARS, NEXT_YEAR, "", NULL), CONFLICT, "Only an open school can subscribe");
    fixture_run("UPDATE school SET phase = 'nursery' WHERE organisation_id = 14");
    EXPECT_REFUSED(quote_by(&dora, DOVE, NEXT_YEAR, "", NULL), INVALID, "There is no price for Dovecote Primary School: this package is not for schools of this phase");
}

TEST("until it is confirmed the school takes its order back, and an offer it declines is over")
{
    int64_t id;
    packages_lay();
    heads_lay();
    EXPECT_OK(order_by(&cara, BEECH, NEXT_YEAR, 90000, &id));
    EXPECT_REFUSED(write_as(&noor, take_back_act, &id), MISSING, "");
    EXPECT_OK(write_as(&cara, take_back_act, &id));
    EXPECT_SAME(state_of(id), "quoted");
    EXPECT_SAME(read_of(id).purchase_order, "");
    EXPECT_REFUSED(confirm_by(&dora, id), CONFLICT, "is an offer by now");
    EXPECT_OK(write_as(&cara, decline_act, &id));
    EXPECT_SAME(state_of(id), "declined");
    EXPECT_REFUSED(write_as(&cara, decline_act, &id), CONFLICT, "is declined by now");
    EXPECT_OK(order_by(&cara, BEECH, NEXT_YEAR, 90000, &id));                 /* whoever declined may still order */
    EXPECT_OK(confirm_by(&dora, id));
    EXPECT_REFUSED(write_as(&cara, take_back_act, &id), CONFLICT, "is active by now");
}

TEST("a membership that the office gave by hand and one of a subscription never overlap, and the office’s own stays when a subscription ends")
{
    packages_lay();
    int64_t alder = subscribed(ALDER, THIS_YEAR);                             /* a member from April, without an end */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 11 AND ends_on IS NULL"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 11"), 1);
    EXPECT_OK(cancel(alder, "2026-12-31", "none"));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 11 AND ends_on IS NULL"), 1);
    fixture_run("INSERT INTO membership (id, organisation_id, starts_on, ends_on) VALUES (31, 12, '2026-03-01', '2026-06-30'), (32, 12, '2026-09-01', '2026-10-31')");
    subscribed(BEECH, THIS_YEAR);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12 AND starts_on = '2026-03-01' AND ends_on = '2027-03-31'"), 1);
    int64_t next = subscribed(BEECH, NEXT_YEAR);                             /* one goes on in the other */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12 AND starts_on = '2026-03-01' AND ends_on = '2028-03-31'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12"), 1);
    EXPECT_OK(cancel(next, "", ""));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12 AND ends_on = '2027-03-31'"), 1);
}

TEST("ended before its time, what is left is credited by days or not at all, as the office says, and membership and pots end with it")
{
    packages_lay();
    int64_t beech = subscribed(BEECH, THIS_YEAR), dove = subscribed(DOVE, THIS_YEAR);
    EXPECT_REFUSED(cancel(beech, "2027-03-31", "days"), INVALID, "Enter its last day: from 1 April 2026, and before 31 March 2027");
    EXPECT_REFUSED(cancel(beech, "2026-12-31", ""), INVALID, "Say whether what is left is credited");
    EXPECT_OK(cancel(beech, "2026-12-31", "days"));
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE kind = 'subscription.rest'"), -24658);      /* £1,000, 90 of 365 days */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM entitlement WHERE organisation_id = 12 AND ends_on = '2026-12-31'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12 AND ends_on = '2026-12-31'"), 1);
    EXPECT_REFUSED(cancel(beech, "2026-12-31", "days"), CONFLICT, "is cancelled, so there is nothing to cancel");
    EXPECT_OK(cancel(dove, "2026-12-31", "none"));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item WHERE pence < 0"), 1);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("one that has not begun is cancelled with all that is to pay for it, billed or not")
{
    packages_lay();
    heads_lay();
    int64_t beech = subscribed(BEECH, NEXT_YEAR), cedar = subscribed(CEDAR, NEXT_YEAR);
    item_invoiced("subscription", cedar);
    EXPECT_OK(cancel(beech, "", ""));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM bill_item WHERE organisation_id = 12 AND state = 'withdrawn'"), 1);
    EXPECT_OK(cancel(cedar, "", ""));
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE organisation_id = 13 AND state = 'waiting'"), -216000);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM membership WHERE organisation_id = 12"), 0);
    EXPECT_EQUAL(mail_to(cara.email, "subscription-cancelled"), 1);
    EXPECT_OK(quote_by(&dora, BEECH, NEXT_YEAR, "", NULL));                   /* it may come back */
}

TEST("the list says who subscribes to what, by package, state and words, and whose price is highest")
{
    SubscriptionRow *rows;
    SubscriptionSum sum = {0};
    size_t n;
    packages_lay();
    subscribed(ALDER, THIS_YEAR), subscribed(CEDAR, THIS_YEAR);
    EXPECT_OK(quote_by(&dora, ALDER, NEXT_YEAR, "", NULL));
    SubscriptionFilter f = { .state = "", .words = "", .sort = "school" };
    EXPECT_OK(subscriptions_list(as(&ivo), &f, 10, &rows, &n));
    EXPECT_EQUAL(n, 3);
    EXPECT_SAME(rows[0].organisation, "Alder Grove Primary School");
    f.after = rows[0].id;
    EXPECT_OK(subscriptions_list(as(&ivo), &f, 10, &rows, &n));
    EXPECT_EQUAL(n, 2);
    f = (SubscriptionFilter){ .state = "active", .words = "", .sort = "price" };
    EXPECT_OK(subscriptions_list(as(&ivo), &f, 10, &rows, &n));
    EXPECT_EQUAL(n, 2);
    EXPECT_SAME(rows[0].organisation, "Cedar Park Academy");
    EXPECT_OK(subscriptions_sum(as(&ivo), &f, &sum));
    EXPECT_EQUAL(sum.pence, 360000);
    f = (SubscriptionFilter){ .package_id = NEXT_YEAR, .state = "quoted", .words = "alder", .sort = "latest" };
    EXPECT_OK(subscriptions_list(as(&ivo), &f, 10, &rows, &n));
    EXPECT_EQUAL(n, 1);
    EXPECT_SAME(subscription_row_state(as(&ivo), &rows[0]), "Offered");
    EXPECT_REFUSED(subscriptions_list(as(&ann), &f, 10, &rows, &n), FORBIDDEN, "");
    fixture_at("2027-04-01T09:00");
    f = (SubscriptionFilter){ .state = "over", .words = "", .sort = "school" };
    EXPECT_OK(subscriptions_list(as(&ivo), &f, 10, &rows, &n));
    EXPECT_EQUAL(n, 2);
}

TEST("the figures say who subscribes, who renewed and who was kept, and how each phase has grown")
{
    SubscriptionFigures f;
    packages_lay();
    subscribed(ALDER, THIS_YEAR), subscribed(BEECH, THIS_YEAR), subscribed(CEDAR, THIS_YEAR);
    EXPECT_OK(subscription_figures(as(&ivo), &f));
    EXPECT_EQUAL(f.schools, 3);
    EXPECT_EQUAL(f.schools_before, 0);
    EXPECT_EQUAL(f.pence, 460000);
    EXPECT_SAME(share_words(as(&ivo), f.renewed, f.ended), "–");
    subscribed(ALDER, NEXT_YEAR), subscribed(CEDAR, NEXT_YEAR), subscribed(DOVE, NEXT_YEAR);
    fixture_at("2027-05-10T09:00");
    EXPECT_OK(subscription_figures(as(&ivo), &f));
    EXPECT_EQUAL(f.schools, 3);
    EXPECT_EQUAL(f.schools_before, 3);
    EXPECT_EQUAL(f.ended, 3);
    EXPECT_EQUAL(f.renewed, 2);
    EXPECT_EQUAL(f.kept, 2);
    EXPECT_SAME(share_words(as(&ivo), f.renewed, f.ended), "67%");
    EXPECT_SAME(f.phases[0].phase, "primary");
    EXPECT_EQUAL(f.phases[0].schools, 2);
    EXPECT_EQUAL(f.phases[0].schools_before, 2);
    EXPECT_EQUAL(f.phases[0].pence, 108000 + 139500);                         /* ordered early */
}
