#include "platform/security/seal.h"

#include <sodium.h>
#include <string.h>

#include "platform/security/token.h"

enum { NONCE = crypto_secretbox_NONCEBYTES, OVER = crypto_secretbox_MACBYTES };

static void key_of(Ctx *cx, const char *purpose, unsigned char key[crypto_secretbox_KEYBYTES])
{
    const char *hex = mac(cx, "seal", purpose);
    sodium_hex2bin(key, crypto_secretbox_KEYBYTES, hex, strlen(hex), NULL, NULL, NULL);
}

const char *seal(Ctx *cx, const char *purpose, const char *plain)
{
    unsigned char key[crypto_secretbox_KEYBYTES];
    size_t length = (strlen(plain) / SEAL_STEP + 1) * SEAL_STEP;   /* at least one NUL ends it */
    unsigned char *padded = arena_new(cx->arena, length), *box = arena_new(cx->arena, NONCE + OVER + length);
    size_t size = sodium_base64_encoded_len(NONCE + OVER + length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);

    memcpy(padded, plain, strlen(plain));
    randombytes_buf(box, NONCE);
    key_of(cx, purpose, key);
    crypto_secretbox_easy(box + NONCE, padded, length, box, key);
    sodium_memzero(key, sizeof key);
    return sodium_bin2base64(arena_new(cx->arena, size), size, box, NONCE + OVER + length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

const char *seal_open(Ctx *cx, const char *purpose, const char *sealed)
{
    unsigned char key[crypto_secretbox_KEYBYTES];
    size_t length = 0;
    unsigned char *box = arena_new(cx->arena, strlen(sealed) + 1);
    bool read = sodium_base642bin(box, strlen(sealed) + 1, sealed, strlen(sealed), NULL, &length, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;

    if (!read || length <= NONCE + OVER) return NULL;
    char *plain = arena_new(cx->arena, length);
    key_of(cx, purpose, key);
    bool opened = crypto_secretbox_open_easy((unsigned char *)plain, box + NONCE, length - NONCE, box, key) == 0;
    sodium_memzero(key, sizeof key);
    return opened ? plain : NULL;
}
