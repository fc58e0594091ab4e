/* Colours as a partnership chooses them: "#0d3b45". What is written with them has to be read, so their contrast is known (WCAG 2). */
#pragma once
#include "platform/base/context.h"

bool        colour_valid(const char *colour);                                     /* "#" and six digits or letters a to f */
int         colour_part(const char *colour, int which);                           /* 0 to 255: red, green, blue of a valid one */
double      colour_contrast(const char *one, const char *other);                  /* 1 to 21; both valid */
const char *colour_mix(Ctx *cx, const char *one, const char *other, int share);   /* `share` in a hundred of the other */

/* The brand in force, with the house's colour wherever the partnership has none of its own. */
Brand brand_of(const Partnership *partnership);
bool  brand_is_house(const Partnership *partnership);
