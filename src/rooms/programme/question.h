/*
 * Questions that an event asks of each person who is booked on it (RULE_QUESTIONS): text, yes or no, one of several, several of several; asked of everybody,
 * or only where another that stands before it is answered so. What was answered is booking's (answers.h), is the organiser's to read, and is deleted after
 * the event.
 */
#pragma once
#include "rooms/programme/event_rules.h"

enum { QUESTIONS_MOST = 12, QUESTION_MOST = 200, OPTIONS_LEAST = 2, OPTIONS_MOST = 20, OPTION_MOST = 100 };

typedef struct {
    int64_t     id, event_id, position, needed, shown_if;      /* shown_if 0: asked of everybody */
    const char *words, *hint, *kind, *options, *shown_answer;  /* kind: "text", "yes", "one", "several"; options: a line each */
} Question;

/* Of one event, in their order; QUESTIONS_MOST at most. */
CHECKED Error *questions_of(Ctx *cx, int64_t event_id, Question **list, size_t *count);
/* What can be chosen: "Yes" and "No", or the options; none of a text. */
void           question_options(Ctx *cx, const Question *question, const char *const **options, size_t *count);
const Question *question_among(const Question *list, size_t count, int64_t id);      /* NULL: it is not */
const char    *question_kind_words(const char *kind);

/* Of an event that is one's own; id 0 adds one at the end. Refused about "words", "hint", "kind", "options", "shown_if". */
CHECKED Error *question_save(Ctx *cx, const Question *question);
/* One place up. CONFLICT where it would come before the question that decides whether it is asked. */
CHECKED Error *question_up(Ctx *cx, int64_t event_id, int64_t id);
/* Asked no more. CONFLICT while another depends on it. */
CHECKED Error *question_drop(Ctx *cx, int64_t event_id, int64_t id);

CHECKED Error *questions_copy(Ctx *cx, int64_t event_id, int64_t copy_id);
