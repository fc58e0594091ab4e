#include "platform/security/passkey.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <sodium.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/documents/json.h"
#include "platform/security/token.h"

enum { SITE_HASH = crypto_hash_sha256_BYTES, HEAD_BYTES = 37, ID_AT = 55 };      /* a site's hash, flags, counter: what every authenticator's data begin with */
enum { USER_PRESENT = 0x01, EXTENSIONS = 0x80 };

typedef struct { const unsigned char *bytes; size_t length; } Raw;

void passkey_begin(void) { fido_init(0); }

/* ---- challenges ---- */

const char *passkey_challenge(Ctx *cx, const char *of)
{
    const char *body = text(cx, "%s.%ld", token_new(cx), cx->now);
    return text(cx, "%s.%s", body, mac(cx, "passkey-challenge", text(cx, "%s %s", of, body)));
}

static bool challenge_holds(Ctx *cx, const char *of, const char *challenge)
{
    int64_t at;
    const char *dot = strchr(challenge, '.'), *end = dot ? strchr(dot + 1, '.') : NULL;
    if (!end || !number_parse(text_copy(cx, dot + 1, (size_t)(end - dot - 1)), 1, INT64_MAX, &at)) return false;
    const char *body = text_copy(cx, challenge, (size_t)(end - challenge));
    return secret_same(end + 1, mac(cx, "passkey-challenge", text(cx, "%s %s", of, body))) && at <= cx->now && cx->now - at < PASSKEY_SECONDS;
}

/* ---- the site ---- */

static const char *origin_of(Ctx *cx, const char *url)
{
    const char *host = strstr(url, "://");
    size_t before = host ? (size_t)(host - url) + 3 : 0;
    return text_copy(cx, url, before + strcspn(url + before, "/"));
}

const char *passkey_site(Ctx *cx, const char *url)
{
    const char *origin = origin_of(cx, url), *host = strstr(origin, "://");
    host = host ? host + 3 : origin;
    return text_copy(cx, host, strcspn(host, ":"));
}

/* ---- what was said ---- */

static Error *not_read(Ctx *cx) { return invalid(cx, "passkey", "What the browser sent is no passkey. Try once more"); }

static bool raw_read(Ctx *cx, const char *said, Raw *raw)
{
    size_t most = strlen(said);
    unsigned char *bytes = arena_new(cx->arena, most + 1);
    *raw = (Raw){ bytes, 0 };
    return most && most <= PASSKEY_SAID_MOST && sodium_base642bin(bytes, most, said, most, NULL, &raw->length, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
}

static const char *raw_text(Ctx *cx, const unsigned char *bytes, size_t length)
{
    size_t size = sodium_base64_encoded_len(length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return sodium_bin2base64(arena_new(cx->arena, size), size, bytes, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* Here every word of the browser's own is held against ours; the key signs over its hash. */
static Error *client_data_check(Ctx *cx, const char *of, const char *type, Raw data, const char **spent)
{
    Json *json;
    Raw challenge;
    if (json_read(cx, (const char *)data.bytes, data.length, &json) != OK || !same(json_get_text(json, "type"), type)) return not_read(cx);
    const char *origin = json_get_text(json, "origin"), *ours = origin_of(cx, cx->partnership->url);
    if (!same(origin, ours)) return invalid(cx, "passkey", "Passkeys work at %s alone, and this page was opened at another address. Open it there", ours);
    if (!raw_read(cx, json_get_text(json, "challenge"), &challenge)) return not_read(cx);
    const char *words = text_copy(cx, (const char *)challenge.bytes, challenge.length);
    if (!challenge_holds(cx, of, words)) return invalid(cx, "passkey", "The page was open for more than %d minutes, or in another sign-in. Try once more", PASSKEY_SECONDS / 60);
    *spent = token_hash(cx, words);
    return OK;
}

static Error *authenticator_check(Ctx *cx, Raw data)
{
    unsigned char site[SITE_HASH];
    const char *ours = passkey_site(cx, cx->partnership->url);
    if (data.length < HEAD_BYTES) return not_read(cx);
    crypto_hash_sha256(site, (const unsigned char *)ours, strlen(ours));
    if (memcmp(site, data.bytes, sizeof site) != 0) return invalid(cx, "passkey", "That passkey is for another site than %s. Use one that you made here", ours);
    if (!(data.bytes[SITE_HASH] & USER_PRESENT)) return invalid(cx, "passkey", "Nobody confirmed that passkey. Touch the key, or confirm on the phone or computer, and try once more");
    return OK;
}

static Error *said_read(Ctx *cx, const char *of, const char *type, const PasskeySaid *said, Raw *client, Raw *data, const char **spent)
{
    if (!raw_read(cx, said->client_data, client) || !raw_read(cx, said->authenticator_data, data)) return not_read(cx);
    TRY(client_data_check(cx, of, type, *client, spent));
    return authenticator_check(cx, *data);
}

/* ---- made ---- */

/* The kinds of key that are taken, as each is written (in CBOR, canonical, so in one way): its length, how it begins, and the head of its second
 * part. The library is given nothing else, for what it reads CBOR by believes any count that it is told, and asks for that much memory. */
typedef struct { int algorithm; size_t length, begins_length; const char *begins; size_t second_at, second_length; const char *second; } Kind;
static const Kind kinds[] = {
    { COSE_ES256,  77, 10, "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20",     42, 3, "\x22\x58\x20" },
    { COSE_EDDSA,  42, 10, "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20",      0, 0, "" },
    { COSE_RS256, 272, 11, "\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00", 267, 2, "\x21\x43" },
};

static const Kind *kind_of(const unsigned char *key, size_t length)
{
    for (const Kind *kind = kinds; kind < kinds + COUNT(kinds); kind++)
        if (length >= kind->length && memcmp(key, kind->begins, kind->begins_length) == 0 && memcmp(key + kind->second_at, kind->second, kind->second_length) == 0) return kind;
    return NULL;
}

/* What extensions say comes after the key. None was asked for, so none is read. */
static bool key_read(Ctx *cx, Raw data, Passkey *made)
{
    size_t key_at = data.length < ID_AT ? data.length : ID_AT + (size_t)data.bytes[ID_AT - 2] * 256 + data.bytes[ID_AT - 1];
    const Kind *kind = key_at < data.length ? kind_of(data.bytes + key_at, data.length - key_at) : NULL;
    if (!kind) return false;
    unsigned char *alone = arena_new(cx->arena, key_at + kind->length);
    memcpy(alone, data.bytes, key_at + kind->length);
    alone[SITE_HASH] = (unsigned char)(alone[SITE_HASH] & ~EXTENSIONS);

    fido_cred_t *cred = fido_cred_new();
    bool read = cred && fido_cred_set_type(cred, kind->algorithm) == FIDO_OK && fido_cred_set_authdata_raw(cred, alone, key_at + kind->length) == FIDO_OK && fido_cred_id_len(cred) && fido_cred_pubkey_len(cred);
    if (read) *made = (Passkey){ raw_text(cx, fido_cred_id_ptr(cred), fido_cred_id_len(cred)), raw_text(cx, fido_cred_pubkey_ptr(cred), fido_cred_pubkey_len(cred)), kind->algorithm, (int64_t)fido_cred_sigcount(cred) };
    fido_cred_free(&cred);
    return read;
}

Error *passkey_made(Ctx *cx, const char *of, const PasskeySaid *said, Passkey *made, const char **spent)
{
    Raw client = {0}, data = {0};
    TRY(said_read(cx, of, "webauthn.create", said, &client, &data, spent));
    return key_read(cx, data, made) ? OK : invalid(cx, "passkey", "That passkey is of a kind that is not taken here. Use another key, phone or computer");
}

/* ---- used ---- */

/* A key in the library's hands, or NULL. Each kind has its own type there; free_key() knows which. */
static void *key_open(const Passkey *key, Raw raw)
{
    if (key->algorithm == COSE_ES256) {
        es256_pk_t *ec = es256_pk_new();
        if (ec && es256_pk_from_ptr(ec, raw.bytes, raw.length) != FIDO_OK) es256_pk_free(&ec);
        return ec;
    }
    if (key->algorithm == COSE_EDDSA) {
        eddsa_pk_t *ed = eddsa_pk_new();
        if (ed && eddsa_pk_from_ptr(ed, raw.bytes, raw.length) != FIDO_OK) eddsa_pk_free(&ed);
        return ed;
    }
    rs256_pk_t *rsa = rs256_pk_new();
    if (rsa && rs256_pk_from_ptr(rsa, raw.bytes, raw.length) != FIDO_OK) rs256_pk_free(&rsa);
    return rsa;
}

static void key_close(const Passkey *key, void *opened)
{
    es256_pk_t *ec = opened;
    eddsa_pk_t *ed = opened;
    rs256_pk_t *rsa = opened;
    if (key->algorithm == COSE_ES256) es256_pk_free(&ec);
    else if (key->algorithm == COSE_EDDSA) eddsa_pk_free(&ed);
    else rs256_pk_free(&rsa);
}

static bool signature_fits(const Passkey *key, const void *opened, const char *site, Raw client, Raw data, Raw signature, int64_t *counter)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    fido_assert_t *assertion = fido_assert_new();
    crypto_hash_sha256(hash, client.bytes, client.length);
    bool fits = assertion && fido_assert_set_clientdata_hash(assertion, hash, sizeof hash) == FIDO_OK && fido_assert_set_rp(assertion, site) == FIDO_OK
             && fido_assert_set_up(assertion, FIDO_OPT_TRUE) == FIDO_OK && fido_assert_set_count(assertion, 1) == FIDO_OK
             && fido_assert_set_authdata_raw(assertion, 0, data.bytes, data.length) == FIDO_OK && fido_assert_set_sig(assertion, 0, signature.bytes, signature.length) == FIDO_OK
             && fido_assert_verify(assertion, 0, (int)key->algorithm, opened) == FIDO_OK;
    if (fits) *counter = (int64_t)fido_assert_sigcount(assertion, 0);
    fido_assert_free(&assertion);
    return fits;
}

Error *passkey_used(Ctx *cx, const char *of, const PasskeySaid *said, const Passkey *key, int64_t *counter, const char **spent)
{
    Raw client = {0}, data = {0}, signature = {0}, raw = {0};
    TRY(said_read(cx, of, "webauthn.get", said, &client, &data, spent));
    if (data.length != HEAD_BYTES || !raw_read(cx, said->signature, &signature)) return not_read(cx);      /* nothing more was asked for */
    void *opened = raw_read(cx, key->key, &raw) ? key_open(key, raw) : NULL;
    bool fits = opened && signature_fits(key, opened, passkey_site(cx, cx->partnership->url), client, data, signature, counter);
    if (opened) key_close(key, opened);
    if (!fits) return invalid(cx, "passkey", "That passkey did not sign what was asked. Try once more, or use another way");
    /* A key that counts, and counts no further than it had, is a copy of itself. Zero for ever is a key that does not count. */
    if ((*counter || key->counter) && *counter <= key->counter)
        return invalid(cx, "passkey", "That passkey counts back, so there may be a copy of it. Use another way, and take it off your account");
    return OK;
}
