/* Sixteen people at the door for two places. */
#include <stdatomic.h>
#include <stdio.h>

#include "rooms/booking/walk_in.h"
#include "tests/fixture_storm.h"

static atomic_int let_in, sent_away, other;

static Error *walk_in_act(Ctx *cx, void *who)
{
    WalkedIn came;
    return walk_in_add(cx, PHONICS, PHONICS_SESSION, who, &came);
}

static void door(int number, void *nothing)
{
    char email[40];
    snprintf(email, sizeof email, "p%d@home.example", 1001 + number / 2);      /* each of eight people is put down twice */
    int kind = storm_write(number, fay.id, walk_in_act, &(WalkIn){ .name = "", .email = email });
    atomic_fetch_add(kind == 0 ? &let_in : kind == CONFLICT ? &sent_away : &other, 1);
}

TEST("sixteen at the door for two places are two, each once, however often they are put down")
{
    storm_people(8);
    fixture_at("2026-12-10T09:40");
    storm(STORM, door, NULL);
    EXPECT_EQUAL(other, 0);
    EXPECT_EQUAL(let_in, 4);
    EXPECT_EQUAL(sent_away, STORM - 4);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'confirmed'"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM walk_in"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'walk-in'"), 2);
    EXPECT_OK(booking_check(as(&nobody)));
}
