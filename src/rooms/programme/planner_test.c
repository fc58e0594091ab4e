/* The year planner, and moving a whole event. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/event_shift.h"
#include "rooms/programme/session.h"
#include "tests/fixture.h"

static int64_t made;

static Error *shift_phonics(Ctx *cx, void *on) { return event_shift(cx, PHONICS, on); }
static Error *second_session(Ctx *cx, void *nothing)
{
    return session_add(cx, PHONICS, &(SessionDraft){ .on = "2026-12-17", .starts = "9.30am", .ends = "12.30pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" }, &made);
}

static Error *shift_to(const Somebody *who, const char *on) { return write_as(who, shift_phonics, (void *)(uintptr_t)on); }

TEST("an event moves with all its sessions, a week on into its own second hour too, and whoever leads it is told")
{
    EXPECT_OK(write_as(&dora, second_session, NULL));
    EXPECT_OK(shift_to(&dora, "2026-12-17"));
    EXPECT_SAME(fixture_text("SELECT starts_on AS text FROM event WHERE id = 1"), "2026-12-17");
    EXPECT_EQUAL(fixture_number("SELECT max(starts_at) - min(starts_at) FROM session WHERE event_id = 1"), 7 * 86400);
    EXPECT_OK(shift_to(&dora, "2027-06-10"));
    EXPECT_SAME(clock_words(test_cx(), fixture_number("SELECT starts_at FROM event WHERE id = 1")), "9.30am");      /* across the change of the clocks */
    EXPECT_EQUAL(fixture_number("SELECT sequence FROM event WHERE id = 1"), 3);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM trail WHERE what = 'event.moved'"), 2);
    EXPECT(mail_to(fay.email, "leading-changed") > 0);
}

TEST("an event is not moved onto a taken room, into the past, after it has begun, or by whoever it is not")
{
    EXPECT_REFUSED(shift_to(&dora, "2027-01-14"), INVALID, "Town Hall is taken on Thursday 14 January 2027: Guided reading");
    EXPECT_SAME(fixture_text("SELECT starts_on AS text FROM event WHERE id = 1"), "2026-12-10");
    EXPECT_REFUSED(shift_to(&dora, "2026-11-24"), INVALID, "a date after today");
    EXPECT_REFUSED(shift_to(&dora, ""), INVALID, "Enter the date of the first session");
    EXPECT_REFUSED(shift_to(&hana, "2027-02-11"), MISSING, "");
    fixture_at("2026-12-10T10:00");
    EXPECT_REFUSED(shift_to(&dora, "2027-02-11"), CONFLICT, "has begun");
}

TEST("until when booking is open and cancelling free moves with the event")
{
    fixture_run("UPDATE event SET cancel_by = starts_at - 604800, booking_closes_at = starts_at - 86400 WHERE id = 1");
    EXPECT_OK(shift_to(&dora, "2027-02-11"));
    EXPECT_EQUAL(fixture_number("SELECT starts_at - cancel_by FROM event WHERE id = 1"), 604800);
    EXPECT_EQUAL(fixture_number("SELECT starts_at - booking_closes_at FROM event WHERE id = 1"), 86400);
}

TEST("the planner shows a department its own and what others have published, and the form asks before it moves an event")
{
    Visit office = visit(&dora, "GET", "/office/planner?from=2026-12", NULL);
    EXPECT_HAS(office.body, "data-ly-move=\"/office/events/1/move\"");
    EXPECT_HAS(office.body, "Guided reading");
    EXPECT_HAS(office.body, "Christmas Day");
    EXPECT_LACKS(office.body, "leads two at once");
    fixture_run("UPDATE session SET starts_at = (SELECT starts_at FROM session WHERE id = 61), ends_at = (SELECT ends_at FROM session WHERE id = 61) WHERE id = 62");
    EXPECT_HAS(visit(&dora, "GET", "/office/planner?from=2026-12", NULL).body, "Fay Adeyemi leads two at once");
    Visit department = visit(&hana, "GET", "/office/planner?from=2026-12", NULL);
    EXPECT_HAS(department.body, "Phonics in Year 1");
    EXPECT_LACKS(department.body, "Guided reading");
    EXPECT_LACKS(department.body, "/office/events/1/move");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/planner?from=2026-12", NULL).body, "data-ly-move");
    Visit asked = visit(&dora, "GET", "/office/events/1/move?to=2027-01-14", NULL);
    EXPECT_HAS(asked.body, "Town Hall is taken by Guided reading");
    EXPECT_HAS(asked.body, "value=\"14\"");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/move", FORM_OF("first_on-day", "14", "first_on-month", "1", "first_on-year", "2027")).status, 422);
    Visit moved = visit(&dora, "POST", "/office/events/1/move", FORM_OF("first_on-day", "11", "first_on-month", "2", "first_on-year", "2027"));
    EXPECT_EQUAL(moved.status, 303);
    EXPECT_HAS(moved.location, "/office/planner?from=2027-02");
}
