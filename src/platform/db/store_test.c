/* The writer, ids, the trail: what is kept, what is not, and what nobody can change unseen. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/db/kept.h"
#include "platform/db/trail.h"
#include "tests/fixture.h"

SQL(state_put, "INSERT INTO store_state (name, value) VALUES ($1, $2)");

SQL(states, "SELECT count(*) FROM store_state");

static Error *put(Ctx *cx, void *name) { return db_run(cx, state_put, NULL, STR(name), STR("here")); }

static Error *put_and_refuse(Ctx *cx, void *name)
{
    TRY(put(cx, name));
    note(cx, "test.refused", 7, NULL);
    return conflict(cx, "No longer possible");
}

/* ---- acts that share a commit ---- */

enum { NEIGHBOURS = 200 };
typedef struct { Write write; Ctx cx; char name[32]; Error *error; } Neighbour;
static pthread_mutex_t answered_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  answered_all = PTHREAD_COND_INITIALIZER;
static int answered;

static void neighbour_done(Write *write, Error *error)
{
    Neighbour *neighbour = (Neighbour *)write;
    neighbour->error = error;
    pthread_mutex_lock(&answered_lock);
    if (++answered == NEIGHBOURS) pthread_cond_signal(&answered_all);
    pthread_mutex_unlock(&answered_lock);
}

/* Every third one runs `odd`, under the name `odd_name` where it is given; all wait until the last has come. */
static Neighbour *neighbours_run(Act *odd, const char *odd_name, Act *even)
{
    Store *store = fixture_store();
    Neighbour *all = array(test_cx(), Neighbour, NEIGHBOURS);
    Ctx holder = { .store = store };
    answered = 0;
    Db *before = writer_borrow(&holder, store);
    for (int i = 0; i < NEIGHBOURS; i++) {
        ctx_begin(&all[i].cx, store, ARENA_REQUEST_LIMIT);
        snprintf(all[i].name, sizeof all[i].name, "neighbour %d", i);
        if (odd_name && i % 3 == 0) snprintf(all[i].name, sizeof all[i].name, "%s", odd_name);
        all[i].write = (Write){ .cx = &all[i].cx, .act = i % 3 ? even : odd, .data = all[i].name, .done = neighbour_done };
        store_write(store, &all[i].write);
    }
    writer_return(&holder, store, before);
    pthread_mutex_lock(&answered_lock);
    while (answered < NEIGHBOURS) pthread_cond_wait(&answered_all, &answered_lock);
    pthread_mutex_unlock(&answered_lock);
    return all;
}

/* Whether the odd ones were all refused in this way and the others not, each with the notes it should have; how many are to be found. */
static bool neighbours_right(Neighbour *all, ErrorKind kind, bool odd_noted, bool even_noted, int64_t *kept)
{
    bool right = true;
    *kept = 0;
    for (int i = 0; i < NEIGHBOURS; i++) {
        bool noted = i % 3 ? even_noted : odd_noted;
        right = right && (i % 3 ? all[i].error == OK : all[i].error && all[i].error->kind == kind);
        right = right && (noted ? all[i].cx.notes && !all[i].cx.notes->next : !all[i].cx.notes);
        *kept += i % 3 != 0;
        ctx_end(&all[i].cx);
    }
    return right;
}

TEST("one act refused leaves its neighbours' work and none of its own")
{
    int64_t kept;
    Neighbour *all = neighbours_run(put_and_refuse, NULL, put);
    EXPECT(neighbours_right(all, CONFLICT, true, false, &kept));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'neighbour %'"), kept);
}

static Error *note_and_put(Ctx *cx, void *name)
{
    note(cx, "test.put", 7, NULL);
    return put(cx, name);
}

static Error *look_and_put(Ctx *cx, void *name)
{
    int64_t n;
    TRY(note_and_put(cx, name));
    return db_number(cx, states, &n, NONE);
}

TEST("a statement that fails refuses its own act, not the one in whose time that comes to light, which runs and notes once")
{
    int64_t kept;
    EXPECT_OK(write_as(&nobody, put, (char[]){ "taken" }));
    Neighbour *all = neighbours_run(note_and_put, "taken", note_and_put);
    EXPECT(neighbours_right(all, BROKEN, true, true, &kept));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'neighbour %'"), kept);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'taken'"), 1);
    fixture_run("DELETE FROM store_state WHERE name LIKE 'neighbour %'");
    all = neighbours_run(note_and_put, "taken", look_and_put);
    EXPECT(neighbours_right(all, BROKEN, true, true, &kept));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'neighbour %'"), kept);
}

enum { MANY = 500 };

static Error *put_many(Ctx *cx, void *nothing)
{
    for (int i = 0; i < MANY; i++) TRY(put(cx, (void *)text(cx, "many %d", i)));
    return OK;
}

TEST("an act of many statements that nobody waits for is kept whole, or not at all")
{
    EXPECT_OK(write_as(&nobody, put_many, (char[]){ "" }));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'many %'"), MANY);
    EXPECT_REFUSED(write_as(&nobody, put_many, (char[]){ "" }), BROKEN, "our fault");
    fixture_run("DELETE FROM store_state WHERE name <> 'many 499' AND name LIKE 'many %'");
    EXPECT_REFUSED(write_as(&nobody, put_many, (char[]){ "" }), BROKEN, "our fault");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name LIKE 'many %'"), 1);
}

static Error *put_taken_and_refuse(Ctx *cx, void *name)
{
    TRY(put(cx, name));
    return conflict(cx, "No longer possible");
}

TEST("what a refused act did wrong besides is not taken for the next one's mistake")
{
    EXPECT_OK(write_as(&nobody, put, (char[]){ "taken" }));
    EXPECT(write_as(&nobody, put_taken_and_refuse, (char[]){ "taken" }) != OK);
    EXPECT_OK(write_as(&nobody, put, (char[]){ "free" }));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'free'"), 1);
}

static Error *put_twice(Ctx *cx, void *name)
{
    int64_t changed = 0;
    Error *second = put(cx, name) ? OK : db_run(cx, state_put, &changed, STR(name), STR("here"));
    return second ? OK : broken(cx, "the second was taken");
}

TEST("an act that swallows a failed statement is not half kept")
{
    Error *error = write_as(&nobody, put_twice, (char[]){ "twice" });
    if (store_is_postgres(fixture_store())) {   /* there the transaction is spoilt */
        EXPECT_REFUSED(error, BROKEN, "our fault");
        EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'twice'"), 0);
    } else {
        EXPECT_OK(error);
        EXPECT_EQUAL(fixture_number("SELECT count(*) FROM store_state WHERE name = 'twice'"), 1);
    }
}

TEST("a reader sees the moment at which it began, and the next one what was kept since")
{
    Ctx reader;
    Store *store = fixture_store();
    int64_t before, after;
    ctx_begin(&reader, store, ARENA_REQUEST_LIMIT);
    EXPECT_OK(store_read_begin(&reader));
    EXPECT_OK(db_number(&reader, states, &before, NONE));
    EXPECT_OK(db_write(&reader, put, (char[]){ "meanwhile" }));
    EXPECT_OK(db_number(&reader, states, &after, NONE));
    EXPECT_EQUAL(after, before);
    store_read_end(&reader);
    EXPECT_OK(store_read_begin(&reader));
    EXPECT_OK(db_number(&reader, states, &after, NONE));
    EXPECT_EQUAL(after, before + 1);
    ctx_end(&reader);
}

TEST("a reading connection refuses to write")
{
    EXPECT(put(as(&nobody), (char[]){ "not from here" }) != OK);
}

SQL(state_drop, "DELETE FROM store_state WHERE name = $1");

static Error *drop(Ctx *cx, void *name)
{
    int64_t dropped;
    return db_run(cx, state_drop, &dropped, STR(name));
}

static int64_t changes(void)
{
    const Store *store = fixture_store();
    return store_is_postgres(store) ? fixture_number("SELECT number FROM store_change") : store_change(store);
}

TEST("the counter of changes moves with what is kept, and stays with what is refused and with what finds nothing to change")
{
    int64_t before = changes();
    EXPECT(write_as(&nobody, put_and_refuse, (char[]){ "refused" }) != OK);
    EXPECT_OK(write_as(&nobody, drop, (char[]){ "not there" }));
    EXPECT_EQUAL(changes(), before);
    EXPECT_OK(write_as(&nobody, put, (char[]){ "kept" }));
    int64_t after = changes();
    EXPECT(after > before);
    EXPECT_OK(write_as(&nobody, drop, (char[]){ "kept" }));
    EXPECT(changes() > after);
}

/* ---- ids ---- */

enum { THREADS = 4, IDS = 5000 };
static int64_t ids[THREADS][IDS];

static void *ids_make(void *cx)
{
    static _Atomic int threads;
    int64_t *mine = ids[threads++ % THREADS];
    for (int i = 0; i < IDS; i++) mine[i] = new_id(cx);
    return NULL;
}

static int by_number(const void *a, const void *b) { return *(const int64_t *)a < *(const int64_t *)b ? -1 : *(const int64_t *)a > *(const int64_t *)b; }

TEST("ids rise in each thread and are never given twice")
{
    Ctx cx = { .store = fixture_store() };
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) EXPECT(pthread_create(&threads[i], NULL, ids_make, &cx) == 0);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    for (int t = 0; t < THREADS; t++)
        for (int i = 1; i < IDS; i++) if (ids[t][i] <= ids[t][i - 1]) EXPECT_EQUAL(ids[t][i], ids[t][i - 1] + 1);
    qsort(ids, THREADS * IDS, sizeof **ids, by_number);
    int64_t *all = ids[0];
    int twice = 0;
    for (int i = 1; i < THREADS * IDS; i++) twice += all[i] == all[i - 1];
    EXPECT_EQUAL(twice, 0);
}

TEST("two nodes of one store never make the same id")
{
    Store *store = fixture_store(), *second;
    if (!store_is_postgres(store)) test_skip("a SQLite store has one node");
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = store->url }, &second));
    int64_t node = second->node;
    store_close(second);
    EXPECT(node >= 0 && node != store->node);
}

TEST("a second process is refused while one serves the store")
{
    Store *store = fixture_store(), *second;
    if (store_is_postgres(store)) test_skip("many processes may serve a PostgreSQL store");
    EXPECT_REFUSED(store_open(test_cx(), &(StoreOptions){ .url = store->url }, &second), CONFLICT, "Another lyceum is using");
}

TEST("a store that is not there is refused in words, not made")
{
    Store *store;
    if (same(test_store(), "postgres")) test_skip("on PostgreSQL the server says so");
    EXPECT_REFUSED(store_open(test_cx(), &(StoreOptions){ .url = "/nowhere/at/all.db" }, &store), CONFLICT, "There is no store at /nowhere/at/all.db");
}

/* ---- the trail ---- */

static Error *trail_three(Ctx *cx, void *nothing)
{
    TRY(trail(cx, "test.first", 1, NULL));
    TRY(trail(cx, "test.second", 2, "in few words"));
    return trail(cx, "test.third", 3, NULL);
}

/* Rows of the clock's own time; the fixture's moment may lie before or behind it. */
static void trail_sealed(void)
{
    EXPECT_OK(write_as(&nobody, trail_three, NULL));
    time_stop_at(0);
    time_stop_at(time_now() + 3600);
    EXPECT_OK(trail_seal(as(&nobody)));
}

static bool trail_whole(void)
{
    TrailState state;
    EXPECT_OK(trail_verify(as(&nobody), &state));
    return state.whole;
}

TEST("a sealed trail that nobody touched is whole")
{
    trail_sealed();
    EXPECT(fixture_number("SELECT count(*) FROM trail_seal") > 0);
    EXPECT(trail_whole());
    EXPECT_OK(trail_seal(as(&nobody)));
    EXPECT(trail_whole());
}

TEST("a changed row of a sealed trail is seen")
{
    trail_sealed();
    fixture_run("UPDATE trail SET subject_id = 9 WHERE what = 'test.second'");
    EXPECT(!trail_whole());
}

TEST("a row cut out of a sealed trail is seen")
{
    trail_sealed();
    fixture_run("DELETE FROM trail WHERE what = 'test.third'");
    EXPECT(!trail_whole());
}

TEST("a row slipped into a sealed trail is seen")
{
    trail_sealed();
    fixture_run("INSERT INTO trail (id, happened_at, what) SELECT id - 1, happened_at, 'test.slipped' FROM trail WHERE what = 'test.first'");
    EXPECT(!trail_whole());
}

TEST("a trail cut at its end, seals and all, ends in an older seal than the log names")
{
    TrailState before, after;
    trail_sealed();
    EXPECT_OK(trail_verify(as(&nobody), &before));
    EXPECT_EQUAL(before.waiting, 0);
    fixture_run("DELETE FROM trail");
    fixture_run("DELETE FROM trail_seal");
    EXPECT_OK(trail_verify(as(&nobody), &after));
    EXPECT(strlen(before.last_hash) == 64 && strcmp(before.last_hash, after.last_hash) != 0);
}

/* Three rows with an address, sealed; the clock is an hour on. */
static void addresses_sealed(void)
{
    EXPECT_OK(write_as(&nobody, trail_three, NULL));
    fixture_run("UPDATE trail SET address = '203.0.113.7' WHERE what LIKE 'test.%'");
    time_stop_at(0);
    time_stop_at(time_now() + 3600);
    EXPECT_OK(trail_seal(as(&nobody)));
    EXPECT(trail_whole());
}

static int64_t addresses_kept(void) { return fixture_number("SELECT count(*) FROM trail WHERE address <> '' AND what LIKE 'test.%'"); }

TEST("a changed address of a sealed trail is seen")
{
    addresses_sealed();
    fixture_run("UPDATE trail SET address = '203.0.113.8' WHERE what = 'test.second'");
    EXPECT(!trail_whole());
}

TEST("addresses are forgotten when their time is over and not before, and the seals hold without them")
{
    addresses_sealed();
    EXPECT_OK(trail_forget(as(&nobody), time_now() - 90 * 86400));
    EXPECT_EQUAL(addresses_kept(), 3);
    EXPECT_OK(trail_forget(as(&nobody), time_now()));
    EXPECT_EQUAL(addresses_kept(), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail_seal WHERE address_salt <> ''"), 0);
    EXPECT(trail_whole());
}

TEST("a row changed after its address was forgotten is seen, and so is an address put back")
{
    addresses_sealed();
    EXPECT_OK(trail_forget(as(&nobody), time_now()));
    fixture_run("UPDATE trail SET address = '203.0.113.7' WHERE what = 'test.second'");
    EXPECT(!trail_whole());
    fixture_run("UPDATE trail SET address = '', detail = 'in more words' WHERE what = 'test.second'");
    EXPECT(!trail_whole());
}

/* Two rows and their seals as the first release wrote them, whose hashes are over the addresses themselves. */
static void first_release(void)
{
    fixture_run("INSERT INTO trail (id, happened_at, person_id, sign_in_id, what, subject_id, detail, address, request_id) VALUES"
                " (1, 1764000000, 101, NULL, 'test.first', 5, '', '203.0.113.7', 'r1'), (2, 1764000060, NULL, NULL, 'test.second', NULL, 'in few words', '2001:db8::7', 'r2')");
    fixture_run("INSERT INTO trail_seal (id, from_id, to_id, rows, sealed_at, hash) VALUES"
                " (1, 0, 1, 1, 1764000060, '273bfe5c3757f380f0b29c7bb86e9c755634ac0b7f1eaf3450ace5b3de556c68'), (2, 1, 2, 1, 1764000120, 'b5993b5b76357681143175ef0f9512ed4be16d0ea51b3e0df3e71a6656820866')");
}

TEST("what the first release sealed is checked as it was made, sealed anew, and then holds without its addresses")
{
    first_release();
    EXPECT(trail_whole());
    EXPECT_OK(trail_seal(as(&nobody)));
    EXPECT(trail_whole());
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail_seal WHERE first_hash <> '' AND first_hash <> hash AND address_hash <> ''"), 2);
    trail_sealed();
    EXPECT(trail_whole());
    EXPECT_OK(trail_forget(as(&nobody), time_now()));
    EXPECT_EQUAL(addresses_kept(), 0);
    EXPECT(trail_whole());
}

TEST("what the first release sealed and somebody changed is never sealed anew")
{
    first_release();
    fixture_run("UPDATE trail SET subject_id = 6 WHERE id = 1");
    EXPECT(!trail_whole());
    EXPECT_REFUSED(trail_seal(as(&nobody)), CONFLICT, "does not match its seals");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail_seal WHERE first_hash <> ''"), 0);
}

static Error *notes_keep(Ctx *cx, void *nothing) { return notes_write(cx); }

TEST("the notes of a refused act are written after it")
{
    EXPECT(write_as(&ann, put_and_refuse, (char[]){ "denied" }) != OK);
    Ctx *cx = as(&ann);
    note(cx, "test.denied", 5, NULL);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'test.denied'"), 0);
    store_read_end(cx);
    EXPECT_OK(db_write(cx, notes_keep, NULL));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'test.denied' AND subject_id = 5"), 1);
}

/* ---- what is kept beside a reading connection ---- */

TEST("what was made from the store is found again until the store changes, or its time is over")
{
    Bytes found;
    int64_t until = 0;
    kept_put(as(&nobody), "list", (Bytes){ "abc", 3 }, 0);
    EXPECT(kept_find(as(&nobody), "list", &found, &until) && found.length == 3 && memcmp(found.bytes, "abc", 3) == 0);
    EXPECT(!kept_find(as(&nobody), "another list", &found, &until));
    EXPECT_OK(db_write(fixture_cx(), put, (void *)"changed"));
    EXPECT(!kept_find(as(&nobody), "list", &found, &until));

    Ctx *cx = as(&nobody);
    kept_put(cx, "list", (Bytes){ "abc", 3 }, cx->now + 5);
    EXPECT(kept_find(cx, "list", &found, &until) && until == cx->now + 5);
    cx->now += 5;
    EXPECT(!kept_find(cx, "list", &found, &until));
    kept_put(cx, "list", (Bytes){ "abc", 3 }, 0);
    cx->now += KEPT_SECONDS;
    EXPECT(!kept_find(cx, "list", &found, &until));
}

TEST("a transaction that began before a change keeps nothing for those that begin after it")
{
    Bytes found;
    int64_t n, until;
    Ctx *early = as(&nobody), writer;
    EXPECT_OK(db_number(early, states, &n, NONE));
    ctx_begin(&writer, fixture_store(), ARENA_REQUEST_LIMIT);
    EXPECT_OK(db_write(&writer, put, (void *)"meanwhile"));
    ctx_end(&writer);
    kept_put(early, "list", (Bytes){ "old", 3 }, 0);
    EXPECT(!kept_find(as(&nobody), "list", &found, &until));
}

typedef struct { int64_t n; } Counted;
SQL(many_rows, "WITH RECURSIVE n (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM n WHERE n < 20000) SELECT n FROM n");

static Error *thousand_bytes(Ctx *cx, void *row, void *seen)
{
    arena_bytes(cx->arena, 1000);
    *(int64_t *)seen = ((Counted *)row)->n;
    return OK;
}

TEST("a request that gathers more rows than it has memory for fails alone")
{
    static const Column row[] = { COLUMN(Counted, n) };
    Counted counted = {0};
    int64_t seen = 0;
    Ctx cx;
    ctx_begin(&cx, fixture_store(), 1 << 20);
    EXPECT_OK(store_read_begin(&cx));
    EXPECT_REFUSED(db_each(&cx, many_rows, row, &counted, thousand_bytes, &seen, NONE), BROKEN, "wrong");
    EXPECT(seen > 500 && seen < 2000);
    store_read_end(&cx);
    ctx_end(&cx);
}
