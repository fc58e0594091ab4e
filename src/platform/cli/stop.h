/* A command that runs until it is told to stop: SIGINT or SIGTERM. */
#pragma once
#include <stdbool.h>

void stop_listen(void);      /* from now on the signals are heard; before the first thread that is to be stopped */
bool stop_wait(int seconds); /* true as soon as one has come; false when none has, so long */
