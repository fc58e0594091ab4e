/* A form with files: refused or read, whatever it is. */
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Arena *arena = fuzz_arena();
    Ctx cx = { .arena = arena };
    Request rq = {0};

    Error *error = multipart_parse(&cx, "multipart/form-data; boundary=x", (const char *)bytes, size, &rq);
    for (size_t i = 0; !error && i < rq.form_count; i++) CHECK(utf8_valid(rq.form[i].value, strlen(rq.form[i].value)));
    for (size_t i = 0; !error && i < rq.upload_count; i++) CHECK(rq.uploads[i].length <= size);
    arena_reset(arena);
    return 0;
}
