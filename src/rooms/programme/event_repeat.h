/* Repeating an event by a pattern, on days on which schools teach: first all its dates with what speaks against each, then the chosen ones. */
#pragma once
#include "rooms/programme/clash.h"
#include "rooms/programme/event.h"

enum { REPEATS_MOST = 40, REPEAT_WEEKS_MOST = 26, REPEAT_HORIZON_DAYS = 730 };

typedef struct {
    enum { EVERY_SO_MANY_WEEKS, EACH_MONTH, EACH_TERM } often;   /* each month: its same weekday, like the second Thursday; each term: the same day of its same week */
    int64_t weeks, times;                                        /* so many dates that can be used, 1 to REPEATS_MOST */
    bool    keep_holidays, keep_inset;                           /* also on days on which schools are closed, or have an INSET day */
} Pattern;

typedef struct {
    const char *on, *term;                                       /* the first session's day; the term it is in, or "" */
    enum { REPEAT_CAN, REPEAT_LEFT_OUT, REPEAT_CANNOT, REPEAT_THERE } is;   /* left out: a holiday; cannot: its room is taken or too small; there: a copy is already */
    Clash  *clashes; size_t clash_count;                         /* none of a date that is there */
} RepeatDate;

/* From the event's own date on, without it; those left out stand among the others. Fewer than asked for where the pattern ends within REPEAT_HORIZON_DAYS. */
CHECKED Error *repeat_dates(Ctx *cx, const Event *event, const Session *sessions, size_t count, const Pattern *pattern, RepeatDate **dates, size_t *n);

/*
 * Makes a copy for each date, one an act, by a job. Refused for a date that a copy has already or is about to have, so of two at once one does.
 * *run_id: copy_run.h says how far it is.
 */
CHECKED Error *repeat_begin(Ctx *cx, int64_t event_id, const char *const *dates, size_t n, int64_t *run_id);
