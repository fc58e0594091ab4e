/* Accounts elsewhere: whose they are, and how they become somebody's. The way to a provider and back is walked by tests/journeys/sign_in_with.mjs. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/security/totp.h"
#include "rooms/members/identity.h"
#include "rooms/members/second_factor.h"
#include "rooms/members/sign_in.h"
#include "tests/fixture.h"

#define ISSUER "https://id.school.example"

static IdentityProvider school = { .name = "School account", .issuer = ISSUER, .client_id = "lyceum", .tenants = "", .client_secret = "" };
static const char *token;

static Error *provider_add(Ctx *cx, void *nothing)
{
    school.id = 0;
    return provider_save(cx, &school, "a secret of the client's own");
}

static const char *browser;      /* whose it is */

static Error *offer(Ctx *cx, void *claims)
{
    TRY(identity_offer(cx, school.id, claims, browser, &token));
    token = text(test_cx(), "%s", token);
    return OK;
}

/* This browser came back from the provider with these claims, and nobody here has that account. */
static const char *offered(const Somebody *who, const char *subject, const char *email)
{
    browser = visitor_of(who);
    if (!fixture_number("SELECT count(*) FROM identity_provider")) EXPECT_OK(write_as(&eli, provider_add, NULL));
    EXPECT_OK(write_as(&nobody, offer, &(OidcClaims){ ISSUER, subject, email, "" }));
    return text(test_cx(), "/account/identities/%s", token);
}

static int64_t owner(const char *issuer, const char *subject)
{
    int64_t person_id;
    EXPECT_OK(identity_owner(as(&nobody), &(OidcClaims){ issuer, subject, "", "" }, &person_id));
    return person_id;
}

TEST("an account that nobody has becomes somebody’s when they are signed in and say so, and they are written to")
{
    const char *path = offered(&ben, "subject-7", "ben@trust.example");
    EXPECT_SAME(visit(&nobody, "GET", path, NULL).location, text(test_cx(), "/sign-in?next=%s", path));
    EXPECT_HAS(visit(&ben, "GET", path, NULL).body, "ben@trust.example");
    EXPECT_EQUAL(owner(ISSUER, "subject-7"), 0);
    EXPECT_EQUAL(visit(&ben, "POST", path, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(owner(ISSUER, "subject-7"), ben.id);
    EXPECT_EQUAL((int64_t)mail_to(ben.email, "identity-connected"), 1);
    EXPECT_EQUAL(visit(&ben, "GET", path, NULL).status, 404);      /* taken */
    EXPECT_HAS(visit(&ben, "GET", "/account", NULL).body, "ben@trust.example");
}

TEST("an address only proposes: an account that says it is Ann’s signs in nobody as Ann, and becomes his who is signed in")
{
    const char *path = offered(&ben, "subject-8", ann.email);
    EXPECT_EQUAL(owner(ISSUER, "subject-8"), 0);
    EXPECT_EQUAL(visit(&ben, "POST", path, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(owner(ISSUER, "subject-8"), ben.id);
}

TEST("an account is its issuer’s and its subject’s: the same subject at another issuer is somebody else’s, and nobody takes what is taken")
{
    const char *first = offered(&ben, "subject-9", "x@trust.example"), *second = offered(&cara, "subject-9", "x@trust.example");
    EXPECT_EQUAL(visit(&ben, "POST", first, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(visit(&cara, "POST", second, FORM_OF("go", "1")).status, 409);
    EXPECT_EQUAL(owner(ISSUER, "subject-9"), ben.id);
    EXPECT_EQUAL(owner("https://id.elsewhere.example", "subject-9"), 0);
}

TEST("whoever sees other people’s data connects an account once they are proven, for it may stand for the second factor")
{
    const char *path = offered(&ann, "subject-10", "ann@trust.example");
    (void)csrf_of(&ann);
    fixture_run("DELETE FROM sign_in_factor");
    EXPECT_EQUAL(visit(&ann, "POST", path, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(owner(ISSUER, "subject-10"), 0);
}

static Error *app_set(Ctx *cx, void *who)
{
    const char *secret = totp_secret_new(cx);
    return second_factor_set(cx, ((const Somebody *)who)->id, secret, totp_code(cx, secret, cx->now), recovery_codes_new(cx));
}

TEST("whoever has an app connects an account once its code was given, in whichever post they act, for the account may stand for it in every post")
{
    const char *path = offered(&ben, "subject-14", "ben@trust.example");
    (void)csrf_of(&ben);
    fixture_run("DELETE FROM sign_in_factor");
    EXPECT_OK(write_as(&nobody, app_set, (void *)(uintptr_t)&ben));
    EXPECT_SAME(visit(&ben, "GET", path, NULL).location, text(test_cx(), "/sign-in/second?next=%s", path));
    EXPECT_EQUAL(visit(&ben, "POST", path, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(owner(ISSUER, "subject-14"), 0);
}

TEST("an offer is taken in the browser that came back with it: nobody connects somebody else’s account by a link that they are sent")
{
    const char *path = offered(&cara, "subject-15", "ben@trust.example");
    EXPECT_EQUAL(visit(&ben, "GET", path, NULL).status, 404);
    EXPECT_EQUAL(visit(&ben, "POST", path, FORM_OF("go", "1")).status, 404);
    EXPECT_EQUAL(owner(ISSUER, "subject-15"), 0);
    EXPECT_EQUAL(visit(&cara, "POST", path, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(owner(ISSUER, "subject-15"), cara.id);
}

TEST("a browser that was left open connects nothing, and what was offered is gone after an hour")
{
    const char *path = offered(&ben, "subject-11", "ben@trust.example");
    (void)csrf_of(&ben);
    fixture_at("2026-11-24T09:16");
    EXPECT_EQUAL(visit(&ben, "POST", path, FORM_OF("go", "1")).status, 422);
    fixture_at("2026-11-24T10:01");
    EXPECT_EQUAL(visit(&ben, "GET", path, NULL).status, 404);
    EXPECT_EQUAL(owner(ISSUER, "subject-11"), 0);
}

TEST("one takes one’s own account away, and nobody else’s")
{
    const char *path = offered(&ben, "subject-12", "ben@trust.example");
    EXPECT_EQUAL(visit(&ben, "POST", path, FORM_OF("go", "1")).status, 303);
    const char *drop = text(test_cx(), "/account/identities/%ld/drop", fixture_number("SELECT id FROM identity"));
    EXPECT_EQUAL(visit(&cara, "POST", drop, FORM_OF("go", "1")).status, 404);
    EXPECT_EQUAL(visit(&ben, "POST", drop, FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(owner(ISSUER, "subject-12"), 0);
}

TEST("whoever comes back without having been sent is told so, and nothing is asked of any provider")
{
    EXPECT_HAS(visit(&nobody, "GET", "/sign-in/oidc", NULL).body, "begun in another browser");
    EXPECT_EQUAL(visit(&nobody, "GET", "/sign-in/oidc?state=0123456789012345678901234567890123456789012345678901234567890123.a.1.1.%2Fmy&code=x", NULL).status, 409);
    EXPECT_EQUAL(visit(&nobody, "GET", "/sign-in/with/nobody-at-all", NULL).status, 404);
}

TEST("the office sets a provider up; its secret is sealed and shown to nobody, and mistakes are told together")
{
    const char *const *form = FORM_OF("name", "Microsoft account", "issuer", "https://login.microsoftonline.com/0000/v2.0", "client_id", "lyceum", "client_secret", "hush hush");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/providers/new", form).status, 403);
    EXPECT_EQUAL(visit(&eli, "POST", "/office/providers/new", form).status, 303);
    EXPECT_LACKS(fixture_text("SELECT client_secret AS text FROM identity_provider"), "hush");
    EXPECT_LACKS(visit(&eli, "GET", text(test_cx(), "/office/providers/%ld", fixture_number("SELECT id FROM identity_provider")), NULL).body, "hush");
    EXPECT_HAS(visit(&nobody, "GET", "/sign-in?next=/bookings", NULL).body, "/sign-in/with/microsoft-account?next=%2Fbookings");
    EXPECT_EQUAL(visit(&eli, "POST", "/office/providers/new", form).status, 422);      /* there is one of that name */
    Visit wrong = visit(&eli, "POST", "/office/providers/new", FORM_OF("name", "", "issuer", "http://id.school.example/", "client_id", ""));
    EXPECT_HAS(wrong.body, "Enter a name for the button");
    EXPECT_HAS(wrong.body, "begins with https://");
    EXPECT_HAS(wrong.body, "Enter the client secret");
}

TEST("a retired provider is on the page to sign in no more, and those who had connected it keep their other ways in")
{
    (void)offered(&ben, "subject-13", "");
    const char *retire = text(test_cx(), "/office/providers/%ld/retire", school.id);
    EXPECT_HAS(visit(&nobody, "GET", "/sign-in", NULL).body, "Use my School account");
    EXPECT_EQUAL(visit(&eli, "POST", retire, FORM_OF("retired", "1")).status, 303);
    EXPECT_LACKS(visit(&nobody, "GET", "/sign-in", NULL).body, "Use my School account");
    EXPECT_EQUAL(visit(&nobody, "GET", "/sign-in/with/school-account", NULL).status, 404);
}
