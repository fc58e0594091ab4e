#include "platform/cli/voice.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "platform/base/text.h"

static _Thread_local const Voice *taken;

void voice_take(const Voice *voice) { taken = voice; }

FILE *voice_errors(void) { return taken ? taken->errors : stderr; }

void say(const char *format, ...)
{
    FILE *out = taken ? taken->out : stdout;
    va_list args;
    va_start(args, format);
    vfprintf(out, format, args);
    va_end(args);
    fputc('\n', out);
}

/* Who asked opened the file already, as themselves: the server could not reach it, or not from their folder. */
int file_open(const char *path)
{
    if (!taken) return open(path, O_RDONLY | O_CLOEXEC);
    for (size_t i = 0; i < taken->file_count; i++)
        if (same(taken->files[i].name, path)) return fcntl(taken->files[i].descriptor, F_DUPFD_CLOEXEC, 0);
    errno = ENOENT;
    return -1;
}
