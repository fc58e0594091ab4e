/*
 * A command that writes while `lyceum serve` has the store: its words and the files they name go through a 0600 socket beside
 * the store to the process that serves, which runs it as the shell would have and prints to the asker's own terminal.
 */
#pragma once
#include "platform/base/context.h"

/* Runs the words as a command, on a thread of the server; say(), progress() and file_open() are the asker's meanwhile. Returns the exit code. */
typedef int HandoverRun(int argc, char **argv, void *data);

CHECKED Error *handover_listen(Ctx *cx, const char *path, HandoverRun *run, void *data);
void handover_stop(void);      /* after the command under way */

/* *answered is false where nobody listens: then nothing was done, and the asker may take the lock itself. */
CHECKED Error *handover_ask(Ctx *cx, const char *path, int argc, char **argv, bool *answered, int *code);
