/* Finds the command, opens its store, runs it, and turns what it returns into a sentence and an exit code. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/lists.h"
#include "app/start.h"
#include "platform/base/text.h"
#include "platform/cli/args.h"

enum { EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, EXIT_BROKEN };

enum { MAIN_ARENA = 1 << 20, COMMAND_ARENA = 1 << 30 };   /* a command may hold a national register in memory */

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

static int exit_code(const Error *error)
{
    if (!error) return EXIT_DONE;
    return error->kind == BROKEN || error->kind == UNAVAILABLE ? EXIT_BROKEN : EXIT_REFUSED;
}

/* At a terminal the operator is the person who asked, so the log's part is printed too. */
static void complain(const Error *errors)
{
    for (const Error *error = errors; error; error = error->next) {
        bool ours = error->kind == BROKEN || error->kind == UNAVAILABLE || error->kind == MISSING;
        if (ours && error->log) fprintf(stderr, "lyceum: %s\n", error->log);
        else fprintf(stderr, "lyceum: %s\n", error->say);
    }
}

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

static Error *run_with_store(Ctx *start, const Command *command, const Args *args)
{
    Store *store;
    Ctx cx;
    Error *error;

    TRY(start_store(start, args_text(args, "store", start_store_default()), command->store == STORE_WRITE, &store));
    ctx_begin(&cx, store, COMMAND_ARENA);
    error = command->store == STORE_READ ? store_read_begin(&cx) : OK;
    if (!error) {
        error = command->run(&cx, args);
        if (command->store == STORE_READ) store_read_end(&cx);
    }
    complain(error);
    Error *kind = error ? new(start, Error) : OK;      /* outlives the command's arena, for its kind */
    if (kind) kind->kind = error->kind, kind->say = NULL;
    ctx_end(&cx);
    store_close(store);
    return kind;
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
    error = command->store == STORE_NONE ? command->run(&cx, args) : run_with_store(&cx, command, args);
    if (error && error->say) complain(error);
    int code = exit_code(error);
    arena_end(cx.arena);
    if (fflush(stdout) != 0) return EXIT_BROKEN;      /* a full disk behind a redirection */
    return code;
}
