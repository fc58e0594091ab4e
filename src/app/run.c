#include "app/run.h"

#include "app/lists.h"
#include "platform/base/text.h"
#include "platform/cli/args.h"
#include "platform/cli/voice.h"

enum { LINE_ARENA = 1 << 20, COMMAND_ARENA = 1 << 30 };   /* a command may hold a national register in memory */

int exit_code(const Error *error)
{
    if (!error) return EXIT_DONE;
    return error->kind == BROKEN || error->kind == UNAVAILABLE ? EXIT_BROKEN : EXIT_REFUSED;
}

/* At a terminal the operator is the person who asked, so the log's part is printed too. */
void complain(const Error *errors)
{
    for (const Error *error = errors; error; error = error->next) {
        bool ours = error->kind == BROKEN || error->kind == UNAVAILABLE || error->kind == MISSING;
        fprintf(voice_errors(), "lyceum: %s\n", ours && error->log ? error->log : error->say);
    }
}

int run_over(Store *store, const Command *command, const Args *args)
{
    Ctx cx;
    ctx_begin(&cx, store, COMMAND_ARENA);
    Error *error = command->store == STORE_READ ? store_read_begin(&cx) : OK;
    if (!error) error = command->run(&cx, args);
    complain(error);
    int code = exit_code(error);
    ctx_end(&cx);
    return code;
}

static int run_line(Ctx *cx, int argc, char **argv, Store *store)
{
    const Command *command;
    const Args *args;
    Error *error = args_parse(cx, argc, argv, all_commands, all_commands_count, &command, &args);
    if (error) return complain(error), EXIT_USAGE;
    if (!command || command->store != STORE_WRITE || same(command->words, "serve")) return EXIT_USAGE;   /* the asker's own to run */
    cli_speak(args);
    return run_over(store, command, args);
}

int run_handed(int argc, char **argv, void *store)
{
    Ctx cx = { .arena = arena_begin(LINE_ARENA), .address = "", .request_id = "" };
    int code = run_line(&cx, argc, argv, store);
    arena_end(cx.arena);
    return code;
}
