#include "platform/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/base/check.h"
#include "platform/base/time.h"

static LogLevel least_level = LOG_INFO;   /* set once at start, before the first thread */

void log_level(LogLevel least) { least_level = least; }

/* JSON string escapes: whatever could end the line, the string or a terminal's patience. */
static size_t put_escaped(char *into, size_t room, const char *s)
{
    size_t n = 0;
    for (; *s && n + 7 < room; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\') into[n++] = '\\', into[n++] = *s;
        else if (c < 0x20 || c == 0x7f) n += (size_t)snprintf(into + n, room - n, "\\u%04x", c);
        else into[n++] = *s;
    }
    into[n] = '\0';
    return n;
}

void log_write(const Ctx *cx, LogLevel level, const char *event, const char *format, ...)
{
    static const char *const names[] = { "debug", "info", "warning", "error" };
    if (level < least_level) return;

    char message[2048], said[3072], line[4096];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    put_escaped(said, sizeof said, message);

    int n = snprintf(line, sizeof line, "{\"at\":%ld,\"level\":\"%s\",\"event\":\"%s\",\"request\":\"%s\",\"person\":%ld,\"say\":\"%s\"}\n",
                     (long)time_now(), names[level], event, cx && cx->request_id ? cx->request_id : "", cx && cx->who ? (long)cx->who->id : 0L, said);
    if (n > 0) (void)!write(STDERR_FILENO, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);   /* one write: lines of two threads never mix */
}

_Noreturn void check_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "lyceum: %s:%d: %s does not hold\n", file, line, what);
    abort();
}
