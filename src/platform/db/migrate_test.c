/* A store grows up one dated step at a time, wholly or not at all. */
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "tests/fixture.h"
#include "tests/fixture_postgres.h"

#define ALIKE(name, sql) { name, sql, sql }
static const Migration first = ALIKE("2026-01-01-tree", "CREATE TABLE tree (id BIGINT PRIMARY KEY, parent BIGINT REFERENCES tree (id)); INSERT INTO tree VALUES (1, NULL);");
static const Migration second = ALIKE("2026-02-01-leaf", "CREATE TABLE leaf (id BIGINT PRIMARY KEY); INSERT INTO leaf VALUES (1);");
static const Migration second_changed = ALIKE("2026-02-01-leaf", "CREATE TABLE leaf (id BIGINT PRIMARY KEY); INSERT INTO leaf VALUES (2);");
static const Migration second_wrong = ALIKE("2026-02-01-leaf", "CREATE TABLE leaf (id BIGINT PRIMARY KEY); INSERT INTO leaf VALUES (1); INSERT INTO leaf VALUES (1);");
static const Migration orphans = { "2026-02-01-leaf", "INSERT INTO tree VALUES (2, 99);", "INSERT INTO tree VALUES (2, 99);" };
static const Migration slow = ALIKE("2026-02-01-leaf", "CREATE TABLE leaf (id BIGINT PRIMARY KEY); INSERT INTO leaf WITH RECURSIVE n (id) AS"
                                    " (SELECT CAST(1 AS BIGINT) UNION ALL SELECT id + 1 FROM n WHERE id < 300000) SELECT id FROM n;");

SQL2(tables_known, "SELECT count(*) FROM sqlite_master WHERE name = $1",
                   "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = CAST($1 AS TEXT)");

static const char *url;
static Store *store;

static void closed(void *nothing) { store_close(store); store = NULL; }

static Ctx *opened(void)
{
    Ctx *cx = new(test_cx(), Ctx);
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = url, .create = true }, &store));
    *cx = *test_cx();
    cx->store = store;
    return cx;
}

static Ctx *fresh(void)
{
    url = same(test_store(), "postgres") ? fixture_postgres() : text(test_cx(), "%s/grown.db", test_folder());
    test_after(closed, NULL);
    return opened();
}

static bool known(Ctx *cx, const char *table)
{
    int64_t n;
    EXPECT_OK(store_read_begin(cx));
    EXPECT_OK(db_number(cx, tables_known, &n, STR(table)));
    store_read_end(cx);
    return n > 0;
}

TEST("what was applied is not applied again, and what is new is")
{
    Ctx *cx = fresh();
    size_t applied;
    bool current;
    EXPECT_OK(store_migrate(cx, &first, 1, &applied));
    EXPECT(applied == 1);
    EXPECT_OK(store_migrate(cx, &first, 1, &applied));
    EXPECT(applied == 0);
    EXPECT_OK(store_schema_current(cx, (Migration[]){ first, second }, 2, &current));
    EXPECT(!current);
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, second }, 2, &applied));
    EXPECT(applied == 1 && known(cx, "leaf"));
    EXPECT_OK(store_schema_current(cx, (Migration[]){ first, second }, 2, &current));
    EXPECT(current);
}

TEST("a migration that changed after it was applied is refused by name")
{
    Ctx *cx = fresh();
    size_t applied;
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, second }, 2, &applied));
    EXPECT_REFUSED(store_migrate(cx, (Migration[]){ first, second_changed }, 2, &applied), CONFLICT, "2026-02-01-leaf is not the one that this store was made with");
}

TEST("a store of a newer release is refused, not changed")
{
    Ctx *cx = fresh();
    size_t applied;
    bool current;
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, second }, 2, &applied));
    EXPECT_REFUSED(store_migrate(cx, &first, 1, &applied), CONFLICT, "changed by a newer lyceum");
    EXPECT_REFUSED(store_schema_current(cx, &first, 1, &current), CONFLICT, "changed by a newer lyceum");
}

TEST("a migration that fails leaves nothing of itself, and the mended one finishes")
{
    Ctx *cx = fresh();
    size_t applied;
    EXPECT(store_migrate(cx, (Migration[]){ first, second_wrong }, 2, &applied) != OK);
    EXPECT(known(cx, "tree") && !known(cx, "leaf"));
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, second }, 2, &applied));
    EXPECT(applied == 1 && known(cx, "leaf"));
}

TEST("a migration that leaves rows referring to nothing is refused whole")
{
    Ctx *cx = fresh();
    size_t applied;
    EXPECT(store_migrate(cx, (Migration[]){ first, orphans }, 2, &applied) != OK);
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, second }, 2, &applied));
    EXPECT(applied == 1);
}

TEST("a store with something to lose is copied before it is changed")
{
    Ctx *cx = fresh();
    size_t applied;
    glob_t copies;
    if (same(test_store(), "postgres")) test_skip("PostgreSQL is backed up by its own means");
    EXPECT_OK(store_migrate(cx, &first, 1, &applied));
    EXPECT(glob(text(test_cx(), "%s.before-*", url), 0, NULL, &copies) == GLOB_NOMATCH);
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, second }, 2, &applied));
    EXPECT(glob(text(test_cx(), "%s.before-*", url), 0, NULL, &copies) == 0);
    EXPECT_EQUAL((int64_t)copies.gl_pathc, 1);
    const char *copy = text(test_cx(), "%s", copies.gl_pathv[0]);
    globfree(&copies);

    store_close(store);
    url = copy;
    cx = opened();
    EXPECT(known(cx, "tree") && !known(cx, "leaf"));
}

/* The child is another process, as a killed upgrade would be. */
static void killed_after(int64_t wait_us)
{
    size_t applied;
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        Ctx *cx = opened();
        _exit(store_migrate(cx, (Migration[]){ first, slow }, 2, &applied) == OK ? 0 : 1);
    }
    usleep((useconds_t)wait_us);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

TEST("a migration killed halfway leaves the old store or the new one, and the next run finishes")
{
    size_t applied;
    Ctx *cx = fresh();
    EXPECT_OK(store_migrate(cx, &first, 1, &applied));
    for (int64_t wait_us = 5000; wait_us <= 85000; wait_us += 20000) {
        closed(NULL);
        killed_after(wait_us);
        cx = opened();
    }
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, slow }, 2, &applied));
    EXPECT(applied <= 1);
    EXPECT(known(cx, "tree") && known(cx, "leaf"));
    EXPECT_OK(store_migrate(cx, (Migration[]){ first, slow }, 2, &applied));
    EXPECT(applied == 0);
}
