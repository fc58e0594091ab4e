/*
 * Reminders of a place, so many days before the first session as the settings say (members/settings.h): once for each of those days, to whoever has the place
 * then. Nobody is reminded whose place is younger than that, for they have just been written to; nobody of an event that is cancelled, or of a place
 * given up. Whoever leads the event is reminded with them. What goes is a row and a letter in one act, so that whatever is killed between two of them, nobody is written to twice. A place without a
 * name is nobody's to be reminded of: naming.h asks whoever booked it for one.
 */
#pragma once
#include "rooms/booking/booking.h"

typedef struct { int64_t days, from, to; } ReminderRound;      /* events that begin from one instant to before the other are reminded of as `days` before */
enum { REMINDER_ROUNDS = 4 };
/* What is to be done now, by the settings: one round for each of their days. */
CHECKED Error *reminder_rounds(Ctx *cx, ReminderRound rounds[REMINDER_ROUNDS], size_t *count);
/* Events of a round with somebody to remind, the soonest first; 50 at most. */
CHECKED Error *reminders_due(Ctx *cx, const ReminderRound *round, int64_t **event_ids, size_t *count);
/* Reminds the next of an event's people; *done: how many were looked at. An act of the writer. */
CHECKED Error *reminders_send_slice(Ctx *cx, int64_t event_id, int64_t days, int64_t *done);
