/* The forecast: each line by its own assumption, the low and the high one about it, what just pays the year, and what is kept of it. */
#include "platform/base/text.h"
#include "rooms/money/budgets/break_even.h"
#include "rooms/money/budgets/forecast.h"
#include "tests/fixture_subscription.h"

static const char *query_part(const void *from, const char *name) { return same(name, "renewal") ? (const char *)from : ""; }

/* Twenty schools subscribe: 15 primary at £1,000, 5 secondary at £2,000. */
static ForecastBase twenty(void)
{
    static ForecastAccount accounts[] = {
        { ACCOUNT_SUBSCRIPTIONS, 2500000, "income", "Subscriptions" }, { ACCOUNT_PLACES, 400000, "income", "Places and events" }, { ACCOUNT_GRANTS, 1000000, "income", "Grants" },
        { ACCOUNT_JOINT, 777777, "income", "Joint purchases" }, { ACCOUNT_FACILITATORS, 2000000, "cost", "Facilitators" }, { ACCOUNT_JOINT_BOUGHT, 777777, "cost", "Joint purchases bought" },
    };
    return (ForecastBase){ .from_month = "2025-11", .to_month = "2026-10", .accounts = accounts, .account_count = COUNT(accounts), .phases = { { 15, 1500000 }, { 5, 1000000 } }, .schools = 20, .pence = 2500000, .ended = 20,
        .renewed = 18 };
}

static void expect_line(const Forecast *f, size_t at, int64_t low, int64_t middle, int64_t high)
{
    EXPECT_EQUAL(f->lines[at].low, low);
    EXPECT_EQUAL(f->lines[at].middle, middle);
    EXPECT_EQUAL(f->lines[at].high, high);
}

TEST("each source and each cost takes its own change, and the low and the high one take them all worse and better")
{
    const ForecastBase base = twenty();
    Forecast f = {0};
    Assumptions a = forecast_usual(&base);
    EXPECT_EQUAL(a.of[ASSUME_RENEWAL], 90);                                   /* as it was */
    a.of[ASSUME_PRICE] = 10, a.of[ASSUME_NEW + 1] = 4, a.of[ASSUME_NEW + 2] = 1, a.of[ASSUME_SALES] = -20, a.of[ASSUME_GRANTS] = -50, a.of[ASSUME_COSTS] = 4, a.of[ASSUME_SPREAD] = 10;
    forecast_reckon(test_cx(), &base, &a, &f);
    EXPECT_EQUAL((int64_t)f.count, 5);                                        /* joint purchases pay for themselves */
    expect_line(&f, 0, 2200000, 2475000, 2750000);                            /* 80, 90 and 100 of each 100, 10% dearer */
    expect_line(&f, 1, 440000 + 137500, 880000 + 137500, 1320000 + 137500);   /* 2, 4, 6 secondary schools at £2,200; one special at the average of all */
    expect_line(&f, 2, 240000, 320000, 400000);                               /* 20% less, and 20 points about it */
    expect_line(&f, 3, 400000, 500000, 600000);
    expect_line(&f, 4, 2180000, 2080000, 1980000);                            /* costs half as far */
    EXPECT_EQUAL(f.base.income - f.base.cost, 1900000);
    EXPECT_EQUAL(f.middle.income - f.middle.cost, 2475000 + 1017500 + 320000 + 500000 - 2080000);
    EXPECT(f.low.income - f.low.cost < f.middle.income - f.middle.cost && f.middle.income - f.middle.cost < f.high.income - f.high.cost);
}

TEST("without doubt the three are one, and nothing becomes less than nothing")
{
    const ForecastBase base = twenty();
    Forecast f = {0};
    Assumptions a = forecast_usual(&base);
    a.of[ASSUME_SPREAD] = 0, a.of[ASSUME_NEW] = 3;
    forecast_reckon(test_cx(), &base, &a, &f);
    EXPECT_EQUAL(f.low.income - f.low.cost, f.high.income - f.high.cost);
    a.of[ASSUME_GRANTS] = -100, a.of[ASSUME_SPREAD] = 30, a.of[ASSUME_RENEWAL] = 10;
    forecast_reckon(test_cx(), &base, &a, &f);
    expect_line(&f, 3, 0, 0, 300000);
    EXPECT_EQUAL(f.lines[0].low, 0);
}

TEST("what just pays the year is rounded so that it does, and a penny or a school less would not")
{
    const ForecastBase base = twenty();
    Forecast f = {0};
    Assumptions a = forecast_usual(&base);
    a.of[ASSUME_COSTS] = 50;
    forecast_reckon(test_cx(), &base, &a, &f);
    EXPECT_EQUAL(f.schools, 18);
    EXPECT_EQUAL(f.average_pence, 125000);
    EXPECT_EQUAL(f.even_pence, 88889);                  /* £16,000 are to be paid by 18 schools */
    EXPECT_EQUAL(f.even_schools, 13);
    EXPECT(f.even_pence * 18 >= 1600000 && (f.even_pence - 1) * 18 < 1600000);
    EXPECT_EQUAL(break_even_price(0, 18), 0);
    EXPECT_EQUAL(break_even_price(100, 0), 0);
    EXPECT_EQUAL(break_even_people(53000, 6000), 9);
    EXPECT_EQUAL(break_even_people(54000, 6000), 9);
    EXPECT_EQUAL(break_even_people(54001, 6000), 10);
}

TEST("what is typed wrongly is refused in words with the range, and left out it is the usual")
{
    const ForecastBase base = twenty();
    static const char *const wrong[] = { "101", "-1", "9,0", "ninety", "90.5", "1e1", "90%" };
    Assumptions a;
    for (size_t i = 0; i < COUNT(wrong); i++) EXPECT_REFUSED(assumptions_parse(test_cx(), &base, query_part, wrong[i], &a), INVALID, "How many subscriptions renew: enter a whole number from 0 to 100");
    EXPECT_OK(assumptions_parse(test_cx(), &base, query_part, "", &a));
    EXPECT_EQUAL(a.of[ASSUME_RENEWAL], 90);
    EXPECT_OK(assumptions_parse(test_cx(), &base, query_part, " 75 ", &a));
    EXPECT_HAS(assumptions_words(test_cx(), &a), "75% renew; costs up 3%");
    EXPECT_HAS(assumptions_query(test_cx(), &a), "renewal=75&price=0&new-primary=0");
}

static void a_year(void)
{
    rex_lay();
    packages_lay();
    noted("2025-12-01", SUBSCRIPTIONS, BANK, "3,600");
    noted("2026-10-31", GRANTS, BANK, "1,000");
    noted("2026-11-02", GRANTS, BANK, "99");             /* this month is not over */
    noted("2026-03-02", BANK, FACILITATORS, "2,000");
}

TEST("it begins with the twelve months that are over and with who subscribes, and works without script")
{
    ForecastBase base = {0};
    a_year();
    (void)subscribed(ALDER, THIS_YEAR);
    (void)subscribed(CEDAR, THIS_YEAR);
    EXPECT_OK(forecast_base(as(&ivo), &base));
    EXPECT_SAME(base.from_month, "2025-11");
    EXPECT_SAME(base.to_month, "2026-10");
    EXPECT_EQUAL(base.phases[0].schools, 1);
    EXPECT_EQUAL(base.phases[1].schools, 1);
    EXPECT_EQUAL((int64_t)base.account_count, 3);
    const char *page = visit(&ivo, "GET", "/office/forecast?renewal=50&price=10&costs=0&spread=0", NULL).body;
    EXPECT_HAS(page, "50% renew; price up 10%");
    EXPECT_HAS(page, "£1,980.00");                       /* half of £3,600, a tenth more */
    EXPECT_HAS(page, "£980.00</b> in the middle");
    EXPECT_HAS(page, "value=\"50\" data-ly-least=\"0\" data-ly-most=\"100\"");
    EXPECT_LACKS(page, "Save the forecast");             /* the auditor saves nothing */
    EXPECT_HAS(visit(&ivo, "GET", "/office/forecast?renewal=500", NULL).body, "enter a whole number from 0 to 100");
    EXPECT_HAS(visit(&ivo, "GET", "/office/forecast?renewal=500", NULL).body, "value=\"500\"");
    EXPECT_HAS(visit(&rex, "GET", "/office/forecast.csv?renewal=50&price=10&spread=0", NULL).body, "income,Subscriptions that renew,3600.00,1980.00,1980.00,1980.00");
    EXPECT_EQUAL(visit(&noor, "GET", "/office/forecast", NULL).status, 403);
}

#define AS_TYPED(name_, renewal_) FORM_OF("name", name_, "renewal", renewal_, "price", "10", "costs", "0", "spread", "0")

TEST("a forecast is kept as it was worked out, stands beside others, and is removed once that is confirmed")
{
    a_year();
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/forecast/save", AS_TYPED("Half", "50")).status, 403);
    Visit refused = visit(&rex, "POST", "/office/forecast/save", AS_TYPED(" ", "50"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter a name");
    EXPECT_HAS(refused.body, "value=\"50\"");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/forecast/save", AS_TYPED("Half", "500")).status, 422);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/forecast/save", AS_TYPED("Half", "50")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/forecast/save", AS_TYPED("All of them", "100")).status, 303);
    noted("2026-10-30", GRANTS, BANK, "5,000");          /* found later: what was kept stays */
    const char *page = visit(&ivo, "GET", "/office/forecast/saved", NULL).body, *half = text(test_cx(), "/office/forecast/%ld", (long)fixture_number("SELECT id FROM forecast WHERE name = 'Half'"));
    EXPECT_HAS(page, "£980.00");
    EXPECT_HAS(page, "£2,960.00");
    EXPECT_HAS(visit(&ivo, "GET", half, NULL).body, "£1,980.00");
    EXPECT_HAS(visit(&ivo, "GET", half, NULL).body, "/office/forecast?renewal=50&amp;price=10");
    EXPECT_HAS(visit(&ivo, "GET", "/office/forecast/saved.csv", NULL).body, "Half,2026-11-24,Rex Calloway,50% renew; price up 10%,980.00,980.00,980.00");
    EXPECT_EQUAL(visit(&ivo, "POST", text(test_cx(), "%s/remove", half), FORM_OF("", "")).status, 403);
    EXPECT_EQUAL(visit(&rex, "POST", text(test_cx(), "%s/remove", half), FORM_OF("", "")).status, 303);
    EXPECT_EQUAL(visit(&rex, "GET", half, NULL).status, 404);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM forecast"), 1);
}
