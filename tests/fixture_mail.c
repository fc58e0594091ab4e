#include "tests/fixture_mail.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/mail/mail.h"

extern char **environ;

enum { FILE_MOST = 1 << 20, WAIT_MS = 15000, STEP_MS = 20 };

static struct { pid_t process; int input; bool ready; } server;

static void sleep_ms(long ms) { nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL); }

static const char *file_of(const char *folder, const char *name)
{
    FILE *file = fopen(text(test_cx(), "%s/%s", folder, name), "re");
    if (!file) return "";
    char *bytes = arena_new(test_cx()->arena, FILE_MOST);
    size_t length = fread(bytes, 1, FILE_MOST - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

const char *mail_server_file(const char *name) { return file_of(test_folder(), name); }
const char *mail_server_url(void)              { return text(test_cx(), "smtp://localhost:%s", file_of(test_shared_folder(), "port")); }
const char *mail_server_ca(void)               { return text(test_cx(), "%s/ca.pem", test_shared_folder()); }

/* Whole at once, for the server may read it at any moment. */
void mail_server_mode(const char *mode)
{
    const char *path = text(test_cx(), "%s/mode", test_shared_folder()), *fresh = text(test_cx(), "%s.new", path);
    FILE *file = fopen(fresh, "we");
    EXPECT(file != NULL);
    fprintf(file, "%s %s\n", mode, test_folder());
    fclose(file);
    EXPECT(rename(fresh, path) == 0);
}

static void program_forgets(void *nothing)
{
    mail_server(NULL);
    mail_calendar(NULL);
}

/* It leaves by itself when its input ends, which is with this program. */
static void server_run(void)
{
    int input[2];
    posix_spawn_file_actions_t actions;
    EXPECT(pipe2(input, O_CLOEXEC) == 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], 0);
    const char *script = text(test_cx(), "%s/tests/mail_server.py", getenv("LYCEUM_SOURCE") ? getenv("LYCEUM_SOURCE") : ".");
    char *const argv[] = { (char *)(uintptr_t)"/usr/bin/python3", (char *)(uintptr_t)script, (char *)(uintptr_t)test_shared_folder(), NULL };
    int failed = posix_spawn(&server.process, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(input[0]);
    server.input = input[1];
    if (failed) test_skip("there is no /usr/bin/python3");
}

static bool server_came(void)
{
    int status;
    for (int waited = 0; waited < WAIT_MS; waited += STEP_MS) {
        if (*file_of(test_shared_folder(), "port")) return true;
        if (waitpid(server.process, &status, WNOHANG) == server.process) return false;
        sleep_ms(STEP_MS);
    }
    return false;
}

void mail_server_begin_as(const char *mode, const char *password, int64_t answer_seconds)
{
    fixture_store();
    mail_calendar(NULL);
    mail_server_mode(mode);
    if (!server.ready) {
        server_run();
        if (!server_came()) {
            close(server.input);
            test_skip("the mail server of the tests does not run here: it needs python3-aiosmtpd and openssl");
        }
        server.ready = true;
    }
    mail_server(&(MailServer){ .url = mail_server_url(), .user = "lyceum", .password = password, .ca_file = mail_server_ca(), .require_tls = true, .answer_seconds = answer_seconds });
    test_after(program_forgets, NULL);
}

/* Only a server that says nothing is worth giving up soon: on a busy machine any other takes its time. */
void mail_server_begin(const char *mode) { mail_server_begin_as(mode, "a password of its own", same(mode, "hang") ? 1 : 60); }
