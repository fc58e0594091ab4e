#include "platform/html/asset.h"

#include "platform/base/check.h"
#include "platform/base/text.h"

const char *asset(const char *name)
{
    for (size_t i = 0; i < assets_count; i++) if (same(assets[i].name, name)) return assets[i].path;
    check_failed("an asset of that name exists", __FILE__, __LINE__);
}
