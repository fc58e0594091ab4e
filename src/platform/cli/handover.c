#include "platform/cli/handover.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "platform/base/check.h"
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/cli/args.h"
#include "platform/cli/voice.h"

enum { LINE_MOST = 64 << 10, FILES_AT = 2, DESCRIPTORS_MOST = FILES_AT + VOICE_FILES_MOST };   /* output, errors, then the files */

/* A line of words as it travels: each as 'w' or 'f' (a file, whose descriptor comes along), the word, NUL. */
typedef struct { char bytes[LINE_MOST]; size_t length; int descriptors[DESCRIPTORS_MOST]; size_t descriptor_count; } Line;

static struct { int socket, stop; pthread_t thread; HandoverRun *run; void *data; char path[sizeof ((struct sockaddr_un *)0)->sun_path]; } server;

static bool address_of(const char *path, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    if (strlen(path) >= sizeof address->sun_path) return false;
    memcpy(address->sun_path, path, strlen(path) + 1);
    return true;
}

/* ---- the words and their files, over the socket ---- */

static bool line_send(int socket, Line *line)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * DESCRIPTORS_MOST)] = {0};
    struct iovec bytes = { line->bytes, line->length };
    struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control, .msg_controllen = CMSG_SPACE(sizeof(int) * line->descriptor_count) };
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    *header = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int) * line->descriptor_count) };
    memcpy(CMSG_DATA(header), line->descriptors, sizeof(int) * line->descriptor_count);
    return sendmsg(socket, &message, MSG_NOSIGNAL) == (ssize_t)line->length;
}

static bool line_receive(int socket, Line *line)
{
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * DESCRIPTORS_MOST)];
    struct iovec bytes = { line->bytes, sizeof line->bytes };
    struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control };
    ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    line->length = got > 0 ? (size_t)got : 0;
    line->descriptor_count = 0;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); got > 0 && header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        line->descriptor_count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        memcpy(line->descriptors, CMSG_DATA(header), sizeof(int) * line->descriptor_count);
    }
    bool whole = got > 0 && !(message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) && line->bytes[got - 1] == '\0';
    return whole && line->descriptor_count >= FILES_AT;
}

/* ---- the side that serves ---- */

/* The words, and under their names the files that came along. */
static int line_words(Line *line, char **words, Voice *voice)
{
    int count = 0;
    for (size_t at = 0; at < line->length && count < ARGS_MOST; at += strlen(line->bytes + at) + 1) {
        char *word = line->bytes + at + 1;
        if (line->bytes[at] == 'f' && FILES_AT + voice->file_count < line->descriptor_count) {
            voice->files[voice->file_count] = (VoiceFile){ word, line->descriptors[FILES_AT + voice->file_count] };
            voice->file_count++;
        }
        words[count++] = word;
    }
    return count;
}

static void serve_one(int connection)
{
    static Line line;   /* one command at a time */
    struct ucred asker;
    socklen_t size = sizeof asker;
    char *words[ARGS_MOST + 1] = {0};

    bool ours = getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &asker, &size) == 0 && (asker.uid == 0 || asker.uid == geteuid());
    if (!line_receive(connection, &line) || !ours) {
        for (size_t i = 0; i < line.descriptor_count; i++) close(line.descriptors[i]);
        return;
    }
    Voice voice = { .out = fdopen(line.descriptors[0], "w"), .errors = fdopen(line.descriptors[1], "w") };
    int count = line_words(&line, words, &voice);
    voice_take(&voice);
    unsigned char code = (unsigned char)server.run(count, words, server.data);
    voice_take(NULL);
    fclose(voice.out);
    fclose(voice.errors);
    for (size_t i = FILES_AT; i < line.descriptor_count; i++) close(line.descriptors[i]);
    if (send(connection, &code, 1, MSG_NOSIGNAL) != 1) log_info(NULL, "handover", "the command was done, but who asked is gone");
}

static void *serve(void *nothing)
{
    struct pollfd heard[] = { { .fd = server.socket, .events = POLLIN }, { .fd = server.stop, .events = POLLIN } };
    while (!(heard[1].revents & POLLIN)) {
        if (poll(heard, COUNT(heard), -1) < 0 || !(heard[0].revents & POLLIN)) continue;
        int connection = accept4(server.socket, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0) continue;
        struct timeval patience = { .tv_sec = 5 };   /* for its words; they come at once */
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        serve_one(connection);
        close(connection);
    }
    return NULL;
}

/* Begun as root, the server becomes the owner of the folder; so does the socket, or that owner could not ask. */
static void socket_give(Ctx *cx, const char *path)
{
    struct stat folder;
    const char *slash = strrchr(path, '/');
    const char *above = slash ? text_copy(cx, path, (size_t)(slash - path) + 1) : ".";
    if (geteuid() == 0 && stat(above, &folder) == 0 && lchown(path, folder.st_uid, folder.st_gid) != 0)
        log_warning(cx, "handover", "%s stays root's: %s", path, strerror(errno));
}

Error *handover_listen(Ctx *cx, const char *path, HandoverRun *run, void *data)
{
    struct sockaddr_un address;
    if (!address_of(path, &address)) return invalid(cx, NULL, "The name %s is too long for a socket. Put the store in a shorter folder", path);
    unlink(path);   /* whoever holds the store's lock is the only one alive: what lies here is dead */
    server.socket = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    mode_t before = umask(0177);
    bool listens = server.socket >= 0 && bind(server.socket, (struct sockaddr *)&address, sizeof address) == 0 && listen(server.socket, 8) == 0;
    umask(before);
    if (!listens) {
        Error *error = unavailable(cx, "%s: %s", path, strerror(errno));
        if (server.socket >= 0) close(server.socket);
        return error;
    }
    socket_give(cx, path);
    snprintf(server.path, sizeof server.path, "%s", path);
    server.stop = eventfd(0, EFD_CLOEXEC);
    server.run = run;
    server.data = data;
    CHECK(server.stop >= 0 && pthread_create(&server.thread, NULL, serve, NULL) == 0);
    return OK;
}

void handover_stop(void)
{
    if (!server.run) return;
    CHECK(eventfd_write(server.stop, 1) == 0);
    pthread_join(server.thread, NULL);
    unlink(server.path);
    close(server.socket);
    close(server.stop);
    server.run = NULL;
}

/* ---- the side that asks ---- */

static int file_of(const char *word)
{
    struct stat is;
    int file = begins(word, "--") ? -1 : open(word, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file >= 0 && fstat(file, &is) == 0 && S_ISREG(is.st_mode)) return file;
    if (file >= 0) close(file);
    return -1;
}

static bool line_write(Line *line, int argc, char **argv)
{
    line->descriptors[0] = STDOUT_FILENO;
    line->descriptors[1] = STDERR_FILENO;
    line->descriptor_count = FILES_AT;
    for (int i = 0; i < argc; i++) {
        size_t size = strlen(argv[i]) + 1;
        if (line->length + size + 1 > sizeof line->bytes) return false;
        int file = i > 0 && line->descriptor_count < DESCRIPTORS_MOST ? file_of(argv[i]) : -1;
        if (file >= 0) line->descriptors[line->descriptor_count++] = file;
        line->bytes[line->length++] = file >= 0 ? 'f' : 'w';
        memcpy(line->bytes + line->length, argv[i], size);
        line->length += size;
    }
    return true;
}

Error *handover_ask(Ctx *cx, const char *path, int argc, char **argv, bool *answered, int *code)
{
    struct sockaddr_un address;
    unsigned char said;
    *answered = false;
    if (!address_of(path, &address)) return OK;
    int asked = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (asked < 0) return OK;
    if (connect(asked, (struct sockaddr *)&address, sizeof address) != 0) {
        close(asked);
        return OK;
    }
    Line *line = new(cx, Line);
    bool sent = line_write(line, argc, argv) && line_send(asked, line);
    for (size_t i = FILES_AT; i < line->descriptor_count; i++) close(line->descriptors[i]);
    ssize_t got = sent ? recv(asked, &said, 1, 0) : 0;
    close(asked);
    if (!sent) return unavailable(cx, "the server at %s did not take the command", path);
    if (got != 1) return unavailable(cx, "the server stopped before it answered. See whether the command was done, and run it again if not");
    *answered = true;
    *code = said;
    return OK;
}
