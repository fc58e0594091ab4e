/* How PostgreSQL writes: as SQLite does, one thread, one connection, one commit for all that wait. */
#include "platform/base/log.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/db/postgres.h"

enum {
    SHARE_MOST  = 60,         /* acts of a commit: PostgreSQL keeps 64 savepoints of a transaction at hand, and readers pay for more */
    TRIES_MOST  = 5,
    TURNS_MOST  = 3,          /* times lock_timeout that another process may keep us out, before those who wait are told */
    RENEW_MS    = 60000,
    ACT_LONG_US = 100000,
};

typedef struct { Write **writes; struct Note **notes; size_t n; } Batch;   /* notes: before the act first ran; those of a run that did not happen go */

/* ---- one transaction ---- */

static void act_run(Ctx *own, const Batch *batch, size_t at)
{
    Write *write = batch->writes[at];
    Ctx *cx = write->cx;
    Db *before = cx->db;
    PostgresFailure failure;
    int64_t from = time_monotonic_us();

    cx->notes = batch->notes[at];
    cx->db = own->db;
    postgres_act_begin(own->db, at, batch->n > 1);
    write->error = write->act(cx, write->data);
    cx->db = before;
    if (batch->n > 1 && !postgres_failed(own->db, &failure)) {
        if (write->error) postgres_act_undo(own->db);
        else postgres_act_keep(own->db);
    }
    int64_t took = time_monotonic_us() - from;
    if (took > ACT_LONG_US) log_warning(cx, "act.slow", "%s kept the writer for %ld us", write->what ? write->what : "an act", took);
}

/* A statement of this act failed, which may only now have come to light. It alone is undone; its own refusal, if it had one, stands. */
static void act_failed(Ctx *own, const Batch *batch, size_t at)
{
    Write *write = batch->writes[at];
    Error *why = postgres_failure(write->cx, own->db);
    if (!write->error) write->error = why;
    if (batch->n > 1) postgres_act_undo(own->db);
}

static bool something_kept(const Batch *batch)
{
    bool kept = false;
    for (size_t i = 0; i < batch->n; i++) kept = kept || !batch->writes[i]->error;
    return kept;
}

/* Whether each act has its answer now. Otherwise nothing of the transaction happened, or nobody knows: `failure` says. */
static bool transaction_run(Ctx *own, const Batch *batch, PostgresFailure *failure)
{
    Error *error = postgres_begin(own, own->db);
    if (error) {
        CHECK(postgres_failed(own->db, failure));   /* or its acts would be without an answer */
        return false;
    }
    for (size_t at = 0;;) {
        if (at < batch->n) act_run(own, batch, at++);
        else if (!something_kept(batch)) return postgres_rollback(own->db), true;   /* what was all refused need not wait for the disk */
        else if (!postgres_commit(own, own->db)) return true;

        if (!postgres_failed(own->db, failure)) continue;
        if (failure->act == ACT_NONE || failure->in_the_way) return false;
        act_failed(own, batch, failure->act);
        at = failure->act + 1;
    }
}

/* ---- a batch ---- */

/* What was refused stays refused. */
static void all_failed(Ctx *own, const Batch *batch, bool unknown)
{
    for (size_t i = 0; i < batch->n; i++) {
        Write *write = batch->writes[i];
        if (!unknown || !write->error) write->error = postgres_failure(write->cx, own->db);
    }
    postgres_rollback(own->db);
}

static void one_run(Ctx *own, const Batch *one)
{
    PostgresFailure failure;
    for (int tries = 1; !transaction_run(own, one, &failure); tries++) {
        if (!failure.in_the_way || tries == TRIES_MOST) {
            all_failed(own, one, failure.unknown);
            return;
        }
        postgres_rollback(own->db);
    }
}

/* What spoilt the transaction for all was perhaps one act's doing; and where the connection was lost before the commit, nothing had happened. */
static void one_by_one(Ctx *own, const Batch *batch)
{
    for (size_t i = 0; i < batch->n; i++) {
        Error *away = postgres_begin(own, own->db);   /* one attempt to connect for all of them, or the last would wait for ever */
        if (away) {
            all_failed(own, &(Batch){ batch->writes + i, batch->notes + i, batch->n - i }, false);
            return;
        }
        one_run(own, &(Batch){ batch->writes + i, batch->notes + i, 1 });
    }
}

static void batch_run(Ctx *own, Write **writes, size_t n)
{
    struct Note *notes[SHARE_MOST];
    const Batch batch = { writes, notes, n };
    PostgresFailure failure;

    for (size_t i = 0; i < n; i++) notes[i] = writes[i]->cx->notes;
    for (int tries = 1; !transaction_run(own, &batch, &failure); tries++) {
        Error *why = postgres_failure(own, own->db);
        log_warning(own, "writer", "%zu acts: %s", n, why->log);
        if (failure.unknown || (failure.kept_out && tries == TURNS_MOST)) {
            all_failed(own, &batch, failure.unknown);
            return;
        }
        postgres_rollback(own->db);
        if (failure.kept_out) continue;
        one_by_one(own, &batch);
        return;
    }
}

void *postgres_hand(void *hand_)
{
    Hand *hand = hand_;
    Store *store = hand->store;
    Write *writes[SHARE_MOST];
    Arena *arena = arena_begin(ARENA_REQUEST_LIMIT);
    Ctx own = { .arena = arena, .store = store, .db = hand->db, .request_id = "writer", .address = "" };

    for (bool closing = false; !closing; arena_reset(arena)) {
        Write renew = { .cx = &own, .act = node_lease_act }, *renews = &renew;
        size_t n = writer_take(&store->writer, writes, SHARE_MOST, RENEW_MS, &closing);
        pthread_mutex_lock(&hand->connection);
        if (!closing && store->node >= 0 && time_monotonic_us() - store->leased_at > RENEW_MS * 1000) {
            batch_run(&own, &renews, 1);
            if (renew.error) log_error(&own, "node", "the lease was not renewed: %s", renew.error->log ? renew.error->log : renew.error->say);
        }
        if (n) batch_run(&own, writes, n);
        pthread_mutex_unlock(&hand->connection);
        for (size_t i = 0; i < n; i++) writes[i]->done(writes[i], writes[i]->error);
    }
    arena_end(arena);
    return NULL;
}
