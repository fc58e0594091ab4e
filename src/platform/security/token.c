#include "platform/security/token.h"

#include <sodium.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/security/passkey.h"
#include "platform/security/totp.h"

enum { TOKEN_BYTES = 32, HASH_BYTES = 32 };

/* The store's secret; a random one until mac_key() gives it, so that nothing is ever keyed by zeroes. */
static unsigned char key[crypto_generichash_KEYBYTES_MAX];

void security_begin(void)
{
    CHECK(sodium_init() >= 0);
    randombytes_buf(key, sizeof key);
    totp_begin();
    passkey_begin();
}

void random_bytes(void *into, size_t length)
{
    randombytes_buf(into, length);
}

const char *token_new(Ctx *cx)
{
    unsigned char random[TOKEN_BYTES];
    size_t size = sodium_base64_encoded_len(sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *token = arena_new(cx->arena, size);

    randombytes_buf(random, sizeof random);
    return sodium_bin2base64(token, size, random, sizeof random, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

const char *token_short(Ctx *cx, size_t characters)
{
    static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    char *token = arena_new(cx->arena, characters + 1);

    for (size_t i = 0; i < characters; i++) token[i] = alphabet[randombytes_uniform(sizeof alphabet - 1)];
    return token;
}

static const char *hex(Ctx *cx, const unsigned char *bytes, size_t length)
{
    size_t size = length * 2 + 1;
    return sodium_bin2hex(arena_new(cx->arena, size), size, bytes, length);
}

const char *token_hash(Ctx *cx, const char *token)
{
    unsigned char hash[HASH_BYTES];
    crypto_generichash(hash, sizeof hash, (const unsigned char *)token, strlen(token), NULL, 0);
    return hex(cx, hash, sizeof hash);
}

void mac_key(const void *secret, size_t length)
{
    crypto_generichash(key, sizeof key, secret, length, NULL, 0);
}

/* The purpose goes in with its NUL, so that no purpose and message read together as another pair. */
const char *mac(Ctx *cx, const char *purpose, const char *message)
{
    unsigned char hash[HASH_BYTES];
    crypto_generichash_state state;

    crypto_generichash_init(&state, key, sizeof key, sizeof hash);
    crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
    crypto_generichash_update(&state, (const unsigned char *)message, strlen(message));
    crypto_generichash_final(&state, hash, sizeof hash);
    return hex(cx, hash, sizeof hash);
}

bool secret_same(const char *a, const char *b)
{
    size_t length = strlen(a);
    return length == strlen(b) && sodium_memcmp(a, b, length) == 0;
}
