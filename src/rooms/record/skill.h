/* A board's skills audit: each governor says how they stand with each skill, and the board sees where it has nobody. */
#pragma once
#include "rooms/record/requirement_due.h"

enum { SKILLS_MOST = 40, SKILL_NAME_MOST = 80, SKILL_GOOD = 2, SKILL_LEVELS = 4 };
extern const char *const skill_levels[SKILL_LEVELS];       /* "None", "Some", "Good", "Expert" */

typedef struct { int64_t id; const char *name; } Skill;
CHECKED Error *skills_in_use(Ctx *cx, Skill **skills, size_t *count);
/* The office's list, a name a line in the order of the audit. One that is not in it any more is retired, and its answers stay; one that was comes back. */
CHECKED Error *skills_set(Ctx *cx, const char *lines);

/* What the governor signed in says for the board of the post they act in; MISSING for anybody else. level -1: not answered. */
typedef struct { int64_t skill_id, level; const char *name; } OwnSkill;
CHECKED Error *skills_own(Ctx *cx, OwnSkill **list, size_t *count);
CHECKED Error *skills_answer(Ctx *cx, const OwnSkill *answers, size_t count);    /* each of the list has to be answered */

/* For a board: by skill, how many of its governors of today say what, and who is good at it. MISSING where training_scope() has no board. */
typedef struct { int64_t skill_id, levels[SKILL_LEVELS]; const char *name, *good; } BoardSkill;   /* good: names, in words; "" nobody */
typedef struct { BoardSkill *skills; size_t count; int64_t governors, answered; } BoardSkills;
CHECKED Error *skills_of_board(Ctx *cx, int64_t organisation_id, BoardSkills *board);
