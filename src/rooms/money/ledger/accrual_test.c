/* Cut-off: income counts when it is earned, whenever it is invoiced, and a year's close is right to the penny. */
#include "platform/base/text.h"
#include "rooms/money/ledger/accrual.h"
#include "rooms/money/ledger/ledger_close.h"
#include "rooms/money/ledger/ledger_list.h"
#include "tests/fixture_bills.h"

enum { EARNED = ACCOUNT_EARNED, AHEAD = ACCOUNT_INVOICED_AHEAD };

static int64_t income_of(const char *from, const char *to)
{
    AccountSum *sums;
    size_t n;
    int64_t pence = 0;
    EXPECT_OK(ledger_sums(as(&ivo), &(LedgerFilter){ .from = from, .to = to, .before = from }, &sums, &n));
    for (size_t i = 0; i < n; i++)
        if (same(sums[i].kind, "income")) pence += sums[i].pence;
    return pence;
}

static int64_t held(int64_t account, const char *to)
{
    AccountSum sum = {0};
    EXPECT_OK(account_sum(as(&ivo), account, &(LedgerFilter){ .from = to, .to = to, .before = to }, &sum));
    return sum.pence;
}

TEST("a year is closed with what was earned in it, whenever it was invoiced, and each penny counts in one year")
{
    rex_lay();
    fixture_at("2027-02-28T09:00");
    owed((Owed){ .subject = 3, .organisation = CEDAR, .pence = 4000, .on = "2027-02-10" });          /* of the year, and invoiced in it */
    (void)billed(CEDAR);
    fixture_at("2027-03-15T09:00");
    owed((Owed){ .subject = 4, .organisation = CEDAR, .pence = 12000, .on = "2027-05-04" });         /* invoiced in March, earned in May */
    (void)billed(CEDAR);
    fixture_at("2027-04-06T09:00");
    owed((Owed){ .subject = 2, .organisation = CEDAR, .pence = 9501, .on = "2027-03-10" });          /* earned in March, invoiced in April */
    (void)billed(CEDAR);
    fixture_at("2027-04-20T09:00");
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 6000, .on = "2027-03-31" });          /* waits */
    owed((Owed){ .subject = 5, .organisation = CEDAR, .pence = 7000, .on = "2027-04-01" });          /* of the next year altogether */
    owed((Owed){ .subject = 6, .organisation = CEDAR, .pence = -1000, .on = "2027-03-05", .kind = "charge" });      /* to be credited */
    noted("2027-03-20", BANK, VENUES, "50");
    EXPECT_EQUAL(income_of("2026-04", "2027-03"), 4000 + 12000);
    const char *page = visit(&rex, "GET", "/office/ledger/close?month=2027-03", NULL).body;
    EXPECT_HAS(page, "£145.01 earned and not invoiced, £120.00 invoiced and not earned. It is taken back on 1 April 2027");
    EXPECT_HAS(page, "The financial year 2026/27 ends with it");
    EXPECT_HAS(page, "To look at before the year is closed");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/close", FORM_OF("month", "2027-03", "accrue", "1", "note", "")).status, 303);
    EXPECT_EQUAL(income_of("2026-04", "2027-03"), 4000 + 6000 + 9501 - 1000);
    EXPECT_EQUAL(held(EARNED, "2027-03"), 6000 + 9501 - 1000);
    EXPECT_EQUAL(held(AHEAD, "2027-03"), 12000);
    EXPECT_EQUAL(held(EARNED, "2027-04"), 0);
    EXPECT_EQUAL(held(AHEAD, "2027-04"), 0);
    (void)billed(CEDAR);
    EXPECT_EQUAL(income_of("2027-04", "2028-03"), 12000 + 7000);      /* what waited was of the year before, and so was what is credited now */
    EXPECT_EQUAL(income_of("2026-04", "2028-03"), 4000 + 12000 + 9501 + 6000 + 7000 - 1000);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("of a subscription that is not billed yet the months that are over are earned")
{
    rex_lay();
    fixture_at("2027-01-10T09:00");
    fixture_run("INSERT INTO price_rule (id, name, part_year, made_at, made_by) VALUES (972, 'One price', 'months', 1795000000, 104)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at, published_at) VALUES (973, 'Package', 972, '2026-09-01', '2027-08-31', 'published', 1795000000, 1795000000)");
    fixture_run("INSERT INTO subscription (id, organisation_id, package_id, state, starts_on, ends_on, pence, full_pence, price_why, quoted_at) VALUES (5, 13, 973, 'active', '2026-09-01', '2027-08-31', 100000, 100000, '', 1790000000)");
    owed((Owed){ .subject = 5, .organisation = CEDAR, .pence = 100000, .on = "2026-09-01", .account = ACCOUNT_DEFERRED, .kind = "subscription", .supply = "subscription" });
    Accruals accruals = {0};
    EXPECT_OK(accruals_find(as(&ivo), "2026-12", &accruals));
    EXPECT_EQUAL((int64_t)accruals.count, 1);
    EXPECT_EQUAL(accruals.earned_pence, 33333);
    EXPECT_EQUAL(accruals.list[0].account_id, SUBSCRIPTIONS);
    EXPECT_OK(accruals_find(as(&ivo), "2026-08", &accruals));
    EXPECT_EQUAL((int64_t)accruals.count, 0);
}

TEST("closing without it counts nothing, closing twice counts it once, and who does not keep the ledger counts nothing")
{
    rex_lay();
    fixture_at("2027-01-10T09:00");
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 6000, .on = "2026-11-30" });
    noted("2026-11-20", BANK, VENUES, "50");
    noted("2026-12-20", BANK, VENUES, "50");
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/ledger/close", FORM_OF("month", "2026-11", "accrue", "1", "note", "")).status, 403);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/close", FORM_OF("month", "2026-11", "note", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'accrual'"), 0);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/close", FORM_OF("month", "2026-11", "accrue", "1", "note", "")).status, 409);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/close", FORM_OF("month", "2027-01", "accrue", "1", "note", "")).status, 422);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/close", FORM_OF("month", "none", "accrue", "1", "note", "")).status, 422);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'accrual'"), 0);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/close", FORM_OF("month", "2026-12", "accrue", "1", "note", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'accrual' AND on_date = '2026-12-31'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'reversed' AND on_date = '2027-01-01'"), 1);
}
