/* What people said of the events of the last fixed year and of this term: with those who did not answer, and with what is still on its way. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/security/seal.h"
#include "rooms/booking/course_rating.h"
#include "rooms/booking/evaluation_box.h"

SQL(demo_asked_add,
    "INSERT INTO evaluation_invitation (registration_id, kind, event_id, answered) SELECT r.id, CAST($2 AS TEXT), r.event_id,"
    " CASE WHEN r.person_id <> $4 AND (r.id * 7919 + $1) % 100 < $3 THEN 1 ELSE 0 END FROM registration r"
    " WHERE r.event_id = $1 AND r.state = 'confirmed' AND r.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'absent')");
/* What they were at last. */
SQL(demo_last_event,
    "SELECT r.event_id FROM registration r JOIN event e ON e.id = r.event_id WHERE r.person_id = $1 AND r.state = 'confirmed' AND e.ends_at < $2"
    " AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'absent') ORDER BY e.ends_at DESC LIMIT 1");
SQL(demo_answered_count, "SELECT count(*) FROM evaluation_invitation WHERE event_id = $1 AND kind = $2 AND answered = 1");
SQL(demo_round_add,   "INSERT INTO evaluation_round (event_id, kind, form_id, opened_at, closes_at, closed_at, answers) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(demo_sum_add,     "INSERT INTO evaluation_sum (event_id, kind, question_id, choice, answers) VALUES ($1, $2, $3, $4, $5)");
SQL(demo_comment_add, "INSERT INTO evaluation_comment (id, event_id, kind, question_id, words) VALUES ($1, $2, $3, $4, $5)");
SQL(demo_box_add,     "INSERT INTO evaluation_box (id, event_id, kind, sealed) VALUES ($1, $2, $3, $4)");
SQL(demo_rated,       "SELECT DISTINCT e.course_id AS id FROM evaluation_round w JOIN event e ON e.id = w.event_id WHERE w.answers > 0 ORDER BY e.course_id LIMIT 1000");

enum { DAY = 86400, END_DAYS = 14, LATER_AFTER = 42, LATER_DAYS = 21, END_FORM = 1, LATER_FORM = 2, QUESTIONS = 17, TOGETHER = 10, WAITS_DAYS = 4 };
static const char since[] = "2022-09-01";

/* The questions of the standard forms that are answered in words, with what people write; each is used in turn. */
static const char *const helped[] = {
    "Seeing it done with real pupils’ work on the table", "Time to plan it with the colleague I came with", "The examples from schools like ours", "That we could try it out before we left", "The one-page summary",
    "Hearing what had not worked elsewhere", "Clear steps for Monday morning", "The films from the classroom", "Talking to people from other schools about the same problem", "The reading list is short and good",
    "Questions were answered, also the awkward ones", "A structure I can use in a staff meeting",
};
static const char *const differently[] = {
    "Five minutes of retrieval at the start of each lesson", "I will ask fewer questions and wait longer", "Plan the transition days with the nursery", "Model the first one together before they work alone",
    "Use the checklist with my teaching assistant", "Stop marking every page and give feedback in the lesson", "Bring it to our phase meeting next week", "Change the seating so that talk is easier",
    "Teach the ten words first", "Share the two charts with governors", "Ring the family earlier", "Look again at what we ask of children with hearing loss",
};
static const char *const change[] = {
    "A little more time for the second half", "Send the slides before, so that we can read them", "The room was warm in the afternoon", "More for those who have done this for years", "Begin at quarter past, after the school run",
    "Nothing, it was just right", "A follow-up meeting in spring would help", "Some examples from secondary, please", "Sound for those online dropped twice", "Parking is difficult there",
};
static const char *const now_do[] = {
    "We plan with the same sheet in both classes", "Reading time is before lunch now, and calmer", "I wait, and more hands go up", "The checklist hangs by the door and is used", "We look at pupils’ books together each half-term",
    "Retrieval every morning, five minutes", "Teaching assistants lead one group each week", "Meetings with parents are shorter and better prepared",
};
static const char *const in_the_way[] = {
    "Time. We have had two supply teachers this month", "The rest of the year group has not been yet", "We wait for the resources to arrive", "Inspection came first", "I changed year group in the meantime",
    "It needs a decision of the whole school",
};
static const char *const seen[] = {
    "They explain to each other what they did and why", "More of the quiet ones speak", "Spelling in their own writing is better", "They settle faster after break", "They ask for the word mat by themselves",
    "Fewer are sent out of class", "They remember what we did last week", "Reluctant readers choose a book",
};
static const struct { int64_t question; const char *const *words; size_t count; int64_t of_hundred; } written[] = {
    { 7, helped, COUNT(helped), 62 }, { 8, differently, COUNT(differently), 55 }, { 9, change, COUNT(change), 40 },
    { 12, now_do, COUNT(now_do), 70 }, { 13, in_the_way, COUNT(in_the_way), 60 }, { 15, seen, COUNT(seen), 65 },
};

typedef struct { Demo *demo; const DemoEvent *event; const char *kind; int64_t good; size_t next[COUNT(written)]; } Saying;

static bool chance(const Saying *say, int64_t of_hundred) { return (int64_t)demo_random(say->demo, 100) < of_hundred; }

static int64_t scale_said(const Saying *say, int64_t good)
{
    int64_t dice = (int64_t)demo_random(say->demo, 100);
    return dice < good ? 5 : dice < good + (100 - good) * 7 / 10 ? 4 : dice < 96 ? 3 : 2;
}

static void words_said(Saying *say, EvaluationAnswer *answers, size_t *n, int64_t question)
{
    for (size_t w = 0; w < COUNT(written); w++)
        if (written[w].question == question && chance(say, written[w].of_hundred))
            answers[(*n)++] = (EvaluationAnswer){ question, 0, written[w].words[(say->next[w]++ + (size_t)say->event->course_id) % written[w].count] };
}

static int64_t bits_of(int64_t choice, bool yes) { return (int64_t)1 << choice | (yes ? MEANS_YES : 0); }

static size_t end_said(Saying *say, EvaluationAnswer *answers)
{
    static const struct { int64_t question, better; } scales[] = { { 1, 0 }, { 2, -6 }, { 3, 8 }, { 4, -10 } };
    size_t n = 0;
    for (size_t i = 0; i < COUNT(scales); i++) {
        int64_t choice = scale_said(say, say->good + scales[i].better);
        answers[n++] = (EvaluationAnswer){ scales[i].question, bits_of(choice, choice > 3), "" };
    }
    int64_t tells = chance(say, say->good) ? 1 : chance(say, 75) ? 2 : chance(say, 80) ? 3 : 4;
    answers[n++] = (EvaluationAnswer){ 6, bits_of(tells, tells < 3), "" };
    for (int64_t q = 7; q <= 9; q++) words_said(say, answers, &n, q);
    return n;
}

static size_t later_said(Saying *say, EvaluationAnswer *answers)
{
    size_t n = 0;
    int64_t changed = chance(say, say->good / 2) ? 1 : chance(say, 70) ? 2 : chance(say, 75) ? 3 : 4, gained = 0;
    answers[n++] = (EvaluationAnswer){ 11, bits_of(changed, changed < 3), "" };
    words_said(say, answers, &n, changed < 3 ? 12 : 13);
    for (int64_t c = 1; c <= 4; c++)
        if (changed < 3 && chance(say, 52 - 9 * c)) gained |= (int64_t)1 << c;
    answers[n++] = (EvaluationAnswer){ 14, gained ? gained | MEANS_YES : bits_of(5, false), "" };
    if (gained) words_said(say, answers, &n, 15);
    int64_t passed = chance(say, 40) ? 1 : chance(say, 45) ? 2 : 3;
    answers[n++] = (EvaluationAnswer){ 16, bits_of(passed, passed < 3), "" };
    return n;
}

static int64_t dice_id(const Saying *say) { return (int64_t)demo_random(say->demo, (uint64_t)1 << 53) + 1; }

/* Counted already: as sums, and comments. */
static Error *count_in(Ctx *cx, Saying *say, int64_t people)
{
    int64_t sums[QUESTIONS][EVALUATION_CHOICES_MOST + 2] = {{0}};   /* beside the choices, those who answered, and yes before them all */
    for (int64_t i = 0; i < people; i++) {
        EvaluationAnswer answers[EVALUATION_FORM_MOST];
        size_t n = same(say->kind, "end") ? end_said(say, answers) : later_said(say, answers);
        for (size_t a = 0; a < n; a++) {
            int64_t *of = sums[answers[a].question_id];
            of[ANSWERED + 1]++;
            of[YES_AT_ALL + 1] += answers[a].choices & MEANS_YES;
            for (int64_t c = 1; c <= EVALUATION_CHOICES_MOST; c++) of[c + 1] += answers[a].choices >> c & 1;
            if (*answers[a].words)
                TRY(demo_put(cx, say->demo, demo_comment_add, INT(dice_id(say)), INT(say->event->id), STR(say->kind), INT(answers[a].question_id), STR(answers[a].words)));
        }
    }
    for (int64_t q = 0; q < QUESTIONS; q++)
        for (int64_t c = 0; c < EVALUATION_CHOICES_MOST + 2; c++)
            if (sums[q][c]) TRY(demo_put(cx, say->demo, demo_sum_add, INT(say->event->id), STR(say->kind), INT(q), INT(c - 1), INT(sums[q][c])));
    return OK;
}

/* Still open: in the box, from which the program itself counts. */
static Error *box_in(Ctx *cx, Saying *say, int64_t people)
{
    for (int64_t i = 0; i < people; i++) {
        EvaluationAnswer answers[EVALUATION_FORM_MOST];
        size_t n = same(say->kind, "end") ? end_said(say, answers) : later_said(say, answers);
        TRY(demo_put(cx, say->demo, demo_box_add, INT(dice_id(say)), INT(say->event->id), STR(say->kind), STR(seal(cx, BOX_PURPOSE, answers_packed(cx, answers, n)))));
    }
    return OK;
}

/* A visitor who signs in as the teacher still has to say how it was where they were last. */
static int64_t teacher_of(const Demo *demo)
{
    const DemoOrganisation *first = &demo->organisations[demo_body_count];
    for (size_t i = first->first_person; i < first->first_person + first->person_count; i++)
        if (same(demo->people[i].role, "teacher")) return demo->people[i].id;
    return 0;
}

static Error *round_lay(Ctx *cx, Demo *demo, const DemoEvent *event, bool later, int64_t waits)
{
    Saying say = { .demo = demo, .event = event, .kind = later ? "follow-up" : "end", .good = 52 + event->course_id * 13 % 34 };
    int64_t over = event->ends[event->session_count - 1], opened = over + (later ? LATER_AFTER * DAY : 0), closes = 0, asked = 0, answered = 0;
    const char *last = date_add_days(cx, date_of(cx, opened), 1 + (later ? LATER_DAYS : END_DAYS));
    instant_of(last, 0, 0, false, &closes);
    if (waits == event->id && !later && closes <= demo->now) instant_of(date_add_days(cx, demo->today, WAITS_DAYS), 0, 0, false, &closes);
    bool open = closes > demo->now;
    TRY(db_run(cx, demo_asked_add, &asked, INT(event->id), STR(say.kind), INT(later ? 44 : 66), INT(teacher_of(demo))));
    if (!asked) return OK;
    TRY(db_number(cx, demo_answered_count, &answered, INT(event->id), STR(say.kind)));
    int64_t counted = open || answered < FEWEST ? 0 : answered;
    TRY(demo_put(cx, demo, demo_round_add, INT(event->id), STR(say.kind), INT(later ? LATER_FORM : END_FORM), INT(opened), INT(closes), REF(open ? 0 : closes), INT(counted)));
    return open ? box_in(cx, &say, answered) : count_in(cx, &say, counted);
}

typedef struct { Demo *demo; const DemoEvent *const *events; size_t count; } Some;

static Error *some_lay(Ctx *cx, void *data)
{
    const Some *some = data;
    int64_t waits = 0;
    TRY(db_number(cx, demo_last_event, &waits, INT(teacher_of(some->demo)), INT(some->demo->now)));
    for (size_t i = 0; i < some->count; i++) {
        const DemoEvent *event = some->events[i];
        TRY(round_lay(cx, some->demo, event, false, waits));
        if (event->ends[event->session_count - 1] + LATER_AFTER * DAY < some->demo->now) TRY(round_lay(cx, some->demo, event, true, waits));
    }
    return OK;
}

static Error *ratings_lay(Ctx *cx, void *nothing)
{
    typedef struct { int64_t id; } Rated;
    static const Column columns[] = { COLUMN(Rated, id) };
    Rated *courses;
    size_t count;
    (void)nothing;
    TRY(db_list(cx, demo_rated, columns, &courses, &count, NONE));
    for (size_t i = 0; i < count; i++) TRY(course_rating_refresh(cx, courses[i].id));
    return OK;
}

Error *demo_evaluations(Ctx *cx, Demo *demo)
{
    const DemoEvent **events = array(cx, const DemoEvent *, demo->event_count);
    size_t n = 0;
    for (size_t i = 0; i < demo->event_count; i++) {
        const DemoEvent *event = &demo->events[i];
        if (event->session_count && strcmp(event->starts_on, since) >= 0 && event->ends[event->session_count - 1] < demo->now && !same(event->state, "draft")) events[n++] = event;
    }
    for (size_t at = 0; at < n; at += TOGETHER)
        TRY(demo_slice(cx, demo, some_lay, &(Some){ demo, events + at, n - at < TOGETHER ? n - at : TOGETHER }));
    return demo_slice(cx, demo, ratings_lay, NULL);
}
