/*
 * Copying an event to many dates, or a year's events to the next: a run of lines, each one copy. Lines are made one an act by the job
 * "events.copy", as whoever began the run and with the permissions they have then; one that is refused (its room is taken meanwhile) says why, and
 * the others are made all the same. A line is made once, however often the job runs.
 */
#pragma once
#include "rooms/programme/event.h"

typedef struct { int64_t id, event_id, made_by, made_at, chosen, made, refused; const char *state, *from_year; } CopyRun;   /* state: planning, planned, begun, done, dropped */
typedef struct { int64_t id, event_id, chosen, copy_id; const char *first_on, *moved, *refused, *title, *code, *was_on, *owner; } CopyLine;

/* One's own event's, or one's own department's lines of a year. */
CHECKED Error *copy_run_find(Ctx *cx, int64_t id, CopyRun *run);
CHECKED Error *copy_lines(Ctx *cx, int64_t run_id, int64_t after_id, int64_t most, CopyLine **lines, size_t *count);   /* in the order of their ids */

/* Off the writer: makes the next line that is chosen and neither made nor refused; *left false when there is none, and the run is done. */
CHECKED Error *copy_run_step(Ctx *cx, int64_t run_id, bool *left);
