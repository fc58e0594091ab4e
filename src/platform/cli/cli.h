/*
 * Commands are rows beside the rules they call. main.c matches words, opens the store, and turns an Error into a sentence
 * on standard error and an exit code: 0 done, 1 refused or not found, 2 used wrongly, 3 our fault or the machine's.
 */
#pragma once
#include "platform/base/context.h"

typedef struct Args Args;
typedef struct {
    const char *words;      /* "import gias" */
    const char *usage;      /* "FILE [--apply]" */
    const char *summary;    /* one line, for --help */
    const char *help;       /* paragraphs, for `lyceum import gias --help`, options included; may be NULL */
    Error *(*run)(Ctx *cx, const Args *args);
    enum { STORE_NONE, STORE_READ, STORE_WRITE } store;   /* STORE_READ: cx->db is a reading transaction; STORE_WRITE: use db_write() */
} Command;

const char *args_word(const Args *args, size_t i);                          /* the i-th after the command's words, or NULL */
const char *args_text(const Args *args, const char *option, const char *otherwise);   /* "--authority" or "authority" */
bool        args_flag(const Args *args, const char *flag);                  /* --apply */
/* Options that a command does not name in its usage or help are refused before it runs. */

void say(const char *format, ...) __attribute__((format(printf, 1, 2)));    /* a line on standard output */
bool saying_json(const Args *args);                                         /* --json */
int  file_open(const char *path);                                           /* to read a file that the line names; -1 and errno, as open() */

/* A bar on a terminal, a line every few seconds otherwise; nothing with --quiet or --json. */
typedef struct { const char *what; int64_t total, done; int64_t shown_us; } Progress;
void progress(Progress *progress, int64_t done);
void progress_end(Progress *progress);
