/* What happens by itself in a store that is served, with every room's jobs in place. */
#include "app/lists.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/security/token.h"
#include "tests/fixture.h"

static Error *trail_one(Ctx *cx, void *nothing) { return trail(cx, "test.done", 1, NULL); }

static void minutes_pass(int64_t minutes)
{
    time_stop_at(0);
    time_stop_at(time_now() + 60 * minutes);
}

/* As a worker would, which puts every timed job on the list when it begins. */
static void work(void)
{
    size_t ran;
    jobs_use(all_jobs, all_jobs_count);
    jobs_start(fixture_store(), 1);
    jobs_stop();
    EXPECT_OK(jobs_drain(fixture_store(), &ran));
}

TEST("the trail is sealed within minutes by itself, and again as it grows")
{
    TrailState state;
    work();   /* a program's first start makes what it signs with, and says so in the trail */
    EXPECT_OK(write_as(&ann, trail_one, NULL));
    minutes_pass(2);
    work();
    EXPECT_OK(trail_verify(as(&nobody), &state));
    EXPECT(state.whole && state.sealed > 0);
    EXPECT_EQUAL(state.waiting, 0);
    int64_t sealed = state.sealed;

    EXPECT_OK(write_as(&ann, trail_one, NULL));
    EXPECT_OK(trail_verify(as(&nobody), &state));
    EXPECT_EQUAL(state.waiting, 1);
    minutes_pass(4);
    work();
    EXPECT_OK(trail_verify(as(&nobody), &state));
    EXPECT_EQUAL(state.sealed, sealed + 1);
}

TEST("the key of a form that was sent is forgotten after its day, and not before")
{
    EXPECT_EQUAL(visit(&cara, "POST", "/account/sign-ins/end-others", NULL).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM command_key"), 1);
    fixture_at("2026-11-25T08:00");
    work();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM command_key"), 1);
    fixture_at("2026-11-25T10:00");
    work();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM command_key"), 0);
}

static const char *hash_kept(const char *secret, const char *key)
{
    (void)fixture_store();   /* which has a secret of its own */
    mac_key(secret, strlen(secret));
    EXPECT_EQUAL(visit_again(&cara, "/account/sign-ins/end-others", FORM_OF("word", "hello"), key).status, 303);
    return fixture_text(text(test_cx(), "SELECT body_hash AS text FROM command_key WHERE key = '%s'", key));
}

TEST("what is kept of a form that was sent is a hash that only this store can make: whoever reads the table finds no answer by trying")
{
    const char *one = hash_kept("one", "k1");
    EXPECT_EQUAL((int64_t)strlen(one), 64);
    EXPECT_SAME(hash_kept("one", "k2"), one);
    EXPECT(!same(hash_kept("two", "k3"), one));
}

TEST("the addresses of connections go out of the trail by themselves when the days are over that the settings name")
{
    fixture_run("INSERT INTO setting (name, value) VALUES ('address_days', '30')");
    EXPECT_OK(write_as(&ann, trail_one, NULL));
    fixture_run("UPDATE trail SET address = '203.0.113.7'");
    minutes_pass(2);
    work();
    minutes_pass(29 * 24 * 60);
    work();
    EXPECT(fixture_number("SELECT count(*) FROM trail WHERE address <> ''") > 0);
    minutes_pass(31 * 24 * 60);
    work();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE address <> ''"), 0);
}
