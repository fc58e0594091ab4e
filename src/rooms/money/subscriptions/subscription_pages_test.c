/* Subscriptions as a school and the office walk through them. */
#include "platform/base/text.h"
#include "tests/fixture_subscription.h"

static int64_t latest(void)                          { return fixture_number("SELECT MAX(id) FROM subscription"); }
static const char *office(const char *rest)          { return text(test_cx(), "/office/subscriptions/%ld%s", (long)latest(), rest); }
static int send(const Somebody *who, const char *path, const char *const *form) { return visit(who, "POST", path, form).status; }

TEST("a headteacher reads the price, orders with a purchase order, and sees the order wait; the office confirms, and the school sees its package")
{
    packages_lay();
    heads_lay();
    const char *packages = visit(&cara, "GET", "/package", NULL).body;
    EXPECT_HAS(packages, "Learning package 2027/28");
    EXPECT_HAS(packages, "180 pupils at £5, at least £1,000; 10% less for ordering by 28 February 2027");
    const char *order = visit(&cara, "GET", "/package/982/order", NULL).body;
    EXPECT_HAS(order, "Order for £900");
    EXPECT_HAS(order, "name=\"pence\" value=\"90000\"");
    Visit refused = visit(&cara, "POST", "/package/982/order", FORM_OF("pence", "100", "purchase_order", "PO 7"));
    EXPECT_EQUAL(refused.status, 409);
    EXPECT_HAS(refused.body, "The price is £900 today, and the page said £1");
    EXPECT_EQUAL(visit(&cara, "POST", "/package/982/order", FORM_OF("pence", "90000", "purchase_order", "A purchase order that is far longer than any that a finance system gives")).status, 422);
    EXPECT_EQUAL(send(&cara, "/package/982/order", FORM_OF("pence", "90000", "purchase_order", "PO 7")), 303);
    EXPECT_HAS(visit(&cara, "GET", "/package", NULL).body, "Ordered, and waits for the partnership");
    EXPECT_EQUAL(visit(&cara, "GET", "/package/982/order", NULL).status, 409);
    EXPECT_HAS(visit(&ivo, "GET", office(""), NULL).body, "PO 7");
    EXPECT_LACKS(visit(&ivo, "GET", office(""), NULL).body, "Confirm");
    EXPECT_EQUAL(send(&ivo, office("/confirm"), FORM_OF("sure", "1")), 403);
    EXPECT_HAS(visit(&dora, "GET", office("/confirm"), NULL).body, "1 April 2027 to 31 March 2028, £900, purchase order PO 7");
    EXPECT_EQUAL(send(&dora, office("/confirm"), FORM_OF("sure", "1")), 303);
    EXPECT_EQUAL(send(&dora, office("/confirm"), FORM_OF("sure", "2")), 409);
    EXPECT_HAS(visit(&cara, "GET", "/package", NULL).body, "Begins 1 April 2027");
    EXPECT_HAS(visit(&dora, "GET", office(""), NULL).body, "To bill");
}

TEST("whose terms ask for a purchase order on every bill cannot order without one")
{
    packages_lay();
    heads_lay();
    fixture_run("INSERT INTO customer_terms (organisation_id, order_required, changed_at) VALUES (12, 1, 0)");
    Visit refused = visit(&cara, "POST", "/package/982/order", FORM_OF("pence", "90000", "purchase_order", " "));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter a purchase order: the school’s terms ask for one on every bill");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription"), 0);
    EXPECT_EQUAL(send(&cara, "/package/982/order", FORM_OF("pence", "90000", "purchase_order", "PO 7")), 303);
}

TEST("a school sees and does nothing of another’s, and whoever may not see its money sees none")
{
    packages_lay();
    heads_lay();
    EXPECT_EQUAL(send(&cara, "/package/982/quote", FORM_OF("sure", "1")), 303);
    const char *own = text(test_cx(), "/package/subscriptions/%ld", (long)latest());
    EXPECT_HAS(visit(&cara, "GET", own, NULL).body, "The offer");
    EXPECT_HAS(visit(&cara, "GET", own, NULL).body, "QUO-000001");
    EXPECT_HAS(visit(&cara, "GET", text(test_cx(), "/invoices/%ld", (long)fixture_number("SELECT id FROM document WHERE kind = 'quote'")), NULL).body, "Learning package 2027/28, 1 April 2027 to 31 March 2028");
    EXPECT_SAME(fixture_text("SELECT due_on AS text FROM document WHERE kind = 'quote'"), "2027-02-28");      /* early orders end */
    EXPECT_EQUAL(visit(&noor, "GET", own, NULL).status, 404);
    EXPECT_EQUAL(visit(&max, "GET", own, NULL).status, 403);
    EXPECT_EQUAL(visit(&cara, "GET", office(""), NULL).status, 403);
    EXPECT_EQUAL(visit(&noor, "GET", "/package/982/decline", NULL).status, 404);
    EXPECT_EQUAL(send(&noor, "/package/982/take-back", FORM_OF("sure", "1")), 404);
    EXPECT_EQUAL(send(&cara, "/package/982/decline", FORM_OF("why", "Too dear")), 303);
    EXPECT_HAS(visit(&cara, "GET", "/package", NULL).body, "What became of it");
    EXPECT_HAS(visit(&dora, "GET", office(""), NULL).body, "Too dear");
}

TEST("the office offers a package to a school by its URN or name, enters the order that comes by post, and cancels with or without credit")
{
    packages_lay();
    heads_lay();
    Visit unknown = visit(&dora, "POST", "/office/subscriptions/new", FORM_OF("school", "Beech", "package", "981"));
    EXPECT_EQUAL(unknown.status, 422);
    EXPECT_HAS(unknown.body, "Enter the URN of a school that the register has here");
    EXPECT_HAS(unknown.body, "value=\"Beech\"");
    EXPECT_EQUAL(send(&dora, "/office/subscriptions/new", FORM_OF("school", "beech lane primary school", "package", "981", "from-day", "1", "from-month", "9", "from-year", "2026", "send", "1")), 303);
    EXPECT_EQUAL(mail_to(cara.email, "subscription-offer"), 1);
    EXPECT_HAS(visit(&dora, "GET", office(""), NULL).body, "7 of 12 months");
    EXPECT_EQUAL(send(&dora, office("/order"), FORM_OF("pence", "58333", "purchase_order", "By post")), 303);
    EXPECT_EQUAL(send(&dora, office("/confirm"), FORM_OF("sure", "1")), 303);
    Visit wrong = visit(&dora, "POST", office("/cancel"), FORM_OF("why", ""));
    EXPECT_EQUAL(wrong.status, 422);
    EXPECT_HAS(wrong.body, "Say whether what is left is credited");
    EXPECT_HAS(wrong.body, "Say why");
    EXPECT_EQUAL(send(&dora, office("/cancel"), FORM_OF("last_on-day", "31", "last_on-month", "12", "last_on-year", "2026", "credit", "days", "why", "It merges")), 303);
    EXPECT_HAS(visit(&dora, "GET", office(""), NULL).body, "−£247.64");                     /* £583.33, 90 of 212 days */
    EXPECT_HAS(visit(&cara, "GET", "/package", NULL).body, "Ends 31 December 2026");
}

TEST("the office sees how subscriptions go, filters and takes the list away")
{
    packages_lay();
    EXPECT_HAS(visit(&dora, "GET", "/office/subscriptions", NULL).body, "Nobody subscribes yet");
    subscribed(ALDER, THIS_YEAR), subscribed(CEDAR, THIS_YEAR);
    const char *all = visit(&ivo, "GET", "/office/subscriptions", NULL).body;
    EXPECT_HAS(all, "£3,600");
    EXPECT_HAS(all, "2 more than a year ago");
    EXPECT_LACKS(all, "/office/subscriptions/new");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/subscriptions?q=cedar&state=active&package=981&sort=price", NULL).body, "Alder Grove");
    EXPECT_HAS(visit(&ivo, "GET", "/office/subscriptions?state=all", NULL).body, "2 subscriptions, £3,600 together");
    EXPECT_HAS(visit(&ivo, "GET", "/office/subscriptions?state=lapsed", NULL).body, "No subscription fits");
    EXPECT_HAS(visit(&ivo, "GET", "/office/subscriptions.csv?sort=price", NULL).body, "Cedar Park Academy,900003,secondary,Learning package 2026/27,2026-04-01,2027-03-31,Active,2400.00,2400.00");
    EXPECT_EQUAL(visit(&ann, "GET", "/office/subscriptions", NULL).status, 403);
    fixture_run("UPDATE school SET type_group = '4', maintained = 1 WHERE organisation_id = 13");
    EXPECT_HAS(visit(&ivo, "GET", "/office/subscriptions", NULL).body, "1 school has changed");
    EXPECT_HAS(visit(&ivo, "GET", "/office/subscriptions/changes", NULL).body, "£1,800 a year instead of £2,400");
    EXPECT_EQUAL(send(&dora, office("/change"), FORM_OF("act", "apply", "from-day", "1", "from-month", "1", "from-year", "2027")), 303);
    EXPECT_HAS(visit(&dora, "GET", office(""), NULL).body, "£150 less");
}

TEST("a renewal round is walked: offers, a reminder, an order, and all confirmed, each asked once more before it is done")
{
    packages_lay();
    heads_lay();
    subscribed(ALDER, THIS_YEAR), subscribed(BEECH, THIS_YEAR);
    const char *round = visit(&ivo, "GET", "/office/renewals/982", NULL).body;
    EXPECT_HAS(round, "Not asked");
    EXPECT_LACKS(round, "/office/renewals/982/ask");
    EXPECT_HAS(visit(&dora, "GET", "/office/renewals/982/ask", NULL).body, "2 subscribers have had no offer yet");
    EXPECT_EQUAL(send(&dora, "/office/renewals/982/schools/11", FORM_OF("sure", "1")), 303);
    EXPECT_EQUAL(send(&dora, "/office/renewals/982/schools/11", FORM_OF("sure", "2")), 409);
    EXPECT_EQUAL(send(&dora, "/office/renewals/982/ask", FORM_OF("sure", "1")), 303);
    fixture_at("2026-12-01T09:00");
    EXPECT_EQUAL(send(&dora, "/office/renewals/982/remind", FORM_OF("sure", "1")), 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/renewals/982", NULL).body, "Reminded");
    EXPECT_HAS(visit(&ann, "GET", "/package", NULL).body, "Order Learning package 2027/28");
    EXPECT_EQUAL(send(&ann, "/package/982/order", FORM_OF("pence", "108000", "purchase_order", "")), 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/renewals/982", NULL).body, "1 of 2 subscribers have ordered by now");
    EXPECT_EQUAL(send(&dora, "/office/renewals/982/confirm", FORM_OF("sure", "1")), 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/renewals/982", NULL).body, "Confirmed");
    EXPECT_HAS(visit(&ivo, "GET", "/office/renewals/982/schools.csv", NULL).body, "Beech Lane Primary School,900002,primary,180,1000.00,1000.00,Reminded");
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/renewals/981", NULL).status, 409);
    EXPECT_EQUAL(send(&dora, "/office/packages/982/follows", FORM_OF("follows", "0")), 409);
}
