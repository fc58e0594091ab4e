/*
 * Accounts elsewhere by which people sign in, and the providers of them that the office has set up.
 *
 * An account is known by its issuer and subject, never by an address: whoever comes by one that is not known here signs in once in another
 * way, and says that it is theirs.
 */
#pragma once
#include "platform/db/db.h"
#include "platform/security/oidc.h"

enum { IDENTITY_OFFER_SECONDS = 3600, PROVIDERS_MOST = 20 };

typedef struct { int64_t id; const char *slug, *name, *issuer, *client_id, *client_secret, *tenants; int64_t gives_factor, retired; } IdentityProvider;   /* client_secret is sealed */

CHECKED Error *providers_all(Ctx *cx, IdentityProvider **list, size_t *count);           /* those in use first, by name */
CHECKED Error *provider_find(Ctx *cx, int64_t id, IdentityProvider *provider);
CHECKED Error *provider_in_use(Ctx *cx, const char *slug, IdentityProvider *provider);   /* retired is MISSING */
/* Adds it (id 0) or changes it; `secret` "" keeps the one there is. Refuses with every mistake at once. */
CHECKED Error *provider_save(Ctx *cx, IdentityProvider *provider, const char *secret);
CHECKED Error *provider_retire(Ctx *cx, int64_t id, bool retired);
CHECKED Error *provider_asked(Ctx *cx, const IdentityProvider *provider, OidcProvider *asked);   /* as oidc.h takes it */

typedef struct { int64_t id, linked_at; const char *provider, *email_said; } Identity;
CHECKED Error *identities_of(Ctx *cx, int64_t person_id, Identity **list, size_t *count);
CHECKED Error *identity_owner(Ctx *cx, const OidcClaims *claims, int64_t *person_id);    /* 0: nobody's yet */
CHECKED Error *identity_drop(Ctx *cx, int64_t id);                                       /* one of the signed-in person's own */

/* An account that is nobody's yet, until somebody who is signed in takes it: in the browser that came back with it, for a link to an offer could
 * be sent to somebody else. `browser` is what tells that one from others. */
typedef struct { int64_t provider_id; const char *issuer, *subject, *email_said, *provider; } IdentityOffer;
CHECKED Error *identity_offer(Ctx *cx, int64_t provider_id, const OidcClaims *claims, const char *browser, const char **token);
CHECKED Error *identity_offered(Ctx *cx, const char *token, const char *browser, IdentityOffer *offer);       /* MISSING when too old, taken or another browser's */
CHECKED Error *identity_take(Ctx *cx, const char *token, const char *browser);           /* by whoever is signed in; they are written to */
CHECKED Error *identity_offers_sweep(Ctx *cx);
