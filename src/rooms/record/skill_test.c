/* The skills audit of a board: each governor for themself, the board's gaps to its chair, clerk and leaders, the list to the office. */
#include "rooms/record/skill.h"

#include "platform/base/text.h"
#include "tests/fixture.h"

static Error *set_act(Ctx *cx, void *lines) { return skills_set(cx, lines); }

static void audit(void)
{
    static char lines[] = "Finance\r\n\r\n  Safeguarding \nHuman resources\n";
    EXPECT_OK(write_as(&dora, set_act, lines));
    fixture_run("UPDATE post SET ends_on = '2026-01-01', starts_on = '2025-01-01' WHERE person_id = 107 AND organisation_id = 12");   /* gus governs Alder Grove alone */
}

static Visit answer(const Somebody *who, const char *finance, const char *safeguarding, const char *people)
{
    const char *name[3];
    Skill *skills;
    size_t n;
    EXPECT_OK(skills_in_use(as(who), &skills, &n));
    EXPECT_EQUAL(n, 3);
    for (size_t i = 0; i < n; i++) name[i] = text(test_cx(), "skill-%ld", (long)skills[i].id);
    return visit(who, "POST", "/training/my-skills", FORM_OF(name[0], finance, name[1], safeguarding, name[2], people));
}

TEST("a governor says how they stand with each skill, and may change it; whoever is no governor has no audit")
{
    audit();
    Visit refused = answer(&gus, "2", "", "0");
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Say how you stand with: Safeguarding");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM skill_answer"), 0);
    EXPECT_EQUAL(answer(&gus, "2", "1", "0").status, 303);
    EXPECT_EQUAL(answer(&gus, "3", "1", "0").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT CAST(sum(level) AS BIGINT) FROM skill_answer"), 4);
    EXPECT_EQUAL(visit(&ben, "GET", "/training/my-skills", NULL).status, 404);
}

TEST("the board sees its gaps, and only those of its own who may")
{
    BoardSkills board;
    audit();
    EXPECT_EQUAL(answer(&gus, "3", "1", "0").status, 303);
    EXPECT_OK(skills_of_board(as(&ann), ALDER, &board));
    EXPECT_EQUAL(board.governors, 1);
    EXPECT_EQUAL(board.answered, 1);
    EXPECT_SAME(board.skills[0].good, "Gus Pemberton");
    EXPECT_SAME(board.skills[1].good, "");
    EXPECT_HAS(visit(&ann, "GET", "/training/skills", NULL).body, "Nobody yet");
    EXPECT_HAS(visit(&ann, "GET", "/training/skills.csv", NULL).body, "Finance,1,0,0,0,Gus Pemberton");
    EXPECT_EQUAL(visit(&gus, "GET", "/training/skills", NULL).status, 404);
    EXPECT_REFUSED(skills_of_board(as(&cara), ALDER, &board), MISSING, "not found");
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/schools/11/training/skills", NULL).status, 200);
    fixture_run("UPDATE post SET governor_office = 'chair' WHERE person_id = 107");
    EXPECT_EQUAL(visit(&gus, "GET", "/training/skills", NULL).status, 200);
    fixture_run("UPDATE post SET ends_on = '2026-11-01' WHERE person_id = 107");       /* whoever has left counts no more */
    EXPECT_OK(skills_of_board(as(&ann), ALDER, &board));
    EXPECT_EQUAL(board.answered, 0);
}

TEST("a skill that is taken out is asked no more, and comes back with its answers; the list is the office’s")
{
    static char fewer[] = "Finance", again[] = "finance\nSafeguarding\nHuman resources";
    OwnSkill *own;
    size_t n;
    audit();
    EXPECT_EQUAL(answer(&gus, "3", "1", "0").status, 303);
    EXPECT_REFUSED(write_as(&ann, set_act, fewer), FORBIDDEN, "permission");
    EXPECT_OK(write_as(&dora, set_act, fewer));
    EXPECT_OK(skills_own(as(&gus), &own, &n));
    EXPECT_EQUAL(n, 1);
    EXPECT_OK(write_as(&dora, set_act, again));
    EXPECT_OK(skills_own(as(&gus), &own, &n));
    EXPECT_EQUAL(n, 3);
    EXPECT_EQUAL(own[1].level, 1);
}
