/* A price rule on the roll, as the command line tries it. */
#include <stdio.h>
#include <stdlib.h>

#include "platform/cli/args.h"
#include "platform/cli/voice.h"
#include "rooms/members/register_import.h"
#include "rooms/money/prices/price_roll.h"
#include "tests/data.h"
#include "tests/fixture.h"

extern const Command money_commands[];

/* Beside the world's two maintained primaries of 205, of 240 and 180 pupils: 23 more, of 120, 140, 160 and so on to 560, the last of them proposed to close.
 * And five that no filter of these tests takes in: of the neighbour, secondary, an academy, closed, and one whose pupils nobody has counted. */
static void roll_lay(void)
{
    fixture_run("INSERT INTO organisation (id, kind, name, name_folded, sort_key, authority_code, created_at, changed_at)"
                " WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 28)"
                " SELECT 900 + i, 'school', 'School ' || CAST(i AS TEXT), '', CAST(i AS TEXT), CASE WHEN i = 24 THEN '307' ELSE '205' END, 0, 0 FROM n");
    fixture_run("INSERT INTO school (organisation_id, urn, type_group, phase, status, maintained, independent, roll) SELECT id, CAST(910000 + id AS TEXT), CASE WHEN id = 926 THEN '10' ELSE '4' END,"
                " CASE WHEN id = 925 THEN 'secondary' ELSE 'primary' END, CASE WHEN id = 923 THEN 'proposed to close' WHEN id = 927 THEN 'closed' ELSE 'open' END,"
                " CASE WHEN id = 926 THEN 0 ELSE 1 END, 0, CASE WHEN id < 928 THEN 100 + 20 * (id - 900) END FROM organisation WHERE id > 900");
}

/* ---- the command ---- */

static char *printed;
static Error *refused;

static void release(void *file) { free(file); }

/* What `lyceum subscription model` prints with these words. */
static const char *told(const char *const *words)
{
    char *argv[ARGS_MOST] = { (char[]){ "lyceum" }, (char[]){ "subscription" }, (char[]){ "model" } };
    int argc = 3;
    size_t length = 0;
    const Command *command;
    const Args *args;
    for (; *words; words++) argv[argc++] = memcpy(arena_new(test_cx()->arena, strlen(*words) + 1), *words, strlen(*words));
    EXPECT_OK(args_parse(test_cx(), argc, argv, (const Command *const[]){ money_commands }, 1, &command, &args));
    FILE *out = open_memstream(&printed, &length);
    voice_take(&(Voice){ .out = out, .errors = out });
    refused = command->run(as(&nobody), args);
    voice_take(NULL);
    fclose(out);
    test_after(release, printed);
    return printed;
}
#define TOLD(...) told((const char *const[]){ __VA_ARGS__, NULL })
#define PRIMARIES "--authority", "205", "--phase", "primary", "--maintained", "--open"

static const char *last_line(const char *words)
{
    const char *last = words;
    for (const char *at = words; (at = strchr(at, '\n')) && at[1]; ) last = ++at;
    return text_trim(test_cx(), last);
}

TEST("a rule by the pupil with a floor says each school’s price, and the total of 25 schools last")
{
    roll_lay();
    const char *words = TOLD("--per-pupil", "5.00", "--floor", "750.00", PRIMARIES);
    EXPECT_OK(refused);
    EXPECT_HAS(words, "900001   Alder Grove Primary School");
    EXPECT_HAS(words, "   240     1200.00");
    EXPECT_HAS(words, "   120      750.00");       /* the floor */
    EXPECT_HAS(words, "   560     2800.00");       /* proposed to close, and open until then */
    EXPECT_HAS(words, "1 school has no number of pupils in the register and is left out");
    EXPECT_SAME(last_line(words), "25 schools, 8240 pupils, total 41400.00");
}

TEST("a base with a little by the pupil is summed up school by school, and a program can read the sum")
{
    roll_lay();
    EXPECT_SAME(last_line(TOLD("--flat", "439.00", "--per-pupil", "1.08", PRIMARIES)), "25 schools, 8240 pupils, total 19874.20");
    EXPECT_SAME(last_line(TOLD("--flat", "439.00", "--per-pupil", "1.08", "--json", PRIMARIES)),
                "{\"schools\":25,\"pupils\":8240,\"pence\":1987420,\"total\":\"19874.20\",\"without_roll\":1}");
}

TEST("a flat price is paid by a school without a number of pupils, too, and a ceiling holds")
{
    roll_lay();
    EXPECT_SAME(last_line(TOLD("--flat", "100", PRIMARIES)), "26 schools, 8240 pupils, total 2600.00");
    EXPECT_SAME(last_line(TOLD("--per-pupil", "5", "--ceiling", "1,000", "--authority", "307")), "2 schools, 890 pupils, total 2000.00");
}

TEST("an amount that is typed wrongly is no price, and it is said which")
{
    roll_lay();
    for (const char *const *typed = (const char *const[]){ "1,00", "-5", "1e9", "5£", "five", "", "1.5", "1000000.01", NULL }; *typed; typed++) {
        TOLD("--per-pupil", *typed);
        EXPECT_REFUSED(refused, INVALID, text(test_cx(), "--per-pupil takes an amount of pounds, like 5.00 or 1,250: “%s” is none", *typed));
        EXPECT_SAME(printed, "");
    }
    TOLD("--authority", "205");
    EXPECT_REFUSED(refused, INVALID, "Say what a school pays");
    TOLD("--flat", "500", "--floor", "750", "--ceiling", "600");
    EXPECT_REFUSED(refused, INVALID, "cannot be less than the least");
    TOLD("--flat", "500", "--phase", "Primary");
    EXPECT_REFUSED(refused, INVALID, "There is no phase “Primary”");
}

/* ---- the real register ---- */

static Error *staged(Ctx *cx, void *import)      { return import_staged(cx, ((Import *)import)->id, ((Import *)import)->rows, ((Import *)import)->same); }
static Error *apply_begin(Ctx *cx, void *import) { return import_apply_begin(cx, ((Import *)import)->id); }

TEST("on the real extract the 25 primaries of authority 205 pay 34740.00 by one rule, and 18478.84 by another")
{
    Bytes file = data_real("gias-extract.csv");
    Import import = {0};
    RegisterFile reg = { .file_name = "register.csv", .authorities = "", .bytes = file.bytes, .length = file.length };
    fixture_run("DELETE FROM school");
    EXPECT_OK(register_stage(as(&dora), &reg, &import));
    EXPECT_OK(write_as(&dora, staged, &import));
    EXPECT_OK(write_as(&dora, apply_begin, &import));
    run_jobs();
    EXPECT_SAME(last_line(TOLD("--per-pupil", "5.00", "--floor", "750.00", PRIMARIES)), "25 schools, 6948 pupils, total 34740.00");
    EXPECT_SAME(last_line(TOLD("--flat", "439.00", "--per-pupil", "1.08", PRIMARIES)), "25 schools, 6948 pupils, total 18478.84");
}
