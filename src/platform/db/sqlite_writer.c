/* How SQLite writes: one thread, one connection, one commit for all that wait. While the disk flushes it, the next is under way: see sqlite_flusher.c. */
#include <sched.h>
#include <string.h>

#include "platform/base/log.h"
#include "platform/base/time.h"
#include "platform/db/inside.h"
#include "platform/db/sqlite.h"

enum {
    IDLE_MS    = 200,       /* nobody asked for so long: a good moment for a checkpoint */
    LOG_GROWN  = 32768,     /* frames: 128 MiB, moved while others wait */
    LOG_LONG   = 65536,     /* frames: 256 MiB; a reader holds it, so it is waited for */
};

static const Sql begin    = { "begin",    "BEGIN IMMEDIATE",    "", __FILE__ }, commit = { "commit", "COMMIT", "", __FILE__ },
                 rollback = { "rollback", "ROLLBACK",           "", __FILE__ }, save   = { "save", "SAVEPOINT act", "", __FILE__ },
                 release  = { "release",  "RELEASE act",        "", __FILE__ }, undo   = { "undo", "ROLLBACK TO act", "", __FILE__ };

static Error *word(Ctx *cx, const Sql *sql) { return db_run_(cx, sql, NULL, NULL, 0); }

/* ---- one batch ---- */

/* One act. In a savepoint an Error of its own undoes it alone; without one *soiled says that it was refused after it had written.
 * An Error returned is the transaction's. */
static Error *act_run(Ctx *own, Write *write, bool apart, bool *soiled)
{
    Ctx *cx = write->cx;
    Db *before = cx->db;
    struct Note *notes = cx->notes;
    int64_t from = time_monotonic_us(), rows = sqlite_rows_changed(own->db);

    if (apart) TRY(word(own, &save));
    cx->db = own->db;
    write->error = write->act(cx, write->data);
    cx->db = before;
    if (!sqlite_in_transaction(own->db)) {
        cx->notes = notes;
        return unavailable(own, "the transaction was rolled back under an act: %s", write->error && write->error->log ? write->error->log : "no reason given");
    }
    if (apart && write->error) TRY(word(own, &undo));
    if (apart) TRY(word(own, &release));
    *soiled = !apart && write->error && sqlite_rows_changed(own->db) != rows;

    int64_t took = time_monotonic_us() - from;
    if (took > ACT_SLOW_US) log_warning(cx, "act.slow", "%s kept the writer for %ld us", write->what ? write->what : "an act", took);
    return OK;
}

static void all_unavailable(Write **writes, size_t n, const Error *why)
{
    for (size_t i = 0; i < n; i++) writes[i]->error = unavailable(writes[i]->cx, "the commit failed: %s", why->log ? why->log : why->say);
}

/* The disk was given the commit and did not say that it kept it: after a restart it may be there. */
static void all_uncertain(Write **writes, size_t n, const Error *why)
{
    for (size_t i = 0; i < n; i++) if (!writes[i]->error) writes[i]->error = uncertain(writes[i]->cx, "the commit failed: %s", why->log);
}

/* One transaction over all of them. Where a full disk took it away under an act, *culprit becomes that act. A savepoint costs a copy of each page that
 * the act touches, and few acts are refused after they have written; so they first run without. Then *again says that they must run apart. */
static Error *transaction_run(Ctx *own, Write **writes, size_t n, bool apart, bool *again, size_t *culprit)
{
    TRY(word(own, &begin));
    bool something = false;
    for (size_t i = 0; i < n; i++) {
        bool soiled = false;
        Error *error = act_run(own, writes[i], apart, &soiled);
        if (error) {
            *culprit = i;
            return error;
        }
        *again = soiled && n > 1;
        if (*again) return word(own, &rollback);
        something = something || !writes[i]->error;
    }
    return word(own, something ? &commit : &rollback);   /* what was all refused need not wait for the disk */
}

/* What runs again notes again: what was noted the first time did not happen. */
static void notes_take_back(Write **writes, struct Note **before, size_t n)
{
    for (size_t i = 0; i < n; i++) writes[i]->cx->notes = before[i];
}

static void batch_run(Hand *hand, Ctx *own, Write **writes, size_t n)
{
    int64_t commits = sqlite_commits(hand->db);
    size_t left = n;
    bool apart = false;
    struct Note *before[BATCH_MOST];
    for (size_t i = 0; i < n; i++) before[i] = writes[i]->cx->notes;

    /* Without the culprit the others may well fit, so they run again; each round has one act fewer. */
    while (left) {
        size_t culprit = left;
        bool again = false;
        Error *error = hand->stopped ? unavailable(own, "the writer has stopped since the disk lost a commit") : transaction_run(own, writes, left, apart, &again, &culprit);
        if (!error && again) {
            apart = true;
            notes_take_back(writes, before, left);
            continue;
        }
        if (!error) break;
        log_error(own, "writer", "%s", error->log ? error->log : error->say);
        if (sqlite_in_transaction(hand->db)) {
            Error *second = word(own, &rollback);
            if (second) log_error(own, "writer", "%s", second->log);
        }
        if (!hand->stopped && sqlite_sync_failed(hand->db)) {
            hand->stopped = true;
            all_uncertain(writes, left, error);
            break;
        }
        if (hand->stopped || culprit == left) {
            all_unavailable(writes, left, error);
            break;
        }
        Write *gone = writes[culprit];
        all_unavailable(&gone, 1, error);
        memmove(&writes[culprit], &writes[culprit + 1], (--left - culprit) * sizeof *writes);
        memmove(&before[culprit], &before[culprit + 1], (left - culprit) * sizeof *before);
        writes[left] = gone;
        notes_take_back(writes, before, left);
    }
    if (sqlite_commits(hand->db) != commits) hand->store->change++;
}

/* ---- the log ---- */

/* Frames since the last checkpoint. The log begins again once all of it has been moved and no reader needs it: then there are fewer than before. */
static int64_t log_waiting(const Hand *hand)
{
    int64_t frames = sqlite_log_frames(hand->db);
    return frames < hand->log_kept ? frames : frames - hand->log_kept;
}

static void log_move(Hand *hand, Ctx *own, bool restart)
{
    readers_let_go(hand->store);
    Error *error = sqlite_checkpoint(own, hand->db, restart);
    if (error) log_error(own, "checkpoint", "%s", error->log ? error->log : error->say);
    readers_let_go(hand->store);   /* of what was taken meanwhile: a snapshot from now on reads the file alone */
    hand->log_kept = sqlite_log_frames(hand->db);
    if (sqlite_sync_failed(hand->db)) hand->stopped = true;
}

void *sqlite_hand(void *hand_)
{
    Hand *hand = hand_;
    Write *writes[BATCH_MOST];
    Arena *arena = arena_begin(ARENA_REQUEST_LIMIT);
    Ctx own = { .arena = arena, .store = hand->store, .db = hand->db, .request_id = "writer", .address = "" };
    int64_t frames = 0;   /* since the last checkpoint */
    flusher_begin(hand);

    for (bool closing = false; !closing; arena_reset(arena)) {
        sched_yield();   /* to whoever brings more: what comes before the next commit shares it */
        size_t n = writer_take(&hand->store->writer, writes, BATCH_MOST, frames > 0 ? IDLE_MS : 0, &closing);
        if (closing) break;
        pthread_mutex_lock(&hand->connection);
        sqlite_flush_later(hand->db, n > 0);
        if (n) batch_run(hand, &own, writes, n);
        sqlite_flush_later(hand->db, false);
        if (!n) log_move(hand, &own, false);
        frames = log_waiting(hand);
        pthread_mutex_unlock(&hand->connection);

        flusher_give(hand, writes, n);
        if (frames <= LOG_GROWN) continue;
        pthread_mutex_lock(&hand->connection);
        log_move(hand, &own, sqlite_log_frames(hand->db) > LOG_LONG);
        pthread_mutex_unlock(&hand->connection);
    }
    flusher_end(hand);
    arena_end(arena);
    return NULL;
}
