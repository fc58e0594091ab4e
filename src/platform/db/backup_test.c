/* What can be taken away and brought back. */
#include <stdio.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/db/backup.h"
#include "platform/db/export.h"
#include "platform/db/inside.h"
#include "tests/fixture.h"
#include "tests/fixture_postgres.h"

SQL(written_meanwhile, "SELECT count(*) FROM store_state WHERE value = 'meanwhile'");
SQL(people_here, "SELECT count(*) FROM person");

static void sqlite_only(void)
{
    if (same(test_store(), "postgres")) test_skip("there pg_dump and pg_restore do it");
}

static const char *place(const char *name) { return text(test_cx(), "%s/%s", test_folder(), name); }

static const char *file_text(const char *path)
{
    static char bytes[65536];
    FILE *file = fopen(path, "re");
    EXPECT(file != NULL);
    bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
    fclose(file);
    return bytes;
}

static int64_t people_in(const char *url)
{
    Store *store;
    Ctx cx = *test_cx();
    int64_t n = 0;
    bool current = false;
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = url, .read_only = true }, &store));
    cx.store = store;
    Error *error = store_schema_current(&cx, migrations, migration_count, &current);
    if (!error) error = store_read_begin(&cx);
    if (!error) error = db_number(&cx, people_here, &n, NONE);
    store_read_end(&cx);
    store_close(store);
    EXPECT_OK(error);
    EXPECT(current);
    return n;
}

TEST("a backup made while the store is in use is whole, and becomes a store again")
{
    sqlite_only();
    Ctx *cx = as(&nobody);
    EXPECT_OK(store_backup(cx, place("kept"), NULL));
    EXPECT_OK(store_restore(cx, place("kept"), place("again.db"), NULL));
    EXPECT_EQUAL(people_in(place("again.db")), fixture_number("SELECT count(*) FROM person"));
}

SQL(state_put, "INSERT INTO store_state (name, value) VALUES ($1, 'meanwhile')");

static Error *put(Ctx *cx, void *name) { return db_run(cx, state_put, NULL, STR(name)); }

typedef struct { int told; bool written; } Meanwhile;

/* Somebody books while the copy is under way. */
static void write_meanwhile(void *data, int64_t done, int64_t total)
{
    Meanwhile *meanwhile = data;
    Ctx cx;
    ctx_begin(&cx, fixture_store(), ARENA_REQUEST_LIMIT);
    meanwhile->written = !db_write(&cx, put, (void *)(uintptr_t)text(&cx, "meanwhile %d", ++meanwhile->told));
    ctx_end(&cx);
}

TEST("what is written while a backup is under way waits for nobody, and is not in it")
{
    sqlite_only();
    Meanwhile meanwhile = {0};
    EXPECT_OK(store_backup(as(&nobody), place("kept"), &(StoreTell){ write_meanwhile, &meanwhile }));
    EXPECT(meanwhile.told > 0 && meanwhile.written);
    EXPECT_OK(store_restore(as(&nobody), place("kept"), place("again.db"), NULL));
    Store *again;
    Ctx cx = *test_cx();
    int64_t n = -1;
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = place("again.db"), .read_only = true }, &again));
    cx.store = again;
    Error *error = store_read_begin(&cx);
    if (!error) error = db_number(&cx, written_meanwhile, &n, NONE);
    store_read_end(&cx);
    store_close(again);
    EXPECT_OK(error);
    EXPECT_EQUAL(n, 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE value = 'meanwhile'"), meanwhile.told);
}

TEST("neither a backup nor a restored store is written over what is there")
{
    sqlite_only();
    EXPECT_OK(store_backup(as(&nobody), place("kept"), NULL));
    EXPECT_REFUSED(store_backup(as(&nobody), place("kept"), NULL), CONFLICT, "is already there");
    EXPECT_REFUSED(store_restore(as(&nobody), place("kept"), place("kept"), NULL), CONFLICT, "is already there");
}

TEST("a damaged backup is refused before it becomes a store")
{
    sqlite_only();
    EXPECT_OK(store_backup(as(&nobody), place("kept"), NULL));
    FILE *file = fopen(place("kept"), "r+e");
    EXPECT(file && fseek(file, 4096, SEEK_SET) == 0);
    for (int i = 0; i < 40000; i++) fputc(0xA5, file);
    fclose(file);
    EXPECT(store_restore(as(&nobody), place("kept"), place("again.db"), NULL) != OK);
    EXPECT(access(place("again.db"), F_OK) != 0);
}

TEST("a sound store is found sound")
{
    EXPECT_OK(store_check(as(&nobody)));
}

TEST("a backup is not restored beside the log of a store that was there, which would be written into it")
{
    sqlite_only();
    EXPECT_OK(store_backup(as(&nobody), place("kept"), NULL));
    FILE *log = fopen(place("again.db-wal"), "we");
    EXPECT(log && fputs("of another store", log) >= 0 && fclose(log) == 0);
    EXPECT_REFUSED(store_restore(as(&nobody), place("kept"), place("again.db"), NULL), CONFLICT, "holds changes of the store that was here");
    EXPECT(access(place("again.db"), F_OK) != 0);
}

/* ---- PostgreSQL ---- */

static void dumped(const char *file)
{
    if (!same(test_store(), "postgres")) test_skip("this is about PostgreSQL's own tools");
    (void)test_told("pg_restore --version");
    EXPECT_OK(store_backup(as(&nobody), place(file), NULL));
}

/* The fixture's schema leaves the place to its backup; put back, it is dropped after the test like the first. */
static const char *emptied(void)
{
    const char *url = fixture_store()->url;
    (void)fixture_cx();      /* the reading transaction ends */
    fixture_postgres_drop(url);
    return url;
}

TEST("a backup of a PostgreSQL store made while it is in use is put back whole where there is none")
{
    dumped("kept.dump");
    int64_t people = fixture_number("SELECT count(*) FROM person");
    const char *url = emptied();
    EXPECT_OK(store_restore(test_cx(), place("kept.dump"), url, NULL));
    EXPECT_EQUAL(people_in(url), people);
}

TEST("a PostgreSQL store that is there is not written over by its own backup")
{
    dumped("kept.dump");
    fixture_run("INSERT INTO store_state (name, value) VALUES ('since', '')");
    EXPECT_REFUSED(store_restore(test_cx(), place("kept.dump"), fixture_store()->url, NULL), CONFLICT, "There is a store at that address already");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'since'"), 1);
}

TEST("a backup is not restored under another schema's name, for it would go to its own")
{
    dumped("kept.dump");
    fixture_run("INSERT INTO store_state (name, value) VALUES ('since', '')");
    EXPECT_REFUSED(store_restore(test_cx(), place("kept.dump"), fixture_postgres(), NULL), CONFLICT, "can only be restored under that name");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'since'"), 1);
}

TEST("what is no backup of PostgreSQL is refused")
{
    dumped("kept.dump");
    EXPECT(store_restore(test_cx(), "/etc/hostname", fixture_postgres(), NULL) != OK);
}

static const ExportedTable *exported(const ExportedTable *tables, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) if (same(tables[i].table, name)) return &tables[i];
    return NULL;
}

TEST("an export holds every row of every table in an open format, and no secret's fingerprint")
{
    const ExportedTable *tables;
    size_t n;
    EXPECT_OK(store_export(as(&nobody), place("out"), &tables, &n));
    const ExportedTable *people = exported(tables, n, "person");
    EXPECT(people != NULL);
    EXPECT_EQUAL(people->rows, fixture_number("SELECT count(*) FROM person"));
    const char *rows = file_text(place("out/person.jsonl"));
    EXPECT_HAS(rows, "\"email\":\"ann@alder.example\"");
    EXPECT_HAS(rows, "\"invited_at\":null");
    EXPECT_LACKS(rows, "password");
    EXPECT_HAS(file_text(place("out/SHA256SUMS")), text(test_cx(), "%s  person.jsonl", people->sha256));
    EXPECT(!exported(tables, n, "store_state"));
    EXPECT_REFUSED(store_export(as(&nobody), place("out"), &tables, &n), CONFLICT, "is already there");
}
