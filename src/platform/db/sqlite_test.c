/* Who moves the log. The SQLite of Debian 12 can corrupt a file when two connections write or move its log at once, so one alone does. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/db/inside.h"
#include "platform/db/sqlite.h"
#include "tests/fixture.h"

SQL(kept_here, "SELECT count(*) FROM store_state WHERE name = 'kept'");
SQL(keep_here, "INSERT INTO store_state (name, value) VALUES ('kept', $1)");
static const Sql pull = { "pull", "PRAGMA wal_checkpoint(TRUNCATE)", "", __FILE__ };

static void sqlite_only(void)
{
    if (same(test_store(), "postgres")) test_skip("this is about SQLite's log");
}

static Error *keep(Ctx *cx, void *nothing) { return db_run(cx, keep_here, NULL, STR("here")); }

/* A store whose process was killed: what it committed is in the log alone. */
static const char *left_behind(void)
{
    const char *path = text(test_cx(), "%s/left.db", test_folder());
    fflush(NULL);
    pid_t child = fork();
    EXPECT(child >= 0);
    if (child == 0) {
        Ctx cx = *test_cx();
        size_t applied;
        Error *error = store_open(&cx, &(StoreOptions){ .url = path, .create = true }, &cx.store);
        if (!error) error = store_migrate(&cx, migrations, migration_count, &applied);
        if (!error) error = db_write(&cx, keep, NULL);
        _exit(error != OK);
    }
    int status;
    EXPECT(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return path;
}

typedef struct { struct stat file, log; } Sizes;

static Sizes sizes(const char *path)
{
    Sizes is = {0};
    EXPECT(stat(path, &is.file) == 0 && stat(text(test_cx(), "%s-wal", path), &is.log) == 0);
    return is;
}

static bool untouched(const Sizes *before, const Sizes *after)
{
    return before->file.st_size == after->file.st_size && before->file.st_mtim.tv_nsec == after->file.st_mtim.tv_nsec && before->file.st_mtim.tv_sec == after->file.st_mtim.tv_sec
        && before->log.st_size == after->log.st_size;
}

TEST("who only reads sees what is in the log, and leaves it where it is, even as the last to close")
{
    sqlite_only();
    const char *path = left_behind();
    Sizes before = sizes(path);
    EXPECT(before.log.st_size > 0);
    Ctx cx = *test_cx();
    int64_t kept = 0;
    EXPECT_OK(store_open(&cx, &(StoreOptions){ .url = path, .read_only = true }, &cx.store));
    Error *error = store_read_begin(&cx);
    if (!error) error = db_number(&cx, kept_here, &kept, NONE);
    store_read_end(&cx);
    store_close(cx.store);
    EXPECT_OK(error);
    EXPECT_EQUAL(kept, 1);
    Sizes after = sizes(path);
    EXPECT(untouched(&before, &after));
}

TEST("a reading connection that is told to move the log does not")
{
    sqlite_only();
    const char *path = left_behind();
    Sizes before = sizes(path);
    Ctx cx = *test_cx();
    EXPECT_OK(sqlite_open(&cx, path, SQLITE_READER, false, &cx.db));
    Error *error = db_run_(&cx, &pull, NULL, NULL, 0);
    db_free(cx.db);
    (void)error;      /* refused, or done without doing anything: the file says */
    Sizes after = sizes(path);
    EXPECT(untouched(&before, &after));
}

TEST("the writer never moves the log by the way: a large commit stays in it until the writer's own time")
{
    sqlite_only();
    const char *path = text(test_cx(), "%s/own.db", test_folder());
    Ctx cx = *test_cx();
    EXPECT_OK(sqlite_open(&cx, path, SQLITE_WRITER, true, &cx.db));
    Error *error = cx.db->driver->script(&cx, cx.db, "CREATE TABLE heap (bytes BLOB) STRICT; INSERT INTO heap VALUES (zeroblob(20000000))");
    struct stat file;
    int looked = stat(path, &file);
    int64_t frames = sqlite_log_frames(cx.db);
    db_free(cx.db);
    EXPECT_OK(error);
    EXPECT(looked == 0 && file.st_size < 100000);
    EXPECT(frames > 4000);
}

SQL(pages_heaped, "SELECT count(*) FROM store_state WHERE name LIKE 'page %'");

/* Enough to pass through the hands that gather the log many times over, and once to be taken back. */
static Error *heap_pages(Ctx *cx, void *refuse)
{
    char *value = arena_new(cx->arena, 5001);
    memset(value, 'x', 5000);
    static const Sql add = { "page_add", "INSERT INTO store_state (name, value) VALUES ($1, $2)", "", __FILE__ };
    for (int i = 0; i < 200; i++) TRY(db_run_(cx, &add, NULL, (const Arg[]){ STR(text(cx, "page %ld", (long)new_id(cx))), STR(value) }, 2));
    return refuse ? conflict(cx, "No longer possible") : OK;
}

TEST("what a commit gathered is in the log for others as soon as it is answered, and nothing of what was taken back")
{
    sqlite_only();
    const char *path = text(test_cx(), "%s/gathered.db", test_folder());
    Ctx cx = *test_cx(), other = *test_cx();
    size_t applied;
    int64_t seen[2] = {0};
    EXPECT_OK(store_open(&cx, &(StoreOptions){ .url = path, .create = true }, &cx.store));
    Error *error = store_migrate(&cx, migrations, migration_count, &applied);
    for (int turn = 0; turn < 2 && !error; turn++) {
        Error *refused = db_write(&cx, heap_pages, &cx);
        error = refused && refused->kind == CONFLICT ? db_write(&cx, heap_pages, NULL) : refused;
        if (!error) error = sqlite_open(&other, path, SQLITE_READER, false, &other.db);
        if (!error) error = db_number(&other, pages_heaped, &seen[turn], NONE);
        db_free(other.db);
        other.db = NULL;
    }
    store_close(cx.store);
    EXPECT_OK(error);
    EXPECT_EQUAL(seen[0], 200);
    EXPECT_EQUAL(seen[1], 400);
}

static Error *pages_read(Ctx *cx, int64_t *seen)
{
    TRY(store_read_begin(cx));
    Error *error = db_number(cx, pages_heaped, seen, NONE);
    store_read_end(cx);
    return error;
}

TEST("a thread that asked once and never again does not keep the log from beginning anew")
{
    sqlite_only();
    const char *path = text(test_cx(), "%s/asked.db", test_folder());
    Ctx cx = *test_cx();
    size_t applied;
    int64_t seen;
    Sizes before, after;
    EXPECT_OK(store_open(&cx, &(StoreOptions){ .url = path, .create = true }, &cx.store));
    Error *error = store_migrate(&cx, migrations, migration_count, &applied);
    if (!error) error = pages_read(&cx, &seen);
    if (!error) error = db_write(&cx, heap_pages, NULL);
    before = sizes(path);
    usleep(500000);      /* nobody writes: the writer moves the log */
    if (!error) error = db_write(&cx, heap_pages, NULL);
    after = sizes(path);
    store_close(cx.store);
    EXPECT_OK(error);
    EXPECT_EQUAL(after.log.st_size, before.log.st_size);
    EXPECT(after.file.st_size > before.file.st_size);
}

TEST("a process that only reads sees each time what another has written since")
{
    sqlite_only();
    const char *path = text(test_cx(), "%s/beside.db", test_folder());
    Ctx cx = *test_cx(), reader = *test_cx();
    size_t applied;
    int64_t seen[2] = {0};
    EXPECT_OK(store_open(&cx, &(StoreOptions){ .url = path, .create = true }, &cx.store));
    Error *error = store_migrate(&cx, migrations, migration_count, &applied);
    if (!error) error = store_open(&reader, &(StoreOptions){ .url = path, .read_only = true }, &reader.store);
    for (int turn = 0; turn < 2 && !error; turn++) {
        error = pages_read(&reader, &seen[turn]);
        if (!error) error = db_write(&cx, heap_pages, NULL);
    }
    store_close(reader.store);
    store_close(cx.store);
    EXPECT_OK(error);
    EXPECT_EQUAL(seen[0], 0);
    EXPECT_EQUAL(seen[1], 200);
}
