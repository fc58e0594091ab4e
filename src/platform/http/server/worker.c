/* Threads for what would hold up others' pages: exports, hashing, and every page on PostgreSQL. Their connections wait suspended. */
#include <stdlib.h>

#include "platform/base/check.h"
#include "platform/http/server/inside.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t  arrived = PTHREAD_COND_INITIALIZER;
static Exchange       *first, **last = &first;
static size_t          waiting;
static bool            closing;
static pthread_t      *threads;
static int             thread_count;

static Exchange *take(void)
{
    pthread_mutex_lock(&lock);
    while (!first && !closing) pthread_cond_wait(&arrived, &lock);
    Exchange *exchange = first;
    if (exchange) {
        first = exchange->next;
        if (!first) last = &first;
        waiting--;
    }
    pthread_mutex_unlock(&lock);
    return exchange;
}

static void *work(void *unused)
{
    for (Exchange *exchange; (exchange = take());) {
        exchange->visit.change = store_change(server.options.store);
        if (exchange->turn.next == TURN_READ) turn_read(&exchange->turn);
        else turn_settle(&exchange->turn);
        MHD_resume_connection(exchange->visit.connection);
    }
    return NULL;
}

bool workers_give(Exchange *exchange)
{
    pthread_mutex_lock(&lock);
    bool room = waiting < WORKER_QUEUE_MOST;
    if (room) {
        exchange->next = NULL;
        *last = exchange;
        last = &exchange->next;
        waiting++;
    }
    pthread_mutex_unlock(&lock);
    if (room) pthread_cond_signal(&arrived);
    return room;
}

size_t workers_waiting(void)
{
    pthread_mutex_lock(&lock);
    size_t n = waiting;
    pthread_mutex_unlock(&lock);
    return n;
}

void workers_begin(int count)
{
    closing = false;
    thread_count = count;
    threads = calloc((size_t)count, sizeof *threads);
    CHECK(threads);
    for (int i = 0; i < count; i++) CHECK(pthread_create(&threads[i], NULL, work, NULL) == 0);
}

void workers_end(void)
{
    pthread_mutex_lock(&lock);
    closing = true;
    pthread_cond_broadcast(&arrived);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < thread_count; i++) pthread_join(threads[i], NULL);
    free(threads);
    threads = NULL;
    thread_count = 0;
}
