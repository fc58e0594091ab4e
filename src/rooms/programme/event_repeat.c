#include <string.h>
#include "rooms/programme/event_repeat.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"

typedef struct { const char *on; } There;
static const Column there_columns[] = { COLUMN(There, on) };

/* Days on which a copy is, or is about to be. */
SQL(repeats_there,
    "SELECT e.starts_on AS \"on\" FROM event e WHERE e.course_id = $2 AND e.copied_from = $1 AND e.state IN ('draft', 'published', 'closed')"
    " UNION SELECT l.first_on AS \"on\" FROM copy_line l JOIN copy_run r ON r.id = l.run_id WHERE l.event_id = $1 AND l.chosen = 1 AND l.copy_id IS NULL AND l.refused = '' AND r.state = 'begun'"
    " LIMIT 2000");
SQL(repeat_run_insert,  "INSERT INTO copy_run (id, event_id, state, made_by, made_at) VALUES ($1, $2, 'begun', $3, $4)");
SQL(repeat_line_insert, "INSERT INTO copy_line (id, run_id, event_id, first_on) VALUES ($1, $2, $3, $4)");

/* ---- the dates of a pattern ---- */

/* 1 for the first such weekday of its month, 5 for the fifth. */
static int nth_of_month(const char *on) { return (10 * (on[8] - '0') + on[9] - '0' - 1) / 7 + 1; }

/* The same weekday of the next month, the nth or the last where there is no fifth. */
static const char *next_month(Ctx *cx, const char *on, int nth, int weekday)
{
    const char *first = text(cx, "%.7s-01", date_add_days(cx, text(cx, "%.7s-28", on), 4));
    const char *day = date_add_days(cx, first, (weekday - date_weekday(first) + 7) % 7 + 7 * (nth - 1));
    return strncmp(day, first, 7) == 0 ? day : date_add_days(cx, day, -7);
}

/* Of the next term that the calendar knows, the same weekday of the same week; NULL: none is known. */
static const char *next_term(Ctx *cx, const SchoolCalendar *calendar, const char *after, int64_t week, int weekday)
{
    for (size_t i = 0; i < calendar->count; i++) {
        const SchoolPeriod *term = &calendar->periods[i];
        if (!same(term->kind, "term") || strcmp(term->from_on, after) <= 0) continue;
        const char *monday = date_add_days(cx, term->from_on, -date_weekday(term->from_on));
        return date_add_days(cx, monday, 7 * week + weekday);
    }
    return NULL;
}

typedef struct { const Pattern *pattern; const SchoolCalendar *calendar; int nth, weekday; int64_t week; } Steps;

static Steps steps_of(Ctx *cx, const Pattern *pattern, const SchoolCalendar *calendar, const char *on)
{
    Steps steps = { .pattern = pattern, .calendar = calendar, .nth = nth_of_month(on), .weekday = date_weekday(on) };
    const SchoolPeriod *term = school_term(calendar, on);
    if (term) steps.week = date_days_between(date_add_days(cx, term->from_on, -date_weekday(term->from_on)), on) / 7;
    return steps;
}

static const char *step(Ctx *cx, const Steps *steps, const char *on)
{
    switch (steps->pattern->often) {
    case EACH_MONTH: return next_month(cx, on, steps->nth, steps->weekday);
    case EACH_TERM:  return next_term(cx, steps->calendar, on, steps->week, steps->weekday);
    case EVERY_SO_MANY_WEEKS: break;
    }
    return date_add_days(cx, on, 7 * steps->pattern->weeks);
}

/* ---- what speaks against one ---- */

static bool is_there(const There *there, size_t count, const char *on)
{
    for (size_t i = 0; i < count; i++) if (same(there[i].on, on)) return true;
    return false;
}

static void date_judge(const Pattern *pattern, RepeatDate *date)
{
    for (size_t i = 0; i < date->clash_count; i++) {
        ClashKind kind = date->clashes[i].kind;
        if (kind == CLASH_ROOM || kind == CLASH_SEATS || kind == CLASH_CLOSED) date->is = REPEAT_CANNOT;
        else if (date->is == REPEAT_CAN && ((kind == CLASH_HOLIDAY && !pattern->keep_holidays) || (kind == CLASH_INSET && !pattern->keep_inset))) date->is = REPEAT_LEFT_OUT;
    }
}

static Error *pattern_check(Ctx *cx, const Event *event, const Pattern *pattern)
{
    Error *errors = OK;
    if (!event->session_count) return conflict(cx, "This event has no sessions yet, so there is nothing to repeat");
    if (pattern->times < 1 || pattern->times > REPEATS_MOST) errors_add(&errors, invalid(cx, "times", "Enter how many times, from 1 to %d", REPEATS_MOST));
    if (pattern->often == EVERY_SO_MANY_WEEKS && (pattern->weeks < 1 || pattern->weeks > REPEAT_WEEKS_MOST))
        errors_add(&errors, invalid(cx, "often", "Choose how often it is repeated"));
    return errors;
}

Error *repeat_dates(Ctx *cx, const Event *event, const Session *sessions, size_t count, const Pattern *pattern, RepeatDate **dates, size_t *n)
{
    enum { DATES_MOST = 4 * REPEATS_MOST };
    ClashBook *book;
    There *there;
    size_t there_count;
    *n = 0;
    TRY(pattern_check(cx, event, pattern));
    const char *last = date_add_days(cx, event->starts_on, REPEAT_HORIZON_DAYS);
    TRY(clash_book(cx, event, sessions, count, event->starts_on, date_add_days(cx, last, date_days_between(event->starts_on, date_of(cx, event->ends_at))), &book));
    TRY(db_list(cx, repeats_there, there_columns, &there, &there_count, INT(event->id), INT(event->course_id)));
    *dates = array(cx, RepeatDate, DATES_MOST);
    Steps steps = steps_of(cx, pattern, clash_calendar(book), event->starts_on);
    int64_t usable = 0;
    for (const char *on = step(cx, &steps, event->starts_on); on && usable < pattern->times && *n < DATES_MOST && strcmp(on, last) <= 0; on = step(cx, &steps, on)) {
        RepeatDate *date = &(*dates)[(*n)++];
        const SchoolPeriod *term = school_term(clash_calendar(book), on);
        *date = (RepeatDate){ .on = on, .term = term ? term->name : "", .clashes = array(cx, Clash, CLASHES_MOST) };
        if (is_there(there, there_count, on)) date->is = REPEAT_THERE;   /* what speaks against it was weighed when it was made */
        else {
            date->clash_count = clashes_on(cx, book, date_days_between(event->starts_on, on), date->clashes);
            date_judge(pattern, date);
        }
        usable += date->is == REPEAT_CAN || date->is == REPEAT_THERE;
    }
    return OK;
}

/* ---- making them ---- */

Error *repeat_begin(Ctx *cx, int64_t event_id, const char *const *dates, size_t n, int64_t *run_id)
{
    Event event = {0};
    There *there;
    size_t there_count;
    TRY(event_hold_own(cx, event_id, &event));
    if (!event.session_count) return conflict(cx, "This event has no sessions yet, so there is nothing to repeat");
    if (!n) return invalid(cx, "on", "Choose the dates on which it is held again");
    if (n > REPEATS_MOST) return invalid(cx, "on", "Choose %d dates at most", REPEATS_MOST);
    TRY(db_list(cx, repeats_there, there_columns, &there, &there_count, INT(event_id), INT(event.course_id)));
    for (size_t i = 0; i < n; i++) {
        if (blank(dates[i]) || !date_valid(dates[i])) return invalid(cx, "on", "Choose dates from the list");
        if (is_there(there, there_count, dates[i])) return conflict(cx, "There is a copy on %s already. Look at the dates again", day_words(cx, dates[i]));
        for (size_t k = 0; k < i; k++) if (same(dates[k], dates[i])) return invalid(cx, "on", "Choose each date once");
    }
    *run_id = new_id(cx);
    TRY(db_run(cx, repeat_run_insert, NULL, INT(*run_id), INT(event_id), INT(cx->who->id), INT(cx->now)));
    for (size_t i = 0; i < n; i++) TRY(db_run(cx, repeat_line_insert, NULL, INT(new_id(cx)), INT(*run_id), INT(event_id), STR(dates[i])));   /* REPEATS_MOST at most */
    TRY(job_queue(cx, "events.copy", *run_id, cx->now, NULL));
    return trail(cx, "event.repeated", event_id, counted(cx, (int64_t)n, "date", NULL));
}
