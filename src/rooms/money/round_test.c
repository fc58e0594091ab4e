/* Joint purchases: one price for everybody that falls with what is committed, until it is closed; then allotted, charged, and what each saved. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/money/round_charge.h"
#include "rooms/money/round_check.h"
#include "rooms/money/round_saving.h"
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
