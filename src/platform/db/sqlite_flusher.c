/*
 * Who answers on SQLite. The writer commits without waiting for the disk and goes on to the next batch; this thread flushes the log and only then tells those
 * whose commit it was. What was committed while it flushed shares the next flush. Nobody hears of anything that the disk does not have, though a reader may
 * see it that one flush earlier.
 */
#include "platform/base/log.h"
#include "platform/db/inside.h"
#include "platform/db/sqlite.h"

/* What waits, all of it; NULL: nothing, and nothing will come. */
static Write *flusher_take(Flusher *flusher)
{
    pthread_mutex_lock(&flusher->lock);
    while (!flusher->first && !flusher->closing) pthread_cond_wait(&flusher->arrived, &flusher->lock);
    Write *all = flusher->first;
    flusher->first = NULL;
    flusher->last = &flusher->first;
    pthread_mutex_unlock(&flusher->lock);
    return all;
}

/* A disk that lost one flush may have lost what came before and after it: from then on nothing is certain. */
static void *flusher_run(void *hand_)
{
    Hand *hand = hand_;
    bool lost = false;
    for (Write *all; (all = flusher_take(&hand->flusher));) {
        if (!sqlite_flush(hand->db)) {
            log_error(all->cx, "writer", "the disk did not say that it kept a commit: nothing is written until a restart");
            hand->stopped = lost = true;
        }
        for (Write *write = all, *next; write; write = next) {
            next = write->next;   /* answered, it is its owner's */
            if (lost && !write->error) write->error = uncertain(write->cx, "the disk did not say that it kept the commit");
            write->done(write, write->error);
        }
    }
    return NULL;
}

void flusher_begin(Hand *hand)
{
    Flusher *flusher = &hand->flusher;
    flusher->last = &flusher->first;
    pthread_mutex_init(&flusher->lock, NULL);
    pthread_cond_init(&flusher->arrived, NULL);
    CHECK(pthread_create(&flusher->thread, NULL, flusher_run, hand) == 0);
}

void flusher_give(Hand *hand, Write **writes, size_t n)
{
    Flusher *flusher = &hand->flusher;
    pthread_mutex_lock(&flusher->lock);
    for (size_t i = 0; i < n; i++) {
        writes[i]->next = NULL;
        *flusher->last = writes[i];
        flusher->last = &writes[i]->next;
    }
    pthread_mutex_unlock(&flusher->lock);
    if (n) pthread_cond_signal(&flusher->arrived);
}

void flusher_end(Hand *hand)
{
    Flusher *flusher = &hand->flusher;
    pthread_mutex_lock(&flusher->lock);
    flusher->closing = true;
    pthread_mutex_unlock(&flusher->lock);
    pthread_cond_signal(&flusher->arrived);
    pthread_join(flusher->thread, NULL);
    pthread_cond_destroy(&flusher->arrived);
    pthread_mutex_destroy(&flusher->lock);
}
