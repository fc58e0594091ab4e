#include "rooms/record/requirement.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"

enum { COURSES_MOST = 50 };

#define FIELDS "SELECT id, name, words, every_months, each_year_from, first_days, remind_days, position, retired FROM requirement"
static const Column requirement_columns[] = {
    COLUMN(Requirement, id), COLUMN(Requirement, name), COLUMN(Requirement, words), COLUMN(Requirement, every_months), COLUMN(Requirement, each_year_from),
    COLUMN(Requirement, first_days), COLUMN(Requirement, remind_days), COLUMN(Requirement, position), COLUMN(Requirement, retired),
};

SQL(requirements_by_order, FIELDS " WHERE retired <= $1 ORDER BY retired, position, id LIMIT 200");
SQL(requirement_by_id,     FIELDS " WHERE id = $1");
SQL(requirement_named,     "SELECT count(*) FROM requirement WHERE name_folded = $1 AND id <> $2");
SQL(requirement_used,      "SELECT count(*) FROM requirement WHERE retired = 0");
SQL(requirement_last,      "SELECT COALESCE(max(position), 0) FROM requirement");
SQL(requirement_add,
    "INSERT INTO requirement (id, name, name_folded, words, every_months, each_year_from, first_days, remind_days, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING");
SQL(requirement_put,
    "UPDATE requirement SET name = $2, name_folded = $3, words = $4, every_months = $5, each_year_from = $6, first_days = $7, remind_days = $8, version = version + 1 WHERE id = $1");
SQL(requirement_mark,      "UPDATE requirement SET retired = $2, version = version + 1 WHERE id = $1 AND retired <> $2");
SQL(requirement_place,     "UPDATE requirement SET position = $2 WHERE id = $1");
SQL(roles_drop,            "DELETE FROM requirement_role WHERE requirement_id = $1");
SQL(role_add,              "INSERT INTO requirement_role (requirement_id, role) VALUES ($1, $2) ON CONFLICT DO NOTHING");
SQL(roles_by_requirement,  "SELECT role FROM requirement_role WHERE requirement_id = $1 ORDER BY role");
SQL(courses_drop,          "DELETE FROM requirement_course WHERE requirement_id = $1");
SQL(course_add,            "INSERT INTO requirement_course (requirement_id, course_id) SELECT CAST($1 AS BIGINT), c.id FROM course c WHERE c.id = $2 ON CONFLICT DO NOTHING");
SQL(courses_by_requirement,
    "SELECT c.id, c.code, c.title FROM requirement_course rc JOIN course c ON c.id = rc.course_id WHERE rc.requirement_id = $1 ORDER BY c.title, c.id LIMIT 50");

Error *requirements_all(Ctx *cx, Requirement **list, size_t *count)    { return db_list(cx, requirements_by_order, requirement_columns, list, count, INT(1)); }
Error *requirements_in_use(Ctx *cx, Requirement **list, size_t *count) { return db_list(cx, requirements_by_order, requirement_columns, list, count, INT(0)); }
Error *requirement_find(Ctx *cx, int64_t id, Requirement *requirement) { return db_one(cx, requirement_by_id, requirement_columns, requirement, INT(id)); }

Error *requirement_roles(Ctx *cx, int64_t id, RequirementRole **roles, size_t *count)
{
    static const Column columns[] = { COLUMN(RequirementRole, role) };
    return db_list(cx, roles_by_requirement, columns, roles, count, INT(id));
}

Error *requirement_courses(Ctx *cx, int64_t id, RequirementCourse **courses, size_t *count)
{
    static const Column columns[] = { COLUMN(RequirementCourse, id), COLUMN(RequirementCourse, code), COLUMN(RequirementCourse, title) };
    return db_list(cx, courses_by_requirement, columns, courses, count, INT(id));
}

const char *requirement_interval(Ctx *cx, const Requirement *r)
{
    if (r->each_year_from) {
        const char *month = month_words(cx, date_from_parts(cx, 2026, r->each_year_from, 1));
        return text(cx, "Each year from %s", text_copy(cx, month, strcspn(month, " ")));
    }
    if (!r->every_months) return "Once";
    if (r->every_months == 12) return "Every year";
    return r->every_months % 12 ? text(cx, "Every %s", counted(cx, r->every_months, "month", NULL)) : text(cx, "Every %s", counted(cx, r->every_months / 12, "year", NULL));
}

/* ---- keeping the list ---- */

static Error *name_check(Ctx *cx, const Requirement *r, const char *folded)
{
    int64_t others = 0;
    if (blank(r->name)) return invalid(cx, "name", "Enter what is required, such as Safeguarding");
    if (letters(r->name) > REQUIREMENT_NAME_MOST) return invalid(cx, "name", "Use %d characters or fewer for the name", REQUIREMENT_NAME_MOST);
    TRY(db_number(cx, requirement_named, &others, STR(folded), INT(r->id)));
    return others ? invalid(cx, "name", "There is a requirement with this name already") : OK;
}

static Error *numbers_check(Ctx *cx, const Requirement *r)
{
    Error *errors = OK;
    if (r->every_months < 0 || r->every_months > 120) errors_add(&errors, invalid(cx, "often", "Choose an interval of 1 to 120 months"));
    if (r->each_year_from < 0 || r->each_year_from > 12) errors_add(&errors, invalid(cx, "often", "Choose the month in which the year begins"));
    if (r->first_days < 0 || r->first_days > 730) errors_add(&errors, invalid(cx, "first_days", "Enter a number of days from 0 to 730"));
    if (r->remind_days < 0 || r->remind_days > 365) errors_add(&errors, invalid(cx, "remind_days", "Enter a number of days from 0 to 365"));
    return errors;
}

static Error *roles_check(Ctx *cx, const RequirementDraft *draft)
{
    if (!draft->role_count) return invalid(cx, "role", "Choose at least one role that it is required of");
    for (size_t i = 0; i < draft->role_count; i++)
        if (!role_find(draft->roles[i])) return invalid(cx, "role", "Choose roles from the list");
    return OK;
}

static Error *draft_check(Ctx *cx, const RequirementDraft *draft, const char *folded)
{
    int64_t used = 0;
    Error *errors = name_check(cx, &draft->requirement, folded);
    if (letters(draft->requirement.words) > REQUIREMENT_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer for what counts", REQUIREMENT_WORDS_MOST));
    errors_add(&errors, numbers_check(cx, &draft->requirement));
    errors_add(&errors, roles_check(cx, draft));
    if (draft->course_count > COURSES_MOST) errors_add(&errors, invalid(cx, "course", "Choose %d courses or fewer", COURSES_MOST));
    TRY(errors);
    TRY(db_number(cx, requirement_used, &used, NONE));
    return !draft->requirement.id && used >= REQUIREMENTS_MOST ? conflict(cx, "There are %d requirements in use, which is as many as a list can show. Retire one first", REQUIREMENTS_MOST) : OK;
}

static Error *parts_put(Ctx *cx, int64_t id, const RequirementDraft *draft)
{
    TRY(db_run(cx, roles_drop, NULL, INT(id)));
    for (size_t i = 0; i < draft->role_count; i++) TRY(db_run(cx, role_add, NULL, INT(id), STR(draft->roles[i])));
    TRY(db_run(cx, courses_drop, NULL, INT(id)));
    for (size_t i = 0; i < draft->course_count; i++) TRY(db_run(cx, course_add, NULL, INT(id), INT(draft->course_ids[i])));
    return job_queue(cx, "requirements.look_back", id, cx->now, NULL);
}

/* What it was and what it is: dates that came from the old interval can be told from the trail. */
static const char *change_words(Ctx *cx, const Requirement *before, const Requirement *now)
{
    const char *was = requirement_interval(cx, before), *is = requirement_interval(cx, now);
    return same(was, is) ? NULL : text(cx, "%s, before: %s", is, was);
}

Error *requirement_save(Ctx *cx, const RequirementDraft *draft, int64_t *id)
{
    Requirement r = draft->requirement, before = {0};
    const char *folded = text_fold(cx, text_trim(cx, r.name));
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "requirements are the office's");
    if (r.id) TRY(requirement_find(cx, r.id, &before));
    TRY(draft_check(cx, draft, folded));
    r.name = text_trim(cx, r.name);
    *id = r.id ? r.id : new_id(cx);
    if (r.id) {
        TRY(db_run(cx, requirement_put, NULL, INT(*id), STR(r.name), STR(folded), STR(r.words), INT(r.every_months), INT(r.each_year_from), INT(r.first_days), INT(r.remind_days)));
        TRY(trail(cx, "requirement.changed", *id, change_words(cx, &before, &r)));
    } else {
        int64_t last = 0, added = 0;
        TRY(db_number(cx, requirement_last, &last, NONE));
        TRY(db_run(cx, requirement_add, &added, INT(*id), STR(r.name), STR(folded), STR(r.words), INT(r.every_months), INT(r.each_year_from), INT(r.first_days), INT(r.remind_days), INT(last + 1)));
        if (!added) return conflict(cx, "Somebody has just added a requirement with this name");
        TRY(trail(cx, "requirement.added", *id, requirement_interval(cx, &r)));
    }
    return parts_put(cx, *id, draft);
}

Error *requirement_retire(Ctx *cx, int64_t id, bool retired)
{
    int64_t changed = 0, used = 0;
    Requirement r = {0};
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "requirements are the office's");
    TRY(requirement_find(cx, id, &r));
    TRY(db_number(cx, requirement_used, &used, NONE));
    if (!retired && used >= REQUIREMENTS_MOST) return conflict(cx, "There are %d requirements in use already. Retire another first", REQUIREMENTS_MOST);
    TRY(db_run(cx, requirement_mark, &changed, INT(id), INT(retired)));
    return changed ? trail(cx, retired ? "requirement.retired" : "requirement.reopened", id, NULL) : OK;
}

Error *requirement_move(Ctx *cx, int64_t id, bool up)
{
    Requirement *list;
    size_t n, at = 0;
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "requirements are the office's");
    TRY(requirements_in_use(cx, &list, &n));
    while (at < n && list[at].id != id) at++;
    if (at == n) return missing(cx, "no requirement %ld is in use", (long)id);
    if (up ? at == 0 : at + 1 == n) return OK;
    const Requirement *other = &list[up ? at - 1 : at + 1];
    TRY(db_run(cx, requirement_place, NULL, INT(id), INT(other->position)));
    TRY(db_run(cx, requirement_place, NULL, INT(other->id), INT(list[at].position)));
    return trail(cx, "requirement.moved", id, NULL);
}
