/*
 * The library's timeout counts idleness only, so whoever drips a byte now and then would stay for ever. Each connection has a deadline
 * for what it is at; the reaper shuts down those past it. It never closes: the descriptor is the library's.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/base/check.h"
#include "platform/http/server/inside.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;   /* over the list, taken when connections come and go */
static pthread_cond_t  woken;
static Link           *links;
static pthread_t       thread;
static bool            running;

static int64_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec;
}

static _Atomic int patience;      /* 0: as long as each deadline says */

void server_patience(int seconds) { patience = seconds; }

int64_t patient(int64_t seconds) { return patience && patience < seconds ? patience : seconds; }

void link_deadline(Link *link, int64_t seconds)
{
    atomic_store_explicit(&link->deadline, seconds_now() + patient(seconds), memory_order_relaxed);
}

static void link_begin(struct MHD_Connection *connection, void **context)
{
    const union MHD_ConnectionInfo *socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *client = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    Link *link = calloc(1, sizeof *link);
    CHECK(link);
    link->socket = socket ? socket->connect_fd : -1;
    if (client && client->client_addr) {
        socklen_t length = client->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
        if (getnameinfo(client->client_addr, length, link->address, sizeof link->address, NULL, 0, NI_NUMERICHOST) != 0) link->address[0] = '\0';
    }
    link_deadline(link, HEADER_SECONDS);
    pthread_mutex_lock(&lock);
    link->next = links;
    link->before = &links;
    if (links) links->before = &link->next;
    links = link;
    pthread_mutex_unlock(&lock);
    *context = link;
}

static void link_end(Link *link)
{
    pthread_mutex_lock(&lock);
    *link->before = link->next;
    if (link->next) link->next->before = link->before;
    pthread_mutex_unlock(&lock);
    free(link);
}

void reaper_notify(void *unused, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode what)
{
    if (what == MHD_CONNECTION_NOTIFY_STARTED) link_begin(connection, context);
    else if (*context) link_end(*context), *context = NULL;
}

static void *reap(void *unused)
{
    pthread_mutex_lock(&lock);
    while (running) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec++;
        pthread_cond_timedwait(&woken, &lock, &until);
        int64_t now = seconds_now();
        for (Link *link = links; link; link = link->next)
            if (link->deadline < now) shutdown(link->socket, SHUT_RDWR);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

void reaper_begin(void)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&woken, &monotonic);
    pthread_condattr_destroy(&monotonic);
    running = true;
    CHECK(pthread_create(&thread, NULL, reap, NULL) == 0);
}

void reaper_end(void)
{
    pthread_mutex_lock(&lock);
    running = false;
    pthread_cond_signal(&woken);
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
}
