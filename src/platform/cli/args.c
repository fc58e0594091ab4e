#include "platform/cli/args.h"

#include <stdio.h>
#include <string.h>

#include "platform/base/text.h"

typedef struct { const char *name, *value; } Option;

struct Args {
    const char *words[ARGS_MOST];
    size_t      word_count, taken;      /* the first `taken` words name the command */
    Option      options[ARGS_MOST];
    size_t      option_count;
};

static const char everywhere[] = "--store URL --help --json --quiet --version";

/* The length of an option's name: "authority" in "--authority CODE". */
static size_t name_length(const char *name)
{
    return strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
}

static bool in_capitals(const char *word)
{
    size_t length = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:/.");
    return length > 0 && (word[length] == '\0' || strchr(" ]\n,|", word[length]));
}

/* Whether a text names an option, and whether with a value. */
static bool option_named(const char *text, const char *name, size_t length, bool *valued)
{
    for (const char *at = text; at && (at = strstr(at, "--")); at += 2) {
        if (name_length(at + 2) != length || strncmp(at + 2, name, length) != 0) continue;
        const char *after = at + 2 + length;
        *valued = (*after == ' ' || *after == '=') && in_capitals(after + 1);
        return true;
    }
    return false;
}

static bool option_known(const Command *command, const char *name, size_t length, bool *valued)
{
    return option_named(everywhere, name, length, valued)
        || (command && (option_named(command->usage, name, length, valued) || option_named(command->help, name, length, valued)));
}

/* Words of the command that begin these words; 0 when it is another command. */
static size_t words_fit(const Command *command, const Args *args)
{
    size_t fitting = 0;
    for (const char *s = command->words; *s; fitting++) {
        size_t length = strcspn(s, " ");
        if (fitting == args->word_count || strlen(args->words[fitting]) != length || strncmp(args->words[fitting], s, length) != 0) return 0;
        s += length;
        s += *s == ' ';
    }
    return fitting;
}

static const Command *command_fitting(const Command *const *lists, size_t list_count, Args *args)
{
    const Command *best = NULL;
    for (size_t i = 0; i < list_count; i++)
        for (const Command *command = lists[i]; command->words; command++) {
            size_t fitting = words_fit(command, args);
            if (fitting > args->taken) best = command, args->taken = fitting;
        }
    return best;
}

/*
 * Which command it is decides which options take a value, and an option's value could look like a command's word. So words are
 * gathered up to the first option to find the command, and then again, knowing it.
 */
static Error *gather(Ctx *cx, int argc, char **argv, const Command *command, Args *args)
{
    args->word_count = args->option_count = 0;
    for (int i = 1; i < argc; i++) {
        const char *typed = argv[i];
        if (!begins(typed, "--")) {
            args->words[args->word_count++] = typed;
            continue;
        }
        const char *name = typed + 2;
        size_t length = name_length(name);
        bool valued = false;
        if (!option_known(command, name, length, &valued) || (name[length] && (name[length] != '=' || !valued))) {
            if (!command) continue;      /* told when the command is known */
            return invalid(cx, NULL, "lyceum %s has no option %s. Try: lyceum %s --help", command->words, typed, command->words);
        }
        Option *option = &args->options[args->option_count++];
        option->name = text_copy(cx, name, length);
        option->value = "";
        if (!valued) continue;
        if (name[length] == '=') option->value = name + length + 1;
        else if (i + 1 < argc) option->value = argv[++i];
        else return invalid(cx, NULL, "--%s needs a value after it", option->name);
    }
    return OK;
}

Error *args_parse(Ctx *cx, int argc, char **argv, const Command *const *lists, size_t list_count, const Command **command, const Args **out)
{
    Args *args = new(cx, Args);

    *out = args;
    *command = NULL;
    if (argc > ARGS_MOST) return invalid(cx, NULL, "At most %d words and options fit on the line", ARGS_MOST);
    TRY(gather(cx, argc, argv, NULL, args));
    *command = command_fitting(lists, list_count, args);
    return *command ? gather(cx, argc, argv, *command, args) : OK;
}

const char *args_first(const Args *args)
{
    return args->word_count ? args->words[0] : NULL;
}

const char *args_word(const Args *args, size_t i)
{
    return args->taken + i < args->word_count ? args->words[args->taken + i] : NULL;
}

const char *args_text(const Args *args, const char *option, const char *otherwise)
{
    if (begins(option, "--")) option += 2;
    for (size_t i = 0; i < args->option_count; i++)
        if (same(args->options[i].name, option)) return args->options[i].value;
    return otherwise;
}

bool args_flag(const Args *args, const char *flag)
{
    return args_text(args, flag, NULL) != NULL;
}
