#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/school_limit.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/school_cap.h"
#include "tests/fixture_bookings.h"

typedef struct { const char *places, *until; } Cap;

static Error *cap_act(Ctx *cx, void *data)
{
    const Cap *cap = data;
    Event event = {0};
    TRY(event_hold_own(cx, ONLINE, &event));
    return school_cap_set(cx, &event, cap->places, cap->until);
}

static void online_capped(const char *places, const char *until) { EXPECT_OK(write_as(&dora, cap_act, &(Cap){ places, until })); }

static const Invitee ann_ben_kim[] = { { .person_id = 101 }, { .person_id = 102 }, { .person_id = 111 } };

TEST("a school has so many places until a day and no more, is told so in words, and more from that day on")
{
    online_capped("2", "2026-12-01");
    EXPECT_REFUSED(book(&ann, ONLINE, ALDER, ann_ben_kim, 3, NULL), INVALID,
                   "This event has 2 places for a school until 1 December 2026, and Alder Grove Primary School has none yet. Choose 2 people now, and the others from 1 December 2026");
    EXPECT_OK(book(&ann, ONLINE, ALDER, ann_ben_kim, 2, NULL));
    EXPECT_REFUSED(book_one(&ann, ONLINE, ALDER, &kim, NULL), INVALID, "Alder Grove Primary School has 2. It can book more from 1 December 2026");
    EXPECT_OK(book_one(&cara, ONLINE, BEECH, &max, NULL));
    EXPECT_OK(book_one(&jo, ONLINE, 0, &jo, NULL));
    fixture_at("2026-12-01T00:00");
    EXPECT_OK(book_one(&ann, ONLINE, ALDER, &kim, NULL));
}

TEST("waiting counts towards a school's limit, a colleague who comes instead does not")
{
    online_capped("1", "");
    fixture_run("UPDATE event SET places = 1 WHERE id = 2");
    int64_t place = booked_as(&ann, ONLINE, ALDER, &ben);
    EXPECT_REFUSED(book_one(&ann, ONLINE, ALDER, &kim, NULL), INVALID, "It can hand a place on to a colleague");
    EXPECT_OK(substitute_by(&ann, place, (Invitee){ .person_id = kim.id }, NULL));
    booked_as(&cara, ONLINE, BEECH, &cara);
    EXPECT_REFUSED(book_one(&cara, ONLINE, BEECH, &max, NULL), INVALID, "Beech Lane Primary School has 1");
}

static Error *job_act(Ctx *cx, void *nothing) { return job_queue(cx, "school_limits.over", 0, cx->now, NULL); }

TEST("who waited before there was a limit is passed over while their school has its places, and offered one when the day comes")
{
    fixture_store();
    fixture_run("UPDATE event SET places = 2 WHERE id = 2");
    booked_as(&ann, ONLINE, ALDER, &ann);
    int64_t leaves = booked_as(&dora, ONLINE, 0, &jo), kims = booked_as(&ann, ONLINE, ALDER, &kim);
    fixture_at("2026-11-24T09:01");
    int64_t bens = booked_as(&ann, ONLINE, ALDER, &ben);
    online_capped("1", "2026-12-01");
    EXPECT_OK(cancel_by(&jo, leaves));
    EXPECT_SAME(registration_of(kims).state, "waiting");
    Waiting waiting;
    bool found;
    EXPECT_OK(waiting_position(as(&dora), ONLINE, kims, &waiting, &found));
    EXPECT_HAS(waiting_words(as(&dora), &waiting), "The event has 1 place for a school until 1 December 2026, so places go to others until then");
    int64_t newcomer = booked_as(&cara, ONLINE, BEECH, &cara);
    EXPECT_SAME(registration_of(newcomer).state, "offered");
    EXPECT_OK(decline_by(&cara, newcomer));
    EXPECT_SAME(registration_of(kims).state, "waiting");

    fixture_at("2026-12-01T00:04");
    EXPECT_OK(write_as(&nobody, job_act, NULL));
    run_jobs();
    EXPECT_SAME(registration_of(kims).state, "offered");
    EXPECT_SAME(registration_of(bens).state, "waiting");
}

TEST("the office sets a limit and takes it away on the page of the rules, and what was typed wrong is said beside it")
{
    fixture_store();
    Visit shown = visit(&dora, "GET", "/office/events/2/rules", NULL);
    EXPECT_HAS(shown.body, "Most places for one school");
    EXPECT_HAS(visit(&dora, "POST", "/office/events/2/rules", FORM_OF("school_cap", "0")).body, "Enter how many places one school can have, from 1 to 30");
    Visit both = visit(&dora, "POST", "/office/events/2/rules", FORM_OF("school_cap", "0", "school_cap_until-day", "31", "school_cap_until-month", "2", "school_cap_until-year", "2027"));
    EXPECT_HAS(both.body, "Enter how many places one school can have, from 1 to 30");
    EXPECT_HAS(both.body, "The day from which a school can have more must be a real date");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/2/rules", FORM_OF("school_cap", "3", "school_cap_until-day", "1", "school_cap_until-month", "12", "school_cap_until-year", "2026")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/2", NULL).body, "3 places for a school until 1 December 2026");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/2/rules", FORM_OF("school_cap", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT rules FROM event WHERE id = 2"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event_school_cap"), 0);
}

static int64_t copy_id;
static Error *copy_act(Ctx *cx, void *nothing) { return event_copy(cx, ONLINE, "2027-01-12", &copy_id); }

TEST("a copy of an event keeps its limit, and the day until which it holds moves with it")
{
    online_capped("2", "2026-12-01");
    EXPECT_OK(write_as(&dora, copy_act, NULL));
    SchoolCap cap;
    Ctx *cx = as(&dora);
    EXPECT_OK(school_cap_find(cx, copy_id, &cap));
    EXPECT_SAME(school_cap_words(cx, &cap), "2 places for a school until 29 December 2026");
}

static Error *ballot_act(Ctx *cx, void *nothing)
{
    Event event = {0};
    TRY(event_hold_own(cx, ONLINE, &event));
    return event_ballot_set(cx, &event, true, "2026-11-27", "noon");
}

static Error *draw_act(Ctx *cx, void *nothing) { return job_queue(cx, "ballots.draw", 0, cx->now, NULL); }

TEST("a ballot may be asked for more places than the limit; once it is drawn, a school with as many as it may have books no more")
{
    Booked asked;
    online_capped("2", "");
    EXPECT_OK(write_as(&dora, ballot_act, NULL));
    EXPECT_OK(book(&ann, ONLINE, ALDER, ann_ben_kim, 3, &asked));
    fixture_at("2026-11-27T12:00");
    EXPECT_OK(write_as(&nobody, draw_act, NULL));
    run_jobs();
    EXPECT_SAME(registration_of(asked.places[1].registration_id).state, "confirmed");
    EXPECT_SAME(registration_of(asked.places[2].registration_id).state, "waiting");
    EXPECT_OK(cancel_by(&ann, asked.places[2].registration_id));
    EXPECT_REFUSED(book_one(&ann, ONLINE, ALDER, &kim, NULL), INVALID, "Alder Grove Primary School has 2");
    EXPECT_OK(book_one(&cara, ONLINE, BEECH, &max, NULL));
}
