/* Codes of an authenticator app. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/security/token.h"
#include "platform/security/totp.h"
#include "tests/test.h"

#define RFC_SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"      /* RFC 6238, appendix B: "12345678901234567890" */

TEST("a code is the one that RFC 6238 gives for its half minute")
{
    security_begin();
    EXPECT_SAME(totp_code(test_cx(), RFC_SECRET, 59), "287082");
    EXPECT_SAME(totp_code(test_cx(), RFC_SECRET, 1111111109), "081804");
    EXPECT_SAME(totp_code(test_cx(), RFC_SECRET, INT64_C(20000000000)), "353130");
}

TEST("a code of the half minute before or after is taken, for clocks differ, and no other; each says which half minute it was")
{
    int64_t step, at = 1111111109;
    security_begin();
    const char *code = totp_code(test_cx(), RFC_SECRET, at);
    EXPECT(totp_fits(RFC_SECRET, code, at, &step));
    EXPECT_EQUAL(step, at / TOTP_STEP_SECONDS);
    EXPECT(totp_fits(RFC_SECRET, code, at + TOTP_STEP_SECONDS, &step));
    EXPECT_EQUAL(step, at / TOTP_STEP_SECONDS);
    EXPECT(totp_fits(RFC_SECRET, code, at - TOTP_STEP_SECONDS, &step));
    EXPECT(!totp_fits(RFC_SECRET, code, at + 2 * TOTP_STEP_SECONDS, &step));
    EXPECT(!totp_fits(RFC_SECRET, code, at - 2 * TOTP_STEP_SECONDS, &step));
}

TEST("what is no code of six digits fits nothing, and no secret is another's")
{
    int64_t step, at = 1111111109;
    security_begin();
    const char *const *odd = (const char *const[]){ "", "81804", "0818040", "08180a", " 81804", "-81804", NULL };
    for (; *odd; odd++) EXPECT(!totp_fits(RFC_SECRET, *odd, at, &step));
    EXPECT(!totp_fits("not base32!", "081804", at, &step));
    const char *mine = totp_secret_new(test_cx()), *yours = totp_secret_new(test_cx());
    EXPECT_EQUAL((int64_t)strlen(mine), 32);
    EXPECT(!same(mine, yours));
    EXPECT(!totp_fits(mine, totp_code(test_cx(), yours, at), at, &step) || same(totp_code(test_cx(), mine, at), totp_code(test_cx(), yours, at)));
}

TEST("the address for the app names whose it is, and holds no sign that would end it early")
{
    EXPECT_SAME(totp_address(test_cx(), "ABC", "ann+cpd@alder.example", "Fleet & Wandle: “ours”"),
                "otpauth://totp/Fleet%20%26%20Wandle%3A%20%E2%80%9Cours%E2%80%9D:ann%2Bcpd%40alder.example?secret=ABC&issuer=Fleet%20%26%20Wandle%3A%20%E2%80%9Cours%E2%80%9D");
}
