/* PostgreSQL goes away and comes back. */
#include "platform/base/text.h"
#include "tests/fixture.h"

SQL2(connections_cut, "SELECT CAST(0 AS BIGINT)", "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
     " WHERE application_name = 'lyceum ' || current_schema() AND datname = current_database() AND pid <> pg_backend_pid()");
SQL2(own_cut, "SELECT CAST(0 AS BIGINT)", "SELECT count(pg_terminate_backend(pg_backend_pid()))");
SQL(state_add, "INSERT INTO store_state (name, value) VALUES ($1, '')");

static void postgres_only(void)
{
    if (!same(test_store(), "postgres")) test_skip("a SQLite file does not go away");
}

/* Everybody's connection but the one that asks, and then that one's. */
static void connections_lost(void)
{
    int64_t n;
    EXPECT_OK(db_number(as(&nobody), connections_cut, &n, NONE));
    EXPECT(db_number(as(&nobody), own_cut, &n, NONE) != OK);
}

static Error *add(Ctx *cx, void *name) { return db_run(cx, state_add, NULL, STR(name)); }

static Error *add_and_lose(Ctx *cx, void *name)
{
    int64_t n;
    TRY(add(cx, name));
    return db_number(cx, own_cut, &n, NONE);
}

TEST("connections that were lost are made again, and nobody notices")
{
    postgres_only();
    EXPECT_OK(write_as(&nobody, add, (char[]){ "before" }));
    connections_lost();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'before'"), 1);
    EXPECT_OK(write_as(&nobody, add, (char[]){ "after" }));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'after'"), 1);
}

TEST("where the answer to the commit itself is lost, nobody claims to know whether it was kept")
{
    postgres_only();
    fixture_store();
    fixture_run("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
    fixture_run("CREATE CONSTRAINT TRIGGER cut_late AFTER INSERT ON store_state DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()");
    Error *error = write_as(&nobody, add, (char[]){ "perhaps" });
    EXPECT_REFUSED(error, UNAVAILABLE, "cannot tell whether this was done");
    EXPECT(error->unknown);
}

static Error *add_twice(Ctx *cx, void *name)
{
    TRY(add(cx, name));
    return add(cx, name);
}

TEST("what PostgreSQL complains of goes to the log without what the row held")
{
    postgres_only();
    Error *error = write_as(&nobody, add_twice, (char[]){ "Siobhan Patel" });
    EXPECT(error && error->log);
    EXPECT_HAS(error->log, "duplicate key value");
    EXPECT_LACKS(error->log, "Siobhan");
}

TEST("a connection lost in the middle of an act leaves nothing of it, and says to try again")
{
    postgres_only();
    EXPECT_REFUSED(write_as(&nobody, add_and_lose, (char[]){ "lost" }), UNAVAILABLE, "Try again");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'lost'"), 0);
    EXPECT_OK(write_as(&nobody, add, (char[]){ "lost" }));
}
