/* Every statement of the program, and how rows become structs. */
#include <stdio.h>
#include <stdlib.h>

#include "platform/base/text.h"
#include "platform/db/driver.h"
#include "tests/fixture.h"

static int highest_parameter(const char *sql)
{
    int64_t highest = 0, number;
    for (const char *at = sql; (at = strchr(at, '$')); at++)
        if (number_parse(text_copy(test_cx(), at + 1, strspn(at + 1, "0123456789")), 1, ARGS_MOST, &number) && number > highest) highest = number;
    return (int)highest;
}

TEST("every statement of the program prepares, and PostgreSQL types all that goes in or out as BIGINT, TEXT or BYTEA")
{
    Ctx *cx = as(&nobody);
    int wrong = 0;
    for (const Sql *const *sql = __start_lyceum_sql; sql != __stop_lyceum_sql; sql++) {
        Error *error = cx->db->driver->describe(cx, cx->db, *sql);
        if (!error) continue;
        print_message("# %s %s: %s\n", (*sql)->file, (*sql)->name, error->log);
        wrong++;
        as(&nobody);   /* PostgreSQL's transaction is spoilt; the Ctx is the next one's */
        cx = as(&nobody);
    }
    EXPECT_EQUAL(wrong, 0);
}

TEST("both wordings of a statement take the same parameters")
{
    for (const Sql *const *sql = __start_lyceum_sql; sql != __stop_lyceum_sql; sql++)
        if (highest_parameter((*sql)->sqlite) != highest_parameter((*sql)->postgres)) {
            print_message("# %s %s\n", (*sql)->file, (*sql)->name);
            EXPECT_EQUAL(highest_parameter((*sql)->sqlite), highest_parameter((*sql)->postgres));
        }
}

/* ---- rows into structs ---- */

typedef struct { int64_t id, none; const char *word, *absent; Bytes bytes; } Row;
static const Column row_whole[] = { COLUMN(Row, word), COLUMN(Row, id), COLUMN(Row, bytes), COLUMN(Row, none), COLUMN(Row, absent) };
static const Column row_more[]  = { COLUMN(Row, id), COLUMN(Row, none) };
static const Column row_word[]  = { { "id", offsetof(Row, word), COLUMN_TEXT } };

#define ROW_GIVEN(bytes) "SELECT CAST($2 AS BIGINT) AS id, CAST($1 AS TEXT) AS word, CAST($3 AS " bytes ") AS bytes," \
                         " CAST(NULL AS BIGINT) AS none, CAST(NULL AS TEXT) AS absent"
SQL2(row_given, ROW_GIVEN("BLOB"), ROW_GIVEN("BYTEA"));
SQL(row_short, "SELECT CAST($1 AS BIGINT) AS id");
SQL(numbers, "WITH RECURSIVE n (id) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT id + 1 FROM n WHERE id < CAST($1 AS BIGINT)) SELECT id FROM n");
SQL(person_count, "SELECT count(*) FROM person");
static const Column number_row[] = { COLUMN(Row, id) };

TEST("a row fills its struct by the names of its columns, in whatever order; NULL is 0 or an empty text")
{
    Row row = { .none = 7, .absent = "left" };
    EXPECT_OK(db_one(as(&nobody), row_given, row_whole, &row, STR("Siobhán"), INT(-5000000000), BYTES("a\0b", 3)));
    EXPECT_SAME(row.word, "Siobhán");
    EXPECT_EQUAL(row.id, -5000000000);
    EXPECT(row.bytes.length == 3 && memcmp(row.bytes.bytes, "a\0b", 3) == 0);
    EXPECT_EQUAL(row.none, 0);
    EXPECT_SAME(row.absent, "");
}

TEST("a column that the struct wants and the query lacks is refused by name")
{
    Row row = { .id = 9 };
    Error *error = db_one(as(&nobody), row_short, row_more, &row, INT(1));
    EXPECT(error && error->kind == BROKEN);
    EXPECT_HAS(error->log, "row_short has no column none");
}

TEST("a number where the struct wants text is refused, and so is a parameter too many")
{
    Row row;
    EXPECT_REFUSED(db_one(as(&nobody), row_short, row_word, &row, INT(1)), BROKEN, "our fault");
    EXPECT_REFUSED(db_one(as(&nobody), row_short, number_row, &row, INT(1), INT(2)), BROKEN, "our fault");
}

TEST("a list comes whole and in order, and one too long for memory is refused")
{
    Row *rows;
    size_t count;
    EXPECT_OK(db_list(as(&nobody), numbers, number_row, &rows, &count, INT(1000)));
    EXPECT(count == 1000 && rows[0].id == 1 && rows[999].id == 1000);
    EXPECT_OK(db_list(as(&nobody), numbers, number_row, &rows, &count, INT(DB_ROWS_MOST)));
    EXPECT_REFUSED(db_list(as(&nobody), numbers, number_row, &rows, &count, INT(DB_ROWS_MOST + 1)), BROKEN, "our fault");
}

static Error *add_up(Ctx *cx, void *row, void *sum)
{
    int64_t people;
    *(int64_t *)sum += ((Row *)row)->id;
    return ((Row *)row)->id % 10000 ? OK : db_number(cx, person_count, &people, NONE);   /* another statement between two rows */
}

TEST("a long answer is read row by row, with other statements between")
{
    Row row;
    int64_t sum = 0;
    EXPECT_OK(db_each(as(&nobody), numbers, number_row, &row, add_up, &sum, INT(100000)));
    EXPECT_EQUAL(sum, 5000050000);
}

TEST("a page's questions are answered together, each into its own place")
{
    Row *rows, one = {0};
    size_t count;
    int64_t people = 0;
    bool found;
    Ctx *cx = as(&nobody);
    EXPECT_OK(db_all(cx, (Query[]){ QUERY_LIST(numbers, number_row, &rows, &count, INT(3)), QUERY_NUMBER(person_count, &people, NONE),
                                    QUERY_MAYBE(row_short, number_row, &one, &found, INT(8)) }, 3));
    EXPECT(count == 3 && rows[2].id == 3 && found && one.id == 8);
    EXPECT_EQUAL(people, fixture_number("SELECT count(*) FROM person"));
}

SQL(setting_put, "INSERT INTO setting (name, value) VALUES ($1, $2)");
SQL(setting_count, "SELECT count(*) FROM setting WHERE name LIKE 'together %'");

typedef struct { int64_t before, after; } Counted;

static Error *put_and_count(Ctx *cx, void *data)
{
    Counted *counted = data;
    return db_all(cx, (Query[]){ QUERY_RUN(setting_put, STR("together 1"), STR("a")), QUERY_NUMBER(setting_count, &counted->before, NONE),
                                 QUERY_RUN(setting_put, STR("together 2"), STR("b")), QUERY_NUMBER(setting_count, &counted->after, NONE) }, 4);
}

static Error *put_twice(Ctx *cx, void *nothing)
{
    return db_all(cx, (Query[]){ QUERY_RUN(setting_put, STR("together 3"), STR("c")), QUERY_RUN(setting_put, STR("together 1"), STR("d")) }, 2);
}

TEST("changes sent together are made in their order, and a mistake in one of them undoes the act")
{
    Counted counted = {0};
    EXPECT_OK(write_as(&nobody, put_and_count, &counted));
    EXPECT_EQUAL(counted.before, 1);
    EXPECT_EQUAL(counted.after, 2);
    EXPECT_REFUSED(write_as(&nobody, put_twice, NULL), BROKEN, "our fault");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM setting WHERE name LIKE 'together %'"), 2);
}

TEST("a mistake in one of a page's questions fails the page, and the next page has its answers")
{
    Row *rows, one;
    size_t count;
    bool found;
    EXPECT_REFUSED(db_all(as(&nobody), (Query[]){ QUERY_MAYBE(row_short, row_more, &one, &found, INT(8)), QUERY_LIST(numbers, number_row, &rows, &count, INT(3)) }, 2),
                   BROKEN, "our fault");
    EXPECT_OK(db_list(as(&nobody), numbers, number_row, &rows, &count, INT(4)));
    EXPECT_EQUAL((int64_t)count, 4);
}
