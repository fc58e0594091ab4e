/*
 * The professional record: what somebody attended, presented and shared, here and elsewhere, with what they took from it, and what they mean to do.
 * It is theirs and follows them; a school sees what was done in its own time, and of the words what they show it.
 */
#pragma once
#include "platform/db/db.h"

typedef struct {
    const char *what;                                  /* "attended", "presented" or "shared" */
    int64_t     registration_id, event_id, outside_id; /* of the partnership's own: event_id, and registration_id where they came; else outside_id */
    int64_t     minutes, sessions, present, certificate_id, file_id, shown, awaits, answer_until, least_percent, from_file;   /* the last four as record.h has them, and expires_on */
    const char *title, *theme, *held_on, *provider, *organisation, *words, *certificate_code, *expires_on;   /* organisation: for whom; words: what they took from it, "" where not to be seen */
} Learning;

/* The latest first; 3,500 at most. organisation_id other than 0: only what was done in that organisation's time, and only words that are shown. */
CHECKED Error *learning_of(Ctx *cx, int64_t person_id, int64_t organisation_id, Learning **list, size_t *count);

/* Minutes by framework (point "") and, after each, by its points, in their order; of learning that learning_of() gave. */
typedef struct { const char *framework, *point; int64_t minutes; } PointSum;
CHECKED Error *learning_points(Ctx *cx, int64_t person_id, const Learning *list, size_t count, PointSum **sums, size_t *sum_count);

/* ---- from elsewhere ---- */

enum { OUTSIDE_MOST = 500, OUTSIDE_TITLE_MOST = 150, OUTSIDE_WORDS_MOST = 4000, EVIDENCE_MOST = 5 * 1000 * 1000 };   /* of a person; characters; bytes */

typedef struct { int64_t id; const char *what, *title, *provider, *held_on, *words; int64_t minutes, theme_id, shown, file_id; const char *file_name; int64_t file_length; } Outside;
CHECKED Error *outside_find(Ctx *cx, int64_t id, Outside *outside);           /* of the person signed in */
/* id 0 adds one. file_id: a staged file to link in place of the one there was; 0 keeps that. Every mistake, each about its field. */
CHECKED Error *outside_save(Ctx *cx, const Outside *outside, int64_t *id);
CHECKED Error *outside_remove(Ctx *cx, int64_t id);
CHECKED Error *outside_drop_file(Ctx *cx, int64_t id);

/* ---- what they took from it, and what they mean to do ---- */

typedef struct { int64_t registration_id; const char *title, *held_on, *words; int64_t shown; } Reflection;
CHECKED Error *reflection_find(Ctx *cx, int64_t registration_id, Reflection *reflection);   /* of the person signed in, at an event they came to; words "" where none is written */
CHECKED Error *reflection_save(Ctx *cx, const Reflection *reflection);        /* blank words remove it */

enum { GOALS_MOST = 50, GOAL_WORDS_MOST = 500 };
typedef struct { int64_t id; const char *words, *by_on, *met_on; } Goal;
CHECKED Error *goals_of(Ctx *cx, int64_t person_id, Goal **list, size_t *count);    /* open ones by their day, then those met */
CHECKED Error *goal_find(Ctx *cx, int64_t id, Goal *goal);                     /* of the person signed in */
CHECKED Error *goal_save(Ctx *cx, const Goal *goal);                           /* id 0 adds one */
CHECKED Error *goal_meet(Ctx *cx, int64_t id, bool met);
CHECKED Error *goal_remove(Ctx *cx, int64_t id);
