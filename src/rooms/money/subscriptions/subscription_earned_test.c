/* What subscriptions earn: a month's share each month that is over, once it is billed, and in the end all of it to the penny. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/money/ledger/ledger_list.h"
#include "rooms/money/subscriptions/subscription_earned.h"
#include "tests/fixture_bills.h"
#include "tests/fixture_subscription.h"

static int64_t earned(void)   { return fixture_number("SELECT CAST(COALESCE(SUM(pence), 0) AS BIGINT) FROM subscription_earned"); }
static int64_t deferred(void) { return fixture_number("SELECT CAST(COALESCE(SUM(CASE WHEN from_account = 13 THEN pence ELSE 0 END - CASE WHEN to_account = 13 THEN pence ELSE 0 END), 0) AS BIGINT) FROM posting_row"); }
static int64_t income(void)   { return fixture_number("SELECT CAST(COALESCE(SUM(CASE WHEN from_account = 21 THEN pence ELSE 0 END - CASE WHEN to_account = 21 THEN pence ELSE 0 END), 0) AS BIGINT) FROM posting_row"); }

/* The jobs of the first day of a month. */
static void month_begins(const char *month) { hourly_at(text(test_cx(), "%s-01T09:00", month)); }

TEST("nothing is earned before it is billed; then what the months so far should have earned is caught up, and twelve months sum to the price to the penny")
{
    static const char *const months[] = { "2027-01", "2027-02", "2027-03" };
    packages_lay();
    int64_t beech = subscribed(BEECH, THIS_YEAR);                             /* £1,000 from April: £83.33⅓ a month */
    month_begins("2026-12");
    EXPECT_EQUAL(earned(), 0);
    item_invoiced("subscription", beech);
    month_begins("2027-01");
    EXPECT_EQUAL(earned(), 75000);                                            /* nine of twelve months */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'subscriptions.earned' AND subject_id = 202612 AND on_date = '2026-12-31'"), 1);
    EXPECT_EQUAL(deferred(), 25000);
    for (size_t i = 1; i < COUNT(months); i++) month_begins(months[i]);
    EXPECT_EQUAL(earned(), 91667);
    month_begins("2027-04");
    EXPECT_EQUAL(earned(), 100000);
    EXPECT_EQUAL(income(), 100000);
    EXPECT_EQUAL(deferred(), 0);
    month_begins("2027-05");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'subscriptions.earned'"), 4);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("a month is posted once, also after the job was away for some, and one that is closed is left for the next")
{
    packages_lay();
    rex_lay();
    int64_t cedar = subscribed(CEDAR, THIS_YEAR), beech;
    item_invoiced("subscription", cedar);
    month_begins("2027-02");                                                  /* two months at once, each on its own day */
    EXPECT_EQUAL(fixture_number("SELECT pence FROM subscription_earned WHERE month = '2026-11'"), 160000);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM subscription_earned WHERE month = '2026-12'"), 20000);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM subscription_earned WHERE month = '2027-01'"), 20000);
    beech = subscribed(BEECH, THIS_YEAR);
    item_invoiced("subscription", beech);
    fixture_at("2027-03-01T09:00");
    EXPECT_OK(close_by_rex("2027-02"));                                       /* closed before the job has run */
    hourly_at("2027-03-01T10:00");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM subscription_earned WHERE month = '2027-02'"), 0);
    month_begins("2027-04");
    EXPECT_EQUAL(earned(), 340000);
    hourly_at("2027-04-01T10:00");
    EXPECT_EQUAL(earned(), 340000);
    EXPECT_OK(money_check(as(&nobody)));
}

static Error *cancel_act(Ctx *cx, void *id) { return subscription_cancel(cx, *(int64_t *)id, &(SubscriptionEnd){ "2027-01-15", "days", "The school closes" }); }

TEST("of one that ends before its time just what is kept of its price is earned")
{
    packages_lay();
    int64_t beech = subscribed(BEECH, THIS_YEAR);
    item_invoiced("subscription", beech);
    month_begins("2026-12");
    EXPECT_EQUAL(earned(), 66667);
    EXPECT_OK(write_as(&dora, cancel_act, &beech));
    item_invoiced("subscription.rest", beech);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE kind = 'subscription.rest'"), -20548);      /* 75 of 365 days */
    month_begins("2027-02");
    EXPECT_EQUAL(earned(), 79452);
    EXPECT_EQUAL(deferred(), 0);
    EXPECT_EQUAL(income(), 79452);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("one that is cancelled before it was billed is billed for what is kept of it, and no invoice of another year is credited")
{
    Issued issued;
    packages_lay();
    owed((Owed){ .subject = 1, .organisation = CEDAR, .pence = 230000, .supply = "subscription", .account = 13 });
    billed(CEDAR);
    int64_t cedar = subscribed(CEDAR, THIS_YEAR);
    EXPECT_OK(write_as(&dora, cancel_act, &cedar));
    EXPECT_OK(bill_by(&dora, CEDAR, &issued));
    EXPECT_EQUAL(issued.credit_notes, 0);
    EXPECT_EQUAL(issued.invoices, 1);
    EXPECT_EQUAL(issued.pence, 240000 - 49315);                               /* 75 of 365 days */
    fixture_at("2027-04-01T09:00");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what was credited of its invoice by hand is not earned: not what is to come, nor what was earned of it already")
{
    int64_t invoice, note;
    packages_lay();
    subscribed(CEDAR, THIS_YEAR);                                             /* £2,400 */
    invoice = billed(CEDAR);
    month_begins("2026-12");
    EXPECT_EQUAL(earned(), 160000);
    EXPECT_OK(credit_by(&dora, invoice, (CreditDraft){ .amounts = (const char *const[]){ "600" }, .why = "As was agreed" }, &note));
    month_begins("2027-01");
    EXPECT_EQUAL(earned(), 135000);                                           /* nine twelfths of £1,800 */
    EXPECT_EQUAL(deferred(), 45000);
    month_begins("2027-04");
    EXPECT_EQUAL(earned(), 180000);
    EXPECT_EQUAL(income(), 180000);
    EXPECT_EQUAL(deferred(), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what a refused recharge had earned is taken back, and earned again once it is billed")
{
    packages_lay();
    int64_t beech = subscribed(BEECH, THIS_YEAR);
    item_invoiced("subscription", beech);
    month_begins("2026-12");
    EXPECT_EQUAL(earned(), 66667);
    fixture_run("UPDATE bill_item SET state = 'waiting', billed_by = '', billed_id = NULL");
    month_begins("2027-01");
    EXPECT_EQUAL(earned(), 0);
    EXPECT_EQUAL(income(), 0);
    item_invoiced("subscription", beech);
    month_begins("2027-02");
    EXPECT_EQUAL(earned(), 83333);
}

TEST("the check finds what is earned and not in the ledger, a price that is not billed, and a subscriber that is no member")
{
    packages_lay();
    int64_t beech = subscribed(BEECH, THIS_YEAR);
    EXPECT_OK(money_check(as(&nobody)));
    fixture_run("UPDATE membership SET ends_on = '2026-10-31' WHERE organisation_id = 12");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "its school is no member");
    fixture_run("UPDATE membership SET ends_on = '2027-03-31' WHERE organisation_id = 12");
    fixture_run("UPDATE subscription SET pence = 90000");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "costs 90000p, and 100000p is billed for it");
    fixture_run("UPDATE subscription SET pence = 100000");
    item_invoiced("subscription", beech);
    fixture_run("INSERT INTO subscription_earned (bill_item_id, month, pence) SELECT id, '2026-11', 100 FROM bill_item");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "In 2026-11 subscriptions earned 100p, and the ledger has 0p");
    fixture_run("UPDATE subscription_earned SET pence = 100001");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "100001p is earned, and it is of 100000p");
}
