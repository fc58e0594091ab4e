#include "platform/security/oidc.h"

#include <iddawc.h>
#include <sodium.h>
#include <pthread.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/json.h"
#include "platform/security/fetch.h"

/* Signed by the provider's own key. Never "none", and never by the secret that we hold, too. */
static const char signed_by[] = "RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA";
static const char any_tenant[] = "{tenantid}";      /* Microsoft's issuer for many directories has it where the directory's own id belongs */

void oidc_begin(void) { CHECK(i_global_init() == I_OK); }

static Error *not_vouched(Ctx *cx)
{
    return conflict(cx, "That account could not be checked. Try once more, or sign in with your password or an emailed link");
}

/* What is wrong with it is the operator's to read; whoever wants to sign in has other ways. */
static Error *no_answer(Ctx *cx, const OidcProvider *provider, const char *what)
{
    log_warning(cx, "oidc", "%s: %s", provider->issuer, what);
    return conflict(cx, "That account’s provider does not answer. Try again in a few minutes, or sign in with your password or an emailed link");
}

/* ---- where a provider is asked ---- */

enum { KNOWN_MOST = 16, KNOWN_SECONDS = 600, ADDRESS_MOST = 512 };

typedef struct { const char *issuer, *authorisation, *token, *keys; } Endpoints;

/* What providers say of themselves, kept a while: it hardly ever changes, and is asked for twice at every sign-in. Their keys are not kept. */
static struct {
    pthread_mutex_t lock;
    struct { char provider[ADDRESS_MOST], said[4][ADDRESS_MOST]; int64_t until_us; } at[KNOWN_MOST];
    size_t next;
} known = { .lock = PTHREAD_MUTEX_INITIALIZER };

static bool known_find(Ctx *cx, const char *provider, Endpoints *at)
{
    const char *said[4] = { NULL };
    int64_t now = time_monotonic_us();
    pthread_mutex_lock(&known.lock);
    for (size_t i = 0; i < KNOWN_MOST && !said[0]; i++)
        if (known.at[i].until_us > now && same(known.at[i].provider, provider))
            for (size_t k = 0; k < COUNT(said); k++) said[k] = text(cx, "%s", known.at[i].said[k]);
    pthread_mutex_unlock(&known.lock);
    if (said[0]) *at = (Endpoints){ said[0], said[1], said[2], said[3] };
    return said[0] != NULL;
}

static void known_put(const char *provider, const Endpoints *at)
{
    const char *said[] = { at->issuer, at->authorisation, at->token, at->keys };
    if (strlen(provider) >= ADDRESS_MOST) return;
    for (size_t k = 0; k < COUNT(said); k++) if (strlen(said[k]) >= ADDRESS_MOST) return;
    pthread_mutex_lock(&known.lock);
    size_t place = known.next++ % KNOWN_MOST;
    memcpy(known.at[place].provider, provider, strlen(provider) + 1);
    for (size_t k = 0; k < COUNT(said); k++) memcpy(known.at[place].said[k], said[k], strlen(said[k]) + 1);
    known.at[place].until_us = time_monotonic_us() + KNOWN_SECONDS * INT64_C(1000000);
    pthread_mutex_unlock(&known.lock);
}

static Error *endpoints_ask(Ctx *cx, const OidcProvider *provider, Endpoints *at)
{
    Fetched answer;
    Json *said = NULL;
    if (fetch(cx, text(cx, "%s/.well-known/openid-configuration", provider->issuer), NULL, &answer)) return no_answer(cx, provider, "not reached");
    if (answer.status != 200 || json_read(cx, answer.bytes, answer.length, &said)) return no_answer(cx, provider, "has no configuration");
    *at = (Endpoints){ json_get_text(said, "issuer"), json_get_text(said, "authorization_endpoint"), json_get_text(said, "token_endpoint"), json_get_text(said, "jwks_uri") };
    return OK;
}

static Error *endpoints_find(Ctx *cx, const OidcProvider *provider, Endpoints *at)
{
    bool before = known_find(cx, provider->issuer, at);
    if (!before) TRY(endpoints_ask(cx, provider, at));
    bool many = strstr(at->issuer, any_tenant) && *provider->tenants;
    if (!same(at->issuer, provider->issuer) && !many) return no_answer(cx, provider, "calls itself otherwise");
    if (!fetch_allows(at->authorisation) || !fetch_allows(at->token) || !fetch_allows(at->keys)) return no_answer(cx, provider, "does not say where it is asked");
    if (!before) known_put(provider->issuer, at);
    return OK;
}

/* ---- iddawc ---- */

static void session_end(void *session) { i_clean_session(session); }

static struct _i_session *session_begin(Ctx *cx, const OidcProvider *provider, const OidcTry *try)
{
    struct _i_session *session = new(cx, struct _i_session);
    CHECK(i_init_session(session) == I_OK);
    arena_defer(cx->arena, session_end, session);
    CHECK(i_set_parameter_list(session, I_OPT_RESPONSE_TYPE, I_RESPONSE_TYPE_CODE, I_OPT_SCOPE, "openid email profile", I_OPT_CLIENT_ID, provider->client_id,
                               I_OPT_CLIENT_SECRET, provider->client_secret, I_OPT_REDIRECT_URI, try->redirect_uri, I_OPT_STATE, try->state, I_OPT_NONCE, try->nonce,
                               I_OPT_PKCE_CODE_VERIFIER, try->verifier, I_OPT_PKCE_METHOD, I_PKCE_METHOD_S256, I_OPT_X5U_FLAGS, R_FLAG_IGNORE_REMOTE, I_OPT_NONE) == I_OK);
    return session;
}

Error *oidc_ask(Ctx *cx, const OidcProvider *provider, const OidcTry *try, const char **address)
{
    Endpoints at = { "", "", "", "" };
    TRY(endpoints_find(cx, provider, &at));
    struct _i_session *session = session_begin(cx, provider, try);
    bool built = i_set_str_parameter(session, I_OPT_AUTH_ENDPOINT, at.authorisation) == I_OK && i_build_auth_url_get(session) == I_OK;
    const char *made = built ? i_get_str_parameter(session, I_OPT_REDIRECT_TO) : NULL;
    if (!made) return no_answer(cx, provider, "no address to sign in at");
    *address = text_copy(cx, made, strlen(made));
    return OK;
}

/* ---- what came back ---- */

/* What an id_token says in its head or its claims, unverified: only to know how and under which name it must be signed. */
typedef enum { TOKEN_HEAD, TOKEN_CLAIMS } TokenPart;

static Error *unverified(Ctx *cx, const char *answer, TokenPart part, Json **read)
{
    Json *said = NULL;
    if (json_read(cx, answer, strlen(answer), &said)) return not_vouched(cx);
    const char *from = json_get_text(said, "id_token"), *dot = strchr(from, '.');
    if (part == TOKEN_CLAIMS && dot) from = dot + 1, dot = strchr(from, '.');
    size_t size = dot ? (size_t)(dot - from) : 0, length = 0;
    unsigned char *bytes = arena_new(cx->arena, size + 1);
    if (!size || sodium_base642bin(bytes, size, from, size, NULL, &length, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) return not_vouched(cx);
    return json_read(cx, (const char *)bytes, length, read) ? not_vouched(cx) : OK;
}

/* The name that the token must be signed under: the issuer's own, or with the directory's id in it, where that directory is let in. */
static Error *issuer_expected(Ctx *cx, const OidcProvider *provider, const char *issuer, const char *answer, const char **expected)
{
    Json *claims = NULL;
    const char *at = strstr(issuer, any_tenant);
    *expected = issuer;
    if (!at) return OK;
    TRY(unverified(cx, answer, TOKEN_CLAIMS, &claims));
    const char *tenant = json_get_text(claims, "tid");
    if (blank(tenant) || strpbrk(tenant, " /") || !one_of(tenant, provider->tenants)) return conflict(cx, "That account belongs to an organisation that does not sign in here. Use your school’s account, your password or an emailed link");
    *expected = text(cx, "%.*s%s%s", (int)(at - issuer), issuer, tenant, at + strlen(any_tenant));
    return OK;
}

static const char *claim(Ctx *cx, const json_t *from, const char *name)
{
    const char *value = json_string_value(json_object_get(from, name));
    return value && text_is_line(value) ? text_copy(cx, value, strlen(value)) : "";
}

/* iddawc looks that there is an audience, and not whether it is us: of several, we are also whom it was made for. */
static bool is_for(const json_t *claims, const char *client_id)
{
    const json_t *audience = json_object_get(claims, "aud"), *made_for = json_object_get(claims, "azp");
    bool among = json_is_string(audience) && same(json_string_value(audience), client_id);
    for (size_t i = 0; !among && i < json_array_size(audience); i++) among = json_is_string(json_array_get(audience, i)) && same(json_string_value(json_array_get(audience, i)), client_id);
    bool several = json_array_size(audience) > 1;
    return among && (json_is_string(made_for) ? same(json_string_value(made_for), client_id) : !several);
}

Error *oidc_claims(Ctx *cx, const OidcProvider *provider, const char *issuer, const OidcTry *try, const char *answer, const char *keys, OidcClaims *claims)
{
    const char *expected = NULL;
    Json *head = NULL;
    TRY(unverified(cx, answer, TOKEN_HEAD, &head));
    if (!one_of(json_get_text(head, "alg"), signed_by)) return not_vouched(cx);
    TRY(issuer_expected(cx, provider, issuer, answer, &expected));
    struct _i_session *session = session_begin(cx, provider, try);
    json_t *said = json_loads(answer, 0, NULL), *jwks = json_loads(keys, 0, NULL);
    bool holds = said && jwks && i_set_str_parameter(session, I_OPT_ISSUER, expected) == I_OK && i_set_server_jwks(session, jwks) == I_OK
              && i_parse_token_response(session, 200, said) == I_OK && session->id_token && i_verify_id_token(session) == I_OK
              && same(claim(cx, session->id_token_payload, "iss"), expected) && is_for(session->id_token_payload, provider->client_id);
    json_decref(said);
    json_decref(jwks);
    if (!holds) return not_vouched(cx);
    *claims = (OidcClaims){ expected, claim(cx, session->id_token_payload, "sub"), claim(cx, session->id_token_payload, "email"), claim(cx, session->id_token_payload, "name") };
    return *claims->subject ? OK : not_vouched(cx);
}

Error *oidc_answered(Ctx *cx, const OidcProvider *provider, const OidcTry *try, const char *code, OidcClaims *claims)
{
    Endpoints at = { "", "", "", "" };
    Fetched keys = {0}, answer = {0};
    TRY(endpoints_find(cx, provider, &at));
    if (fetch(cx, at.token, text(cx, "grant_type=authorization_code&code=%s&redirect_uri=%s&client_id=%s&client_secret=%s&code_verifier=%s", text_url(cx, code), text_url(cx, try->redirect_uri),
                                 text_url(cx, provider->client_id), text_url(cx, provider->client_secret), text_url(cx, try->verifier)), &answer)) return no_answer(cx, provider, "the code is not taken");
    if (answer.status != 200) return not_vouched(cx);
    if (fetch(cx, at.keys, NULL, &keys) || keys.status != 200) return no_answer(cx, provider, "has no keys");
    return oidc_claims(cx, provider, at.issuer, try, answer.bytes, keys.bytes, claims);
}
