/* The ledger: nothing in it is out of balance, changed or lost, and three kinds of year are views of the same rows. */
#include "platform/base/text.h"
#include "rooms/money/ledger/ledger_close.h"
#include "rooms/money/ledger/ledger_list.h"
#include "rooms/money/ledger/money_year.h"
#include "tests/fixture_money.h"

#define COUNT_OF(what) "SELECT count(*) FROM " what

static const char *posting_path(int64_t id) { return text(test_cx(), "/office/ledger/postings/%ld", (long)id); }

/* ---- posting ---- */

static Error *post_act(Ctx *cx, void *ids)
{
    const PostingRow rows[] = { { SUBSCRIPTIONS, OWED, 91000, COST_CENTRE_OWN, FUND_SUBSCRIPTIONS }, { PLACES, OWED, 6000, COST_CENTRE_OWN, 0 } };
    bool again;
    return ledger_post(cx, &(Posting){ .kind = "bill", .subject_id = 7, .on = "2026-11-20", .words = "A bill", .rows = rows, .count = 2 }, ids, &again);
}

TEST("what is posted twice counts once, and both ends of each row agree")
{
    int64_t first = 0, second = 0;
    AccountSum *sums;
    size_t n;
    rex_lay();
    EXPECT_OK(write_as(&nobody, post_act, &first));
    EXPECT_OK(write_as(&nobody, post_act, &second));
    EXPECT_EQUAL(second, first);
    EXPECT_EQUAL(fixture_number(COUNT_OF("posting_row")), 2);
    EXPECT_OK(ledger_sums(as(&ivo), &(LedgerFilter){ .from = "2026-04", .to = "2027-03", .before = "2025-04" }, &sums, &n));
    EXPECT_EQUAL((int64_t)n, 3);
    EXPECT_EQUAL(sums[0].pence, 97000);                                   /* owed us */
    EXPECT_EQUAL(sums[1].pence + sums[2].pence, 97000);                   /* earned */
}

SQL(test_posting_change, "UPDATE posting SET words = 'Another' WHERE id > 0");
SQL(test_posting_drop,   "DELETE FROM posting WHERE id > 0");
SQL(test_row_change,     "UPDATE posting_row SET pence = 1 WHERE position = 1");
SQL(test_row_drop,       "DELETE FROM posting_row WHERE position = 1");
SQL(test_row_more,       "INSERT INTO posting_row (posting_id, position, from_account, to_account, pence, month, cost_centre_id) SELECT id, 2, 21, 2, 100, month, 1 FROM posting");
SQL(test_closed_back,    "UPDATE ledger_closed SET through = '' WHERE id = 0");
SQL(test_closed_drop,    "DELETE FROM ledger_closed WHERE id = 0");
SQL(test_post_late,
    "INSERT INTO posting (id, kind, subject_id, on_date, month, words, rows, made_at) VALUES (5, 'late', 5, '2026-09-30', '2026-09', 'Late', 1, 1790000000)");

TEST("nothing posted is changed, removed or added to, by nobody, and a closed month stays closed")
{
    rex_lay();
    noted("2026-09-30", SUBSCRIPTIONS, BANK, "750");
    EXPECT_OK(close_by_rex("2026-09"));
    noted("2026-10-01", SUBSCRIPTIONS, BANK, "750");
    expect_never(&test_posting_change, "the ledger is never changed");
    expect_never(&test_posting_drop, "the ledger is never changed");
    expect_never(&test_row_change, "the ledger is never changed");
    expect_never(&test_row_drop, "the ledger is never changed");
    expect_never(&test_row_more, "not of an open posting");
    expect_never(&test_closed_back, "a closed month stays closed");
    expect_never(&test_closed_drop, "a closed month stays closed");
    expect_never(&test_post_late, "the month is closed");
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM posting_row"), 150000);
}

TEST("what is reversed is as if it had not been, once")
{
    int64_t id, back = 0;
    AccountSum *sums;
    size_t n;
    rex_lay();
    id = noted("2026-11-02", BANK, VENUES, "£1,180.50");
    EXPECT_REFUSED(reverse_by_rex(id, "2026-11-01", NULL), INVALID, "2 November 2026 or later, on which it was posted");
    EXPECT_OK(reverse_by_rex(id, "2026-11-03", &back));
    EXPECT_REFUSED(reverse_by_rex(id, "2026-11-03", NULL), CONFLICT, "reversed already");
    EXPECT_REFUSED(reverse_by_rex(back, "2026-11-03", NULL), CONFLICT, "noted anew");
    EXPECT_OK(ledger_sums(as(&ivo), &(LedgerFilter){ .from = "2026-04", .to = "2027-03", .before = "2025-04" }, &sums, &n));
    for (size_t i = 0; i < n; i++) EXPECT_EQUAL(sums[i].pence, 0);
    EXPECT_OK(money_check(as(&nobody)));
    EXPECT_HAS(visit(&rex, "GET", posting_path(id), NULL).body, "by another posting");
    EXPECT_HAS(visit(&rex, "GET", posting_path(back), NULL).body, "Takes back");
}

TEST("check finds rows that are missing, of another month, unlike what they take back, and what came after a month was closed")
{
    int64_t id;
    rex_lay();
    id = noted("2026-11-02", BANK, VENUES, "100");
    EXPECT_OK(money_check(as(&nobody)));
    fixture_run("INSERT INTO posting (id, kind, subject_id, on_date, month, words, rows, made_at) VALUES (5, 'x', 5, '2026-11-02', '2026-11', 'Half of it', 2, 1790000000)");
    fixture_run("INSERT INTO posting_row (posting_id, position, from_account, to_account, pence, month, cost_centre_id) VALUES (5, 1, 21, 2, 100, '2026-11', 1)");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "Posting 5 has 2 rows, and 1 are there");
    fixture_run(text(test_cx(), "INSERT INTO posting (id, kind, subject_id, on_date, month, words, rows, reverses, made_at) VALUES (6, 'y', 6, '2026-11-02', '2026-11', 'Back', 1, %ld, 1790000000)", (long)id));
    fixture_run("INSERT INTO posting_row (posting_id, position, from_account, to_account, pence, month, cost_centre_id) VALUES (6, 1, 32, 2, 9999, '2026-11', 1)");
    EXPECT_HAS(money_check(as(&nobody))->next->say, "is not its opposite");
    fixture_run("INSERT INTO period_close (month, closed_at, note) VALUES ('2026-11', 1700000000, '')");
    EXPECT_HAS(money_check(as(&nobody))->next->next->say, "after that month was closed");
}

TEST("the sums of each month are those of its rows, and check finds one that is not")
{
    rex_lay();
    noted("2026-11-02", BANK, VENUES, "100");
    noted("2026-11-03", BANK, VENUES, "20.50");
    noted("2026-10-03", BANK, VENUES, "7");
    EXPECT_EQUAL(fixture_number("SELECT came_in FROM ledger_month WHERE account_id = 32 AND month = '2026-11'"), 12050);
    EXPECT_EQUAL(fixture_number("SELECT went_out FROM ledger_month WHERE account_id = 2 AND month = '2026-11'"), 12050);
    EXPECT_OK(money_check(as(&nobody)));
    fixture_run("UPDATE ledger_month SET came_in = 12049 WHERE account_id = 32 AND month = '2026-11'");
    EXPECT_REFUSED(money_check(as(&nobody)), CONFLICT, "The sums of 2026-11 say 12049p of account 5200, and its rows say 12050p");
    fixture_run("DELETE FROM ledger_month WHERE month = '2026-10'");
    EXPECT_HAS(money_check(as(&nobody))->say, "The sums of 2026-10 say 0p of account 1200, and its rows say 700p");
}

/* ---- closing ---- */

TEST("a month is closed once it is over, with all before it, and says so to whoever dates something into it")
{
    rex_lay();
    noted("2026-08-31", GRANTS, BANK, "4,000");
    noted("2026-10-05", GRANTS, BANK, "1,000");
    noted("2026-10-06", UNPAID, VENUES, "118.50");
    EXPECT_HAS(visit(&rex, "GET", "/office/ledger/close?month=2026-10", NULL).body, "Not settled at the end of October 2026");
    EXPECT_HAS(visit(&rex, "GET", "/office/ledger/close?month=2026-10", NULL).body, "2400 Costs not paid yet</a></th><td class=\"ly-num\" data-label=\"Sum\">£118.50");
    EXPECT_LACKS(visit(&rex, "GET", "/office/ledger/close?month=2026-10", NULL).body, "1200 Bank");
    EXPECT_REFUSED(close_by_rex("2026-11"), INVALID, "November 2026 is not over");
    EXPECT_REFUSED(close_by_rex("2026-13"), INVALID, "Choose the month");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/close", FORM_OF("month", "2026-09", "note", "Looked through with Dora")).status, 303);
    EXPECT_REFUSED(close_by_rex("2026-08"), CONFLICT, "closed already");
    EXPECT_REFUSED(note_by_rex((NoteDraft){ .on = "2026-09-30", .from = BANK, .to = VENUES, .amount = "5" }, NULL), CONFLICT, "September 2026 is closed. Date it 1 October 2026 or later");
    EXPECT_REFUSED(note_by_rex((NoteDraft){ .on = "2026-07-01", .from = BANK, .to = VENUES, .amount = "5" }, NULL), CONFLICT, "July 2026 is closed. Date it 1 October 2026 or later");
    noted("2026-10-01", BANK, VENUES, "5");
    const char *page = visit(&ivo, "GET", "/office/ledger/months", NULL).body;
    EXPECT_HAS(page, "Closed to the end of September 2026");
    EXPECT_HAS(page, "Looked through with Dora");
    EXPECT_HAS(page, "October 2026");
    EXPECT_LACKS(page, "August 2026");
    EXPECT_OK(money_check(as(&nobody)));
}

/* ---- years ---- */

static int64_t income_of(YearKind kind, int64_t first)
{
    Ctx *cx = as(&ivo);
    const MoneyYear year = money_year(cx, kind, first), before = money_year(cx, kind, first - 1);
    NamedSum *sums;
    size_t n;
    int64_t pence = 0;
    EXPECT_OK(ledger_by_fund(cx, &(LedgerFilter){ .from = year.from_month, .to = year.to_month, .before = before.from_month }, &sums, &n));
    for (size_t i = 0; i < n; i++) pence += sums[i].income;
    return pence;
}

TEST("one posting counts once in each of the three years, and a year's last day is not the next one's first")
{
    rex_lay();
    noted("2026-03-31", PLACES, BANK, "1");
    noted("2026-04-01", PLACES, BANK, "2");
    noted("2026-08-31", PLACES, BANK, "4");
    noted("2026-09-01", PLACES, BANK, "8");
    noted("2025-12-31", PLACES, BANK, "16");
    EXPECT_EQUAL(income_of(YEAR_FINANCIAL, 2025), 1700);
    EXPECT_EQUAL(income_of(YEAR_FINANCIAL, 2026), 1400);
    EXPECT_EQUAL(income_of(YEAR_ACADEMIC, 2025), 2300);
    EXPECT_EQUAL(income_of(YEAR_ACADEMIC, 2026), 800);
    EXPECT_EQUAL(income_of(YEAR_CALENDAR, 2025), 1600);
    EXPECT_EQUAL(income_of(YEAR_CALENDAR, 2026), 1500);
}

TEST("the three years are one click apart, each figure leads to its account, and the account to its postings")
{
    int64_t id;
    rex_lay();
    noted("2026-04-10", GRANTS, BANK, "12,500.00");
    noted("2025-06-10", GRANTS, BANK, "9,000");
    id = noted("2026-10-02", BANK, FACILITATORS, "350");
    noted("2026-10-20", UNPAID, VENUES, "80");
    const char *page = visit(&dora, "GET", "/office/ledger", NULL).body;
    EXPECT_HAS(page, "Financial year 2026/27: 1 April 2026 to 31 March 2027");
    EXPECT_HAS(page, "£12,500.00");
    EXPECT_HAS(page, "£9,000.00 the year before");
    EXPECT_HAS(page, "£430.00");
    EXPECT_HAS(page, "£21,070.00");                  /* held less owed, from the beginning: 21,500 less 350 less 80 */
    EXPECT_HAS(page, "/office/ledger?year=academic&amp;of=2026");
    EXPECT_HAS(page, "/office/ledger?year=calendar&amp;of=2026");
    EXPECT_HAS(page, "/office/ledger/accounts/24?year=financial&amp;of=2026");
    EXPECT_LACKS(page, "Note income or cost");      /* who bills does not bank */
    page = visit(&ivo, "GET", "/office/ledger?year=academic&of=2026", NULL).body;
    EXPECT_HAS(page, "1 September 2026 to 31 August 2027");
    EXPECT_LACKS(page, "<td class=\"ly-num\">£9,000.00");
    page = visit(&ivo, "GET", "/office/ledger/accounts/31?year=financial&of=2026", NULL).body;
    EXPECT_HAS(page, text(test_cx(), "href=\"%s\"", posting_path(id)));
    EXPECT_HAS(page, "1200 Bank");
    EXPECT_HAS(visit(&ivo, "GET", posting_path(id), NULL).body, "A cost of £350.00.");
    EXPECT_HAS(visit(&ivo, "GET", "/office/ledger.csv?year=financial&of=2026", NULL).body, "2026-10-02,As it happened,1200,Bank,5100,Facilitators,350.00,Subscriptions,Learning partnership,Rex Calloway,");
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/ledger/accounts/999", NULL).status, 404);
}

TEST("an account's postings are paged, the latest first, and none is shown twice or left out")
{
    int64_t sum = 0;
    AccountLine *lines;
    size_t n, seen = 0;
    const LedgerFilter year = { .from = "2026-04", .to = "2027-03", .before = "2025-04" };
    LinesOf of = { .account_id = VENUES, .after_on = "" };
    rex_lay();
    for (int i = 0; i < 7; i++) noted(i % 2 ? "2026-10-02" : "2026-10-03", BANK, VENUES, text(test_cx(), "%d", 1 << i));
    do {
        EXPECT_OK(account_lines(as(&ivo), &of, &year, 3, &lines, &n));
        for (size_t i = 0; i < n; i++) sum += lines[i].pence;
        seen += n;
        if (n) of.after_id = lines[n - 1].posting_id, of.after_on = text(test_cx(), "%s", lines[n - 1].on_date);
    } while (n);
    EXPECT_EQUAL((int64_t)seen, 7);
    EXPECT_EQUAL(sum, 12700);
}

/* ---- by hand ---- */

#define TYPED_ON "on-day", "20", "on-month", "11", "on-year", "2026"

TEST("money typed wrongly is refused in words, and what was typed is kept")
{
    static const char *const wrong[] = { "1,00", "-5", "1e9", "5£", "60.5", "0", "", "1000000.01", "£ten" };
    rex_lay();
    for (size_t i = 0; i < COUNT(wrong); i++) {
        Visit refused = visit(&rex, "POST", "/office/ledger/new", FORM_OF(TYPED_ON, "from", "2", "to", "32", "amount", wrong[i], "fund", "4", "centre", "1", "words", "Town Hall, hire"));
        EXPECT_EQUAL(refused.status, 422);
        EXPECT_HAS(refused.body, *wrong[i] ? "Enter the sum in pounds and pence, like 180, 42.50 or 1,200" : "Enter the sum");
        EXPECT_HAS(refused.body, text(test_cx(), "name=\"amount\" type=\"text\" value=\"%s\"", wrong[i]));
        EXPECT_HAS(refused.body, "value=\"Town Hall, hire\"");
    }
    EXPECT_EQUAL(fixture_number(COUNT_OF("posting")), 0);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/new", FORM_OF(TYPED_ON, "from", "2", "to", "32", "amount", "£1,200.50", "fund", "4", "centre", "1", "words", "Town Hall, hire")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM posting_row WHERE from_account = 2 AND to_account = 32 AND fund_id = 4"), 120050);
}

TEST("a note says everything that is wrong with it at once: the day, the accounts, the fund and what it is for")
{
    Visit refused;
    rex_lay();
    refused = visit(&rex, "POST", "/office/ledger/new", FORM_OF("on-day", "25", "on-month", "11", "on-year", "2026", "from", "21", "to", "21", "amount", "5", "fund", "", "centre", "7", "words", " "));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "The day must be today or earlier");
    EXPECT_HAS(refused.body, "Choose two different accounts");
    EXPECT_HAS(refused.body, "Choose the fund");
    EXPECT_HAS(refused.body, "Choose the cost centre");
    EXPECT_HAS(refused.body, "Say what it is for");
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/new", FORM_OF(TYPED_ON, "from", "2", "to", "14", "amount", "5", "fund", "", "centre", "1", "words", "Paid at last")).status, 303);   /* no income, no cost: no fund */
}

TEST("a fund and a cost centre are added by the finance officer, each code once, and what is noted with them is summed by them")
{
    rex_lay();
    EXPECT_EQUAL(visit(&dora, "POST", "/office/ledger/centres/new", FORM_OF("name", "Early Years Service", "code", "EY40")).status, 403);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/centres/new", FORM_OF("name", "Early Years Service", "code", "EY40")).status, 303);
    EXPECT_EQUAL(visit(&rex, "POST", "/office/ledger/funds/new", FORM_OF("name", "Reading grant", "code", "RG1")).status, 303);
    EXPECT_HAS(visit(&rex, "POST", "/office/ledger/centres/new", FORM_OF("name", "Another", "code", "ey40")).body, "ey40 is there already");
    Visit refused = visit(&rex, "POST", "/office/ledger/funds/new", FORM_OF("name", "", "code", "a b"));
    EXPECT_HAS(refused.body, "Enter a code of letters and figures");
    EXPECT_HAS(refused.body, "Enter a name");
    const int64_t fund = fixture_number("SELECT id FROM fund WHERE code = 'RG1'"), centre = fixture_number("SELECT id FROM cost_centre WHERE code = 'EY40'");
    EXPECT_OK(note_by_rex((NoteDraft){ .on = "2026-11-02", .from = BANK, .to = VENUES, .amount = "70", .fund_id = fund, .cost_centre_id = centre }, NULL));
    noted("2026-11-02", BANK, VENUES, "30");
    EXPECT_HAS(visit(&ivo, "GET", text(test_cx(), "/office/ledger?centre=%ld", (long)centre), NULL).body, "£70.00");
    EXPECT_LACKS(visit(&ivo, "GET", text(test_cx(), "/office/ledger?fund=%ld", (long)fund), NULL).body, "£100.00");
    EXPECT_HAS(visit(&ivo, "GET", "/office/ledger", NULL).body, "By cost centre");
    EXPECT_HAS(visit(&ivo, "GET", "/office/ledger/funds", NULL).body, "Reading grant");
}

TEST("who may not keep the ledger writes nothing into it, and a school does not see it")
{
    int64_t id;
    rex_lay();
    id = noted("2026-11-02", BANK, VENUES, "100");
    for (const Somebody *const *who = (const Somebody *const[]){ &ivo, &dora, &eli, NULL }; *who; who++) {
        EXPECT_EQUAL(visit(*who, "GET", posting_path(id), NULL).status, 200);
        EXPECT_EQUAL(visit(*who, "POST", "/office/ledger/new", FORM_OF(TYPED_ON, "from", "2", "to", "32", "amount", "5", "fund", "4", "centre", "1", "words", "x")).status, 403);
        EXPECT_EQUAL(visit(*who, "POST", "/office/ledger/close", FORM_OF("month", "2026-10", "note", "")).status, 403);
        EXPECT_EQUAL(visit(*who, "POST", text(test_cx(), "%s/reverse", posting_path(id)), FORM_OF(TYPED_ON, "words", "x")).status, 403);
    }
    EXPECT_EQUAL(visit(&noor, "GET", "/office/ledger", NULL).status, 403);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/ledger", NULL).status, 403);
    EXPECT_EQUAL(fixture_number(COUNT_OF("posting")), 1);
}
