/*
 * Where connections come in. Left to itself the library lets its threads take them from one socket, up to ten at a time: a few busy ones,
 * as a proxy holds, may then all sit on one thread, and on one processor. Here each goes to the thread that has fewest.
 */
#include <errno.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "platform/base/check.h"
#include "platform/base/log.h"
#include "platform/http/server/inside.h"

static pthread_t thread;
static int       listener = -1;

static void wait_a_moment(void)
{
    struct timespec moment = { .tv_nsec = 2000000 };
    nanosleep(&moment, NULL);
}

static Loop *least_busy(void)
{
    Loop *least = &server.loops[0];
    for (int i = 1; i < server.threads; i++)
        if (server.loops[i].connections < least->connections) least = &server.loops[i];
    return least;
}

/* Where all are full, the next waits in the kernel's queue. */
static void wait_for_room(void)
{
    while (least_busy()->connections >= CONNECTIONS_PER_THREAD && !server.stopping) wait_a_moment();
}

static void *let_in(void *unused)
{
    while (!server.stopping) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        wait_for_room();
        int file = accept4(listener, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (file < 0) {
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) wait_a_moment();
            continue;
        }
        Loop *loop = least_busy();
        atomic_fetch_add(&loop->connections, 1);
        if (MHD_add_connection(loop->daemon, file, (struct sockaddr *)&address, length) == MHD_YES) continue;
        atomic_fetch_sub(&loop->connections, 1);
        log_warning(NULL, "http", "a connection was not taken");
    }
    return NULL;
}

void entrance_open(int file)
{
    listener = file;
    CHECK(pthread_create(&thread, NULL, let_in, NULL) == 0);
}

int entrance(void) { return listener; }

void entrance_close(void)
{
    if (listener < 0) return;
    shutdown(listener, SHUT_RDWR);   /* accept4() returns at once */
    pthread_join(thread, NULL);
    close(listener);
    listener = -1;
}
