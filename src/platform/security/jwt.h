/*
 * Signed tokens (JWT, RS256) and the keys that sign them (JWK), by rhonabwy. What is signed is JSON that the caller wrote; whoever has the public key
 * can hold it against the signature without asking us.
 */
#pragma once
#include "platform/base/context.h"

/* An RSA key of 2048 bits, both halves as JWK with this kid. It takes up to a second: never in the writer. */
CHECKED Error *jwt_key_make(Ctx *cx, const char *kid, const char **private_jwk, const char **public_jwk);
/* "header.claims.signature"; `header` and `claims` are JSON objects, and the header's alg is set here. Some milliseconds. */
CHECKED Error *jwt_sign(Ctx *cx, const char *private_jwk, const char *header, const char *claims, const char **token);
