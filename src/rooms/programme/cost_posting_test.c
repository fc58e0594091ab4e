/* What events cost goes into the ledger on their day, follows what is changed, and is paid once. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/cost_posting.h"
#include "tests/fixture_money.h"

#define ON(day, month) "on-day", day, "on-month", month, "on-year", "2026", "how", "bank"
enum { STAFF_TIME = 35 };

static Error *queue_act(Ctx *cx, void *nothing) { (void)nothing; return job_queue(cx, "costs.post", 0, cx->now, NULL); }

static void post_costs(void)
{
    EXPECT_OK(write_as(&nobody, queue_act, NULL));
    run_jobs();
}

static const char *first_unpaid(void) { return text(test_cx(), "%ld", (long)fixture_number("SELECT MIN(id) FROM event_cost_posted WHERE back_id IS NULL AND paid_id IS NULL")); }
static int64_t moved(int64_t account) { return fixture_number(text(test_cx(), "SELECT COALESCE(CAST(SUM(came_in - went_out) AS BIGINT), 0) FROM ledger_month WHERE account_id = %ld", (long)account)); }

static void cost(const char *kind, const char *amount, const char *fund)
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/costs/new", FORM_OF("kind", kind, "words", "", "amount", amount, "fund", fund)).status, 303);
}

/* PHONICS, on 10 December 2026: a room, staff time, and what fay is paid. */
static void costs_lay(void)
{
    rex_lay();
    cost("venue", "180", "4");
    cost("staff time", "42.50", "2");
    fixture_run("INSERT INTO facilitator_agreement (event_id, person_id, words, fee_pence, expenses_pence) VALUES (1, 106, 'Leads it', 35000, 4000)");
}

TEST("what an event costs is in the ledger from its day on, once, by kind and by the fund that pays")
{
    costs_lay();
    fixture_at("2026-12-09T20:00");
    post_costs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting"), 0);
    fixture_at("2026-12-10T07:00");
    post_costs();
    post_costs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'event.cost' AND on_date = '2026-12-10'"), 3);
    EXPECT_EQUAL(moved(VENUES), 18000);
    EXPECT_EQUAL(moved(STAFF_TIME), 4250);
    EXPECT_EQUAL(moved(FACILITATORS), 39000);
    EXPECT_EQUAL(moved(UNPAID), -61250);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting_row WHERE to_account = 32 AND fund_id = 4 AND cost_centre_id = 1"), 1);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/costs", NULL).body, "in the ledger, to pay");
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what is changed after the day is taken back and posted anew, and a cancelled event costs nothing")
{
    costs_lay();
    fixture_at("2026-12-10T12:00");
    post_costs();
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/costs/1/remove", FORM_OF("", "")).status, 303);
    cost("venue", "200", "4");
    fixture_run("UPDATE facilitator_agreement SET fee_pence = 36000 WHERE event_id = 1");
    fixture_at("2026-12-10T13:30");
    post_costs();
    EXPECT_EQUAL(moved(VENUES), 20000);
    EXPECT_EQUAL(moved(FACILITATORS), 40000);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE reverses IS NOT NULL"), 2);
    fixture_run("UPDATE event SET state = 'cancelled', cancelled_at = 1797000000 WHERE id = 1");
    fixture_at("2026-12-10T15:00");
    post_costs();
    EXPECT_EQUAL(moved(VENUES) + moved(FACILITATORS) + moved(STAFF_TIME) + moved(UNPAID), 0);
    EXPECT_EQUAL(moved(VENUES), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("into a month that is closed nothing goes: it counts on the first day that is open")
{
    costs_lay();
    fixture_at("2027-01-08T09:00");
    noted("2026-12-31", BANK, VENUES, "1");
    EXPECT_OK(close_by_rex("2026-12"));
    post_costs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting WHERE kind = 'event.cost' AND on_date = '2027-01-01'"), 3);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what a department's event costs is of its own cost centre once it has one, and what is archived stays")
{
    costs_lay();
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/centres/new", FORM_OF("name", "Early Years Service", "code", "EY40", "organisation", "15")).status, 303);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/centres/new", FORM_OF("name", "Early Years again", "code", "EY41", "organisation", "15")).status, 422);
    fixture_run("INSERT INTO event_cost (event_id, position, kind, words, pence, fund_id, added_by, added_at) VALUES (2, 1, 'materials', 'Copies', 500, 1, 104, 1790000000)");
    fixture_run("INSERT INTO event_cost (event_id, position, kind, words, pence, fund_id, added_by, added_at) VALUES (3, 1, 'materials', 'A draft', 700, 1, 104, 1790000000)");
    fixture_run("UPDATE event SET starts_on = '2026-12-01' WHERE id = 3");
    fixture_at("2026-12-16T09:00");
    post_costs();
    EXPECT_EQUAL(moved(34), 500);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event_cost_posted d JOIN cost_centre k ON k.id = d.cost_centre_id WHERE k.code = 'EY40' AND d.event_id = 2"), 1);
    fixture_run("UPDATE event SET state = 'archived' WHERE id = 2");
    fixture_at("2026-12-16T11:00");
    post_costs();
    EXPECT_EQUAL(moved(34), 500);
}

TEST("a cost is paid once, by the finance officer alone, on a day that was, and what is paid is changed no more")
{
    costs_lay();
    fixture_at("2026-12-11T09:00");
    post_costs();
    EXPECT_HAS(visit(&ivo, "GET", "/office/costs", NULL).body, "3 lines, £612.50");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/costs", NULL).body, "Mark as paid");
    EXPECT_HAS(visit(&rex, "GET", "/office/costs.csv", NULL).body, "Fay");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/costs/pay", FORM_OF("cost", first_unpaid(), ON("11", "12"))).status, 403);
    EXPECT_HAS(visit(&rex, "POST", "/office/costs/pay", FORM_OF(ON("11", "12"))).body, "Choose what was paid");
    EXPECT_HAS(visit(&rex, "POST", "/office/costs/pay", FORM_OF("cost", first_unpaid(), ON("12", "12"))).body, "The day must be today or earlier");
    const char *id = text(test_cx(), "%ld", (long)fixture_number("SELECT id FROM event_cost_posted WHERE position = 1"));
    EXPECT_EQUAL(visit(&rex, "POST", "/office/costs/pay", FORM_OF("cost", id, ON("11", "12"))).status, 303);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/costs/pay", FORM_OF("cost", id, ON("11", "12"))).status, 409);
    EXPECT_EQUAL(moved(UNPAID), -43250);
    EXPECT_EQUAL(moved(BANK), -18000);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/costs/1/remove", FORM_OF("", "")).status, 409);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/costs", NULL).body, "paid on Fri 11 Dec");
    fixture_run("UPDATE event SET state = 'cancelled', cancelled_at = 1797000000 WHERE id = 1");
    fixture_at("2026-12-11T11:00");
    post_costs();
    EXPECT_EQUAL(moved(VENUES), 18000);
    EXPECT_EQUAL(moved(UNPAID), 0);
    EXPECT_OK(money_check(as(&nobody)));
}

TEST("what an event cost before costs posted themselves is in the ledger by hand, and is not posted again")
{
    costs_lay();
    fixture_run("UPDATE event_cost_start SET from_on = '2026-12-11' WHERE id = 0");
    fixture_at("2026-12-12T12:00");
    post_costs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM posting"), 0);
}

TEST("what was posted by rule is not reversed by hand")
{
    costs_lay();
    fixture_at("2026-12-10T12:00");
    post_costs();
    EXPECT_REFUSED(reverse_by_rex(fixture_number("SELECT MIN(id) FROM posting"), "2026-12-10", NULL), CONFLICT, "posted by rule");
}
