/*
 * Who is told what of a round. A step of it queues a job, which writes to everybody whom it concerns and has not told yet: each organisation by whoever spoke for it
 * while they are there, else by one who may; a new round is a notice to everybody who may take part. Row and letter are one act.
 */
#pragma once
#include "rooms/money/rounds/round_commitment.h"

CHECKED Error *round_tell_later(Ctx *cx, int64_t round_id);
/* Whoever committed hears what they committed to, and until when it can be changed. */
CHECKED Error *round_commitment_told(Ctx *cx, const Round *round, const Commitment *commitment);

/* Jobs'. The next whom the step at which it stands concerns; *done: how many were looked at. Acts of the writer. */
CHECKED Error *round_tell_slice(Ctx *cx, int64_t round_id, int64_t *done);
/* Those who were interested and have not committed, ROUND_REMIND_DAYS before the last day. */
CHECKED Error *round_remind_tell(Ctx *cx, int64_t round_id, int64_t *done);
CHECKED Error *rounds_near_their_day(Ctx *cx, RoundDue **list, size_t *count);

/* People who may take part, of the posts after that one: which a notice of a new round goes to. Read off the writer. */
typedef struct { int64_t person_id; } RoundReader;
CHECKED Error *round_readers(Ctx *cx, int64_t *after, RoundReader **readers, size_t *count, bool *more);
CHECKED Error *round_announce(Ctx *cx, int64_t round_id, int64_t person_id);      /* an act of the writer: once */
