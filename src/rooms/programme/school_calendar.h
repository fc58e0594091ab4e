/*
 * When schools teach. The office types terms, half-terms and INSET days; the bank holidays of England are brought along
 * (content/calendar/bank-holidays.csv), and one that is proclaimed later is typed like the rest. A working day outside every term is a
 * school holiday between two terms, and in an academic year whose three terms are known; otherwise nothing is known of it, and it may be used.
 */
#pragma once
#include "platform/db/db.h"

enum { PERIOD_NAME_MOST = 80, PERIOD_DAYS_MOST = 200, PERIODS_MOST = 600 };

typedef struct {
    int64_t     id;                     /* 0: a bank holiday that the program brings */
    const char *kind;                   /* term, half-term, holiday, bank holiday, INSET */
    const char *name, *from_on, *till_on;
    int64_t     organisation_id;        /* of an INSET day: the school whose own it is; 0: of all */
    const char *organisation;
} SchoolPeriod;

/* The whole academic years from that of the first day to that of the last, in order of their first days. Everything below reads it and asks no store. */
typedef struct { SchoolPeriod *periods; size_t count; } SchoolCalendar;
CHECKED Error *school_calendar(Ctx *cx, const char *from_on, const char *till_on, SchoolCalendar *calendar);

typedef enum { DAY_TEACHES, DAY_UNKNOWN, DAY_INSET, DAY_WEEKEND, DAY_HALF_TERM, DAY_HOLIDAY, DAY_BANK_HOLIDAY } SchoolDay;
/* What that day is to schools in general; *name is what the calendar calls it ("Easter Monday"), "" where nobody named it. `name` may be NULL. */
SchoolDay   school_day(Ctx *cx, const SchoolCalendar *calendar, const char *on, const char **name);
/* "Easter Monday, a bank holiday", "in the school holidays", "a Saturday"; NULL on a day on which schools teach, or of which nothing is known. */
const char *school_day_words(Ctx *cx, const SchoolCalendar *calendar, const char *on);
/* The schools whose own INSET day it is, "Alder Grove and Beech Lane"; "" for none. */
const char *school_insets_words(Ctx *cx, const SchoolCalendar *calendar, const char *on);
/* The term that holds the day, or NULL. */
const SchoolPeriod *school_term(const SchoolCalendar *calendar, const char *on);
/* Whether something may be held then: a working day that is no holiday (and, `with_inset` false, no INSET day of all schools). */
bool        school_day_usable(Ctx *cx, const SchoolCalendar *calendar, const char *on, bool with_inset);
/* Working days of the term on which schools teach. */
int64_t     school_days_taught(Ctx *cx, const SchoolCalendar *calendar, const SchoolPeriod *term);
bool        school_year_known(Ctx *cx, const SchoolCalendar *calendar, const char *on);   /* there is a term in the academic year of that day */

/* The first day of the term that `today` is in, or of the last one that began before it; without one in the past year, what London's schools mostly have. */
const char *school_term_start(Ctx *cx, const char *today, const char *found);
/* For a page's pipeline: the query whose answer is school_term_start()'s `found` ("" or a date). */
typedef struct { const char *from_on; } TermStart;
Query       school_term_query(Ctx *cx, const char *today, TermStart *start, bool *found);

/* RUN_PROGRAMME's: each mistake about its field. Terms do not overlap, and a half-term lies within one. */
CHECKED Error *school_period_find(Ctx *cx, int64_t id, SchoolPeriod *period);
CHECKED Error *school_period_save(Ctx *cx, const SchoolPeriod *period, int64_t *id);   /* period->id 0 adds one; a date NULL or "": none was typed */
CHECKED Error *school_period_remove(Ctx *cx, int64_t id);
/* The terms, half-terms and INSET days of the academic year that begins on `year`, 52 weeks later; refused where the next year has a term already. */
CHECKED Error *school_year_begin_next(Ctx *cx, const char *year, int64_t *added);
/* The last day of the list of bank holidays that the program brings. */
const char *bank_holidays_until(Ctx *cx);
