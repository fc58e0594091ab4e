/* A target and a form: refused or read, whatever it is. */
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

    (void)target_parse(&cx, copy, &rq);
    rq = (Request){0};
    Error *error = urlencoded_parse(&cx, (const char *)bytes, size, &rq.form, &rq.form_count);
    for (size_t i = 0; !error && i < rq.form_count; i++) CHECK(utf8_valid(rq.form[i].value, strlen(rq.form[i].value)));
    arena_reset(arena);
    return 0;
}
