/* A price rule tried on the register's schools, at the command line. */
#include "platform/base/text.h"
#include "platform/cli/cli.h"
#include "platform/documents/json.h"
#include "rooms/members/organisation.h"
#include "rooms/money/prices/price_roll.h"

extern const Command money_commands[];

enum { NAME_WIDE = 48 };

/* 3474000 -> "34740.00": as a column of figures, without a sign or commas. */
static const char *plain(Ctx *cx, int64_t pence) { return text(cx, "%ld.%02ld", (long)(pence / 100), (long)(pence % 100)); }

static Error *amount(Ctx *cx, const Args *args, const char *option, int64_t *pence)
{
    const char *typed = args_text(args, option, NULL);
    *pence = 0;
    if (!typed || money_parse(typed, pence)) return OK;
    return invalid(cx, NULL, "%s takes an amount of pounds, like 5.00 or 1,250: “%s” is none", option, typed);
}

static bool listed(const char *word, const char *const *list)
{
    while (*list && !same(*list, word)) list++;
    return *list != NULL;
}

static Error *line_read(Ctx *cx, const Args *args, PriceLine *line)
{
    Error *errors = OK;
    *line = (PriceLine){ .phase = "", .sector = "" };
    errors_add(&errors, amount(cx, args, "--flat", &line->flat_pence));
    errors_add(&errors, amount(cx, args, "--per-pupil", &line->per_pupil_pence));
    errors_add(&errors, amount(cx, args, "--floor", &line->floor_pence));
    errors_add(&errors, amount(cx, args, "--ceiling", &line->ceiling_pence));
    if (errors) return errors;
    if (!line->flat_pence && !line->per_pupil_pence) return invalid(cx, NULL, "Say what a school pays: --flat POUNDS, --per-pupil POUNDS, or both");
    if (line->ceiling_pence && line->ceiling_pence < line->floor_pence) return invalid(cx, NULL, "--ceiling is below --floor: the most that a school pays cannot be less than the least");
    return OK;
}

typedef struct { const PriceRule *rule; RollSum sum; bool quiet; } Model;

static Error *school_say(Ctx *cx, const RollSchool *school, void *data)
{
    Model *model = data;
    PricedSchool is = roll_priced(school);
    Priced priced = price_rule_year(model->rule, &is);
    roll_add(&model->sum, school, &priced);
    if (priced.how != PRICED || model->quiet) return OK;
    size_t wide = letters(school->name);
    int gap = wide < NAME_WIDE ? (int)(NAME_WIDE - wide) : 0;
    if (school->roll < 0) say("%-8s %s%*s       %9ld.%02ld", school->urn, school->name, gap, "", (long)(priced.pence / 100), (long)(priced.pence % 100));
    else say("%-8s %s%*s %6ld%9ld.%02ld", school->urn, school->name, gap, "", (long)school->roll, (long)(priced.pence / 100), (long)(priced.pence % 100));
    return OK;
}

static void sum_say(Ctx *cx, const Args *args, const RollSum *sum)
{
    if (saying_json(args)) {
        Json *json = json_object_new(cx);
        json_put_int(json, "schools", sum->schools);
        json_put_int(json, "pupils", sum->pupils);
        json_put_int(json, "pence", sum->pence);
        json_put_text(json, "total", plain(cx, sum->pence));
        json_put_int(json, "without_roll", sum->without_roll);
        say("%s", json_write(cx, json));
        return;
    }
    if (sum->without_roll) say("%s no number of pupils in the register and %s left out", counted(cx, sum->without_roll, "school has", "schools have"), sum->without_roll == 1 ? "is" : "are");
    say("%ld %s, %ld %s, total %s", (long)sum->schools, sum->schools == 1 ? "school" : "schools", (long)sum->pupils, sum->pupils == 1 ? "pupil" : "pupils", plain(cx, sum->pence));
}

static Error *model_run(Ctx *cx, const Args *args)
{
    PriceLine line;
    const char *phase = args_text(args, "--phase", "");
    TRY(line_read(cx, args, &line));
    if (*phase && !listed(phase, school_phases)) return invalid(cx, NULL, "There is no phase “%s”. They are called nursery, primary, secondary and so on, as lyceum count schools --phase takes them", phase);

    const PriceRule rule = { .name = "", .part_year = "whole", .early_by = "", .lines = &line, .count = 1 };
    const RollFilter filter = { .authority = args_text(args, "--authority", ""), .phase = phase, .sector = args_flag(args, "--maintained") ? "maintained" : "", .closed = !args_flag(args, "--open") };
    Model model = { .rule = &rule, .quiet = saying_json(args) };
    TRY(roll_each(cx, &filter, school_say, &model));
    sum_say(cx, args, &model.sum);
    return OK;
}

const Command money_commands[] = {
    { "subscription model",
      "[--flat POUNDS] [--per-pupil POUNDS] [--floor POUNDS] [--ceiling POUNDS] [--authority CODE] [--phase PHASE] [--maintained] [--open] [--json]",
      "what schools would pay by a price rule",
      "Prints each school of the register that fits with its pupils and its price, by name, and the total in the last line. Nothing is written.\n"
      "The price is the flat one, so much for each pupil, or both together; at least the floor, at most the ceiling. --open takes in schools that\n"
      "are open but proposed to close. A school whose number of pupils the register does not have has no price by the pupil, and is left out.",
      model_run, STORE_READ },
    { 0 },
};
