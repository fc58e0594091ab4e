/* A Cookie header, and a flash that somebody made up: refused or read, whatever it is. */
#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "platform/http/parse.h"
#include "platform/security/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static Arena *arena;
    if (!arena) {
        security_begin();
        mac_key("a key of thirty-two bytes, for now", 32);
        arena = arena_begin(ARENA_REQUEST_LIMIT);
    }
    Ctx cx = { .arena = arena };
    Request rq = {0};
    char *copy = arena_new(arena, size + 1);
    memcpy(copy, bytes, size);

    cookies_parse(&cx, copy, &rq);
    CHECK(rq.cookie_count <= COOKIES_MOST);
    for (size_t i = 0; i < rq.cookie_count; i++) CHECK(text_is_line(rq.cookies[i].value));
    cx.now = 1000000000;
    CHECK(!flash_open(&cx, copy));
    arena_reset(arena);
    return 0;
}
