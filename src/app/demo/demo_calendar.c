/*
 * When the borough teaches, in any year. The school holidays are rules and not a list, because the term is laid around whatever day it is:
 * half-terms and Easter by the Monday of their week, as London's councils mostly have them.
 */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

static int digits(const char *at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) value = value * 10 + (at[i] - '0');
    return value;
}

/* Gauss's rule for the Gregorian calendar, as the Church keeps it. */
static const char *easter_sunday(Ctx *cx, int year)
{
    int golden = year % 19, century = year / 100, rest = year % 100;
    int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    int late = (golden + 11 * epact + 22 * weekday) / 451, day = epact + weekday - 7 * late + 114;
    return date_from_parts(cx, year, day / 31, day % 31 + 1);
}

static bool between(const char *day, const char *from, const char *to) { return strcmp(day, from) >= 0 && strcmp(day, to) <= 0; }

static bool bank_holiday(Ctx *cx, const char *date)
{
    if (one_of(date, "2022-09-19 2023-05-08")) return true;   /* a funeral and a coronation */
    if (date_weekday(date) == 0 && between(date + 5, "05-01", "05-07")) return true;
    const char *easter = easter_sunday(cx, digits(date, 4));
    return same(date, date_add_days(cx, easter, -2)) || same(date, date_add_days(cx, easter, 1));
}

static bool school_holiday(Ctx *cx, const char *date)
{
    static const struct { const char *from, *to; } weeks[] = {   /* whose Monday falls between */
        { "02-12", "02-18" }, { "03-29", "04-11" }, { "05-25", "05-31" }, { "10-23", "10-29" },
    };
    const char *day = date + 5, *monday = date_add_days(cx, date, -date_weekday(date)) + 5;
    if (between(day, "07-22", "09-02") || strcmp(day, "12-19") >= 0 || strcmp(day, "01-03") <= 0) return true;
    for (size_t i = 0; i < COUNT(weeks); i++)
        if (between(monday, weeks[i].from, weeks[i].to)) return true;
    return false;
}

bool demo_teaches_on(Ctx *cx, const char *date)
{
    return date_weekday(date) < 5 && !bank_holiday(cx, date) && !school_holiday(cx, date);
}

const char *demo_day_from(Ctx *cx, const char *date, int step)
{
    while (!demo_teaches_on(cx, date)) date = date_add_days(cx, date, step);
    return date;
}

/* Over the summer nobody would remember what the first session was about, so what is left is held on the days that follow. */
const char *demo_session_after(Ctx *cx, const char *date)
{
    enum { LONGEST_BREAK = 20 };
    const char *week = date_add_days(cx, date, 7), *next = demo_day_from(cx, week, 1);
    return date_days_between(week, next) <= LONGEST_BREAK ? next : demo_day_from(cx, date_add_days(cx, date, 1), 1);
}
