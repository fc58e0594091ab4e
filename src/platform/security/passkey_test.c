/* Passkeys: what is taken, and each thing for which one is refused. */
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "platform/base/text.h"
#include "platform/security/token.h"
#include "tests/fixture_passkey.h"

static const Partnership partnership = { .name = "", .short_name = "", .url = "https://learning.example", .email = "" };

/* In this sign-in, for this. */
static const char *of = "use 101 5001";
static const char *challenge;

static Ctx *cx_now(void)
{
    Ctx *cx = test_cx();
    security_begin();
    mac_key("a key of thirty-two bytes, openly", 32);
    cx->partnership = &partnership;
    challenge = passkey_challenge(cx, of);
    return cx;
}

static Error *make(Ctx *cx, Key key, Passkey *made)
{
    const char *spent;
    key.made = true, key.challenge = key.challenge ? key.challenge : challenge;
    const PasskeySaid said = passkey_said(key);
    return passkey_made(cx, of, &said, made, &spent);
}

static Error *use(Ctx *cx, Key key, const Passkey *made, int64_t *counter)
{
    const char *spent;
    key.challenge = key.challenge ? key.challenge : challenge;
    const PasskeySaid said = passkey_said(key);
    return passkey_used(cx, of, &said, made, counter, &spent);
}

static Passkey ours(Ctx *cx)
{
    Passkey made;
    EXPECT_OK(make(cx, (Key){ .number = 1 }, &made));
    return made;
}

TEST("a passkey that was made here is known by its id, and what it signs is taken")
{
    Ctx *cx = cx_now();
    int64_t counter;
    const Passkey key = ours(cx);
    EXPECT_SAME(key.id, passkey_id(1));
    EXPECT_EQUAL(key.algorithm, -8);
    EXPECT_OK(use(cx, (Key){ .number = 1, .counter = 7 }, &key, &counter));
    EXPECT_EQUAL(counter, 7);
}

TEST("a challenge is never the same twice, and each has one mark by which it is taken once")
{
    Ctx *cx = cx_now();
    Passkey made;
    const char *one, *two;
    PasskeySaid said = passkey_said((Key){ .made = true, .challenge = challenge });
    EXPECT_OK(passkey_made(cx, of, &said, &made, &one));
    EXPECT_OK(passkey_made(cx, of, &said, &made, &two));
    EXPECT_SAME(one, two);
    said = passkey_said((Key){ .made = true, .challenge = passkey_challenge(cx, of) });
    EXPECT_OK(passkey_made(cx, of, &said, &made, &two));
    EXPECT(!same(one, two));
}

TEST("a challenge of another sign-in, of another purpose, of five minutes ago, or made up is refused")
{
    Ctx *cx = cx_now();
    Passkey made;
    EXPECT_REFUSED(make(cx, (Key){ .challenge = passkey_challenge(cx, "use 101 5002") }, &made), INVALID, "in another sign-in");
    EXPECT_REFUSED(make(cx, (Key){ .challenge = passkey_challenge(cx, "add 101 5001") }, &made), INVALID, "in another sign-in");
    EXPECT_REFUSED(make(cx, (Key){ .challenge = text(cx, "made-up.%ld.0123456789", cx->now) }, &made), INVALID, "in another sign-in");
    EXPECT_REFUSED(make(cx, (Key){ .challenge = "." }, &made), INVALID, "in another sign-in");
    cx->now += PASSKEY_SECONDS - 1;
    EXPECT_OK(make(cx, (Key){ .number = 1 }, &made));
    cx->now += 1;
    EXPECT_REFUSED(make(cx, (Key){ .number = 1 }, &made), INVALID, "open for more than 5 minutes");
}

TEST("what was said to another site, by its address or by its name, is refused, at making and at using")
{
    Ctx *cx = cx_now();
    Passkey made;
    int64_t counter;
    const Passkey key = ours(cx);
    EXPECT_REFUSED(make(cx, (Key){ .origin = "https://learning.example.evil.example" }, &made), INVALID, "Passkeys work at https://learning.example alone");
    EXPECT_REFUSED(make(cx, (Key){ .origin = "http://learning.example" }, &made), INVALID, "Passkeys work at https://learning.example alone");
    EXPECT_REFUSED(make(cx, (Key){ .site = "evil.example" }, &made), INVALID, "for another site than learning.example");
    EXPECT_REFUSED(use(cx, (Key){ .number = 1, .origin = "https://evil.example" }, &key, &counter), INVALID, "Passkeys work at https://learning.example alone");
    EXPECT_REFUSED(use(cx, (Key){ .number = 1, .site = "evil.example" }, &key, &counter), INVALID, "for another site than learning.example");
}

TEST("another key’s signature, one changed byte of it, and a use that is none are refused")
{
    Ctx *cx = cx_now();
    int64_t counter;
    const char *spent;
    const Passkey key = ours(cx);
    EXPECT_REFUSED(use(cx, (Key){ .number = 2 }, &key, &counter), INVALID, "did not sign what was asked");
    EXPECT_REFUSED(use(cx, (Key){ .number = 1, .type = "webauthn.create" }, &key, &counter), INVALID, "is no passkey");
    PasskeySaid said = passkey_said((Key){ .number = 1, .challenge = challenge });
    char *changed = (char *)(uintptr_t)text(cx, "%s", said.signature);
    changed[10] = changed[10] == 'A' ? 'B' : 'A';
    said.signature = changed;
    EXPECT_REFUSED(passkey_used(cx, of, &said, &key, &counter, &spent), INVALID, "did not sign what was asked");
}

TEST("a passkey that nobody touched is refused, at making and at using")
{
    Ctx *cx = cx_now();
    Passkey made;
    int64_t counter;
    const Passkey key = ours(cx);
    EXPECT_REFUSED(make(cx, (Key){ .untouched = true }, &made), INVALID, "Nobody confirmed that passkey");
    EXPECT_REFUSED(use(cx, (Key){ .number = 1, .untouched = true }, &key, &counter), INVALID, "Nobody confirmed that passkey");
}

TEST("a counter goes on; one that stands or goes back is a copy’s, unless the key never counts")
{
    Ctx *cx = cx_now();
    int64_t counter;
    Passkey key = ours(cx);
    EXPECT_OK(use(cx, (Key){ .number = 1 }, &key, &counter));
    key.counter = 7;
    EXPECT_OK(use(cx, (Key){ .number = 1, .counter = 8 }, &key, &counter));
    EXPECT_REFUSED(use(cx, (Key){ .number = 1, .counter = 7 }, &key, &counter), INVALID, "counts back");
    EXPECT_REFUSED(use(cx, (Key){ .number = 1, .counter = 0 }, &key, &counter), INVALID, "counts back");
}

TEST("what is no passkey at all is refused in words")
{
    Ctx *cx = cx_now();
    Passkey made;
    const char *spent;
    const PasskeySaid honest = passkey_said((Key){ .made = true, .challenge = challenge });
    const PasskeySaid wrong[] = {
        { "", "", "" }, { "not base64!", honest.authenticator_data, "" }, { base64url("[]", 2), honest.authenticator_data, "" }, { base64url("{}", 2), honest.authenticator_data, "" },
        { honest.client_data, base64url("short", 5), "" }, { honest.client_data, "", "" },
    };
    for (size_t i = 0; i < COUNT(wrong); i++) EXPECT_REFUSED(passkey_made(cx, of, &wrong[i], &made, &spent), INVALID, "is no passkey");
    EXPECT_REFUSED(make(cx, (Key){ .cose = "\xa1\x01\x01", .cose_length = 3 }, &made), INVALID, "of a kind that is not taken here");
    EXPECT_REFUSED(make(cx, (Key){ .cose = "\xbb\x0f\xff\xff\xff\xff\xff\xff\xff", .cose_length = 9 }, &made), INVALID, "of a kind that is not taken here");      /* counts further than any memory */
}

/* ---- the other kinds of key, by OpenSSL ---- */

static EVP_PKEY *signer;

static size_t sign(const unsigned char *bytes, size_t length, unsigned char *signature)
{
    size_t size = 512;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EXPECT(EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, signer) == 1 && EVP_DigestSign(md, signature, &size, bytes, length) == 1);
    EVP_MD_CTX_free(md);
    return size;
}

static void signs(Ctx *cx, const char *cose, size_t length, int64_t algorithm)
{
    Passkey made;
    int64_t counter;
    EXPECT_OK(make(cx, (Key){ .number = 3, .cose = cose, .cose_length = length }, &made));
    EXPECT_EQUAL(made.algorithm, algorithm);
    EXPECT_OK(use(cx, (Key){ .number = 3, .counter = 1, .sign = sign }, &made, &counter));
    EXPECT_REFUSED(use(cx, (Key){ .number = 3, .counter = 1 }, &made, &counter), INVALID, "did not sign what was asked");
    EVP_PKEY_free(signer);
}

TEST("keys of the kinds ES256 and RS256 are taken, too")
{
    Ctx *cx = cx_now();
    unsigned char point[65], modulus[256], cose[400];
    size_t length;
    signer = EVP_EC_gen("P-256");
    EXPECT(EVP_PKEY_get_octet_string_param(signer, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length) == 1);
    static const char ec[] = "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20";
    memcpy(cose, ec, 10), memcpy(cose + 10, point + 1, 32), memcpy(cose + 42, "\x22\x58\x20", 3), memcpy(cose + 45, point + 33, 32);
    signs(cx, (const char *)cose, 77, -7);

    BIGNUM *n = NULL;
    signer = EVP_RSA_gen(2048);
    EXPECT(EVP_PKEY_get_bn_param(signer, OSSL_PKEY_PARAM_RSA_N, &n) == 1 && BN_bn2binpad(n, modulus, sizeof modulus) == sizeof modulus);
    BN_free(n);
    static const char rsa[] = "\xa4\x01\x03\x03\x39\x01\x00\x20\x59\x01\x00";
    memcpy(cose, rsa, 11), memcpy(cose + 11, modulus, 256), memcpy(cose + 267, "\x21\x43\x01\x00\x01", 5);
    signs(cx, (const char *)cose, 272, -257);
}
