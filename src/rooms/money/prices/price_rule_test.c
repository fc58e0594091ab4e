#include "rooms/money/prices/price_rule.h"
#include "tests/test.h"

#define RULE(...) (PriceRule){ .name = "", .part_year = "months", .early_by = "", .lines = (const PriceLine[]){ __VA_ARGS__ }, .count = COUNT(((const PriceLine[]){ __VA_ARGS__ })) }
#define ANY .phase = "", .sector = ""

static PricedSchool primary(int64_t roll) { return (PricedSchool){ "primary", "maintained", roll }; }

static int64_t pays(const PriceRule *rule, PricedSchool school)
{
    Priced priced = price_rule_year(rule, &school);
    EXPECT_EQUAL(priced.how, PRICED);
    return priced.pence;
}

/* In the year from 1 April 2026, from a day, ordered on a day. */
static Priced pays_from(const PriceRule *rule, int64_t roll, const char *from, const char *ordered_on)
{
    PricedSchool school = primary(roll);
    return price_rule_for(test_cx(), rule, &school, "2026-04-01", "2027-03-31", from, ordered_on);
}

TEST("a price for each pupil with a floor is the larger of the two, and a ceiling the lesser")
{
    PriceRule rule = RULE({ ANY, .per_pupil_pence = 500, .floor_pence = 75000, .ceiling_pence = 200000 });
    EXPECT_EQUAL(pays(&rule, primary(58)), 75000);
    EXPECT_EQUAL(pays(&rule, primary(150)), 75000);
    EXPECT_EQUAL(pays(&rule, primary(151)), 75500);
    EXPECT_EQUAL(pays(&rule, primary(400)), 200000);
    EXPECT_EQUAL(pays(&rule, primary(401)), 200000);
    EXPECT_SAME(price_rule_words(test_cx(), &rule), "£5 a pupil, at least £750, at most £2,000");
}

TEST("a base and a little by the pupil are added up")
{
    PriceRule rule = RULE({ ANY, .flat_pence = 43900, .per_pupil_pence = 108 });
    EXPECT_EQUAL(pays(&rule, primary(0)), 43900);
    EXPECT_EQUAL(pays(&rule, primary(577)), 106216);
    EXPECT_SAME(price_rule_words(test_cx(), &rule), "£439 and £1.08 a pupil");
}

TEST("a band is the highest that the school reaches")
{
    PriceRule rule = RULE({ ANY, .from_roll = 200, .flat_pence = 125000 }, { ANY, .flat_pence = 70000 }, { ANY, .from_roll = 800, .flat_pence = 240000 });
    EXPECT_EQUAL(pays(&rule, primary(199)), 70000);
    EXPECT_EQUAL(pays(&rule, primary(200)), 125000);
    EXPECT_EQUAL(pays(&rule, primary(799)), 125000);
    EXPECT_EQUAL(pays(&rule, primary(800)), 240000);
    EXPECT_SAME(price_rule_words(test_cx(), &rule), "From 200 pupils £1,250; £700; from 800 pupils £2,400");
}

TEST("the line for its phase and sector goes before the one for all")
{
    PriceRule rule = RULE({ ANY, .flat_pence = 1 }, { .phase = "", .sector = "academy", .flat_pence = 2 }, { .phase = "primary", .sector = "", .flat_pence = 3 },
                          { .phase = "primary", .sector = "academy", .flat_pence = 4 });
    EXPECT_EQUAL(pays(&rule, (PricedSchool){ "secondary", "maintained", 900 }), 1);
    EXPECT_EQUAL(pays(&rule, (PricedSchool){ "secondary", "academy", 900 }), 2);
    EXPECT_EQUAL(pays(&rule, (PricedSchool){ "primary", "maintained", 900 }), 3);
    EXPECT_EQUAL(pays(&rule, (PricedSchool){ "primary", "academy", 900 }), 4);
}

TEST("a school that no line is for is offered nothing, and it is said")
{
    PriceRule rule = RULE({ .phase = "secondary", .sector = "", .flat_pence = 240000 });
    Priced none = pays_from(&rule, 240, "2026-04-01", "2026-03-01");
    EXPECT_EQUAL(none.how, PRICED_NO_LINE);
    EXPECT_EQUAL(none.pence, 0);
    EXPECT_HAS(none.why, "not for schools of this phase");
}

TEST("a school without a number of pupils has no price by the pupil or by a band, and a flat one all the same")
{
    PriceRule by_pupil = RULE({ ANY, .per_pupil_pence = 500, .floor_pence = 75000 });
    PriceRule by_band = RULE({ ANY, .flat_pence = 70000 }, { ANY, .from_roll = 200, .flat_pence = 125000 });
    PriceRule flat = RULE({ ANY, .flat_pence = 70000 }, { .phase = "secondary", .sector = "", .per_pupil_pence = 100 });
    EXPECT_EQUAL(pays_from(&by_pupil, -1, "2026-04-01", "2026-03-01").how, PRICED_NO_ROLL);
    EXPECT_EQUAL(pays_from(&by_band, -1, "2026-04-01", "2026-03-01").how, PRICED_NO_ROLL);
    EXPECT_EQUAL(pays(&flat, primary(-1)), 70000);
}

TEST("who joins in September pays seven twelfths, to the nearest penny and halves up, and the whole where the rule says so")
{
    PriceRule rule = RULE({ ANY, .flat_pence = 100000 });
    Priced part = pays_from(&rule, 240, "2026-09-10", "2026-09-09");
    EXPECT_EQUAL(part.full_pence, 100000);
    EXPECT_EQUAL(part.pence, 58333);
    EXPECT_SAME(part.why, "£1,000 for the year; 7 of 12 months");
    EXPECT_EQUAL(pays_from(&rule, 240, "2026-04-30", "2026-04-30").pence, 100000);
    EXPECT_EQUAL(pays_from(&rule, 240, "2027-03-31", "2027-03-31").pence, 8333);
    rule.lines = (const PriceLine[]){ { ANY, .flat_pence = 6 } };
    EXPECT_EQUAL(pays_from(&rule, 240, "2027-03-01", "2027-03-01").pence, 1);     /* half a penny */
    rule.part_year = "days";
    rule.lines = (const PriceLine[]){ { ANY, .flat_pence = 36500 } };
    EXPECT_EQUAL(pays_from(&rule, 240, "2026-09-01", "2026-09-01").pence, 21200);
    rule.part_year = "whole";
    EXPECT_EQUAL(pays_from(&rule, 240, "2026-09-01", "2026-09-01").pence, 36500);
}

TEST("ordered by the day it is a tenth less, after it not")
{
    PriceRule rule = RULE({ ANY, .per_pupil_pence = 500, .floor_pence = 75000 });
    rule.early_percent = 10, rule.early_by = "2026-02-28";
    Priced early = pays_from(&rule, 241, "2026-04-01", "2026-02-28");
    EXPECT_EQUAL(early.full_pence, 120500);
    EXPECT_EQUAL(early.pence, 108450);
    EXPECT_SAME(early.why, "241 pupils at £5, at least £750; 10% less for ordering by 28 February 2026");
    EXPECT_EQUAL(pays_from(&rule, 241, "2026-04-01", "2026-03-01").pence, 120500);
}

TEST("a rule by phase is said in words, and what is for all the rest is for others")
{
    PriceRule rule = RULE({ .phase = "primary", .sector = "", .flat_pence = 125000 }, { .phase = "secondary", .sector = "academy", .flat_pence = 240000 }, { ANY, .flat_pence = 70000 });
    EXPECT_SAME(price_rule_words(test_cx(), &rule), "Primary £1,250; secondary, academies £2,400; others £700");
}
