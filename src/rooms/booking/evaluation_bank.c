/* The bank: questions that forms are made of. */
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/booking/evaluation.h"

enum { WORDS_MOST = 200, HINT_MOST = 200, CHOICE_MOST = 80 };

#define FIELDS "SELECT q.id, q.kind, q.about, q.words, q.hint, q.choices, q.yes, q.retired," \
               " (SELECT count(*) FROM evaluation_form_question f JOIN evaluation_round r ON r.form_id = f.form_id WHERE f.question_id = q.id) AS asked FROM evaluation_question q"
SQL(evaluation_bank_list, FIELDS " ORDER BY q.retired, CASE q.about WHEN 'course' THEN 1 WHEN 'facilitator' THEN 2 WHEN 'venue' THEN 3 WHEN 'practice' THEN 4 ELSE 5 END, q.id LIMIT 300");
SQL(evaluation_question_by_id, FIELDS " WHERE q.id = $1");
SQL(evaluation_question_count, "SELECT count(*) FROM evaluation_question");
SQL(evaluation_question_insert, "INSERT INTO evaluation_question (id, kind, about, words, hint, choices, yes) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(evaluation_question_update, "UPDATE evaluation_question SET kind = $2, about = $3, words = $4, hint = $5, choices = $6, yes = $7 WHERE id = $1");
SQL(evaluation_question_put_retired, "UPDATE evaluation_question SET retired = $2 WHERE id = $1");

static const Column columns[] = {
    COLUMN(EvaluationQuestion, id), COLUMN(EvaluationQuestion, kind), COLUMN(EvaluationQuestion, about), COLUMN(EvaluationQuestion, words), COLUMN(EvaluationQuestion, hint),
    COLUMN(EvaluationQuestion, choices), COLUMN(EvaluationQuestion, yes), COLUMN(EvaluationQuestion, retired), COLUMN(EvaluationQuestion, asked),
};

Error *evaluation_bank(Ctx *cx, EvaluationQuestion **list, size_t *count) { return db_list(cx, evaluation_bank_list, columns, list, count, NONE); }
Error *evaluation_question_find(Ctx *cx, int64_t id, EvaluationQuestion *question) { return db_one(cx, evaluation_question_by_id, columns, question, INT(id)); }

/* The lines that say something, trimmed. */
static void lines_of(Ctx *cx, const char *typed, const char ***list, size_t *count)
{
    size_t most = 1;
    for (const char *c = typed; *c; c++) most += *c == '\n';
    *list = array(cx, const char *, most), *count = 0;
    while (*typed) {
        size_t length = strcspn(typed, "\n");
        const char *line = text_trim(cx, text_copy(cx, typed, length));
        if (*line) (*list)[(*count)++] = line;
        typed += length + (typed[length] == '\n');
    }
}

void evaluation_choices(Ctx *cx, const char *kind, const char *choices, const char *const **list, size_t *count)
{
    const char **lines;
    lines_of(cx, choices, &lines, count);
    *list = lines;
    if (same(kind, "text")) *count = 0;
    if (!same(kind, "scale")) return;
    const char **scale = array(cx, const char *, SCALE);
    for (int i = 0; i < SCALE; i++) scale[i] = text(cx, "%d", i + 1);
    if (*count == 2) scale[0] = text(cx, "1, %s", lines[0]), scale[SCALE - 1] = text(cx, "%d, %s", SCALE, lines[1]);
    *list = scale, *count = SCALE;
}

bool evaluation_means_yes(const char *kind, int64_t yes, int64_t choice) { return same(kind, "scale") ? choice > SCALE - 2 : choice >= 1 && choice <= yes; }

const char *evaluation_kind_words(const char *kind)
{
    return same(kind, "scale") ? "A scale of five" : same(kind, "choice") ? "One of several" : same(kind, "many") ? "Some of several" : "In words";
}

const char *evaluation_about_words(const char *about)
{
    return same(about, "course") ? "The course" : same(about, "facilitator") ? "Who led it" : same(about, "venue") ? "The place" : same(about, "practice") ? "Practice" : "Pupils";
}

static void choices_check(Ctx *cx, EvaluationQuestion *q, Error **errors)
{
    const char **lines;
    size_t n;
    lines_of(cx, q->choices, &lines, &n);
    Draft kept = { .cx = cx };
    for (size_t i = 0; i < n; i++) draft_add(&kept, "%s%s", i ? "\n" : "", lines[i]);
    q->choices = draft_text(&kept);
    for (size_t i = 0; i < n; i++)
        if (letters(lines[i]) > CHOICE_MOST) {
            errors_add(errors, invalid(cx, "choices", "Shorten “%s” to %d letters or fewer", lines[i], CHOICE_MOST));
            return;
        }
    if (same(q->kind, "text")) q->choices = "", q->yes = 0;
    else if (same(q->kind, "scale") && n != 2) errors_add(errors, invalid(cx, "choices", "Enter two lines for a scale: what 1 means, and what 5 means"));
    else if (same(q->kind, "scale")) q->yes = 0;
    else if (n < 2 || n > EVALUATION_CHOICES_MOST) errors_add(errors, invalid(cx, "choices", "Enter two to %d choices, each on a line of its own", EVALUATION_CHOICES_MOST));
    else if (q->yes < 0 || q->yes > (int64_t)n) errors_add(errors, invalid(cx, "yes", "Enter how many of the first choices mean yes, from 0 to %zu", n));
}

static Error *question_check(Ctx *cx, EvaluationQuestion *q)
{
    Error *errors = OK;
    q->words = text_trim(cx, q->words), q->hint = text_trim(cx, q->hint);
    if (blank(q->words)) errors_add(&errors, invalid(cx, "words", "Enter the question"));
    else if (letters(q->words) > WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Shorten the question to %d letters or fewer", WORDS_MOST));
    if (letters(q->hint) > HINT_MOST) errors_add(&errors, invalid(cx, "hint", "Shorten the hint to %d letters or fewer", HINT_MOST));
    if (!one_of(q->about, "course facilitator venue practice pupils") || blank(q->about)) errors_add(&errors, invalid(cx, "about", "Choose what it is about"));
    if (!one_of(q->kind, "scale choice many text") || blank(q->kind)) errors_add(&errors, invalid(cx, "kind", "Choose how it is answered"));
    else choices_check(cx, q, &errors);
    return errors;
}

Error *evaluation_question_add(Ctx *cx, EvaluationQuestion *q)
{
    int64_t count = 0;
    TRY(question_check(cx, q));
    TRY(db_number(cx, evaluation_question_count, &count, NONE));
    if (count >= EVALUATION_QUESTIONS_MOST) return invalid(cx, "words", "The bank holds %d questions already. Use one of them", EVALUATION_QUESTIONS_MOST);
    q->id = new_id(cx);
    TRY(db_run(cx, evaluation_question_insert, NULL, INT(q->id), STR(q->kind), STR(q->about), STR(q->words), STR(q->hint), STR(q->choices), INT(q->yes)));
    return trail(cx, "evaluation.question_added", q->id, NULL);
}

Error *evaluation_question_change(Ctx *cx, const EvaluationQuestion *changed)
{
    EvaluationQuestion was = {0}, q = *changed;
    TRY(evaluation_question_find(cx, q.id, &was));
    TRY(question_check(cx, &q));
    if (was.asked && (!same(was.kind, q.kind) || !same(was.choices, q.choices) || !same(was.about, q.about) || was.yes != q.yes || !same(was.words, q.words)))
        return conflict(cx, "It has been asked already, and its answers are counted by these words. Change its hint only, or add a new question and retire this one");
    TRY(db_run(cx, evaluation_question_update, NULL, INT(q.id), STR(q.kind), STR(q.about), STR(q.words), STR(q.hint), STR(q.choices), INT(q.yes)));
    return trail(cx, "evaluation.question_changed", q.id, NULL);
}

Error *evaluation_question_retire(Ctx *cx, int64_t id, bool retired)
{
    int64_t changed = 0;
    TRY(db_run(cx, evaluation_question_put_retired, &changed, INT(id), INT(retired)));
    if (!changed) return missing(cx, "no question %ld", (long)id);
    return trail(cx, retired ? "evaluation.question_retired" : "evaluation.question_brought_back", id, NULL);
}
