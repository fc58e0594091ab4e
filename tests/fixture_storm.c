#include "tests/fixture_storm.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"
#include "platform/db/inside.h"
#include "rooms/members/sign_in.h"

static Store *machines[2];      /* on SQLite the same one twice: one process writes */

/* ---- two machines ---- */

static void machine_stop(void *store)
{
    store_close(store);
    machines[0] = machines[1] = NULL;
}

static void machines_start(void)
{
    Store *store = fixture_store();
    if (machines[0] == store) return;
    machines[0] = machines[1] = store;
    if (!store_is_postgres(store)) return;
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = store->url }, &machines[1]));
    store_partnership(machines[1], store->partnership);
    test_after(machine_stop, machines[1]);
}

Store *storm_store(int number) { return machines[number % 2]; }

static void apart_drop(void *name) { fixture_run(text(test_cx(), "DROP SCHEMA IF EXISTS %s", (const char *)name)); }

/* A turn is taken by the name of the first schema: an empty one stands before the tables'. */
Store *storm_apart(void)
{
    static const char before_name[] = "search_path%3D";
    Store *store = fixture_store(), *apart;
    const char *name = strstr(store->url, before_name) + strlen(before_name), *own = text(test_cx(), "apart_%s", name);
    fixture_run(text(test_cx(), "CREATE SCHEMA IF NOT EXISTS %s", own));
    test_after(apart_drop, (void *)(uintptr_t)own);
    EXPECT_OK(store_open(test_cx(), &(StoreOptions){ .url = text(test_cx(), "%s%s%%2C%s", text_copy(test_cx(), store->url, (size_t)(name - store->url)), own, name) }, &apart));
    apart->node = 1023;      /* it finds no schema of its name to lease one from */
    store_partnership(apart, store->partnership);
    return apart;
}

/* ---- threads ---- */

typedef struct { int number; void (*run)(int number, void *data); void *data; pthread_barrier_t *together; pthread_t thread; } Stormer;

static void *stormer_run(void *stormer)
{
    const Stormer *me = stormer;
    pthread_barrier_wait(me->together);
    me->run(me->number, me->data);
    return NULL;
}

void storm(int threads, void (*run)(int number, void *data), void *data)
{
    pthread_barrier_t together;
    machines_start();
    Stormer *all = array(fixture_cx(), Stormer, threads);
    pthread_barrier_init(&together, NULL, (unsigned)threads);
    for (int i = 0; i < threads; i++) {
        all[i] = (Stormer){ .number = i, .run = run, .data = data, .together = &together };
        CHECK(pthread_create(&all[i].thread, NULL, stormer_run, &all[i]) == 0);   /* the others wait for it for ever, so this is no expectation */
    }
    for (int i = 0; i < threads; i++) pthread_join(all[i].thread, NULL);
    pthread_barrier_destroy(&together);
}

/* ---- one act ---- */

typedef struct { int64_t person_id; Act *act; void *data; } As;

static Error *act_as(Ctx *cx, void *data)
{
    const As *as = data;
    if (as->person_id) TRY(person_who(cx, as->person_id, &cx->who));
    return as->act(cx, as->data);
}

int storm_write(int number, int64_t person_id, Act *act, void *data)
{
    Ctx cx;
    ctx_begin(&cx, storm_store(number), ARENA_REQUEST_LIMIT);
    cx.request_id = "storm";
    Error *error = db_write(&cx, act_as, &(As){ person_id, act, data });
    int kind = error ? (int)error->kind : 0;
    if (kind >= BROKEN) printf("# %d: %s (%s)\n", kind, error->say, error->log ? error->log : "");
    ctx_end(&cx);
    return kind;
}

int storm_dice(uint64_t *state, int sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (int)((*state >> 33) % (uint64_t)sides);
}

SQL(storm_person, "WITH RECURSIVE n (i) AS (SELECT CAST(1001 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 1000 + CAST($1 AS BIGINT))"
                  " INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at)"
                  " SELECT i, 'Person ' || i, 'person ' || i, '', 'p' || i || '@home.example', 'p' || i || '@home.example', 0, 0 FROM n");

static Error *people_act(Ctx *cx, void *count) { return db_run(cx, storm_person, NULL, INT(*(const int64_t *)count)); }

void storm_people(int64_t count) { EXPECT_OK(write_as(&nobody, people_act, &count)); }
