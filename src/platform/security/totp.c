#include "platform/security/totp.h"

#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/security/token.h"

enum { SECRET_BYTES = 20, STEPS_BESIDE = 1 };

void totp_begin(void) { CHECK(oath_init() == OATH_OK); }

const char *totp_secret_new(Ctx *cx)
{
    char random[SECRET_BYTES], *base32;
    size_t length;
    random_bytes(random, sizeof random);
    CHECK(oath_base32_encode(random, sizeof random, &base32, &length) == OATH_OK);
    const char *secret = text_copy(cx, base32, length);
    free(base32);
    return secret;
}

const char *totp_address(Ctx *cx, const char *secret, const char *account, const char *issuer)
{
    const char *whose = text_url(cx, issuer);
    return text(cx, "otpauth://totp/%s:%s?secret=%s&issuer=%s", whose, text_url(cx, account), secret, whose);
}

static bool bytes_of(const char *secret, char **bytes, size_t *length)
{
    return oath_base32_decode(secret, strlen(secret), bytes, length) == OATH_OK;
}

bool totp_fits(const char *secret, const char *code, int64_t at, int64_t *step)
{
    char *bytes;
    size_t length;
    uint64_t counter = 0;
    if (strlen(code) != TOTP_DIGITS || strspn(code, "0123456789") != TOTP_DIGITS || !bytes_of(secret, &bytes, &length)) return false;
    int found = oath_totp_validate3(bytes, length, (time_t)at, TOTP_STEP_SECONDS, 0, STEPS_BESIDE, NULL, &counter, code);
    free(bytes);
    *step = (int64_t)counter;
    return found >= 0;
}

const char *totp_code(Ctx *cx, const char *secret, int64_t at)
{
    char *bytes, code[TOTP_DIGITS + 1] = "";
    size_t length;
    CHECK(bytes_of(secret, &bytes, &length));
    CHECK(oath_totp_generate(bytes, length, (time_t)at, TOTP_STEP_SECONDS, 0, TOTP_DIGITS, code) == OATH_OK);
    free(bytes);
    return text_copy(cx, code, TOTP_DIGITS);
}
