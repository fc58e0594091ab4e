#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/jobs/jobs.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/session.h"
#include "tests/fixture_bookings.h"

static int64_t instant(const char *day, int hour, int minute)
{
    int64_t at = 0;
    instant_of(day, hour, minute, false, &at);
    return at;
}

/* A person more than the world has, for lists that are longer than it. */
#define STRANGERS(n) fixture_run("WITH RECURSIVE n (i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 1000 + " #n ")" \
    " INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at)" \
    " SELECT i, 'Person ' || i, 'person ' || i, '', 'p' || i || '@home.example', 'p' || i || '@home.example', 0, 0 FROM n")

static Error *more_places_act(Ctx *cx, void *data)
{
    const int64_t *places = data;
    return event_change(cx, PHONICS, &(EventDraft){ .places = *places, .offer_hours = 48, .member_price = "60", .other_price = "95", .opens_on = "", .opens_time = "",
                                                    .closes_on = "", .closes_time = "", .cancel_on = "", .cancel_time = "", .joining_note = "" });
}

TEST("a freed place is offered to a school that has nobody on the event, before one that has")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_SAME(registration_of(full.max).state, "offered");
    EXPECT_SAME(registration_of(full.lou).state, "waiting");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(mail_to(max.email, "place-offered"), 1);
    EXPECT_EQUAL(mail_to(ben.email, "place-cancelled"), 1);
}

TEST("an offer that is accepted is a place; one that lapses passes on; and each is told")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_OK(accept_by(&max, full.max));
    EXPECT_SAME(registration_of(full.max).state, "confirmed");
    EXPECT_REFUSED(accept_by(&max, full.max), CONFLICT, "already");

    EXPECT_OK(cancel_by(&kim, full.kim));
    EXPECT_SAME(registration_of(full.lou).state, "offered");
    fixture_at("2026-11-26T09:04");
    EXPECT_REFUSED(accept_by(&lou, full.lou), CONFLICT, "over");
    EXPECT_OK(lapse_by(&dora, full.lou));
    EXPECT_SAME(registration_of(full.lou).state, "lapsed");
    EXPECT_EQUAL(mail_to(lou.email, "offer-lapsed"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
}

TEST("whoever declines an offer gives it to the next")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_OK(decline_by(&max, full.max));
    EXPECT_SAME(registration_of(full.lou).state, "offered");
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 0);
}

TEST("a newcomer does not pass those who wait, even while a place is free for a moment")
{
    phonics_full();
    fixture_run("UPDATE event SET places = 3 WHERE id = 1");
    Booked booked;
    EXPECT_OK(book_one(&pat, PHONICS, DOVE, &pat, &booked));
    EXPECT_SAME(booked.places[0].state, "waiting");
}

TEST("where one stands is said in words, with the reason")
{
    Full full = phonics_full();
    Waiting waiting;
    bool found;
    Ctx *cx = as(&dora);
    EXPECT_OK(waiting_position(cx, PHONICS, full.max, &waiting, &found));
    EXPECT(found);
    EXPECT_EQUAL(waiting.position, 1);
    EXPECT_HAS(waiting_words(cx, &waiting), "has nobody on the event yet");
    EXPECT_OK(waiting_position(cx, PHONICS, full.lou, &waiting, &found));
    EXPECT_EQUAL(waiting.position, 2);
    EXPECT_HAS(waiting_words(cx, &waiting), "Alder Grove Primary School has somebody on the event already");
    int64_t second = booked_as(&cara, PHONICS, BEECH, &cara);
    EXPECT_OK(waiting_position(as(&dora), PHONICS, second, &waiting, &found));
    EXPECT_HAS(waiting_words(cx, &waiting), "Somebody from Beech Lane Primary School is further up");
}

TEST("the list is in fair order: the first of each school that has nobody, then everybody by the time of asking")
{
    Full full = phonics_full();                              /* lou of Alder Grove 9.01am, max of Beech Lane 9.02am */
    int64_t second = booked_as(&cara, PHONICS, BEECH, &cara), third = booked_as(&noor, PHONICS, CEDAR, &omar), fourth = booked_as(&pat, PHONICS, DOVE, &pat);
    const int64_t order[] = { full.max, third, fourth, full.lou, second };
    Waiting *waiting;
    size_t n;
    EXPECT_OK(waiting_list(as(&dora), PHONICS, &waiting, &n));
    EXPECT_EQUAL((int64_t)n, COUNT(order));
    for (size_t i = 0; i < n; i++) {
        EXPECT_EQUAL(waiting[i].registration_id, order[i]);
        EXPECT_EQUAL(waiting[i].position, (int64_t)i + 1);
    }
}

TEST("whether a school has somebody is asked anew each time a place comes free")
{
    Full full = phonics_full();
    int64_t second = booked_as(&cara, PHONICS, BEECH, &cara);
    fixture_at("2026-11-24T09:04");
    int64_t newcomer = booked_as(&pat, PHONICS, DOVE, &pat);
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_SAME(registration_of(full.max).state, "offered");
    EXPECT_OK(accept_by(&max, full.max));
    EXPECT_OK(cancel_by(&max, full.max));                    /* Beech Lane has nobody again, and cara asked before pat */
    EXPECT_SAME(registration_of(second).state, "offered");
    EXPECT_OK(decline_by(&cara, second));
    EXPECT_SAME(registration_of(newcomer).state, "offered");
    EXPECT_SAME(registration_of(full.lou).state, "waiting");
}

TEST("an offer is kept for the event's hours, but ends two hours before the start; close to it, at the start")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_EQUAL(registration_of(full.max).offer_ends_at, instant("2026-11-26", 9, 3));
    fixture_at("2026-12-09T12:00");
    EXPECT_OK(decline_by(&max, full.max));
    EXPECT_EQUAL(registration_of(full.lou).offer_ends_at, instant("2026-12-10", 7, 30));
    fixture_at("2026-12-10T07:00");
    int64_t late = booked_as(&pat, PHONICS, DOVE, &pat);
    EXPECT_OK(decline_by(&lou, full.lou));
    EXPECT_EQUAL(registration_of(late).offer_ends_at, instant("2026-12-10", 9, 30));
}

static Error *minute_act(Ctx *cx, void *nothing) { return job_queue(cx, "offers.lapse", 0, cx->now, NULL); }

/* What the worker does each minute. */
static void minute(void)
{
    EXPECT_OK(write_as(&nobody, minute_act, NULL));
    run_jobs();
}

TEST("offers whose time is over lapse by themselves, and the place goes on from one to the next")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    fixture_at("2026-11-26T09:04");
    minute();
    EXPECT_SAME(registration_of(full.max).state, "lapsed");
    EXPECT_SAME(registration_of(full.lou).state, "offered");
    EXPECT_EQUAL(mail_to(max.email, "offer-lapsed"), 1);
    EXPECT_EQUAL(mail_to(lou.email, "place-offered"), 1);
    minute();
    EXPECT_EQUAL(mail_to(lou.email, "place-offered"), 1);
}

TEST("whoever lapsed may ask again, and then waits behind the others")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    fixture_at("2026-11-26T09:04");
    minute();
    EXPECT_SAME(registration_of(booked_as(&cara, PHONICS, BEECH, &max)).state, "waiting");
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 1);
}

TEST("an offer is answered by its person, their school's booker or the office, and by nobody else")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_REFUSED(accept_by(&ann, full.max), MISSING, "not found");
    EXPECT_REFUSED(decline_by(&lou, full.max), MISSING, "not found");
    EXPECT_REFUSED(accept_by(&ivo, full.max), FORBIDDEN, "permission");
    EXPECT_OK(accept_by(&cara, full.max));
    EXPECT_REFUSED(accept_by(&ann, full.lou), CONFLICT, "over");      /* she waits: nothing is offered to her */
}

TEST("more places go to those who wait, however many they are, and each is told once")
{
    static int64_t places = 32;
    phonics_full();
    STRANGERS(25);
    for (int64_t i = 1001; i <= 1025; i++) booked_as(&dora, PHONICS, 0, &(Somebody){ .id = i });
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 27);
    EXPECT_OK(write_as(&dora, more_places_act, &places));
    run_jobs();
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 0);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 29);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-offered'"), 27);
}

TEST("whoever leaves the list is out of it, and nobody is offered anything for that")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&max, full.max));
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'offered'"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-cancelled' AND calendar_method = 'CANCEL'"), 0);
}

TEST("a cancelled event's offers are no longer to be had, and do not lapse: its own letter says why")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The facilitator is ill"));
    EXPECT_REFUSED(accept_by(&max, full.max), CONFLICT, "has been cancelled");
    EXPECT_REFUSED(cancel_by(&kim, full.kim), CONFLICT, "has been cancelled");
    fixture_at("2026-11-27T09:00");
    EXPECT_OK(lapse_by(&dora, full.max));
    EXPECT_SAME(registration_of(full.max).state, "offered");
    run_jobs();
    EXPECT_SAME(registration_of(full.max).state, "cancelled");
    EXPECT_EQUAL(mail_to(max.email, "offer-lapsed"), 0);
    EXPECT_EQUAL(mail_to(max.email, "event-cancelled"), 1);
}

static Error *move_act(Ctx *cx, void *on)
{
    return session_change(cx, PHONICS, PHONICS_SESSION, &(SessionDraft){ .on = on, .starts = "9.30am", .ends = "12.30pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" });
}

TEST("an offer is over when its event begins, though it was made before the event moved to an earlier day")
{
    Full full = phonics_full();
    EXPECT_OK(cancel_by(&ann, full.ben));                                    /* offered to max until 9.03am on 26 November */
    EXPECT_OK(write_as(&dora, move_act, (void *)"2026-11-25"));
    fixture_at("2026-11-25T09:31");
    EXPECT_REFUSED(accept_by(&max, full.max), CONFLICT, "has begun");
    EXPECT_SAME(registration_of(full.max).state, "offered");
}

TEST("an event that is put off on its day offers the places that came free that morning")
{
    Full full = phonics_full();
    fixture_at("2026-12-10T09:00");
    EXPECT_OK(cancel_by(&ann, full.ben));
    fixture_at("2026-12-10T09:31");
    minute();
    EXPECT_SAME(registration_of(full.max).state, "lapsed");
    EXPECT_SAME(registration_of(full.lou).state, "waiting");                 /* it has begun: too late for anybody */
    EXPECT_OK(write_as(&dora, move_act, (void *)"2026-12-17"));
    run_jobs();
    EXPECT_SAME(registration_of(full.lou).state, "offered");
}

TEST("an offer that cannot lapse keeps no other from lapsing")
{
    Full full = phonics_full();
    fixture_run("UPDATE event SET places = 1 WHERE id = 2");
    int64_t first = booked_as(&ann, ONLINE, ALDER, &ben), second = booked_as(&cara, ONLINE, BEECH, &cara);
    EXPECT_OK(cancel_by(&ann, full.ben));
    fixture_at("2026-11-24T09:04");
    EXPECT_OK(cancel_by(&ann, first));
    fixture_run("UPDATE event SET taken = 0 WHERE id = 1");                  /* which lyceum check would name */
    fixture_at("2026-11-26T09:05");
    minute();
    EXPECT_SAME(registration_of(second).state, "lapsed");
}

TEST("an event that moves and is cancelled sends one letter, that it is cancelled")
{
    phonics_full();
    EXPECT_OK(write_as(&dora, move_act, (void *)"2026-12-17"));
    EXPECT_OK(event_cancel_by(&dora, PHONICS, "The facilitator is ill"));
    run_jobs();
    EXPECT_EQUAL(mail_to(ben.email, "event-changed"), 0);
    EXPECT_EQUAL(mail_to(ben.email, "event-cancelled"), 1);
}

TEST("the page of who waits says where they stand and why, and names nobody of another school")
{
    Full full = phonics_full();
    Visit shown = visit(&lou, "GET", text(test_cx(), "/registrations/%ld", (long)full.lou), NULL);
    EXPECT_EQUAL(shown.status, 200);
    EXPECT_HAS(shown.body, "You are second on the waiting list");
    EXPECT_HAS(shown.body, "Schools that have nobody there come first");
    EXPECT_LACKS(shown.body, "Max Dunmore");
    EXPECT_LACKS(shown.body, "Join online");
    EXPECT_HAS(visit(&cara, "GET", text(test_cx(), "/registrations/%ld", (long)full.max), NULL).body, "Max is first on the waiting list");
    int64_t second = booked_as(&cara, PHONICS, BEECH, &cara);
    Visit booker = visit(&cara, "GET", text(test_cx(), "/registrations/%ld", (long)second), NULL);
    EXPECT_HAS(booker.body, "Max Dunmore");                                /* her own school's */
    EXPECT_LACKS(booker.body, lou.name);
    EXPECT_LACKS(visit(&lou, "GET", text(test_cx(), "/registrations/%ld", (long)full.lou), NULL).body, "Max Dunmore");
    EXPECT_HAS(visit(&max, "GET", text(test_cx(), "/registrations/%ld", (long)full.max), NULL).body, "A school with somebody further up");
}
