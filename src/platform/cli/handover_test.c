/* A command handed to the process that serves. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/cli/cli.h"
#include "platform/cli/handover.h"
#include "tests/test.h"

static char heard[512], contents[64];

static int hear(int argc, char **argv, void *data)
{
    heard[0] = '\0';
    for (int i = 0; i < argc; i++) snprintf(heard + strlen(heard), sizeof heard - strlen(heard), "%s|", argv[i]);
    int file = file_open(argv[argc - 1]);
    ssize_t got = file >= 0 ? read(file, contents, sizeof contents - 1) : 0;
    contents[got > 0 ? got : 0] = '\0';
    if (file >= 0) close(file);
    return *(int *)data;
}

static void stopped(void *nothing) { handover_stop(); }

static const char *listening(int *code)
{
    const char *path = text(test_cx(), "%s/store.socket", test_folder());
    EXPECT_OK(handover_listen(test_cx(), path, hear, code));
    test_after(stopped, NULL);
    return path;
}

TEST("the words arrive as they were typed, with the files they name, and the exit code comes back")
{
    int wanted = 3, code = -1;
    bool answered;
    const char *path = listening(&wanted);
    char *file = arena_new(test_cx()->arena, 256);
    snprintf(file, 256, "%s/people.csv", test_folder());
    FILE *people = fopen(file, "we");
    EXPECT(people && fputs("Name,Email\n", people) >= 0 && fclose(people) == 0);

    char *line[] = { (char[]){ "lyceum" }, (char[]){ "import" }, (char[]){ "--apply" }, (char[]){ "" }, file };
    EXPECT_OK(handover_ask(test_cx(), path, 5, line, &answered, &code));
    EXPECT(answered);
    EXPECT_EQUAL(code, 3);
    EXPECT_SAME(heard, text(test_cx(), "lyceum|import|--apply||%s|", file));
    EXPECT_SAME(contents, "Name,Email\n");
}

TEST("a file that the asker did not name is not opened for them")
{
    int wanted = 0, code;
    bool answered;
    const char *path = listening(&wanted);
    char *line[] = { (char[]){ "lyceum" }, (char[]){ "import" }, (char[]){ "/nowhere/at/all" } };
    EXPECT_OK(handover_ask(test_cx(), path, 3, line, &answered, &code));
    EXPECT(answered && code == 0);
    EXPECT_SAME(contents, "");
}

TEST("the socket is its owner's alone, and gone when the server is")
{
    int wanted = 0, code;
    bool answered;
    struct stat is;
    const char *path = listening(&wanted);
    char *line[] = { (char[]){ "lyceum" } };
    EXPECT(stat(path, &is) == 0 && (is.st_mode & 0777) == 0600);
    handover_stop();
    EXPECT(stat(path, &is) != 0);
    EXPECT_OK(handover_ask(test_cx(), path, 1, line, &answered, &code));
    EXPECT(!answered);
}
