/* An event's questions on a form. */
#pragma once
#include "platform/html/field.h"
#include "rooms/booking/answers.h"

/* Those of one person, with the marker that they were there; what is hidden by an answer says so in words, and a script hides it. given: what was answered before. */
void          answer_fields(Out *out, const Request *rq, const Question *questions, size_t count, const char *key, const AnswerGiven *given, size_t given_count);
/* What came with the form. */
const TypedAnswers *answers_typed(Ctx *cx, const Request *rq);
/* Where somebody comes to a place that stands: what is asked of them, and what came back, once they have it. Nothing where the event asks nothing. */
CHECKED Error *answers_of_newcomer(Out *out, const Request *rq, const Event *event);
CHECKED Error *answers_of_newcomer_set(Ctx *cx, const Request *rq, int64_t registration_id);
/* On the page of a place: what was answered and, of one's own, whether what one needs is shared. */
CHECKED Error *answers_part(Ctx *cx, Out *out, const Request *rq, Response *rs, const Registration *r, const Event *event);
