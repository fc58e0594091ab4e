/*
 * Events whose places are drawn (programme/event_ballot.h). Until the ballot ends, whoever books asks for a place: the registration is requested and
 * holds none. Then a job draws by ballot_rule.h, keeps the log, and answers entry by entry: a place, or the waiting list in the order of the turns.
 * From then on the event is like any other. An entry that is withdrawn before it is answered leaves its place to whoever waits first.
 */
#pragma once
#include "rooms/booking/ballot_log.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/programme/event_ballot.h"

enum { BALLOT_WHY_MOST = 200, BALLOT_ROWS_MOST = 200 };

/* *step "ballot" where a place of this event is asked for and drawn; left alone otherwise. CONFLICT while it is being drawn. The caller holds the event. */
CHECKED Error *ballot_step(Ctx *cx, const Event *event, const char **step);
/* A requested registration becomes an entry; its person is told. CONFLICT where the ballot has BALLOT_ENTRIES_MOST. */
CHECKED Error *ballot_enter(Ctx *cx, const Event *event, const Addressee *to);

/* Of its school's wishes this one comes first from now on: whoever books for the school. */
CHECKED Error *ballot_put_first(Ctx *cx, int64_t registration_id);

/* Schools that ask, with what decides between them. Of each past: hundredths of a place for 100 pupils, in the year before the ballot ends. BALLOT_ROWS_MOST. */
typedef struct { int64_t organisation_id, entries, need, past; const char *name, *why; } BallotSchool;
CHECKED Error *ballot_schools(Ctx *cx, int64_t event_id, BallotSchool **schools, size_t *count);
/* The office, or the department whose event it is, before the ballot ends. need 0 takes it back. Refused about "school", "need" and "why". */
CHECKED Error *ballot_need_set(Ctx *cx, int64_t event_id, int64_t organisation_id, int64_t need, const char *why);

/* Entries as a page shows them: by turn, or before the draw by wish. turn 0: not answered. name "" but to those who may see it. */
typedef struct {
    int64_t     registration_id, organisation_id, person_id, wish, turn, round, placed;
    const char *name, *state, *rule;
} BallotRow;
/* Of the person signed in and, where they book for it, their school; and all of them, without names, the first by turn. BALLOT_ROWS_MOST. */
CHECKED Error *ballot_rows_ours(Ctx *cx, int64_t event_id, BallotRow **rows, size_t *count);
CHECKED Error *ballot_rows_all(Ctx *cx, int64_t event_id, BallotRow **rows, size_t *count);
CHECKED Error *ballot_row_of(Ctx *cx, int64_t registration_id, BallotRow *row, bool *found);

typedef struct { int64_t entries, schools, placed, last_round; } BallotCounts;   /* placed and last_round once drawn */
CHECKED Error *ballot_counts(Ctx *cx, int64_t event_id, BallotCounts *counts);
CHECKED Error *ballot_log_find(Ctx *cx, int64_t event_id, const char **log);     /* MISSING until it is drawn */

/* Why an entry has its outcome, as a sentence. */
const char *ballot_words(Ctx *cx, const BallotRow *row, const BallotCounts *counts, int64_t cap);

/* A job's: draws and answers, or goes on answering. Safe to run twice, and at once. */
CHECKED Error *ballot_run(Ctx *cx, int64_t event_id);
/* For lyceum check: a CONFLICT for each draw whose log does not hold, or whose entries were answered otherwise than it says. */
CHECKED Error *ballots_check(Ctx *cx);
