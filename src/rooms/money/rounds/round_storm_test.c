/* Many who commit, change and withdraw while the round is closed under them: the sum, the price and each line stay one. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "rooms/money/rounds/round_charge.h"
#include "rooms/money/rounds/round_check.h"
#include "tests/fixture_storm.h"

enum { ROUND = 981, EACH = 6 };
typedef struct { atomic_int committed, refused, wrong, closed; int64_t first; } Sky;

static void round_lay(void)
{
    fixture_run("INSERT INTO round (id, title, unit, units, state, commit_until, method, alone_pence, cost_centre_id, fund_id, supplier, specification, made_at)"
                " VALUES (981, 'Reading books', 'class set', 'class sets', 'commitment', '2026-12-11', 'quoted', 1600, 1, 1, 'Harbour Books', 'As listed.', 0)");
    fixture_run("INSERT INTO round_tier (round_id, from_quantity, pence) VALUES (981, 1, 1450), (981, 20, 1260), (981, 60, 1140)");
    for (int i = 0; i < STORM; i++) {
        fixture_run("INSERT INTO organisation (id, kind, name, name_folded, sort_key, created_at, changed_at) SELECT 2000 + COUNT(*), 'other', 'Body', 'body', 'body', 0, 0 FROM organisation");
        fixture_run("INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at) SELECT 3000 + COUNT(*), 'P', 'p', 'p', 'p' || CAST(COUNT(*) AS TEXT) || '@b.example', 'p' || CAST(COUNT(*) AS TEXT) || '@b.example', 0, 0 FROM person");
        fixture_run("INSERT INTO post (id, person_id, organisation_id, role, starts_on, created_at) SELECT 4000 + COUNT(*), (SELECT MAX(id) FROM person), (SELECT MAX(id) FROM organisation), 'contact', '2026-01-01', 0 FROM post");
    }
}

static Error *commit_act(Ctx *cx, void *quantity) { return round_commit(cx, ROUND, &(CommitmentDraft){ text(cx, "%d", *(const int *)quantity), "", "" }); }
static Error *withdraw_act(Ctx *cx, void *nothing) { (void)nothing; return round_withdraw(cx, ROUND); }
static Error *close_act(Ctx *cx, void *nothing)    { (void)nothing; return round_close(cx, ROUND); }

static void one(int number, void *data)
{
    Sky *sky = data;
    uint64_t state = (uint64_t)number + 1;
    for (int i = 0; i < EACH; i++) {
        int quantity = 1 + storm_dice(&state, 9), kind;
        if (number == 0 && i == EACH / 2) {
            kind = storm_write(number, dora.id, close_act, NULL);
            atomic_fetch_add(!kind ? &sky->closed : &sky->wrong, 1);
            continue;
        }
        kind = storm_write(number, sky->first + number, number && !storm_dice(&state, 4) ? withdraw_act : commit_act, &quantity);
        atomic_fetch_add(!kind ? &sky->committed : kind == CONFLICT ? &sky->refused : &sky->wrong, 1);
    }
}

TEST("however many commit, change and withdraw while it is closed, the sum is that of the lines, the price that of the sum, and nothing moves after")
{
    Sky sky = {0};
    round_lay();
    sky.first = fixture_number("SELECT MIN(id) FROM person WHERE id >= 3000");
    storm(STORM, one, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.closed, 1);
    EXPECT(sky.committed > 0);
    EXPECT_EQUAL(fixture_number("SELECT quantity FROM round WHERE id = 981"), fixture_number("SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM round_commitment WHERE round_id = 981"));
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM round_change"), sky.committed);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM round_change h JOIN round r ON h.made_at > r.closed_at"), 0);
    EXPECT_OK(rounds_check(as(&dora)));
}

static Error *last_act(Ctx *cx, void *nothing)
{
    (void)nothing;
    return round_charge(cx, ROUND, "2026-11-23", "1,000");
}
static Error *bill_act(Ctx *cx, void *done) { return round_bill_slice(cx, ROUND, done); }

static void charge(int number, void *data)
{
    Sky *sky = data;
    int64_t done = 0;
    int kind = storm_write(number, dora.id, last_act, NULL);
    atomic_fetch_add(!kind ? &sky->closed : kind == CONFLICT ? &sky->refused : &sky->wrong, 1);
    kind = storm_write(number, 0, bill_act, &done);
    atomic_fetch_add(kind ? &sky->wrong : &sky->committed, 1);
}

TEST("charged by many at once, each owes it once and the supplier is owed once")
{
    Sky sky = {0};
    round_lay();
    fixture_run("INSERT INTO round_commitment (id, round_id, organisation_id, quantity, alone_pence, alone_why, estimate_pence, person_id, made_at, changed_at, allotted, pence) SELECT 5000 + o.id, 981, o.id, 3, 1600, 'quoted', 0, 104, 0, 0, 3, 3780"
                " FROM organisation o WHERE o.kind = 'other'");
    fixture_run("INSERT INTO round_change (id, commitment_id, was, quantity, purchase_order, together, price_pence, person_id, made_at) SELECT 6000 + c.id, c.id, 0, 3, '', 0, 0, 104, 0 FROM round_commitment c");
    fixture_run("UPDATE round SET state = 'allotted', closed_at = 1, quantity = 48, takers = 16, price_pence = 1260 WHERE id = 981");
    storm(STORM, charge, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.closed, 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM bill_item WHERE kind = 'round'"), 16);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(pence) AS BIGINT) FROM bill_item"), 48 * 1260);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM posting WHERE kind = 'round'"), 1);
    EXPECT_OK(rounds_check(as(&dora)));
}
