/* visit(): a browser for each person, as far as a test needs one: cookies, a form's token and key. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "platform/security/token.h"
#include "rooms/members/sign_in.h"
#include "tests/fixture.h"

enum { BROWSERS_MOST = 20 };

/* What a browser keeps: the three cookies the program sets. "" is none. */
typedef struct { int64_t person_id; const char *sign_in, *visitor, *flash; } Browser;
static Browser browsers[BROWSERS_MOST];
static size_t  browser_count;
static int     keys_made;

static void browsers_forget(void *nothing)
{
    browser_count = 0;
}

static Error *sign_in(Ctx *cx, void *browser)
{
    Browser *b = browser;
    return sign_in_begin(cx, b->person_id, "test", "totp", &b->sign_in);      /* everybody has given their second factor */
}

static Browser *browser_of(const Somebody *who)
{
    for (size_t i = 0; i < browser_count; i++)
        if (browsers[i].person_id == who->id) return &browsers[i];
    if (!browser_count) test_after(browsers_forget, NULL);
    EXPECT(browser_count < BROWSERS_MOST);
    Browser *browser = &browsers[browser_count++];
    *browser = (Browser){ .person_id = who->id, .sign_in = "", .visitor = token_new(test_cx()), .flash = "" };
    if (who->id) EXPECT_OK(write_as(&nobody, sign_in, browser));
    return browser;
}

static void cookie_take(Browser *browser, const char *line)
{
    const char *equals = strchr(line, '=');
    const char *name = text_copy(test_cx(), line, (size_t)(equals - line));
    const char *value = text_copy(test_cx(), equals + 1, strcspn(equals + 1, ";"));
    if (strstr(line, "Max-Age=0;")) value = "";
    if (same(name, COOKIE_SIGN_IN)) browser->sign_in = value;
    if (same(name, COOKIE_VISITOR)) browser->visitor = value;
    if (same(name, COOKIE_FLASH)) browser->flash = value;
}

static const char *cookies_sent(const Browser *browser)
{
    Draft draft = { .cx = test_cx() };
    draft_add(&draft, COOKIE_VISITOR "=%s", browser->visitor);
    if (*browser->sign_in) draft_add(&draft, "; " COOKIE_SIGN_IN "=%s", browser->sign_in);
    if (*browser->flash) draft_add(&draft, "; " COOKIE_FLASH "=%s", browser->flash);
    return draft_text(&draft);
}

static const char *token_of(const Browser *browser)
{
    return csrf_token(test_cx(), *browser->sign_in ? browser->sign_in : browser->visitor);
}

const char *cookies_of(const Somebody *who) { return cookies_sent(browser_of(who)); }
const char *visitor_of(const Somebody *who) { return browser_of(who)->visitor; }
const char *csrf_of(const Somebody *who)    { return token_of(browser_of(who)); }

static void form_add(Draft *body, const char *name, const char *value)
{
    draft_add(body, "%s%s=", body->length ? "&" : "", name);
    for (const unsigned char *c = (const unsigned char *)value; *c; c++) draft_add(body, "%%%02X", *c);
}

static const char *body_of(const Browser *browser, const char *const *form, const char *key)
{
    Draft body = { .cx = test_cx() };
    form_add(&body, "csrf", token_of(browser));
    form_add(&body, "key", key);
    for (; form && form[0]; form += 2) form_add(&body, form[0], form[1]);
    return draft_text(&body);
}

static Visit visit_with(const Somebody *who, const char *method, const char *path, const char *const *form, const char *key)
{
    Browser *browser = browser_of(who);
    Ctx *cx = fixture_cx();
    Turn *turn = new(cx, Turn);
    Answer *answer = new(cx, Answer);
    Incoming in = { .method = method, .target = path, .cookies = cookies_sent(browser), .content_type = "", .host = "learning.example", .origin = "",
                    .fetch_site = "", .agent = "test", .address = "192.0.2.7", .body = "" };

    if (same(method, "POST")) {
        in.body = body_of(browser, form, key);
        in.body_length = strlen(in.body);
        in.content_type = "application/x-www-form-urlencoded";
    }
    cx->request_id = "test";
    dispatch(cx, &in, turn, answer);
    if (same(method, "GET")) browser->flash = "";      /* shown once */
    for (size_t i = 0; i < answer->header_count; i++)
        if (same(answer->headers[i].name, "Set-Cookie")) cookie_take(browser, answer->headers[i].value);
    return (Visit){ .status = answer->status, .location = answer_header(answer, "Location"), .type = answer_header(answer, "Content-Type"),
                    .body = text_copy(test_cx(), answer->bytes ? answer->bytes : "", answer->length), .length = answer->length };
}

Visit visit(const Somebody *who, const char *method, const char *path, const char *const *form)
{
    return visit_with(who, method, path, form, text(test_cx(), "key-%d", ++keys_made));
}

Visit visit_again(const Somebody *who, const char *path, const char *const *form, const char *key)
{
    return visit_with(who, "POST", path, form, key);
}
