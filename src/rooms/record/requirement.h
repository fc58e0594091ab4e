/*
 * Requirements: what the partnership asks of those who hold a post, such as safeguarding every two years, and by what they meet it. The office keeps
 * the list; requirement_due.h says who is due.
 */
#pragma once
#include "platform/db/db.h"

enum { REQUIREMENTS_MOST = 30, REQUIREMENT_NAME_MOST = 80, REQUIREMENT_WORDS_MOST = 500 };   /* in use at once; characters */

typedef struct {
    int64_t     id;
    const char *name, *words;
    int64_t     every_months;          /* 0: once is enough */
    int64_t     each_year_from;        /* a month, 1 to 12: each year anew from its first day; 0: by the interval */
    int64_t     first_days;            /* how long a new post, or a new year, has */
    int64_t     remind_days;           /* told by letter so long before it is due; 0: nobody is told */
    int64_t     position, retired;
} Requirement;

/* What a form says of one: the requirement, the roles whose posts ask for it, the courses that meet it. */
typedef struct {
    Requirement        requirement;
    const char *const *roles;     size_t role_count;
    const int64_t     *course_ids; size_t course_count;
} RequirementDraft;

CHECKED Error *requirements_all(Ctx *cx, Requirement **list, size_t *count);          /* in the partnership's order; retired ones last */
CHECKED Error *requirements_in_use(Ctx *cx, Requirement **list, size_t *count);
CHECKED Error *requirement_find(Ctx *cx, int64_t id, Requirement *requirement);

typedef struct { const char *role; } RequirementRole;
CHECKED Error *requirement_roles(Ctx *cx, int64_t id, RequirementRole **roles, size_t *count);
typedef struct { int64_t id; const char *code, *title; } RequirementCourse;
CHECKED Error *requirement_courses(Ctx *cx, int64_t id, RequirementCourse **courses, size_t *count);

/* Every mistake of the draft, each about its field. Of whoever came to its courses before, a job then says that they met it. The office's. */
CHECKED Error *requirement_save(Ctx *cx, const RequirementDraft *draft, int64_t *id);   /* id 0 adds one, at the end */
CHECKED Error *requirement_retire(Ctx *cx, int64_t id, bool retired);                   /* or takes it into use again; history stays */
CHECKED Error *requirement_move(Ctx *cx, int64_t id, bool up);                          /* one step; at the end nothing changes */

/* "Every 2 years", "Each year from September", "Once" */
const char *requirement_interval(Ctx *cx, const Requirement *requirement);
