/*
 * Values from strangers, in every place where html() takes one. Whatever they hold, the page read back must have the tags and the
 * attributes that the literals wrote and no others, and its links must lead to known places.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/html/govuk/govuk.h"
#include "platform/html/ly/ly.h"

static size_t count_of(const char *bytes, char wanted)
{
    size_t n = 0;
    for (; *bytes; bytes++) n += *bytes == wanted;
    return n;
}

/* A page whose shape is known: so many angle brackets and quotes, whatever the value. */
static const char *page(Ctx *cx, const char *value)
{
    Out out;
    html_begin(&out, cx);
    html(&out, "<p title=\"%s\">%s</p><a href=\"%s\">x</a><a href=\"/courses/%s?q=%s\">y</a>", value, value, value, value, value);
    html(&out, "<input ");
    html_attribute(&out, "data-value", value);
    html(&out, ">");
    govuk_text_input(&out, (TextInput){ .name = "name", .label = value, .hint = value, .error = value, .value = value });
    govuk_textarea(&out, (Textarea){ .name = "text", .label = "Text", .value = value });
    ly_person(&out, value, "note");
    CHECK(html_whole(&out));
    return html_text(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    html_strict(true);
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    const char *value = text_copy(&cx, (const char *)data, size);   /* up to its first NUL, as the door would hand it on */
    const char *plain = page(&cx, "x"), *written = page(&cx, value);

    static const char marks[] = "<>\"";
    for (const char *mark = marks; *mark; mark++) CHECK(count_of(plain, *mark) == count_of(written, *mark));
    CHECK(html_link_is_safe(value) || strstr(written, "<a href=\"#\">x</a>"));
    CHECK(!strstr(written, "href=\"javascript:"));
    arena_end(cx.arena);
    return 0;
}
