#include "platform/http/server.h"

#include <errno.h>
#include <malloc.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/http/server/inside.h"

enum { LISTEN_BACKLOG = 1024, REQUEST_MEMORY = 16 << 10, THREADS_LEAST = 4, WORKERS_SQLITE = 4, WORKERS_POSTGRES = 16 };

Server server;

/* "127.0.0.1:8080", "[::1]:8080"; no names, which another machine would have to explain. */
Error *address_parse(Ctx *cx, const char *words, struct sockaddr_storage *address, unsigned *length)
{
    const char *colon = strrchr(words, ':');
    struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE, .ai_socktype = SOCK_STREAM }, *found = NULL;
    if (colon) {
        bool brackets = words[0] == '[' && colon > words && colon[-1] == ']';
        const char *host = text_copy(cx, words + brackets, (size_t)(colon - words) - 2 * (size_t)brackets);
        if (getaddrinfo(*host ? host : NULL, colon + 1, &hints, &found) != 0) found = NULL;
    }
    if (!found) return invalid(cx, NULL, "%s is no address to listen on. Say one like 127.0.0.1:8080", words);
    memcpy(address, found->ai_addr, found->ai_addrlen);
    *length = found->ai_addrlen;
    freeaddrinfo(found);
    return OK;
}

static Error *listen_at(Ctx *cx, const char *words, int *listener)
{
    struct sockaddr_storage address = {0};
    unsigned length = 0;
    TRY(address_parse(cx, words, &address, &length));
    int file = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), yes = 1;
    if (file < 0) return unavailable(cx, "socket: %s", strerror(errno));
    setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(file, (struct sockaddr *)&address, length) == 0 && listen(file, LISTEN_BACKLOG) == 0) return *listener = file, OK;
    int why = errno;
    close(file);
    if (why == EADDRINUSE) return conflict(cx, "Another program listens on %s. Stop it, or choose another address with --listen", words);
    return conflict(cx, "Nothing can listen on %s: %s", words, strerror(why));
}

void response_headers(struct MHD_Response *response, const Answer *answer)
{
    for (size_t i = 0; i < answer->header_count; i++) {
        const Pair *header = &answer->headers[i];
        if (MHD_add_response_header(response, header->name, header->value) != MHD_YES) log_error(NULL, "http", "the header %s cannot be sent", header->name);
    }
}

/* The library would decode paths and split queries for us; target_parse() does, strictly, so its own work is left out. */
static size_t leave_escaped(void *unused, struct MHD_Connection *connection, char *s) { return strlen(s); }

static void library_says(void *unused, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
static void library_says(void *unused, const char *format, va_list args)
{
    char words[400];
    vsnprintf(words, sizeof words, format, args);
    log_write(NULL, LOG_DEBUG, "libmicrohttpd", "%s", words);
}

Error *server_start(Ctx *cx, const ServerOptions *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int listener = -1;

    server.options = *options;
    if (!server.options.folder) server.options.folder = "/tmp";
    server.threads = options->threads ? options->threads : processors * 2 > THREADS_LEAST ? (int)processors * 2 : THREADS_LEAST;
    server.reads_inline = !store_is_postgres(options->store);
    server.stopping = server.closed = false;
    snprintf(server.started, sizeof server.started, "%lx", (unsigned long)time_now());
    /* Pages and their arenas are of one size again and again; handing them back to the kernel between requests costs more than it saves. */
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    mallopt(M_TRIM_THRESHOLD, 32 << 20);

    TRY(listen_at(cx, options->listen, &listener));
    assets_begin();
    reaper_begin();
    workers_begin(server.reads_inline ? WORKERS_SQLITE : WORKERS_POSTGRES);
    server.daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, exchange_step, NULL,
        MHD_OPTION_EXTERNAL_LOGGER, library_says, NULL, MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)server.threads,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)(CONNECTIONS_PER_THREAD * server.threads), MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)REQUEST_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, NULL, MHD_OPTION_NOTIFY_CONNECTION, reaper_notify, NULL,
        MHD_OPTION_END);
    Error *error = server.daemon ? OK : unavailable(cx, "the HTTP library does not start: %s", strerror(errno));
    if (!error && options->metrics) error = metrics_begin(cx, options->metrics);
    if (error) server_stop();
    return error;
}

static int port_of(struct MHD_Daemon *daemon)
{
    const union MHD_DaemonInfo *info = daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_LISTEN_FD) : NULL;
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    char port[8] = "0";
    if (!info || getsockname(info->listen_fd, (struct sockaddr *)&address, &length) != 0) return 0;
    int64_t number = 0;
    if (getnameinfo((struct sockaddr *)&address, length, NULL, 0, port, sizeof port, NI_NUMERICSERV) != 0 || !number_parse(port, 0, 65535, &number)) return 0;
    return (int)number;
}

int server_port(void)         { return port_of(server.daemon); }
int server_metrics_port(void) { return port_of(server.metrics); }

static uint64_t open_requests(bool suspended_only)
{
    uint64_t n = 0;
    for (const Lane *lane = server.lanes; lane; lane = lane->next)
        n += suspended_only ? lane->counts.suspended : lane->counts.begun - lane->counts.ended;
    return n;
}

static void wait_a_moment(void)
{
    struct timespec moment = { .tv_nsec = 5000000 };
    nanosleep(&moment, NULL);
}

void server_stop(void)
{
    server.stopping = true;
    if (server.daemon) {
        int listener = MHD_quiesce_daemon(server.daemon);
        if (listener >= 0) close(listener);
        for (int64_t until = time_monotonic_us() + patient(STOP_SECONDS) * 1000000; open_requests(false) && time_monotonic_us() < until;) wait_a_moment();
        /* The library aborts when it is stopped with a suspended connection: none is added, and the writer and the workers give each back. */
        server.closed = true;
        while (open_requests(true)) wait_a_moment();
    }
    workers_end();
    if (server.daemon) MHD_stop_daemon(server.daemon);
    server.daemon = NULL;
    metrics_end();
    reaper_end();
    assets_end();
    lanes_free();
}
