#include "tests/test.h"

#include "platform/base/text.h"
#include "platform/security/seal.h"
#include "platform/security/token.h"

TEST("a token is 43 characters that an address carries as they are, and no two are alike")
{
    const char *one = token_new(test_cx()), *other = token_new(test_cx());
    EXPECT_EQUAL((int64_t)strlen(one), 43);
    EXPECT_EQUAL((int64_t)strspn(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
    EXPECT(!same(one, other));
}

TEST("a code for people to type has none of the characters they mix up")
{
    const char *code = token_short(test_cx(), 400);
    EXPECT_EQUAL((int64_t)strlen(code), 400);
    EXPECT_EQUAL((int64_t)strcspn(code, "01OILU"), 400);
}

TEST("what the store keeps of a token is its hash, always the same")
{
    EXPECT_SAME(token_hash(test_cx(), ""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    EXPECT(!same(token_hash(test_cx(), "a"), token_hash(test_cx(), "b")));
}

TEST("a mac depends on the secret, the purpose and the message, each apart")
{
    mac_key("one", 3);
    const char *first = mac(test_cx(), "csrf", "12");
    EXPECT_SAME(mac(test_cx(), "csrf", "12"), first);
    EXPECT(!same(mac(test_cx(), "csrf1", "2"), first));
    EXPECT(!same(mac(test_cx(), "csrf", "13"), first));
    mac_key("two", 3);
    EXPECT(!same(mac(test_cx(), "csrf", "12"), first));
}

TEST("secrets compare equal only whole")
{
    EXPECT(secret_same("abc", "abc") && secret_same("", ""));
    EXPECT(!secret_same("abc", "abd") && !secret_same("abc", "ab") && !secret_same("", "a"));
}

TEST("what is sealed is read again for the same purpose by the same store, and by nobody else")
{
    Ctx *cx = test_cx();
    mac_key("one", 3);
    const char *sealed = seal(cx, "letters", "Siobhán said so"), *again = seal(cx, "letters", "Siobhán said so");
    EXPECT_SAME(seal_open(cx, "letters", sealed), "Siobhán said so");
    EXPECT(!same(sealed, again));
    EXPECT_SAME(seal_open(cx, "numbers", sealed), NULL);
    EXPECT_SAME(seal_open(cx, "letters", text(cx, "A%s", sealed + 1)), NULL);
    EXPECT_SAME(seal_open(cx, "letters", "no seal"), NULL);
    EXPECT_SAME(seal_open(cx, "letters", ""), NULL);
    mac_key("two", 3);
    EXPECT_SAME(seal_open(cx, "letters", sealed), NULL);
}

TEST("how long a sealed text is, is told only to four kilobytes")
{
    Ctx *cx = test_cx();
    size_t one = strlen(seal(cx, "letters", "")), most = strlen(seal(cx, "letters", token_short(cx, SEAL_STEP - 1)));
    EXPECT_EQUAL((int64_t)one, (int64_t)most);
    EXPECT(strlen(seal(cx, "letters", token_short(cx, SEAL_STEP))) > most);
}
