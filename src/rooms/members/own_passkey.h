/*
 * Passkeys that people have here: a second factor that a key, phone or computer gives by itself, beside the codes of an app.
 *
 * What a browser says is held against the key outside the writer (platform/security/passkey.h); here each challenge is spent once, and a
 * counter goes on only.
 */
#pragma once
#include "platform/db/db.h"
#include "platform/security/passkey.h"

enum { PASSKEYS_MOST = 20, PASSKEY_NAME_LETTERS = 60 };

typedef struct { int64_t id, algorithm, counter, made_at, used_at; const char *credential, *public_key, *name; } OwnPasskey;      /* used_at 0: not yet */

CHECKED Error *passkeys_of(Ctx *cx, int64_t person_id, OwnPasskey **list, size_t *count);        /* by name, PASSKEYS_MOST at most */
/* Only the signed-in person's own; somebody else's is missing. */
CHECKED Error *passkey_find(Ctx *cx, int64_t id, OwnPasskey *passkey);
CHECKED Error *passkey_by_credential(Ctx *cx, const char *credential, OwnPasskey *passkey, bool *found);

/* Of these, challenges are made: for this person, in this sign-in, to add one or to use one. */
const char *passkey_to_add(Ctx *cx);
const char *passkey_to_use(Ctx *cx);

/* Keeps one of the signed-in person's, and writes to them. One that somebody has already, or a challenge spent before, is refused about "passkey". */
CHECKED Error *passkey_add(Ctx *cx, const char *name, const Passkey *made, const char *spent);
/* The second step by it, once it was held against its key: refused where its counter or the challenge was taken meanwhile. */
CHECKED Error *passkey_take(Ctx *cx, const OwnPasskey *passkey, int64_t counter, const char *spent);
/* One of the signed-in person's own, who is written to. With the last, and no app, the recovery codes go, too: they stand for nothing then. */
CHECKED Error *passkey_remove(Ctx *cx, int64_t id);
CHECKED Error *passkeys_sweep(Ctx *cx);                             /* challenges that hold no more */
