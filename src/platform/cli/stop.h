/* A command that runs until it is told to stop: SIGINT or SIGTERM. */
#pragma once

void stop_listen(void);      /* from now on the signals are heard; before the first thread that is to be stopped */
void stop_wait(void);        /* returns when one has come */
