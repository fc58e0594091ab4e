/* Files that tests read: those of tests/data, and real ones from the folder that LYCEUM_DATA names. */
#pragma once
#include <stdio.h>
#include <stdlib.h>

#include "platform/base/text.h"
#include "platform/db/db.h"
#include "tests/test.h"

enum { DATA_FILE_MOST = 8 << 20 };

static inline Bytes data_read(const char *path)
{
    char *bytes = arena_new(test_cx()->arena, DATA_FILE_MOST);
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("cannot open %s", path);
    size_t length = fread(bytes, 1, DATA_FILE_MOST, file);
    fclose(file);
    return (Bytes){ bytes, length };
}

static inline Bytes data_file(const char *name)
{
    const char *source = getenv("LYCEUM_SOURCE");
    return data_read(text(test_cx(), "%s/tests/data/%s", source ? source : ".", name));
}

/* A real file, or the test says that it was skipped. */
static inline Bytes data_real(const char *name)
{
    const char *folder = getenv("LYCEUM_DATA");
    if (!folder || !*folder) test_skip("LYCEUM_DATA names no folder with the real register");
    return data_read(text(test_cx(), "%s/%s", folder, name));
}
