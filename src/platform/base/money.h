/* Money is whole pence in 64 bits. */
#pragma once
#include "platform/base/context.h"

enum { PENCE_MOST = 100000000 };   /* a million pounds: no price or bill here is larger */

const char *money_words(Ctx *cx, int64_t pence);                 /* "£60", "£60.50", "−£5", "Free" for 0 */
const char *money_table(Ctx *cx, int64_t pence);                 /* "£60.00" */
bool        money_parse(const char *typed, int64_t *pence);      /* "60", "£60.50", "1,200"; false when it is no amount, negative, over PENCE_MOST, or its comma is not one of thousands */
int64_t     money_share(int64_t pence, int64_t part, int64_t whole);   /* pence x part / whole, halves up to the penny; none is below 0, and whole is above */
