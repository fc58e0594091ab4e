/*
 * Checking in on the day, besides tapping names on the register:
 *
 * - by one's own code, a square on one's phone that whoever takes the register scans. It is made for one registration and one session and
 *   lives for two minutes at most, so that a picture of it is worth nothing by the time a friend shows it; and the name is on the
 *   page that marks, before it marks.
 * - by the code in the room, six letters and figures that change every two minutes: whoever reads it and is signed in marks themself.
 *   It can be switched off for an event.
 *
 * Both from half an hour before a session until its end. Nothing is stored of codes: they are keyed hashes of the session and the minute.
 */
#pragma once
#include "rooms/booking/attendance.h"

enum { CHECK_IN_BEFORE = 30 * 60, OWN_CODE_SECONDS = 60, ROOM_CODE_SECONDS = 120, ROOM_CODE_LETTERS = 6 };

/* ---- one's own code ---- */

/* Of a confirmed place of the person signed in; MISSING else. token: of the session to check in at now, "" when none is; then opens_at says from when one can
 * next, 0 for no more. mark: what the register says of that session. */
typedef struct { int64_t session_id, opens_at; const char *token, *mark; Registration registration; } OwnCode;
CHECKED Error *own_code(Ctx *cx, int64_t registration_id, OwnCode *code);

typedef struct { int64_t event_id, session_id, registration_id; const char *name, *organisation, *title, *mark; } Scanned;
/* Whose code it is, for whoever takes that register; CONFLICT in words once it is too old, MISSING when it is none or not theirs to take. */
CHECKED Error *own_code_read(Ctx *cx, const char *token, Scanned *scanned);
/* Marks them present; a code that was fresh when it was read stays so for five minutes more. */
CHECKED Error *own_code_scan(Ctx *cx, const char *token, Scanned *scanned);

/* ---- the code in the room ---- */

const char *room_code(Ctx *cx, int64_t session_id);           /* "K7M4QX" */
CHECKED Error *room_code_is_on(Ctx *cx, int64_t event_id, bool *on);
CHECKED Error *room_code_switch(Ctx *cx, int64_t event_id, int64_t session_id, bool on);      /* as register_open() permits */

/* Sessions at which the person signed in has a place and could check themself in now; at most 20. */
typedef struct { int64_t registration_id, session_id, event_id; const char *title, *mark; } SessionNow;
CHECKED Error *sessions_now(Ctx *cx, SessionNow **list, size_t *count);

/* Marks the person signed in present where the code is shown. *wait: seconds for which their tries are slowed; else *right says whether it is the code of
 * any of their sessions. However it is typed: letters small or large, with spaces. CONFLICT when there is nothing of theirs on now. */
typedef struct { int64_t wait; bool right; SessionNow session; } RoomCheckIn;
CHECKED Error *room_code_enter(Ctx *cx, const char *typed, RoomCheckIn *done);
