/*
 * What was said: sums and comments of an event, and sums over courses, facilitators and terms. Only what evaluation_mix.c has counted, so
 * never of fewer than FEWEST people; a question that fewer answered is `few` and has nothing to show.
 */
#pragma once
#include "rooms/booking/attendance.h"
#include "rooms/booking/evaluation_round.h"

typedef struct {
    int64_t     question_id, yes, answered, yes_answers;             /* yes_answers: for how many it means yes */
    const char *kind, *about, *words, *choices;
    int64_t     counts[EVALUATION_CHOICES_MOST + 1];                 /* by choice, from 1 */
    const char **comments; size_t comment_count;
    bool        few;
} Result;

typedef struct {
    const char *kind;                                                /* end, follow-up */
    int64_t     asked, answered, counted, closes_at, closed_at;      /* counted: of the answered, those among the results */
    Result     *results; size_t count;
} RoundResults;

typedef struct { Event event; RoundResults rounds[2]; size_t count; } EventResults;

/* For whoever may open the event's registers: those who led it, its owner, the office, the auditor. MISSING else. */
CHECKED Error *event_results(Ctx *cx, int64_t event_id, EventResults *results);

/* The same for who holds a guest's link (guest_results), which was asked for before. */
CHECKED Error *event_results_of_guest(Ctx *cx, int64_t event_id, EventResults *results);

/* The mean of a scale in tenths, rounded; 0 when nobody answered. */
int64_t scale_tenths(int64_t sum, int64_t answers);
const char *tenths_words(Ctx *cx, int64_t tenths);                   /* "4.6" */
/* One sentence that says what to see in a result's chart. */
const char *result_says(Ctx *cx, const Result *result);

/* ---- over many events ---- */

typedef enum { BY_COURSE, BY_FACILITATOR, BY_TERM } ResultsBy;
typedef struct {
    int64_t     id, events, people, scale_answers, scale_sum, led_answers, led_sum, later_people, practice_people, practice_yes;
    const char *label, *note;
} ResultsRow;
/* Of what the person signed in may see of the programme, held from one day to another ("" any). The most people first; at most 500. By term the latest first. */
CHECKED Error *results_summed(Ctx *cx, ResultsBy by, const char *from, const char *to, ResultsRow **rows, size_t *count);
/* Events with results of one course or facilitator, the latest first; at most 200. */
typedef struct { int64_t event_id, people, scale_answers, scale_sum, led_answers, led_sum; const char *title, *starts_on, *led_by; } ResultsEvent;
CHECKED Error *results_events(Ctx *cx, int64_t course_id, int64_t person_id, const char *from, const char *to, ResultsEvent **rows, size_t *count);
/* What the person signed in led and people said of, the latest first; at most 30. */
CHECKED Error *results_of_mine(Ctx *cx, ResultsEvent **rows, size_t *count);

/* ---- a link that ends, for somebody without an account ---- */

enum { GUEST_DAYS_MOST = 90, GUEST_LINKS_MOST = 20 };
typedef struct { int64_t id, event_id, ends_at, revoked_at, made_at; const char *name, *email; } GuestLink;
CHECKED Error *guest_links(Ctx *cx, int64_t event_id, GuestLink **list, size_t *count);
/* Whoever may see the results may share them. With an address, a letter takes the link there. */
CHECKED Error *guest_link_make(Ctx *cx, int64_t event_id, const char *name, const char *email, int64_t days);
CHECKED Error *guest_link_revoke(Ctx *cx, int64_t event_id, int64_t id);
const char *guest_link_path(Ctx *cx, int64_t id);                    /* "/results/..." */
/* By the last part of that path. *open false: it has ended or was taken back, and results are empty. MISSING: no such link. */
CHECKED Error *guest_results(Ctx *cx, const char *token, GuestLink *link, bool *open, EventResults *results);
