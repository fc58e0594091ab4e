/* Materials of one event, by many at once: no more than there may be, and each in a place of its own. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "rooms/programme/material.h"
#include "tests/fixture_storm.h"

enum { ADDED = 4 };

static int64_t there(void) { return fixture_number("SELECT count(*) FROM material WHERE event_id = 1"); }

static Error *add(Ctx *cx, void *id)
{
    return material_add(cx, &(Material){ .event_id = PHONICS, .moment = "before", .name = "Slides", .link = "https://files.example/slides" }, id);
}
static Error *up(Ctx *cx, void *id)        { return material_up(cx, *(int64_t *)id, &(int64_t){ 0 }); }
static Error *take_away(Ctx *cx, void *id) { return material_remove(cx, *(int64_t *)id, &(int64_t){ 0 }); }

static void run_adding(int number, void *added)
{
    int64_t id;
    for (int i = 0; i < ADDED; i++)
        if (!storm_write(number, dora.id, add, &id)) atomic_fetch_add((atomic_int *)added, 1);
}

static void run_mixed(int number, void *nothing)
{
    uint64_t dice = (uint64_t)number;
    for (int i = 0; i < ADDED; i++) {
        int64_t id = 0;
        if (storm_write(number, dora.id, add, &id)) continue;
        if (storm_dice(&dice, 2)) storm_write(number, dora.id, up, &id);
        if (storm_dice(&dice, 2)) storm_write(number, dora.id, take_away, &id);
    }
}

TEST("however many add, move and remove materials at once, an event has as many as it may and no two in one place")
{
    atomic_int added = 0;
    fixture_store();
    storm(STORM, run_adding, &added);
    EXPECT_EQUAL(added, MATERIALS_MOST);
    EXPECT_EQUAL(there(), MATERIALS_MOST);
    fixture_run("DELETE FROM material WHERE position > 20");
    storm(STORM, run_mixed, NULL);
    EXPECT(there() > 0 && there() <= MATERIALS_MOST);
    EXPECT_EQUAL(fixture_number("SELECT count(*) - count(DISTINCT position) FROM material WHERE event_id = 1"), 0);
}
