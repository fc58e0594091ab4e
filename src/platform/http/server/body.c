/* A body as it arrives: in memory up to 64 KiB, beyond that in a file without a name. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/http/server/inside.h"

static void file_close(void *visit_file) { close((int)(intptr_t)visit_file); }

typedef struct { void *at; size_t length; } Mapping;
static void mapping_end(void *mapping) { munmap(((Mapping *)mapping)->at, ((Mapping *)mapping)->length); }

static bool all_written(int file, const char *data, size_t size)
{
    while (size) {
        ssize_t n = write(file, data, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        data += n;
        size -= (size_t)n;
    }
    return true;
}

static bool file_begin(Exchange *exchange)
{
    int file = open(server.options.folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) return false;
    arena_defer(exchange->arena, file_close, (void *)(intptr_t)file);
    exchange->visit.body_file = file + 1;
    return all_written(file, exchange->visit.body, exchange->visit.body_length);
}

static bool memory_add(Exchange *exchange, const char *data, size_t size)
{
    if (exchange->visit.body_length + size > exchange->visit.body_room) {
        int64_t said = exchange->guard.content_length;
        size_t room = said > 0 && said <= BODY_IN_MEMORY ? (size_t)said : BODY_IN_MEMORY;
        char *body = arena_new(exchange->arena, room + 1);
        if (exchange->visit.body_length) memcpy(body, exchange->visit.body, exchange->visit.body_length);
        exchange->visit.body = body;
        exchange->visit.body_room = room;
    }
    memcpy(exchange->visit.body + exchange->visit.body_length, data, size);
    return true;
}

bool body_add(Exchange *exchange, const char *data, size_t size)
{
    size_t length = exchange->visit.body_length + size;
    bool kept = false;

    if (length > exchange->visit.body_most) return false;
    if (!exchange->visit.body_file && length <= BODY_IN_MEMORY) kept = memory_add(exchange, data, size);
    else if (!exchange->visit.body_lost) kept = (exchange->visit.body_file || file_begin(exchange)) && all_written(exchange->visit.body_file - 1, data, size);
    if (!kept && !exchange->visit.body_lost) log_error(&exchange->turn.cx, "upload", "%s: %s", server.options.folder, strerror(errno));
    exchange->visit.body_lost = !kept;
    exchange->visit.body_length = length;
    return true;
}

bool body_whole(Exchange *exchange)
{
    Incoming *in = &exchange->turn.in;
    in->body = exchange->visit.body ? exchange->visit.body : "";
    in->body_length = exchange->visit.body_length;
    if (exchange->visit.body_lost) return false;
    if (!exchange->visit.body_file) return true;

    void *at = mmap(NULL, in->body_length, PROT_READ, MAP_PRIVATE, exchange->visit.body_file - 1, 0);
    if (at == MAP_FAILED) return false;
    Mapping *mapping = arena_new(exchange->arena, sizeof *mapping);
    *mapping = (Mapping){ at, in->body_length };
    arena_defer(exchange->arena, mapping_end, mapping);
    in->body = at;
    return true;
}
