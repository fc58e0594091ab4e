/* One room, and many who want it at the same hour: one has it. */
#include <stdatomic.h>

#include "rooms/programme/event_change.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue_rooms.h"
#include "tests/fixture_storm.h"

typedef struct { atomic_int had, refused, wrong; } Sky;
static Sky sky;

typedef struct { int64_t event; const char *starts, *ends; int64_t made; } Wanted;

static Error *session_act(Ctx *cx, void *wanted)
{
    Wanted *w = wanted;
    return session_add(cx, w->event, &(SessionDraft){ .on = "2027-02-03", .starts = w->starts, .ends = w->ends, .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" }, &w->made);
}

static Error *block_act(Ctx *cx, void *id)
{
    return venue_block_add(cx, &(BlockDraft){ .venue_id = TOWN_HALL, .from_on = "2027-02-03", .till_on = "", .from_time = "9am", .till_time = "5pm", .why = "Elections" }, id);
}

static Error *copy_act(Ctx *cx, void *id) { return event_copy(cx, DRAFT, "2027-02-03", id); }

static void tell(int kind)
{
    atomic_fetch_add(kind == 0 ? &sky.had : kind == INVALID ? &sky.refused : &sky.wrong, 1);
}

/* Every second adds a session to one of three events, the others copy an event onto that day, and one blocks it: all overlap. */
static void want_run(int number, void *nothing)
{
    static const int64_t events[] = { PHONICS, ONLINE, DRAFT };
    int64_t id;
    Wanted wanted = { .event = events[number % 3], .starts = number % 2 ? "10am" : "11am", .ends = number % 2 ? "noon" : "12.30pm" };
    if (number % 4 == 3) tell(storm_write(number, dora.id, copy_act, &id));
    else if (number == 2) tell(storm_write(number, dora.id, block_act, &id));
    else tell(storm_write(number, dora.id, session_act, &wanted));
}

TEST("of many who put a session into a room at the same hour, copy an event into it or block it, one has it and the others are told")
{
    storm(STORM, want_run, NULL);
    EXPECT_EQUAL(sky.wrong, 0);
    EXPECT_EQUAL(sky.had, 1);
    EXPECT_EQUAL(sky.refused, STORM - 1);
    EXPECT_EQUAL(fixture_number("SELECT (SELECT count(*) FROM session WHERE venue_id = 31 AND starts_at BETWEEN 1801612800 AND 1801699199) + (SELECT count(*) FROM venue_block)"), 1);
}
