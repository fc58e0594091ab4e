/*
 * What an event's questions (programme/question.h) are answered with, by each person who is booked on it. A question that is not asked, for the one before it is
 * answered otherwise, has no answer, whatever came with the form. Answers are read by their person, whoever books for their school, and the event's owner; they
 * are in no trail; those of a place that is given up go within the hour, the others ANSWERS_KEPT_DAYS after the event.
 */
#pragma once
#include "rooms/booking/booking.h"
#include "rooms/programme/question.h"

enum { ANSWERS_KEPT_DAYS = 14, ANSWER_MOST = 300, ANSWERS_READ_MOST = 20000 };

/* Fields of a form as they came, in any order: "q12_102", question 12 of person 102. */
typedef struct { const char *name, *value; } TypedAnswer;
struct TypedAnswers { const TypedAnswer *list; size_t count; };      /* TypedAnswers, of booking.h */

/* How a person is called in the names of their fields: by their id, the nth of those not known yet "new-n". */
const char *answer_key(Ctx *cx, int64_t person_id, size_t stranger);
const char *answer_field(Ctx *cx, int64_t question_id, const char *key);
const char *answer_marker(Ctx *cx, const char *key);      /* the field that says that this person's questions were on the page */
const char *answer_words(Ctx *cx, const char *words);     /* as people read it: several apart by commas */

/* Of one person: an answer for each question, "" for none. Refused about its field; `who` is whose it is in the words, "" where that is clear. */
CHECKED Error *answers_settle(Ctx *cx, const Question *questions, size_t count, const TypedAnswers *typed, const char *key, const char *who, const char **words);

/* Of a booking that is being made: settled for everybody who has a name, in their order. further() about "answers" while somebody has not been asked. The owner of
 * the event may book without. */
typedef struct { const Question *questions; size_t count; const char *const *const *words; } Settled;      /* words[i] NULL: nothing of this person */
CHECKED Error *answers_check(Ctx *cx, const Event *event, const BookingRequest *request, Settled *settled);
CHECKED Error *answers_keep(Ctx *cx, const Event *event, const Settled *settled, const Booked *booked);

/* Of one place, by its person or whoever may hand it on, in place of what was there: until the event begins. `event` is the place's. */
CHECKED Error *answers_set(Ctx *cx, int64_t registration_id, const TypedAnswers *typed, const char *key);

/* question: its words; title: the event's. The first is for whoever has found the registration. */
typedef struct { int64_t registration_id, question_id; const char *question, *title, *words; } AnswerGiven;
CHECKED Error *answers_of(Ctx *cx, int64_t registration_id, AnswerGiven **list, size_t *count);
CHECKED Error *answers_of_mine(Ctx *cx, AnswerGiven **list, size_t *count);                              /* at most 200 */
CHECKED Error *answers_of_event(Ctx *cx, int64_t event_id, AnswerGiven **list, size_t *count);          /* by registration; of who has a place, waits or asks; the caller owns the event */
const char    *answer_of(const AnswerGiven *list, size_t count, int64_t registration_id, int64_t question_id);      /* "" for none */

/* Confirmed places of the person signed in, at events to come, of which nothing is answered and something must be: whoever booked them could not be asked. At most 5. */
typedef struct { int64_t registration_id; const char *title, *starts_on; } Unanswered;
CHECKED Error *answers_wanting(Ctx *cx, Unanswered **list, size_t *count);

/* For the job: deletes the next of those that are over, with what was shared beyond its event. */
CHECKED Error *answers_forget_slice(Ctx *cx, int64_t *done);
