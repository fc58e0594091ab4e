/* What takes long to draw is drawn once for as long as it says the same. */
#include "platform/documents/kept_document.h"

#include "platform/base/text.h"
#include "tests/test.h"

typedef struct { const char *words; bool fails; } Sign;

static int drawn;

static Error *draw(Ctx *cx, const void *data, const char **bytes, size_t *length)
{
    const Sign *sign = data;
    drawn++;
    if (sign->fails) return unavailable(cx, "no ink");
    *bytes = text(cx, "%s, drawn", sign->words), *length = strlen(*bytes);
    return OK;
}

static const char *asked_for(const char *key, Sign sign)
{
    const char *bytes = NULL;
    size_t length = 0;
    EXPECT_OK(document_kept(test_cx(), key, draw, &sign, &bytes, &length));
    EXPECT_EQUAL(length, strlen(bytes));
    return bytes;
}

TEST("whoever asks again has what was drawn before, and another one is drawn")
{
    drawn = 0;
    EXPECT_SAME(asked_for("a", (Sign){ "spring", false }), "spring, drawn");
    EXPECT_SAME(asked_for("a", (Sign){ "spring", false }), "spring, drawn");
    EXPECT_EQUAL(drawn, 1);
    EXPECT_SAME(asked_for("b", (Sign){ "summer", false }), "summer, drawn");
    EXPECT_EQUAL(drawn, 2);
}

TEST("what was asked for longest ago makes room")
{
    for (int i = 0; i < DOCUMENTS_KEPT; i++) asked_for(text(test_cx(), "c%d", i), (Sign){ "one of many", false });
    asked_for("c0", (Sign){ "one of many", false });
    asked_for("new", (Sign){ "new", false });
    drawn = 0;
    asked_for("c0", (Sign){ "one of many", false });
    EXPECT_EQUAL(drawn, 0);
    asked_for("c1", (Sign){ "one of many", false });
    EXPECT_EQUAL(drawn, 1);
}

TEST("what could not be drawn is not kept, and the next one is not held up")
{
    const char *bytes;
    size_t length;
    EXPECT_REFUSED(document_kept(test_cx(), "d", draw, &(Sign){ "autumn", true }, &bytes, &length), UNAVAILABLE, "");
    EXPECT_SAME(asked_for("d", (Sign){ "autumn", false }), "autumn, drawn");
}
