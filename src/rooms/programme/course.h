/*
 * Courses: the entries of the catalogue. Who may change one: RUN_PROGRAMME any, OWN_COURSES those of one's own department; a foreign
 * one is missing. A course is published once it says for whom it is, on what theme, and what pupils should gain.
 */
#pragma once
#include "rooms/programme/programme.h"

/* What a course can be labelled with from a fixed list. Its place in the list is a bit of event.audience_bits or phase_bits, so add at the end only. */
typedef struct { const char *word, *slug, *name; } CourseLabel;   /* as kept, as in addresses, as shown */
extern const CourseLabel course_audiences[], course_phases[];
extern const size_t course_audience_count, course_phase_count;
const CourseLabel *course_label(const CourseLabel *labels, size_t count, const char *slug);   /* NULL: none */
extern const char course_kinds[];                           /* PRODUCT's, separated by '|' */
bool course_kind_valid(const char *kind);

enum { COURSE_TITLE_MOST = 150, COURSE_SUMMARY_MOST = 500, COURSE_OUTCOME_MOST = 1000, COURSE_DESCRIPTION_MOST = 20000, COURSE_THEMES_MOST = 8 };

typedef struct {
    int64_t     id;
    const char *code, *title, *kind, *summary, *description, *outcome;
    int64_t     owner_id;
    const char *owner, *state;                              /* draft, published, archived */
    int64_t     published_at, audience_bits, phase_bits;
} Course;

typedef struct { int64_t id; const char *slug, *name; int64_t colour; } ThemeLabel;

/* What a form says; texts as typed. An owner_id of 0 is the organisation of the person signed in. */
typedef struct {
    const char    *code, *title, *kind, *summary, *description, *outcome;
    int64_t        owner_id, audience_bits, phase_bits;
    const int64_t *theme_ids;                               /* the first is the one shown in lists */
    size_t         theme_count;
} CourseDraft;

CHECKED Error *course_find(Ctx *cx, int64_t id, Course *course);
CHECKED Error *course_find_own(Ctx *cx, int64_t id, Course *course);        /* MISSING when it is not theirs to change */
CHECKED Error *course_themes(Ctx *cx, int64_t id, ThemeLabel **themes, size_t *count);
bool           course_visible(const Ctx *cx, const Course *course);         /* a draft is for those who may change it, and the auditor */

/* Every mistake of the draft, each about its field. A published course is refused whatever would unpublish it. */
Error         *course_draft_check(Ctx *cx, const CourseDraft *draft);       /* but for who offers it; course_add() and course_change() look themselves */
CHECKED Error *course_add(Ctx *cx, const CourseDraft *draft, int64_t *id);
CHECKED Error *course_change(Ctx *cx, int64_t id, const CourseDraft *draft);

/* What a course lacks before it can be published, a sentence each; OK when nothing. */
Error         *course_lacks(Ctx *cx, const Course *course, size_t theme_count);
CHECKED Error *course_publish(Ctx *cx, int64_t id);         /* a department: see review.h */
CHECKED Error *course_archive(Ctx *cx, int64_t id);         /* refused while one of its events is still to come */

/*
 * Brings up to date what is kept for lists and for search: course.search_words, and the labels beside each of its events.
 * Whoever writes courses, themes of courses or facilitators without these functions (an import, the demonstration) calls it after.
 */
CHECKED Error *course_refresh(Ctx *cx, int64_t id);

/* What was typed into a search box, as full text is asked: folded words, at most eight; "" when nothing is left to ask.
 * The last word also finds what begins with it. COURSE_MATCHES(n) is the condition on c.id, $n the question. */
const char *search_question(Ctx *cx, const char *typed);
#define COURSE_MATCHES_SQLITE(n)   "c.id IN (SELECT rowid FROM course_search WHERE course_search MATCH '\"' || replace(" n ", ' ', '\" \"') || '\" *')"
#define COURSE_MATCHES_POSTGRES(n) "c.search_vector @@ to_tsquery('course_words', replace(" n ", ' ', ' & ') || ':*')"
/* And as LIKE is asked: lower case, signs that mean something to it left out; "" for no words. */
const char *search_pattern(Ctx *cx, const char *typed);
