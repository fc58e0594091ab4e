#include "tests/fixture_passkey.h"

#include <sodium.h>

#include "platform/base/text.h"

enum { ID_BYTES = 16, PRESENT = 0x01, ATTESTED = 0x40 };

static const char ed25519[] = "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20";      /* {1: 1, 3: -8, -1: 6, -2: 32 bytes}, as CBOR */

const char *base64url(const void *bytes, size_t length)
{
    size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return sodium_bin2base64(arena_new(test_cx()->arena, size), size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void add(Said *said, const void *bytes, size_t length)
{
    EXPECT(said->length + length <= sizeof said->bytes);
    memcpy(said->bytes + said->length, bytes, length);
    said->length += length;
}

static void add_byte(Said *said, int byte) { add(said, &(unsigned char){ (unsigned char)byte }, 1); }

static const unsigned char *id_of(int number)
{
    static unsigned char id[ID_BYTES];
    memset(id, 'a' + number, sizeof id);
    return id;
}

const char *passkey_id(int number) { return base64url(id_of(number), ID_BYTES); }

static void pair_of(int number, unsigned char *public, unsigned char *secret)
{
    unsigned char seed[crypto_sign_SEEDBYTES];
    memset(seed, number, sizeof seed);
    crypto_sign_seed_keypair(public, secret, seed);
}

static void authenticator_data(Said *said, const Key *key)
{
    unsigned char site[crypto_hash_sha256_BYTES], public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    const char *of = key->site ? key->site : "learning.example";
    crypto_hash_sha256(site, (const unsigned char *)of, strlen(of));
    add(said, site, sizeof site);
    add_byte(said, (key->untouched ? 0 : PRESENT) | (key->made ? ATTESTED : 0));
    for (int shift = 24; shift >= 0; shift -= 8) add_byte(said, (int)(key->counter >> shift & 0xff));
    if (!key->made) return;
    add(said, (unsigned char[16]){ 0 }, 16);
    add_byte(said, 0), add_byte(said, ID_BYTES);
    add(said, id_of(key->number), ID_BYTES);
    pair_of(key->number, public, secret);
    if (key->cose) add(said, key->cose, key->cose_length);
    else add(said, ed25519, sizeof ed25519 - 1), add(said, public, sizeof public);
}

static const char *signature_of(const Key *key, const Said *data, const char *client)
{
    unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES], signature[512], hash[crypto_hash_sha256_BYTES];
    Said both = *data;
    crypto_hash_sha256(hash, (const unsigned char *)client, strlen(client));
    add(&both, hash, sizeof hash);
    if (key->sign) return base64url(signature, key->sign(both.bytes, both.length, signature));
    pair_of(key->number, public, secret);
    crypto_sign_detached(signature, NULL, both.bytes, both.length, secret);
    return base64url(signature, crypto_sign_BYTES);
}

PasskeySaid passkey_said(Key key)
{
    Said data = { .length = 0 };
    const char *client = text(test_cx(), "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}", key.type ? key.type : key.made ? "webauthn.create" : "webauthn.get",
                              base64url(key.challenge, strlen(key.challenge)), key.origin ? key.origin : "https://learning.example");
    authenticator_data(&data, &key);
    return (PasskeySaid){ base64url(client, strlen(client)), base64url(data.bytes, data.length), key.made ? "" : signature_of(&key, &data, client) };
}
