/* What the pages of a register share. */
#pragma once
#include "platform/http/http.h"
#include "rooms/booking/register_merge.h"

/* Fills in what those who share it need. */
CHECKED Error *register_needs(Ctx *cx, AttendanceRegister *found);
const char *session_where(Ctx *cx, const Session *session);      /* as held_where() of booking_pages.h says it */

/*
 * The marks of a form, for register_merge(). Beside a mark and minutes for each row it holds "seen", what the page showed ("81:present:0:1797498000 ..."), and
 * from a phone that kept them "said", when each was said ("81:1797498300 ..."). "all" marks present whoever has no mark.
 */
const char *register_seen(Ctx *cx, const RegisterRow *rows, size_t count);
Mark *register_typed(Ctx *cx, const Request *rq, const AttendanceRegister *found, size_t *count);
/* What became of them, in words. */
const char *register_kept_words(Ctx *cx, const Merged *merged);
