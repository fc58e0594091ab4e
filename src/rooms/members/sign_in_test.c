/* Signing in and out: who it is, in which post, from which browser; and how guessing is slowed without locking anybody out. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "platform/security/password.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/members/post.h"
#include "rooms/members/sign_in.h"
#include "tests/fixture.h"

#define PASSWORD "three lanterns on a barge"

static const char *token;

static Error *set_password(Ctx *cx, void *who)
{
    const char *hash;
    TRY(password_hash(cx, PASSWORD, &hash));
    return person_set_password(cx, ((const Somebody *)who)->id, hash);
}

static Error *begin(Ctx *cx, void *who) { return sign_in_begin(cx, ((const Somebody *)who)->id, "Firefox on Linux", "totp", &token); }
static Error *end_ben(Ctx *cx, void *post_id) { return post_end(cx, *(int64_t *)post_id, "2026-11-24"); }
static Error *make_link(Ctx *cx, void *purpose) { return link_make(cx, ben.id, purpose, 3600, &token); }
static Error *sweep(Ctx *cx, void *nothing) { return sign_ins_sweep(cx); }
static Error *make_head(Ctx *cx, void *nothing)
{
    Post post = { .person_id = ben.id, .organisation_id = BEECH, .role = "headteacher", .title = "", .starts_on = "2026-09-01" };
    return post_add(cx, &post);
}

static Visit try_password(const char *email, const char *password)
{
    return visit(&nobody, "POST", "/sign-in", FORM_OF("email", email, "password", password));
}

TEST("the right password signs in, however the address is cased, and leads on")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    Visit in = visit(&nobody, "POST", "/sign-in", FORM_OF("email", " BEN@Alder.example ", "password", PASSWORD, "next", "/account"));
    EXPECT_EQUAL(in.status, 303);
    EXPECT_SAME(in.location, "/account");
    EXPECT_HAS(visit(&nobody, "GET", "/account", NULL).body, "Ben Okafor");      /* this browser keeps the cookie */
    EXPECT_EQUAL(fixture_number("SELECT person_id FROM trail WHERE what = 'sign_in.began'"), ben.id);
}

TEST("a wrong password, an unknown address and a person without a password are told alike, and what was typed stays")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    Visit wrong = try_password("ben@alder.example", "not the password"), unknown = try_password("stranger@alder.example", "not the password"),
          none = try_password("kim@alder.example", "not the password");
    EXPECT_EQUAL(wrong.status, 422);
    EXPECT_EQUAL(unknown.status, 422);
    EXPECT_HAS(wrong.body, "do not belong together");
    EXPECT_HAS(unknown.body, "do not belong together");
    EXPECT_HAS(none.body, "do not belong together");
    EXPECT_HAS(wrong.body, "value=\"ben@alder.example\"");
    EXPECT_LACKS(wrong.body, "not the password");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM sign_in_attempt WHERE failures > 0") >= 3, 1);
}

TEST("guessing is slowed and told in words, while a link by mail always works")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    for (int i = 0; i < ATTEMPTS_FREE; i++) EXPECT_EQUAL(try_password("ben@alder.example", "guess").status, 422);
    Visit slowed = try_password("ben@alder.example", PASSWORD);
    EXPECT_EQUAL(slowed.status, 429);
    EXPECT_HAS(slowed.body, "That was too many tries. Wait 2 seconds");
    EXPECT_EQUAL(visit(&nobody, "POST", "/sign-in/link", FORM_OF("email", "ben@alder.example")).status, 303);
    run_jobs();
    EXPECT_EQUAL((int64_t)mail_to("ben@alder.example", "sign-in-link"), 1);
    fixture_at("2026-11-24T09:01");
    EXPECT_EQUAL(try_password("ben@alder.example", PASSWORD).status, 303);
}

/* A try as far as its password has been hashed; what it is answered comes with guess_answered(). */
static void guess_begin(Turn *turn, Ctx *cx, const char *password)
{
    const char *body = text(test_cx(), "csrf=%s&key=%s&email=ben%%40alder.example&password=%s", csrf_of(&nobody), password, text_url(test_cx(), password));
    *turn = (Turn){ .cx = *cx, .in = { .method = "POST", .target = "/sign-in", .cookies = cookies_of(&nobody), .content_type = "application/x-www-form-urlencoded",
                    .host = "learning.example", .origin = "", .fetch_site = "", .agent = "", .address = "", .body = body, .body_length = strlen(body) } };
    turn_open(turn);
    turn_read(turn);
    EXPECT(turn->next == TURN_WRITE);
}

static int guess_answered(Turn *turn)
{
    Answer answer;
    EXPECT_OK(db_write(&turn->cx, turn_write, turn));
    turn_written(turn, OK);
    turn_answer(turn, &answer);
    return answer.status;
}

TEST("many tries at once are no way round the waiting: the first few are answered, and of the others not even the right one")
{
    enum { AT_ONCE = ATTEMPTS_FREE + 2 };
    Ctx cx[AT_ONCE];
    Turn turns[AT_ONCE];
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    for (int i = 0; i < AT_ONCE; i++) {
        ctx_begin(&cx[i], fixture_store(), ARENA_REQUEST_LIMIT);
        cx[i].request_id = "guess";
        guess_begin(&turns[i], &cx[i], i + 1 < AT_ONCE ? text(test_cx(), "guess %d", i) : PASSWORD);
    }
    for (int i = 0; i < AT_ONCE; i++) EXPECT_EQUAL(guess_answered(&turns[i]), i < ATTEMPTS_FREE ? 422 : 429);
    for (int i = 0; i < AT_ONCE; i++) ctx_end(&cx[i]);
}

TEST("a link is asked for in the same words whether or not anybody has the address, and only a known one is written to")
{
    Visit known = visit(&nobody, "POST", "/sign-in/link", FORM_OF("email", "ben@alder.example")),
          unknown = visit(&nobody, "POST", "/sign-in/link", FORM_OF("email", "stranger@alder.example"));
    EXPECT_SAME(known.location, unknown.location);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM job WHERE kind = 'sign_in.link'"), 2);
    run_jobs();
    EXPECT_EQUAL((int64_t)mail_to("ben@alder.example", NULL), 1);
    EXPECT_EQUAL((int64_t)mail_to("stranger@alder.example", NULL), 0);
}

TEST("one link of a kind goes out a minute: a link to set a password does not hold back the one to sign in")
{
    const char *const *ben_asks = FORM_OF("email", "ben@alder.example"), *const *for_password = FORM_OF("email", "ben@alder.example", "for", "password");
    visit(&nobody, "POST", "/sign-in/link", for_password);
    visit(&nobody, "POST", "/sign-in/link", ben_asks);
    visit(&nobody, "POST", "/sign-in/link", ben_asks);
    run_jobs();
    EXPECT_EQUAL((int64_t)mail_to("ben@alder.example", "password-link"), 1);
    EXPECT_EQUAL((int64_t)mail_to("ben@alder.example", "sign-in-link"), 1);
}

TEST("looking at a link uses nothing up; its button signs in once, and once only")
{
    EXPECT_OK(write_as(&nobody, make_link, (void *)"sign-in"));
    const char *path = text(test_cx(), "/sign-in/link/%s", token);
    EXPECT_HAS(visit(&nobody, "GET", path, NULL).body, "You are Ben Okafor");
    EXPECT_HAS(visit(&nobody, "GET", path, NULL).body, "You are Ben Okafor");
    EXPECT_EQUAL(visit(&nobody, "POST", path, FORM_OF("go", "1")).status, 303);
    EXPECT_HAS(visit(&nobody, "GET", path, NULL).body, "This link no longer works");
    Visit again = visit(&jo, "POST", path, FORM_OF("go", "1"));
    EXPECT_EQUAL(again.status, 409);
}

TEST("a link is too old after its hour")
{
    EXPECT_OK(write_as(&nobody, make_link, (void *)"sign-in"));
    fixture_at("2026-11-24T10:01");
    EXPECT_HAS(visit(&nobody, "GET", text(test_cx(), "/sign-in/link/%s", token), NULL).body, "This link no longer works");
}

TEST("an invitation may be accepted without a password, and refuses a common one")
{
    EXPECT_OK(write_as(&nobody, make_link, (void *)"invitation"));
    const char *path = text(test_cx(), "/sign-in/link/%s", token);
    EXPECT_HAS(visit(&nobody, "GET", path, NULL).body, "Welcome, Ben Okafor");
    EXPECT_EQUAL(visit(&nobody, "POST", path, FORM_OF("password", "password123")).status, 422);
    EXPECT_EQUAL(visit(&nobody, "POST", path, FORM_OF("password", "")).status, 303);
}

TEST("a sign-in acts in the post that lets its holder do most")
{
    const Who *who;
    EXPECT_OK(write_as(&nobody, make_head, NULL));
    EXPECT_OK(write_as(&nobody, begin, (void *)&ben));
    EXPECT_OK(sign_in_who(as(&nobody), token, &who));
    EXPECT_SAME(who->post, "Headteacher");
    EXPECT_EQUAL(who->organisation_id, BEECH);
    EXPECT(who->may >> MANAGE_PEOPLE & 1);
}

TEST("a leaver is out the day after the post ends, and keeps their own record")
{
    int64_t post = fixture_number("SELECT id FROM post WHERE person_id = 101");
    const Who *who;
    EXPECT_OK(write_as(&nobody, begin, (void *)&ann));
    EXPECT_OK(write_as(&dora, end_ben, &post));
    EXPECT_OK(sign_in_who(as(&nobody), token, &who));
    EXPECT(who->may >> BOOK_PLACES & 1);                        /* the last day is included */
    fixture_at("2026-11-25T00:00");
    EXPECT_OK(sign_in_who(as(&nobody), token, &who));
    EXPECT(who && !who->post_id && !who->may);
}

TEST("somebody with two posts chooses between them, and nobody else's")
{
    EXPECT_OK(write_as(&nobody, make_head, NULL));
    int64_t teacher = fixture_number("SELECT id FROM post WHERE person_id = 102 AND role = 'teacher'"), anns = fixture_number("SELECT id FROM post WHERE person_id = 101");
    EXPECT_HAS(visit(&ben, "GET", "/posts", NULL).body, "Which post are you acting in?");
    EXPECT_EQUAL(visit(&ben, "GET", "/people", NULL).status, 200);
    EXPECT_EQUAL(visit(&ben, "POST", "/posts", FORM_OF("post", text(test_cx(), "%ld", teacher))).status, 303);
    EXPECT_EQUAL(visit(&ben, "GET", "/people", NULL).status, 403);
    EXPECT_EQUAL(visit(&ben, "POST", "/posts", FORM_OF("post", text(test_cx(), "%ld", anns))).status, 404);
}

TEST("one's sign-ins are listed and can be ended; anybody else's is missing")
{
    EXPECT_OK(write_as(&nobody, begin, (void *)&ben));
    const char *other = token;
    const Who *who;
    EXPECT_HAS(visit(&ben, "GET", "/account", NULL).body, "Firefox on Linux");
    int64_t id = fixture_number("SELECT id FROM sign_in WHERE device = 'Firefox on Linux'");
    EXPECT_EQUAL(visit(&kim, "POST", text(test_cx(), "/account/sign-ins/%ld/end", id), FORM_OF("go", "1")).status, 404);
    EXPECT_EQUAL(visit(&ben, "POST", text(test_cx(), "/account/sign-ins/%ld/end", id), FORM_OF("go", "1")).status, 303);
    EXPECT_OK(sign_in_who(as(&nobody), other, &who));
    EXPECT(!who);
}

TEST("a new password needs the old one, and signs every other browser out")
{
    const Who *who;
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    EXPECT_OK(write_as(&nobody, begin, (void *)&ben));
    const char *other = token;
    EXPECT_EQUAL(visit(&ben, "POST", "/account/password", FORM_OF("current", "wrong", "password", "seven green umbrellas")).status, 422);
    EXPECT_EQUAL(visit(&ben, "POST", "/account/password", FORM_OF("current", PASSWORD, "password", "seven green umbrellas")).status, 303);
    EXPECT_OK(sign_in_who(as(&nobody), other, &who));
    EXPECT(!who);
    EXPECT_EQUAL((int64_t)mail_to("ben@alder.example", "password-changed"), 1);
    EXPECT_EQUAL(visit(&ben, "GET", "/account", NULL).status, 200);
}

TEST("after signing out the cookie is nobody's")
{
    EXPECT_EQUAL(visit(&ben, "POST", "/sign-out", FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(visit(&ben, "GET", "/account", NULL).status, 303);
}

TEST("signing in leads to no other site")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    Visit in = visit(&nobody, "POST", "/sign-in", FORM_OF("email", "ben@alder.example", "password", PASSWORD, "next", "//evil.example/x"));
    EXPECT_SAME(in.location, "/my");
}

TEST("a browser that was signed in here before is not slowed by a stranger's guesses")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    EXPECT_EQUAL(visit(&ben, "GET", "/account", NULL).status, 200);                 /* Ben's own browser, with its cookie */
    for (int i = 0; i < ATTEMPTS_FREE; i++) EXPECT_EQUAL(try_password("ben@alder.example", "guess").status, 422);
    EXPECT_EQUAL(try_password("ben@alder.example", PASSWORD).status, 429);
    EXPECT_EQUAL(visit(&ben, "POST", "/sign-in", FORM_OF("email", "ben@alder.example", "password", PASSWORD)).status, 303);
}

TEST("a browser that was signed in here before may not guess without end either")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    EXPECT_EQUAL(visit(&ben, "GET", "/account", NULL).status, 200);
    for (int i = 0; i < ATTEMPTS_FREE; i++) EXPECT_EQUAL(visit(&ben, "POST", "/sign-in", FORM_OF("email", "ben@alder.example", "password", "guess")).status, 422);
    EXPECT_EQUAL(visit(&ben, "POST", "/sign-in", FORM_OF("email", "ben@alder.example", "password", PASSWORD)).status, 429);
    EXPECT_EQUAL(try_password("ben@alder.example", PASSWORD).status, 303);      /* and slows nobody else */
    fixture_at("2026-11-24T09:01");
    EXPECT_EQUAL(visit(&ben, "POST", "/sign-in", FORM_OF("email", "ben@alder.example", "password", PASSWORD)).status, 303);
}

TEST("what is old is forgotten: links, failures, and sign-ins of last season")
{
    EXPECT_OK(write_as(&nobody, begin, (void *)&ben));
    EXPECT_OK(write_as(&nobody, make_link, (void *)"sign-in"));
    EXPECT_EQUAL(try_password("ben@alder.example", "guess").status, 422);
    fixture_at("2027-06-01T09:00");
    EXPECT_OK(write_as(&nobody, sweep, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM sign_in") + fixture_number("SELECT count(*) FROM sign_in_link") + fixture_number("SELECT count(*) FROM sign_in_attempt"), 0);
}

static Error *address_act(Ctx *cx, void *address) { return person_change(cx, ben.id, ben.name, address); }

TEST("a link to an address that was put right opens nothing, and whoever came in by one is out")
{
    const Who *who;
    EXPECT_OK(write_as(&nobody, make_link, (void *)"invitation"));
    const char *link = token;
    EXPECT_OK(write_as(&nobody, begin, (void *)&ben));
    EXPECT_OK(write_as(&dora, address_act, (void *)"ben.okafor@alder.example"));
    EXPECT_HAS(visit(&nobody, "GET", text(test_cx(), "/sign-in/link/%s", link), NULL).body, "This link no longer works");
    EXPECT_OK(sign_in_who(as(&nobody), token, &who));
    EXPECT(!who);
}

static Visit ask_for(const char *email)
{
    return visit(&ben, "POST", "/account", FORM_OF("name", ben.name, "email", email, "current", PASSWORD));
}

/* The page that the letter to the new address leads to. */
static const char *letter_page(void)
{
    const char *filled = fixture_text("SELECT filled AS text FROM mail WHERE letter = 'address-confirm' ORDER BY id DESC LIMIT 1"), *path = strstr(filled, "/sign-in/address/");
    return path ? text_copy(test_cx(), path, strcspn(path, "\"")) : "";
}

TEST("a new address holds once somebody follows the link sent to it; until then the old one does, and both are told")
{
    const Who *who;
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    EXPECT_OK(write_as(&nobody, begin, (void *)&ben));
    EXPECT_EQUAL(ask_for("ben.okafor@alder.example").status, 303);
    EXPECT_SAME(fixture_text("SELECT email AS text FROM person WHERE id = 102"), ben.email);
    EXPECT_EQUAL((int64_t)mail_to("ben.okafor@alder.example", "address-confirm"), 1);
    EXPECT_EQUAL((int64_t)mail_to(ben.email, "address-asked"), 1);
    EXPECT_HAS(visit(&ben, "GET", "/account", NULL).body, "ben.okafor@alder.example");
    EXPECT_HAS(ask_for("another@alder.example").body, "Wait a minute");

    const char *page = letter_page();
    EXPECT_HAS(visit(&ben, "GET", page, NULL).body, "Use this address?");
    EXPECT_SAME(fixture_text("SELECT email AS text FROM person WHERE id = 102"), ben.email);
    EXPECT_EQUAL(visit(&ben, "POST", page, FORM_OF("go", "1")).status, 303);
    EXPECT_SAME(fixture_text("SELECT email AS text FROM person WHERE id = 102"), "ben.okafor@alder.example");
    EXPECT_EQUAL((int64_t)mail_to(ben.email, "address-changed"), 1);
    EXPECT_EQUAL(visit(&ben, "GET", "/account", NULL).status, 200);          /* still signed in where they are */
    EXPECT_OK(sign_in_who(as(&nobody), token, &who));
    EXPECT(!who);                                                            /* and nowhere else */
    EXPECT_HAS(visit(&nobody, "GET", page, NULL).body, "This link no longer works");
}

TEST("a new address that is taken back, overtaken by a new password, somebody else's or a day old does not hold")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    ask_for("first@alder.example");
    const char *first = letter_page();
    EXPECT_EQUAL(visit(&ben, "POST", "/account/address/drop", FORM_OF("go", "1")).status, 303);
    EXPECT_EQUAL(visit(&nobody, "POST", first, FORM_OF("go", "1")).status, 409);
    ask_for("second@alder.example");
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    EXPECT_EQUAL(visit(&nobody, "POST", letter_page(), FORM_OF("go", "1")).status, 409);
    EXPECT_EQUAL(ask_for(ann.email).status, 303);                            /* nobody finds out by asking who is here */
    EXPECT_HAS(visit(&nobody, "POST", letter_page(), FORM_OF("go", "1")).body, "Somebody has this email address already");
    fixture_at("2026-11-24T09:02");
    ask_for("late@alder.example");
    fixture_at("2026-11-25T10:00");
    EXPECT_EQUAL(visit(&nobody, "POST", letter_page(), FORM_OF("go", "1")).status, 409);
    EXPECT_SAME(fixture_text("SELECT email AS text FROM person WHERE id = 102"), ben.email);
}

TEST("who guesses at the password on the page of the account is slowed, and nobody else")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    for (int i = 0; i < ATTEMPTS_FREE; i++) EXPECT_HAS(visit(&ben, "POST", "/account/password", FORM_OF("current", "wrong", "password", "seven green umbrellas")).body, "That is not your password");
    Visit slowed = visit(&ben, "POST", "/account/password", FORM_OF("current", PASSWORD, "password", "seven green umbrellas"));
    EXPECT_EQUAL(slowed.status, 429);
    EXPECT_HAS(slowed.body, "That was too many tries. Wait");
    EXPECT_EQUAL(ask_for("ben.okafor@alder.example").status, 429);
    EXPECT_EQUAL(try_password(ben.email, PASSWORD).status, 303);             /* at the door nobody failed */
    fixture_at("2026-11-24T09:20");
    EXPECT_EQUAL(visit(&ben, "POST", "/account/password", FORM_OF("current", PASSWORD, "password", "seven green umbrellas")).status, 303);
}

TEST("an address that only looks like the old one is another address, and needs the password")
{
    EXPECT_OK(write_as(&nobody, set_password, (void *)&ben));
    EXPECT_EQUAL(visit(&ben, "POST", "/account", FORM_OF("name", ben.name, "email", "bén@alder.example", "current", "")).status, 422);
    EXPECT_EQUAL(visit(&ben, "POST", "/account", FORM_OF("name", ben.name, "email", "Ben@Alder.example", "current", "")).status, 303);
}

TEST("once a password is set, the links sent before it open nothing")
{
    EXPECT_OK(write_as(&nobody, make_link, (void *)"invitation"));
    const char *old = token;
    EXPECT_OK(write_as(&nobody, make_link, (void *)"password"));
    EXPECT_EQUAL(visit(&nobody, "POST", text(test_cx(), "/sign-in/link/%s", token), FORM_OF("password", "seven green umbrellas")).status, 303);
    EXPECT_HAS(visit(&nobody, "GET", text(test_cx(), "/sign-in/link/%s", old), NULL).body, "This link no longer works");
}
