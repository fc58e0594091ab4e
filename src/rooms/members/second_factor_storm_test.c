/* The same code, or the same answer of a passkey, from many at once: it opens one sign-in. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "platform/security/totp.h"
#include "rooms/members/own_passkey.h"
#include "rooms/members/second_factor.h"
#include "tests/fixture_storm.h"

#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static const char *const codes[RECOVERY_CODES] = { "AAAAA-22222", "AAAAA-33333", "AAAAA-44444", "AAAAA-55555", "AAAAA-66666", "AAAAA-77777", "AAAAA-88888", "AAAAA-99999", "BBBBB-22222", "BBBBB-33333" };

static Error *set(Ctx *cx, void *nothing) { return second_factor_set(cx, ann.id, SECRET, totp_code(cx, SECRET, cx->now), codes); }

/* An act that is refused where its code was not taken, so that what it counts is what was committed. */
static Error *take(Ctx *cx, void *code)
{
    CodeIs is;
    TRY(second_factor_take(cx, ann.id, code, &is));
    return is == CODE_OF_APP || is == CODE_OF_RECOVERY ? OK : conflict(cx, "taken already");
}

typedef struct { const char *code; atomic_int taken; } Race;

static void run(int number, void *data)
{
    Race *race = data;
    for (int i = 0; i < 4; i++)
        if (!storm_write(number, ann.id, take, (void *)(uintptr_t)race->code)) race->taken++;
}

TEST("of sixteen who give the same code of an app at once, one is let in; and of those who give the same recovery code")
{
    (void)fixture_store();
    fixture_at("2026-11-23T09:00");
    EXPECT_OK(write_as(&nobody, set, NULL));
    fixture_at("2026-11-24T09:00");
    Race app = { .code = totp_code(test_cx(), SECRET, fixture_cx()->now) }, recovery = { .code = codes[4] };
    storm(STORM, run, &app);
    EXPECT_EQUAL(app.taken, 1);
    storm(STORM, run, &recovery);
    EXPECT_EQUAL(recovery.taken, 1);
}

static int64_t passkey_of_ann;

static Error *add(Ctx *cx, void *nothing) { return passkey_add(cx, "Blue key", &(Passkey){ "id", "key", -8, 0 }, "spent at making"); }

/* What this passkey answers, `code` being the challenge's mark; one that does not count says zero each time. */
static Error *answer(Ctx *cx, void *code) { return passkey_take(cx, &(OwnPasskey){ .id = passkey_of_ann }, 0, code); }

static void run_passkey(int number, void *data)
{
    Race *race = data;
    for (int i = 0; i < 4; i++)
        if (!storm_write(number, ann.id, answer, (void *)(uintptr_t)race->code)) race->taken++;
}

TEST("of sixteen who send the same answer of a passkey at once, one is let in")
{
    EXPECT_OK(write_as(&ann, add, NULL));
    passkey_of_ann = fixture_number("SELECT id FROM passkey");
    Race race = { .code = "spent at using" };
    storm(STORM, run_passkey, &race);
    EXPECT_EQUAL(race.taken, 1);
}

static Error *add_another(Ctx *cx, void *data)
{
    const char *key = text(cx, "key %d", *(const int *)data);
    return passkey_add(cx, key, &(Passkey){ key, "key", -8, 0 }, key);
}

static void run_adding(int number, void *added)
{
    for (int i = 0; i < 4; i++)
        if (!storm_write(number, ann.id, add_another, &(int){ number * 4 + i })) atomic_fetch_add((atomic_int *)added, 1);
}

TEST("however many passkeys one person adds at once, they have as many as they may and no more")
{
    atomic_int added = (int)fixture_number("SELECT count(*) FROM passkey");
    storm(STORM, run_adding, &added);
    EXPECT_EQUAL(added, PASSKEYS_MOST);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM passkey"), PASSKEYS_MOST);
}
