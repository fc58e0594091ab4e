#include "tests/fixture_cards.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/security/fetch.h"

extern char **environ;

enum { FILE_MOST = 1 << 16, WAIT_MS = 15000, STEP_MS = 20 };
const char card_server_key[] = "api_test_a-key-of-its-own";

static struct { pid_t process; int input; bool ready; } server;

static const char *file_of(const char *name)
{
    FILE *file = fopen(text(test_cx(), "%s/%s", test_shared_folder(), name), "re");
    if (!file) return "";
    char *bytes = arena_new(test_cx()->arena, FILE_MOST);
    size_t length = fread(bytes, 1, FILE_MOST - 1, file);
    fclose(file);
    bytes[length] = '\0';
    return bytes;
}

const char *card_server_url(void) { return text(test_cx(), "http://127.0.0.1:%s", file_of("card-port")); }

void card_server_mode(const char *mode)
{
    const char *path = text(test_cx(), "%s/card-mode", test_shared_folder()), *fresh = text(test_cx(), "%s.new", path);
    FILE *file = fopen(fresh, "we");
    EXPECT(file != NULL);
    fprintf(file, "%s\n", mode);
    fclose(file);
    EXPECT(rename(fresh, path) == 0);
}

/* It leaves by itself when its input ends, which is with this program. */
static void server_run(void)
{
    int input[2];
    posix_spawn_file_actions_t actions;
    EXPECT(pipe2(input, O_CLOEXEC) == 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input[0], 0);
    const char *script = text(test_cx(), "%s/tests/card_server.py", getenv("LYCEUM_SOURCE") ? getenv("LYCEUM_SOURCE") : ".");
    char *const argv[] = { (char *)(uintptr_t)"/usr/bin/python3", (char *)(uintptr_t)script, (char *)(uintptr_t)test_shared_folder(), NULL };
    int failed = posix_spawn(&server.process, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(input[0]);
    server.input = input[1];
    if (failed) test_skip("there is no /usr/bin/python3");
}

void card_server_begin(const char *mode)
{
    int status;
    card_server_mode(mode);
    if (server.ready) return;
    server_run();
    for (int waited = 0; waited < WAIT_MS && !*file_of("card-port"); waited += STEP_MS) {
        EXPECT(waitpid(server.process, &status, WNOHANG) != server.process);
        nanosleep(&(struct timespec){ 0, STEP_MS * 1000000L }, NULL);
    }
    EXPECT(*file_of("card-port"));
    server.ready = true;
}

const char *card_server_visit(const char *next_url, const char *does)
{
    Fetched page;
    EXPECT_OK(fetch(test_cx(), text(test_cx(), "%s?%s", next_url, does), NULL, &page));
    EXPECT_EQUAL(page.status, 303);
    return page.bytes;
}

size_t card_server_asked(const char *line)
{
    size_t n = 0;
    for (const char *at = file_of("card-asked"); (at = strstr(at, line)); at += strlen(line)) n += at[strlen(line)] == '\n';
    return n;
}
