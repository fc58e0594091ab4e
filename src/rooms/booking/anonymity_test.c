/* Nobody finds out who said what: not from what is shown, and not from what is kept. */
#include "platform/base/text.h"
#include "platform/db/store.h"
#include "tests/fixture_evaluation.h"

static int64_t counted_answers(void) { return fixture_number("SELECT CAST(COALESCE(sum(answers), 0) AS BIGINT) FROM evaluation_round"); }

static void say(int64_t from, int64_t to)
{
    for (int64_t i = from; i <= to; i++) EXPECT_EQUAL(evaluation_say(i, text(test_cx(), "Words of number %ld", (long)i)).status, 303);
    evaluation_job("mix");
}

TEST("of four answers nothing is ever counted, and at the end they are deleted unread")
{
    evaluation_people(8);
    evaluation_job("send");
    say(1, 4);
    EXPECT_EQUAL(counted_answers(), 0);
    fixture_at("2026-12-30T00:01");
    evaluation_job("mix");
    EXPECT_EQUAL(counted_answers(), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_sum"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_comment"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box"), 0);
}

TEST("five are counted at the end, and as soon as everybody has answered")
{
    evaluation_people(5);
    evaluation_job("send");
    say(1, 4);
    EXPECT_EQUAL(counted_answers(), 0);
    say(5, 5);
    EXPECT_EQUAL(counted_answers(), 5);
    EXPECT_EQUAL(fixture_number("SELECT answers FROM evaluation_sum WHERE question_id = 1 AND choice = 5"), 5);
    EXPECT_EQUAL(fixture_number("SELECT scale_sum FROM course_rating WHERE course_id = 52"), 50);
}

TEST("what is counted grows by five people or more at a time, and none is left over at the end")
{
    evaluation_people(20);
    evaluation_job("send");
    say(1, 9);
    EXPECT_EQUAL(counted_answers(), 0);
    say(10, 10);
    EXPECT_EQUAL(counted_answers(), 5);
    say(11, 14);
    EXPECT_EQUAL(counted_answers(), 5);
    say(15, 15);
    EXPECT_EQUAL(counted_answers(), 10);
    say(16, 17);
    fixture_at("2026-12-30T00:01");
    evaluation_job("mix");
    EXPECT_EQUAL(counted_answers(), 17);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_comment"), 17);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box"), 0);
}

TEST("while answers wait they are sealed, all as long as each other, and none says whose it is")
{
    evaluation_people(3);
    evaluation_job("send");
    EXPECT_EQUAL(evaluation_say(1, "").status, 303);
    EXPECT_EQUAL(evaluation_say(2, "Words that are easily found again").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_box WHERE sealed LIKE '%easily%'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT length(sealed)) FROM evaluation_box"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT sealed) FROM evaluation_box"), 2);
}

/* ---- what is kept ---- */

static const char *const apart[] = { "evaluation_comment", "evaluation_sum", "evaluation_box" };

typedef struct { const char *table_name, *column_name; int64_t number; } Field;
static const Column field_row[] = { COLUMN(Field, table_name), COLUMN(Field, column_name), COLUMN(Field, number) };
SQL2(anonymity_fields,
     "SELECT t.name AS table_name, c.name AS column_name, CAST(lower(c.type) = 'integer' AS INTEGER) AS number FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c"
     " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.hidden = 0 AND lower(c.type) IN ('integer', 'text') ORDER BY t.name",
     "SELECT CAST(c.table_name AS TEXT) AS table_name, CAST(c.column_name AS TEXT) AS column_name, CAST(CASE WHEN c.data_type = 'bigint' THEN 1 ELSE 0 END AS BIGINT) AS number"
     " FROM information_schema.columns c WHERE c.table_schema = current_schema() AND c.data_type IN ('bigint', 'text') ORDER BY CAST(c.table_name AS TEXT)");

TEST("no row of what was said leads to a person: no id, no word and no moment of it is anywhere else in the store")
{
    Field *fields;
    size_t count, looked = 0;
    evaluation_people(6);
    evaluation_job("send");
    fixture_run("UPDATE registration SET person_id = 102 WHERE id = 5001");
    /* ben is signed in, in the browser that he answers from, and sends the form twice */
    const char *const said[] = { "q1", "5", "q2", "4", "q3", "5", "q6", "1", "q7", "Words of nobody", NULL };
    EXPECT_EQUAL(visit_again(&ben, evaluation_link(1, "end"), said, "one-key").status, 303);
    EXPECT_EQUAL(visit_again(&ben, evaluation_link(1, "end"), said, "one-key").status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM command_key WHERE route LIKE '/evaluate/%'"), 0);
    say(2, 6);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_comment WHERE words = 'Words of nobody'"), 1);
    EXPECT_OK(db_list(as(&nobody), anonymity_fields, field_row, &fields, &count, NONE));
    for (size_t i = 0; i < count; ) {   /* a question for each table, about all of its columns */
        const char *table = text(test_cx(), "%s", fields[i].table_name);
        Draft found = { .cx = test_cx() };
        bool own = false;
        for (size_t a = 0; a < COUNT(apart); a++) own = own || same(table, apart[a]);
        draft_add(&found, "SELECT count(*) FROM %s WHERE 1 = 0", table);
        for (; i < count && same(fields[i].table_name, table); i++, looked += !own)
            draft_add(&found, fields[i].number ? " OR %s IN (SELECT id FROM evaluation_comment)" : " OR %s LIKE '%%Words of n%%'", fields[i].column_name);
        if (own) continue;
        if (fixture_number(draft_text(&found))) print_message("# %s\n", table);
        EXPECT_EQUAL(fixture_number(draft_text(&found)), 0);
    }
    EXPECT(looked > 200);
    for (size_t i = 0; i < COUNT(apart); i++)   /* and these have no column for it */
        for (size_t f = 0; f < count; f++)
            if (same(fields[f].table_name, apart[i])) EXPECT(!one_of(fields[f].column_name, "person_id registration_id answered_at answered_on created_at made_at"));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what LIKE 'evaluation.answer%'"), 0);
}

TEST("PostgreSQL's own columns lead from what was said to nobody, either")
{
    if (!same(test_store(), "postgres")) test_skip("SQLite has no such columns");
    evaluation_people(5);
    evaluation_job("send");
    say(1, 5);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_comment"), 5);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_comment c JOIN evaluation_invitation i ON c.xmin = i.xmin"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM evaluation_sum c JOIN evaluation_invitation i ON c.xmin = i.xmin"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(DISTINCT CAST(c.xmin AS TEXT)) FROM evaluation_comment c"), 1);
}
