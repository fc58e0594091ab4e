#include "tests/test.h"

#include "platform/base/text.h"
#include "platform/cli/args.h"

static const Command shop[] = {
    { "import gias", "FILE [--apply] [--authority CODE]", "Reads the register", NULL, NULL, STORE_WRITE },
    { "import",      "FILE", "Reads a file", "  --loose  takes what it can", NULL, STORE_WRITE },
    { 0 },
};
static const Command *const shops[] = { shop };

static const Command *command;
static const Args *args;

static Error *typed(char *words)
{
    static char *argv[ARGS_MOST + 8];
    int argc = 0;
    for (char *word = words; word && argc < ARGS_MOST + 8; word = strchr(word, ' '), word = word ? word + 1 : NULL) argv[argc++] = word;
    for (char *space = words; (space = strchr(space, ' ')); ) *space++ = '\0';
    return args_parse(test_cx(), argc, argv, shops, 1, &command, &args);
}

#define TYPED(line) typed((char []){ line })

TEST("the longest command that fits is the one meant")
{
    EXPECT_OK(TYPED("lyceum import gias schools.csv"));
    EXPECT(command == &shop[0]);
    EXPECT_SAME(args_word(args, 0), "schools.csv");
    EXPECT(!args_word(args, 1));

    EXPECT_OK(TYPED("lyceum import people.csv"));
    EXPECT(command == &shop[1]);
    EXPECT_SAME(args_word(args, 0), "people.csv");
}

TEST("options stand anywhere, and one named with capitals takes the next word")
{
    EXPECT_OK(TYPED("lyceum --store s.db import gias --apply f.csv --authority 205"));
    EXPECT_SAME(args_text(args, "store", "other"), "s.db");
    EXPECT_SAME(args_text(args, "authority", NULL), "205");
    EXPECT(args_flag(args, "apply") && !args_flag(args, "json"));
    EXPECT_SAME(args_word(args, 0), "f.csv");

    EXPECT_OK(TYPED("lyceum import gias f.csv --authority=307"));
    EXPECT_SAME(args_text(args, "authority", NULL), "307");
    EXPECT_SAME(args_text(args, "store", "other"), "other");
}

TEST("an option that the command does not name is refused before it runs")
{
    EXPECT_REFUSED(TYPED("lyceum import gias f.csv --force"), INVALID, "lyceum import gias has no option --force");
    EXPECT_REFUSED(TYPED("lyceum import gias f.csv --appl"), INVALID, "no option --appl");
    EXPECT_REFUSED(TYPED("lyceum import gias f.csv --apply=yes"), INVALID, "no option --apply=yes");
    EXPECT_OK(TYPED("lyceum import f.csv --loose"));
}

TEST("an option that wants a value and stands last is refused")
{
    EXPECT_REFUSED(TYPED("lyceum import gias f.csv --authority"), INVALID, "--authority needs a value");
}

TEST("no command is no error: the caller says what there is")
{
    EXPECT_OK(TYPED("lyceum dance --help"));
    EXPECT(!command);
    EXPECT_SAME(args_first(args), "dance");
    EXPECT(args_flag(args, "help"));
}

TEST("a line of more words than fit is refused")
{
    EXPECT_REFUSED(TYPED("lyceum 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3"),
                   INVALID, "At most 64");
}
