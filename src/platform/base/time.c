#include "platform/base/time.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "platform/base/check.h"
#include "platform/base/text.h"

static const char *const month_names[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" };
static const char *const day_names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

void time_begin(void)
{
    CHECK(setenv("TZ", "Europe/London", 1) == 0);
    tzset();
    struct tm summer;
    time_t noon_in_july = 1783080000;   /* 3 July 2026, noon UTC: without the zone's data the clocks would not change */
    localtime_r(&noon_in_july, &summer);
    CHECK(summer.tm_isdst > 0);
}

static _Atomic int64_t stopped_at;

void time_stop_at(int64_t instant)
{
    stopped_at = instant;
}

int64_t time_now(void)
{
    if (stopped_at) return stopped_at;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

int64_t time_monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- civil dates: days since 1970-01-01 in the proleptic Gregorian calendar ---- */

static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_of_days(int64_t days, int64_t *year, int64_t *month, int64_t *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t of_era = days - era * 146097;
    int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    int64_t shifted = (5 * of_year + 2) / 153;
    *day = of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted + (shifted < 10 ? 3 : -9);
    *year = years + era * 400 + (*month <= 2);
}

static bool digits(const char *s, int n, int64_t *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9') return false;
        *value = 10 * *value + (s[i] - '0');
    }
    return true;
}

static bool date_parts(const char *date, int64_t *year, int64_t *month, int64_t *day)
{
    if (!date || strlen(date) != 10 || date[4] != '-' || date[7] != '-') return false;
    if (!digits(date, 4, year) || !digits(date + 5, 2, month) || !digits(date + 8, 2, day)) return false;
    if (*year < 1 || *month < 1 || *month > 12 || *day < 1 || *day > 31) return false;
    int64_t y, m, d;
    date_of_days(days_of(*year, *month, *day), &y, &m, &d);
    return m == *month && d == *day;
}

static int64_t date_days(const char *date)
{
    int64_t year, month, day;
    CHECK(date_parts(date, &year, &month, &day));
    return days_of(year, month, day);
}

/* "2026-11-24", "09:05": two digits at a time, as printf would. */
static char *put_two(char *at, int64_t number)
{
    *at++ = (char)('0' + number / 10 % 10);
    *at++ = (char)('0' + number % 10);
    return at;
}

static char *put_date(char *at, int64_t year, int64_t month, int64_t day)
{
    at = put_two(put_two(at, year / 100), year % 100);
    *at++ = '-';
    at = put_two(at, month);
    *at++ = '-';
    return put_two(at, day);
}

static const char *date_text(Ctx *cx, int64_t days)
{
    int64_t year, month, day;
    date_of_days(days, &year, &month, &day);
    char date[10];
    put_date(date, year, month, day);
    return text_copy(cx, date, sizeof date);
}

bool date_valid(const char *date)
{
    int64_t year, month, day;
    return date_parts(date, &year, &month, &day);
}

const char *date_from_parts(Ctx *cx, int64_t year, int64_t month, int64_t day)
{
    if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return NULL;
    const char *date = text(cx, "%04ld-%02ld-%02ld", year, month, day);
    return date_valid(date) ? date : NULL;
}

const char *date_add_days(Ctx *cx, const char *date, int64_t days) { return date_text(cx, plus(date_days(date), days)); }

int64_t date_days_between(const char *from, const char *to) { return date_days(to) - date_days(from); }

int date_weekday(const char *date) { return (int)(((date_days(date) + 3) % 7 + 7) % 7); }   /* 1970-01-01 was a Thursday */

const char *academic_year_of(Ctx *cx, const char *date)
{
    int64_t year, month, day;
    CHECK(date_parts(date, &year, &month, &day));
    return text(cx, "%04ld-09-01", month >= 9 ? year : year - 1);
}

/* ---- instants ---- */

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* Seconds that London is ahead of UTC: the same all through an hour, for its clocks change on one. The C library's answer takes a lock of
 * the whole process, and a page asks for the same few hours again and again. */
static int64_t ahead_of_utc(int64_t instant)
{
    static _Thread_local struct { bool known; int64_t hour, ahead; } hours[251];   /* a prime, so that the same hour of many days does not meet itself */
    int64_t hour = floor_div(instant, 3600);
    size_t at = (size_t)hour % COUNT(hours);
    if (!hours[at].known || hours[at].hour != hour) {
        struct tm parts;
        time_t t = instant;
        localtime_r(&t, &parts);
        hours[at].known = true;
        hours[at].hour = hour;
        hours[at].ahead = parts.tm_gmtoff;
    }
    return hours[at].ahead;
}

typedef struct { int64_t year, month, day, hour, minute, second, ahead; } Moment;

static Moment moment_at(int64_t instant, int64_t ahead)
{
    Moment at = { .ahead = ahead };
    int64_t days = floor_div(instant + ahead, 86400), rest = instant + ahead - days * 86400;
    date_of_days(days, &at.year, &at.month, &at.day);
    at.hour = rest / 3600, at.minute = rest / 60 % 60, at.second = rest % 60;
    return at;
}

static Moment london(int64_t instant) { return moment_at(instant, ahead_of_utc(instant)); }

const char *date_of(Ctx *cx, int64_t instant)
{
    Moment at = london(instant);
    char date[10];
    put_date(date, at.year, at.month, at.day);
    return text_copy(cx, date, sizeof date);
}

int64_t time_of_day(int64_t instant)
{
    Moment at = london(instant);
    return at.hour * 3600 + at.minute * 60 + at.second;
}

ClockReading instant_of(const char *date, int hour, int minute, bool later, int64_t *instant)
{
    /* London is either at UTC or an hour ahead: try both, and see which of them the clock would have shown. */
    int64_t utc = date_days(date) * 86400 + hour * 3600 + minute * 60;
    int64_t found[2];
    int n = 0;
    for (int64_t ahead = 3600; ahead >= 0; ahead -= 3600) {
        if (ahead_of_utc(utc - ahead) == ahead) found[n++] = utc - ahead;
    }
    if (n == 0) return CLOCK_NEVER;
    *instant = found[later ? n - 1 : 0];
    return n == 2 ? CLOCK_TWICE : CLOCK_ONCE;
}

bool clock_parse(const char *typed, int *hour, int *minute)
{
    char plain[16];
    size_t n = 0;
    for (; *typed; typed++) {
        if (*typed == ' ') continue;
        if (n + 1 >= sizeof plain) return false;
        plain[n++] = (char)(*typed >= 'A' && *typed <= 'Z' ? *typed + 32 : *typed);
    }
    plain[n] = '\0';
    if (same(plain, "noon") || same(plain, "midday")) { *hour = 12, *minute = 0; return true; }
    if (same(plain, "midnight")) { *hour = 0, *minute = 0; return true; }

    char *at = plain;
    int64_t h = 0, m = 0;
    size_t typed_digits = strspn(at, "0123456789");
    if (typed_digits < 1 || typed_digits > 2 || !digits(at, (int)typed_digits, &h)) return false;
    at += typed_digits;
    bool colon = *at == ':' || *at == '.';
    if (colon) {
        if (strspn(at + 1, "0123456789") != 2 || !digits(at + 1, 2, &m)) return false;
        at += 3;
    }
    bool am = same(at, "am"), pm = same(at, "pm");
    if (*at && !am && !pm) return false;
    if (!colon && !am && !pm) return false;   /* "9" alone could be either */
    if ((am || pm) && (h < 1 || h > 12)) return false;
    if (am && h == 12) h = 0;
    if (pm && h < 12) h += 12;
    if (h > 23 || m > 59) return false;
    *hour = (int)h, *minute = (int)m;
    return true;
}

/* ---- words ---- */

const char *clock_words(Ctx *cx, int64_t instant)
{
    Moment at = london(instant);
    if (at.hour == 12 && at.minute == 0) return "noon";
    if (at.hour == 0 && at.minute == 0) return "midnight";
    int64_t hour = at.hour % 12 ? at.hour % 12 : 12;
    const char *half = at.hour < 12 ? "am" : "pm";
    char minute[3] = "";
    put_two(minute, at.minute);
    return at.minute ? text(cx, "%ld.%s%s", hour, minute, half) : text(cx, "%ld%s", hour, half);
}

ClockReading instant_days_later(Ctx *cx, int64_t instant, int64_t days, int64_t *moved)
{
    Moment at = london(instant);
    return instant_of(date_add_days(cx, date_of(cx, instant), days), (int)at.hour, (int)at.minute, false, moved);
}

int64_t minutes_into(Ctx *cx, const char *date, int64_t instant)
{
    Moment at = london(instant);
    return date_days_between(date, date_of(cx, instant)) * 24 * 60 + at.hour * 60 + at.minute;
}

const char *clock_range(Ctx *cx, int64_t from, int64_t to) { return text(cx, "%s to %s", clock_words(cx, from), clock_words(cx, to)); }

const char *date_words(Ctx *cx, const char *date)
{
    int64_t year, month, day;
    CHECK(date_parts(date, &year, &month, &day));
    return text(cx, "%ld %s %ld", day, month_names[month - 1], year);
}

const char *day_words(Ctx *cx, const char *date) { return text(cx, "%s %s", day_names[date_weekday(date)], date_words(cx, date)); }

const char *day_short(Ctx *cx, const char *date)
{
    int64_t year, month, day;
    CHECK(date_parts(date, &year, &month, &day));
    return text(cx, "%.3s %ld %.3s", day_names[date_weekday(date)], day, month_names[month - 1]);
}

const char *month_words(Ctx *cx, const char *date)
{
    int64_t year, month, day;
    CHECK(date_parts(date, &year, &month, &day));
    return text(cx, "%s %ld", month_names[month - 1], year);
}

const char *moment_words(Ctx *cx, int64_t instant) { return text(cx, "%s on %s", clock_words(cx, instant), day_words(cx, date_of(cx, instant))); }

enum { DAYS_WITHOUT_YEAR = 240 };   /* further off, a day and a month alone would leave the year to be guessed */

const char *soon_words(Ctx *cx, int64_t instant)
{
    const char *date = date_of(cx, instant), *clock = clock_words(cx, instant);
    int64_t year, month, day, away = date_days_between(cx->today, date);
    if (away == 0) return text(cx, "%s today", clock);
    if (away == 1) return text(cx, "%s tomorrow", clock);
    if (away < 0 || away > DAYS_WITHOUT_YEAR) return moment_words(cx, instant);
    CHECK(date_parts(date, &year, &month, &day));
    return text(cx, "%s on %s %ld %s", clock, day_names[date_weekday(date)], day, month_names[month - 1]);
}

const char *instant_iso(Ctx *cx, int64_t instant)
{
    Moment moment = moment_at(instant, 0);
    char iso[20], *at = put_date(iso, moment.year, moment.month, moment.day);
    *at++ = 'T';
    at = put_two(at, moment.hour);
    *at++ = ':';
    at = put_two(at, moment.minute);
    *at++ = ':';
    at = put_two(at, moment.second);
    *at = 'Z';
    return text_copy(cx, iso, sizeof iso);
}
