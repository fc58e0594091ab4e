/* The office's list of courses. It holds what the person signed in may change, and no more. */
#pragma once
#include "rooms/programme/course.h"

typedef enum { COURSES_BY_TITLE, COURSES_BY_KIND, COURSES_BY_OWNER, COURSES_BY_DATES, COURSES_ORDERS } CoursesOrder;   /* by dates: the most to come first */

typedef struct {
    CoursesOrder order;
    const char  *words;                 /* of title or code, or such as the catalogue finds; "" any */
    const char  *state;                 /* one of Course's; "" drafts and published ones; "all" */
    const char  *kind;                  /* "" any */
    int64_t      theme_id, owner_id;    /* 0: any; an owner is for those who see more than one */
    int64_t      after;                 /* the last course of the page before; 0: the first page */
} CoursesFilter;

typedef struct { int64_t id, to_come; const char *code, *title, *kind, *state, *owner; } CoursesRow;

CHECKED Error *courses_list(Ctx *cx, const CoursesFilter *filter, int64_t most, CoursesRow **courses, size_t *count);
CHECKED Error *courses_count(Ctx *cx, const CoursesFilter *filter, int64_t *count);   /* on all its pages */
