/* A key, phone or computer that makes passkeys, for tests: what a browser would send of it. Zero says what an honest one does. */
#pragma once
#include "platform/security/passkey.h"
#include "tests/test.h"

typedef struct { unsigned char bytes[2048]; size_t length; } Said;

typedef struct {
    const char *challenge;         /* of the page */
    int         number;            /* which key: its id, and its Ed25519 pair, come of this */
    bool        made;              /* it is made, and not used */
    int64_t     counter;
    const char *type, *origin, *site;
    bool        untouched;         /* nobody confirmed it */
    const char *cose; size_t cose_length;                                                      /* another public key, with who signs for it */
    size_t    (*sign)(const unsigned char *bytes, size_t length, unsigned char *signature);
} Key;

PasskeySaid passkey_said(Key key);
const char *passkey_id(int number);                                  /* as base64url */
const char *base64url(const void *bytes, size_t length);
