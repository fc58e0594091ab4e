/* Answers and agreements at once with those who ask and write: each ends one way, and nobody has accepted what they did not read. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "rooms/programme/agreement.h"
#include "rooms/programme/leading.h"
#include "rooms/programme/session.h"
#include "tests/fixture_storm.h"

typedef struct { atomic_int wrong; } Sky;
static Sky sky;

static Error *add(Ctx *cx, void *nothing)  { return facilitator_add(cx, PHONICS, hana.id); }
static Error *yes(Ctx *cx, void *nothing)  { return leading_answer(cx, PHONICS, true, ""); }
static Error *no(Ctx *cx, void *nothing)   { return leading_answer(cx, PHONICS, false, ""); }
static Error *off(Ctx *cx, void *nothing)  { return facilitator_remove(cx, PHONICS, hana.id); }

static void tell(int kind) { if (kind && kind != CONFLICT && kind != MISSING) atomic_fetch_add(&sky.wrong, 1); }

static void answer_run(int number, void *nothing)
{
    for (int i = 0; i < 2; i++) switch (number % 4) {
        case 0:  tell(storm_write(number, hana.id, yes, NULL)); break;
        case 1:  tell(storm_write(number, hana.id, no, NULL)); break;
        case 2:  tell(storm_write(number, dora.id, off, NULL)); break;
        default: tell(storm_write(number, dora.id, add, NULL));
    }
}

TEST("somebody who answers while they are asked, taken off and put down again ends one way, and what is said in public follows it")
{
    EXPECT_OK(write_as(&dora, add, NULL));
    storm(STORM, answer_run, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    int64_t leads = fixture_number("SELECT count(*) FROM facilitator WHERE event_id = 1 AND person_id = 108 AND answer <> 'declined'");
    EXPECT_SAME(fixture_text("SELECT led_by AS text FROM event WHERE id = 1"), leads ? "Fay Adeyemi and Hana Sato" : "Fay Adeyemi");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM facilitator WHERE event_id = 1"), 1 + fixture_number("SELECT count(*) FROM facilitator WHERE event_id = 1 AND person_id = 108"));
}

static void decline_run(int number, void *nothing) { tell(storm_write(number, 1001 + number, no, NULL)); }

TEST("of many who say no to one event at once none is left among the names that people read")
{
    storm_people(STORM);
    fixture_run("INSERT INTO facilitator (event_id, person_id, position, answer, asked_at) SELECT 1, id, id, 'asked', 1795500000 FROM person WHERE id > 1000");
    storm(STORM, decline_run, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM facilitator WHERE event_id = 1 AND answer = 'declined'"), STORM);
    EXPECT_SAME(fixture_text("SELECT led_by AS text FROM event WHERE id = 1"), "Fay Adeyemi");
}

/* The fee of version n is n pounds, so what was accepted says which version it was. */
static Error *offer(Ctx *cx, void *nothing)
{
    Agreement a = {0};
    TRY(event_hold(cx, PHONICS));
    TRY(agreement_find(cx, PHONICS, fay.id, &a));
    return agreement_save(cx, PHONICS, fay.id, &(AgreementDraft){ .words = "Leads the morning.", .fee = text(cx, "%ld", (long)a.version + 1), .expenses = "", .offer = true });
}

static Error *look(Ctx *cx, void *version)
{
    Agreement a = {0};
    TRY(agreement_find_mine(cx, PHONICS, &a));
    if (a.fee_pence != a.version * 100) atomic_fetch_add(&sky.wrong, 1);
    *(int64_t *)version = a.version;
    return OK;
}

static Error *accept(Ctx *cx, void *version)
{
    Agreement a = {0};
    TRY(agreement_accept(cx, PHONICS, *(int64_t *)version));
    TRY(agreement_find_mine(cx, PHONICS, &a));
    if (a.version != *(int64_t *)version || a.fee_pence != a.version * 100 || !a.agreed_at) atomic_fetch_add(&sky.wrong, 1);
    return OK;
}

static void agree_run(int number, void *nothing)
{
    int64_t version = 0;
    if (number % 2) { tell(storm_write(number, dora.id, offer, NULL)); return; }
    tell(storm_write(number, fay.id, look, &version));
    tell(storm_write(number, fay.id, accept, &version));
}

TEST("an agreement that changes while it is accepted is accepted in the words that were read, or not at all")
{
    EXPECT_OK(write_as(&dora, offer, NULL));
    storm(STORM, agree_run, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(fixture_number("SELECT version FROM facilitator_agreement"), 1 + STORM / 2);
    EXPECT_EQUAL(fixture_number("SELECT fee_pence FROM facilitator_agreement"), 100 * (1 + STORM / 2));
}
