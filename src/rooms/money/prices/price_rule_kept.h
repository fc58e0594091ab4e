/* A price rule as it is typed, and as it is kept. Once kept it is never changed: whoever changes a model keeps another, and what a package rests on stays. */
#pragma once
#include "platform/db/db.h"
#include "rooms/money/prices/price_rule.h"

enum { PRICE_RULE_NAME_MOST = 80 };

/* As typed, "" for what was left out. */
typedef struct { const char *phase, *sector, *from_roll, *flat, *per_pupil, *floor, *ceiling; } PriceLineDraft;
typedef struct { const char *name, *part_year, *early_percent, *early_by; const PriceLineDraft *lines; size_t count; } PriceRuleDraft;   /* early_by: YYYY-MM-DD or "" */

/* Refused with every mistake at once, those of a line about "flat_1", "floor_2", "from_roll_3" and so on. A line in which nothing stands is left out. */
CHECKED Error *price_rule_read(Ctx *cx, const PriceRuleDraft *draft, PriceRule *rule);
CHECKED Error *price_rule_keep(Ctx *cx, PriceRule *rule);                /* id set */
CHECKED Error *price_rule_find(Ctx *cx, int64_t id, PriceRule *rule);
CHECKED Error *price_rule_drop(Ctx *cx, int64_t id);                     /* where no model and no package is made of it; else it stays */
