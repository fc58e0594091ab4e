/* JSON from elsewhere: read or refused, and what was read is written and read again alike. */
#include <stdint.h>
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/documents/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 64 << 10) return 0;
    Ctx cx = { .arena = arena_begin(ARENA_REQUEST_LIMIT) };
    Json *json, *again;
    if (json_read(&cx, (const char *)data, size, &json) == OK) {
        const char *written = json_write(&cx, json);
        CHECK(utf8_valid(written, strlen(written)));
        CHECK(json_read(&cx, written, strlen(written), &again) == OK);
        CHECK(same(json_write(&cx, again), written));
    }
    arena_end(cx.arena);
    return 0;
}
