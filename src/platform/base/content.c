#include "platform/base/content.h"

#include "platform/base/text.h"

const char *content(const char *path)
{
    for (size_t i = 0; i < contents_count; i++)
        if (same(contents[i].path, path)) return contents[i].text;
    return NULL;
}
