/*
 * Evaluation: the office's bank of questions, the forms made of them, and which form a course's events are followed by. One form is
 * sent when the last session is over, another some weeks later. evaluation_round.h sends them and takes the answers.
 */
#pragma once
#include "platform/db/db.h"

enum { EVALUATION_QUESTIONS_MOST = 300, EVALUATION_FORM_MOST = 20, EVALUATION_FORMS_MOST = 60, EVALUATION_CHOICES_MOST = 8, SCALE = 5 };

/* kind: scale (1 to 5), choice (one), many (some), text. about: course, facilitator, venue, practice, pupils. */
typedef struct {
    int64_t     id, yes, retired, asked;              /* asked: it stands in a form that was sent, and so keeps its kind and choices */
    const char *kind, *about, *words, *hint, *choices;
} EvaluationQuestion;

/* The choices as people read them, the first is choice 1; of a scale "1, Poor", "2" ... "5, Excellent"; of a text none. */
void evaluation_choices(Ctx *cx, const char *kind, const char *choices, const char *const **list, size_t *count);
bool evaluation_means_yes(const char *kind, int64_t yes, int64_t choice);
const char *evaluation_kind_words(const char *kind);   /* "A scale of five" */
const char *evaluation_about_words(const char *about); /* "The course" */

CHECKED Error *evaluation_bank(Ctx *cx, EvaluationQuestion **list, size_t *count);   /* by what they are about, retired ones last */
CHECKED Error *evaluation_question_find(Ctx *cx, int64_t id, EvaluationQuestion *question);
CHECKED Error *evaluation_question_add(Ctx *cx, EvaluationQuestion *question);       /* sets its id */
CHECKED Error *evaluation_question_change(Ctx *cx, const EvaluationQuestion *question);
CHECKED Error *evaluation_question_retire(Ctx *cx, int64_t id, bool retired);        /* no form takes it any more; those that have it keep it */

typedef struct { int64_t id, after_days, open_days, standard, retired, questions, courses; const char *kind, *name, *intro; } EvaluationForm;   /* kind: end, follow-up */
typedef struct { int64_t question_id, needed, shown_if_question_id, shown_if_yes, yes; const char *kind, *about, *words, *hint, *choices; } EvaluationItem;

CHECKED Error *evaluation_forms(Ctx *cx, EvaluationForm **list, size_t *count);
CHECKED Error *evaluation_form_find(Ctx *cx, int64_t id, EvaluationForm *form);
CHECKED Error *evaluation_form_items(Ctx *cx, int64_t form_id, EvaluationItem **items, size_t *count);   /* in their order */
CHECKED Error *evaluation_form_add(Ctx *cx, EvaluationForm *form);
CHECKED Error *evaluation_form_change(Ctx *cx, const EvaluationForm *form);         /* its name, words and days */
CHECKED Error *evaluation_form_make_standard(Ctx *cx, int64_t id);                  /* in place of the one of its kind */
CHECKED Error *evaluation_form_retire(Ctx *cx, int64_t id, bool retired);           /* refused for the standard one */

/* At the end of the form. A condition is about a question before it that is not a text. */
CHECKED Error *evaluation_item_add(Ctx *cx, int64_t form_id, const EvaluationItem *item);
CHECKED Error *evaluation_item_remove(Ctx *cx, int64_t form_id, int64_t question_id);   /* refused while another's condition is about it */
CHECKED Error *evaluation_item_move(Ctx *cx, int64_t form_id, int64_t question_id);     /* one up; at the top, or past its condition, nothing changes */

typedef struct { int64_t course_id; const char *code, *title; } EvaluatedCourse;
CHECKED Error *evaluation_courses(Ctx *cx, int64_t form_id, EvaluatedCourse **list, size_t *count);
/* This course's events are followed by that form, in place of the one of its kind. A form without questions is not sent, so then nobody is asked. */
CHECKED Error *evaluation_of_course_set(Ctx *cx, int64_t course_id, int64_t form_id);
CHECKED Error *evaluation_of_course_reset(Ctx *cx, int64_t course_id, int64_t form_id);   /* the standard one again */
