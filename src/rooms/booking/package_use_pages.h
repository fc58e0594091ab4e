/* What the pages of packages share: pots with their meters, and what was taken of them. */
#pragma once
#include "platform/documents/sheet.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/package_use.h"

void pots_put(Out *out, const PotLeft *pots, size_t count);                         /* each in a panel of its own */
void package_uses_put(Out *out, const PackageUse *uses, size_t count, bool office); /* a table; office: visits can be removed */
CHECKED Error *package_uses_respond(Ctx *cx, const Request *rq, Response *rs, int64_t organisation_id, const char *from_on);      /* the same as a sheet */
