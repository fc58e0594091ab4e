/*
 * What speaks for a course: points of frameworks that it serves, how it meets each of the marks of professional development, the evidence that it
 * rests on, and when it was last revised. What people said of it is booking's (evaluation_results.h).
 */
#pragma once
#include "rooms/programme/programme.h"
#include "rooms/themes/framework.h"

enum { MARK_WORDS_MOST = 300, EVIDENCE_LINK_MOST = 500, EVIDENCE_WORDS_MOST = 300, COURSE_POINTS_MOST = 40 };

typedef struct { int64_t id, framework_id; const char *framework, *code, *name, *words; } CoursePoint;      /* words: of a mark, how it is met; else "" */
typedef struct { CoursePoint *points; size_t count; const char *evidence_link, *evidence_words; int64_t revised_at, marks; } CourseQuality;   /* marks: of the five, how many are met */

/* Points in use alone, in the order of their frameworks. */
CHECKED Error *course_quality_find(Ctx *cx, int64_t course_id, CourseQuality *quality);

typedef struct { int64_t point_id; const char *words; } PointTyped;                                          /* of a mark: words that are not blank mean that it is met */
typedef struct { const PointTyped *points; size_t count; const char *evidence_link, *evidence_words; bool revised; } QualityDraft;
/* By whoever may change the course. A link begins with https://. Marks stand in `points` like the others, those without words left out. */
CHECKED Error *course_quality_set(Ctx *cx, int64_t course_id, const QualityDraft *draft);
