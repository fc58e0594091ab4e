/* Joint purchases: one price for everybody that falls with what is committed, until it is closed; then allotted, charged, and what each saved. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/money/rounds/round_charge.h"
#include "rooms/money/rounds/round_check.h"
#include "rooms/money/rounds/round_saving.h"
#include "tests/fixture_money.h"

enum { ROUND = 981 };

/* noor keeps Cedar's money, hana is an officer of Early Years; ann and cara become headteachers. From 2 on one costs £14.50, from 12 £12.60, from 20 £11.40; alone £16. */
static void round_lay(void)
{
    fixture_run("UPDATE post SET role = 'headteacher' WHERE person_id = 101 OR person_id = 103");
    fixture_run("INSERT INTO round (id, title, what, unit, units, state, interest_until, commit_until, method, alone_pence, alone_source, cost_centre_id, fund_id, supplier, local, specification, made_at)"
                " VALUES (981, 'Reading books', 'Decodable books for Year 1.', 'class set', 'class sets', 'draft', '2026-12-01', '2026-12-11', 'quoted', 1600, 'Quoted in October', 1, 1, 'Harbour Books', 1, 'As **listed**.', 0)");
    fixture_run("INSERT INTO round_tier (round_id, from_quantity, pence) VALUES (981, 2, 1450), (981, 12, 1260), (981, 20, 1140)");
}

static Error *open_act(Ctx *cx, void *nothing)     { (void)nothing; return round_open_interest(cx, ROUND); }
static Error *committing_act(Ctx *cx, void *nothing) { (void)nothing; return round_open_commitment(cx, ROUND); }
static Error *close_act(Ctx *cx, void *nothing)    { (void)nothing; return round_close(cx, ROUND); }
static Error *allot_act(Ctx *cx, void *nothing)    { (void)nothing; return round_allot_all(cx, ROUND); }
static Error *charge_act(Ctx *cx, void *cost)      { return round_charge(cx, ROUND, "2026-11-24", cost); }
static Error *commit_act(Ctx *cx, void *quantity)  { return round_commit(cx, ROUND, &(CommitmentDraft){ quantity, "PO 7", "" }); }
static Error *withdraw_act(Ctx *cx, void *nothing) { (void)nothing; return round_withdraw(cx, ROUND); }
static Error *days_act(Ctx *cx, void *nothing)     { (void)nothing; return job_queue(cx, "rounds.days", 0, cx->now, NULL); }

static Error *commits(const Somebody *who, const char *quantity) { return write_as(who, commit_act, (void *)quantity); }
static int64_t price(void) { return fixture_number("SELECT price_pence FROM round WHERE id = 981"); }

static void begin(void)
{
    round_lay();
    EXPECT_OK(write_as(&dora, committing_act, NULL));
}

TEST("the twelfth commitment makes it cheaper for everybody who committed before, and once it is closed nothing moves the price")
{
    begin();
    EXPECT_OK(commits(&noor, "1"));
    EXPECT_EQUAL(price(), 0);                                   /* there is no price for one */
    EXPECT_OK(commits(&ann, "5"));
    EXPECT_EQUAL(price(), 1450);
    EXPECT_OK(commits(&hana, "5"));
    EXPECT_EQUAL(price(), 1450);
    EXPECT_OK(commits(&cara, "1"));                             /* the twelfth */
    EXPECT_EQUAL(price(), 1260);
    run_jobs();
    EXPECT_EQUAL(mail_to(ann.email, "round-fell"), 1);
    EXPECT_EQUAL(mail_to(cara.email, "round-fell"), 0);         /* her own letter says it */
    EXPECT_OK(write_as(&cara, withdraw_act, NULL));
    EXPECT_EQUAL(price(), 1450);                                /* and dearer again for all alike */
    EXPECT_OK(commits(&cara, "2"));
    EXPECT_EQUAL(price(), 1260);
    EXPECT_OK(write_as(&dora, close_act, NULL));
    EXPECT_REFUSED(commits(&cara, "20"), CONFLICT, "Closed, price fixed");
    EXPECT_REFUSED(write_as(&ann, withdraw_act, NULL), CONFLICT, "Closed, price fixed");
    EXPECT_EQUAL(price(), 1260);
    EXPECT_OK(write_as(&dora, allot_act, NULL));
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM round_commitment WHERE quantity > 0 AND pence = allotted * 1260"), 4);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM round_commitment"), 13 * 1260);
    EXPECT_OK(rounds_check(as(&ivo)));
}

TEST("a commitment can be changed and withdrawn until its last day is over, and each change is on record with the price that followed")
{
    Change *changes;
    size_t n;
    begin();
    EXPECT_OK(commits(&noor, "12"));
    EXPECT_OK(commits(&noor, "4"));
    EXPECT_OK(write_as(&noor, withdraw_act, NULL));
    EXPECT_REFUSED(write_as(&noor, withdraw_act, NULL), CONFLICT, "has not committed to anything");
    EXPECT_OK(round_changes(as(&noor), ROUND, CEDAR, &changes, &n));
    EXPECT_EQUAL(n, 3);
    EXPECT_EQUAL(changes[2].price_pence, 1260);
    EXPECT_EQUAL(changes[1].was, 12);
    EXPECT_EQUAL(changes[1].price_pence, 1450);
    EXPECT_EQUAL(changes[0].quantity, 0);
    fixture_at("2026-12-11T23:30");
    EXPECT_OK(commits(&noor, "3"));
    fixture_at("2026-12-12T00:30");
    EXPECT_REFUSED(commits(&noor, "4"), CONFLICT, "The last day to commit was 11 December 2026");
}

TEST("after its last day it closes by itself, or is called off where too few are committed, and everybody hears why")
{
    begin();
    EXPECT_OK(commits(&noor, "1"));
    EXPECT_REFUSED(write_as(&dora, close_act, NULL), CONFLICT, "there is a price from 2 on");
    fixture_at("2026-12-12T09:00");
    EXPECT_OK(write_as(&nobody, days_act, NULL));
    run_jobs();
    EXPECT_SAME(fixture_text("SELECT state AS text FROM round WHERE id = 981"), "called off");
    EXPECT_SAME(fixture_text("SELECT ended_why AS text FROM round WHERE id = 981"), "1 class set committed to by 11 December 2026, and at least 2 were needed.");
    EXPECT_EQUAL(mail_to(noor.email, "round-called-off"), 1);
}

TEST("with enough of them the day closes it, and whoever was interested and forgot it is reminded three days before, once")
{
    round_lay();
    fixture_run("INSERT INTO round_interest (round_id, organisation_id, quantity, person_id, said_at) VALUES (981, 11, 4, 101, 0), (981, 13, 3, 114, 0)");
    EXPECT_OK(write_as(&dora, committing_act, NULL));
    run_jobs();
    EXPECT_EQUAL(mail_to(ann.email, "round-opened"), 1);
    EXPECT_EQUAL(mail_to(cara.email, "notice"), 1);             /* who said nothing yet hears that there is one */
    EXPECT_OK(commits(&noor, "3"));
    for (int i = 0; i < 2; i++) {
        fixture_at("2026-12-08T09:00");
        EXPECT_OK(write_as(&nobody, days_act, NULL));
        run_jobs();
    }
    EXPECT_EQUAL(mail_to(ann.email, "round-reminder"), 1);
    EXPECT_EQUAL(mail_to(noor.email, "round-reminder"), 0);
    fixture_at("2026-12-12T00:10");
    EXPECT_OK(write_as(&nobody, days_act, NULL));
    run_jobs();
    EXPECT_SAME(fixture_text("SELECT state AS text FROM round WHERE id = 981"), "closed");
    EXPECT_EQUAL(mail_to(noor.email, "round-closed"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "round-closed"), 0);
}

TEST("charged, each owes its share once, the supplier’s sum is a cost not paid yet, and what each saved is against the price for one alone")
{
    Saving *list;
    SavingSum *sums;
    size_t n;
    begin();
    EXPECT_OK(commits(&noor, "8"));                             /* reckoned at £14.50: £12 less than alone */
    EXPECT_OK(commits(&hana, "4"));
    EXPECT_OK(write_as(&dora, close_act, NULL));
    EXPECT_OK(write_as(&dora, allot_act, NULL));
    EXPECT_REFUSED(write_as(&dora, charge_act, (void *)"1,00"), INVALID, "Enter what the supplier asks in pounds and pence");
    EXPECT_REFUSED(write_as(&dora, charge_act, (void *)"-5"), INVALID, "Enter what the supplier asks");
    EXPECT_OK(write_as(&dora, charge_act, (void *)"148.50"));
    run_jobs();
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT pence FROM bill_item WHERE organisation_id = 13"), 8 * 1260);
    EXPECT_SAME(fixture_text("SELECT words || ', ' || supply || ', ' || purchase_order || ', ' || CAST(account_id AS TEXT) AS text FROM bill_item WHERE organisation_id = 13"), "Reading books: 8 class sets at £12.60, goods, PO 7, 26");
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM bill_item"), 2);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM job WHERE kind = 'rounds.bill'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT pence FROM posting_row WHERE from_account = 14 AND to_account = 36"), 14850);
    EXPECT_OK(savings(as(&noor), &(SavingFilter){ "2026-04-01", "2027-03-31", CEDAR }, 100, &list, &n));
    EXPECT_EQUAL(n, 1);
    EXPECT_EQUAL(list[0].estimate_pence, 8 * 150);
    EXPECT_EQUAL(list[0].saved_pence, 8 * 340);
    EXPECT_OK(savings_by_organisation(as(&ivo), &(SavingFilter){ "2026-04-01", "2027-03-31", 0 }, &sums, &n));
    EXPECT_EQUAL(n, 2);
    EXPECT_EQUAL(sums[0].local_pence + sums[1].local_pence, 12 * 1260);
    EXPECT_OK(savings_by_organisation(as(&ivo), &(SavingFilter){ "2027-04-01", "2028-03-31", 0 }, &sums, &n));
    EXPECT_EQUAL(n, 0);
    EXPECT_OK(money_check(as(&ivo)));
}

TEST("where fewer can be had than are wanted, they are shared by the rule that was said, and the price is that of what is bought")
{
    round_lay();
    fixture_run("UPDATE round SET supply = 12 WHERE id = 981");
    fixture_run("DELETE FROM round_tier WHERE from_quantity = 20");
    EXPECT_OK(write_as(&dora, committing_act, NULL));
    EXPECT_OK(commits(&noor, "10"));
    EXPECT_OK(commits(&ann, "10"));
    EXPECT_OK(commits(&hana, "4"));
    EXPECT_REFUSED(commits(&cara, "13"), INVALID, "Only 12 class sets can be had by all together");
    EXPECT_EQUAL(price(), 1260);
    EXPECT_OK(write_as(&dora, close_act, NULL));
    EXPECT_OK(write_as(&dora, allot_act, NULL));
    EXPECT_EQUAL(fixture_number("SELECT allotted FROM round_commitment WHERE organisation_id = 13"), 5);
    EXPECT_EQUAL(fixture_number("SELECT allotted FROM round_commitment WHERE organisation_id = 15"), 2);
    EXPECT_OK(rounds_check(as(&ivo)));
}

static Error *lift_act(Ctx *cx, void *why) { return round_lift(cx, ROUND, fixture_number("SELECT id FROM round_commitment WHERE organisation_id = 13"), why); }

TEST("what one was charged is taken back with a reason, once, and then it saved nothing")
{
    Saving *list;
    size_t n;
    begin();
    EXPECT_OK(commits(&noor, "12"));
    EXPECT_OK(write_as(&dora, close_act, NULL));
    EXPECT_OK(write_as(&dora, allot_act, NULL));
    EXPECT_OK(write_as(&dora, charge_act, (void *)"151.20"));
    run_jobs();
    EXPECT_REFUSED(write_as(&dora, lift_act, (void *)" "), INVALID, "Say why");
    EXPECT_OK(write_as(&dora, lift_act, (void *)"They never came"));
    EXPECT_REFUSED(write_as(&dora, lift_act, (void *)"Again"), CONFLICT, "taken back already");
    EXPECT_SAME(fixture_text("SELECT state AS text FROM bill_item"), "withdrawn");
    EXPECT_OK(savings(as(&noor), &(SavingFilter){ "2026-04-01", "2027-03-31", CEDAR }, 100, &list, &n));
    EXPECT_EQUAL(list[0].saved_pence, 0);
    EXPECT_OK(money_check(as(&ivo)));
}

TEST("who supplies it takes no part, nobody commits to what is not open, and a school’s teacher to nothing")
{
    round_lay();
    EXPECT_REFUSED(commits(&noor, "2"), MISSING, "");
    EXPECT_OK(write_as(&dora, open_act, NULL));
    EXPECT_REFUSED(commits(&noor, "2"), CONFLICT, "commitments are not taken now");
    EXPECT_OK(write_as(&dora, committing_act, NULL));
    EXPECT_REFUSED(commits(&ben, "2"), FORBIDDEN, "");
    fixture_run("UPDATE round SET supplier_id = 13 WHERE id = 981");
    EXPECT_REFUSED(commits(&noor, "2"), CONFLICT, "supplies it, so it cannot take part");
}

/* ---- pages ---- */

static const char *page(const Somebody *who, const char *path) { return visit(who, "GET", path, NULL).body; }
#define COMMIT(who, ...) visit(who, "POST", "/buying/981/commit", FORM_OF(__VA_ARGS__))

TEST("whoever commits sees first what it costs now, with the next step and at most, and commits to what was shown")
{
    begin();
    EXPECT_OK(commits(&ann, "5"));
    Visit look = COMMIT(&noor, "quantity", "6", "purchase_order", "PO 9");
    EXPECT_EQUAL(look.status, 422);
    EXPECT_HAS(look.body, "What 6 class sets would cost you, without VAT");
    EXPECT_HAS(look.body, "£87.00");                            /* 6 at £14.50 */
    EXPECT_HAS(look.body, "With 1 class set more, at £12.60");
    EXPECT_HAS(look.body, "Commit to 6 class sets");
    EXPECT_LACKS(look.body, "There is a problem");
    EXPECT_LACKS(look.body, "govuk-error-message");
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM round_commitment"), 1);
    EXPECT_EQUAL(COMMIT(&noor, "quantity", "7", "looked", "6").status, 422);      /* what 7 cost was not seen */
    EXPECT_EQUAL(COMMIT(&noor, "quantity", "6", "looked", "6", "purchase_order", "PO 9").status, 303);
    EXPECT_EQUAL(mail_to(noor.email, "round-committed"), 1);
    const char *seen = page(&noor, "/buying/981");
    EXPECT_HAS(seen, "11 class sets are committed by 2 organisations: everybody pays £14.50 for one. 1 class set more and everybody pays £12.60 for one.");
    EXPECT_HAS(seen, "6 class sets at £14.50");
    EXPECT_HAS(seen, "PO 9");
    EXPECT_HAS(page(&noor, "/buying/981/withdraw"), "Without you 5 are committed");
    EXPECT_EQUAL(visit(&noor, "POST", "/buying/981/withdraw", FORM_OF("sure", "1")).status, 303);
    EXPECT_HAS(page(&noor, "/buying/981"), "Say how many you take");
}

TEST("a number or a price mistyped is refused in words with what was typed kept")
{
    begin();
    fixture_run("UPDATE round SET method = 'own', each_least = 2 WHERE id = 981");
    Visit refused = COMMIT(&noor, "quantity", "six", "own_price", "5£");
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter how many you take as a whole number, like 6");
    EXPECT_HAS(refused.body, "Enter what you paid for one in pounds and pence");
    EXPECT_HAS(refused.body, "value=\"six\"");
    EXPECT_HAS(COMMIT(&noor, "quantity", "4", "own_price", "1,00").body, "Enter what you paid for one in pounds and pence");
    EXPECT_HAS(COMMIT(&noor, "quantity", "4", "own_price", "-5").body, "Enter what you paid for one in pounds and pence");
    EXPECT_HAS(COMMIT(&noor, "quantity", "1").body, "The smallest order is 2 class sets");
    EXPECT_EQUAL(COMMIT(&noor, "quantity", "4", "own_price", "18", "looked", "4").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT estimate_pence FROM round_commitment"), 4 * 350);      /* what they paid last, not the £16 quoted */
}

TEST("nobody sees how many another takes, unless the purchase says that those who take part do; everybody sees the sum")
{
    begin();
    EXPECT_OK(commits(&ann, "5"));
    EXPECT_OK(commits(&noor, "3"));
    EXPECT_HAS(page(&noor, "/buying/981"), "8 class sets are committed by 2 organisations");
    EXPECT_LACKS(page(&noor, "/buying/981"), "Alder Grove");
    EXPECT_LACKS(page(&noor, "/buying"), "Alder Grove");
    fixture_run("UPDATE round SET names_shown = 1 WHERE id = 981");
    EXPECT_HAS(page(&noor, "/buying/981"), "Alder Grove Primary School");
    EXPECT_LACKS(page(&hana, "/buying/981"), "Alder Grove");    /* who takes no part sees the sum alone */
    EXPECT_HAS(page(&ivo, "/office/rounds/981"), "Alder Grove Primary School");
    EXPECT_EQUAL(visit(&ben, "GET", "/buying/981", NULL).status, 403);
    EXPECT_EQUAL(visit(&noor, "GET", "/office/rounds/981", NULL).status, 403);
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/rounds/981/close", FORM_OF("sure", "1")).status, 403);
}

#define PROPOSAL(...) FORM_OF("title", "Microscopes", "what", "For Year 9 practicals.", "units", "microscopes", __VA_ARGS__)
#define DAY_OF(name, d, m) name "-day", d, name "-month", m, name "-year", "2026"
#define DRAFT_OF(...) FORM_OF("title", "Microscopes", "what", "For Year 9.", "unit", "microscope", "units", "microscopes", "supplier", "Lens & Light", "local", "1", "specification", "Two lenses.", "share", "even", \
                              DAY_OF("interest_until", "1", "12"), DAY_OF("commit_until", "18", "12"), "method", "list", "fund", "5", "centre", "1", __VA_ARGS__)

TEST("a school proposes a purchase, the office takes it up, asks who is interested, then for commitments; each step only once what it needs is said")
{
    Visit made = visit(&noor, "POST", "/buying/propose", PROPOSAL("quantity", "6"));
    EXPECT_EQUAL(made.status, 303);
    EXPECT_EQUAL(visit(&noor, "POST", "/buying/propose", PROPOSAL("quantity", "some")).status, 422);
    const char *theirs = made.location, *office = text(test_cx(), "/office/rounds/%ld", (long)fixture_number("SELECT id FROM round"));
    EXPECT_HAS(page(&noor, theirs), "You proposed it");
    EXPECT_EQUAL(visit(&hana, "GET", theirs, NULL).status, 404);
    EXPECT_HAS(page(&dora, office), "Cedar Park Academy proposed it");
    #define AT(path) text(test_cx(), "%s/%s", office, path)
    Visit refused = visit(&dora, "POST", AT("change"), DRAFT_OF("alone", "1e9", "from_1", "10", "price_1", "1,00", "from_2", "5", "price_2", "90"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter what one costs who buys alone in pounds and pence");
    EXPECT_HAS(refused.body, "Enter what one costs in pounds and pence");
    EXPECT_HAS(refused.body, "value=\"1e9\"");
    EXPECT_HAS(visit(&dora, "POST", AT("change"), DRAFT_OF("from_1", "10", "price_1", "90", "from_2", "5", "price_2", "80")).body, "Each step begins at more than the one before it");
    EXPECT_HAS(visit(&dora, "POST", AT("change"), DRAFT_OF("from_1", "10", "price_1", "90", "from_2", "20", "price_2", "95")).body, "Each step costs less than the one before it");
    EXPECT_EQUAL(visit(&dora, "POST", AT("change"), DRAFT_OF("alone", "")).status, 303);
    EXPECT_HAS(page(&dora, AT("ask")), "First say what it costs, from how many on and what one costs who buys alone");
    EXPECT_EQUAL(visit(&dora, "POST", AT("ask"), FORM_OF("sure", "1")).status, 409);
    EXPECT_EQUAL(visit(&dora, "POST", AT("open"), FORM_OF("sure", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(mail_to(hana.email, "notice"), 1);
    EXPECT_HAS(page(&hana, "/my"), "Buying together: Microscopes");
    EXPECT_EQUAL(visit(&hana, "POST", text(test_cx(), "%s/interest", theirs), FORM_OF("quantity", "4", "note", "For the van")).status, 303);
    EXPECT_LACKS(page(&hana, "/my"), "Buying together: Microscopes");
    EXPECT_HAS(page(&noor, theirs), "2 organisations would take roughly 10 microscopes.");
    EXPECT_HAS(page(&dora, office), "For the van");
    EXPECT_EQUAL(visit(&dora, "POST", AT("specify"), FORM_OF("sure", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(mail_to(hana.email, "round-specified"), 1);
    EXPECT_EQUAL(visit(&hana, "POST", text(test_cx(), "%s/interest", theirs), FORM_OF("quantity", "4")).status, 409);
    EXPECT_EQUAL(visit(&dora, "POST", AT("change"), DRAFT_OF("alone", "120", "from_1", "5", "price_1", "99.50")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", AT("ask"), FORM_OF("sure", "1")).status, 303);
    run_jobs();
    EXPECT_EQUAL(mail_to(hana.email, "round-opened"), 1);
    EXPECT_EQUAL(mail_to(hana.email, "notice"), 1);             /* told of it once */
    EXPECT_EQUAL(visit(&dora, "POST", AT("change"), DRAFT_OF("alone", "120", "from_1", "5", "price_1", "89.50")).status, 409);
    EXPECT_EQUAL(visit(&noor, "POST", text(test_cx(), "%s/not-for-us", theirs), FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", AT("call-off"), FORM_OF("why", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", AT("call-off"), FORM_OF("why", "The supplier is gone")).status, 303);
    run_jobs();
    EXPECT_EQUAL(mail_to(hana.email, "round-called-off"), 1);
    EXPECT_HAS(page(&hana, theirs), "It was called off: The supplier is gone");
}

TEST("a question is answered for everybody, and nobody but the office reads who asked")
{
    begin();
    EXPECT_EQUAL(visit(&noor, "POST", "/buying/981/ask", FORM_OF("words", "Are they bound in board?")).status, 303);
    EXPECT_HAS(page(&hana, "/buying/981"), "Not answered yet");
    EXPECT_LACKS(page(&hana, "/buying/981"), "Cedar");
    EXPECT_HAS(page(&dora, "/office/rounds/981"), "Cedar Park Academy");
    const char *answer = text(test_cx(), "/office/rounds/981/questions/%ld", (long)fixture_number("SELECT id FROM round_question"));
    EXPECT_EQUAL(visit(&dora, "POST", answer, FORM_OF("answer", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", answer, FORM_OF("answer", "Yes, **all** of them.")).status, 303);
    EXPECT_HAS(page(&hana, "/buying/981"), "<strong>all</strong>");
}

TEST("each reads what their own organisation saved in a year and whom it went to, and the office what everybody did, to take away as well")
{
    begin();
    EXPECT_OK(commits(&noor, "8"));
    EXPECT_OK(commits(&hana, "4"));
    EXPECT_OK(write_as(&dora, close_act, NULL));
    EXPECT_HAS(page(&dora, "/office/rounds/981/allot"), "Everybody gets what they committed to.");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/rounds/981/allot", FORM_OF("sure", "1")).status, 303);
    EXPECT_HAS(page(&dora, "/office/rounds/981/charge"), "value=\"151.20\"");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/rounds/981/charge", FORM_OF(DAY_OF("on", "23", "11"), "cost", "151.20")).status, 303);
    run_jobs();
    const char *mine = page(&noor, "/buying/savings");
    EXPECT_HAS(mine, "£27.20");                                 /* 8 at £3.40 less than alone */
    EXPECT_HAS(mine, "Harbour Books");
    EXPECT_HAS(mine, "Local");
    EXPECT_HAS(mine, "price quoted alone");
    EXPECT_LACKS(mine, "£40.80");                               /* of all */
    EXPECT_HAS(page(&ivo, "/office/rounds/savings"), "£40.80");
    EXPECT_HAS(page(&ivo, "/office/rounds/savings?year=calendar&of=2025"), "Nothing bought together in that year");
    EXPECT_HAS(visit(&noor, "GET", "/buying/savings.csv", NULL).body, "100.80");
    EXPECT_LACKS(visit(&noor, "GET", "/buying/savings.csv", NULL).body, "Early Years");
    EXPECT_HAS(visit(&ivo, "GET", "/office/rounds/savings.csv", NULL).body, "Early Years");
    EXPECT_HAS(visit(&ivo, "GET", "/office/rounds/981/commitments.csv", NULL).body, "PO 7");
    EXPECT_HAS(visit(&ivo, "GET", "/office/rounds.csv?show=over", NULL).body, "Reading books");
    EXPECT_HAS(page(&noor, "/buying"), "£100.80");
}
