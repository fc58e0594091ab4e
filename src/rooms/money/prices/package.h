/*
 * A package: what a school can subscribe to for a year, what it includes and what it costs. The office begins it as a draft, made of a model of the price
 * laboratory, and publishes it; from then on it stays as schools have read it, until it is closed to new orders. Its price rule is never changed.
 */
#pragma once
#include "rooms/money/prices/price_rule_kept.h"

enum { PACKAGE_NAME_MOST = 80, PACKAGE_WORDS_MOST = 2000, PACKAGES_MOST = 200 };

typedef struct { int64_t id, rule_id, published_at; const char *name, *words, *starts_on, *ends_on, *state, *order_by; int64_t follows_id; } Package;   /* state: draft, published, closed; order_by "" no last day; follows_id: whose subscribers renew with it, 0 none */
typedef struct { const char *kind, *course_kind; int64_t amount; } PackageItem;      /* places, credits, visits, percent; course_kind "" all; amount 0: without a limit */

/* As typed: "" for what was left out. starts_on is one of package_years(). */
typedef struct { const char *name, *words, *starts_on, *order_by, *places, *credits, *visits, *percent; bool all_places, governors, networks; } PackageDraft;

typedef struct { const char *starts_on, *ends_on; } PackageYear;
enum { PACKAGE_YEARS = 4 };
void package_years(Ctx *cx, PackageYear years[PACKAGE_YEARS]);           /* April and September of this year and the next, none of them over */

CHECKED Error *packages_all(Ctx *cx, Package **list, size_t *count);   /* the latest year first */
CHECKED Error *package_find(Ctx *cx, int64_t id, Package *package);
CHECKED Error *package_items(Ctx *cx, int64_t id, PackageItem **items, size_t *count);
const char    *package_item_words(Ctx *cx, const PackageItem *item);     /* "Governor training, without a limit" */

CHECKED Error *package_begin(Ctx *cx, int64_t rule_id, const PackageDraft *draft, int64_t *id);
CHECKED Error *package_change(Ctx *cx, int64_t id, const PackageDraft *draft);         /* a draft; else CONFLICT */
CHECKED Error *package_publish(Ctx *cx, int64_t id);                                   /* a draft; else CONFLICT */
CHECKED Error *package_close(Ctx *cx, int64_t id);                                     /* a published one; else CONFLICT */
CHECKED Error *package_drop(Ctx *cx, int64_t id);                                      /* a draft, with its items; else CONFLICT */
