/*
 * A whole academic year carried to the next: each of its events gets a line with a date, which the office looks through, moves or leaves out;
 * then the drafts are made (copy_run.h). The date is the same weekday of the same week of the same term, or 52 weeks later where the terms are not
 * known; a date on which schools are closed moves to the next on which they teach, and the line says so. RUN_PROGRAMME's.
 */
#pragma once
#include "rooms/programme/copy_run.h"
#include "rooms/programme/school_calendar.h"

/* The date a year later; *moved says in words why it is another day than that, "" where it is not. The calendar holds both years. */
const char *year_later_date(Ctx *cx, const SchoolCalendar *calendar, const char *on, const char **moved);

/* Plans the year that begins on `year` (1 September) by the job "events.plan_year"; refused while another run of it is under way, or without an event. */
CHECKED Error *year_copy_plan(Ctx *cx, const char *year, int64_t *run_id);
CHECKED Error *year_copy_plan_slice(Ctx *cx, int64_t run_id, bool *left);          /* an act: plans some more of its events */

CHECKED Error *year_copies(Ctx *cx, CopyRun **runs, size_t *count);                /* the latest first, at most 20 */
/* By date; those after `after_on` and `after_id`, or from the first ("" and 0). */
CHECKED Error *year_copy_lines(Ctx *cx, int64_t run_id, const char *after_on, int64_t after_id, int64_t most, CopyLine **lines, size_t *count);
CHECKED Error *year_copy_line(Ctx *cx, int64_t run_id, int64_t id, CopyLine *line);
/* While the run is planned: another date, chosen or not; of many lines at once whether they are chosen. */
CHECKED Error *year_copy_line_set(Ctx *cx, int64_t run_id, int64_t id, const char *first_on, bool chosen);
CHECKED Error *year_copy_choose(Ctx *cx, int64_t run_id, const int64_t *ids, const bool *chosen, size_t n);
CHECKED Error *year_copy_begin(Ctx *cx, int64_t run_id);                           /* the drafts are made; once */
CHECKED Error *year_copy_drop(Ctx *cx, int64_t run_id);                            /* nothing is made; only while it is planned */
