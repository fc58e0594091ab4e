/* A Cookie header, and a flash that somebody made up: refused or read, whatever it is. */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Arena *arena = fuzz_arena();
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
