/* What a browser says of a passkey: words of its own, or an authenticator's data for our site under honest words. Read or refused, whatever it is. */
#include <sodium.h>

#include "platform/security/passkey.h"
#include "tests/fuzz/fuzz.h"

static const char *base64url(Ctx *cx, const void *bytes, size_t length)
{
    size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return sodium_bin2base64(arena_new(cx->arena, size), size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* For learning.example, confirmed: then whatever came. */
static const char *data_of(Ctx *cx, const uint8_t *bytes, size_t size)
{
    unsigned char *data = arena_new(cx->arena, crypto_hash_sha256_BYTES + size + 1);
    crypto_hash_sha256(data, (const unsigned char *)"learning.example", strlen("learning.example"));
    memcpy(data + crypto_hash_sha256_BYTES, bytes, size);
    return base64url(cx, data, crypto_hash_sha256_BYTES + size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const Partnership partnership = { .url = "https://learning.example" };
    static const char key[] = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    Arena *arena = fuzz_arena();
    Ctx cx = { .arena = arena, .now = 1000000000, .partnership = &partnership };
    if (!size) return 0;

    const char *challenge = passkey_challenge(&cx, "fuzz"), *spent;
    const char *honest = text(&cx, "{\"type\":\"webauthn.%s\",\"challenge\":\"%s\",\"origin\":\"https://learning.example\"}", *bytes & 2 ? "create" : "get", base64url(&cx, challenge, strlen(challenge)));
    const bool words = *bytes & 1;
    PasskeySaid said = { words ? base64url(&cx, bytes + 1, size - 1) : base64url(&cx, honest, strlen(honest)), data_of(&cx, bytes + 1, size - 1), base64url(&cx, bytes, size) };
    Passkey made = { "", key, -8, 0 };
    int64_t counter;
    if (*bytes & 2 && passkey_made(&cx, "fuzz", &said, &made, &spent) == OK) CHECK(*made.id && *made.key && made.algorithm);
    if (!(*bytes & 2)) CHECK(passkey_used(&cx, "fuzz", &said, &made, &counter, &spent) != OK);
    arena_reset(arena);
    return 0;
}
