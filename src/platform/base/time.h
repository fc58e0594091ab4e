/*
 * Time as the partnership means it: instants are seconds since 1970, civil dates are "YYYY-MM-DD" text, and what
 * people read is Europe/London. The house style: 9.30am, Thursday 28 January 2027.
 */
#pragma once
#include "platform/base/context.h"

typedef enum { CLOCK_ONCE, CLOCK_TWICE, CLOCK_NEVER } ClockReading;   /* how often that hour happens on that date */

void        time_begin(void);                                       /* once, before the first thread: loads Europe/London */
int64_t     time_now(void);
void        time_stop_at(int64_t instant);                          /* tests: it is this instant until told otherwise; 0 lets the clock run */
int64_t     time_monotonic_us(void);

bool        date_valid(const char *date);                           /* YYYY-MM-DD and a real day */
const char *date_of(Ctx *cx, int64_t instant);                      /* its day in London */
int64_t     time_of_day(int64_t instant);                           /* seconds that London's clock shows past midnight: 0 to 86399 */
const char *date_from_parts(Ctx *cx, int64_t year, int64_t month, int64_t day);   /* NULL: no such day */
const char *date_add_days(Ctx *cx, const char *date, int64_t days);
int64_t     date_days_between(const char *from, const char *to);    /* negative when to is earlier */
int         date_weekday(const char *date);                         /* 0 is Monday */
const char *academic_year_of(Ctx *cx, const char *date);            /* "2026-09-01", its first day */

/* The instant of a London wall clock. CLOCK_TWICE gives the earlier of the two (`later` true: the later); CLOCK_NEVER leaves *instant alone. */
ClockReading instant_of(const char *date, int hour, int minute, bool later, int64_t *instant);
/* The same London wall clock so many days later or earlier; of an hour that comes twice the first. */
ClockReading instant_days_later(Ctx *cx, int64_t instant, int64_t days, int64_t *moved);
int64_t     minutes_into(Ctx *cx, const char *date, int64_t instant);   /* what London's clock shows then, in minutes after the midnight with which the day begins */
bool        clock_parse(const char *typed, int *hour, int *minute); /* "9.30am", "9:30", "14:00", "2pm", "noon", "midnight": the day's first */

const char *clock_words(Ctx *cx, int64_t instant);                  /* "9.30am", "noon", "4pm" */
const char *clock_range(Ctx *cx, int64_t from, int64_t to);         /* "9.30am to 12.30pm" */
const char *date_words(Ctx *cx, const char *date);                  /* "28 January 2027" */
const char *day_words(Ctx *cx, const char *date);                   /* "Thursday 28 January 2027" */
const char *day_short(Ctx *cx, const char *date);                   /* "Thu 28 Jan" */
const char *month_words(Ctx *cx, const char *date);                 /* "January 2027" */
const char *moment_words(Ctx *cx, int64_t instant);                 /* "9.30am on Thursday 28 January 2027" */
const char *soon_words(Ctx *cx, int64_t instant);                   /* "9.30am today", "9.30am on Thursday 28 January"; with the year when it is months away or past */
const char *instant_iso(Ctx *cx, int64_t instant);                  /* "2027-01-28T09:30:00Z" */
