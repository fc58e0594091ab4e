/* PostgreSQL goes away and comes back; and several processes that write to it. */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "platform/base/text.h"
#include "platform/db/inside.h"
#include "platform/db/kept.h"
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

/* ---- several acts, one commit ---- */

enum { CROWD = 12, ODD = 5 };
typedef struct { Write write; Ctx cx; const char *name; Error *error; } One;
static pthread_mutex_t crowd_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  crowd_answered = PTHREAD_COND_INITIALIZER;
static int waiting;

static void one_done(Write *write, Error *error)
{
    ((One *)write)->error = error;
    pthread_mutex_lock(&crowd_lock);
    if (--waiting == 0) pthread_cond_signal(&crowd_answered);
    pthread_mutex_unlock(&crowd_lock);
}

/* Each of them adds a row by its name, but one among them runs `odd`; the writer is held until the last is queued. */
static One *crowd_run(Act *odd)
{
    Store *store = fixture_store();
    One *all = array(test_cx(), One, CROWD);
    Ctx holder = { .store = store };
    waiting = CROWD;
    Db *before = writer_borrow(&holder, store);
    for (int i = 0; i < CROWD; i++) {
        ctx_begin(&all[i].cx, store, ARENA_REQUEST_LIMIT);
        all[i].name = text(test_cx(), "crowd %d", i);
        all[i].write = (Write){ .cx = &all[i].cx, .act = i == ODD ? odd : add, .data = (void *)all[i].name, .done = one_done };
        store_write(store, &all[i].write);
    }
    writer_return(&holder, store, before);
    pthread_mutex_lock(&crowd_lock);
    while (waiting) pthread_cond_wait(&crowd_answered, &crowd_lock);
    pthread_mutex_unlock(&crowd_lock);
    return all;
}

static void crowd_end(One *all)
{
    for (int i = 0; i < CROWD; i++) ctx_end(&all[i].cx);
}

TEST("an act that takes the connection with it is told to try again, and its neighbours are kept, each once")
{
    postgres_only();
    One *all = crowd_run(add_and_lose);
    bool right = true;
    for (int i = 0; i < CROWD; i++) right = right && (i == ODD ? all[i].error && all[i].error->kind == UNAVAILABLE && !all[i].error->unknown : all[i].error == OK);
    crowd_end(all);
    EXPECT(right);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'crowd %'"), CROWD - 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'crowd 5'"), 0);
}

static Error *add_and_refuse(Ctx *cx, void *name)
{
    TRY(add(cx, name));
    return conflict(cx, "No longer possible");
}

TEST("where the answer to a commit of many is lost, nobody in it is told that it was kept, and who was refused stays refused")
{
    postgres_only();
    fixture_store();
    fixture_run("CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
    fixture_run("CREATE CONSTRAINT TRIGGER cut_late AFTER INSERT ON store_state DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()");
    One *all = crowd_run(add_and_refuse);
    bool right = true;
    for (int i = 0; i < CROWD; i++) right = right && all[i].error && (i == ODD ? all[i].error->kind == CONFLICT : all[i].error->unknown);
    crowd_end(all);
    EXPECT(right);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'crowd %'"), 0);
}

TEST("what the commit of many refuses is found among them, and the others are kept")
{
    postgres_only();
    fixture_store();
    fixture_run("CREATE FUNCTION odd() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.name = 'crowd 5' THEN RAISE EXCEPTION 'odd'; END IF; RETURN NULL; END $$");
    fixture_run("CREATE CONSTRAINT TRIGGER odd_late AFTER INSERT ON store_state DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION odd()");
    One *all = crowd_run(add);
    bool right = true;
    for (int i = 0; i < CROWD; i++) right = right && (i == ODD ? all[i].error && all[i].error->kind == BROKEN : all[i].error == OK);
    crowd_end(all);
    EXPECT(right);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'crowd %'"), CROWD - 1);
}

/* ---- several processes ---- */

SQL2(turn_waits, "SELECT CAST(0 AS BIGINT)", "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
     " WHERE l.locktype = 'advisory' AND NOT l.granted AND a.application_name = 'lyceum ' || current_schema()");

static Store *second;

static void second_close(void *nothing) { store_close(second); }

/* A page of the store, as a process that opened it by itself would begin one. */
static Ctx *reading(Store *store)
{
    Ctx *cx = new(test_cx(), Ctx);
    ctx_begin(cx, store, ARENA_REQUEST_LIMIT);
    EXPECT_OK(store_read_begin(cx));
    return cx;
}

static void keep_list(Store *store, const char *list)
{
    Ctx *cx = reading(store);
    kept_put(cx, "list", (Bytes){ list, strlen(list) }, 0);
    ctx_end(cx);
}

static bool list_kept(Store *store)
{
    Bytes found;
    int64_t until;
    Ctx *cx = reading(store);
    bool kept = kept_find(cx, "list", &found, &until);
    ctx_end(cx);
    return kept;
}

static Error *add_as(Store *store, char *name)
{
    Ctx cx;
    ctx_begin(&cx, store, ARENA_REQUEST_LIMIT);
    Error *error = db_write(&cx, add, name);
    ctx_end(&cx);
    return error;
}

TEST("what one process made from the store is not shown after another process changed it, by an act or by a migration")
{
    postgres_only();
    Store *store = fixture_store();
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = store->url }, &second));
    test_after(second_close, NULL);

    keep_list(second, "as it was");
    EXPECT(list_kept(second));
    EXPECT_OK(add_as(store, (char[]){ "by the first" }));
    EXPECT(!list_kept(second));

    keep_list(store, "as it is now");
    keep_list(second, "as it is now");
    EXPECT(list_kept(store) && list_kept(second));
    EXPECT_OK(add_as(second, (char[]){ "by the second" }));
    EXPECT(!list_kept(store) && !list_kept(second));

    size_t applied;
    Migration *more = array(test_cx(), Migration, migration_count + 1);
    memcpy(more, migrations, migration_count * sizeof *more);
    more[migration_count] = (Migration){ "2027-01-01-more", "", "CREATE TABLE more (id BIGINT PRIMARY KEY)" };
    keep_list(second, "before");
    EXPECT_OK(store_migrate(fixture_cx(), more, migration_count + 1, &applied));
    EXPECT(applied == 1 && !list_kept(second));
}

TEST("a page that read before a change keeps what it made for itself, also where the counter is asked after")
{
    postgres_only();
    Bytes found;
    int64_t n, until;
    Store *store = fixture_store();
    Ctx *early = reading(store);
    EXPECT_OK(db_number(early, turn_waits, &n, NONE));
    EXPECT_OK(add_as(store, (char[]){ "meanwhile" }));
    kept_put(early, "list", (Bytes){ "old", 3 }, 0);
    EXPECT(kept_find(early, "list", &found, &until));
    ctx_end(early);
    EXPECT(!list_kept(store));
}

typedef struct { Store *second; Write write; Ctx cx; atomic_bool in; bool waited; } Turns;

static Error *second_act(Ctx *cx, void *turns) { return add(cx, (char[]){ "second" }); }

static void second_done(Write *write, Error *error) { ((Turns *)write->data)->in = true; }

/* In the middle of an act of the first process the second begins one. */
static Error *first_act(Ctx *cx, void *turns_)
{
    Turns *turns = turns_;
    int64_t n;
    TRY(add(cx, (char[]){ "first" }));
    TRY(db_number(cx, turn_waits, &n, NONE));   /* the first has its turn */
    store_write(turns->second, &turns->write);
    for (int tries = 0; tries < 300 && !turns->waited; tries++) {
        TRY(db_number(cx, turn_waits, &n, NONE));
        turns->waited = n > 0;
        if (!n) nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
    }
    return OK;
}

TEST("of two processes that write to one store, the second waits until the first has committed, so they never lock each other out")
{
    postgres_only();
    static Turns turns;
    turns = (Turns){ 0 };
    Store *store = fixture_store();
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = store->url }, &turns.second));
    ctx_begin(&turns.cx, turns.second, ARENA_REQUEST_LIMIT);
    turns.write = (Write){ .cx = &turns.cx, .act = second_act, .data = &turns, .done = second_done };
    Error *error = write_as(&nobody, first_act, &turns);
    store_close(turns.second);
    ctx_end(&turns.cx);
    EXPECT_OK(error);
    EXPECT(turns.waited);
    EXPECT(turns.in);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name IN ('first', 'second')"), 2);
}
