/* For lyceum check: a CONFLICT for each promise of the payments' that their rows break. */
#pragma once
#include "platform/db/db.h"

CHECKED Error *payment_check(Ctx *cx);
