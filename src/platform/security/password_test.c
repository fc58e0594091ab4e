#include "platform/security/password.h"
#include "platform/security/token.h"
#include "tests/test.h"

static const char *const about = "Ann O'Neill, ann.oneill@aldergrove.example, Alder Grove Primary School";

TEST("a password is kept as a hash that only the password fits")
{
    Ctx *cx = test_cx();
    const char *hash;
    bool right = false;
    security_begin();
    EXPECT_OK(password_hash(cx, "three blind otters", &hash));
    EXPECT_LACKS(hash, "otters");
    EXPECT_HAS(hash, "$argon2id$v=19$m=19456,t=2,p=1$");
    EXPECT_OK(password_verify(cx, hash, "three blind otters", &right));
    EXPECT(right);
    EXPECT_OK(password_verify(cx, hash, "three blind Otters", &right));
    EXPECT(!right);
}

TEST("nobody's password is never right, however it is asked")
{
    bool right = true;
    security_begin();
    EXPECT_OK(password_verify(test_cx(), "", "anything at all", &right));
    EXPECT(!right);
    EXPECT_OK(password_verify(test_cx(), NULL, "", &right));
    EXPECT(!right);
}

TEST("passwords that strangers try first are refused")
{
    static const char *const bad[] = { "Password2026!", "welcome12345", "P4$$word123", "qwertyuiop", "1234567890", "abcdefghijkl", "aaaaaaaaaaaa",
                                       "abcabcabcabc", "Liverpool2025", "Ch3lsea!!!!!", "summer2026!!", "correcthorsebatterystaple", "iloveyou2026", "2026password", "4rsenal2026" };
    for (size_t i = 0; i < COUNT(bad); i++) EXPECT_REFUSED(password_check(test_cx(), "password", bad[i], about), INVALID, "first that a stranger would try");
}

TEST("a password made of one's own name or school is refused")
{
    EXPECT_REFUSED(password_check(test_cx(), "password", "aldergrove1", about), INVALID, "your school");
    EXPECT_REFUSED(password_check(test_cx(), "password", "MrsONeill26!", "Ann ONeill"), INVALID, "your name");
}

TEST("ten characters are the least, any words will do")
{
    EXPECT_REFUSED(password_check(test_cx(), "password", "short1!aB", about), INVALID, "10 characters or more");
    EXPECT_OK(password_check(test_cx(), "password", "otter lamp gravel", about));
    EXPECT_OK(password_check(test_cx(), "password", "кошка лампа гравий", about));
}
