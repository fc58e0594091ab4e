/* The store's writer on SQLite: one thread, one connection, one commit for all that wait. */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "platform/base/log.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/db/sqlite.h"

enum {
    IDLE_MS    = 200,       /* nobody asked for so long: a good moment for a checkpoint */
    LOG_GROWN  = 4096,      /* frames: 16 MiB, moved while others wait */
    LOG_LONG   = 16384,     /* frames: 64 MiB; a reader holds it, so it is waited for */
};

static const Sql begin    = { "begin",    "BEGIN IMMEDIATE",    "", __FILE__ }, commit = { "commit", "COMMIT", "", __FILE__ },
                 rollback = { "rollback", "ROLLBACK",           "", __FILE__ }, save   = { "save", "SAVEPOINT act", "", __FILE__ },
                 release  = { "release",  "RELEASE act",        "", __FILE__ }, undo   = { "undo", "ROLLBACK TO act", "", __FILE__ };

static Error *word(Ctx *cx, const Sql *sql) { return db_run_(cx, sql, NULL, NULL, 0); }

/* ---- the queue ---- */

void store_write(Store *store, Write *write)
{
    Writer *writer = &store->writer;
    CHECK(writer->db);   /* opened read-only */
    write->next = NULL;
    write->error = OK;
    pthread_mutex_lock(&writer->lock);
    *writer->last = write;
    writer->last = &write->next;
    pthread_mutex_unlock(&writer->lock);
    pthread_cond_signal(&writer->arrived);
}

static bool log_waits(const Writer *writer) { return sqlite_log_frames(writer->db) > writer->log_kept; }

/* Whatever waits, up to a batch. None: the store has been idle for a while, or closes. */
static size_t queue_take(Writer *writer, Write **writes)
{
    size_t n = 0;
    pthread_mutex_lock(&writer->lock);
    if (!writer->first && !writer->closing && log_waits(writer)) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += IDLE_MS * 1000000L;
        if (until.tv_nsec >= 1000000000L) until.tv_sec++, until.tv_nsec -= 1000000000L;
        while (!writer->first && !writer->closing && pthread_cond_timedwait(&writer->arrived, &writer->lock, &until) != ETIMEDOUT) {}
    } else {
        while (!writer->first && !writer->closing) pthread_cond_wait(&writer->arrived, &writer->lock);
    }
    while (n < BATCH_MOST && writer->first) {
        writes[n++] = writer->first;
        writer->first = writer->first->next;
    }
    if (!writer->first) writer->last = &writer->first;
    pthread_mutex_unlock(&writer->lock);
    return n;
}

/* ---- one batch ---- */

/* One act in its savepoint. An Error of its own undoes it alone; an Error returned is the transaction's. */
static Error *act_run(Ctx *own, Write *write)
{
    Ctx *cx = write->cx;
    Db *before = cx->db;
    struct Note *notes = cx->notes;
    int64_t from = time_monotonic_us();

    TRY(word(own, &save));
    cx->db = own->db;
    write->error = write->act(cx, write->data);
    if (!sqlite_in_transaction(own->db)) {
        cx->db = before;
        cx->notes = notes;
        return unavailable(own, "the transaction was rolled back under an act: %s", write->error && write->error->log ? write->error->log : "no reason given");
    }
    cx->db = before;
    if (write->error) TRY(word(own, &undo));
    TRY(word(own, &release));

    int64_t took = time_monotonic_us() - from;
    if (took > ACT_SLOW_US) log_warning(cx, "act.slow", "an act kept the writer for %ld us", took);
    return OK;
}

static void all_unavailable(Write **writes, size_t n, const Error *why)
{
    for (size_t i = 0; i < n; i++) writes[i]->error = unavailable(writes[i]->cx, "the commit failed: %s", why->log ? why->log : why->say);
}

/* One transaction over all of them. Where a full disk took it away under an act, *culprit becomes that act. */
static Error *transaction_run(Ctx *own, Write **writes, size_t n, size_t *culprit)
{
    TRY(word(own, &begin));
    for (size_t i = 0; i < n; i++) {
        Error *error = act_run(own, writes[i]);
        if (!error) continue;
        *culprit = i;
        return error;
    }
    return word(own, &commit);
}

static void batch_run(Store *store, Ctx *own, Write **writes, size_t n)
{
    Writer *writer = &store->writer;
    int64_t changes = sqlite_changes(writer->db);
    size_t left = n;

    /* Without the culprit the others may well fit, so they run again; each round has one act fewer. */
    while (left) {
        size_t culprit = left;
        Error *error = writer->stopped ? unavailable(own, "the writer has stopped since the disk lost a commit") : transaction_run(own, writes, left, &culprit);
        if (!error) break;
        log_error(own, "writer", "%s", error->log ? error->log : error->say);
        if (sqlite_in_transaction(writer->db)) {
            Error *second = word(own, &rollback);
            if (second) log_error(own, "writer", "%s", second->log);
        }
        if (sqlite_sync_failed(writer->db)) writer->stopped = true;
        if (writer->stopped || culprit == left) {
            all_unavailable(writes, left, error);
            break;
        }
        Write *gone = writes[culprit];
        all_unavailable(&gone, 1, error);
        memmove(&writes[culprit], &writes[culprit + 1], (--left - culprit) * sizeof *writes);
        writes[left] = gone;
    }
    if (sqlite_changes(writer->db) != changes) store->change++;
}

/* ---- the log ---- */

static void log_move(Writer *writer, Ctx *own, bool restart)
{
    Error *error = sqlite_checkpoint(own, writer->db, restart);
    if (error) log_error(own, "checkpoint", "%s", error->log ? error->log : error->say);
    writer->log_kept = sqlite_log_frames(writer->db);
    if (sqlite_sync_failed(writer->db)) writer->stopped = true;
}

static void *writer_thread(void *store_)
{
    Store *store = store_;
    Writer *writer = &store->writer;
    static _Thread_local Write *writes[BATCH_MOST];
    Arena *arena = arena_begin(ARENA_REQUEST_LIMIT);
    Ctx own = { .arena = arena, .store = store, .db = writer->db, .request_id = "writer", .address = "" };

    for (;;) {
        size_t n = queue_take(writer, writes);
        if (!n && writer->closing) break;
        pthread_mutex_lock(&writer->connection);
        if (n) batch_run(store, &own, writes, n);
        else log_move(writer, &own, false);
        pthread_mutex_unlock(&writer->connection);

        for (size_t i = 0; i < n; i++) writes[i]->done(writes[i], writes[i]->error);

        int64_t frames = sqlite_log_frames(writer->db);
        if (n && frames - writer->log_kept > LOG_GROWN) {
            pthread_mutex_lock(&writer->connection);
            log_move(writer, &own, frames > LOG_LONG);
            pthread_mutex_unlock(&writer->connection);
        }
        arena_reset(arena);
    }
    arena_end(arena);
    return NULL;
}

/* ---- life ---- */

Error *writer_begin(Ctx *cx, Store *store, bool create)
{
    Writer *writer = &store->writer;
    TRY(sqlite_open(cx, store->path, store->temporary ? SQLITE_TEMPORARY : SQLITE_WRITER, create, &writer->db));
    writer->last = &writer->first;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_mutex_init(&writer->connection, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&writer->arrived, &monotonic);
    pthread_condattr_destroy(&monotonic);
    CHECK(pthread_create(&writer->thread, NULL, writer_thread, store) == 0);
    writer->running = true;
    return OK;
}

void writer_end(Store *store)
{
    Writer *writer = &store->writer;
    if (writer->running) {
        pthread_mutex_lock(&writer->lock);
        writer->closing = true;
        pthread_mutex_unlock(&writer->lock);
        pthread_cond_signal(&writer->arrived);
        pthread_join(writer->thread, NULL);
        pthread_cond_destroy(&writer->arrived);
        pthread_mutex_destroy(&writer->connection);
        pthread_mutex_destroy(&writer->lock);
    }
    db_free(writer->db);   /* the last to close: it moves the log into the file */
}

Db *writer_borrow(Ctx *cx, Store *store)
{
    Db *before = cx->db;
    CHECK(store->writer.db && before != store->writer.db);
    pthread_mutex_lock(&store->writer.connection);
    cx->db = store->writer.db;
    return before;
}

void writer_return(Ctx *cx, Store *store, Db *before)
{
    cx->db = before;
    pthread_mutex_unlock(&store->writer.connection);
}

/* ---- waiting for it ---- */

typedef struct { Write write; pthread_mutex_t lock; pthread_cond_t answered; bool over; } Waiting;

static void waiting_done(Write *write, Error *error)
{
    Waiting *waiting = (Waiting *)write;
    pthread_mutex_lock(&waiting->lock);
    waiting->over = true;
    pthread_cond_signal(&waiting->answered);
    pthread_mutex_unlock(&waiting->lock);
}

Error *db_write(Ctx *cx, Act *act, void *data)
{
    CHECK(cx->db != cx->store->writer.db || !cx->db);   /* within an act: call the function, not the writer */
    Waiting waiting = { .write = { .cx = cx, .act = act, .data = data, .done = waiting_done }, .lock = PTHREAD_MUTEX_INITIALIZER, .answered = PTHREAD_COND_INITIALIZER };
    store_write(cx->store, &waiting.write);
    pthread_mutex_lock(&waiting.lock);
    while (!waiting.over) pthread_cond_wait(&waiting.answered, &waiting.lock);
    pthread_mutex_unlock(&waiting.lock);
    return waiting.write.error;
}
