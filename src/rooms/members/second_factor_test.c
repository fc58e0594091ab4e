/* The second factor: of whom it is asked, how it is set up, and that a code is worth something once. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/security/password.h"
#include "platform/security/totp.h"
#include "rooms/members/person.h"
#include "rooms/members/second_factor.h"
#include "rooms/members/sign_in.h"
#include "tests/fixture.h"

#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
#define PASSWORD "three lanterns on a barge"

static const char *const codes[RECOVERY_CODES] = { "AAAAA-22222", "AAAAA-33333", "AAAAA-44444", "AAAAA-55555", "AAAAA-66666", "AAAAA-77777", "AAAAA-88888", "AAAAA-99999", "BBBBB-22222", "BBBBB-33333" };

static const char *code_now(void) { return totp_code(test_cx(), SECRET, fixture_cx()->now); }

static Error *set(Ctx *cx, void *who) { return second_factor_set(cx, ((const Somebody *)who)->id, SECRET, totp_code(cx, SECRET, cx->now), codes); }

/* They have an app since yesterday, and are signed in without having given its code. */
static void has_app(const Somebody *who)
{
    (void)fixture_store();
    fixture_at("2026-11-23T09:00");
    EXPECT_OK(write_as(&nobody, set, (void *)(uintptr_t)who));
    fixture_at("2026-11-24T09:00");
}

static void unproven_now(const Somebody *who)
{
    (void)csrf_of(who);
    fixture_run("DELETE FROM sign_in_factor");
}

static Visit gives(const Somebody *who, const char *code) { return visit(who, "POST", "/sign-in/second", FORM_OF("code", code, "next", "/bookings")); }

/* What stands between these two in a page. */
static const char *between(const char *page, const char *before, const char *after)
{
    const char *from = strstr(page, before);
    EXPECT(from != NULL);
    from += strlen(before);
    return text_copy(test_cx(), from, (size_t)(strstr(from, after) - from));
}

static const char *key_on(const char *page)
{
    Draft key = { .cx = test_cx() };
    for (const char *c = between(page, "class=\"ly-key\">", "<"); *c; c++)
        if (*c != ' ') draft_bytes(&key, c, 1);
    return draft_text(&key);
}

/* ---- of whom it is asked ---- */

TEST("whoever sees other people’s data is asked for a second factor at the door of it, and then comes to where they were going")
{
    has_app(&ann);
    unproven_now(&ann);
    Visit asked = visit(&ann, "GET", "/bookings?when=coming", NULL);
    EXPECT_EQUAL(asked.status, 303);
    EXPECT_SAME(asked.location, "/sign-in/second?next=/bookings%3Fwhen%3Dcoming");
    EXPECT_HAS(visit(&ann, "GET", asked.location, NULL).body, "Code from your app");
    EXPECT_HAS(visit(&ann, "GET", asked.location, NULL).body, "with=recovery&amp;next=%2Fbookings%3Fwhen%3Dcoming\"");
    EXPECT_SAME(visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102")).location, "/sign-in/second?next=/events/1/book");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 0);
    EXPECT_SAME(visit(&ann, "GET", "/records/102", NULL).location, "/sign-in/second?next=/records/102");      /* open to all who are signed in, and Ben's is not hers to see yet */

    Visit given = gives(&ann, code_now());
    EXPECT_EQUAL(given.status, 303);
    EXPECT_SAME(given.location, "/bookings");
    EXPECT_EQUAL(visit(&ann, "GET", "/bookings?when=coming", NULL).status, 200);
    EXPECT_SAME(visit(&ann, "GET", "/sign-in/second?next=/bookings", NULL).location, "/bookings");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'second_factor.given' AND person_id = 101"), 2)      /* the first when the fixture signed her in */;
}

TEST("without it they see what is their own, and are told that the rest waits")
{
    has_app(&ann);
    unproven_now(&ann);
    Visit home = visit(&ann, "GET", "/my", NULL);
    EXPECT_EQUAL(home.status, 200);
    EXPECT_HAS(home.body, "This is only what is your own");
    EXPECT_LACKS(home.body, "href=\"/bookings\"");
    EXPECT_EQUAL(visit(&ann, "GET", "/record", NULL).status, 200);
}

TEST("a teacher, whose post shows nobody else’s data, is not asked")
{
    unproven_now(&ben);
    Visit home = visit(&ben, "GET", "/my", NULL);
    EXPECT_EQUAL(home.status, 200);
    EXPECT_LACKS(home.body, "This is only what is your own");
    EXPECT_EQUAL(visit(&ben, "GET", "/bookings", NULL).status, 403);
    EXPECT_EQUAL(visit(&ben, "GET", "/records/101", NULL).status, 404);
}

TEST("a teacher who leads an event is asked at its register, for it names who comes")
{
    fixture_run("INSERT INTO facilitator (event_id, person_id, position) VALUES (1, 102, 2)");
    unproven_now(&ben);
    EXPECT_SAME(visit(&ben, "GET", "/events/1/register/61", NULL).location, "/sign-in/second?next=/events/1/register/61");
    fixture_run("INSERT INTO sign_in_factor (sign_in_id, factor, proven_at) SELECT id, 'totp', 1 FROM sign_in");
    EXPECT_EQUAL(visit(&ben, "GET", "/events/1/register/61", NULL).status, 200);
}

static Error *has_password(Ctx *cx, void *who)
{
    const char *hash;
    TRY(password_hash(cx, PASSWORD, &hash));
    return person_set_password(cx, ((const Somebody *)who)->id, hash);
}

static const char *token;
static Error *has_link(Ctx *cx, void *who) { return link_make(cx, ((const Somebody *)who)->id, "sign-in", 3600, &token); }

TEST("a password leads to the second factor, and so does an emailed link; a teacher goes straight in")
{
    EXPECT_OK(write_as(&nobody, has_password, (void *)(uintptr_t)&ann));
    EXPECT_SAME(visit(&nobody, "POST", "/sign-in", FORM_OF("email", ann.email, "password", PASSWORD, "next", "/bookings")).location, "/sign-in/second?next=%2Fbookings");
    EXPECT_OK(write_as(&nobody, has_link, (void *)(uintptr_t)&ann));
    EXPECT_SAME(visit(&jo, "POST", text(test_cx(), "/sign-in/link/%s", token), FORM_OF("go", "1")).location, "/sign-in/second?next=%2Fmy");
    EXPECT_OK(write_as(&nobody, has_link, (void *)(uintptr_t)&ben));
    EXPECT_SAME(visit(&kim, "POST", text(test_cx(), "/sign-in/link/%s", token), FORM_OF("go", "1")).location, "/my");
}

TEST("before the day that the settings say nobody is asked, and from that day everybody is who is signed in by then")
{
    static const char *const settings[] = { "address_days", "90", "name", "Fleet and Wandle Learning Partnership", "short_name", "Fleet and Wandle", "home_authority", "205", "email", "learning@fleetandwandle.example",
                                            "url", "https://learning.example", "second_factor_from-day", "1", "second_factor_from-month", "12", "second_factor_from-year", "2026", NULL };
    (void)csrf_of(&ann);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/settings", settings).status, 303);
    run_jobs();
    fixture_run("DELETE FROM sign_in_factor");
    EXPECT_EQUAL(visit(&ann, "GET", "/bookings", NULL).status, 200);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'settings.second_factor' AND detail = 'to 1 December 2026'"), 1);
    fixture_at("2026-12-01T00:00");
    EXPECT_SAME(visit(&ann, "GET", "/bookings", NULL).location, "/sign-in/second?next=/bookings");
}

TEST("the day is a year away at most, so that a soft start does not last for ever")
{
    Visit late = visit(&eli, "POST", "/office/settings", FORM_OF("address_days", "90", "name", "Fleet and Wandle", "short_name", "Fleet and Wandle", "email", "learning@fleetandwandle.example", "url", "https://learning.example",
                                                                 "second_factor_from-day", "26", "second_factor_from-month", "11", "second_factor_from-year", "2027"));
    EXPECT_EQUAL(late.status, 422);
    EXPECT_HAS(late.body, "by 25 November 2027 at the latest");
}

/* ---- setting it up ---- */

TEST("whoever has no app sets one up first: nothing is kept until a code of it fits, and then they go on")
{
    unproven_now(&ann);
    Visit led = visit(&ann, "GET", "/sign-in/second?next=/bookings", NULL);
    EXPECT_SAME(led.location, "/account/second-factor?next=%2Fbookings");
    Visit page = visit(&ann, "GET", led.location, NULL);
    const char *key = key_on(page.body), *shown = between(page.body, "name=\"shown\" value=\"", "\"");
    Visit wrong = visit(&ann, "POST", "/account/second-factor", FORM_OF("shown", shown, "next", "/bookings", "code", "000000"));
    EXPECT_EQUAL(wrong.status, 422);
    EXPECT_HAS(wrong.body, "That is not the code of this moment");
    EXPECT_SAME(key_on(wrong.body), key);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM totp"), 0);
    Visit right = visit(&ann, "POST", "/account/second-factor", FORM_OF("shown", shown, "next", "/bookings", "code", totp_code(test_cx(), key, fixture_cx()->now)));
    EXPECT_EQUAL(right.status, 303);
    EXPECT_SAME(right.location, "/bookings");
    EXPECT_EQUAL(visit(&ann, "GET", "/bookings", NULL).status, 200);
    EXPECT_EQUAL((int64_t)mail_to(ann.email, "second-factor-set"), 1);
    EXPECT_LACKS(fixture_text("SELECT secret AS text FROM totp"), key);
    EXPECT_HAS(visit(&ann, "GET", "/account", NULL).body, "You have 10 recovery codes left");
}

TEST("what one person’s page showed sets up nobody else’s app, nor anything an hour later")
{
    Visit page = visit(&ann, "GET", "/account/second-factor", NULL);
    const char *key = key_on(page.body), *shown = between(page.body, "name=\"shown\" value=\"", "\"");
    EXPECT_EQUAL(visit(&cara, "POST", "/account/second-factor", FORM_OF("shown", shown, "code", totp_code(test_cx(), key, fixture_cx()->now))).status, 422);
    EXPECT_EQUAL(visit(&cara, "POST", "/account/second-factor", FORM_OF("shown", "made up", "code", "123456")).status, 422);
    EXPECT_OK(write_as(&nobody, has_password, (void *)(uintptr_t)&ann));
    fixture_at("2026-11-24T10:00");
    Visit late = visit(&ann, "POST", "/account/second-factor", FORM_OF("shown", shown, "current", PASSWORD, "code", totp_code(test_cx(), key, fixture_cx()->now)));
    EXPECT_EQUAL(late.status, 422);
    EXPECT_HAS(late.body, "open for more than an hour");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM totp"), 0);
}

TEST("whoever has an app gives its code before they may put another in its place: a password alone does not do it")
{
    has_app(&ann);
    unproven_now(&ann);
    EXPECT_SAME(visit(&ann, "GET", "/account/second-factor", NULL).location, "/sign-in/second?next=/account/second-factor");
    EXPECT_SAME(visit(&ann, "POST", "/account/second-factor", FORM_OF("shown", "", "code", "123456")).location, "/sign-in/second?next=/account/second-factor");
    EXPECT_EQUAL(gives(&ann, code_now()).status, 303);
    EXPECT_EQUAL(visit(&ann, "GET", "/account/second-factor", NULL).status, 200);
}

TEST("a browser that was left open a quarter of an hour sets up no app without the password, or signing in anew")
{
    (void)csrf_of(&ann);
    (void)csrf_of(&cara);
    EXPECT_OK(write_as(&nobody, has_password, (void *)(uintptr_t)&cara));
    fixture_at("2026-11-24T09:16");
    EXPECT_HAS(visit(&ann, "GET", "/account/second-factor", NULL).body, "You signed in more than 15 minutes ago");
    Visit page = visit(&cara, "GET", "/account/second-factor", NULL);
    const char *key = key_on(page.body), *shown = between(page.body, "name=\"shown\" value=\"", "\""), *code = totp_code(test_cx(), key, fixture_cx()->now);
    EXPECT_EQUAL(visit(&cara, "POST", "/account/second-factor", FORM_OF("shown", shown, "code", code, "current", "a guess of hers")).status, 422);
    EXPECT_EQUAL(visit(&cara, "POST", "/account/second-factor", FORM_OF("shown", shown, "code", code, "current", PASSWORD)).status, 303);
}

/* ---- codes ---- */

TEST("a code is worth something once: the same one, and one of an earlier half minute, are refused")
{
    has_app(&ann);
    unproven_now(&ann);
    const char *first = code_now();
    EXPECT_EQUAL(gives(&ann, first).status, 303);
    fixture_run("DELETE FROM sign_in_factor");
    Visit again = gives(&ann, first);
    EXPECT_EQUAL(again.status, 422);
    EXPECT_HAS(again.body, "That code has been used");
    EXPECT_EQUAL(gives(&ann, totp_code(test_cx(), SECRET, fixture_cx()->now - TOTP_STEP_SECONDS)).status, 422);
    fixture_at("2026-11-24T09:01");
    EXPECT_EQUAL(gives(&ann, code_now()).status, 303);
}

TEST("guesses are slowed, and told how long to wait; the right code waits, too")
{
    has_app(&ann);
    unproven_now(&ann);
    for (int i = 0; i < ATTEMPTS_FREE; i++) EXPECT_EQUAL(gives(&ann, "000000").status, 422);
    Visit slowed = gives(&ann, code_now());
    EXPECT_EQUAL(slowed.status, 429);
    EXPECT_HAS(slowed.body, "That was too many tries. Wait 2 seconds");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'second_factor.failed' AND person_id = 101"), ATTEMPTS_FREE);
    fixture_at("2026-11-24T09:01");
    EXPECT_EQUAL(gives(&ann, code_now()).status, 303);
}

TEST("a recovery code does instead, however it is typed, and once; how many are left is said")
{
    has_app(&ann);
    unproven_now(&ann);
    EXPECT_EQUAL(gives(&ann, " aaaaa 22222").status, 303);
    EXPECT_HAS(visit(&ann, "GET", "/bookings", NULL).body, "You have 9 recovery codes left");
    fixture_run("DELETE FROM sign_in_factor");
    EXPECT_HAS(gives(&ann, "AAAAA-22222").body, "That code has been used");
    EXPECT_EQUAL(gives(&ann, "ZZZZZ-22222").status, 422);
    unproven_now(&cara);
    EXPECT_EQUAL(gives(&cara, "AAAAA-33333").status, 422);      /* Ann's, and not Cara's */
}

TEST("new recovery codes are shown first and hold with a code of the app; then the old ones work no more")
{
    has_app(&ann);
    Visit page = visit(&ann, "GET", "/account/recovery-codes", NULL);
    const char *shown = between(page.body, "name=\"shown\" value=\"", "\""), *first = between(page.body, "<li class=\"ly-key\">", "<");
    EXPECT_EQUAL(visit(&ann, "POST", "/account/recovery-codes", FORM_OF("shown", shown, "code", "000000")).status, 422);
    unproven_now(&ann);
    EXPECT_EQUAL(gives(&ann, codes[1]).status, 303);
    EXPECT_EQUAL(visit(&ann, "POST", "/account/recovery-codes", FORM_OF("shown", shown, "code", code_now())).status, 303);
    fixture_run("DELETE FROM sign_in_factor");
    EXPECT_EQUAL(gives(&ann, codes[2]).status, 422);
    EXPECT_EQUAL(gives(&ann, first).status, 303);
}

/* ---- help ---- */

static const char *given;
static Error *give(Ctx *cx, void *who) { return second_factor_give(cx, ((const Somebody *)who)->id, &given); }

TEST("a code that the operator hands out works once, within a day, for somebody without an app, too")
{
    unproven_now(&ann);
    EXPECT_OK(write_as(&nobody, give, (void *)(uintptr_t)&ann));
    const char *one = text(test_cx(), "%s", given);
    EXPECT_HAS(visit(&ann, "GET", "/sign-in/second", NULL).body, "The one that you were given");
    EXPECT_EQUAL(gives(&ann, one).status, 303);
    EXPECT_OK(write_as(&nobody, give, (void *)(uintptr_t)&ann));
    const char *two = text(test_cx(), "%s", given);
    fixture_run("DELETE FROM sign_in_factor");
    EXPECT_EQUAL(gives(&ann, one).status, 422);      /* the second one is still good */
    fixture_at("2026-11-25T09:00");
    EXPECT_EQUAL(gives(&ann, two).status, 422);
}

TEST("the office takes an app away: its codes and the sign-ins that it proved are worth nothing more, and its owner is told")
{
    has_app(&ann);
    (void)csrf_of(&ann);
    EXPECT_EQUAL(visit(&ann, "GET", "/bookings", NULL).status, 200);
    EXPECT_HAS(visit(&dora, "GET", "/office/people/101", NULL).body, "Authenticator app set up on");
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/people/101/second-factor", FORM_OF("sure", "1")).status, 403);
    EXPECT_EQUAL(visit(&noor, "POST", "/office/people/101/second-factor", FORM_OF("sure", "1")).status, 403);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/people/101/second-factor", FORM_OF("sure", "1")).status, 303);
    EXPECT_SAME(visit(&ann, "GET", "/bookings", NULL).location, "/sign-in/second?next=/bookings");
    EXPECT_EQUAL(gives(&ann, codes[0]).status, 422);
    EXPECT_SAME(visit(&ann, "GET", "/sign-in/second", NULL).location, "/account/second-factor?next=%2Fmy");
    EXPECT_EQUAL((int64_t)mail_to(ann.email, "second-factor-reset"), 1);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/people/101/second-factor", FORM_OF("sure", "1")).status, 409);
}

TEST("a command and a job act without a second factor, for they have no sign-in")
{
    Ctx *cx = as(&dora);
    EXPECT(cx->who->may && cx->who->proven && !cx->who->withheld);
}
