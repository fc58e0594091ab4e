/* Whether an event goes ahead that needs a number of people: asked on its day, answered once, and acted on. */
#include "platform/base/text.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/go_ahead.h"
#include "tests/fixture_bookings.h"

#define DAY "2026-12-01"

typedef struct { const char *people, *on; bool cancels; } Needs;

static Error *rule_act(Ctx *cx, void *data)
{
    const Needs *needs = data;
    Event event = {0};
    TRY(event_hold_own(cx, PHONICS, &event));
    return minimum_rule_set(cx, &event, needs->people, needs->on, needs->cancels);
}

static void needs(const char *people, bool cancels) { EXPECT_OK(write_as(&dora, rule_act, &(Needs){ people, DAY, cancels })); }

static Error *queue_act(Ctx *cx, void *nothing) { return job_queue(cx, "events.decide", 0, cx->now, NULL); }

static void morning_of(const char *moment)
{
    fixture_at(moment);
    EXPECT_OK(write_as(&nobody, queue_act, NULL));
    run_jobs();
}

#define ANSWER(answer) FORM_OF("day", DAY, "answer", answer, "why", "We will hold it in March.", "decide_on-day", "4", "decide_on-month", "12", "decide_on-year", "2026")
#define DECIDE(who, answer) visit(who, "POST", "/office/events/1/decide", ANSWER(answer))

TEST("the page of an event that needs a number of people says how many and when it is decided, and then that it goes ahead")
{
    needs("2", false);
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "Goes ahead from 2 people; decided on 1 December 2026");
    EXPECT_EQUAL(DECIDE(&dora, "ahead").status, 303);
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "It goes ahead");
    EXPECT_LACKS(visit(&nobody, "GET", "/events/1", NULL).body, "Goes ahead from");
}

TEST("with too few on its day, whoever owns it is asked by letter and on Today from nine that morning, once a day, until they answer")
{
    needs("2", false);
    booked_as(&ann, PHONICS, ALDER, &ben);
    morning_of("2026-11-30T10:00");
    morning_of("2026-12-01T08:45");
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 0);
    morning_of("2026-12-01T09:00");
    morning_of("2026-12-01T11:00");
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 1);
    EXPECT_EQUAL(mail_to(ben.email, "go-ahead-asked"), 0);
    EXPECT_HAS(visit(&dora, "GET", "/office", NULL).body, "fewer people than it needs");
    EXPECT_HAS(visit(&dora, "GET", "/my", NULL).body, "Does Phonics in Year 1 go ahead?");
    EXPECT_HAS(visit(&dora, "GET", "/office/decisions", NULL).body, "1 of the 2 it needs");
    EXPECT_LACKS(visit(&hana, "GET", "/office/decisions", NULL).body, "Phonics in Year 1");
    Visit page = visit(&dora, "GET", "/office/events/1/decide", NULL);
    EXPECT_HAS(page.body, ben.name);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/decide", NULL).status, 404);
    morning_of("2026-12-02T09:00");
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 2);
    EXPECT_SAME(fixture_text("SELECT state AS text FROM event WHERE id = 1"), "published");
    EXPECT_EQUAL(DECIDE(&dora, "ahead").status, 303);
    morning_of("2026-12-03T09:00");
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 2);
    EXPECT_LACKS(visit(&dora, "GET", "/office", NULL).body, "fewer people than it needs");
    EXPECT_EQUAL(DECIDE(&eli, "off").status, 409);
}

TEST("with enough on its day it goes ahead by itself, and nobody is asked; so it does once enough have booked after all")
{
    needs("2", true);
    booked_as(&ann, PHONICS, ALDER, &ben);
    morning_of("2026-12-01T09:00");
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 1);
    booked_as(&cara, PHONICS, BEECH, &max);
    morning_of("2026-12-01T09:15");
    morning_of("2026-12-02T09:00");
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "It goes ahead");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'event.goes_ahead' AND person_id IS NULL"), 1);
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 1);
}

TEST("that it does not take place is told to everybody with the office’s words, and its places are freed")
{
    needs("2", false);
    booked_as(&ann, PHONICS, ALDER, &ben);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/decide", FORM_OF("day", DAY, "answer", "off", "why", " ")).status, 422);
    EXPECT_EQUAL(DECIDE(&dora, "off").status, 303);
    run_jobs();
    EXPECT_SAME(fixture_text("SELECT state AS text FROM event WHERE id = 1"), "cancelled");
    EXPECT_EQUAL(mail_to(ben.email, "event-cancelled"), 1);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 0);
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'event-cancelled'"), "We will hold it in March.");
    EXPECT_OK(booking_check(as(&dora)));
}

TEST("put off, it is asked about on the later day and not before; a day that is past, or not before the event, is refused with what was typed kept")
{
    needs("2", false);
    morning_of("2026-12-01T09:00");
    Visit late = visit(&dora, "POST", "/office/events/1/decide", FORM_OF("day", DAY, "answer", "later", "decide_on-day", "10", "decide_on-month", "12", "decide_on-year", "2026"));
    EXPECT_EQUAL(late.status, 422);
    EXPECT_HAS(late.body, "It must be decided before the first session");
    EXPECT_HAS(late.body, "value=\"10\"");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/decide", FORM_OF("day", DAY, "answer", "")).status, 422);
    EXPECT_EQUAL(DECIDE(&dora, "later").status, 303);
    EXPECT_EQUAL(DECIDE(&eli, "off").status, 409);
    EXPECT_LACKS(visit(&dora, "GET", "/office", NULL).body, "fewer people than it needs");
    EXPECT_HAS(visit(&nobody, "GET", "/events/1", NULL).body, "decided on 4 December 2026");
    morning_of("2026-12-03T09:00");
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 1);
    morning_of("2026-12-04T09:00");
    EXPECT_EQUAL(mail_to(dora.email, "go-ahead-asked"), 2);
}

TEST("unanswered, it cancels itself the day after only where that was ticked")
{
    needs("2", true);
    booked_as(&ann, PHONICS, ALDER, &ben);
    morning_of("2026-12-01T09:00");
    morning_of("2026-12-01T17:00");
    EXPECT_SAME(fixture_text("SELECT state AS text FROM event WHERE id = 1"), "published");
    morning_of("2026-12-02T09:00");
    EXPECT_SAME(fixture_text("SELECT state AS text FROM event WHERE id = 1"), "cancelled");
    EXPECT_HAS(fixture_text("SELECT filled AS text FROM mail WHERE letter = 'event-cancelled'"), "Too few people could come: it needed 2");
    EXPECT_EQUAL(mail_to(ben.email, "event-cancelled"), 1);
    EXPECT_EQUAL(mail_to(fay.email, "leading-cancelled"), 1);
}

TEST("the rule is set with the event’s others: so many as there are places, and a day before the first session")
{
#define RULES(people, day) visit(&dora, "POST", "/office/events/1/rules", FORM_OF("minimum", people, "decide_on-day", day, "decide_on-month", "12", "decide_on-year", "2026", "minimum_cancels", "1"))
    EXPECT_HAS(RULES("3", "1").body, "from 1 to 2");
    EXPECT_HAS(RULES("2", "10").body, "before the first session");
    EXPECT_EQUAL(RULES("2", "1").status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "decided on 1 December 2026, or cancelled that day if nobody answers");
    fixture_at("2026-12-03T09:00");
    EXPECT_EQUAL(RULES("1", "1").status, 303);      /* a day that has come stays while the rest changes */
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/rules", FORM_OF("minimum", "", "decide_on-day", "", "decide_on-month", "", "decide_on-year", "")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT rules FROM event WHERE id = 1"), 0);
}

TEST("a copy needs as many people, decided as long before; an event that moves takes its day along")
{
    needs("2", true);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/copy", FORM_OF("first_on-day", "17", "first_on-month", "12", "first_on-year", "2026")).status, 303);
    EXPECT_SAME(fixture_text("SELECT decide_on AS text FROM event_minimum WHERE event_id > 1000"), "2026-12-08");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/move", FORM_OF("first_on-day", "16", "first_on-month", "12", "first_on-year", "2026")).status, 303);
    EXPECT_SAME(fixture_text("SELECT decide_on AS text FROM event_minimum WHERE event_id = 1"), "2026-12-07");
}
