#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "platform/base/time.h"
#include "platform/cli/args.h"
#include "platform/cli/voice.h"

enum { BAR_CELLS = 30, BAR_EVERY_US = 100000, LINE_EVERY_US = 3000000 };

/* Set once by cli_speak(), before the command runs. */
static _Thread_local bool json, quiet;

void cli_speak(const Args *args)
{
    json = args_flag(args, "json");
    quiet = args_flag(args, "quiet") || json;
}

bool saying_json(const Args *args)
{
    return args_flag(args, "json");
}

/* Progress goes to standard error, so that what is printed can be piped on. */
static void show(const Progress *progress, bool terminal)
{
    int64_t percent = progress->total > 0 ? progress->done * 100 / progress->total : 0;
    if (!terminal) {
        fprintf(voice_errors(), "%s: %ld of %ld (%ld %%)\n", progress->what, progress->done, progress->total, percent);
        return;
    }
    char bar[BAR_CELLS + 1];
    int64_t filled = percent * BAR_CELLS / 100;
    memset(bar, '.', BAR_CELLS);
    memset(bar, '#', (size_t)(filled < 0 ? 0 : filled > BAR_CELLS ? BAR_CELLS : filled));
    bar[BAR_CELLS] = '\0';
    fprintf(voice_errors(), "\r%s [%s] %3ld %%  %ld of %ld", progress->what, bar, percent, progress->done, progress->total);
    fflush(voice_errors());
}

void progress(Progress *progress, int64_t done)
{
    bool terminal = isatty(fileno(voice_errors()));
    int64_t now = time_monotonic_us();

    progress->done = done;
    if (quiet) return;
    if (!progress->shown_us && !terminal) progress->shown_us = now;      /* short work says nothing in a log */
    if (now - progress->shown_us < (terminal ? BAR_EVERY_US : LINE_EVERY_US)) return;
    progress->shown_us = now;
    show(progress, terminal);
}

void progress_end(Progress *progress)
{
    if (quiet || !isatty(fileno(voice_errors()))) return;
    progress->done = progress->total;
    show(progress, true);
    fputc('\n', voice_errors());
}
