/* What a provider's answer says of somebody, by its keys: what is vouched for, and what is not. */
#include <arpa/inet.h>
#include <pthread.h>
#include <rhonabwy.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/security/fetch.h"
#include "platform/security/oidc.h"
#include "platform/security/token.h"
#include "tests/test.h"

#define ISSUER "https://id.school.example"
#define MANY   "https://login.many.example/{tenantid}/v2.0"

static const OidcProvider provider = { ISSUER, "lyceum", "a secret of the client's own", "" };
static const OidcTry try = { "https://learning.example/sign-in/oidc", "a state", "a nonce", "a-verifier-of-forty-three-letters-or-more-00" };

/* Keys as a provider has them, made once; the second pair is somebody else's. */
static jwk_t *private_key, *others_private;
static const char *keys;

static jwk_t *pair_make(jwk_t **public)
{
    jwk_t *private;
    EXPECT(r_jwk_init(&private) == RHN_OK && r_jwk_init(public) == RHN_OK);
    EXPECT(r_jwk_generate_key_pair(private, *public, R_KEY_TYPE_EC, 256, "of-today") == RHN_OK);
    return private;
}

static void keys_make(void)
{
    jwk_t *public, *others;
    if (private_key) return;
    security_begin();
    oidc_begin();
    private_key = pair_make(&public), others_private = pair_make(&others);
    char *one = r_jwk_export_to_json_str(public, 0);
    keys = strdup(text(test_cx(), "{\"keys\":[%s]}", one));
    r_free(one), r_jwk_free(public), r_jwk_free(others);
}

typedef struct { const char *issuer, *audience, *nonce, *subject, *tenant; int64_t good_for; jwk_t *key; jwa_alg alg; } Token;

/* The answer of a token endpoint with an id_token that is as it should be but for what `t` says. */
static const char *answer(Token t)
{
    jwt_t *jwt;
    keys_make();
    EXPECT(r_jwt_init(&jwt) == RHN_OK);
    int64_t now = (int64_t)time(NULL);
    r_jwt_set_sign_alg(jwt, t.alg ? t.alg : R_JWA_ALG_ES256);
    r_jwt_set_header_str_value(jwt, "kid", "of-today");
    r_jwt_set_claim_str_value(jwt, "iss", t.issuer ? t.issuer : ISSUER);
    r_jwt_set_claim_str_value(jwt, "aud", t.audience ? t.audience : "lyceum");
    r_jwt_set_claim_str_value(jwt, "nonce", t.nonce ? t.nonce : "a nonce");
    r_jwt_set_claim_str_value(jwt, "sub", t.subject ? t.subject : "person-7");
    r_jwt_set_claim_str_value(jwt, "email", "wei@school.example");
    r_jwt_set_claim_str_value(jwt, "name", "Wei Osei");
    if (t.tenant) r_jwt_set_claim_str_value(jwt, "tid", t.tenant);
    r_jwt_set_claim_int_value(jwt, "iat", now);
    r_jwt_set_claim_int_value(jwt, "exp", now + (t.good_for ? t.good_for : 600));
    char *token = r_jwt_serialize_signed(jwt, t.key ? t.key : private_key, 0);
    EXPECT(token != NULL);
    const char *said = text(test_cx(), "{\"access_token\":\"an access token\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}", token);
    r_free(token), r_jwt_free(jwt);
    return said;
}

static Error *claims_of(Token t, OidcClaims *claims)
{
    const char *said = answer(t);
    return oidc_claims(test_cx(), &provider, ISSUER, &try, said, keys, claims);
}

static void not_believed(Token t)
{
    OidcClaims claims;
    Error *error = claims_of(t, &claims);
    EXPECT(error && error->kind == CONFLICT);
}

TEST("somebody whom the provider vouches for is who its issuer and subject say")
{
    OidcClaims claims;
    EXPECT_OK(claims_of((Token){0}, &claims));
    EXPECT_SAME(claims.issuer, ISSUER);
    EXPECT_SAME(claims.subject, "person-7");
    EXPECT_SAME(claims.email, "wei@school.example");
    EXPECT_SAME(claims.name, "Wei Osei");
}

TEST("an answer to another try, for another program, of another issuer or too old is not believed")
{
    not_believed((Token){ .nonce = "another nonce" });
    not_believed((Token){ .audience = "another program" });
    not_believed((Token){ .issuer = "https://id.elsewhere.example" });
    not_believed((Token){ .good_for = -3600 });
    not_believed((Token){ .subject = "" });
}

TEST("a token that the provider's own key did not sign is not believed: another's key, no signature, or a letter changed")
{
    OidcClaims claims;
    not_believed((Token){ .key = others_private });
    const char *whole = answer((Token){0}), *first = strstr(whole, "\"id_token\":\"") + strlen("\"id_token\":\"");
    const char *unsigned_too = text(test_cx(), "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"eyJhbGciOiJub25lIn0%s.\"}", text_copy(test_cx(), strchr(first, '.'), (size_t)(strrchr(first, '.') - strchr(first, '.'))));
    EXPECT(oidc_claims(test_cx(), &provider, ISSUER, &try, unsigned_too, keys, &claims) != OK);
    char *changed = (char *)(uintptr_t)text_copy(test_cx(), whole, strlen(whole)), *at = strchr(strstr(changed, "\"id_token\":\""), '.') + 20;
    *at = *at == 'A' ? 'B' : 'A';
    EXPECT(oidc_claims(test_cx(), &provider, ISSUER, &try, changed, keys, &claims) != OK);
    for (const char *const *odd = (const char *const[]){ "", "[]", "{}", "{\"id_token\":\"x\"}", "{\"id_token\":\"a.b.c\"}", "{\"id_token\":7}", NULL }; *odd; odd++)
        EXPECT(oidc_claims(test_cx(), &provider, ISSUER, &try, *odd, keys, &claims) != OK);
    EXPECT(oidc_claims(test_cx(), &provider, ISSUER, &try, whole, "{\"keys\":[]}", &claims) != OK);
}

TEST("of an issuer that stands for many directories only those that are named are let in, each under its own name")
{
    const OidcProvider many = { "https://login.many.example/organizations/v2.0", "lyceum", "secret", "dir-1 dir-2" };
    OidcClaims claims;
    keys_make();
    EXPECT_OK(oidc_claims(test_cx(), &many, MANY, &try, answer((Token){ .issuer = "https://login.many.example/dir-2/v2.0", .tenant = "dir-2" }), keys, &claims));
    EXPECT_SAME(claims.issuer, "https://login.many.example/dir-2/v2.0");
    EXPECT(oidc_claims(test_cx(), &many, MANY, &try, answer((Token){ .issuer = "https://login.many.example/dir-3/v2.0", .tenant = "dir-3" }), keys, &claims) != OK);
    EXPECT(oidc_claims(test_cx(), &many, MANY, &try, answer((Token){ .issuer = "https://login.many.example/dir-3/v2.0", .tenant = "dir-2" }), keys, &claims) != OK);
    EXPECT(oidc_claims(test_cx(), &many, MANY, &try, answer((Token){ .issuer = "https://login.many.example/dir-1/v2.0" }), keys, &claims) != OK);
}

TEST("another server is asked over HTTPS; without it, this machine alone")
{
    Fetched fetched;
    EXPECT(fetch_allows("https://id.school.example/keys") && fetch_allows("http://127.0.0.1:39871/") && fetch_allows("http://localhost/"));
    for (const char *const *odd = (const char *const[]){ "http://id.school.example/", "http://127.0.0.1.elsewhere.example/", "http://localhost@elsewhere.example/", "http://127.0.0.1:80@elsewhere.example/", "http://localhost:x?@elsewhere.example/", "https://somebody@elsewhere.example/", "file:///etc/passwd", "ftp://127.0.0.1/", "https://a\nb", "", NULL }; *odd; odd++)
        EXPECT(!fetch_allows(*odd));
    EXPECT(fetch(test_cx(), "http://127.0.0.1:1/", NULL, &fetched) != OK);      /* nobody listens there */
}

/* ---- a provider of one's own, as far as it says where it is asked ---- */

typedef struct { int socket, port, asked, wrong; } Own;   /* wrong: so many answers are none, before the good ones */

static void *own_serve(void *data)
{
    Own *own = data;
    for (;;) {
        char request[2048];
        int at = accept(own->socket, NULL, NULL);
        if (at < 0) return NULL;
        if (read(at, request, sizeof request) > 0) {
            bool good = own->asked++ >= own->wrong;
            dprintf(at, "HTTP/1.1 %s\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"issuer\":\"http://127.0.0.1:%d\",\"authorization_endpoint\":\"http://127.0.0.1:%d/ask\","
                        "\"token_endpoint\":\"http://127.0.0.1:%d/token\",\"jwks_uri\":\"http://127.0.0.1:%d/keys\"}", good ? "200 OK" : "500 No", own->port, own->port, own->port, own->port);
        }
        close(at);
    }
}

TEST("what a provider says of itself is asked once for many sign-ins, and not kept where it says nothing")
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    Own own = { .socket = socket(AF_INET, SOCK_STREAM, 0), .wrong = 1 };
    pthread_t thread;
    const char *to;
    keys_make();
    EXPECT(bind(own.socket, (struct sockaddr *)&address, sizeof address) == 0 && listen(own.socket, 8) == 0);
    EXPECT(getsockname(own.socket, (struct sockaddr *)&address, &length) == 0);
    own.port = ntohs(address.sin_port);
    const OidcProvider here = { text(test_cx(), "http://127.0.0.1:%d", own.port), "lyceum", "a secret of the client's own", "" };
    EXPECT(pthread_create(&thread, NULL, own_serve, &own) == 0);
    EXPECT(oidc_ask(test_cx(), &here, &try, &to) != OK);
    for (int i = 0; i < 3; i++) EXPECT_OK(oidc_ask(test_cx(), &here, &try, &to));
    EXPECT_HAS(to, "/ask?");
    shutdown(own.socket, SHUT_RDWR);
    EXPECT(pthread_join(thread, NULL) == 0);
    close(own.socket);
    EXPECT_EQUAL(own.asked, 2);                            /* once in vain */
}
