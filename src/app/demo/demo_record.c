/* What posts have to keep up to date, and how far the borough is with it; and what the people of one school have added to their records. */
#include <string.h>

#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(demo_requirement_add,
    "INSERT INTO requirement (id, name, name_folded, words, every_months, each_year_from, first_days, remind_days, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
SQL(demo_requirement_role_add, "INSERT INTO requirement_role (requirement_id, role) VALUES ($1, $2)");
SQL(demo_requirement_course_add, "INSERT INTO requirement_course (requirement_id, course_id) SELECT CAST($1 AS BIGINT), id FROM course WHERE code = $2");
/* Whoever came to the whole of a course that counts. */
SQL(demo_met_by_course,
    "INSERT INTO requirement_met (id, requirement_id, person_id, met_on, how, registration_id, recorded_at) SELECT r.id, rc.requirement_id, r.person_id, e.starts_on, 'course', r.id, e.ends_at"
    "  FROM requirement_course rc JOIN event e ON e.course_id = rc.course_id JOIN registration r ON r.event_id = e.id"
    " WHERE r.state = 'confirmed' AND e.session_count = (SELECT count(*) FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'present')");
/* Days in school, as heads record them: a share of those whose post asks for it, each share on a day of its own. */
SQL(demo_met_in_school,
    "INSERT INTO requirement_met (id, requirement_id, person_id, met_on, how, organisation_id, words, recorded_at)"
    " SELECT p.id + CAST($1 AS BIGINT), CAST($2 AS BIGINT), p.person_id, CAST($3 AS TEXT), 'said', p.organisation_id, CAST($4 AS TEXT), CAST($5 AS BIGINT) FROM post p"
    "  JOIN requirement_role rr ON rr.role = p.role AND rr.requirement_id = $2 WHERE p.id % $6 = $7 AND p.starts_on <= $3 AND (p.ends_on IS NULL OR p.ends_on >= $3)");

SQL(demo_outside_add,
    "INSERT INTO outside_learning (id, person_id, what, title, provider, held_on, minutes, theme_id, words, shown, made_at, changed_at)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS BIGINT), h.id, CAST($8 AS TEXT), 1, CAST($9 AS BIGINT), CAST($9 AS BIGINT)"
    "  FROM theme h WHERE h.name = $10");
SQL(demo_goal_add, "INSERT INTO goal (id, person_id, words, by_on, met_on, made_at) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(demo_reflection_add,
    "INSERT INTO reflection (registration_id, person_id, words, shown, changed_at) SELECT r.id, r.person_id, CAST($2 AS TEXT), 0, e.ends_at FROM registration r JOIN event e ON e.id = r.event_id"
    " WHERE r.person_id = $1 AND r.state = 'confirmed' AND EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = r.id AND a.mark = 'present') ORDER BY e.starts_at DESC LIMIT 1");

SQL(demo_certificate_rule_add,
    "INSERT INTO certificate_rule (course_id, least_percent, needs_evaluation, valid_months, remind_days, renewing_course_id)"
    " SELECT c.id, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), 60, (SELECT n.id FROM course n WHERE n.code = $5) FROM course c WHERE c.code = $1");
/* Given long ago, by the rule of today; of what has ended, people were told then. */
SQL(demo_certificates_end,
    "UPDATE certificate SET expires_on = replace(CAST(CAST(substr(held_on, 1, 4) AS BIGINT) + $2 AS TEXT) || substr(held_on, 5), '-02-29', '-02-28'),"
    " told = CASE WHEN CAST(CAST(substr(held_on, 1, 4) AS BIGINT) + $2 AS TEXT) || substr(held_on, 5) < $3 THEN 2 ELSE 0 END"
    " WHERE registration_id IN (SELECT r.id FROM registration r JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id WHERE c.code = $1)");

#define ALL_STAFF "headteacher|CPD lead|school business manager|SENCO|designated safeguarding lead|phase leader|subject leader|teacher|early career teacher|teaching assistant|mental health lead|office staff|site staff"

/* shares: of ten people, how many are recorded by their school. Letters go out for one of them, or a demonstration would begin with thousands. */
static const struct { const char *name, *words, *roles, *courses; int64_t every_months, each_year_from, first_days, remind_days, shares; } requirements[] = {
    { "Safeguarding, each year", "The whole-school update in September, or our autumn update.", ALL_STAFF, "SG-416", 0, 9, 30, 0, 9 },
    { "Prevent", "Recognising and referring.", ALL_STAFF, "SG-413", 24, 0, 120, 0, 7 },
    { "Online safety", "Any training of an hour or more.", "headteacher|designated safeguarding lead|teacher|early career teacher|teaching assistant", "SG-410", 24, 0, 180, 0, 8 },
    { "Designated safeguarding lead", "The full training, then the refresher.", "headteacher|designated safeguarding lead", "SG-401|SG-404", 24, 0, 60, 60, 6 },
    { "Safer recruitment", "One trained person on every panel.", "headteacher|school business manager", "SG-407", 36, 0, 120, 0, 5 },
    { "Paediatric first aid", "Two days, with a certificate.", "teaching assistant", "EY-501", 36, 0, 180, 0, 4 },
    { "Governor induction", "Once, in the first year.", "governor", "GO-901", 0, 0, 365, 0, 5 },
    { "Safeguarding for governors", "Strategic, every two years.", "governor|clerk to governors", "GO-904", 24, 0, 90, 0, 6 },
    { "Declaration of interests", "Made to the clerk each autumn.", "governor", "", 0, 9, 30, 0, 8 },
};

enum { TENTHS = 10, APART = 1 << 30, YEAR_DAYS = 365 };

static const char *part(Ctx *cx, const char **words)
{
    size_t n = strcspn(*words, "|");
    const char *one = text_copy(cx, *words, n);
    *words += n + ((*words)[n] == '|');
    return one;
}

/* By year a share meets it in September; by an interval, shares lie months apart, so that some come due just now. */
static Error *in_school(Ctx *cx, Demo *demo, size_t which, int64_t id)
{
    const char *year = academic_year_of(cx, demo->today);
    int64_t months = requirements[which].every_months ? requirements[which].every_months : 12;
    for (int64_t tenth = 0; tenth < requirements[which].shares; tenth++) {
        const char *on = requirements[which].each_year_from ? date_add_days(cx, year, tenth < 7 ? 1 : 1 - YEAR_DAYS) : date_add_days(cx, demo->today, -(tenth * months * 33) / TENTHS - 9 * (int64_t)which);
        if (strcmp(on, demo->today) > 0) on = demo->today;
        TRY(demo_put(cx, demo, demo_met_in_school, INT(APART * (int64_t)(which + 1)), INT(id), STR(on), STR("INSET day"), INT(demo->now), INT(TENTHS), INT((tenth * 7 + (int64_t)which) % TENTHS)));
    }
    return OK;
}

static Error *requirements_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    for (size_t i = 0; i < COUNT(requirements); i++) {
        int64_t id = demo_id(demo);
        TRY(demo_put(cx, demo, demo_requirement_add, INT(id), STR(requirements[i].name), STR(text_fold(cx, requirements[i].name)), STR(requirements[i].words), INT(requirements[i].every_months),
                     INT(requirements[i].each_year_from), INT(requirements[i].first_days), INT(requirements[i].remind_days), INT((int64_t)i + 1)));
        for (const char *roles = requirements[i].roles; *roles;) TRY(demo_put(cx, demo, demo_requirement_role_add, INT(id), STR(part(cx, &roles))));
        for (const char *courses = requirements[i].courses; *courses;) TRY(demo_put(cx, demo, demo_requirement_course_add, INT(id), STR(part(cx, &courses))));
        TRY(in_school(cx, demo, i, id));
    }
    return demo_put(cx, demo, demo_met_by_course, NONE);
}

static const struct { const char *code, *renewed_by; int64_t least_percent, needs_evaluation, years; } rules[] = {
    { "SG-401", "SG-404", 100, 1, 2 }, { "SG-404", "", 100, 1, 2 }, { "SG-407", "", 100, 0, 5 }, { "EY-501", "", 100, 0, 3 }, { "GO-919", "", 100, 0, 5 }, { "LE-201", "", 75, 0, 0 },
};

static Error *rules_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    for (size_t i = 0; i < COUNT(rules); i++) {
        TRY(demo_put(cx, demo, demo_certificate_rule_add, STR(rules[i].code), INT(rules[i].least_percent), INT(rules[i].needs_evaluation), INT(rules[i].years * 12), STR(rules[i].renewed_by)));
        if (rules[i].years) TRY(demo_put(cx, demo, demo_certificates_end, STR(rules[i].code), INT(rules[i].years), STR(demo->today)));
    }
    return OK;
}

/* ---- skills of boards ---- */

SQL(demo_skill_add, "INSERT INTO skill (id, name, name_folded, position) VALUES ($1, $2, $3, $4)");
/* Every board but for some governors; of the later skills fewer are sure. */
SQL(demo_skill_answers,
    "INSERT INTO skill_answer (organisation_id, person_id, skill_id, level, answered_on) SELECT p.organisation_id, p.person_id, CAST($1 AS BIGINT), (p.id * 7 + CAST($2 AS BIGINT) * 5) % (4 - CAST($2 AS BIGINT) / 4), CAST($3 AS TEXT)"
    "  FROM post p WHERE p.role = 'governor' AND p.starts_on <= $3 AND (p.ends_on IS NULL OR p.ends_on >= $3) AND p.id % 6 > 0 ON CONFLICT DO NOTHING");
static const char *const skills[] = { "Finance", "Education", "Safeguarding", "Human resources", "Buildings and premises", "Law", "Data and performance", "SEND", "Risk", "Climate and sustainability" };

static Error *skills_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    for (size_t i = 0; i < COUNT(skills); i++) {
        int64_t id = demo_id(demo);
        TRY(demo_put(cx, demo, demo_skill_add, INT(id), STR(skills[i]), STR(text_fold(cx, skills[i])), INT((int64_t)i + 1)));
        TRY(demo_put(cx, demo, demo_skill_answers, INT(id), INT((int64_t)i), STR(demo->today)));
    }
    return OK;
}

/* ---- what people added themselves ---- */

static const struct { const char *what, *title, *provider, *theme, *words; int64_t days_ago, minutes; } elsewhere[] = {
    { "attended", "A reading conference", "A university’s school of education", "Curriculum", "Talk before text: we now tell the story of a page before anybody writes.", 47, 330 },
    { "shared", "Staff meeting: what I brought back from the conference", "", "Curriculum", "Five colleagues try it until half-term, and we compare books.", 33, 45 },
    { "attended", "A webinar on dyslexia", "A charity", "SEND", "", 160, 60 },
    { "presented", "Talk to trainee teachers on feedback", "A teacher-training partnership", "Curriculum", "", 240, 90 },
};
static const struct { const char *words; int64_t by_days, met_days; } goals[] = {
    { "Lead the English team from next September", 270, 0 }, { "Watch three colleagues teach reading, and be watched", 40, 0 }, { "Understand the data meeting well enough to ask one good question", -20, 25 },
};

/* Of the school that a visitor signs in at: two entries and a goal each, in turn, and a reflection on the latest course. */
static Error *added_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const DemoOrganisation *school = &demo->organisations[demo_body_count];
    for (size_t i = 0; i < school->person_count; i++) {
        const DemoPerson *person = &demo->people[school->first_person + i];
        if (person->governor) continue;
        for (size_t k = i % 2; k < COUNT(elsewhere); k += 2)
            TRY(demo_put(cx, demo, demo_outside_add, INT(demo_id(demo)), INT(person->id), STR(elsewhere[k].what), STR(elsewhere[k].title), STR(elsewhere[k].provider),
                         STR(date_add_days(cx, demo->today, -elsewhere[k].days_ago - (int64_t)i)), INT(elsewhere[k].minutes), STR(elsewhere[k].words), INT(demo->now), STR(elsewhere[k].theme)));
        for (size_t k = i % 3; k < COUNT(goals); k += 2)
            TRY(demo_put(cx, demo, demo_goal_add, INT(demo_id(demo)), INT(person->id), STR(goals[k].words), STR(date_add_days(cx, demo->today, goals[k].by_days)),
                         STR(goals[k].met_days ? date_add_days(cx, demo->today, -goals[k].met_days) : ""), INT(demo->now)));
        TRY(demo_put(cx, demo, demo_reflection_add, INT(person->id), STR("Slower, and with more talk. I want to see whether the quiet ones write more by half-term.")));
    }
    return OK;
}

Error *demo_record(Ctx *cx, Demo *demo)
{
    TRY(demo_slice(cx, demo, requirements_lay, demo));
    TRY(demo_slice(cx, demo, rules_lay, demo));
    TRY(demo_slice(cx, demo, skills_lay, demo));
    return demo_slice(cx, demo, added_lay, demo);
}
