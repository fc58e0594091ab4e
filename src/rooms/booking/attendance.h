/*
 * Attendance: who came, kept per session. The register of a session is the office's and that of whoever leads the event, in
 * whatever post they act, while they hold one; the auditor reads it.
 * Nobody is marked before the session's day; a mark may be put right later, and that is in the trail.
 */
#pragma once
#include "rooms/booking/booking.h"

typedef struct { int64_t registration_id, person_id; const char *name, *organisation, *email, *mark; } RegisterRow;   /* mark: "", present, part or absent */
typedef struct { Event event; Session session; RegisterRow *rows; size_t count; } AttendanceRegister;

/* MISSING when it is not theirs to see: an office's or auditor's, or a facilitator's of this event. */
CHECKED Error *register_find(Ctx *cx, int64_t event_id, int64_t session_id, AttendanceRegister *register_);

bool register_is_to_read(const Ctx *cx);      /* by the person signed in, who marks nobody */

typedef struct { int64_t registration_id; const char *mark; } Mark;
/* Keeps these marks; what is not named stays as it is. Running it again with the same marks changes nothing. */
CHECKED Error *register_mark(Ctx *cx, int64_t event_id, int64_t session_id, const Mark *marks, size_t count, int64_t *changed);

/* What a registration's marks sum to: "attended" (present at all), "part", "absent", or "" while a session is unmarked. */
CHECKED Error *attendance_of(Ctx *cx, int64_t registration_id, const char **sum, int64_t *minutes);

typedef struct { int64_t event_id, session_id, starts_at, ends_at, position, session_count, taken, marked; const char *title, *place, *format; } Duty;
/* Sessions that the person signed in leads, from a week ago on, soonest first; at most 100. */
CHECKED Error *duties(Ctx *cx, Duty **list, size_t *count);
