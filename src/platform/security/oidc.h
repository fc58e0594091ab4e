/*
 * Signing in by an account elsewhere: OpenID Connect, the authorisation code with PKCE (iddawc says what to send and verifies what comes).
 *
 * Both ask the provider, so they belong in a prepare or a slow page. The caller makes state, nonce and verifier for each try, binds them to the
 * browser, and compares the state. What a provider says of itself is asked once in ten minutes, its keys at every sign-in. Somebody is who (issuer, subject) says; an address in the claims is only what the provider says of them.
 */
#pragma once
#include "platform/base/context.h"

typedef struct {
    const char *issuer;              /* "https://accounts.google.com"; Microsoft's for every organisation: "https://login.microsoftonline.com/organizations/v2.0" */
    const char *client_id, *client_secret;
    const char *tenants;             /* where the issuer stands for many: the directories that are let in, apart by spaces; else "" */
} OidcProvider;

typedef struct { const char *redirect_uri, *state, *nonce, *verifier; } OidcTry;      /* verifier: 43 to 128 letters and digits */
typedef struct { const char *issuer, *subject, *email, *name; } OidcClaims;           /* the last two "" where the provider says nothing */

void oidc_begin(void);                                                                /* once at start, before the first thread */
/* Where the browser goes to sign in there. CONFLICT in words where nobody answers; the log says what is wrong. */
CHECKED Error *oidc_ask(Ctx *cx, const OidcProvider *provider, const OidcTry *try, const char **address);
/* Who came back with this code. CONFLICT in words where the provider does not vouch for them. */
CHECKED Error *oidc_answered(Ctx *cx, const OidcProvider *provider, const OidcTry *try, const char *code, OidcClaims *claims);

/* The last step alone: what the provider's answer (JSON with an id_token) says by its keys (a JWKS), or CONFLICT. `issuer` is as its own
 * configuration names it. */
CHECKED Error *oidc_claims(Ctx *cx, const OidcProvider *provider, const char *issuer, const OidcTry *try, const char *answer, const char *keys, OidcClaims *claims);
