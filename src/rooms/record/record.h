/* What a person attended: one row a course they came to, with the hours they were there. */
#pragma once
#include "platform/db/db.h"

/* awaits: the course gives certificates after its evaluation, and theirs is not answered; answer_until: when that closes or closed, 0 where it has not
 * been asked. least_percent: of the time, for a certificate. expires_on: its last day, "" where it holds for good. from_file: it came in from a file of the past, for which this program
 * gives no certificate. */
typedef struct { int64_t awaits, answer_until, least_percent, from_file, registration_id, event_id, minutes, sessions, present, certificate_id; const char *title, *theme, *held_on, *organisation, *certificate_code, *expires_on; } Attended;

/* Of one person, the latest first; 2,000 at most. organisation_id other than 0: only what they did for that organisation. */
CHECKED Error *record_of(Ctx *cx, int64_t person_id, int64_t organisation_id, Attended **list, size_t *count);
