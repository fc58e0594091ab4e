/*
 * A round: something that schools, departments and partners buy together, because it costs less the more want it. The office runs it: who is interested,
 * what exactly it is, who commits to how many; then it is closed, allotted and charged, or called off. One price holds for everybody. It falls, and rises
 * again, with what is committed, for all alike, until the round is closed; from then on nothing moves it.
 */
#pragma once
#include "rooms/money/ledger/ledger.h"
#include "rooms/money/rounds/round_price.h"

enum { ROUND_TITLE_MOST = 100, ROUND_WHAT_MOST = 200, ROUND_NAME_MOST = 120, ROUND_UNIT_MOST = 30, ROUND_SPECIFICATION_MOST = 8000, ROUND_WHY_MOST = 300, ROUND_TAKERS_MOST = 300,
       ROUNDS_MOST = 200, ROUND_REMIND_DAYS = 3 };

typedef struct {
    int64_t     id, supplier_id, local, each_least, supply, names_shown, alone_pence, cost_centre_id, fund_id, quantity, takers, price_pence, cost_pence, proposed_by, proposer_id, made_at, closed_at, ended_at;
    const char *title, *what, *supplier, *specification, *unit, *units, *state, *interest_until, *commit_until, *share, *method, *alone_source, *counts_on, *ended_why, *proposed_for;   /* proposed_for: a name */
    RoundSteps  steps;
} Round;

/* Any, for whoever runs or reads it; its steps with it. */
CHECKED Error *round_find(Ctx *cx, int64_t id, Round *round);
/* BUY_TOGETHER: what the office has not opened yet is MISSING, but what one's own organisation proposed. */
CHECKED Error *round_seen(Ctx *cx, int64_t id, Round *round);

typedef enum { ROUNDS_RUNNING, ROUNDS_OVER, ROUNDS_ALL } RoundsOf;
/* Of the office: ROUNDS_MOST at most, what ends first at the top; over: the latest first. */
CHECKED Error *rounds_list(Ctx *cx, RoundsOf of, Round **list, size_t *count);
/* Of an organisation: opened, or proposed by it, with what it said and took. */
typedef struct { Round round; int64_t interest, committed, allotted, pence, said; } OurRound;      /* said: it said what it would like; interest 0 then: nothing */
CHECKED Error *rounds_ours(Ctx *cx, int64_t organisation_id, OurRound **list, size_t *count);
/* Of these the open ones about which it has said nothing yet, or would like some and has not committed; what ends first at the top, 4 at most. */
CHECKED Error *rounds_waiting(Ctx *cx, int64_t organisation_id, OurRound **list, size_t *count);

const char *round_count_words(Ctx *cx, const Round *round, int64_t quantity);      /* "1 class set", "12 class sets" */
const char *round_next_words(Ctx *cx, const Round *round);      /* "3 more class sets and everybody pays £11.40 for one" */
const char *round_state_words(const Round *round);
const char *round_method_words(const char *method);             /* what a saving is reckoned against: "the price quoted for one alone" */
const char *round_share_words(const Round *round);              /* who gets how many when there are too few, as a sentence */
bool        round_can_end(const Round *round);                  /* it is neither charged nor called off */

/* ---- written ---- */

/* As typed; "" for what was left out. */
typedef struct { const char *from, *price; } RoundTierDraft;
typedef struct {
    const char *title, *what, *supplier, *specification, *unit, *units, *interest_until, *commit_until, *each_least, *supply, *share, *method, *alone, *alone_source;
    int64_t     supplier_id, cost_centre_id, fund_id;
    bool        local, names_shown;
    RoundTierDraft tiers[ROUND_TIERS_MOST];
} RoundDraft;
CHECKED Error *round_begin(Ctx *cx, const RoundDraft *draft, int64_t *id);            /* BILL */
CHECKED Error *round_change(Ctx *cx, int64_t id, const RoundDraft *draft);            /* BILL; until commitments are asked for, else CONFLICT. A proposal is taken up by it */

typedef struct { const char *title, *what, *units, *quantity; } RoundProposal;
CHECKED Error *round_propose(Ctx *cx, const RoundProposal *proposal, int64_t *id);    /* BUY_TOGETHER: for one's organisation; its interest is noted with it */

/* ---- from step to step: BILL ---- */

/* What is still missing before commitments can be asked for, in words; NULL: nothing. */
const char    *round_lacks(Ctx *cx, const Round *round);
CHECKED Error *round_open_interest(Ctx *cx, int64_t id);       /* a draft */
CHECKED Error *round_specify(Ctx *cx, int64_t id);             /* interest is over, the specification is agreed */
CHECKED Error *round_open_commitment(Ctx *cx, int64_t id);     /* a draft, interest or specification; CONFLICT in words while something is missing */
CHECKED Error *round_extend(Ctx *cx, int64_t id, const char *until);                  /* later, while commitments are open; refused about "until" */
CHECKED Error *round_close(Ctx *cx, int64_t id);               /* CONFLICT where fewer are committed than the first step asks */
CHECKED Error *round_call_off(Ctx *cx, int64_t id, const char *why);                  /* anything that is not over; refused about "why" */

typedef struct { int64_t id; } RoundDue;
CHECKED Error *rounds_to_close(Ctx *cx, RoundDue **list, size_t *count);              /* whose last day is past */
CHECKED Error *round_close_due(Ctx *cx, int64_t id);           /* a job's: closed, or called off where there are too few */
