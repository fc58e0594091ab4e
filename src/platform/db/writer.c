/* The store's writer: a queue of acts, and the thread that takes from it. */
#include <errno.h>
#include <semaphore.h>
#include <time.h>

#include "platform/db/inside.h"
#include "platform/db/postgres.h"
#include "platform/db/sqlite.h"

/* ---- the queue ---- */

void store_write(Store *store, Write *write)
{
    Writer *writer = &store->writer;
    CHECK(writer->begun);   /* not opened read-only */
    write->next = NULL;
    write->error = OK;
    pthread_mutex_lock(&writer->lock);
    *writer->last = write;
    writer->last = &write->next;
    pthread_mutex_unlock(&writer->lock);
    pthread_cond_signal(&writer->arrived);
}

size_t writer_take(Writer *writer, Write **writes, size_t most, int64_t idle_ms, bool *closing)
{
    size_t n = 0;
    pthread_mutex_lock(&writer->lock);
    if (!writer->first && !writer->closing && idle_ms) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        int64_t ns = until.tv_nsec + idle_ms * 1000000;
        until.tv_sec += ns / 1000000000;
        until.tv_nsec = ns % 1000000000;
        while (!writer->first && !writer->closing && pthread_cond_timedwait(&writer->arrived, &writer->lock, &until) != ETIMEDOUT) {}
    } else {
        while (!writer->first && !writer->closing) pthread_cond_wait(&writer->arrived, &writer->lock);
    }
    while (n < most && writer->first) {
        writes[n++] = writer->first;
        writer->first = writer->first->next;
    }
    if (!writer->first) writer->last = &writer->first;
    *closing = writer->closing && !n;
    pthread_mutex_unlock(&writer->lock);
    return n;
}

/* ---- life ---- */

static void queue_begin(Writer *writer)
{
    writer->last = &writer->first;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->arrived, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

Error *writer_begin(Ctx *cx, Store *store, bool create)
{
    Hand *hand = &store->writer.hand;
    if (store->postgres) TRY(postgres_open(cx, store->url, create ? POSTGRES_MAKER : POSTGRES_WRITER, &hand->db));
    else TRY(sqlite_open(cx, store->path, store->temporary ? SQLITE_TEMPORARY : SQLITE_WRITER, create, &hand->db));
    hand->store = store;
    pthread_mutex_init(&hand->connection, NULL);
    queue_begin(&store->writer);
    CHECK(pthread_create(&hand->thread, NULL, store->postgres ? postgres_hand : sqlite_hand, hand) == 0);
    store->writer.begun = true;
    return OK;
}

void writer_stop(Store *store)
{
    Writer *writer = &store->writer;
    if (!writer->begun) return;
    pthread_mutex_lock(&writer->lock);
    writer->closing = true;
    pthread_mutex_unlock(&writer->lock);
    pthread_cond_signal(&writer->arrived);
    pthread_join(writer->hand.thread, NULL);
}

void writer_end(Store *store)
{
    Writer *writer = &store->writer;
    if (!writer->begun) return;
    pthread_mutex_destroy(&writer->hand.connection);
    db_free(writer->hand.db);
    pthread_cond_destroy(&writer->arrived);
    pthread_mutex_destroy(&writer->lock);
}

Db *writer_borrow(Ctx *cx, Store *store)
{
    Db *before = cx->db;
    Hand *hand = &store->writer.hand;
    CHECK(store->writer.begun);
    pthread_mutex_lock(&hand->connection);
    cx->db = hand->db;
    return before;
}

void writer_return(Ctx *cx, Store *store, Db *before)
{
    cx->db = before;
    pthread_mutex_unlock(&store->writer.hand.connection);
}

/* ---- waiting for it ---- */

typedef struct { Write write; sem_t answered; } Waiting;

static void waiting_done(Write *write, Error *error) { sem_post(&((Waiting *)write)->answered); }

Error *db_write(Ctx *cx, Act *act, void *data)
{
    CHECK(!cx->db || cx->db->reader);   /* within an act: call the function, not the writer */
    Waiting waiting = { .write = { .cx = cx, .act = act, .data = data, .done = waiting_done } };
    sem_init(&waiting.answered, 0, 0);
    store_write(cx->store, &waiting.write);
    while (sem_wait(&waiting.answered) != 0) {}   /* a signal came */
    sem_destroy(&waiting.answered);
    return waiting.write.error;
}
