/* From the box to the sums: by five or more, in an order of chance, and nothing is left of who gave what. */
#include "platform/base/text.h"
#include "platform/security/seal.h"
#include "rooms/booking/course_rating.h"
#include "rooms/booking/evaluation_box.h"

enum { TOGETHER = 40, SUMS_MOST = EVALUATION_FORM_MOST * (EVALUATION_CHOICES_MOST + 2) * 4 };

SQL(evaluation_rounds_to_mix,
    "SELECT w.event_id, w.kind FROM evaluation_round w WHERE w.closed_at IS NULL AND (w.closes_at <= $1"
    "   OR (SELECT count(*) FROM evaluation_box b WHERE b.event_id = w.event_id AND b.kind = w.kind) >= 2 * CAST($2 AS BIGINT)"
    "   OR (EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.event_id = w.event_id AND i.kind = w.kind)"
    "       AND NOT EXISTS (SELECT 1 FROM evaluation_invitation i WHERE i.event_id = w.event_id AND i.kind = w.kind AND i.answered = 0))) ORDER BY w.closes_at LIMIT 200");
SQL(evaluation_mix_hold, "UPDATE evaluation_round SET version = version + 1 WHERE event_id = $1 AND kind = $2 AND closed_at IS NULL");
SQL(evaluation_mix_state,
    "SELECT w.closes_at, e.course_id, (SELECT count(*) FROM evaluation_invitation i WHERE i.event_id = w.event_id AND i.kind = w.kind AND i.answered = 0) AS silent,"
    " (SELECT count(*) FROM evaluation_invitation i WHERE i.event_id = w.event_id AND i.kind = w.kind) AS asked,"
    " (SELECT count(*) FROM evaluation_box b WHERE b.event_id = w.event_id AND b.kind = w.kind) AS boxed FROM evaluation_round w JOIN event e ON e.id = w.event_id"
    " WHERE w.event_id = $1 AND w.kind = $2");
/* By ids of chance: which of them go now is chance as well. */
SQL(evaluation_box_of_round, "SELECT id, sealed FROM evaluation_box WHERE event_id = $1 AND kind = $2 ORDER BY id LIMIT CAST($3 AS BIGINT)");
SQL(evaluation_box_take, "DELETE FROM evaluation_box WHERE id = $1");
SQL(evaluation_box_empty, "DELETE FROM evaluation_box WHERE event_id = $1 AND kind = $2");
SQL(evaluation_sum_add,
    "INSERT INTO evaluation_sum (event_id, kind, question_id, choice, answers) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (event_id, kind, question_id, choice) DO UPDATE SET answers = evaluation_sum.answers + excluded.answers");
SQL(evaluation_comment_add, "INSERT INTO evaluation_comment (id, event_id, kind, question_id, words) VALUES ($1, $2, $3, $4, $5)");
SQL(evaluation_round_grow, "UPDATE evaluation_round SET answers = answers + $3 WHERE event_id = $1 AND kind = $2");
SQL(evaluation_round_close, "UPDATE evaluation_round SET closed_at = $3 WHERE event_id = $1 AND kind = $2");

typedef struct { int64_t closes_at, course_id, silent, asked, boxed; } State;
static const Column state_columns[] = { COLUMN(State, closes_at), COLUMN(State, course_id), COLUMN(State, silent), COLUMN(State, asked), COLUMN(State, boxed) };
typedef struct { int64_t id; const char *sealed; } Boxed;
static const Column boxed_columns[] = { COLUMN(Boxed, id), COLUMN(Boxed, sealed) };
static const Column round_columns[] = { COLUMN(Round, event_id), COLUMN(Round, kind) };

Error *rounds_to_mix(Ctx *cx, Round **list, size_t *count)
{
    return db_list(cx, evaluation_rounds_to_mix, round_columns, list, count, INT(cx->now), INT(FEWEST));
}

/* How many of the box may go now. What stays while the round is open is FEWEST at least, so that none is ever left over at its end. */
static int64_t to_take(int64_t count, bool over)
{
    int64_t most = over ? count : count >= 2 * FEWEST ? count - FEWEST : 0;
    if (most < FEWEST) return 0;
    return most <= TOGETHER || (over && count < TOGETHER + FEWEST) ? most : TOGETHER;
}

typedef struct { int64_t question_id, choice, answers; } Sum;
typedef struct { Sum list[SUMS_MOST]; size_t count; } Sums;

static bool sum_add(Sums *sums, int64_t question_id, int64_t choice)
{
    size_t i = 0;
    while (i < sums->count && (sums->list[i].question_id != question_id || sums->list[i].choice != choice)) i++;
    if (i == SUMS_MOST) return false;
    if (i == sums->count) sums->list[sums->count++] = (Sum){ question_id, choice, 0 };
    sums->list[i].answers++;
    return true;
}

static Error *answers_add(Ctx *cx, Sums *sums, const Round *round, const EvaluationAnswer *answers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const EvaluationAnswer *a = &answers[i];
        bool room = sum_add(sums, a->question_id, ANSWERED);
        if (a->choices & MEANS_YES) room = sum_add(sums, a->question_id, YES_AT_ALL) && room;
        for (int64_t c = 1; c <= EVALUATION_CHOICES_MOST; c++)
            if (a->choices >> c & 1) room = sum_add(sums, a->question_id, c) && room;
        if (!room) return broken(cx, "more questions in one round than it has room for");
        if (*a->words) TRY(db_run(cx, evaluation_comment_add, NULL, INT(id_of_chance()), INT(round->event_id), STR(round->kind), INT(a->question_id), STR(a->words)));
    }
    return OK;
}

static Error *boxed_take(Ctx *cx, const Round *round, const Boxed *boxed, size_t count)
{
    Sums *sums = new(cx, Sums);
    for (size_t i = 0; i < count; i++) {
        EvaluationAnswer *answers;
        size_t n;
        const char *packed = seal_open(cx, BOX_PURPOSE, boxed[i].sealed);
        if (!packed || !answers_unpacked(cx, packed, &answers, &n)) return broken(cx, "an answer to an evaluation cannot be opened: the store's secret is another than it was");
        TRY(answers_add(cx, sums, round, answers, n));
        TRY(db_run(cx, evaluation_box_take, NULL, INT(boxed[i].id)));
    }
    for (size_t i = 0; i < sums->count; i++)
        TRY(db_run(cx, evaluation_sum_add, NULL, INT(round->event_id), STR(round->kind), INT(sums->list[i].question_id), INT(sums->list[i].choice), INT(sums->list[i].answers)));
    return db_run(cx, evaluation_round_grow, NULL, INT(round->event_id), STR(round->kind), INT((int64_t)count));
}

Error *round_mix_slice(Ctx *cx, int64_t event_id, const char *kind, int64_t *done)
{
    const Round round = { event_id, kind };
    State state = {0};
    Boxed *boxed;
    size_t count;
    int64_t held = 0;
    *done = 0;
    TRY(db_run(cx, evaluation_mix_hold, &held, INT(event_id), STR(kind)));
    if (!held) return OK;
    TRY(db_one(cx, evaluation_mix_state, state_columns, &state, INT(event_id), STR(kind)));
    bool over = state.closes_at <= cx->now || (state.asked && !state.silent);
    int64_t take = to_take(state.boxed, over);
    if (take) {
        TRY(db_list(cx, evaluation_box_of_round, boxed_columns, &boxed, &count, INT(event_id), STR(kind), INT(take)));
        TRY(boxed_take(cx, &round, boxed, count));
        TRY(course_rating_refresh(cx, state.course_id));
    }
    if (over && !take) TRY(db_run(cx, evaluation_box_empty, NULL, INT(event_id), STR(kind)));   /* fewer than may ever be shown */
    if (over && (!take || take == state.boxed)) TRY(db_run(cx, evaluation_round_close, NULL, INT(event_id), STR(kind), INT(cx->now)));
    *done = take;
    return OK;
}
