/* Forms made of the bank's questions, and the courses that have one of their own. */
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/booking/evaluation.h"

enum { NAME_MOST = 80, INTRO_MOST = 500, AFTER_MOST = 365, OPEN_LEAST = 3, OPEN_MOST = 60 };

#define FIELDS "SELECT f.id, f.kind, f.name, f.intro, f.after_days, f.open_days, f.standard, f.retired," \
               " (SELECT count(*) FROM evaluation_form_question i WHERE i.form_id = f.id) AS questions, (SELECT count(*) FROM evaluation_of_course c WHERE c.form_id = f.id) AS courses" \
               " FROM evaluation_form f"
SQL(evaluation_form_list, FIELDS " ORDER BY f.retired, f.kind, f.standard DESC, f.id LIMIT 60");
SQL(evaluation_form_by_id, FIELDS " WHERE f.id = $1");
SQL(evaluation_form_count, "SELECT count(*) FROM evaluation_form");
SQL(evaluation_form_insert, "INSERT INTO evaluation_form (id, kind, name, intro, after_days, open_days) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(evaluation_form_update, "UPDATE evaluation_form SET name = $2, intro = $3, after_days = $4, open_days = $5 WHERE id = $1");
SQL(evaluation_form_put_standard, "UPDATE evaluation_form SET standard = CASE WHEN id = $1 THEN 1 ELSE 0 END WHERE kind = $2 AND (standard = 1 OR id = $1)");
SQL(evaluation_form_put_retired, "UPDATE evaluation_form SET retired = $2 WHERE id = $1 AND (standard = 0 OR CAST($2 AS BIGINT) = 0)");
SQL(evaluation_item_list,
    "SELECT i.question_id, i.needed, i.shown_if_question_id, i.shown_if_yes, q.yes, q.kind, q.about, q.words, q.hint, q.choices FROM evaluation_form_question i"
    "  JOIN evaluation_question q ON q.id = i.question_id WHERE i.form_id = $1 ORDER BY i.position LIMIT 20");
SQL(evaluation_item_insert,
    "INSERT INTO evaluation_form_question (form_id, question_id, position, needed, shown_if_question_id, shown_if_yes)"
    " SELECT CAST($1 AS BIGINT), q.id, COALESCE((SELECT max(position) FROM evaluation_form_question WHERE form_id = $1), 0) + 1, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT)"
    "  FROM evaluation_question q WHERE q.id = $2 AND q.retired = 0 ON CONFLICT (form_id, question_id) DO NOTHING");
SQL(evaluation_item_delete, "DELETE FROM evaluation_form_question WHERE form_id = $1 AND question_id = $2");
SQL(evaluation_item_swap,
    "UPDATE evaluation_form_question SET position = (SELECT CAST(sum(position) AS BIGINT) FROM evaluation_form_question WHERE form_id = $1 AND question_id IN ($2, $3)) - position"
    " WHERE form_id = $1 AND question_id IN ($2, $3)");
SQL(evaluation_course_list, "SELECT c.id AS course_id, c.code, c.title FROM evaluation_of_course u JOIN course c ON c.id = u.course_id WHERE u.form_id = $1 ORDER BY c.title, c.id LIMIT 500");
SQL(evaluation_course_put,
    "INSERT INTO evaluation_of_course (course_id, kind, form_id) SELECT c.id, CAST($2 AS TEXT), CAST($3 AS BIGINT) FROM course c WHERE c.id = $1"
    " ON CONFLICT (course_id, kind) DO UPDATE SET form_id = excluded.form_id");
SQL(evaluation_course_delete, "DELETE FROM evaluation_of_course WHERE course_id = $1 AND form_id = $2");

static const Column form_columns[] = {
    COLUMN(EvaluationForm, id), COLUMN(EvaluationForm, kind), COLUMN(EvaluationForm, name), COLUMN(EvaluationForm, intro), COLUMN(EvaluationForm, after_days),
    COLUMN(EvaluationForm, open_days), COLUMN(EvaluationForm, standard), COLUMN(EvaluationForm, retired), COLUMN(EvaluationForm, questions), COLUMN(EvaluationForm, courses),
};
static const Column item_columns[] = {
    COLUMN(EvaluationItem, question_id), COLUMN(EvaluationItem, needed), COLUMN(EvaluationItem, shown_if_question_id), COLUMN(EvaluationItem, shown_if_yes), COLUMN(EvaluationItem, yes),
    COLUMN(EvaluationItem, kind), COLUMN(EvaluationItem, about), COLUMN(EvaluationItem, words), COLUMN(EvaluationItem, hint), COLUMN(EvaluationItem, choices),
};

Error *evaluation_forms(Ctx *cx, EvaluationForm **list, size_t *count)         { return db_list(cx, evaluation_form_list, form_columns, list, count, NONE); }
Error *evaluation_form_find(Ctx *cx, int64_t id, EvaluationForm *form)         { return db_one(cx, evaluation_form_by_id, form_columns, form, INT(id)); }

Error *evaluation_form_items(Ctx *cx, int64_t form_id, EvaluationItem **items, size_t *count)
{
    return db_list(cx, evaluation_item_list, item_columns, items, count, INT(form_id));
}

static Error *form_check(Ctx *cx, EvaluationForm *f)
{
    Error *errors = OK;
    f->name = text_trim(cx, f->name);
    if (blank(f->name) || letters(f->name) > NAME_MOST) errors_add(&errors, invalid(cx, "name", "Enter a name for the form, %d letters or fewer", NAME_MOST));
    if (letters(f->intro) > INTRO_MOST) errors_add(&errors, invalid(cx, "intro", "Shorten the words above the questions to %d letters or fewer", INTRO_MOST));
    if (!one_of(f->kind, "end follow-up") || blank(f->kind)) errors_add(&errors, invalid(cx, "kind", "Choose when it is sent"));
    if (f->after_days < 0 || f->after_days > AFTER_MOST) errors_add(&errors, invalid(cx, "after_days", "Enter the days from the last session until it is sent, from 0 to %d", AFTER_MOST));
    else if (same(f->kind, "follow-up") && f->after_days < 7) errors_add(&errors, invalid(cx, "after_days", "Leave at least 7 days before asking what has changed"));
    if (f->open_days < OPEN_LEAST || f->open_days > OPEN_MOST) errors_add(&errors, invalid(cx, "open_days", "Enter how many days people have to answer, from %d to %d", OPEN_LEAST, OPEN_MOST));
    return errors;
}

Error *evaluation_form_add(Ctx *cx, EvaluationForm *f)
{
    int64_t count = 0;
    TRY(form_check(cx, f));
    TRY(db_number(cx, evaluation_form_count, &count, NONE));
    if (count >= EVALUATION_FORMS_MOST) return invalid(cx, "name", "There are %d forms already. Change one of them instead", EVALUATION_FORMS_MOST);
    f->id = new_id(cx);
    TRY(db_run(cx, evaluation_form_insert, NULL, INT(f->id), STR(f->kind), STR(f->name), STR(f->intro), INT(f->after_days), INT(f->open_days)));
    return trail(cx, "evaluation.form_added", f->id, NULL);
}

Error *evaluation_form_change(Ctx *cx, const EvaluationForm *changed)
{
    EvaluationForm was = {0}, f = *changed;
    TRY(evaluation_form_find(cx, f.id, &was));
    f.kind = was.kind;
    TRY(form_check(cx, &f));
    TRY(db_run(cx, evaluation_form_update, NULL, INT(f.id), STR(f.name), STR(f.intro), INT(f.after_days), INT(f.open_days)));
    return trail(cx, "evaluation.form_changed", f.id, NULL);
}

Error *evaluation_form_make_standard(Ctx *cx, int64_t id)
{
    EvaluationForm form = {0};
    TRY(evaluation_form_find(cx, id, &form));
    if (form.retired) return conflict(cx, "Bring the form back first");
    if (!form.questions) return conflict(cx, "Put a question into the form first");
    TRY(db_run(cx, evaluation_form_put_standard, NULL, INT(id), STR(form.kind)));
    return trail(cx, "evaluation.form_standard", id, NULL);
}

Error *evaluation_form_retire(Ctx *cx, int64_t id, bool retired)
{
    int64_t changed = 0;
    TRY(db_run(cx, evaluation_form_put_retired, &changed, INT(id), INT(retired)));
    if (!changed) {
        EvaluationForm form = {0};
        TRY(evaluation_form_find(cx, id, &form));
        return conflict(cx, "This is the standard form. Make another one the standard first");
    }
    return trail(cx, retired ? "evaluation.form_retired" : "evaluation.form_brought_back", id, NULL);
}

/* ---- its questions ---- */

static size_t item_at(const EvaluationItem *items, size_t count, int64_t question_id)
{
    size_t i = 0;
    while (i < count && items[i].question_id != question_id) i++;
    return i;
}

Error *evaluation_item_add(Ctx *cx, int64_t form_id, const EvaluationItem *item)
{
    EvaluationForm form = {0};
    EvaluationItem *items;
    size_t count;
    int64_t added = 0;
    TRY(evaluation_form_find(cx, form_id, &form));
    TRY(evaluation_form_items(cx, form_id, &items, &count));
    if (count >= EVALUATION_FORM_MOST) return invalid(cx, "question", "A form has %d questions at most. Nobody answers more", EVALUATION_FORM_MOST);
    if (item->shown_if_question_id) {
        size_t at = item_at(items, count, item->shown_if_question_id);
        if (at == count || same(items[at].kind, "text")) return invalid(cx, "shown_if", "Choose a question that stands in this form already");
    }
    TRY(db_run(cx, evaluation_item_insert, &added, INT(form_id), INT(item->question_id), INT(item->needed != 0), REF(item->shown_if_question_id), INT(item->shown_if_yes != 0)));
    if (!added) return invalid(cx, "question", "Choose a question that is in use and not in this form yet");
    return trail(cx, "evaluation.form_changed", form_id, NULL);
}

Error *evaluation_item_remove(Ctx *cx, int64_t form_id, int64_t question_id)
{
    EvaluationItem *items;
    size_t count;
    int64_t removed = 0;
    TRY(evaluation_form_items(cx, form_id, &items, &count));
    for (size_t i = 0; i < count; i++)
        if (items[i].shown_if_question_id == question_id) return conflict(cx, "“%s” is shown by the answer to it. Remove that one first", items[i].words);
    TRY(db_run(cx, evaluation_item_delete, &removed, INT(form_id), INT(question_id)));
    return removed ? trail(cx, "evaluation.form_changed", form_id, NULL) : missing(cx, "form %ld has no question %ld", (long)form_id, (long)question_id);
}

Error *evaluation_item_move(Ctx *cx, int64_t form_id, int64_t question_id)
{
    EvaluationItem *items;
    size_t count;
    TRY(evaluation_form_items(cx, form_id, &items, &count));
    size_t at = item_at(items, count, question_id);
    if (at == count) return missing(cx, "form %ld has no question %ld", (long)form_id, (long)question_id);
    if (!at || items[at].shown_if_question_id == items[at - 1].question_id) return OK;
    TRY(db_run(cx, evaluation_item_swap, NULL, INT(form_id), INT(question_id), INT(items[at - 1].question_id)));
    return trail(cx, "evaluation.form_changed", form_id, NULL);
}

/* ---- its courses ---- */

Error *evaluation_courses(Ctx *cx, int64_t form_id, EvaluatedCourse **list, size_t *count)
{
    static const Column columns[] = { COLUMN(EvaluatedCourse, course_id), COLUMN(EvaluatedCourse, code), COLUMN(EvaluatedCourse, title) };
    return db_list(cx, evaluation_course_list, columns, list, count, INT(form_id));
}

Error *evaluation_of_course_set(Ctx *cx, int64_t course_id, int64_t form_id)
{
    EvaluationForm form = {0};
    int64_t put = 0;
    TRY(evaluation_form_find(cx, form_id, &form));
    if (form.retired) return conflict(cx, "Bring the form back first");
    TRY(db_run(cx, evaluation_course_put, &put, INT(course_id), STR(form.kind), INT(form_id)));
    return put ? trail(cx, "evaluation.course_set", course_id, NULL) : invalid(cx, "course", "Choose a course");
}

Error *evaluation_of_course_reset(Ctx *cx, int64_t course_id, int64_t form_id)
{
    int64_t removed = 0;
    TRY(db_run(cx, evaluation_course_delete, &removed, INT(course_id), INT(form_id)));
    return removed ? trail(cx, "evaluation.course_set", course_id, NULL) : missing(cx, "course %ld has not that form", (long)course_id);
}
