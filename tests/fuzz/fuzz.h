/* What the fuzzers of the HTTP parsers begin with: a key for what is sealed, and memory that is used again for each input. */
#pragma once
#include <string.h>

#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/http/dispatch.h"
#include "platform/http/parse.h"
#include "platform/security/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static inline Arena *fuzz_arena(void)
{
    static Arena *arena;
    if (arena) return arena;
    security_begin();
    mac_key("a key of thirty-two bytes, openly", 32);
    return arena = arena_begin(ARENA_REQUEST_LIMIT);
}
