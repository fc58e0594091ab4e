/* What was typed, taken apart; for app/main.c. A command reads it through cli.h. */
#pragma once
#include "platform/cli/cli.h"

enum { ARGS_MOST = 64 };

/*
 * Finds the command whose words come first in argv (the longest that fits), or NULL. Options may stand anywhere; one that the
 * command's usage or help does not name, or that lacks its value, is INVALID. An option takes a value when its name is followed
 * there by a word in capitals: "[--authority CODE]". Every command knows --store URL, --help, --json and --quiet.
 */
CHECKED Error *args_parse(Ctx *cx, int argc, char **argv, const Command *const *lists, size_t list_count, const Command **command, const Args **args);
const char *args_first(const Args *args);      /* what was typed as the command, for saying that there is none such */

/* Decides once, from --json and --quiet, how say() and progress() speak. */
void cli_speak(const Args *args);
