#include "tests/test.h"

#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/html.h"
#include "platform/security/token.h"

extern const Test *const __start_lyceum_tests[], *const __stop_lyceum_tests[];

static struct {
    Ctx         cx;
    Arena      *arena;
    const char *folder;
} current;

/* Failing: why, as TAP comments before cmocka's own line. */

static void reason(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void reason(const char *format, ...)
{
    char line[2000];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    for (const char *s = line, *end; *s; s = *end ? end + 1 : end) {
        end = strchrnul(s, '\n');
        print_message("# %.*s\n", (int)(end - s), s);
    }
}

static _Noreturn void failed(const char *file, int line)
{
    _fail(file, line);
    abort();   /* never reached: cmocka has jumped away */
}

void expect(bool is, const char *what, const char *file, int line)
{
    if (is) return;
    reason("not so: %s\n", what);
    failed(file, line);
}

void expect_same(const char *got, const char *wanted, const char *what, const char *file, int line)
{
    if (same(got, wanted)) return;
    reason("%s is\n  %s\nand should be\n  %s\n", what, got ? got : "(nothing)", wanted ? wanted : "(nothing)");
    failed(file, line);
}

void expect_equal(int64_t got, int64_t wanted, const char *what, const char *file, int line)
{
    if (got == wanted) return;
    reason("%s is %ld and should be %ld\n", what, got, wanted);
    failed(file, line);
}

void expect_has(const char *text, const char *part, const char *what, const char *file, int line)
{
    if (text && strstr(text, part)) return;
    reason("%s lacks\n  %s\nin\n  %s\n", what, part, text ? text : "(nothing)");
    failed(file, line);
}

void expect_lacks(const char *text, const char *part, const char *what, const char *file, int line)
{
    if (!text || !strstr(text, part)) return;
    reason("%s has\n  %s\nin\n  %s\n", what, part, text);
    failed(file, line);
}

void expect_ok(const Error *error, const char *what, const char *file, int line)
{
    if (!error) return;
    for (const Error *e = error; e; e = e->next)
        reason("%s: %d %s%s%s (%s)\n", what, (int)e->kind, e->field ? e->field : "", e->field ? ": " : "", e->say, e->log ? e->log : "");
    failed(file, line);
}

void expect_refused(const Error *error, ErrorKind kind, const char *words, const char *what, const char *file, int line)
{
    if (!error) {
        reason("%s was not refused\n", what);
        failed(file, line);
    }
    for (const Error *e = error; e; e = e->next)
        if (e->kind == kind && e->say && strstr(e->say, words)) return;
    reason("%s was to be refused with %d and \"%s\"\n", what, (int)kind, words);
    expect_ok(error, what, file, line);
}

_Noreturn void test_skip(const char *why)
{
    print_message("# skipped: %s\n", why);
    skip();
    abort();
}

/* What each test has for itself. */

static int test_begin(void **state)
{
    current.arena = arena_begin(ARENA_REQUEST_LIMIT);
    current.folder = NULL;
    return 0;
}

static void test_run(void **state)
{
    const Test *test = *state;
    test->run();
}

static int test_end(void **state)
{
    arena_end(current.arena);
    return 0;
}

Ctx *test_cx(void)
{
    static const Partnership partnership = {
        .name = "Fleet and Wandle Learning Partnership", .short_name = "Fleet and Wandle", .url = "https://learning.example",
        .email = "learning@fleetandwandle.example", .telephone = "020 7946 0123", .authority = "205", .council = "Fleet and Wandle Council",
    };
    Ctx *cx = arena_new(current.arena, sizeof *cx);
    *cx = (Ctx){ .arena = current.arena, .partnership = &partnership, .now = 1795510800 /* 9am on 24 November 2026 */, .request_id = "test", .address = "" };
    cx->today = date_of(cx, cx->now);
    return cx;
}

void test_after(void (*release)(void *), void *what)
{
    arena_defer(current.arena, release, what);
}

static int file_remove(const char *path, const struct stat *stat, int kind, struct FTW *at)
{
    return remove(path);
}

static void folder_remove(void *path)
{
    nftw(path, file_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static char *folder_make(void)
{
    const char *base = getenv("TMPDIR");
    char *path = (char *)text(test_cx(), "%s/lyceum-test-XXXXXX", base ? base : "/tmp");
    if (!mkdtemp(path)) {
        reason("no folder for this test's files: %s\n", path);
        fail();
    }
    return path;
}

const char *test_folder(void)
{
    if (current.folder) return current.folder;
    char *path = folder_make();
    test_after(folder_remove, path);
    return current.folder = path;
}

static struct { char path[4096]; pid_t owner; } shared;

static void shared_remove(void)
{
    if (getpid() == shared.owner) folder_remove(shared.path);      /* and not a process that a test split off */
}

const char *test_shared_folder(void)
{
    if (shared.owner) return shared.path;
    snprintf(shared.path, sizeof shared.path, "%s", folder_make());
    shared.owner = getpid();
    atexit(shared_remove);
    return shared.path;
}

const char *test_told(const char *command)
{
    enum { ANSWER_MOST = 256 << 10, NO_SUCH_COMMAND = 127 };
    Ctx *cx = test_cx();
    const char *path = text(cx, "%s/told", test_folder());
    char *const words[] = { (char *)(uintptr_t)"sh", (char *)(uintptr_t)"-c", (char *)(uintptr_t)text(cx, "{ %s; } >%s 2>&1", command, path), NULL };
    pid_t child;
    int status = 0;
    EXPECT(posix_spawn(&child, "/bin/sh", NULL, NULL, words, environ) == 0 && waitpid(child, &status, 0) == child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_SUCH_COMMAND) test_skip(text(cx, "a command is not here: %s", command));
    char *told = arena_new(cx->arena, ANSWER_MOST);
    FILE *file = fopen(path, "rb");
    EXPECT(file != NULL);
    told[fread(told, 1, ANSWER_MOST - 1, file)] = '\0';
    fclose(file);
    return told;
}

const char *test_store(void)
{
    const char *store = getenv("LYCEUM_TEST_STORE");
    return store ? store : "sqlite";
}

/* Compilers lay the section out as they like; people read a file from its top. */
static int as_written(const void *a, const void *b)
{
    const struct CMUnitTest *one = a, *other = b;
    return ((const Test *)one->initial_state)->line - ((const Test *)other->initial_state)->line;
}

/* Fontconfig keeps what it has read under offsets, which the leak sanitizer cannot follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig"; }

int main(int argc, char **argv)
{
    size_t count = (size_t)(__stop_lyceum_tests - __start_lyceum_tests);
    const char *only = argc > 1 ? argv[1] : NULL;   /* part of a sentence: run these alone */

    if (same(test_store(), "postgres") && !getenv("LYCEUM_TEST_POSTGRES")) {
        printf("1..0 # SKIP LYCEUM_TEST_POSTGRES names no server\n");
        return 77;      /* skipped, to meson */
    }
    setenv("CMOCKA_MESSAGE_OUTPUT", "TAP", 0);
    time_begin();
    security_begin();
    html_strict(true);

    struct CMUnitTest *tests = calloc(count, sizeof *tests);
    if (only) cmocka_set_test_filter(text(&(Ctx){ .arena = arena_begin(1 << 16) }, "*%s*", only));
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){ .name = __start_lyceum_tests[i]->sentence, .test_func = test_run, .setup_func = test_begin, .teardown_func = test_end,
                                        .initial_state = (void *)__start_lyceum_tests[i] };
    qsort(tests, count, sizeof *tests, as_written);
    int failures = _cmocka_run_group_tests("lyceum", tests, count, NULL, NULL);
    free(tests);
    return failures ? 1 : 0;
}
