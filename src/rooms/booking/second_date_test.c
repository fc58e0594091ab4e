#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/second_date.h"
#include "rooms/programme/second_date_rule.h"
#include "tests/fixture_bookings.h"
#include "tests/fixture_storm.h"

static Error *rule_act(Ctx *cx, void *waiting)
{
    Event event = {0};
    TRY(event_hold_own(cx, PHONICS, &event));
    return second_date_rule_set(cx, &event, waiting);
}

static void proposed_at(const char *waiting) { EXPECT_OK(write_as(&dora, rule_act, (void *)(uintptr_t)waiting)); }

typedef struct { const char *on; int64_t made; } Second;

static Error *make_act(Ctx *cx, void *data)
{
    Second *second = data;
    return second_date_make(cx, PHONICS, second->on, &second->made);
}

static Error *decline_act(Ctx *cx, void *nothing) { return second_date_decline(cx, PHONICS); }

static int64_t made_on(const char *on)
{
    Second second = { .on = on };
    EXPECT_OK(write_as(&dora, make_act, &second));
    return second.made;
}

/* Their offer on the second date. */
#define OFFERED(person) fixture_number("SELECT id FROM registration WHERE state = 'offered' AND event_id > 1000 AND person_id = " person)

TEST("a waiting list that grows to what the rule says proposes a second date, once, and whoever decides is told")
{
    fixture_store();
    proposed_at("2");
    Full full = phonics_full();
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM second_date WHERE decided_at IS NULL"), 1);
    EXPECT_EQUAL(mail_to(dora.email, "second-date-proposed"), 1);
    EXPECT_EQUAL(mail_to(fay.email, "second-date-proposed"), 0);
    EXPECT_HAS(visit(&dora, "GET", "/office", NULL).body, "waiting list asks for a second date");
    EXPECT_HAS(visit(&dora, "GET", "/office/second-dates", NULL).body, "Phonics in Year 1");
    EXPECT_LACKS(visit(&hana, "GET", "/office/second-dates", NULL).body, "Phonics in Year 1");
    EXPECT_HAS(visit(&dora, "GET", "/office/second-dates.csv", NULL).body, "Phonics in Year 1,2026-12-10,");
    EXPECT_LACKS(visit(&hana, "GET", "/office/second-dates.csv", NULL).body, "Phonics in Year 1");
    EXPECT_OK(cancel_by(&max, full.max));
    booked_as(&cara, PHONICS, BEECH, &max);
    run_jobs();
    EXPECT_EQUAL(mail_to(dora.email, "second-date-proposed"), 1);
}

TEST("a list shorter than the rule says proposes nothing")
{
    fixture_store();
    proposed_at("3");
    phonics_full();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM second_date"), 0);
}

TEST("the second date is published, and its places are offered to those who wait, in their order; they keep where they stand")
{
    Full full = phonics_full();
    int64_t pats = booked_as(&pat, PHONICS, DOVE, &pat), made = made_on("2027-01-20");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id > 1000"), 2);
    EXPECT(OFFERED("113") && OFFERED("116") && !OFFERED("112"));              /* max and pat: their schools have nobody there */
    EXPECT_SAME(registration_of(full.max).state, "waiting");
    EXPECT_SAME(registration_of(pats).state, "waiting");
    EXPECT_EQUAL(mail_to(max.email, "second-date-offered"), 1);
    EXPECT_EQUAL(mail_to(lou.email, "second-date-offered"), 0);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE id > 1000 AND state = 'published' AND starts_on = '2027-01-20'"), 1);
    EXPECT_REFUSED(write_as(&dora, make_act, &(Second){ .on = "2027-01-27" }), CONFLICT, "has a second date already");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/second-date", NULL).body, "There is a second date");
    EXPECT_OK(booking_check(as(&dora)));
    (void)made;
}

TEST("whoever takes a place on the second date leaves the first list, and whoever lets it go stays on it")
{
    Full full = phonics_full();
    int64_t pats = booked_as(&pat, PHONICS, DOVE, &pat);
    made_on("2027-01-20");
    EXPECT_OK(accept_by(&max, OFFERED("113")));
    run_jobs();
    EXPECT_SAME(registration_of(full.max).state, "cancelled");
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(mail_to(max.email, "place-confirmed"), 1);
    EXPECT_EQUAL(mail_to(max.email, "waiting-list-left"), 0);
    EXPECT_OK(decline_by(&pat, OFFERED("116")));
    run_jobs();
    EXPECT_SAME(registration_of(pats).state, "waiting");
    EXPECT_OK(booking_check(as(&dora)));
}

TEST("a place on the first date that was offered meanwhile goes on when the second is taken")
{
    Full full = phonics_full();
    made_on("2027-01-20");
    EXPECT_OK(cancel_by(&ann, full.ben));
    EXPECT_SAME(registration_of(full.max).state, "offered");
    EXPECT_OK(accept_by(&max, OFFERED("113")));
    run_jobs();
    EXPECT_SAME(registration_of(full.max).state, "cancelled");
    EXPECT_SAME(registration_of(full.lou).state, "offered");
    EXPECT_OK(booking_check(as(&dora)));
}

TEST("a long list is moved over by jobs, as far as there are places, and nobody is offered twice")
{
    fixture_store();
    fixture_run("UPDATE event SET places = 30, taken = 30 WHERE id = 1");
    fixture_run("WITH RECURSIVE n (i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 1045) INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, created_at, changed_at)"
                " SELECT i, 'Person ' || i, 'person ' || i, '', 'p' || i || '@home.example', 'p' || i || '@home.example', 0, 0 FROM n");
    fixture_run("INSERT INTO booking (id, event_id, booked_by, price_pence, booked_at) VALUES (900, 1, 104, 0, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, state, price_pence, asked_at) SELECT id + 5000, 900, 1, id, 'waiting', 0, id FROM person WHERE id > 1000");
    fixture_run("UPDATE event SET waiting = 45 WHERE id = 1");
    made_on("2027-01-20");
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id > 1000"), MOVED_AT_ONCE);
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id > 1000"), 30);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'second-date-offered'"), 30);
    EXPECT_EQUAL(fixture_number("SELECT max(person_id) FROM registration WHERE state = 'offered'"), 1030);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration r JOIN booking b ON b.id = r.booking_id WHERE b.event_id <> r.event_id"), 0);
}

/* A school with more people on the list than it may have on the date keeps nobody behind it from being asked. */
TEST("whoever stands behind many of a school that has as many as it may on the second date is offered a place")
{
    fixture_store();
    fixture_run("UPDATE event SET places = 30, taken = 30, waiting = 32, rules = 4 WHERE id = 1");
    fixture_run("INSERT INTO event_school_cap (event_id, places, until_at) VALUES (1, 2, 1796083200)");
    storm_people(32);
    fixture_run("INSERT INTO booking (id, event_id, booked_by, price_pence, booked_at) VALUES (900, 1, 104, 0, 1790000000)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at)"
                " SELECT id + 5000, 900, 1, id, CASE WHEN id <= 1030 THEN 11 ELSE 12 END, 'waiting', 0, id FROM person WHERE id > 1000");
    made_on("2027-01-20");
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'offered' AND event_id > 1000 AND organisation_id = 11"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'offered' AND event_id > 1000 AND organisation_id = 12"), 2);
}

TEST("the office chooses the day, or decides against it and is not asked again; a department for its own events alone")
{
    fixture_store();
    proposed_at("1");
    phonics_full();
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "Offer them a second date");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/second-date", NULL).body, "2 people wait. The second date is a copy: 2 places, ");
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/second-date", NULL).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/second-date", FORM_OF("first_on-day", "", "first_on-month", "", "first_on-year", "")).status, 422);
    EXPECT_HAS(visit(&dora, "POST", "/office/events/1/second-date", FORM_OF("first_on-day", "1", "first_on-month", "11", "first_on-year", "2026")).body, "has begun already");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event"), 3);
    EXPECT_OK(write_as(&dora, decline_act, NULL));
    EXPECT_REFUSED(write_as(&dora, decline_act, NULL), CONFLICT, "decided meanwhile");
    booked_as(&pat, PHONICS, DOVE, &pat);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM second_date WHERE decided_at IS NULL"), 0);
    Visit sent = visit(&dora, "POST", "/office/events/1/second-date", FORM_OF("first_on-day", "20", "first_on-month", "1", "first_on-year", "2027"));
    EXPECT_EQUAL(sent.status, 303);                                           /* it may change its mind */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM second_date WHERE new_event_id IS NOT NULL"), 1);
}
