#include "rooms/booking/answers.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/registration_acts.h"
#include "rooms/members/permission.h"

enum { DAY = 86400, MINE_MOST = 200 };

SQL(answer_put,   "INSERT INTO booking_answer (registration_id, question_id, event_id, words) VALUES ($1, $2, $3, $4)");
SQL(answers_drop, "DELETE FROM booking_answer WHERE registration_id = $1");
#define GIVEN \
    "SELECT a.registration_id, a.question_id, q.words AS question, c.title, a.words FROM booking_answer a JOIN question q ON q.id = a.question_id" \
    "  JOIN registration r ON r.id = a.registration_id JOIN event e ON e.id = a.event_id JOIN course c ON c.id = e.course_id"
SQL(answers_of_place, GIVEN " WHERE a.registration_id = $1 ORDER BY q.position, q.id LIMIT 50");
SQL(answers_of_whom,  GIVEN " WHERE r.person_id = $1 ORDER BY e.starts_at, a.registration_id, q.position, q.id LIMIT CAST($2 AS BIGINT)");
SQL(answers_at_event, GIVEN " WHERE a.event_id = $1 AND " REGISTRATION_LIVE("r.") " ORDER BY a.registration_id, q.position, q.id LIMIT CAST($2 AS BIGINT)");
/* $3 is the rule's bit. */
SQL(answers_wanted,
    "SELECT r.id AS registration_id, c.title, e.starts_on FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id"
    " WHERE r.person_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.state = 'confirmed' AND e.starts_at > $2 AND e.state <> 'cancelled' AND e.rules & $3 <> 0"
    "   AND NOT EXISTS (SELECT 1 FROM booking_answer a WHERE a.registration_id = r.id)"
    "   AND EXISTS (SELECT 1 FROM question q WHERE q.event_id = e.id AND q.retired = 0 AND q.needed = 1 AND q.shown_if IS NULL) ORDER BY e.starts_at, r.id LIMIT 5");
/* One event's at a time, however many were there. */
SQL(answers_over,     "DELETE FROM booking_answer WHERE event_id = (SELECT a.event_id FROM booking_answer a JOIN event e ON e.id = a.event_id WHERE e.ends_at <= $1 ORDER BY a.event_id LIMIT 1)");
SQL(answers_given_up, "DELETE FROM booking_answer WHERE registration_id IN (SELECT a.registration_id FROM booking_answer a JOIN registration r ON r.id = a.registration_id WHERE " REGISTRATION_OVER("r.")
                      " ORDER BY a.registration_id LIMIT 100)");
SQL(needs_over,       "DELETE FROM registration_need WHERE registration_id IN (SELECT n.registration_id FROM registration_need n JOIN registration r ON r.id = n.registration_id JOIN event e ON e.id = n.event_id"
                      " WHERE e.ends_at <= $1 OR " REGISTRATION_OVER("r.") " ORDER BY n.registration_id LIMIT 200)");

static const Column given_columns[] = { COLUMN(AnswerGiven, registration_id), COLUMN(AnswerGiven, question_id), COLUMN(AnswerGiven, question), COLUMN(AnswerGiven, title), COLUMN(AnswerGiven, words) };

/* ---- as it comes with a form ---- */

const char *answer_key(Ctx *cx, int64_t person_id, size_t stranger) { return person_id ? text(cx, "%ld", (long)person_id) : text(cx, "new-%zu", stranger); }
const char *answer_field(Ctx *cx, int64_t question_id, const char *key) { return text(cx, "q%ld_%s", (long)question_id, key); }
const char *answer_marker(Ctx *cx, const char *key) { return text(cx, "asked_%s", key); }

const char *answer_words(Ctx *cx, const char *words)
{
    Draft draft = { .cx = cx };
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, "\n");
        draft_add(&draft, "%s%s", draft.length ? ", " : "", text_copy(cx, at, length));
        at += length + (at[length] == '\n');
    }
    return draft_text(&draft);
}

static bool came(const TypedAnswers *typed, const char *name)
{
    for (size_t i = 0; i < typed->count; i++)
        if (same(typed->list[i].name, name)) return true;
    return false;
}

static bool has_line(const char *words, const char *line)
{
    size_t length = strlen(line);
    for (const char *at = words; *at; at += strcspn(at, "\n"), at += *at == '\n')
        if (strcspn(at, "\n") == length && !strncmp(at, line, length)) return true;
    return false;
}

/* Where it depends on another, that one is settled, for it stands before. */
static bool is_asked(const Question *questions, const char *const *words, size_t at)
{
    if (!questions[at].shown_if) return true;
    for (size_t i = 0; i < at; i++)
        if (questions[i].id == questions[at].shown_if) return has_line(words[i], questions[at].shown_answer);
    return false;
}

static Error *chosen(Ctx *cx, const Question *question, const TypedAnswers *typed, const char *field, const char **words)
{
    const char *const *options;
    size_t count;
    Draft draft = { .cx = cx };
    question_options(cx, question, &options, &count);
    for (size_t i = 0; i < typed->count; i++) {
        int64_t number;
        if (!same(typed->list[i].name, field) || blank(typed->list[i].value)) continue;
        if (!number_parse(typed->list[i].value, 1, (int64_t)count, &number)) return invalid(cx, field, "Choose from the answers to “%s”", question->words);
        if (draft.length && !same(question->kind, "several")) return invalid(cx, field, "Choose one answer to “%s”", question->words);
        if (!has_line(draft_text(&draft), options[number - 1])) draft_add(&draft, "%s%s", draft.length ? "\n" : "", options[number - 1]);
    }
    *words = draft_text(&draft);
    return OK;
}

static Error *written(Ctx *cx, const TypedAnswers *typed, const char *field, const char **words)
{
    for (size_t i = 0; i < typed->count && blank(*words); i++)
        if (same(typed->list[i].name, field)) *words = text_trim(cx, typed->list[i].value);
    return letters(*words) <= ANSWER_MOST ? OK : invalid(cx, field, "Use %d characters or fewer", ANSWER_MOST);
}

Error *answers_settle(Ctx *cx, const Question *questions, size_t count, const TypedAnswers *typed, const char *key, const char *who, const char **words)
{
    Error *errors = OK;
    for (size_t i = 0; i < count; i++) {
        const Question *q = &questions[i];
        const char *field = answer_field(cx, q->id, key);
        words[i] = "";
        if (!is_asked(questions, words, i)) continue;
        Error *error = same(q->kind, "text") ? written(cx, typed, field, &words[i]) : chosen(cx, q, typed, field, &words[i]);
        if (!error && q->needed && !*words[i]) error = *who ? invalid(cx, field, "Answer “%s” for %s", q->words, who) : invalid(cx, field, "Answer “%s”", q->words);
        errors_add(&errors, error);
    }
    return errors;
}

/* ---- of a booking ---- */

static bool owns(const Ctx *cx, const Event *event)
{
    return may(cx, RUN_PROGRAMME) || (may(cx, OWN_COURSES) && cx->who->organisation_id == event->owner_id);
}

Error *answers_check(Ctx *cx, const Event *event, const BookingRequest *request, Settled *settled)
{
    static const TypedAnswers nothing = { NULL, 0 };
    const TypedAnswers *typed = request->answers ? request->answers : &nothing;
    const char *const **words = array(cx, const char *const *, request->count + 1);
    Question *questions;
    Error *errors = OK;
    size_t stranger = 0;
    bool unasked = false;
    TRY(questions_of(cx, event->id, &questions, &settled->count));
    for (size_t i = 0; i < request->count; i++) {
        const Invitee *one = &request->people[i];
        const char *key = answer_key(cx, one->person_id, one->person_id ? 0 : ++stranger);
        if (!came(typed, answer_marker(cx, key))) {
            unasked |= !owns(cx, event);
            continue;
        }
        const char **theirs = array(cx, const char *, settled->count + 1);
        errors_add(&errors, answers_settle(cx, questions, settled->count, typed, key, request->count > 1 && one->name ? one->name : "", theirs));
        words[i] = theirs;
    }
    if (unasked && !errors) errors = further(cx, "answers");
    settled->questions = questions, settled->words = words;
    return errors;
}

static Error *keep(Ctx *cx, int64_t event_id, int64_t registration_id, const Question *questions, size_t count, const char *const *words)
{
    for (size_t i = 0; i < count; i++)
        if (*words[i]) TRY(db_run(cx, answer_put, NULL, INT(registration_id), INT(questions[i].id), INT(event_id), STR(words[i])));
    return OK;
}

Error *answers_keep(Ctx *cx, const Event *event, const Settled *settled, const Booked *booked)
{
    for (size_t i = 0; i < booked->count; i++)
        if (booked->places[i].person_id && settled->words[i]) TRY(keep(cx, event->id, booked->places[i].registration_id, settled->questions, settled->count, settled->words[i]));
    return OK;
}

Error *answers_set(Ctx *cx, int64_t registration_id, const TypedAnswers *typed, const char *key)
{
    Registration place = {0};
    Event event = {0};
    Question *questions;
    size_t count;
    TRY(registration_take_in_hand(cx, registration_id, &place, &event));
    if (place.person_id != cx->who->id && !registration_is_to_hand_on(cx, &place)) return missing(cx, "registration %ld is not theirs to answer for", (long)registration_id);
    if (!one_of(place.state, "requested waiting offered confirmed")) return conflict(cx, "This place is %s, so nothing is asked any more", place.state);
    if (!place.person_id) return conflict(cx, "Nobody is named for this place yet, so nobody is asked");
    if (event.starts_at <= cx->now) return conflict(cx, "%s has begun. Tell whoever runs it", event.title);
    TRY(questions_of(cx, event.id, &questions, &count));
    const char **words = array(cx, const char *, count + 1);
    TRY(answers_settle(cx, questions, count, typed, key, "", words));
    TRY(db_run(cx, answers_drop, NULL, INT(registration_id)));
    TRY(keep(cx, event.id, registration_id, questions, count, words));
    return trail(cx, "registration.answered", registration_id, NULL);
}

/* ---- read ---- */

Error *answers_of(Ctx *cx, int64_t registration_id, AnswerGiven **list, size_t *count) { return db_list(cx, answers_of_place, given_columns, list, count, INT(registration_id)); }
Error *answers_of_mine(Ctx *cx, AnswerGiven **list, size_t *count) { return db_list(cx, answers_of_whom, given_columns, list, count, INT(cx->who->id), INT(MINE_MOST)); }

Error *answers_of_event(Ctx *cx, int64_t event_id, AnswerGiven **list, size_t *count)
{
    return db_list(cx, answers_at_event, given_columns, list, count, INT(event_id), INT(ANSWERS_READ_MOST));
}

const char *answer_of(const AnswerGiven *list, size_t count, int64_t registration_id, int64_t question_id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].registration_id == registration_id && list[i].question_id == question_id) return list[i].words;
    return "";
}

Error *answers_wanting(Ctx *cx, Unanswered **list, size_t *count)
{
    static const Column columns[] = { COLUMN(Unanswered, registration_id), COLUMN(Unanswered, title), COLUMN(Unanswered, starts_on) };
    return db_list(cx, answers_wanted, columns, list, count, INT(cx->who->id), INT(cx->now), INT(RULE_QUESTIONS));
}

/* ---- forgotten ---- */

Error *answers_forget_slice(Ctx *cx, int64_t *done)
{
    int64_t over = 0, given_up = 0, shared = 0;
    TRY(db_run(cx, answers_over, &over, INT(cx->now - ANSWERS_KEPT_DAYS * DAY)));
    TRY(db_run(cx, answers_given_up, &given_up, NONE));
    TRY(db_run(cx, needs_over, &shared, INT(cx->now)));
    *done = over + given_up + shared;
    return OK;
}
