#include "platform/security/jwt.h"

#include <rhonabwy.h>

#include "platform/base/text.h"

enum { KEY_BITS = 2048 };

/* The library's text, in the arena. */
static const char *kept(Ctx *cx, char *theirs)
{
    const char *ours = theirs ? text(cx, "%s", theirs) : NULL;
    r_free(theirs);
    return ours;
}

Error *jwt_key_make(Ctx *cx, const char *kid, const char **private_jwk, const char **public_jwk)
{
    jwk_t *private = NULL, *public = NULL;
    bool made = r_jwk_init(&private) == RHN_OK && r_jwk_init(&public) == RHN_OK && r_jwk_generate_key_pair(private, public, R_KEY_TYPE_RSA, KEY_BITS, kid) == RHN_OK
             && r_jwk_set_property_str(private, "alg", "RS256") == RHN_OK && r_jwk_set_property_str(public, "alg", "RS256") == RHN_OK;
    *private_jwk = made ? kept(cx, r_jwk_export_to_json_str(private, 0)) : NULL;
    *public_jwk = made ? kept(cx, r_jwk_export_to_json_str(public, 0)) : NULL;
    r_jwk_free(private), r_jwk_free(public);
    return *private_jwk && *public_jwk ? OK : unavailable(cx, "a key for signing could not be made");
}

Error *jwt_sign(Ctx *cx, const char *private_jwk, const char *header, const char *claims, const char **token)
{
    jwk_t *key = NULL;
    jwt_t *jwt = NULL;
    bool ready = r_jwk_init(&key) == RHN_OK && r_jwk_import_from_json_str(key, private_jwk) == RHN_OK && r_jwt_init(&jwt) == RHN_OK
              && r_jwt_set_full_header_json_str(jwt, header) == RHN_OK && r_jwt_set_full_claims_json_str(jwt, claims) == RHN_OK && r_jwt_set_sign_alg(jwt, R_JWA_ALG_RS256) == RHN_OK;
    *token = ready ? kept(cx, r_jwt_serialize_signed(jwt, key, 0)) : NULL;
    r_jwk_free(key), r_jwt_free(jwt);
    return *token ? OK : broken(cx, "a token could not be signed");
}
