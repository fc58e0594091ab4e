/* Passkeys of people: added and named, used as the second step, each challenge once, and nobody else's. */
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/own_passkey.h"
#include "tests/fixture.h"
#include "tests/fixture_passkey.h"

/* What stands between these two in a page. */
static const char *between(const char *page, const char *before, const char *after)
{
    const char *from = strstr(page, before), *to = from ? strstr(from + strlen(before), after) : NULL;
    EXPECT(to != NULL);
    return to ? text_copy(test_cx(), from + strlen(before), (size_t)(to - from) - strlen(before)) : "";
}

static const char *challenge_on(Visit page) { return between(page.body, "data-challenge=\"", "\""); }

static Visit sends_made(const Somebody *who, Visit page, Key key, const char *name)
{
    key.made = true, key.challenge = key.challenge ? key.challenge : challenge_on(page);
    const PasskeySaid said = passkey_said(key);
    const char *shown = strstr(page.body, "name=\"shown\"") ? between(page.body, "name=\"shown\" value=\"", "\"") : "";
    return visit(who, "POST", "/account/passkeys/new", FORM_OF("name", name, "shown", shown, "client_data", said.client_data, "authenticator_data", said.authenticator_data));
}

static Visit adds(const Somebody *who, int number)
{
    return sends_made(who, visit(who, "GET", "/account/passkeys/new", NULL), (Key){ .number = number, .counter = 1 }, "Blue key");
}

static void unproven_now(const Somebody *who)
{
    (void)csrf_of(who);
    fixture_run("DELETE FROM sign_in_factor");
}

static Visit sends_used(const Somebody *who, Key key)
{
    const PasskeySaid said = passkey_said(key);
    return visit(who, "POST", "/sign-in/second", FORM_OF("next", "/bookings", "credential", passkey_id(key.number), "client_data", said.client_data, "authenticator_data", said.authenticator_data, "signature", said.signature));
}

static Visit uses(const Somebody *who, Key key)
{
    key.challenge = challenge_on(visit(who, "GET", "/sign-in/second?next=/bookings", NULL));
    return sends_used(who, key);
}

static Error *sweep(Ctx *cx, void *nothing) { return passkeys_sweep(cx); }

static void refused(Visit answer, const char *words)
{
    EXPECT_EQUAL(answer.status, 422);
    EXPECT_HAS(answer.body, words);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM sign_in_factor"), 0);
}

TEST("a passkey is added under a name, with recovery codes, and its owner is told; then it opens what an app’s code would")
{
    unproven_now(&ann);
    EXPECT_HAS(between(visit(&ann, "GET", "/account/second-factor?next=/bookings", NULL).body, "No phone for codes?", "</a>"), "/account/passkeys/new?next=%2Fbookings");
    EXPECT_EQUAL(adds(&ann, 1).status, 303);
    EXPECT_EQUAL(visit(&ann, "GET", "/bookings", NULL).status, 200);
    EXPECT_EQUAL((int64_t)mail_to(ann.email, "passkey-added"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'passkey.added' AND detail = 'Blue key'"), 1);
    Visit account = visit(&ann, "GET", "/account", NULL);
    EXPECT_HAS(account.body, "<b>Blue key</b>");
    EXPECT_HAS(account.body, "not used yet");
    EXPECT_HAS(account.body, "You have 10 recovery codes left");
    EXPECT_HAS(visit(&dora, "GET", "/office/people/101", NULL).body, "1 passkey, 10 recovery codes left");

    unproven_now(&ann);
    EXPECT_SAME(visit(&ann, "GET", "/bookings", NULL).location, "/sign-in/second?next=/bookings");
    Visit used = uses(&ann, (Key){ .number = 1, .counter = 2 });
    EXPECT_EQUAL(used.status, 303);
    EXPECT_SAME(used.location, "/bookings");
    EXPECT_EQUAL(visit(&ann, "GET", "/bookings", NULL).status, 200);
    EXPECT_HAS(visit(&ann, "GET", "/account", NULL).body, "last used");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'second_factor.given' AND detail = 'by a passkey'"), 2);      /* by adding it, and by using it */
}

TEST("a recovery code does where the passkey is not at hand, and makes new ones")
{
    unproven_now(&ann);
    Visit page = visit(&ann, "GET", "/account/passkeys/new", NULL);
    const char *code = between(page.body, "<li class=\"ly-key\">", "<");
    EXPECT_EQUAL(sends_made(&ann, page, (Key){ .number = 1 }, "Laptop").status, 303);
    EXPECT_LACKS(visit(&ann, "GET", "/account/passkeys/new", NULL).body, "name=\"shown\"");      /* those that she has hold */
    unproven_now(&ann);
    EXPECT_HAS(visit(&ann, "GET", "/sign-in/second", NULL).body, "Recovery code");
    EXPECT_HAS(visit(&ann, "GET", "/sign-in/second", NULL).body, "using it needs script in the browser. A code does the same");
    EXPECT_EQUAL(visit(&ann, "POST", "/sign-in/second", FORM_OF("code", code, "with", "recovery")).status, 303);
    EXPECT_HAS(visit(&ann, "GET", "/account/recovery-codes", NULL).body, "You have 9 codes left");
}

TEST("a challenge is spent by what came with it: sent again, in another sign-in or after five minutes it is refused")
{
    EXPECT_EQUAL(adds(&ann, 1).status, 303);
    const char *of_cara = challenge_on(visit(&cara, "GET", "/account/passkeys/new", NULL));
    unproven_now(&ann);
    const char *challenge = challenge_on(visit(&ann, "GET", "/sign-in/second", NULL));
    EXPECT_EQUAL(sends_used(&ann, (Key){ .number = 1, .counter = 5, .challenge = challenge }).status, 303);
    unproven_now(&ann);
    refused(sends_used(&ann, (Key){ .number = 1, .counter = 6, .challenge = challenge }), "That was sent already");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'second_factor.failed' AND person_id = 101"), 1);

    refused(sends_used(&ann, (Key){ .number = 1, .counter = 6, .challenge = of_cara }), "in another sign-in");
    challenge = challenge_on(visit(&ann, "GET", "/sign-in/second", NULL));
    fixture_at("2026-11-24T09:05");
    refused(sends_used(&ann, (Key){ .number = 1, .counter = 6, .challenge = challenge }), "open for more than 5 minutes");
    fixture_at("2026-11-24T12:00");
    EXPECT_OK(write_as(&nobody, sweep, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM passkey_spent"), 0);
}

TEST("another site’s, another key’s signature and a counter that goes back are refused in words, and the way on stays shut")
{
    EXPECT_EQUAL(adds(&ann, 1).status, 303);
    unproven_now(&ann);
    refused(uses(&ann, (Key){ .number = 1, .counter = 9, .origin = "https://evil.example" }), "Passkeys work at https://learning.example alone");
    refused(uses(&ann, (Key){ .number = 1, .counter = 9, .site = "evil.example" }), "for another site");
    refused(uses(&ann, (Key){ .number = 1, .counter = 1 }), "counts back");
    refused(uses(&ann, (Key){ .number = 2, .counter = 9 }), "none of yours here");
    fixture_run("UPDATE passkey SET public_key = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'");
    refused(uses(&ann, (Key){ .number = 1, .counter = 9 }), "did not sign what was asked");
    EXPECT_SAME(visit(&ann, "GET", "/bookings", NULL).location, "/sign-in/second?next=/bookings");
}

TEST("somebody else’s passkey opens nothing, is not seen, and cannot be added or removed")
{
    EXPECT_EQUAL(adds(&ann, 1).status, 303);
    EXPECT_EQUAL(adds(&cara, 2).status, 303);
    Visit taken = adds(&cara, 1);
    EXPECT_EQUAL(taken.status, 422);
    EXPECT_HAS(taken.body, "That passkey is here already");
    const char *remove = text(test_cx(), "/account/passkeys/%ld/remove", fixture_number("SELECT id FROM passkey WHERE person_id = 101"));
    EXPECT_EQUAL(visit(&cara, "GET", remove, NULL).status, 404);
    EXPECT_EQUAL(visit(&cara, "POST", remove, FORM_OF("go", "1")).status, 404);
    unproven_now(&ann);
    unproven_now(&cara);
    refused(uses(&cara, (Key){ .number = 1, .counter = 9 }), "none of yours here");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM passkey WHERE person_id = 101 AND counter = 1"), 1);
}

TEST("whoever has a passkey gives it before they may add another, remove one, or set up an app: a password alone does not do it")
{
    EXPECT_EQUAL(adds(&ann, 1).status, 303);
    const char *remove = text(test_cx(), "/account/passkeys/%ld/remove", fixture_number("SELECT id FROM passkey"));
    unproven_now(&ann);
    EXPECT_SAME(visit(&ann, "GET", "/account/passkeys/new", NULL).location, "/sign-in/second?next=/account/passkeys/new");
    EXPECT_SAME(visit(&ann, "GET", "/account/second-factor", NULL).location, "/sign-in/second?next=/account/second-factor");
    EXPECT_EQUAL(visit(&ann, "POST", remove, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(visit(&ann, "POST", "/account/passkeys/new", FORM_OF("name", "Theirs")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM passkey"), 1);
    EXPECT_EQUAL(uses(&ann, (Key){ .number = 1, .counter = 2 }).status, 303);
    EXPECT_HAS(visit(&ann, "GET", remove, NULL).body, "It is the only one that you have");
    EXPECT_EQUAL(visit(&ann, "POST", remove, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM passkey"), 0);
    EXPECT_EQUAL((int64_t)mail_to(ann.email, "passkey-removed"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM recovery_code"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'passkey.removed'"), 1);
}

TEST("without a name it is not added and what was shown stays; a browser left open a quarter of an hour adds none")
{
    Visit page = visit(&ann, "GET", "/account/passkeys/new", NULL);
    Visit nameless = sends_made(&ann, page, (Key){ .number = 1 }, " ");
    EXPECT_EQUAL(nameless.status, 422);
    EXPECT_HAS(nameless.body, "Enter a name for the passkey");
    EXPECT_SAME(between(nameless.body, "<li class=\"ly-key\">", "<"), between(page.body, "<li class=\"ly-key\">", "<"));
    EXPECT_EQUAL(sends_made(&ann, page, (Key){ .number = 1, .origin = "https://evil.example" }, "Laptop").status, 422);
    fixture_at("2026-11-24T09:16");
    EXPECT_HAS(sends_made(&ann, visit(&ann, "GET", "/account/passkeys/new", NULL), (Key){ .number = 1 }, "Laptop").body, "You signed in more than 15 minutes ago");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM passkey"), 0);
}

static Error *many(Ctx *cx, void *nothing)
{
    for (int i = 0; i < PASSKEYS_MOST; i++) TRY(passkey_add(cx, "One of many", &(Passkey){ text(cx, "id-%d", i), "key", -8, 0 }, text(cx, "spent %d", i)));
    return OK;
}

TEST("twenty passkeys are enough, and the next is refused")
{
    EXPECT_OK(write_as(&ann, many, NULL));
    EXPECT_HAS(adds(&ann, 1).body, "You have 20 passkeys already");
}

TEST("the office takes passkeys away with the rest, and the sign-ins that they proved are proven no more")
{
    EXPECT_EQUAL(adds(&ann, 1).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/people/101/second-factor", FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM passkey"), 0);
    EXPECT_SAME(visit(&ann, "GET", "/sign-in/second", NULL).location, "/account/second-factor?next=%2Fmy");
}
