#include "tests/fixture.h"

#include <string.h>

#include "app/start.h"
#include "platform/base/check.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "platform/security/digest.h"
#include "rooms/members/settings.h"
#include "rooms/members/sign_in.h"
#include "tests/data.h"
#include "tests/fixture_postgres.h"
#include "tests/fixture_world.h"

static struct {
    Store *store;
    Ctx   *reading;      /* the Ctx of the last as(), its transaction open */
} now;

/* ---- the store ---- */

static void reading_end(void)
{
    if (now.reading) store_read_end(now.reading);
    now.reading = NULL;
}

static void store_end(void *store)
{
    reading_end();
    store_close(store);
    now.store = NULL;
    time_stop_at(0);
}

static void ctx_release(void *cx)
{
    ctx_end(cx);
}

/* A Ctx whose arena lasts until the test ends, so that what a rule returned can be looked at. */
static Ctx *ctx_of(Store *store)
{
    Ctx *cx = new(test_cx(), Ctx);
    ctx_begin(cx, store, ARENA_REQUEST_LIMIT);
    test_after(ctx_release, cx);
    return cx;
}

static Error *world_make(Store *store)
{
    TRY(db_write(ctx_of(store), world_lay, NULL));
    Ctx *cx = ctx_of(store);
    TRY(store_read_begin(cx));
    Error *error = settings_take_up(cx);
    store_read_end(cx);
    return error;
}

/* What the schema is, in a word: another one where a change to it is added or written otherwise. */
static const char *form_of_schema(void)
{
    Digest digest = {0};
    digest_begin(&digest);
    for (size_t i = 0; i < migration_count; i++) digest_add(&digest, migrations[i].name, strlen(migrations[i].name)), digest_add(&digest, migrations[i].postgres, strlen(migrations[i].postgres));
    return text(test_cx(), "%.16s", digest_end(test_cx(), &digest));
}

static void schema_lay(const char *url)
{
    Store *store;
    size_t applied;
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = url, .create = true }, &store));
    Ctx cx = *test_cx();
    cx.store = store;
    EXPECT_OK(store_migrate(&cx, migrations, migration_count, &applied));
    store_close(store);
}

/* A file is laid out once for a program, and each test has a copy: none waits for the disk to keep changes that are always the same. */
static const char *file_laid(void)
{
    static int made;
    static Bytes model;
    const char *path = text(test_cx(), "%s/test%d.db", test_folder(), ++made);
    if (model.bytes) {
        FILE *copy = fopen(path, "wbx");
        EXPECT(copy != NULL);
        EXPECT_EQUAL(fwrite(model.bytes, 1, model.length, copy), model.length);
        EXPECT_EQUAL(fclose(copy), 0);
    } else {
        schema_lay(path);
        Bytes laid = data_read(path);
        void *kept = malloc(laid.length);
        CHECK(kept);
        model = (Bytes){ memcpy(kept, laid.bytes, laid.length), laid.length };
    }
    return path;
}

Store *fixture_empty_store(void)
{
    start_process();
    fixture_at("2026-11-24T09:00");
    reading_end();
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = same(test_store(), "postgres") ? fixture_postgres_laid(form_of_schema(), schema_lay) : file_laid() }, &now.store));
    test_after(store_end, now.store);
    return now.store;
}

Store *fixture_store(void)
{
    if (now.store) return now.store;
    Store *store = fixture_empty_store();
    EXPECT_OK(world_make(store));
    return store;
}

Ctx *fixture_cx(void)
{
    Store *store = fixture_store();
    reading_end();
    return ctx_of(store);
}

void fixture_at(const char *moment)
{
    int64_t hour = 0, minute = 0, instant;
    EXPECT(strlen(moment) == strlen("2026-11-24T09:00") && moment[10] == 'T' && moment[13] == ':');
    EXPECT(number_parse(text_copy(test_cx(), moment + 11, 2), 0, 23, &hour) && number_parse(moment + 14, 0, 59, &minute));
    EXPECT(instant_of(text_copy(test_cx(), moment, 10), (int)hour, (int)minute, false, &instant) != CLOCK_NEVER);
    time_stop_at(instant);
}

/* ---- as somebody ---- */

typedef struct { const Somebody *who; Act *act; void *data; } WriteAs;

static Error *write_run(Ctx *cx, void *data)
{
    const WriteAs *write = data;
    const Who *before = cx->who;
    if (write->who->id) TRY(person_who(cx, write->who->id, &cx->who));
    Error *error = write->act(cx, write->data);
    cx->who = before;
    return error;
}

Ctx *as(const Somebody *who)
{
    Store *store = fixture_store();
    reading_end();
    Ctx *cx = ctx_of(store);
    EXPECT_OK(store_read_begin(cx));
    now.reading = cx;
    if (who->id) EXPECT_OK(person_who(cx, who->id, &cx->who));
    return cx;
}

Error *write_as(const Somebody *who, Act *act, void *data)
{
    Store *store = fixture_store();
    reading_end();
    return db_write(ctx_of(store), write_run, &(WriteAs){ who, act, data });
}

/* ---- looking ---- */

typedef struct { int64_t number; const char *text; } Seen;

/* Connections remember a statement by its address, so each text keeps one for as long as the program runs. */
static const Sql *said(const char *sql)
{
    enum { STATEMENTS_MOST = 2000 };
    static Sql statements[STATEMENTS_MOST];
    size_t i = 0;
    while (statements[i].name && statements[i].sqlite != sql) EXPECT(++i < STATEMENTS_MOST);
    statements[i] = (Sql){ .name = "a test's own", .sqlite = sql, .postgres = sql, .file = __FILE__ };
    return &statements[i];
}

int64_t fixture_number(const char *sql)
{
    int64_t number;
    EXPECT_OK(db_number(as(&nobody), *said(sql), &number, NONE));
    return number;
}

const char *fixture_text(const char *sql)
{
    static const Column row[] = { COLUMN(Seen, text) };
    Seen seen = {0};
    EXPECT_OK(db_one(as(&nobody), *said(sql), row, &seen, NONE));
    return seen.text;
}

static Error *statement_run(Ctx *cx, void *statement)
{
    return db_run(cx, *(const Sql *)statement, NULL, NONE);
}

void fixture_run(const char *sql)
{
    EXPECT_OK(write_as(&nobody, statement_run, (void *)said(sql)));
}

SQL(fixture_mail, "SELECT count(*) FROM mail WHERE to_email = $1 AND (CAST($2 AS TEXT) = '' OR letter = $2)");

size_t mail_to(const char *email, const char *letter)
{
    int64_t count;
    EXPECT_OK(db_number(as(&nobody), fixture_mail, &count, STR(email), STR(letter ? letter : "")));
    return (size_t)count;
}

void run_jobs(void)
{
    size_t ran;
    Store *store = fixture_store();
    reading_end();
    EXPECT_OK(jobs_drain(store, &ran));
}
