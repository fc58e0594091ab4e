#include "platform/security/digest.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(Digest), "the state fits");

static crypto_hash_sha256_state *state_of(Digest *digest) { return (crypto_hash_sha256_state *)(void *)digest->state; }

void digest_begin(Digest *digest) { crypto_hash_sha256_init(state_of(digest)); }

void digest_add(Digest *digest, const char *bytes, size_t length)
{
    crypto_hash_sha256_update(state_of(digest), (const unsigned char *)bytes, length);
}

const char *digest_end(Ctx *cx, Digest *digest)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state_of(digest), hash);
    return sodium_bin2hex(arena_new(cx->arena, 2 * sizeof hash + 1), 2 * sizeof hash + 1, hash, sizeof hash);
}

const char *digest_of(Ctx *cx, const char *words)
{
    Digest digest = {0};
    digest_begin(&digest);
    digest_add(&digest, words, strlen(words));
    return digest_end(cx, &digest);
}
