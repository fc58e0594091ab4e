/* JSON as the partnership writes and reads it. */
#include <string.h>

#include "platform/documents/json.h"
#include "tests/fixture.h"

TEST("texts written at once read back as they were, whatever is in them")
{
    static const char *const pairs[] = { "name", "Orlaith Nic Dhónaill", "course", "Maths \"for all\" \\ year 5", "lines", "one\ntwo\x1f", "empty", "" };
    const char *written = json_texts(test_cx(), pairs, COUNT(pairs) / 2);
    Json *read;
    EXPECT_OK(json_read(test_cx(), written, strlen(written), &read));
    for (size_t i = 0; i < COUNT(pairs); i += 2) EXPECT_SAME(json_get_text(read, pairs[i]), pairs[i + 1]);
    EXPECT_SAME(json_texts(test_cx(), pairs, 1), "{\"name\":\"Orlaith Nic Dhónaill\"}");
    EXPECT_SAME(json_texts(test_cx(), pairs, 0), "{}");
}

TEST("what is no JSON, or nested beyond reason, is refused in words")
{
    Json *read;
    EXPECT_REFUSED(json_read(test_cx(), "{\"a\":", 5, &read), INVALID, "not JSON");
    EXPECT_REFUSED(json_read(test_cx(), "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", 69, &read), INVALID, "nested");
}
