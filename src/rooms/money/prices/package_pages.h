/* Parts that pages of packages share. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/prices/package.h"

/* Fields of a package and what they brought back; `package` NULL: a fresh one, whose name is `name`. */
void           package_fields(Out *out, const Request *rq, const Package *package, const PackageItem *items, size_t count, const char *name);
CHECKED Error *package_typed(Ctx *cx, const Request *rq, PackageDraft *draft);

const char *package_year_words(Ctx *cx, const char *starts_on, const char *ends_on);      /* "1 April 2027 to 31 March 2028" */
void        package_includes(Out *out, const PackageItem *items, size_t count);           /* a list */
const char *part_year_words(const PriceRule *rule);                                       /* what whoever joins later pays */
