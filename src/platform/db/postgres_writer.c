/* How PostgreSQL writes: several threads, each act in a transaction of its own, tried again where another one stood in its way. */
#include "platform/base/log.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/db/postgres.h"

enum { TRIES_MOST = 5, RENEW_MS = 60000, WAITED_US = 1000000 };   /* a popular event's row is waited for; longer than this is worth a line */

static Error *act_once(Db *db, Write *write)
{
    Ctx *cx = write->cx;
    Db *before = cx->db;
    cx->db = db;
    Error *error = postgres_begin(cx, db);
    if (!error) error = write->act(cx, write->data);
    if (!error) error = postgres_commit(cx, db);
    else postgres_rollback(cx, db);
    cx->db = before;
    return error;
}

static void act_run(Db *db, Write *write)
{
    struct Note *notes = write->cx->notes;
    int64_t from = time_monotonic_us();
    for (int tries = 1;; tries++) {
        write->error = act_once(db, write);
        if (!write->error || !postgres_worth_again(db) || tries == TRIES_MOST) break;
        write->cx->notes = notes;   /* a note of a run that did not happen */
    }
    int64_t took = time_monotonic_us() - from;
    if (took > WAITED_US) log_warning(write->cx, "act.slow", "%s took %ld us", write->what ? write->what : "an act", took);
}

void *postgres_hand(void *hand_)
{
    Hand *hand = hand_;
    Store *store = hand->store;
    bool renews = hand == store->writer.hands;
    Arena *arena = arena_begin(ARENA_REQUEST_LIMIT);
    Ctx own = { .arena = arena, .store = store, .request_id = "writer", .address = "" };

    for (bool closing = false; !closing; arena_reset(arena)) {
        Write *write = NULL, renew = { .cx = &own, .act = node_lease_act };
        size_t n = writer_take(&store->writer, &write, 1, renews ? RENEW_MS : 0, &closing);
        pthread_mutex_lock(&hand->connection);
        if (renews && !closing && store->node >= 0 && time_monotonic_us() - store->leased_at > RENEW_MS * 1000) {
            act_run(hand->db, &renew);
            if (renew.error) log_error(&own, "node", "the lease was not renewed: %s", renew.error->log ? renew.error->log : renew.error->say);
        }
        if (n) act_run(hand->db, write);
        pthread_mutex_unlock(&hand->connection);
        if (n) write->done(write, write->error);
    }
    arena_end(arena);
    return NULL;
}
