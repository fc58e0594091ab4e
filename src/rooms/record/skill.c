#include "rooms/record/skill.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

const char *const skill_levels[SKILL_LEVELS] = { "None", "Some", "Good", "Expert" };

#define GOVERNS(on) "p.role = 'governor' AND p.starts_on <= " on " AND (p.ends_on IS NULL OR p.ends_on >= " on ")"

SQL(skills_all,    "SELECT id, name FROM skill WHERE retired = 0 ORDER BY position, id LIMIT 40");
SQL(skills_retire, "UPDATE skill SET retired = 1");
SQL(skill_put,
    "INSERT INTO skill (id, name, name_folded, position) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (name_folded) DO UPDATE SET name = excluded.name, position = excluded.position, retired = 0");
SQL(governs_here,  "SELECT count(*) FROM post p WHERE p.person_id = $1 AND p.organisation_id = $2 AND " GOVERNS("$3"));
SQL(own_answers,
    "SELECT s.id AS skill_id, s.name, COALESCE(a.level, -1) AS level FROM skill s LEFT JOIN skill_answer a ON a.skill_id = s.id AND a.person_id = $1 AND a.organisation_id = $2"
    " WHERE s.retired = 0 ORDER BY s.position, s.id LIMIT 40");
SQL(answer_put,
    "INSERT INTO skill_answer (organisation_id, person_id, skill_id, level, answered_on) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (organisation_id, person_id, skill_id) DO UPDATE SET level = excluded.level, answered_on = excluded.answered_on");
SQL(board_count,   "SELECT count(DISTINCT p.person_id) FROM post p WHERE p.organisation_id = $1 AND " GOVERNS("$2"));
SQL(board_answers,
    "SELECT a.skill_id, a.level, n.name, a.person_id FROM skill_answer a JOIN person n ON n.id = a.person_id WHERE a.organisation_id = $1"
    " AND EXISTS (SELECT 1 FROM post p WHERE p.person_id = a.person_id AND p.organisation_id = $1 AND " GOVERNS("$2") ") ORDER BY n.sort_key, a.person_id LIMIT 4000");

static const Column skill_columns[] = { COLUMN(Skill, id), COLUMN(Skill, name) };
static const Column own_columns[]   = { COLUMN(OwnSkill, skill_id), COLUMN(OwnSkill, name), COLUMN(OwnSkill, level) };

Error *skills_in_use(Ctx *cx, Skill **skills, size_t *count) { return db_list(cx, skills_all, skill_columns, skills, count, NONE); }

/* ---- the office's list ---- */

Error *skills_set(Ctx *cx, const char *lines)
{
    const char *names[SKILLS_MOST];
    size_t n = 0;
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "the skills of the audit are the office's");
    while (*lines) {
        size_t length = strcspn(lines, "\r\n");
        const char *name = text_trim(cx, text_copy(cx, lines, length));
        lines += length + (lines[length] != '\0');
        if (blank(name)) continue;
        if (letters(name) > SKILL_NAME_MOST) return invalid(cx, "skills", "Use %d characters or fewer for each skill: %s", SKILL_NAME_MOST, name);
        if (n == SKILLS_MOST) return invalid(cx, "skills", "An audit has %d skills or fewer", SKILLS_MOST);
        names[n++] = name;
    }
    TRY(db_run(cx, skills_retire, NULL, NONE));
    for (size_t i = 0; i < n; i++) TRY(db_run(cx, skill_put, NULL, INT(new_id(cx)), STR(names[i]), STR(text_fold(cx, names[i])), INT((int64_t)i + 1)));
    return trail(cx, "skills.set", 0, counted(cx, (int64_t)n, "skill", NULL));
}

/* ---- a governor's own ---- */

static Error *board_of(Ctx *cx, int64_t *organisation_id)
{
    int64_t governs = 0;
    if (!cx->who) return missing(cx, "a skills audit, and nobody is signed in");
    *organisation_id = cx->who->organisation_id;
    TRY(db_number(cx, governs_here, &governs, INT(cx->who->id), INT(*organisation_id), STR(cx->today)));
    return governs ? OK : missing(cx, "person %ld is no governor of organisation %ld", (long)cx->who->id, (long)*organisation_id);
}

Error *skills_own(Ctx *cx, OwnSkill **list, size_t *count)
{
    int64_t organisation_id = 0;
    TRY(board_of(cx, &organisation_id));
    return db_list(cx, own_answers, own_columns, list, count, INT(cx->who->id), INT(organisation_id));
}

Error *skills_answer(Ctx *cx, const OwnSkill *answers, size_t count)
{
    int64_t organisation_id = 0;
    Error *errors = OK;
    TRY(board_of(cx, &organisation_id));
    for (size_t i = 0; i < count; i++)
        if (answers[i].level < 0 || answers[i].level >= SKILL_LEVELS) errors_add(&errors, invalid(cx, text(cx, "skill-%ld", (long)answers[i].skill_id), "Say how you stand with: %s", answers[i].name));
    TRY(errors);
    for (size_t i = 0; i < count; i++)
        TRY(db_run(cx, answer_put, NULL, INT(organisation_id), INT(cx->who->id), INT(answers[i].skill_id), INT(answers[i].level), STR(cx->today)));
    return trail(cx, "skills.answered", organisation_id, NULL);
}

/* ---- the board's ---- */

typedef struct { int64_t skill_id, level, person_id; const char *name; } Answer;
static const Column answer_columns[] = { COLUMN(Answer, skill_id), COLUMN(Answer, level), COLUMN(Answer, person_id), COLUMN(Answer, name) };

static void skill_fill(Ctx *cx, BoardSkill *skill, const Answer *answers, size_t n)
{
    const char **names = array(cx, const char *, n + 1);
    size_t good = 0;
    for (size_t i = 0; i < n; i++) {
        if (answers[i].skill_id != skill->skill_id) continue;
        skill->levels[answers[i].level]++;
        if (answers[i].level >= SKILL_GOOD) names[good++] = answers[i].name;
    }
    skill->good = good ? text_list(cx, names, good) : "";
}

Error *skills_of_board(Ctx *cx, int64_t organisation_id, BoardSkills *board)
{
    TrainingScope scope;
    Skill *skills;
    Answer *answers;
    size_t skill_count, answer_count;
    int64_t last = 0;
    TRY(training_scope(cx, organisation_id, &scope));
    if (!scope.board) return missing(cx, "the board of organisation %ld", (long)organisation_id);
    *board = (BoardSkills){0};
    TRY(skills_in_use(cx, &skills, &skill_count));
    TRY(db_number(cx, board_count, &board->governors, INT(organisation_id), STR(cx->today)));
    TRY(db_list(cx, board_answers, answer_columns, &answers, &answer_count, INT(organisation_id), STR(cx->today)));
    board->skills = array(cx, BoardSkill, skill_count + 1), board->count = skill_count;
    for (size_t i = 0; i < skill_count; i++) {
        board->skills[i] = (BoardSkill){ .skill_id = skills[i].id, .name = skills[i].name };
        skill_fill(cx, &board->skills[i], answers, answer_count);
    }
    for (size_t i = 0; i < answer_count; i++) board->answered += answers[i].person_id != last, last = answers[i].person_id;
    return OK;
}
