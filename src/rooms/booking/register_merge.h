/*
 * Marks of two who take one register, or of one whose phone had no connection for an hour, put together. Each mark comes with what its page showed and
 * with when it was said. What a page only repeats is nobody's word, and changes nothing. Where somebody else has said otherwise meanwhile the later
 * word stands, and both are told to whoever sent. Sent twice, nothing is entered twice.
 */
#pragma once
#include "rooms/booking/attendance.h"

/* Two said different things of one person: whoever sends now, and somebody before. */
typedef struct { const char *name, *ours, *theirs, *by; int64_t said_at, theirs_at; bool ours_stands; } Disagreement;
typedef struct { int64_t changed; Disagreement *disagreements; size_t count; } Merged;

/* As register_open() permits and register_mark() checks. An instant after now is now. */
CHECKED Error *register_merge(Ctx *cx, int64_t event_id, int64_t session_id, const Mark *marks, size_t count, Merged *merged);
