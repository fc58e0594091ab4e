/* The year planner: some months of what is planned, for whoever plans. */
#pragma once
#include "rooms/programme/event.h"

enum { PLANNER_MOST = 600 };

typedef struct { int64_t session_id, event_id, owner_id, starts_at, ends_at, places, taken, first; const char *title, *state, *led_by, *place; } PlannerEntry;   /* first: it is the event's first session */
/* Sessions between two days in order of time, of all events that one may change or read, and others' published ones. */
CHECKED Error *planner_entries(Ctx *cx, const char *from_on, const char *till_on, PlannerEntry **entries, size_t *count);
