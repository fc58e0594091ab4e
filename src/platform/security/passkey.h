/*
 * Passkeys (WebAuthn), as whoever lets people in needs them: what a browser said is held against the challenge, the site and the key, by
 * libfido2. No attestation is asked for: which make of key it is does not matter here.
 *
 * A challenge is text that proves itself: it was made here, for `of` (who, in which sign-in, for what), in the last minutes. Nothing is kept
 * until it comes back; whoever keeps `spent` of each that came, and takes none twice, takes each once.
 */
#pragma once
#include "platform/base/context.h"

enum { PASSKEY_SECONDS = 300, PASSKEY_SAID_MOST = 8192 };      /* letters in each thing said */

void        passkey_begin(void);                                                    /* once at start */
const char *passkey_challenge(Ctx *cx, const char *of);                             /* its letters are the challenge's bytes */
const char *passkey_site(Ctx *cx, const char *url);                                 /* the host of the site's address: what passkeys are made for */

/* As it came from the browser, base64url. `signature` only of a passkey that is used. */
typedef struct { const char *client_data, *authenticator_data, *signature; } PasskeySaid;
/* `id` and `key` are base64url; `algorithm` as COSE numbers it: -7 ES256, -8 EdDSA, -257 RS256. */
typedef struct { const char *id, *key; int64_t algorithm, counter; } Passkey;

/* What does not hold is refused about the field "passkey", in words for whoever holds the key. Some tenths of a millisecond. */
CHECKED Error *passkey_made(Ctx *cx, const char *of, const PasskeySaid *said, Passkey *made, const char **spent);
CHECKED Error *passkey_used(Ctx *cx, const char *of, const PasskeySaid *said, const Passkey *key, int64_t *counter, const char **spent);
