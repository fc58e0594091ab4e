/* Prose from strangers: the page stays whole, and holds only the elements that markdown.c writes, without handlers or foreign schemes. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/html/html.h"

static const char *const written_by_us[] = { "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "hr", "pre", "code", "div", "table", "thead", "tbody",
                                             "tr", "th", "td", "a", "em", "strong", "del", "br" };

static bool known(const char *name, size_t length)
{
    for (size_t i = 0; i < COUNT(written_by_us); i++)
        if (strlen(written_by_us[i]) == length && strncmp(written_by_us[i], name, length) == 0) return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 64 << 10 || !utf8_valid((const char *)data, size)) return 0;   /* what the door lets in */
    html_strict(true);
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    Out out;
    html_begin(&out, &cx);
    html_markdown(&out, text_copy(&cx, (const char *)data, size), 1);
    CHECK(html_whole(&out));
    for (const char *at = html_text(&out); (at = strchr(at, '<')); at++) {
        const char *name = at + 1 + (at[1] == '/');
        CHECK(known(name, strcspn(name, " >")));
    }
    for (const char *at = html_text(&out); (at = strstr(at, " href=\"")); at++) {
        static const char *const starts[] = { "/", "#", "?", "https://", "http://", "mailto:", "tel:" };
        bool safe = false;
        for (size_t i = 0; i < COUNT(starts); i++) safe |= begins(at + 7, starts[i]);
        CHECK(safe);
    }
    arena_end(cx.arena);
    return 0;
}
