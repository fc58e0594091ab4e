/*
 * Who gets how many when more are wanted than can be had. Pro rata: each the same share of what it wanted, the odd ones to those whose share was cut most, of
 * equals to whoever committed first. Even: everybody the same number, those who wanted fewer just that many, the odd ones to whoever committed first.
 */
#pragma once
#include "platform/base/context.h"

typedef enum { ROUND_PRO_RATA, ROUND_EVEN } RoundShare;
/* wanted: in the order in which they committed. given[i] is never above wanted[i], and all together are the smaller of what is wanted and what can be had. */
void round_allot(Ctx *cx, RoundShare share, int64_t supply, const int64_t *wanted, int64_t *given, size_t count);
