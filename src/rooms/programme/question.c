#include "rooms/programme/question.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/trail.h"

SQL(questions_asked,
    "SELECT id, event_id, position, needed, shown_if, words, hint, kind, options, shown_answer FROM question WHERE event_id = $1 AND retired = 0 ORDER BY position, id LIMIT 50");
SQL(question_add,
    "INSERT INTO question (id, event_id, position, words, hint, kind, options, needed, shown_if, shown_answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
SQL(question_change,
    "UPDATE question SET words = $2, hint = $3, kind = $4, options = $5, needed = $6, shown_if = $7, shown_answer = $8 WHERE id = $1");
SQL(question_place,  "UPDATE question SET position = $2 WHERE id = $1");
SQL(question_retire, "UPDATE question SET retired = 1 WHERE id = $1");

static const Column question_columns[] = {
    COLUMN(Question, id), COLUMN(Question, event_id), COLUMN(Question, position), COLUMN(Question, needed), COLUMN(Question, shown_if), COLUMN(Question, words), COLUMN(Question, hint),
    COLUMN(Question, kind), COLUMN(Question, options), COLUMN(Question, shown_answer),
};

Error *questions_of(Ctx *cx, int64_t event_id, Question **list, size_t *count) { return db_list(cx, questions_asked, question_columns, list, count, INT(event_id)); }

const Question *question_among(const Question *list, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].id == id) return &list[i];
    return NULL;
}

static const struct { const char *kind, *words; } kinds[] = {
    { "text", "Words of their own" }, { "yes", "Yes or no" }, { "one", "One of several" }, { "several", "Any of several" },
};

const char *question_kind_words(const char *kind)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (same(kinds[i].kind, kind)) return kinds[i].words;
    return kind;
}

static const char *const *lines(Ctx *cx, const char *typed, size_t *count)
{
    const char **list = array(cx, const char *, OPTIONS_MOST + 2);
    *count = 0;
    while (*typed && *count <= OPTIONS_MOST) {
        size_t length = strcspn(typed, "\n");
        const char *line = text_trim(cx, text_copy(cx, typed, length));
        if (*line) list[(*count)++] = line;
        typed += length + (typed[length] == '\n');
    }
    return list;
}

void question_options(Ctx *cx, const Question *question, const char *const **options, size_t *count)
{
    static const char *const yes_no[] = { "Yes", "No" };
    *options = yes_no, *count = same(question->kind, "yes") ? COUNT(yes_no) : 0;
    if (one_of(question->kind, "one several")) *options = lines(cx, question->options, count);
}

static bool is_option(Ctx *cx, const Question *question, const char *answer)
{
    const char *const *options;
    size_t count;
    question_options(cx, question, &options, &count);
    for (size_t i = 0; i < count; i++)
        if (same(options[i], answer)) return true;
    return false;
}

/* ---- changed by whoever owns the event ---- */

typedef struct { Event event; Question *list; size_t count; } Asked;

static Error *take_in_hand(Ctx *cx, int64_t event_id, Asked *asked)
{
    TRY(event_hold_own(cx, event_id, &asked->event));
    if (one_of(asked->event.state, "cancelled archived")) return conflict(cx, "This event is %s, so it stays as it is", asked->event.state);
    return questions_of(cx, event_id, &asked->list, &asked->count);
}

static Error *line_check(Ctx *cx, const char *field, const char *words, int64_t most)
{
    return (int64_t)letters(words) <= most && text_is_line(words) ? OK : invalid(cx, field, "Use %ld characters or fewer, in one line", (long)most);
}

static Error *options_check(Ctx *cx, const Question *question)
{
    const char *const *options;
    size_t count;
    question_options(cx, question, &options, &count);
    if (!one_of(question->kind, "one several")) return OK;
    if (count < OPTIONS_LEAST || count > OPTIONS_MOST) return invalid(cx, "options", "Enter from %d to %d answers to choose from, a line each", OPTIONS_LEAST, OPTIONS_MOST);
    for (size_t i = 0; i < count; i++) {
        TRY(line_check(cx, "options", options[i], OPTION_MOST));
        for (size_t k = 0; k < i; k++)
            if (same(options[k], options[i])) return invalid(cx, "options", "“%s” stands there twice", options[i]);
    }
    return OK;
}

/* Those that are asked only where this one is answered so must still find that answer. */
static Error *dependents_check(Ctx *cx, const Asked *asked, const Question *question)
{
    for (size_t i = 0; i < asked->count; i++)
        if (question->id && asked->list[i].shown_if == question->id && !is_option(cx, question, asked->list[i].shown_answer))
            return invalid(cx, "options", "“%s” is asked only where this is answered “%s”: change that question first", asked->list[i].words, asked->list[i].shown_answer);
    return OK;
}

static Error *condition_check(Ctx *cx, const Asked *asked, const Question *question)
{
    if (!question->shown_if) return OK;
    const Question *on = question_among(asked->list, asked->count, question->shown_if), *here = question_among(asked->list, asked->count, question->id);
    bool before = on && on->id != question->id && (!here || on->position < here->position);
    return before && is_option(cx, on, question->shown_answer) ? OK : invalid(cx, "shown_if", "Choose an answer to a question that stands before this one");
}

static Error *question_check(Ctx *cx, const Asked *asked, const Question *question)
{
    Error *errors = blank(question->words) ? invalid(cx, "words", "Enter the question") : line_check(cx, "words", question->words, QUESTION_MOST);
    errors_add(&errors, line_check(cx, "hint", question->hint, QUESTION_MOST));
    if (!one_of(question->kind, "text yes one several") || blank(question->kind)) errors_add(&errors, invalid(cx, "kind", "Choose how it is answered"));
    errors_add(&errors, options_check(cx, question));
    errors_add(&errors, dependents_check(cx, asked, question));
    errors_add(&errors, condition_check(cx, asked, question));
    return errors;
}

static const char *options_kept(Ctx *cx, const Question *question)
{
    const char *const *options;
    size_t count;
    Draft draft = { .cx = cx };
    question_options(cx, question, &options, &count);
    if (!one_of(question->kind, "one several")) return "";
    for (size_t i = 0; i < count; i++) draft_add(&draft, "%s%s", i ? "\n" : "", options[i]);
    return draft_text(&draft);
}

static Error *put(Ctx *cx, const Question *q, int64_t position)
{
    return db_run(cx, question_add, NULL, INT(q->id), INT(q->event_id), INT(position), STR(q->words), STR(q->hint), STR(q->kind), STR(options_kept(cx, q)), INT(q->needed),
                  REF(q->shown_if), STR(q->shown_if ? q->shown_answer : ""));
}

Error *question_save(Ctx *cx, const Question *typed)
{
    Asked asked = {0};
    Question q = *typed;
    TRY(take_in_hand(cx, q.event_id, &asked));
    q.words = text_trim(cx, q.words), q.hint = text_trim(cx, q.hint);
    if (q.id && !question_among(asked.list, asked.count, q.id)) return missing(cx, "event %ld asks no question %ld", (long)q.event_id, (long)q.id);
    if (!q.id && asked.count >= QUESTIONS_MOST) return conflict(cx, "An event asks %d questions at most", QUESTIONS_MOST);
    TRY(question_check(cx, &asked, &q));
    if (q.id) TRY(db_run(cx, question_change, NULL, INT(q.id), STR(q.words), STR(q.hint), STR(q.kind), STR(options_kept(cx, &q)), INT(q.needed), REF(q.shown_if), STR(q.shown_if ? q.shown_answer : "")));
    else {
        q.id = new_id(cx);
        TRY(put(cx, &q, asked.count ? asked.list[asked.count - 1].position + 1 : 1));
    }
    TRY(event_rule_set(cx, q.event_id, RULE_QUESTIONS, true));
    return trail(cx, "event.questions_changed", q.event_id, NULL);
}

Error *question_up(Ctx *cx, int64_t event_id, int64_t id)
{
    Asked asked = {0};
    TRY(take_in_hand(cx, event_id, &asked));
    const Question *q = question_among(asked.list, asked.count, id);
    if (!q) return missing(cx, "event %ld asks no question %ld", (long)event_id, (long)id);
    if (q == asked.list) return conflict(cx, "It is the first already");
    const Question *above = q - 1;
    if (q->shown_if == above->id) return conflict(cx, "It is asked only where “%s” is answered so, and stays behind it", above->words);
    TRY(db_run(cx, question_place, NULL, INT(q->id), INT(above->position)));
    TRY(db_run(cx, question_place, NULL, INT(above->id), INT(q->position)));
    return trail(cx, "event.questions_changed", event_id, NULL);
}

Error *question_drop(Ctx *cx, int64_t event_id, int64_t id)
{
    Asked asked = {0};
    TRY(take_in_hand(cx, event_id, &asked));
    if (!question_among(asked.list, asked.count, id)) return missing(cx, "event %ld asks no question %ld", (long)event_id, (long)id);
    for (size_t i = 0; i < asked.count; i++)
        if (asked.list[i].shown_if == id) return conflict(cx, "“%s” is asked only where this is answered so: change that first", asked.list[i].words);
    TRY(db_run(cx, question_retire, NULL, INT(id)));
    TRY(event_rule_set(cx, event_id, RULE_QUESTIONS, asked.count > 1));
    return trail(cx, "event.questions_changed", event_id, NULL);
}

Error *questions_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    Question *list;
    size_t count;
    TRY(questions_of(cx, event_id, &list, &count));
    int64_t *made = array(cx, int64_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        Question copy = list[i];
        copy.id = made[i] = new_id(cx), copy.event_id = copy_id;
        for (size_t k = 0; k < i; k++)
            if (list[k].id == list[i].shown_if) copy.shown_if = made[k];
        TRY(put(cx, &copy, (int64_t)i + 1));
    }
    return count ? event_rule_set(cx, copy_id, RULE_QUESTIONS, true) : OK;
}
