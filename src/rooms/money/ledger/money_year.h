/* Three years over the same months: financial (from April), academic (from September) and calendar. All begin with a month, so each is a sum of months. */
#pragma once
#include "platform/base/context.h"

typedef enum { YEAR_FINANCIAL, YEAR_ACADEMIC, YEAR_CALENDAR } YearKind;
enum { YEAR_KINDS = 3 };
typedef struct {
    YearKind    kind;
    int64_t     first;                  /* the calendar year in which it begins */
    const char *from, *to;              /* its first and last day */
    const char *from_month, *to_month;  /* "2026-04", "2027-03" */
    const char *words;                  /* "2026/27", "2026" */
} MoneyYear;

MoneyYear   money_year(Ctx *cx, YearKind kind, int64_t first);          /* the one that begins in that calendar year */
int64_t     money_year_first(YearKind kind, const char *day);           /* which year a day lies in, for money_year() */
YearKind    money_year_kind(const char *word);                          /* of an address: "financial", "academic", "calendar"; financial for anything else */
const char *money_year_word(YearKind kind);
const char *money_year_name(YearKind kind);                             /* "Financial year" */
