/*
 * What a package costs a school in a year. A rule is lines by phase and sector, each a band of pupils on roll with a flat price, a price for
 * each pupil, or both, and the least and the most that comes of it:
 *
 *     the line that holds   of those for the school's phase and sector that begin at its roll or below: one that names a phase before one
 *                           that names none, then one that names a sector, then the one that begins highest
 *     the whole year        flat + per pupil x roll, at least the floor, at most the ceiling: whole pence times whole pupils, nothing to round
 *     a part of it          whoever joins later pays by months (the one they join in is one), by days, or the whole, as the rule says
 *     early                 so many per cent less where it is ordered on a day or before
 *
 * The last two are rounded once each, for each school, to the nearest penny and halves up. A total is the sum of what the schools pay.
 */
#pragma once
#include "platform/base/money.h"

enum { PRICE_LINES_MOST = 12 };

typedef struct { const char *phase, *sector; int64_t from_roll, flat_pence, per_pupil_pence, floor_pence, ceiling_pence; } PriceLine;   /* "" any; ceiling_pence 0: none */
typedef struct {
    int64_t          id;
    const char      *name, *part_year;          /* "whole", "months", "days" */
    int64_t          early_percent;             /* 0: nothing off */
    const char      *early_by;                  /* YYYY-MM-DD, or "" */
    const PriceLine *lines;
    size_t           count;
} PriceRule;

typedef struct { const char *phase, *sector; int64_t roll; } PricedSchool;      /* roll -1: the register has none */
typedef enum { PRICED, PRICED_NO_LINE, PRICED_NO_ROLL } PricedHow;              /* no line is for such a school; its price needs a number of pupils that nobody has */
typedef struct { PricedHow how; int64_t full_pence, pence; const char *why; } Priced;   /* full: of the whole year; why: the sum in words, or why there is none */

extern const char *const price_sectors[];       /* "maintained", "academy", "independent", then NULL */

/* The whole year's price, for thousands of schools: without words, why is "". */
Priced price_rule_year(const PriceRule *rule, const PricedSchool *school);
/* What is to pay from a day of the package's year (both its ends included) when it is ordered on a day, with its words:
 * "240 pupils at £5, at least £750; 7 of 12 months; 10% less for ordering by 28 February 2027". */
Priced price_rule_for(Ctx *cx, const PriceRule *rule, const PricedSchool *school, const char *year_from, const char *year_to, const char *from, const char *ordered_on);

/* Of a whole year's price, what is of the days from `from` on: by months or by days as the rule says, by days where it says the whole. */
int64_t price_rule_part(const PriceRule *rule, int64_t pence, const char *year_from, const char *year_to, const char *from);

const char *price_line_words(Ctx *cx, const PriceLine *line);    /* "£450 and £2.60 a pupil, at least £750" */
const char *price_rule_words(Ctx *cx, const PriceRule *rule);    /* "Primary £1,250; secondary from 800 pupils £2,400; others £700" */
