/*
 * Rounds: a form sent to those of an event, and what comes back.
 *
 * Each person has a link of their own that is answered once. Their answers go into a box, sealed, under an id of chance; a job takes
 * five or more of them at a time out of it, in an order of chance, and keeps sums and comments. So results never rise by
 * fewer than FEWEST, nothing is kept that could be joined to a name, and a round that closes with fewer is deleted unread.
 */
#pragma once
#include "rooms/booking/evaluation.h"
#include "rooms/programme/programme.h"

enum { FEWEST = 5, ANSWER_WORDS_MOST = 2000 };

/* ---- sending, by a job ---- */

typedef struct { int64_t event_id, form_id, open_days; const char *kind; } RoundDue;
/* Forms to be sent now: their event is over, by their days and a week at most, somebody was booked, and this kind was not sent yet. At most 50. */
CHECKED Error *rounds_due(Ctx *cx, RoundDue **list, size_t *count);
/* Rounds that somebody was not asked in: just opened, or with people who were added since. At most 50. */
CHECKED Error *rounds_to_ask(Ctx *cx, RoundDue **list, size_t *count);
/* Rounds a few days old, with people to remind, once each. At most 50. */
CHECKED Error *rounds_to_remind(Ctx *cx, RoundDue **list, size_t *count);
CHECKED Error *round_open(Ctx *cx, const RoundDue *due);
/* Asks those with a place who are not asked yet, but for whom the register says that they were away. Fifty at a time; *done says how many. */
CHECKED Error *round_ask_slice(Ctx *cx, int64_t event_id, const char *kind, int64_t *done);
CHECKED Error *round_remind_slice(Ctx *cx, int64_t event_id, const char *kind, int64_t *done);

/* ---- answering ---- */

/* The part of a link that says whose it is: a registration, a kind, and a mac. The same each time it is made. */
const char *evaluation_token(Ctx *cx, int64_t registration_id, const char *kind);

typedef struct {
    int64_t     registration_id, event_id, form_id, answered, closes_at, closed_at, starts_at, ends_at, session_count;
    const char *kind, *title, *intro, *starts_on, *led_by;
} Evaluation;
CHECKED Error *evaluation_find(Ctx *cx, const char *token, Evaluation *evaluation);   /* MISSING: no such link */
bool evaluation_open(const Ctx *cx, const Evaluation *evaluation);

typedef struct { int64_t question_id, choices; const char *words; } EvaluationAnswer;   /* choices: bit n is choice n, from 1; bit 0, MEANS_YES, is set here */
enum { MEANS_YES = 1 };
/* What evaluation_sum counts beside each choice: who answered the question at all, and for whom the answer means yes. */
enum { ANSWERED = 0, YES_AT_ALL = -1 };
/* In SQL: as many answered this question of this event as may be shown. What fewer said is in no sum over events either, for the others' could be
 * taken from it. */
#define ENOUGH_ANSWERED(s) "COALESCE((SELECT n.answers FROM evaluation_sum n WHERE n.event_id = " s ".event_id AND n.kind = " s ".kind AND n.question_id = " s ".question_id AND n.choice = 0), 0) >= 5"
_Static_assert(FEWEST == 5 && ANSWERED == 0, "as ENOUGH_ANSWERED() has them");
/* Whether an item is to be answered, by the answers to those before it. */
bool evaluation_item_shown(const EvaluationItem *items, size_t count, const EvaluationItem *item, const EvaluationAnswer *answers, size_t answer_count);
/* Once: a second time nothing happens. Every mistake about its field, "q" and the question's id. CONFLICT when it has closed. */
CHECKED Error *evaluation_answer(Ctx *cx, const char *token, const EvaluationAnswer *answers, size_t count);
/* Whether the person of a registration answered, for whoever issues certificates by it. The fact is "evaluation.answered", of the event. */
CHECKED Error *evaluation_is_answered(Ctx *cx, int64_t registration_id, bool *answered);

/* What waits for the person signed in to be answered, the soonest to close first; at most 10. */
typedef struct { int64_t registration_id, closes_at; const char *kind, *title; } EvaluationWaiting;
CHECKED Error *evaluations_waiting(Ctx *cx, EvaluationWaiting **list, size_t *count);

/* ---- from the box to the sums, by a job ---- */

typedef struct { int64_t event_id; const char *kind; } Round;
CHECKED Error *rounds_to_mix(Ctx *cx, Round **list, size_t *count);
/* Takes what may be taken now: while the round is open only what leaves FEWEST in the box. *done: how many answers. */
CHECKED Error *round_mix_slice(Ctx *cx, int64_t event_id, const char *kind, int64_t *done);
