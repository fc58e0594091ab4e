#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/naming.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/name_by.h"
#include "tests/fixture_bookings.h"

static int64_t place_numbered(int n) { return fixture_number(n == 1 ? "SELECT MIN(id) FROM registration WHERE person_id IS NULL" : "SELECT MAX(id) FROM registration WHERE person_id IS NULL"); }

static const char *path_to_name(int64_t place) { return text(test_cx(), "/registrations/%ld/name", (long)place); }

static Visit name(const Somebody *by, int64_t place, const char *person) { return visit(by, "POST", path_to_name(place), FORM_OF("person", person, "name", "", "email", "")); }

static const char *ann_holds_two(void)
{
    Visit sent = visit(&ann, "POST", "/events/1/book", FORM_OF("unnamed", "2", "purchase_order", "PO 9"));
    EXPECT_EQUAL(sent.status, 303);
    return sent.location;
}

static const char *body(const Somebody *who, const char *path) { return visit(who, "GET", path, NULL).body; }

TEST("a school holds places without a name: taken, paid for and listed as its own, and whoever booked them is told once")
{
    EXPECT_HAS(body(&ann, "/events/1/book"), "Places to hold, names later");
    const char *booking = ann_holds_two();
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'confirmed' AND person_id IS NULL AND organisation_id = 11 AND price_pence = 6000"), 2);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail"), 1);
    EXPECT_EQUAL(mail_to(ann.email, "booking-summary"), 1);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail"), "2 places without a name yet");
    const char *page = body(&ann, booking);
    EXPECT_HAS(page, "2 places are booked");
    EXPECT_HAS(page, "No name yet");
    EXPECT_HAS(page, "Say who comes for 2 places without a name");
    EXPECT_HAS(body(&ann, "/bookings"), "Say who comes");
    EXPECT_HAS(body(&dora, "/office/events/1/registrations"), "No name yet");
    EXPECT_HAS(body(&fay, "/events/1/register/61"), "No name yet");
    EXPECT_HAS(visit(&fay, "GET", "/events/1/register/61/register.csv", NULL).body, "A place for Alder Grove Primary School, no name yet");
    EXPECT_HAS(body(&ann, "/my"), "2 places on Phonics");
    EXPECT(!strstr(body(&ben, "/my"), "no name yet"));
    EXPECT_OK(booking_check(as(&nobody)));
}

TEST("unnamed places are as many as the event has, the rest wait, and a freed one is offered to whoever booked it")
{
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "unnamed", "3")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 2);
    EXPECT_EQUAL(fixture_number("SELECT waiting FROM event WHERE id = 1"), 2);
    EXPECT_OK(cancel_by(&ben, fixture_number("SELECT id FROM registration WHERE person_id = 102")));
    EXPECT_EQUAL(mail_to(ann.email, "place-offered"), 1);
    int64_t offered = fixture_number("SELECT id FROM registration WHERE state = 'offered'");
    EXPECT_OK(accept_by(&ann, offered));
    EXPECT_EQUAL(mail_to(ann.email, "place-confirmed"), 0);
    EXPECT_SAME(registration_of(offered).state, "confirmed");
    EXPECT_EQUAL(name(&ann, offered, "111").status, 303);
    EXPECT_EQUAL(mail_to(kim.email, "place-confirmed"), 1);
}

static Error *kim_act(Ctx *cx, void *place) { return place_name(cx, *(int64_t *)place, &(Invitee){ .person_id = kim.id }); }

TEST("a place is named by its school, once, for a colleague who is not there yet, and they are invited then")
{
    ann_holds_two();
    int64_t first = place_numbered(1), second = place_numbered(2);
    EXPECT_EQUAL(name(&ben, first, "102").status, 404);
    EXPECT_EQUAL(name(&cara, first, "113").status, 404);
    EXPECT_EQUAL(name(&ann, first, "").status, 422);
    EXPECT_EQUAL(name(&ann, first, "113").status, 422);        /* of another school */
    EXPECT_EQUAL(name(&ann, first, "102").status, 303);
    EXPECT_EQUAL(mail_to(ben.email, "place-confirmed"), 1);
    EXPECT_HAS(body(&ben, "/my"), "Coming up for you");
    EXPECT_REFUSED(write_as(&ben, kim_act, &first), MISSING, "Page not found");       /* his own now, and not his to hand on */
    EXPECT_HAS(name(&ann, second, "102").body, "already on this event");
    EXPECT_HAS(name(&ann, first, "111").body, "is named for this place already");
    Visit refused = visit(&ann, "POST", path_to_name(second), FORM_OF("person", "", "name", "Sian Bowen", "email", "no address"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "value=\"Sian Bowen\"");
    EXPECT_EQUAL(visit(&ann, "POST", path_to_name(second), FORM_OF("person", "", "name", "Sian Bowen", "email", "sian@alder.example")).status, 303);
    EXPECT_EQUAL(mail_to("sian@alder.example", "invitation"), 1);
    EXPECT_EQUAL(mail_to("sian@alder.example", "place-confirmed"), 1);
    EXPECT(!strstr(body(&ann, "/my"), "no name yet"));
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'registration.named'"), 2);
}

TEST("who holds places without a name is a school's booker: others, too many, and an event that is drawn or approved are refused with what was typed")
{
    Visit refused = visit(&ann, "POST", "/events/1/book", FORM_OF("unnamed", "several", "purchase_order", "PO 77"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "Enter how many places to hold");
    EXPECT_HAS(refused.body, "value=\"several\"");
    EXPECT_HAS(refused.body, "value=\"PO 77\"");
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", FORM_OF("person", "102", "unnamed", "40")).status, 422);
    EXPECT_EQUAL(visit(&ann, "POST", "/events/1/book", FORM_OF("unnamed", "0")).status, 422);
    EXPECT_EQUAL(visit(&ben, "POST", "/events/1/book", FORM_OF("unnamed", "1")).status, 403);
    fixture_run("UPDATE event SET rules = 1 WHERE id = 1");
    EXPECT(!strstr(body(&ann, "/events/1/book"), "names later"));
    EXPECT_HAS(visit(&ann, "POST", "/events/1/book", FORM_OF("unnamed", "1")).body, "Each place on this event is approved for somebody");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration"), 0);
    fixture_run("INSERT INTO event_school_cap (event_id, places) VALUES (2, 2)");
    fixture_run("UPDATE event SET rules = 4 WHERE id = 2");
    EXPECT_HAS(visit(&ann, "POST", "/events/2/book", FORM_OF("unnamed", "3")).body, "This event has 2 places for a school");
}

TEST("an unnamed place can be cancelled like any other, and nobody comes instead of nobody")
{
    ann_holds_two();
    int64_t place = place_numbered(1);
    EXPECT_HAS(body(&ann, text(test_cx(), "/registrations/%ld", (long)place)), "If nobody is to come");
    EXPECT_REFUSED(substitute_by(&ann, place, (Invitee){ .person_id = ben.id }, NULL), CONFLICT, "Nobody is named for this place yet");
    EXPECT_OK(cancel_by(&ann, place));
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(name(&ann, place, "102").status, 409);
}

static Error *jobs_act(Ctx *cx, void *nothing)
{
    TRY(job_queue(cx, "unnamed.release", 0, cx->now, NULL));
    return job_queue(cx, "unnamed.remind", 0, cx->now, NULL);
}

static void jobs(const char *at)
{
    fixture_at(at);
    EXPECT_OK(write_as(&dora, jobs_act, NULL));
    run_jobs();
}

static Error *copy_act(Ctx *cx, void *made) { return event_copy(cx, PHONICS, "2027-03-11", made); }

static Error *rule_act(Ctx *cx, void *days)
{
    Event event = {0};
    TRY(event_hold_own(cx, PHONICS, &event));
    return name_by_set(cx, &event, days);
}

TEST("what has no name by the day that the event says goes to whoever waits, and its booker is told once; an event that says nothing keeps it")
{
    EXPECT_REFUSED(write_as(&dora, rule_act, (char[]){ "none" }), INVALID, "Enter how many days before the event");
    ann_holds_two();
    fixture_at("2026-11-24T09:01");
    int64_t waits = booked_as(&cara, PHONICS, BEECH, &max);
    jobs("2026-12-08T09:00");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'cancelled'"), 0);
    EXPECT_OK(write_as(&dora, rule_act, (char[]){ "3" }));
    fixture_at("2026-12-07T23:59");
    EXPECT_HAS(body(&ann, "/my"), "have no name yet");
    fixture_at("2026-11-25T09:00");
    EXPECT_HAS(body(&ann, "/my"), "Say who comes by Monday 7 December 2026");
    EXPECT_EQUAL(name(&ann, place_numbered(1), "102").status, 303);
    jobs("2026-12-07T23:59");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'cancelled'"), 0);
    jobs("2026-12-08T00:00");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'cancelled' AND person_id IS NULL"), 1);
    EXPECT_SAME(registration_of(waits).state, "offered");
    EXPECT_EQUAL(mail_to(ann.email, "unnamed-released"), 1);
    EXPECT_HAS(visit(&ann, "POST", "/events/1/book", FORM_OF("unnamed", "1")).body, "this event keeps no place without a name");
    jobs("2026-12-08T01:00");
    EXPECT_EQUAL(mail_to(ann.email, "unnamed-released"), 1);
    EXPECT_OK(booking_check(as(&nobody)));
    int64_t copy;
    EXPECT_OK(write_as(&dora, copy_act, &copy));
    EXPECT_HAS(body(&dora, text(test_cx(), "/office/events/%ld", (long)copy)), "Places that have no name by the end of Monday 8 March 2027 are given back");
}

TEST("whoever booked unnamed places is reminded once, two weeks before, and not at all once everybody is named")
{
    EXPECT_EQUAL(visit(&ann, "POST", "/events/2/book", FORM_OF("unnamed", "2")).status, 303);
    jobs("2026-11-27T09:00");
    EXPECT_EQUAL(mail_to(ann.email, "names-wanted"), 0);
    jobs("2026-12-02T09:00");
    jobs("2026-12-02T11:00");
    EXPECT_EQUAL(mail_to(ann.email, "names-wanted"), 1);
    fixture_at("2026-12-02T12:00");
    EXPECT_EQUAL(visit(&cara, "POST", "/events/2/book", FORM_OF("unnamed", "1")).status, 303);
    EXPECT_EQUAL(name(&cara, place_numbered(2), "113").status, 303);
    jobs("2026-12-05T09:00");
    EXPECT_EQUAL(mail_to(cara.email, "names-wanted"), 0);
}
