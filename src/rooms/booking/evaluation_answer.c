/* A person's answers, on their way into the box. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/security/seal.h"
#include "platform/security/token.h"
#include "rooms/booking/evaluation_box.h"
#include "rooms/booking/evaluation_round.h"

enum { MAC = 32 };   /* characters of hex: 128 bits */

SQL(evaluation_by_registration,
    "SELECT i.registration_id, i.event_id, w.form_id, i.answered, w.closes_at, w.closed_at, e.starts_at, e.ends_at, e.session_count, i.kind, c.title, f.intro, e.starts_on, e.led_by"
    "  FROM evaluation_invitation i JOIN evaluation_round w ON w.event_id = i.event_id AND w.kind = i.kind JOIN evaluation_form f ON f.id = w.form_id"
    "  JOIN event e ON e.id = i.event_id JOIN course c ON c.id = e.course_id WHERE i.registration_id = $1 AND i.kind = $2");
SQL(evaluation_round_hold, "UPDATE evaluation_round SET version = version + 1 WHERE event_id = $1 AND kind = $2 AND closed_at IS NULL AND closes_at > $3");
SQL(evaluation_mark_answered, "UPDATE evaluation_invitation SET answered = 1 WHERE registration_id = $1 AND kind = $2 AND answered = 0");
SQL(evaluation_box_put, "INSERT INTO evaluation_box (id, event_id, kind, sealed) VALUES ($1, $2, $3, $4)");
SQL(evaluation_answered_count, "SELECT count(*) FROM evaluation_invitation WHERE registration_id = $1 AND kind = 'end' AND answered = 1");
SQL(evaluations_of_person,
    "SELECT i.registration_id, w.closes_at, i.kind, c.title FROM registration r JOIN evaluation_invitation i ON i.registration_id = r.id AND i.answered = 0"
    "  JOIN evaluation_round w ON w.event_id = i.event_id AND w.kind = i.kind AND w.closed_at IS NULL AND w.closes_at > $2 JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id"
    " WHERE r.person_id = $1 ORDER BY w.closes_at, i.registration_id LIMIT 10");

static const Column columns[] = {
    COLUMN(Evaluation, registration_id), COLUMN(Evaluation, event_id), COLUMN(Evaluation, form_id), COLUMN(Evaluation, answered), COLUMN(Evaluation, closes_at), COLUMN(Evaluation, closed_at),
    COLUMN(Evaluation, starts_at), COLUMN(Evaluation, ends_at), COLUMN(Evaluation, session_count), COLUMN(Evaluation, kind), COLUMN(Evaluation, title), COLUMN(Evaluation, intro),
    COLUMN(Evaluation, starts_on), COLUMN(Evaluation, led_by),
};

/* ---- links ---- */

static const char *signature(Ctx *cx, const char *what) { return text_copy(cx, mac(cx, "evaluation", what), MAC); }

const char *evaluation_token(Ctx *cx, int64_t registration_id, const char *kind)
{
    const char *what = text(cx, "%c%ld", same(kind, "end") ? 'e' : 'f', (long)registration_id);
    return text(cx, "%s-%s", what, signature(cx, what));
}

Error *evaluation_find(Ctx *cx, const char *token, Evaluation *evaluation)
{
    const char *dash = strchr(token, '-');
    int64_t id = 0;
    if (!dash || !one_of(text_copy(cx, token, 1), "e f")) return missing(cx, "not a link to an evaluation");
    const char *what = text_copy(cx, token, (size_t)(dash - token));
    if (!secret_same(signature(cx, what), dash + 1) || !number_parse(what + 1, 1, INT64_MAX, &id)) return missing(cx, "not a link to an evaluation that was made here");
    return db_one(cx, evaluation_by_registration, columns, evaluation, INT(id), STR(*token == 'e' ? "end" : "follow-up"));
}

bool evaluation_open(const Ctx *cx, const Evaluation *evaluation) { return !evaluation->closed_at && evaluation->closes_at > cx->now; }

/* ---- answers ---- */

static const EvaluationAnswer *answer_to(const EvaluationAnswer *answers, size_t count, int64_t question_id)
{
    for (size_t i = 0; i < count; i++)
        if (answers[i].question_id == question_id) return &answers[i];
    return NULL;
}

static bool answer_means_yes(const EvaluationItem *item, int64_t choices)
{
    bool yes = false;
    for (int64_t c = 1; c <= EVALUATION_CHOICES_MOST; c++) yes = yes || (choices >> c & 1 && evaluation_means_yes(item->kind, item->yes, c));
    return yes;
}

bool evaluation_item_shown(const EvaluationItem *items, size_t count, const EvaluationItem *item, const EvaluationAnswer *answers, size_t answer_count)
{
    if (!item->shown_if_question_id) return true;
    const EvaluationAnswer *answer = answer_to(answers, answer_count, item->shown_if_question_id);
    if (!answer || !answer->choices) return false;
    bool yes = false;
    for (size_t i = 0; i < count; i++)
        if (items[i].question_id == item->shown_if_question_id) yes = answer_means_yes(&items[i], answer->choices);
    return yes == (item->shown_if_yes != 0);
}

static Error *answer_check(Ctx *cx, const EvaluationItem *item, const EvaluationAnswer *answer)
{
    const char *const *choices, *field = text(cx, "q%ld", (long)item->question_id);
    size_t count;
    bool words = same(item->kind, "text");
    evaluation_choices(cx, item->kind, item->choices, &choices, &count);
    int64_t within = ((int64_t)2 << count) - 2;
    bool one = !answer || !(answer->choices & (answer->choices - 1));
    if (item->needed && words && (!answer || blank(answer->words))) return invalid(cx, field, "Write a few words: %s", item->words);
    if (item->needed && !words && (!answer || !answer->choices)) return invalid(cx, field, "Choose an answer: %s", item->words);
    if (answer && words && letters(answer->words) > ANSWER_WORDS_MOST) return invalid(cx, field, "Shorten this to %d letters or fewer: %s", ANSWER_WORDS_MOST, item->words);
    if (answer && !words && (answer->choices & ~within || (!one && !same(item->kind, "many")))) return invalid(cx, field, "Choose one of the answers: %s", item->words);
    return OK;
}

/* What was shown and answered, checked; the rest is nobody's answer. */
static Error *answers_take(Ctx *cx, int64_t form_id, const EvaluationAnswer *answers, size_t count, EvaluationAnswer **taken, size_t *taken_count)
{
    EvaluationItem *items;
    size_t item_count;
    Error *errors = OK;
    TRY(evaluation_form_items(cx, form_id, &items, &item_count));
    *taken = array(cx, EvaluationAnswer, item_count + 1), *taken_count = 0;
    for (size_t i = 0; i < item_count; i++) {
        const EvaluationAnswer *answer = answer_to(answers, count, items[i].question_id);
        if (!evaluation_item_shown(items, item_count, &items[i], *taken, *taken_count)) continue;
        errors_add(&errors, answer_check(cx, &items[i], answer));
        if (!answer || (!answer->choices && blank(answer->words))) continue;
        (*taken)[(*taken_count)++] = same(items[i].kind, "text") ? (EvaluationAnswer){ items[i].question_id, 0, text_trim(cx, answer->words) }
                                                               : (EvaluationAnswer){ items[i].question_id, answer->choices | (answer_means_yes(&items[i], answer->choices) ? MEANS_YES : 0), "" };
    }
    return errors;
}

Error *evaluation_answer(Ctx *cx, const char *token, const EvaluationAnswer *answers, size_t count)
{
    Evaluation evaluation = {0};
    EvaluationAnswer *taken;
    size_t n;
    int64_t held = 0, marked = 0;
    TRY(evaluation_find(cx, token, &evaluation));
    if (evaluation.answered) return OK;
    TRY(db_run(cx, evaluation_round_hold, &held, INT(evaluation.event_id), STR(evaluation.kind), INT(cx->now)));   /* so that it is not closed meanwhile */
    if (!held) return conflict(cx, "The time to answer is over. Thank you all the same");
    TRY(answers_take(cx, evaluation.form_id, answers, count, &taken, &n));
    TRY(db_run(cx, evaluation_mark_answered, &marked, INT(evaluation.registration_id), STR(evaluation.kind)));
    if (!marked) return OK;
    TRY(db_run(cx, evaluation_box_put, NULL, INT(id_of_chance()), INT(evaluation.event_id), STR(evaluation.kind), STR(seal(cx, BOX_PURPOSE, answers_packed(cx, taken, n)))));
    return fact(cx, "evaluation.answered", evaluation.event_id);
}

Error *evaluation_is_answered(Ctx *cx, int64_t registration_id, bool *answered)
{
    int64_t count = 0;
    TRY(db_number(cx, evaluation_answered_count, &count, INT(registration_id)));
    *answered = count > 0;
    return OK;
}

Error *evaluations_waiting(Ctx *cx, EvaluationWaiting **list, size_t *count)
{
    static const Column waiting[] = { COLUMN(EvaluationWaiting, registration_id), COLUMN(EvaluationWaiting, closes_at), COLUMN(EvaluationWaiting, kind), COLUMN(EvaluationWaiting, title) };
    return db_list(cx, evaluations_of_person, waiting, list, count, INT(cx->who->id), INT(cx->now));
}
