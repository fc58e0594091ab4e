/*
 * The trail: who did what, append-only, ids and never names. Sealed each minute with a hash over the rows since the last seal. The
 * address of the connection is kept for a while, against misuse, and forgotten; the seals hold with it and without.
 */
#pragma once
#include "platform/db/db.h"

/* In the transaction of the act itself. `what` is "registration.cancelled"; `detail` a few words or numbers without personal data, or NULL. */
CHECKED Error *trail(Ctx *cx, const char *what, int64_t subject_id, const char *detail);
/* The same for an act of somebody whom cx does not name yet: who signs in just now, or began what a job goes on with. */
CHECKED Error *trail_by(Ctx *cx, int64_t person_id, int64_t sign_in_id, const char *what, int64_t subject_id, const char *detail);

/* What must outlive a refusal (a failed sign-in, a denied access): written by the dispatcher after the rollback. */
typedef struct Note { const char *what; int64_t subject_id; const char *detail; struct Note *next; } Note;
void note(Ctx *cx, const char *what, int64_t subject_id, const char *detail);
CHECKED Error *notes_write(Ctx *cx);           /* an Act's body: the notes of cx become rows */

/* A job, each minute: seals what is older than that. Off the writer, with a reading transaction. */
CHECKED Error *trail_seal(Ctx *cx);

/* A job: rows sealed up to `before` lose their addresses for ever, in slices. Off the writer. */
CHECKED Error *trail_forget(Ctx *cx, int64_t before);

/* For lyceum check. `last_hash` is the newest seal's, which the log kept too: a trail cut at its end ends in an older one. */
typedef struct { bool whole; int64_t sealed, waiting; const char *last_hash; } TrailState;
CHECKED Error *trail_verify(Ctx *cx, TrailState *state);
