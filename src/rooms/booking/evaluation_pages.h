/* The questions of a form as whoever answers them sees them; and the head that the office's pages about evaluation share. */
#pragma once
#include "platform/html/field.h"
#include "rooms/booking/evaluation_results.h"

void evaluation_fields(Out *out, const Request *rq, const EvaluationItem *items, size_t count);

void said_of_mine(Out *out, const ResultsEvent *list, size_t count);   /* a panel on the page of what somebody leads; nothing for nothing */

typedef enum { TAB_RESULTS, TAB_FORMS, TAB_QUESTIONS } EvaluationTab;
void evaluation_head(Out *out, EvaluationTab tab, const char *button, const char *href);   /* button NULL: none */
const char *evaluation_sent_words(Ctx *cx, const EvaluationForm *form);                     /* "Sent when the last session is over, open for 14 days" */
