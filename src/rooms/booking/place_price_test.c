/* What a place costs after the package: drawn when a registration is made, given back however it ends, passed on with the place. */
#include "platform/base/text.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/move.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/second_date.h"
#include "rooms/booking/walk_in.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_package.h"

static int64_t paid(int64_t registration_id) { return registration_of(registration_id).price_pence; }

static Error *book_two(const Somebody *by, int64_t event, int64_t organisation, const Somebody *one, const Somebody *two, Booked *booked)
{
    return book(by, event, organisation, (const Invitee[]){ { .person_id = one->id }, { .person_id = two->id } }, 2, booked);
}

static void expect_sound(void)
{
    EXPECT_EQUAL(pots_unsound(), 0);
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("the first in the list are covered while the package lasts, and the next pays the price")
{
    int64_t pot = pot_lay(ALDER, "places", "", 1);
    Booked booked;
    EXPECT_OK(book_two(&ann, PHONICS, ALDER, &ben, &kim, &booked));
    EXPECT_EQUAL(booked.due_pence, 6000);
    EXPECT_EQUAL(paid(booked.places[0].registration_id), 0);
    EXPECT_EQUAL(registration_of(booked.places[0].registration_id).saved_pence, 6000);
    EXPECT_EQUAL(paid(booked.places[1].registration_id), 6000);
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT_EQUAL(fixture_number("SELECT price_pence FROM booking"), 6000);
    const char *page = visit(&ann, "GET", text(test_cx(), "/bookings/%ld", (long)booked.id), NULL).body;
    EXPECT_HAS(page, "2 places at £60.00");
    EXPECT_HAS(page, "Covered by the package");
    EXPECT_HAS(page, "−£60.00");
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'booking-summary'"), "£60 a place, of which the package covers £60: £60 is to pay");
    expect_sound();
}

TEST("another school’s package, and one of another year, cover nothing; nor does a booking without an organisation take any")
{
    int64_t pot = pot_lay(BEECH, "places", "", 5);
    EXPECT_EQUAL(paid(booked_as(&ann, PHONICS, ALDER, &ben)), 6000);
    fixture_run("UPDATE entitlement SET organisation_id = 11, starts_on = '2026-12-11'");
    fixture_run("UPDATE subscription SET organisation_id = 11");
    EXPECT_EQUAL(paid(booked_as(&ann, PHONICS, ALDER, &kim)), 6000);
    EXPECT_EQUAL(paid(booked_as(&jo, PHONICS, 0, &jo)), 9500);
    EXPECT_EQUAL(pot_used(pot), 0);
}

TEST("before confirming the form says what the package covers, and what it said is what is charged")
{
    int64_t pot = pot_lay(ALDER, "places", "", 2);
    fixture_run("UPDATE event SET places = 20 WHERE id = 1");
    (void)booked_as(&ann, PHONICS, ALDER, &lou);
    Visit form = visit(&ann, "GET", "/events/1/book", NULL);
    EXPECT_HAS(form.body, "Covered by your package: 1 of 2 places left; the second costs £60.");
    EXPECT_HAS(form.body, "name=\"said\" value=\"0 6000 12000");
    (void)booked_as(&ann, PHONICS, ALDER, &kim);      /* meanwhile */
    Visit dearer = visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "said", "0 6000 12000"));
    EXPECT_EQUAL(dearer.status, 409);
    EXPECT_HAS(dearer.body, "The place costs £60 now");
    EXPECT_HAS(dearer.body, "name=\"said\" value=\"6000\"");
    EXPECT_LACKS(dearer.body, "Covered by your package");
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "said", "6000")).status, 303);
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", FORM_OF("person", "101", "said", "six")).status, 422);
    EXPECT_EQUAL(pot_used(pot), 2);
    expect_sound();
}

TEST("cancelling, declining, lapsing and an event that is called off give back what was drawn, once")
{
    int64_t pot = pot_lay(ALDER, "places", "", 10);
    Full full = phonics_full();
    EXPECT_EQUAL(pot_used(pot), 3);                   /* ben, kim, and lou who waits */
    EXPECT_OK(cancel_by(&ben, full.ben));
    EXPECT_EQUAL(pot_used(pot), 2);
    EXPECT_REFUSED(cancel_by(&ben, full.ben), CONFLICT, "");
    EXPECT_SAME(registration_of(full.max).state, "offered");
    EXPECT_OK(cancel_by(&max, full.max));
    EXPECT_SAME(registration_of(full.lou).state, "offered");
    EXPECT_EQUAL(paid(full.lou), 0);
    fixture_at("2026-11-28T09:00");
    EXPECT_OK(lapse_by(&nobody, full.lou));
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "No trainer"));
    run_jobs();
    EXPECT_EQUAL(pot_used(pot), 0);
    expect_sound();
}

TEST("a colleague who comes instead comes with what was drawn")
{
    int64_t pot = pot_lay(ALDER, "places", "", 1), bens = booked_as(&ann, PHONICS, ALDER, &ben), kims;
    EXPECT_OK(substitute_by(&ann, bens, (Invitee){ .person_id = kim.id }, &kims));
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT_EQUAL(paid(kims), 0);
    EXPECT_OK(cancel_by(&kim, kims));
    EXPECT_EQUAL(pot_used(pot), 0);
    expect_sound();
}

typedef struct { int64_t id; Move move; int64_t made; } Moving;
static Error *move_act(Ctx *cx, void *data) { Moving *m = data; return registration_move_to(cx, m->id, &m->move, &m->made); }

TEST("a place that moves takes what it drew along, where that is in force on the other day, and else pays the price there")
{
    fixture_store();
    fixture_run("UPDATE event SET course_id = 51, member_price_pence = 7000 WHERE id = 2");
    int64_t pot = pot_lay(ALDER, "places", "", 1), bens = booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_HAS(visit(&ben, "GET", text(test_cx(), "/registrations/%ld/move", (long)bens), NULL).body, "name=\"price_2\" value=\"0\"");
    Moving m = { .id = bens, .move = { .event_id = ONLINE } };
    EXPECT_OK(write_as(&ben, move_act, &m));
    EXPECT_EQUAL(paid(m.made), 0);
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT_EQUAL(fixture_number("SELECT CAST(SUM(saved_pence) AS BIGINT) FROM entitlement_draw WHERE back_at IS NULL"), 7000);
    fixture_run("UPDATE entitlement SET ends_on = '2026-12-14'");
    EXPECT_OK(write_as(&ben, move_act, &(Moving){ .id = m.made, .move = { .event_id = PHONICS } }));
    EXPECT_EQUAL(pot_used(pot), 1);
    Moving out = { .id = fixture_number("SELECT MAX(id) FROM registration"), .move = { .event_id = ONLINE, .price_pence = 6999 } };
    EXPECT_REFUSED(write_as(&ben, move_act, &out), CONFLICT, "A place on that date costs £70 now");
    EXPECT_EQUAL(pot_used(pot), 1);
    out.move.price_pence = 7000;
    EXPECT_OK(write_as(&ben, move_act, &out));
    EXPECT_EQUAL(paid(out.made), 7000);
    EXPECT_EQUAL(pot_used(pot), 0);
    expect_sound();
}

typedef struct { const char *on; int64_t made; } Second;
static Error *second_act(Ctx *cx, void *data) { Second *s = data; return second_date_make(cx, PHONICS, s->on, &s->made); }
#define ON_SECOND(person) fixture_number("SELECT id FROM registration WHERE event_id > 1000 AND person_id = " person)

TEST("who waits with the last of the package is offered the second date with it, has it back when they let that go, and keeps one of the two in the end")
{
    Full full = phonics_full();
    int64_t pot = pot_lay(ALDER, "places", "", 1);
    EXPECT_OK(cancel_by(&lou, full.lou));
    int64_t lous = booked_as(&ann, PHONICS, ALDER, &lou);
    EXPECT_EQUAL(paid(lous), 0);
    EXPECT_OK(write_as(&dora, second_act, &(Second){ .on = "2027-01-21" }));
    int64_t there = ON_SECOND("112");
    EXPECT_EQUAL(paid(there), 0);
    EXPECT_EQUAL(paid(lous), 6000);
    EXPECT_EQUAL(pot_used(pot), 1);
    expect_sound();
    EXPECT_OK(decline_by(&lou, there));
    EXPECT_EQUAL(paid(lous), 0);
    EXPECT_EQUAL(pot_used(pot), 1);
    expect_sound();
}

TEST("who takes the second date leaves the first list, and holds one draw and no more")
{
    Full full = phonics_full();
    int64_t pot = pot_lay(ALDER, "places", "", 5);
    EXPECT_OK(cancel_by(&lou, full.lou));
    int64_t lous = booked_as(&ann, PHONICS, ALDER, &lou);
    EXPECT_OK(write_as(&dora, second_act, &(Second){ .on = "2027-01-21" }));
    EXPECT_EQUAL(pot_used(pot), 2);      /* while both stand */
    EXPECT_OK(accept_by(&lou, ON_SECOND("112")));
    run_jobs();
    EXPECT_SAME(registration_of(lous).state, "cancelled");
    EXPECT_EQUAL(pot_used(pot), 1);
    expect_sound();
}

typedef struct { WalkIn who; WalkedIn came; } Arriving;
static Error *walk_in_act(Ctx *cx, void *data) { Arriving *a = data; return walk_in_add(cx, PHONICS, PHONICS_SESSION, &a->who, &a->came); }

TEST("whoever walks in draws what their school has, and whose place they take gives back theirs")
{
    int64_t pot = pot_lay(ALDER, "places", "", 1);
    Full full = phonics_full();
    (void)full;
    EXPECT_EQUAL(pot_used(pot), 1);
    int64_t bens = fixture_number("SELECT id FROM registration WHERE person_id = 102"), kims = fixture_number("SELECT id FROM registration WHERE person_id = 111");
    EXPECT_EQUAL(paid(bens), 0);
    fixture_at("2026-12-10T09:40");
    Arriving a = { .who = { .email = gus.email, .instead_of = bens } };
    a.who.organisation_id = ALDER;
    EXPECT_OK(write_as(&fay, walk_in_act, &a));
    EXPECT_EQUAL(paid(a.came.registration_id), 0);
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT_EQUAL(paid(kims), 6000);
    expect_sound();
}

typedef struct { int64_t id; Decision decision; const char *state; } Deciding;
static Error *decide_act(Ctx *cx, void *data) { Deciding *d = data; return approval_decide(cx, d->id, &d->decision, &d->state); }

TEST("what the package covers skips approval at a school that has what costs it something approved; what it does not cover asks")
{
    int64_t pot = pot_lay(BEECH, "places", "", 1);
    EXPECT_SAME(registration_of(booked_as(&max, PHONICS, BEECH, &max)).state, "confirmed");
    EXPECT_EQUAL(pot_used(pot), 1);
    fixture_run("UPDATE event SET other_price_pence = 4000 WHERE id = 2");
    int64_t asks = booked_as(&max, ONLINE, BEECH, &max);
    EXPECT_SAME(registration_of(asks).state, "requested");
    EXPECT_EQUAL(paid(asks), 4000);
}

TEST("a request holds what it draws, whoever decides reads what is left of the package after it, and a refusal gives it back")
{
    int64_t pot = pot_lay(ALDER, "credits", "", 5);
    fixture_run("INSERT INTO school_rule (organisation_id, approval, changed_at) VALUES (11, 'all', 0)");
    int64_t bens = booked_as(&ben, PHONICS, ALDER, &ben);
    EXPECT_SAME(registration_of(bens).state, "requested");
    EXPECT_EQUAL(pot_used(pot), 1);
    const char *page = visit(&ann, "GET", text(test_cx(), "/approvals/%ld", (long)bens), NULL).body;
    EXPECT_HAS(page, "Covered by your package");
    EXPECT_HAS(page, "It takes 1 of the 5 credits of Primary package 2026/27, and 4 are left after it.");
    EXPECT_HAS(visit(&ann, "GET", "/approvals", NULL).body, "Covered by the package");
    EXPECT_OK(write_as(&ann, decide_act, &(Deciding){ .id = bens, .decision = { .note = "Not this term" } }));
    EXPECT_EQUAL(pot_used(pot), 0);
    expect_sound();
}

TEST("a colleague asked for in a place that is given up meanwhile is let in with what the package has, and not for nothing")
{
    fixture_run("UPDATE event SET rules = 1, places = 10 WHERE id = 1");
    int64_t pot = pot_lay(ALDER, "places", "", 1), bens = booked_as(&dora, PHONICS, ALDER, &ben), kims;
    EXPECT_EQUAL(paid(bens), 0);
    EXPECT_OK(substitute_by(&ann, bens, (Invitee){ .person_id = kim.id }, &kims));
    EXPECT_SAME(registration_of(kims).state, "requested");
    EXPECT_EQUAL(pot_used(pot), 1);
    EXPECT_OK(cancel_by(&ben, bens));
    int64_t lous = booked_as(&dora, PHONICS, ALDER, &lou);     /* who takes the last of it */
    EXPECT_EQUAL(paid(lous), 0);
    EXPECT_OK(write_as(&dora, decide_act, &(Deciding){ .id = kims, .decision = { .approved = true, .note = "" } }));
    EXPECT_SAME(registration_of(kims).state, "confirmed");
    EXPECT_EQUAL(paid(kims), 6000);
    expect_sound();
}

TEST("a draw that outlives its registration, or is paid for, is found")
{
    (void)pot_lay(ALDER, "places", "", 5);
    int64_t bens = booked_as(&ann, PHONICS, ALDER, &ben);
    fixture_run("UPDATE registration SET price_pence = 6000");
    EXPECT_REFUSED(booking_check(as(&nobody)), CONFLICT, "and 6000 pence are to pay for it");
    fixture_run("UPDATE registration SET price_pence = 0, state = 'cancelled'");
    fixture_run("UPDATE event SET taken = 0 WHERE id = 1");
    EXPECT_REFUSED(booking_check(as(&nobody)), CONFLICT, "is cancelled, and holds 1 of entitlement");
    (void)bens;
}
