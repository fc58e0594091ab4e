#include "platform/cli/stop.h"

#include <errno.h>
#include <semaphore.h>
#include <signal.h>

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

void stop_wait(void)
{
    while (sem_wait(&told) != 0 && errno == EINTR) { }
}
