/* Answers and agreements at once with those who ask and write: each ends one way, and nobody has accepted what they did not read. */
#include <stdatomic.h>
#include <time.h>

#include "platform/base/text.h"
#include "rooms/programme/agreement.h"
#include "rooms/programme/leading.h"
#include "rooms/programme/session.h"
#include "rooms/members/sign_in.h"
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

/* ---- what the lock of a turn would hide ---- */

SQL2(apart_waits, "SELECT CAST(0 AS BIGINT)",
     "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.application_name = 'lyceum apart_' || current_schema()");

typedef struct { Store *store; Write write; Ctx cx; Error *error; atomic_bool done, waited; } Apart;
static Error *hana_says_yes(Ctx *cx, void *nothing)
{
    TRY(person_who(cx, hana.id, &cx->who));
    return yes(cx, NULL);
}

static void answered(Write *write, Error *error)
{
    Apart *apart = write->data;
    apart->error = error;
    apart->done = true;
}

/* fay is taken off, and before that is committed hana answers on the other machine. */
static Error *fay_off(Ctx *cx, void *data)
{
    Apart *apart = data;
    int64_t n = 0;
    TRY(facilitator_remove(cx, PHONICS, fay.id));
    TRY(db_number(cx, apart_waits, &n, NONE));
    store_write(apart->store, &apart->write);
    for (int tries = 0; tries < 300 && !n && !apart->done; tries++) {
        TRY(db_number(cx, apart_waits, &n, NONE));
        if (!n) nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    apart->waited = n > 0;
    return OK;
}

TEST("whoever answers waits for whoever changes who leads the event, and what is said in public knows of both")
{
    if (!same(test_store(), "postgres")) test_skip("one process writes a SQLite file");
    static Apart apart;
    apart = (Apart){ 0 };
    EXPECT_OK(write_as(&dora, add, NULL));
    apart.store = storm_apart();
    ctx_begin(&apart.cx, apart.store, ARENA_REQUEST_LIMIT);
    apart.write = (Write){ .cx = &apart.cx, .act = hana_says_yes, .data = &apart, .done = answered };
    Error *error = write_as(&dora, fay_off, &apart);
    store_close(apart.store);
    bool right = apart.done && !apart.error && apart.waited;
    ctx_end(&apart.cx);
    EXPECT_OK(error);
    EXPECT(right);
    EXPECT_SAME(fixture_text("SELECT led_by AS text FROM event WHERE id = 1"), "Hana Sato");
}
