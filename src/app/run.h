/* A command from its words to its exit code: in this process for the shell, or in the one that serves for whoever handed it over. */
#pragma once
#include "platform/cli/cli.h"
#include "platform/db/store.h"

enum { EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, EXIT_BROKEN };

int  exit_code(const Error *error);
void complain(const Error *errors);                                   /* what went wrong, in sentences on standard error */
int  run_over(Store *store, const Command *command, const Args *args);
int  run_handed(int argc, char **argv, void *store);                  /* a HandoverRun */
