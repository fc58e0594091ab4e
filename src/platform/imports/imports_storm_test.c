/* A file is written while everybody books: nobody waits for it, and it is written once, whoever confirms it how often. */
#include <stdatomic.h>

#include "platform/base/text.h"
#include "platform/imports/imports.h"
#include "tests/fixture_wishes.h"

enum { LINES = 400, PEOPLE = 40 };

static Error *settled(Ctx *cx, void *intake) { return intake_settle(cx, intake, NULL); }

static Intake sent(int lines)
{
    Draft words = { .cx = test_cx() };
    Intake intake;
    Ctx *cx = as(&dora);
    draft_add(&words, "Name,Email,Role,School\n");
    for (int i = 0; i < lines; i++) draft_add(&words, "Person %d,in%d@alder.example,teacher,900001\n", i, i);
    EXPECT_OK(intake_send(cx, import_kind("people"), &(IntakeFile){ .name = "staff.csv", .bytes = draft_text(&words), .length = words.length }, &intake));
    EXPECT_OK(write_as(&dora, settled, &intake));
    return intake;
}

typedef struct { Intake *intake; Act *act; atomic_int writing, booked, done, refused, odd; } Sky;
static Sky sky;

static Error *begin_act(Ctx *cx, void *intake) { return intake_apply_begin(cx, intake); }
static Error *undo_act(Ctx *cx, void *intake)  { return intake_undo_begin(cx, intake); }

static void both_run(int number, void *nothing)
{
    if (number > 0) {
        uint64_t dice = (uint64_t)number;
        const char *which;
        while (atomic_load(&sky.writing))
            if (!wish_any(number, &dice, ONLINE, PEOPLE, &which)) atomic_fetch_add(&sky.booked, 1);
        return;
    }
    Ctx cx;
    ctx_begin(&cx, storm_store(number), ARENA_REQUEST_LIMIT);
    if (intake_apply(&cx, sky.intake->id, false)) atomic_fetch_add(&sky.odd, 1);
    ctx_end(&cx);
    atomic_store(&sky.writing, 0);
}

static void confirm_run(int number, void *nothing)
{
    int kind = storm_write(number, dora.id, sky.act, sky.intake);
    atomic_fetch_add(kind ? kind == CONFLICT ? &sky.refused : &sky.odd : &sky.done, 1);
}

/* Sixteen at once; one of them does it. */
static void once(Act *act)
{
    sky.act = act;
    atomic_store(&sky.done, 0), atomic_store(&sky.refused, 0), atomic_store(&sky.odd, 0);
    storm(STORM, confirm_run, NULL);
    EXPECT_EQUAL(sky.done, 1);
    EXPECT_EQUAL(sky.refused, STORM - 1);
    EXPECT_EQUAL(sky.odd, 0);
}

TEST("a file that sixteen confirm at once is written once, while others book between its slices, and undone once")
{
    storm_people(PEOPLE);
    Intake intake = sent(LINES);
    int64_t people = fixture_number("SELECT count(*) FROM person");
    sky = (Sky){ .intake = &intake, .writing = 1 };
    once(begin_act);
    storm(STORM, both_run, NULL);
    EXPECT_EQUAL(sky.odd, 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person"), people + LINES);
    EXPECT(sky.booked > STORM);
    EXPECT_EQUAL(events_unsound(), 0);
    once(undo_act);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM person"), people);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM intake WHERE state = 'undone'"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM intake_made"), 0);
}
