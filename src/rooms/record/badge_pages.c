/* Badges as documents: each holder's own to take away, and what a verifier reads: who issues them, for what, with which keys, and what was withdrawn. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/json.h"
#include "platform/http/http.h"
#include "platform/security/jwt.h"
#include "rooms/record/badge.h"

extern const RouteList badge_pages;

#define CONTEXT_OF_CREDENTIALS "https://www.w3.org/ns/credentials/v2"
#define CONTEXT_OF_BADGES      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

static const char *at(Ctx *cx, const char *path) { return text(cx, "%s%s", cx->partnership->url, path); }

static Error *json_respond(Ctx *cx, Response *rs, const Json *json, const char *type)
{
    const char *body = json_write(cx, json);
    return respond(rs, type, body, strlen(body));
}

static Json *one_type(Ctx *cx, const char *type)
{
    Json *types = json_list_new(cx);
    json_add_text(types, type);
    return types;
}

static Json *contexts(Ctx *cx)
{
    Json *list = json_list_new(cx);
    json_add_text(list, CONTEXT_OF_CREDENTIALS);
    json_add_text(list, CONTEXT_OF_BADGES);
    return list;
}

/* ---- its parts ---- */

static Json *issuer(Ctx *cx)
{
    Json *profile = json_object_new(cx);
    json_put_text(profile, "id", at(cx, "/badges/issuer.json"));
    json_put(profile, "type", one_type(cx, "Profile"));
    json_put_text(profile, "name", cx->partnership->name);
    json_put_text(profile, "url", cx->partnership->url);
    json_put_text(profile, "email", cx->partnership->email);
    return profile;
}

static Json *achievement(Ctx *cx, int64_t course_id, const char *title, const char *words)
{
    Json *json = json_object_new(cx), *criteria = json_object_new(cx);
    json_put_text(json, "id", text(cx, "%s/badges/courses/%ld", cx->partnership->url, (long)course_id));
    json_put(json, "type", one_type(cx, "Achievement"));
    json_put_text(json, "achievementType", "Course");
    json_put_text(json, "name", title);
    json_put_text(json, "description", blank(words) ? title : words);
    json_put_text(criteria, "narrative", "Came to as much of the course as its rule asks, by the register that its facilitator kept.");
    json_put(json, "criteria", criteria);
    return json;
}

static Json *subject(Ctx *cx, const Badge *badge, const char *id)
{
    Json *json = json_object_new(cx), *identity = json_object_new(cx), *identities = json_list_new(cx);
    json_put_text(json, "id", id);
    json_put(json, "type", one_type(cx, "AchievementSubject"));
    json_put_text(identity, "type", "IdentityObject");
    json_put_text(identity, "identityType", "emailAddress");
    json_put_bool(identity, "hashed", true);
    json_put_text(identity, "identityHash", badge->identity);
    json_put_text(identity, "salt", badge->certificate.code);
    json_add(identities, identity);
    json_put(json, "identifier", identities);
    json_put(json, "achievement", achievement(cx, badge->course_id, badge->certificate.course, badge->outcome));
    return json;
}

/* The last moment of the day up to which it holds. */
static int64_t expires_at(Ctx *cx, const Certificate *certificate)
{
    int64_t at = 0;
    (void)instant_of(date_add_days(cx, certificate->expires_on, 1), 0, 0, false, &at);
    return at - 1;
}

/* The credential is the token's payload, with what a reader of tokens knows beside it. */
static Json *credential(Ctx *cx, const Badge *badge)
{
    const Certificate *c = &badge->certificate;
    const char *id = text(cx, "%s/verify/%s", cx->partnership->url, c->code), *holder = text(cx, "%s#holder", id);
    Json *json = json_object_new(cx), *types = json_list_new(cx), *status = json_object_new(cx);
    json_put(json, "@context", contexts(cx));
    json_put_text(json, "id", id);
    json_add_text(types, "VerifiableCredential");
    json_add_text(types, "OpenBadgeCredential");
    json_put(json, "type", types);
    json_put_text(json, "name", c->course);
    json_put(json, "issuer", issuer(cx));
    json_put_text(json, "validFrom", instant_iso(cx, c->issued_at));
    if (*c->expires_on) json_put_text(json, "validUntil", instant_iso(cx, expires_at(cx, c)));
    json_put(json, "credentialSubject", subject(cx, badge, holder));
    json_put_text(status, "id", at(cx, "/badges/withdrawn.json"));
    json_put_text(status, "type", "1EdTechRevocationList");
    json_put(json, "credentialStatus", status);
    json_put_text(json, "iss", at(cx, "/badges/issuer.json"));
    json_put_text(json, "jti", id);
    json_put_text(json, "sub", holder);
    json_put_int(json, "nbf", c->issued_at);
    if (*c->expires_on) json_put_int(json, "exp", expires_at(cx, c));
    return json;
}

/* ---- the holder's own ---- */

static Error *badge_token(Ctx *cx, const Request *rq, Response *rs)
{
    Badge badge = {0};
    SigningKey key;
    bool found = false;
    const char *token;
    TRY(badge_find(cx, rq->id, &badge));
    TRY(signing_key_find(cx, &key, &found));
    if (!found) return unavailable(cx, "there is no signing key yet: the job that makes it runs by itself");
    Json *header = json_object_new(cx), *jwk = NULL;
    TRY(json_read(cx, key.public_jwk, strlen(key.public_jwk), &jwk));
    json_put_text(header, "typ", "JWT");
    json_put_text(header, "kid", text(cx, "%s/badges/keys/%s", cx->partnership->url, key.kid));
    json_put(header, "jwk", jwk);
    TRY(jwt_sign(cx, key.private_jwk, json_write(cx, header), json_write(cx, credential(cx, &badge)), &token));
    rs->download = text(cx, "badge-%s.jwt", badge.certificate.code);
    return respond(rs, "application/jwt", token, strlen(token));
}

/* ---- what a verifier reads ---- */

static Error *issuer_json(Ctx *cx, const Request *rq, Response *rs)
{
    Json *json = issuer(cx);
    json_put(json, "@context", contexts(cx));
    return json_respond(cx, rs, json, "application/ld+json");
}

static Error *keys_json(Ctx *cx, const Request *rq, Response *rs)
{
    PublishedKey *keys;
    size_t n;
    Json *json = json_object_new(cx), *list = json_list_new(cx), *jwk;
    TRY(published_keys(cx, &keys, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(json_read(cx, keys[i].public_jwk, strlen(keys[i].public_jwk), &jwk));
        json_add(list, jwk);
    }
    json_put(json, "keys", list);
    return json_respond(cx, rs, json, "application/jwk-set+json");
}

static Error *key_json(Ctx *cx, const Request *rq, Response *rs)
{
    PublishedKey *keys;
    size_t n;
    TRY(published_keys(cx, &keys, &n));
    for (size_t i = 0; i < n; i++)
        if (same(keys[i].kid, rq->word)) return respond(rs, "application/jwk+json", keys[i].public_jwk, strlen(keys[i].public_jwk));
    return missing(cx, "no key %s", rq->word);
}

static Error *course_json(Ctx *cx, const Request *rq, Response *rs)
{
    BadgeCourse course = {0};
    TRY(badge_course(cx, rq->id, &course));
    Json *json = achievement(cx, course.id, course.title, blank(course.outcome) ? course.summary : course.outcome);
    json_put(json, "@context", contexts(cx));
    return json_respond(cx, rs, json, "application/ld+json");
}

static Error *withdrawn_json(Ctx *cx, const Request *rq, Response *rs)
{
    Withdrawn *list;
    size_t n;
    Json *json = json_object_new(cx), *revoked = json_list_new(cx);
    TRY(certificates_withdrawn_list(cx, &list, &n));
    json_put_text(json, "id", at(cx, "/badges/withdrawn.json"));
    json_put(json, "type", one_type(cx, "1EdTechRevocationList"));
    json_put_text(json, "issuer", at(cx, "/badges/issuer.json"));
    for (size_t i = 0; i < n; i++) {
        Json *one = json_object_new(cx);
        json_put_text(one, "id", text(cx, "%s/verify/%s", cx->partnership->url, list[i].code));
        json_put_bool(one, "revoked", true);
        json_put_text(one, "revocationReason", list[i].why);
        json_add(revoked, one);
    }
    json_put(json, "revokedCredential", revoked);
    return json_respond(cx, rs, json, "application/json");
}

ROUTES(badge_pages,
    SLOW("/certificates/:id/badge.jwt", SIGNED_IN, badge_token),
    GET ("/badges/issuer.json",         PUBLIC,    issuer_json),
    GET ("/badges/keys.json",           PUBLIC,    keys_json),
    GET ("/badges/keys/*",              PUBLIC,    key_json),
    GET ("/badges/courses/:id",         PUBLIC,    course_json),
    GET ("/badges/withdrawn.json",      PUBLIC,    withdrawn_json),
);
