/* Packages: made of a model, published as they are, and what a school reads of them. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/prices/package_offer.h"
#include "tests/fixture.h"

enum { STUDY = 971, RULE = 972 };

/* A study whose model A is £5 a pupil, at least £1,000, for primary schools; a tenth less for ordering by the end of February. */
static void model_lay(void)
{
    fixture_run("INSERT INTO price_study (id, name, made_at) VALUES (971, 'Prices for 2027/28', 0)");
    fixture_run("INSERT INTO price_rule (id, name, part_year, early_percent, early_by, made_at) VALUES (972, 'By the pupil', 'months', 10, '2027-02-28', 0)");
    fixture_run("INSERT INTO price_rule_line (rule_id, position, phase, per_pupil_pence, floor_pence) VALUES (972, 1, 'primary', 500, 100000)");
    fixture_run("INSERT INTO price_study_model (study_id, position, rule_id) VALUES (971, 1, 972)");
}

#define PACKAGE(...) FORM_OF("name", "Primary package 2027/28", "starts_on", "2027-04-01", "words", "For everybody.", __VA_ARGS__)
static Visit make(const char *const *form) { return visit(&dora, "POST", "/office/laboratory/971/models/1/package", form); }
static const char *page(const char *rest) { return text(test_cx(), "/office/packages/%ld%s", (long)fixture_number("SELECT MAX(id) FROM package"), rest); }

static void publish(void)
{
    model_lay();
    EXPECT_EQUAL(make(PACKAGE("places", "40", "visits", "2", "governors", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", page("/publish"), FORM_OF("sure", "1")).status, 303);
}

TEST("a model is made a draft of a package, and no school sees it before it is published")
{
    model_lay();
    EXPECT_EQUAL(make(PACKAGE("places", "40", "visits", "2", "governors", "1")).status, 303);
    const char *draft = visit(&ivo, "GET", page(""), NULL).body;
    EXPECT_HAS(draft, "Primary £5 a pupil, at least £1,000");
    EXPECT_HAS(draft, "40 places at courses and events");
    EXPECT_HAS(draft, "Governor training, without a limit");
    EXPECT_LACKS(draft, "/publish");
    EXPECT_HAS(visit(&dora, "GET", page("/publish"), NULL).body, "Publish the package");
    fixture_run("UPDATE post SET role = 'headteacher' WHERE person_id = 101");
    EXPECT_HAS(visit(&ann, "GET", "/package", NULL).body, "No package can be ordered now");
}

TEST("a school reads each package that is for it, at its own price and with the reason, and nobody else’s")
{
    publish();
    fixture_run("UPDATE post SET role = 'headteacher' WHERE person_id = 101");
    const char *alder = visit(&ann, "GET", "/package", NULL).body;
    EXPECT_HAS(alder, "Primary package 2027/28");
    EXPECT_HAS(alder, "£1,080");                                        /* 240 pupils, a tenth less */
    EXPECT_HAS(alder, "240 pupils at £5, at least £1,000; 10% less for ordering by 28 February 2027");
    EXPECT_HAS(alder, "2 visits of an adviser");
    EXPECT_HAS(visit(&noor, "GET", "/package", NULL).body, "No package can be ordered now");      /* a secondary school */
    EXPECT_EQUAL(visit(&ben, "GET", "/package", NULL).status, 403);
    Offer *offers;
    size_t count;
    fixture_at("2027-03-01T09:00");
    EXPECT_OK(package_offers(as(&ann), ALDER, &offers, &count));
    EXPECT_EQUAL(offers[0].priced.pence, 120000);
    fixture_at("2027-09-10T09:00");
    EXPECT_OK(package_offers(as(&ann), ALDER, &offers, &count));
    EXPECT_EQUAL(offers[0].priced.pence, 70000);                        /* seven months of it are left */
}

TEST("a package closed, or past its last day to order, is offered to nobody any more")
{
    Offer *offers;
    size_t count;
    publish();
    EXPECT_OK(package_offers(as(&ann), ALDER, &offers, &count));
    EXPECT_EQUAL(count, 1);
    fixture_run("UPDATE package SET order_by = '2026-11-24'");
    EXPECT_OK(package_offers(as(&ann), ALDER, &offers, &count));
    EXPECT_EQUAL(count, 1);
    fixture_run("UPDATE package SET order_by = '2026-11-23'");
    EXPECT_OK(package_offers(as(&ann), ALDER, &offers, &count));
    EXPECT_EQUAL(count, 0);
    fixture_run("UPDATE package SET order_by = NULL");
    EXPECT_EQUAL(visit(&dora, "POST", page("/close"), FORM_OF("sure", "1")).status, 303);
    EXPECT_OK(package_offers(as(&ann), ALDER, &offers, &count));
    EXPECT_EQUAL(count, 0);
    EXPECT_OK(package_offers(as(&dora), OFFICE, &offers, &count));
    EXPECT_EQUAL(count, 0);
}

TEST("what is published stays as it was read: it is not changed, not removed, not published again")
{
    publish();
    Visit changed = visit(&dora, "POST", page("/change"), PACKAGE("places", "10"));
    EXPECT_EQUAL(changed.status, 409);
    EXPECT_HAS(changed.body, "Primary package 2027/28 is published, so it stays as it is");
    EXPECT_EQUAL(visit(&dora, "POST", page("/remove"), FORM_OF("sure", "1")).status, 409);
    EXPECT_EQUAL(visit(&dora, "POST", page("/publish"), FORM_OF("sure", "1")).status, 409);
    EXPECT_EQUAL(fixture_number("SELECT amount FROM package_item WHERE kind = 'places' AND course_kind = ''"), 40);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/laboratory/971/models/1", FORM_OF("name", "By the pupil", "rows", "1", "part_year", "months", "per_pupil_1", "9")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", page(""), NULL).body, "Primary £5 a pupil");
}

TEST("a draft is changed and removed, and what its form cannot use is said with what was typed kept")
{
    model_lay();
    Visit refused = make(PACKAGE("places", "forty", "percent", "120", "order_by-day", "1", "order_by-month", "5", "order_by-year", "2028"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter how many places it includes as a whole number");
    EXPECT_HAS(refused.body, "Enter whole per cent from 1 to 100");
    EXPECT_HAS(refused.body, "The last day to order cannot be after the package’s year");
    EXPECT_HAS(refused.body, "value=\"forty\"");
    EXPECT_HAS(make(PACKAGE("words", "")).body, "Say at least one thing that the package includes");
    EXPECT_EQUAL(make(PACKAGE("all_places", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", page("/change"), PACKAGE("places", "10")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT amount FROM package_item"), 10);
    EXPECT_EQUAL(visit(&dora, "POST", page("/remove"), FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT (SELECT COUNT(*) FROM package) + (SELECT COUNT(*) FROM package_item)"), 0);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM price_rule"), 1);       /* the model is still made of it */
}

TEST("the years to choose from are April’s and September’s of this year and the next, in any month")
{
    PackageYear years[PACKAGE_YEARS];
    package_years(as(&dora), years);
    EXPECT_SAME(years[0].starts_on, "2026-04-01");
    EXPECT_SAME(years[1].ends_on, "2027-08-31");
    EXPECT_SAME(years[2].starts_on, "2027-04-01");
    EXPECT_SAME(years[2].ends_on, "2028-03-31");
    fixture_at("2027-03-31T09:00");
    package_years(as(&dora), years);
    EXPECT_SAME(years[0].starts_on, "2026-04-01");
}
