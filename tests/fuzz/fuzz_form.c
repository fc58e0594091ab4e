/* A target and a form: refused or read, whatever it is. */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Arena *arena = fuzz_arena();
    Ctx cx = { .arena = arena };
    Request rq = {0};
    char *copy = arena_new(arena, size + 1);
    memcpy(copy, bytes, size);

    (void)target_parse(&cx, copy, &rq);
    rq = (Request){0};
    Error *error = urlencoded_parse(&cx, (const char *)bytes, size, &rq.form, &rq.form_count);
    for (size_t i = 0; !error && i < rq.form_count; i++) CHECK(utf8_valid(rq.form[i].value, strlen(rq.form[i].value)));
    arena_reset(arena);
    return 0;
}
