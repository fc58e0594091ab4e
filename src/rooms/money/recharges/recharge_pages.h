/* What the pages of recharges share. */
#pragma once
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/recharges/recharge.h"

LyMeaning   recharge_meaning(const char *state);
const char *recharge_by(Ctx *cx, int64_t at, const char *by);      /* "9.30am on Thursday 28 January 2027, Rex Calloway"; "" of no moment */
