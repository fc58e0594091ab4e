/*
 * Signing in by an account elsewhere, and saying that one is one's own.
 *
 * Nothing is kept of a try: the state that goes round holds who was asked and when, bound by a keyed hash to this browser, and nonce and
 * verifier are keyed hashes of it. It begins by a link, for a form that is redirected elsewhere is stopped by the page's own policy.
 */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/http/dispatch.h"
#include "platform/security/token.h"
#include "rooms/members/identity.h"
#include "rooms/members/members_pages.h"
#include "rooms/members/permission.h"
#include "rooms/members/proof_pages.h"

extern const RouteList identity_pages;

enum { TRY_SECONDS = 600, NEXT_MOST = 300, MAC_LENGTH = 64 };

/* ---- the state ---- */

static const char *state_mac(Ctx *cx, const Request *rq, const char *body) { return mac(cx, "oidc-state", text(cx, "%s %s", rq->csrf, body)); }

static const char *state_new(Ctx *cx, const Request *rq, int64_t provider_id, const char *next)
{
    const char *body = text(cx, "%s.%ld.%ld.%s", token_new(cx), provider_id, cx->now, strlen(next) > NEXT_MOST ? "/my" : next);
    return text(cx, "%s.%s", state_mac(cx, rq, body), body);
}

static const char *piece(Ctx *cx, const char **at)
{
    size_t length = strcspn(*at, ".");
    const char *found = text_copy(cx, *at, length);
    *at += length + ((*at)[length] == '.');
    return found;
}

/* Whether it is this browser's and of the last minutes: then whom it asked. What comes after it is where to go on. */
static bool state_read(Ctx *cx, const Request *rq, const char *state, int64_t *provider_id, const char **next)
{
    int64_t at;
    if (strlen(state) < MAC_LENGTH + 2 || state[MAC_LENGTH] != '.') return false;
    const char *body = state + MAC_LENGTH + 1;
    if (!secret_same(text_copy(cx, state, MAC_LENGTH), state_mac(cx, rq, body))) return false;
    (void)piece(cx, &body);
    if (!number_parse(piece(cx, &body), 1, INT64_MAX, provider_id) || !number_parse(piece(cx, &body), cx->now - TRY_SECONDS, cx->now, &at)) return false;
    *next = body;
    return true;
}

static OidcTry try_of(Ctx *cx, const char *state)
{
    return (OidcTry){ text(cx, "%s/sign-in/oidc", cx->partnership->url), state, mac(cx, "oidc-nonce", state), mac(cx, "oidc-verifier", state) };
}

/* ---- there and back ---- */

static Error *with_show(Ctx *cx, const Request *rq, Response *rs)
{
    IdentityProvider provider;
    OidcProvider asked;
    const char *next = next_path(rq, "/my"), *address;
    TRY(provider_in_use(cx, rq->word, &provider));
    if (!cx->who && blank(cookie_value(rq, COOKIE_VISITOR))) return redirect(rs, text(cx, "/sign-in?next=%s", text_url(cx, next)));   /* that page gives the cookie which the state is bound to */
    TRY(provider_asked(cx, &provider, &asked));
    const OidcTry try = try_of(cx, state_new(cx, rq, provider.id, next));
    TRY(oidc_ask(cx, &asked, &try, &address));
    rs->private_page = true;
    return redirect(rs, address);
}

/* What tells this browser from others, before and after somebody signs in there. One that is signed in and has nothing else is its person's. */
static const char *browser_of(Ctx *cx, const Request *rq)
{
    const char *visitor = cookie_value(rq, COOKIE_VISITOR);
    return blank(visitor) ? text(cx, "person %ld", cx->who ? cx->who->id : 0) : visitor;
}

typedef struct { IdentityProvider provider; OidcClaims claims; const char *next; } Came;

static Error *back_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Came *came = new(cx, Came);
    OidcProvider asked;
    int64_t provider_id;
    const char *state = query_value(rq, "state"), *code = query_value(rq, "code");
    if (!state_read(cx, rq, state, &provider_id, &came->next)) return conflict(cx, "That took longer than ten minutes, or was begun in another browser. Begin again on the page to sign in");
    TRY(provider_find(cx, provider_id, &came->provider));
    if (came->provider.retired || blank(code)) return conflict(cx, "You were not signed in by %s. Try once more, or sign in with your password or an emailed link", came->provider.name);
    TRY(provider_asked(cx, &came->provider, &asked));
    const OidcTry try = try_of(cx, state);
    TRY(oidc_answered(cx, &asked, &try, code, &came->claims));
    rq->prepared = came;
    return OK;
}

static Error *back_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Came *came = rq->prepared;
    const char *token;
    int64_t person_id;
    TRY(identity_owner(cx, &came->claims, &person_id));
    if (person_id && cx->who && cx->who->id != person_id) return conflict(cx, "That account is connected with somebody else here. Sign out first, to sign in with it");
    if (person_id && cx->who) return redirect(rs, "/account#identities");
    if (person_id) return sign_in_answer(cx, rq, rs, person_id, came->provider.gives_factor ? "provider" : "", came->next);
    TRY(identity_offer(cx, came->provider.id, &came->claims, browser_of(cx, rq), &token));
    if (!cx->who) rs->flash = text(cx, "Your %s is not known here yet. Sign in once with your password or an emailed link; then it can be connected", came->provider.name);
    return redirect(rs, text(cx, "/account/identities/%s", token));
}

/* ---- one's own ---- */

/* A new way in is opened by whoever is signed in just now or gives the password; and whoever has an app or a passkey gives it first, whatever the post
 * they act in, for the account may stand for it in every post. */
static Error *may_connect(Ctx *cx)
{
    SecondFactor has;
    TRY(second_factor_of(cx, cx->who->id, &has));
    bool lacks = !*cx->who->factor && second_factor_is_set(&has);
    return lacks || cx->who->withheld ? unproven(cx, "person %ld connects an account", cx->who->id) : OK;
}

static Error *connect_show(Ctx *cx, const Request *rq, Response *rs)
{
    IdentityOffer offer;
    Person person;
    bool fresh;
    TRY(may_connect(cx));
    TRY(identity_offered(cx, rq->word, browser_of(cx, rq), &offer));
    TRY(person_find(cx, cx->who->id, &person));
    TRY(sign_in_is_fresh(cx, cx->who->sign_in_id, &fresh));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Is this your account?", .frame = FRAME_PUBLIC, .current = "account", .back = "/account" });
    html(out, "<div class=\"ly-narrow\"><h1 class=\"govuk-heading-l\">Is this your account?</h1>\n<p class=\"govuk-body\">You came by <b>%s</b>", offer.provider);
    if (*offer.email_said) html(out, ", which says that it belongs to <b>%s</b>", offer.email_said);
    html(out, ". Connect it, and it signs you in here as %s from now on. If it is not yours alone, do not.</p>\n", person.name);
    form_begin(cx, rq, rs, text(cx, "/account/identities/%s", rq->word), false);
    if (!fresh) ask_proof(out, rq, &person, "For you signed in more than a quarter of an hour ago");
    govuk_button(out, (Button){ .text = "Connect it", .prevent_double_click = YES });
    html(out, "</form>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/my\">Not now</a></p></div>\n");
    page_end(rs);
    return OK;
}

static Error *connect_prepare(Ctx *cx, Request *rq, Response *rs)
{
    Proof *proof;
    bool fresh;
    TRY(may_connect(cx));
    TRY(sign_in_is_fresh(cx, cx->who->sign_in_id, &fresh));
    return fresh ? OK : prove(cx, rq, "current", &proof);
}

static Error *connect_submit(Ctx *cx, Request *rq, Response *rs)
{
    bool lacking;
    TRY(may_connect(cx));
    TRY(proof_lacking(cx, rq, rs, connect_show, &lacking));
    if (lacking) return OK;
    TRY(identity_take(cx, rq->word, browser_of(cx, rq)));
    rs->flash = "The account is connected. It signs you in from now on";
    return redirect(rs, "/account#identities");
}

static Error *drop_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(identity_drop(cx, rq->id));
    rs->flash = "The account is connected no more";
    return redirect(rs, "/account#identities");
}

ROUTES(identity_pages,
    SLOW("/sign-in/with/*",              PUBLIC, with_show),
    CALLBACK("/sign-in/oidc",            back_prepare, back_submit),
    FORM("/account/identities/*",        SIGNED_IN, connect_show, connect_prepare, connect_submit),
    POST("/account/identities/:id/drop", SIGNED_IN, NULL, drop_submit),
);
