/* Budgets: set by the finance officer, beside what was spent and is committed, and seen by whoever holds them alone. */
#include "platform/base/text.h"
#include "rooms/money/budgets/centre_budget.h"
#include "tests/fixture_money.h"

enum { CENTRE_EARLY = 801, CENTRE_OTHER = 802 };

/* Hana's department has a cost centre, another has one of nobody's; her head of service is Hal. */
static const Somebody hal = { 118, "Hal Ives", "hal@early.example" };

static void centres_lay(void)
{
    rex_lay();
    fixture_run("INSERT INTO cost_centre (id, code, name, organisation_id) VALUES (801, 'EY40', 'Early Years', 15), (802, 'ART1', 'Arts', NULL)");
    fixture_run("INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at) VALUES (118, 'Hal Ives', 'hal ives', 'hal', 'hal@early.example', 'hal@early.example', 1790000000, 1790000000)");
    fixture_run("INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) VALUES (298, 118, 15, 'budget holder', '', '2024-09-01', 1790000000)");
    EXPECT_OK(note_by_rex((NoteDraft){ .on = "2026-10-02", .from = BANK, .to = VENUES, .amount = "120", .cost_centre_id = CENTRE_EARLY, .words = "A hall for Hal" }, NULL));
    EXPECT_OK(note_by_rex((NoteDraft){ .on = "2026-10-03", .from = GRANTS, .to = BANK, .amount = "900", .cost_centre_id = CENTRE_EARLY, .words = "A grant" }, NULL));
    EXPECT_OK(note_by_rex((NoteDraft){ .on = "2026-03-02", .from = BANK, .to = VENUES, .amount = "77", .cost_centre_id = CENTRE_EARLY, .words = "Last year" }, NULL));
    EXPECT_OK(note_by_rex((NoteDraft){ .on = "2026-10-02", .from = BANK, .to = VENUES, .amount = "55", .cost_centre_id = CENTRE_OTHER, .words = "A stage" }, NULL));
}

#define SET(cost, income) FORM_OF("of", "2026", "cost-801", cost, "income-801", income)

TEST("a budget is what is set less what is spent and what events to come are to cost")
{
    Budget b = {0};
    centres_lay();
    fixture_run("INSERT INTO event_cost (event_id, position, kind, words, pence, fund_id, added_by, added_at) VALUES (2, 1, 'materials', 'Copies', 1250, 1, 104, 1790000000)");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/budget/set", SET("1,000", "900")).status, 303);
    EXPECT_OK(budget_find(as(&ivo), 2026, CENTRE_EARLY, &b));
    EXPECT_EQUAL(b.cost_pence, 100000);
    EXPECT_EQUAL(b.spent_pence, 12000);
    EXPECT_EQUAL(b.came_in_pence, 90000);
    const char *page = visit(&ivo, "GET", "/office/budget/801", NULL).body;
    EXPECT_HAS(page, "£12.50");
    EXPECT_HAS(page, "by 1 event to come");
    EXPECT_HAS(page, "£867.50");
    EXPECT_HAS(page, "of £900.00 budgeted");
    EXPECT_LACKS(page, "Last year");
    EXPECT_HAS(visit(&ivo, "GET", "/office/budget/801?of=2025", NULL).body, "Last year");
    EXPECT_HAS(visit(&ivo, "GET", "/office/budget.csv", NULL).body, "Early Years,EY40,1000.00,120.00,12.50,867.50,900.00,900.00");
}

TEST("whoever holds a budget sees their own cost centre, and no other, nor the ledger")
{
    centres_lay();
    const char *page = visit(&hal, "GET", "/office/budget", NULL).body;
    EXPECT_HAS(page, "A hall for Hal");
    EXPECT_LACKS(page, "A stage");
    EXPECT_EQUAL(visit(&hal, "GET", "/office/budget/801", NULL).status, 200);
    EXPECT_EQUAL(visit(&hal, "GET", "/office/budget/802", NULL).status, 404);
    EXPECT_EQUAL(visit(&hal, "GET", "/office/budget/802/rows.csv", NULL).status, 404);
    EXPECT_EQUAL(visit(&hal, "GET", "/office/budget/1", NULL).status, 404);
    EXPECT_LACKS(visit(&hal, "GET", "/office/budget.csv", NULL).body, "Arts");
    EXPECT_EQUAL(visit(&hal, "GET", "/office/ledger", NULL).status, 403);
    EXPECT_EQUAL(visit(&hal, "POST", "/office/budget/set", SET("1", "1")).status, 403);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/budget", NULL).status, 403);      /* an officer plans events and holds no budget */
    EXPECT_EQUAL(visit(&noor, "GET", "/office/budget", NULL).status, 403);
    fixture_run("UPDATE post SET ends_on = '2026-11-01' WHERE id = 298");
    EXPECT_EQUAL(visit(&hal, "GET", "/office/budget", NULL).status, 403);
}

TEST("a budget typed wrongly is refused in words, with what was typed kept, and is set by the finance officer alone")
{
    centres_lay();
    Visit refused = visit(&rex, "POST", "/office/budget/set", SET("1,00", "-5"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter the sum in pounds");
    EXPECT_HAS(refused.body, "value=\"1,00\"");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM budget"), 0);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/budget/set", SET("1", "1")).status, 403);
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/budget/set", SET("1", "1")).status, 403);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/budget/set", FORM_OF("of", "2026", "cost-999", "5")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM budget"), 0);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/budget/set", SET("100", "")).status, 303);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/budget/set", SET("150.50", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT cost_pence FROM budget WHERE cost_centre_id = 801 AND year = 2026"), 15050);
    EXPECT_HAS(visit(&hal, "GET", "/office/budget", NULL).body, "£30.50");
}
