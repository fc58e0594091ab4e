/*
 * What an organisation would like of a round, and what it commits to. Whoever commits holds the round, so that the sum, the price that follows from it and
 * each commitment change together, and closing it comes before a commitment or after it, never between.
 */
#pragma once
#include "rooms/money/rounds/round.h"

enum { ROUND_ORDER_MOST = 40, ROUND_NOTE_MOST = 300, ROUND_QUESTION_MOST = 500 };

/* ---- interest: BUY_TOGETHER, while it is asked for ---- */
typedef struct { int64_t quantity, said_at; const char *note; } Interest;      /* quantity 0: not for us */
CHECKED Error *round_interest_of(Ctx *cx, int64_t round_id, int64_t organisation_id, Interest *interest, bool *found);
CHECKED Error *round_interested(Ctx *cx, int64_t round_id, const char *quantity, const char *note);      /* refused about "quantity", "note" */
CHECKED Error *round_not_for_us(Ctx *cx, int64_t round_id);      /* while interest or commitments are asked for; CONFLICT where something is committed */

typedef struct { int64_t organisations, quantity; } InterestSum;
CHECKED Error *round_interest_sum(Ctx *cx, int64_t round_id, InterestSum *sum);      /* of those who would like some */

/* ---- commitments ---- */
typedef struct {
    int64_t     id, round_id, organisation_id, quantity, alone_pence, estimate_pence, person_id, made_at, changed_at, allotted, pence, saved_pence, billed_at, lifted_at;
    const char *purchase_order, *alone_why, *lifted_why, *organisation, *person;
} Commitment;
CHECKED Error *round_commitment_of(Ctx *cx, int64_t round_id, int64_t organisation_id, Commitment *commitment, bool *found);

typedef struct { const char *quantity, *purchase_order, *own_price; } CommitmentDraft;      /* own_price: where the method asks for it, what one cost last; "" not said */
/* BUY_TOGETHER, for one's organisation: made or changed. Refused about "quantity", "purchase_order", "own_price"; CONFLICT once it is closed, and for who supplies it. */
CHECKED Error *round_commit(Ctx *cx, int64_t round_id, const CommitmentDraft *draft);
CHECKED Error *round_commit_check(Ctx *cx, const Round *round, const CommitmentDraft *draft, Commitment *read);      /* the same mistakes, and what it would be */
CHECKED Error *round_withdraw(Ctx *cx, int64_t round_id);

/* Everybody's, in the order in which they committed; BILL, READ_MONEY, or whoever takes part where names are shown. Withdrawn ones come last. */
CHECKED Error *round_commitments(Ctx *cx, int64_t round_id, Commitment **list, size_t *count);
typedef struct { int64_t was, quantity, together, price_pence, made_at; const char *organisation, *person, *purchase_order; } Change;
CHECKED Error *round_changes(Ctx *cx, int64_t round_id, int64_t organisation_id, Change **list, size_t *count);      /* organisation_id 0: all; the latest first, 100 at most */
typedef struct { int64_t organisation_id, quantity, said_at; const char *organisation, *person, *note; } InterestRow;
CHECKED Error *round_interests(Ctx *cx, int64_t round_id, InterestRow **list, size_t *count);

/* ---- questions and answers: everybody reads them, without who asked ---- */
typedef struct { int64_t id, asked_at, answered_at; const char *words, *answer, *organisation; } Question;      /* organisation: for the office */
CHECKED Error *round_questions(Ctx *cx, int64_t round_id, Question **list, size_t *count);
CHECKED Error *round_ask(Ctx *cx, int64_t round_id, const char *words);                              /* BUY_TOGETHER; refused about "words" */
CHECKED Error *round_answer(Ctx *cx, int64_t round_id, int64_t question_id, const char *answer);      /* BILL; refused about "answer" */
