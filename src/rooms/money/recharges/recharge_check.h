/* For lyceum check: a CONFLICT for each promise of the recharges' that their rows break. */
#pragma once
#include "platform/db/db.h"

CHECKED Error *recharge_check(Ctx *cx);
