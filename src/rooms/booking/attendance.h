/*
 * Attendance: who came, and for how long, kept per session. The register of a session is the office's and that of whoever leads the event,
 * in whatever post they act, while they hold one; the auditor reads it.
 * Nobody is marked before the session's day; a mark may be put right later, and that is in the trail.
 * Whoever came without booking is in walk_in.h, whoever did not come in no_show.h.
 */
#pragma once
#include "rooms/booking/booking.h"

/* person_id 0: a place that nobody is named for yet, and nobody is marked. mark: "", present, part or absent; minutes: of a part, 0 where nobody said; how: "tap", "scan", "code" or "walk-in"; walked_in: came unbooked; need: NULL but where a page has asked for it (needs_share.h). */
typedef struct { int64_t registration_id, person_id, minutes, walked_in, marked_at; const char *name, *organisation, *email, *mark, *how, *marked_by, *need; } RegisterRow;
typedef struct { Event event; Session session; RegisterRow *rows; size_t count; } AttendanceRegister;

/* Whether its registers are theirs to see: the office's, the auditor's, its own department's, or that of whoever leads it. MISSING else. */
CHECKED Error *register_may(Ctx *cx, int64_t event_id, Event *event);
/* The same to write in the register of one session: the event is held, and it is the session's day or later. */
CHECKED Error *register_open(Ctx *cx, int64_t event_id, int64_t session_id, Event *event, Session *session);
/* MISSING when it is not theirs to see. */
CHECKED Error *register_find(Ctx *cx, int64_t event_id, int64_t session_id, AttendanceRegister *register_);

bool register_is_to_read(const Ctx *cx);      /* by the person signed in, who marks nobody */

enum { MINUTES_UNSAID = 0 };
typedef struct { const char *mark; int64_t minutes, at; } SeenMark;      /* what the page showed: "" and 0 where nobody had said */
/* minutes: of a part; how: NULL is "tap"; said_at: 0 is now; seen: for register_merge.h alone. */
typedef struct { int64_t registration_id; const char *mark; int64_t minutes; const char *how; int64_t said_at; const SeenMark *seen; } Mark;
int64_t mark_said_at(const Ctx *cx, const Mark *mark);      /* never after now */
int64_t minutes_most(const Session *session);      /* that a part of it can last */
/* Keeps these marks; what is not named stays as it is. Running it again with the same marks changes nothing. A part's minutes are refused about
 * "minutes_<registration>". Records the fact "register.marked" of the event where anything changed. */
CHECKED Error *register_mark(Ctx *cx, int64_t event_id, int64_t session_id, const Mark *marks, size_t count, int64_t *changed);

/* What a registration's marks sum to: "attended" (present at all), "part", "absent", or "" while a session is unmarked; and the minutes: those of
 * every session they were present at, and what was said of the others' parts. */
CHECKED Error *attendance_of(Ctx *cx, int64_t registration_id, const char **sum, int64_t *minutes);

typedef struct { int64_t event_id, session_id, starts_at, ends_at, position, session_count, taken, marked; const char *title, *place, *format, *answer; } Duty;   /* answer: accepted, or asked where they have not said yes yet */
/* Sessions that the person signed in leads, from a week ago on, soonest first; at most 100. */
CHECKED Error *duties(Ctx *cx, Duty **list, size_t *count);
