/* A study holds four models however many add one at once, and a draft becomes a package or goes, once. */
#include <stdatomic.h>

#include "rooms/money/prices/package.h"
#include "rooms/money/prices/price_study.h"
#include "tests/fixture_storm.h"

enum { STUDY = 971, DRAFT_PACKAGE = 973 };
typedef struct { atomic_int done, refused, wrong; } Sky;

static Error *add_act(Ctx *cx, void *nothing)
{
    const PriceLineDraft line = { .phase = "", .sector = "", .from_roll = "", .flat = "1,250", .per_pupil = "", .floor = "", .ceiling = "" };
    int64_t position = 0;
    return study_model_save(cx, STUDY, &position, &(PriceRuleDraft){ .name = "One price", .part_year = "months", .early_percent = "", .early_by = "", .lines = &line, .count = 1 });
}

static Error *publish_act(Ctx *cx, void *nothing) { return package_publish(cx, DRAFT_PACKAGE); }
static Error *drop_act(Ctx *cx, void *nothing)    { return package_drop(cx, DRAFT_PACKAGE); }

static void tally(Sky *sky, int kind)
{
    atomic_fetch_add(!kind ? &sky->done : kind == CONFLICT || kind == MISSING ? &sky->refused : &sky->wrong, 1);
}

static void add(int number, void *sky)  { tally(sky, storm_write(number, dora.id, add_act, NULL)); }
static void turn(int number, void *sky) { tally(sky, storm_write(number, dora.id, number % 2 ? drop_act : publish_act, NULL)); }

TEST("however many add a model at once, a study holds four, each under a letter of its own")
{
    Sky sky = {0};
    fixture_run("INSERT INTO price_study (id, name, made_at) VALUES (971, 'Prices', 0)");
    storm(STORM, add, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.done, STUDY_MODELS_MOST);
    EXPECT_EQUAL(sky.refused, STORM - STUDY_MODELS_MOST);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(DISTINCT position) FROM price_study_model"), STUDY_MODELS_MOST);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM price_rule"), STUDY_MODELS_MOST);
}

TEST("a draft that some publish while others remove it is published or gone, whole, and once")
{
    Sky sky = {0};
    fixture_run("INSERT INTO price_rule (id, name, part_year, made_at) VALUES (972, 'One price', 'months', 0)");
    fixture_run("INSERT INTO package (id, name, rule_id, starts_on, ends_on, state, made_at) VALUES (973, 'Package', 972, '2027-04-01', '2028-03-31', 'draft', 0)");
    fixture_run("INSERT INTO package_item (package_id, kind, amount) VALUES (973, 'places', 40)");
    storm(STORM, turn, &sky);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.done, 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM package_item"), fixture_number("SELECT COUNT(*) FROM package WHERE state = 'published'"));
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM price_rule"), fixture_number("SELECT COUNT(*) FROM package"));
}
