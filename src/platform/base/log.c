#include "platform/base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/base/check.h"
#include "platform/base/time.h"

static LogLevel least_level = LOG_INFO;   /* set once at start, before the first thread */

void log_level(LogLevel least) { least_level = least; }

/* How many bytes the character at `s` has, and which it is; 0 where it is none (one cut off by the end of the message, too). */
static size_t character(const unsigned char *s, unsigned *which)
{
    size_t length = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    *which = length == 1 ? s[0] : s[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80) return 0;
        *which = *which << 6 | (s[i] & 0x3f);
    }
    bool surrogate = *which >= 0xd800 && *which < 0xe000, overlong = (length == 3 && *which < 0x800) || (length == 4 && *which < 0x10000);
    return surrogate || overlong || *which > 0x10ffff ? 0 : length;
}

/* JSON string escapes: whatever could end the line, the string or a terminal's patience. */
static size_t put_escaped(char *into, size_t room, const char *s)
{
    size_t n = 0, length;
    for (; *s && n + 7 < room; s += length ? length : 1) {
        unsigned which;
        if (*s >= ' ' && *s <= '~' && *s != '"' && *s != '\\') {   /* nearly all */
            into[n++] = *s;
            length = 1;
            continue;
        }
        length = character((const unsigned char *)s, &which);
        if (!length) which = 0xfffd;
        bool ends_line = which < 0x20 || (which >= 0x7f && which < 0xa0) || which == 0x2028 || which == 0x2029 || which == 0xfffd;
        if (which == '"' || which == '\\') into[n++] = '\\', into[n++] = *s;
        else if (ends_line) n += (size_t)snprintf(into + n, room - n, "\\u%04x", which);
        else for (size_t i = 0; i < length; i++) into[n++] = s[i];
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
