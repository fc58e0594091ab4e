/* Finds the command, opens its store, runs it, and turns what it returns into a sentence and an exit code. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/lists.h"
#include "app/run.h"
#include "app/start.h"
#include "platform/base/log.h"
#include "platform/base/text.h"
#include "platform/cli/args.h"
#include "platform/security/sandbox.h"
#include "platform/cli/handover.h"

enum { MAIN_ARENA = 1 << 20 };

static const char *const welcome =
    "lyceum " LYCEUM_VERSION ": the system of a learning partnership of schools\n"
    "\n"
    "usage: lyceum COMMAND [WORDS] [--options]\n";

static const char *const options_everywhere =
    "  --store URL   the partnership's data: a SQLite file (data/lyceum.db when nothing is said)\n"
    "                or postgresql://user@host/database?options=-csearch_path%3Dschema\n"
    "  --json        prints data as JSON\n"
    "  --quiet       shows no progress\n"
    "  --help        says more about a command\n";

static int help_all(void)
{
    printf("%s\n", welcome);
    for (size_t i = 0; i < all_commands_count; i++)
        for (const Command *command = all_commands[i]; command->words; command++) printf("  %-20s %s\n", command->words, command->summary);
    printf("\n%s", options_everywhere);
    return EXIT_DONE;
}

static int help_one(const Command *command)
{
    printf("usage: lyceum %s %s\n\n%s\n", command->words, command->usage ? command->usage : "", command->summary);
    if (command->help) printf("\n%s\n", command->help);
    printf("\n%s", options_everywhere);
    return EXIT_DONE;
}

/* "lyceum import": the word begins commands, but alone it is none. */
static int help_group(const char *word)
{
    int shown = 0;
    for (size_t i = 0; i < all_commands_count; i++)
        for (const Command *command = all_commands[i]; command->words; command++)
            if (begins(command->words, word) && command->words[strlen(word)] == ' ') {
                if (!shown++) fprintf(stderr, "lyceum %s: say which:\n", word);
                fprintf(stderr, "  lyceum %s %s\n", command->words, command->usage ? command->usage : "");
            }
    if (!shown) fprintf(stderr, "lyceum: there is no command %s. Try: lyceum --help\n", word);
    return EXIT_USAGE;
}

/* While somebody serves the store, what writes is theirs to do. */
static Error *handed_over(Ctx *cx, const Command *command, const char *url, int argc, char **argv, bool *answered, int *code)
{
    const char *path = start_socket(cx, url);
    *answered = false;
    if (!path || command->store != STORE_WRITE || same(command->words, "serve")) return OK;
    return handover_ask(cx, path, argc, argv, answered, code);
}

/* Whoever listens to strangers is not root. On PostgreSQL there is no owner to become, and the server there may know us by our user. */
static Error *become_owner(Ctx *cx, const char *url)
{
    const char *folder = start_store_folder(cx, url);
    if (folder && access(folder, F_OK) != 0) TRY(start_folder(cx, url));
    return privileges_drop(cx, folder);
}

static Error *run_with_store(Ctx *cx, const Command *command, const Args *args, int argc, char **argv, int *code)
{
    const char *url = args_text(args, "store", start_store_default());
    Store *store;
    bool answered;

    TRY(handed_over(cx, command, url, argc, argv, &answered, code));
    if (answered) return OK;
    if (one_of(command->words, "serve worker")) TRY(become_owner(cx, url));
    TRY(start_store(cx, url, command->store == STORE_WRITE, &store));
    *code = run_over(store, command, args);
    store_close(store);
    return OK;
}

int main(int argc, char **argv)
{
    Ctx cx = { .arena = arena_begin(MAIN_ARENA), .address = "", .request_id = "" };
    const Command *command;
    const Args *args;

    setlocale(LC_ALL, "C.UTF-8");
    umask(0077);                       /* what we write is nobody else's to read */
    signal(SIGPIPE, SIG_IGN);
    start_process();

    Error *error = args_parse(&cx, argc, argv, all_commands, all_commands_count, &command, &args);
    if (error) return complain(error), EXIT_USAGE;
    if (!command && args_flag(args, "version")) return say("lyceum " LYCEUM_VERSION), EXIT_DONE;
    if (!command) return args_first(args) ? help_group(args_first(args)) : help_all();
    if (args_flag(args, "help")) return help_one(command);

    cli_speak(args);
    if (!one_of(command->words, "serve worker")) log_level(LOG_ERROR);   /* the log is of what runs for long; a command says what it has to say */
    int code = EXIT_DONE;
    error = command->store == STORE_NONE ? command->run(&cx, args) : run_with_store(&cx, command, args, argc, argv, &code);
    complain(error);
    if (error) code = exit_code(error);
    arena_end(cx.arena);
    if (fflush(stdout) != 0) return EXIT_BROKEN;      /* a full disk behind a redirection */
    return code;
}
