/*
 * The fair-place allocator: who gets a place in a ballot, in which turn, and by which rule. It asks nothing but what it is handed, so the
 * same seed and the same entries, in whatever order they come, give the same outcome on every machine: anybody may compute it again.
 *
 * It goes in rounds, and in each round a school gets one place at most: every school has its first before any has its second. Inside a
 * school its own order of wishes holds. Where fewer places are left than schools have a turn in a round, there comes first, in this order,
 *
 *     need   whoever has the greater figure, which the office gives a school with its reason before the ballot closes;
 *     past   whoever had fewer places in the twelve months before, for its size;
 *     lot    whoever drew the lesser lot: SHA-256 of "SEED round ROUND school SCHOOL" as lowercase hex.
 *
 * A school's limit ends its turns. People who come for themselves take turns together, as one school would that has no limit: else
 * colleagues who leave their school unsaid would each count as a school. Whoever gets no place waits, in the order of the turns.
 */
#pragma once
#include "platform/base/context.h"

enum { BALLOT_ENTRIES_MOST = 5000, BALLOT_NEED_MOST = 9, BALLOT_SEED_LENGTH = 64 };

/* Why an entry has its outcome. Of places: ENOUGH for all; FIRST and ROUND: its whole round had one. Of both: NEED, PAST and LOT parted its
 * round. Of those who wait: LATER, the places were gone before its round; LIMIT, its school has all that it may have. */
typedef enum { BALLOT_ENOUGH, BALLOT_FIRST, BALLOT_ROUND, BALLOT_NEED, BALLOT_PAST, BALLOT_LOT, BALLOT_LATER, BALLOT_LIMIT, BALLOT_RULES } BallotRule;

typedef struct {
    int64_t    id, school;          /* the registration, of which there is one entry; school 0: they come for themselves */
    int64_t    wish, need, past;    /* 1 is the school's first wish; 0 to BALLOT_NEED_MOST; hundredths of a place for 100 pupils */
    /* the outcome */
    int64_t    round, turn;         /* from 1; no two have the same turn */
    bool       placed;
    BallotRule rule;
} BallotEntry;

/* Fills in every outcome and sorts the entries by turn. `cap` 0: no limit for a school. At most BALLOT_ENTRIES_MOST. */
void ballot_allot(Ctx *cx, const char *seed, int64_t places, int64_t cap, BallotEntry *entries, size_t count);

/* What is published before anybody asks for a place, and shows afterwards that the seed was not chosen: SHA-256 of the seed, as hex. */
const char *ballot_commitment(Ctx *cx, const char *seed);
bool        ballot_seed_valid(const char *seed);                     /* BALLOT_SEED_LENGTH lowercase hex digits */

const char *ballot_rule_name(BallotRule rule);                       /* "need", as the log says it */
bool        ballot_rule_named(const char *name, BallotRule *rule);
/* The rule as a sentence to the person: "Every place went in round 1, and your school’s next turn was in round 2". last_round: in which the last place went, 0 for none. */
const char *ballot_rule_words(Ctx *cx, BallotRule rule, bool placed, int64_t round, int64_t last_round, int64_t cap);
