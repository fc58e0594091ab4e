/* The questions of a form as whoever answers them sees them; and the head that the office's pages about evaluation share. */
#pragma once
#include "platform/html/field.h"
#include "rooms/booking/evaluation.h"

void evaluation_fields(Out *out, const Request *rq, const EvaluationItem *items, size_t count);

typedef enum { TAB_RESULTS, TAB_FORMS, TAB_QUESTIONS } EvaluationTab;
void evaluation_head(Out *out, EvaluationTab tab, const char *button, const char *href);   /* button NULL: none */
const char *evaluation_sent_words(Ctx *cx, const EvaluationForm *form);                     /* "Sent when the last session is over, open for 14 days" */
