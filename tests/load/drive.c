/*
 * Sends prepared requests over a number of kept-alive connections, each once and in order, and says how it went, as one line of JSON.
 *
 *     drive PORT CLIENTS FILE
 *
 * A line of FILE is PATH, COOKIE and BODY, apart by tabs; an empty body makes it a GET. What is reported: answers by status class,
 * seconds in all, latency in microseconds (median, 99th percentile, most), and the longest time in which no answer came although
 * requests were under way.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CLIENTS_MOST = 1024, REQUEST_MOST = 4096, HEAD_MOST = 16384, PATIENCE_MS = 30000 };

typedef struct { const char *path, *cookie, *body; int path_length, cookie_length, body_length; } Line;

typedef struct {
    int     socket;
    char    request[REQUEST_MOST], head[HEAD_MOST];
    size_t  length, sent, read;
    size_t  body_left;         /* of the answer, after its head */
    bool    head_done;
    int64_t began_us;
} Client;

static Client   clients[CLIENTS_MOST];
static Line    *lines;
static size_t   line_count, next_line, answered, by_class[6];
static int64_t *latencies;
static int      port, poll_set;

static _Noreturn void stop(const char *why)
{
    fprintf(stderr, "drive: %s: %s\n", why, strerror(errno));
    exit(1);
}

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The number that begins here, after spaces; 0: there is none. */
static size_t digits(const char *at)
{
    size_t number = 0;
    for (at += strspn(at, " "); *at >= '0' && *at <= '9' && number < SIZE_MAX / 100; at++) number = 10 * number + (size_t)(*at - '0');
    return number;
}

static const char *part(const char **at, const char *end, char until, int *length)
{
    const char *from = *at;
    while (*at < end && **at != until && **at != '\n') (*at)++;
    *length = (int)(*at - from);
    if (*at < end && **at == until) (*at)++;
    return from;
}

static void lines_read(const char *file)
{
    int fd = open(file, O_RDONLY);
    struct stat about;
    if (fd < 0 || fstat(fd, &about)) stop(file);
    const char *bytes = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0), *end = bytes + about.st_size;
    if (bytes == MAP_FAILED) stop(file);
    for (const char *c = bytes; c < end; c++) line_count += *c == '\n';
    lines = calloc(line_count, sizeof *lines);
    latencies = calloc(line_count, sizeof *latencies);
    if (!lines || !latencies) stop("memory");
    size_t i = 0;
    for (const char *at = bytes; at < end && i < line_count; i++) {
        lines[i].path = part(&at, end, '\t', &lines[i].path_length);
        lines[i].cookie = part(&at, end, '\t', &lines[i].cookie_length);
        lines[i].body = part(&at, end, '\n', &lines[i].body_length);
    }
}

static void client_connect(Client *client)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int yes = 1;
    client->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (client->socket < 0 || connect(client->socket, (struct sockaddr *)&address, sizeof address)) stop("connect");
    setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    fcntl(client->socket, F_SETFL, O_NONBLOCK);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = client };
    if (epoll_ctl(poll_set, EPOLL_CTL_ADD, client->socket, &event)) stop("epoll");
}

static void client_send(Client *client)
{
    while (client->sent < client->length) {
        ssize_t n = send(client->socket, client->request + client->sent, client->length - client->sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) continue;   /* a request is smaller than the socket's buffer */
        if (n <= 0) stop("send");
        client->sent += (size_t)n;
    }
}

static bool client_next(Client *client)
{
    if (next_line == line_count) return false;
    const Line *line = &lines[next_line++];
    int n = line->body_length
        ? snprintf(client->request, sizeof client->request,
                   "POST %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nCookie: %.*s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                   "Content-Length: %d\r\n\r\n%.*s", line->path_length, line->path, port, port, line->cookie_length, line->cookie, line->body_length, line->body_length, line->body)
        : snprintf(client->request, sizeof client->request, "GET %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %.*s\r\n\r\n",
                   line->path_length, line->path, port, line->cookie_length, line->cookie);
    if (n < 0 || n >= REQUEST_MOST) stop("a request is too long");
    client->length = (size_t)n;
    client->sent = client->read = client->body_left = 0;
    client->head_done = false;
    client->began_us = now_us();
    client_send(client);
    return true;
}

static void head_understand(Client *client, char *end)
{
    *end = '\0';
    int class = client->head[9] - '0';
    by_class[class > 0 && class < 6 ? class : 0]++;
    char *length = strcasestr(client->head, "\r\ncontent-length:");
    size_t total = length ? digits(length + strlen("\r\ncontent-length:")) : 0;
    size_t had = client->read - (size_t)(end + 4 - client->head);
    client->body_left = total > had ? total - had : 0;
    client->head_done = true;
}

/* True when the answer is whole. */
static bool client_read(Client *client)
{
    static char waste[65536];
    for (;;) {
        char *into = client->head_done ? waste : client->head + client->read;
        size_t room = client->head_done ? sizeof waste : HEAD_MOST - 1 - client->read;
        ssize_t n = recv(client->socket, into, room, 0);
        if (n < 0 && errno == EAGAIN) return false;
        if (n <= 0) stop("the server closed a connection");
        if (client->head_done) client->body_left -= (size_t)n;
        else {
            client->read += (size_t)n;
            client->head[client->read] = '\0';
            char *end = strstr(client->head, "\r\n\r\n");
            if (end) head_understand(client, end);
        }
        if (client->head_done && !client->body_left) return true;
    }
}

static int ascending(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    if (argc != 4) return fprintf(stderr, "usage: drive PORT CLIENTS FILE\n"), 2;
    port = (int)digits(argv[1]);
    long wanted = (long)digits(argv[2]);
    if (wanted < 1 || wanted > CLIENTS_MOST) return fprintf(stderr, "drive: 1 to %d clients\n", CLIENTS_MOST), 2;
    lines_read(argv[3]);
    poll_set = epoll_create1(0);
    for (long i = 0; i < wanted; i++) client_connect(&clients[i]);

    int64_t began = now_us(), last = began, gap = 0;
    size_t under_way = 0;
    for (long i = 0; i < wanted; i++) under_way += client_next(&clients[i]);
    while (under_way) {
        struct epoll_event events[256];
        int n = epoll_wait(poll_set, events, 256, PATIENCE_MS);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) stop("no answer came");
        for (int i = 0; i < n; i++) {
            Client *client = events[i].data.ptr;
            if (!client_read(client)) continue;
            int64_t now = now_us();
            if (now - last > gap) gap = now - last;
            last = now;
            latencies[answered++] = now - client->began_us;
            if (!client_next(client)) under_way--;
        }
    }
    double seconds = (double)(now_us() - began) / 1e6;
    qsort(latencies, answered, sizeof *latencies, ascending);
    printf("{\"answers\":%zu,\"2xx\":%zu,\"3xx\":%zu,\"4xx\":%zu,\"5xx\":%zu,\"seconds\":%.4f,\"p50_us\":%ld,\"p99_us\":%ld,\"most_us\":%ld,\"gap_us\":%ld}\n", answered, by_class[2],
           by_class[3], by_class[4], by_class[5], seconds, (long)latencies[answered / 2], (long)latencies[answered * 99 / 100], (long)latencies[answered - 1], (long)gap);
    return 0;
}
