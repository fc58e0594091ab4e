/* The guard at the door: a request's head, a line a header. What it lets through has one host, one length and no control bytes. */
#include "platform/base/check.h"
#include "platform/http/guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Guard guard;
    char head[4096];
    if (size >= sizeof head) return 0;
    memcpy(head, bytes, size);
    head[size] = '\0';

    guard_begin(&guard, size & 1 ? "POST" : "GET", "HTTP/1.1");
    for (char *line = head, *end = head + size; line < end;) {
        char *stop = memchr(line, '\n', (size_t)(end - line)), *colon = memchr(line, ':', (size_t)((stop ? stop : end) - line));
        if (!stop) stop = end;
        *stop = '\0';
        if (colon) {
            *colon = '\0';
            guard_header(&guard, line, (size_t)(colon - line), colon + 1, (size_t)(stop - colon - 1));
        }
        line = stop + 1;
    }
    if (!guard_end(&guard)) return 0;
    CHECK(guard.hosts == 1 && *guard.in.host);
    CHECK(!(guard.chunked && guard.content_length >= 0));
    CHECK((size & 1) || (!guard.chunked && guard.content_length <= 0));
    for (const char *c = guard.in.cookies; *c; c++) CHECK((unsigned char)*c >= 0x20 || *c == '\t');
    return 0;
}
