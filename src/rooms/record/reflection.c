/* What somebody took from an event, and what they mean to do: their own words, which the trail does not repeat. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/record/learning.h"

SQL(reflection_of,
    "SELECT r.id AS registration_id, c.title, e.starts_on AS held_on, f.words, f.shown FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id"
    "  LEFT JOIN reflection f ON f.registration_id = r.id WHERE r.id = $1 AND r.person_id = $2 AND r.state = 'confirmed'"
    "   AND EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark IN ('present', 'part'))");
SQL(reflection_put,
    "INSERT INTO reflection (registration_id, person_id, words, shown, changed_at) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (registration_id) DO UPDATE SET words = excluded.words, shown = excluded.shown, changed_at = excluded.changed_at");
SQL(reflection_drop, "DELETE FROM reflection WHERE registration_id = $1");
SQL(goals_by,   "SELECT id, words, by_on, met_on FROM goal WHERE person_id = $1 ORDER BY CASE WHEN met_on = '' THEN 0 ELSE 1 END, CASE WHEN by_on = '' THEN 1 ELSE 0 END, by_on, id LIMIT 50");
SQL(goal_by_id, "SELECT id, words, by_on, met_on FROM goal WHERE id = $1 AND person_id = $2");
SQL(goal_count, "SELECT count(*) FROM goal WHERE person_id = $1");
SQL(goal_add,   "INSERT INTO goal (id, person_id, words, by_on, made_at) VALUES ($1, $2, $3, $4, $5)");
SQL(goal_put,   "UPDATE goal SET words = $3, by_on = $4 WHERE id = $1 AND person_id = $2");
SQL(goal_met,   "UPDATE goal SET met_on = $3 WHERE id = $1 AND person_id = $2");
SQL(goal_drop,  "DELETE FROM goal WHERE id = $1 AND person_id = $2");

static const Column goal_columns[] = { COLUMN(Goal, id), COLUMN(Goal, words), COLUMN(Goal, by_on), COLUMN(Goal, met_on) };

Error *reflection_find(Ctx *cx, int64_t registration_id, Reflection *reflection)
{
    static const Column columns[] = { COLUMN(Reflection, registration_id), COLUMN(Reflection, title), COLUMN(Reflection, held_on), COLUMN(Reflection, words), COLUMN(Reflection, shown) };
    if (!cx->who) return missing(cx, "a reflection, and nobody is signed in");
    return db_one(cx, reflection_of, columns, reflection, INT(registration_id), INT(cx->who->id));
}

Error *reflection_save(Ctx *cx, const Reflection *reflection)
{
    Reflection before = {0};
    TRY(reflection_find(cx, reflection->registration_id, &before));
    if (letters(reflection->words) > OUTSIDE_WORDS_MOST) return invalid(cx, "words", "Use %d characters or fewer", OUTSIDE_WORDS_MOST);
    if (blank(reflection->words)) return db_run(cx, reflection_drop, NULL, INT(reflection->registration_id));
    return db_run(cx, reflection_put, NULL, INT(reflection->registration_id), INT(cx->who->id), STR(reflection->words), INT(reflection->shown), INT(cx->now));
}

Error *goals_of(Ctx *cx, int64_t person_id, Goal **list, size_t *count) { return db_list(cx, goals_by, goal_columns, list, count, INT(person_id)); }

Error *goal_find(Ctx *cx, int64_t id, Goal *goal)
{
    if (!cx->who) return missing(cx, "a goal, and nobody is signed in");
    return db_one(cx, goal_by_id, goal_columns, goal, INT(id), INT(cx->who->id));
}

Error *goal_save(Ctx *cx, const Goal *goal)
{
    Goal before = {0};
    int64_t there = 0;
    if (!cx->who) return missing(cx, "a goal, and nobody is signed in");
    if (goal->id) TRY(goal_find(cx, goal->id, &before));
    if (blank(goal->words)) return invalid(cx, "words", "Enter what you mean to do");
    if (letters(goal->words) > GOAL_WORDS_MOST) return invalid(cx, "words", "Use %d characters or fewer", GOAL_WORDS_MOST);
    TRY(db_number(cx, goal_count, &there, INT(cx->who->id)));
    if (!goal->id && there >= GOALS_MOST) return conflict(cx, "You have %d goals, which is as many as the record can hold. Remove one first", GOALS_MOST);
    if (goal->id) return db_run(cx, goal_put, NULL, INT(goal->id), INT(cx->who->id), STR(text_trim(cx, goal->words)), STR(goal->by_on));
    return db_run(cx, goal_add, NULL, INT(new_id(cx)), INT(cx->who->id), STR(text_trim(cx, goal->words)), STR(goal->by_on), INT(cx->now));
}

Error *goal_meet(Ctx *cx, int64_t id, bool met)
{
    Goal goal = {0};
    TRY(goal_find(cx, id, &goal));
    return db_run(cx, goal_met, NULL, INT(id), INT(cx->who->id), STR(met ? cx->today : ""));
}

Error *goal_remove(Ctx *cx, int64_t id)
{
    Goal goal = {0};
    TRY(goal_find(cx, id, &goal));
    return db_run(cx, goal_drop, NULL, INT(id), INT(cx->who->id));
}
