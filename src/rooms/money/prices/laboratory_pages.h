/* Parts that pages of the price laboratory share. */
#pragma once
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/money/prices/price_compare.h"

const char *study_roll_words(Ctx *cx, const Study *study);               /* "Maintained primary schools of Fleet and Wandle": whose prices it reckons */
void laboratory_models(Out *out, const Study *study, const Comparison *c);       /* a card for each model */
void laboratory_chart(Out *out, const Study *study, const Comparison *c);        /* what a school pays, by size */
void laboratory_changes(Out *out, const Study *study, const Comparison *c);      /* who pays more and who less, by size */
void laboratory_table(Out *out, const Study *study, const Comparison *c, int64_t after);
