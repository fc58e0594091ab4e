#include "platform/cli/stop.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t told;

static void hear(int number)
{
    int kept = errno;
    sem_post(&told);
    errno = kept;
}

void stop_listen(void)
{
    struct sigaction action = { .sa_handler = hear };
    sem_init(&told, 0, 0);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool stop_wait(int seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    int heard;
    do heard = sem_timedwait(&told, &until);
    while (heard != 0 && errno == EINTR);
    return heard == 0;
}
