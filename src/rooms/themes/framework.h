/*
 * Frameworks that courses are tagged with: the marks of professional development, teachers' standards, and the partnership's own. The office
 * types or pastes a list, a point a line. A point that leaves the list is retired, so what is tagged with it keeps it.
 */
#pragma once
#include "platform/db/db.h"

enum { FRAMEWORK_MARKS = 1, MARK_FIRST = 1, MARK_LAST = 5 };       /* the one of which a course says how it meets each point; its points, of these ids, stay; their words are the office's */
enum { FRAMEWORKS_MOST = 20, FRAMEWORK_POINTS_MOST = 60, FRAMEWORK_NAME_MOST = 80, POINT_NAME_MOST = 150, POINT_CODE_MOST = 12 };

typedef struct { int64_t id, retired, points; const char *name; } Framework;        /* points: in use */
typedef struct { int64_t id, framework_id; const char *framework, *code, *name; } FrameworkPoint;

CHECKED Error *frameworks_all(Ctx *cx, Framework **list, size_t *count);                                  /* those in use first */
CHECKED Error *framework_find(Ctx *cx, int64_t id, Framework *framework);
/* Points in use of one framework, or with 0 of all in use, in their order; at most 1,200. */
CHECKED Error *framework_points(Ctx *cx, int64_t framework_id, FrameworkPoint **points, size_t *count);

/* Adds one (id 0) or changes it. `lines`: a point each, "TS4 Well-planned teaching"; the first word is its code. */
CHECKED Error *framework_save(Ctx *cx, int64_t id, const char *name, const char *lines, int64_t *saved_id);
CHECKED Error *framework_retire(Ctx *cx, int64_t id, bool retired);                                       /* courses keep it, and nobody is shown it */
const char    *framework_lines(Ctx *cx, const FrameworkPoint *points, size_t count);                      /* as framework_save() takes them */
