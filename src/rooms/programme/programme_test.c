/* Courses and events: who may do what, what is refused, what follows. */
#include <string.h>
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/list_price.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue.h"
#include "tests/fixture.h"

static const CourseDraft fractions = {
    .code = "MA-300", .title = "Fractions without fear", .kind = "course", .summary = "Two hours on fractions.", .description = "", .outcome = "",
    .audience_bits = 1, .phase_bits = 2, .theme_ids = (const int64_t[]){ THEME_READING }, .theme_count = 1,
};

static const EventDraft ten_places = {
    .places = 10, .offer_hours = 48, .member_price = "60", .other_price = "£95.50", .opens_on = "", .closes_on = "", .cancel_on = "", .joining_note = "",
};

static int64_t made;

static Error *add_course(Ctx *cx, void *draft)    { return course_add(cx, draft, &made); }
static Error *publish_course(Ctx *cx, void *id)   { return course_publish(cx, *(int64_t *)id); }
static Error *archive_course(Ctx *cx, void *id)   { return course_archive(cx, *(int64_t *)id); }
static Error *add_event(Ctx *cx, void *course_id) { return event_add(cx, *(int64_t *)course_id, &ten_places, &made); }
static Error *publish_event(Ctx *cx, void *id)    { return event_publish(cx, *(int64_t *)id); }
static Error *close_event(Ctx *cx, void *id)      { return event_close(cx, *(int64_t *)id); }
static Error *archive_event(Ctx *cx, void *id)    { return event_archive(cx, *(int64_t *)id); }
static Error *one_place(Ctx *cx, void *id)
{
    EventDraft draft = ten_places;
    draft.places = 1;
    return event_change(cx, *(int64_t *)id, &draft);
}
static Error *take_two(Ctx *cx, void *id)
{
    bool taken;
    TRY(event_take_places(cx, *(int64_t *)id, 2, &taken));
    return taken ? OK : conflict(cx, "full");
}
static Error *copy_to_june(Ctx *cx, void *nothing) { return event_copy(cx, PHONICS, "2027-06-10", &made); }

TEST("a course without an outcome is not published, and the refusal says so")
{
    EXPECT_OK(write_as(&dora, add_course, (void *)&fractions));
    EXPECT_REFUSED(write_as(&dora, publish_course, &made), INVALID, "what pupils should gain");
}

TEST("a course with an outcome, a theme and an audience is published")
{
    CourseDraft whole = fractions;
    whole.outcome = "Pupils explain what a fraction is.";
    EXPECT_OK(write_as(&dora, add_course, &whole));
    EXPECT_OK(write_as(&dora, publish_course, &made));
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM course WHERE code = 'MA-300' AND state = 'published' AND published_at IS NOT NULL"), 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM trail WHERE what = 'course.published'"), 1);
}

TEST("a code belongs to one course only")
{
    CourseDraft same_code = fractions;
    same_code.code = "CU-101";
    EXPECT_REFUSED(write_as(&dora, add_course, &same_code), INVALID, "another course's code");
}

TEST("every mistake of a course is named at once")
{
    CourseDraft wrong = fractions;
    wrong.code = "ma 300", wrong.title = " ", wrong.kind = "party";
    Error *errors = write_as(&dora, add_course, &wrong);
    EXPECT(errors && errors->next && errors->next->next);
    EXPECT_SAME(errors->field, "code");
    EXPECT_SAME(errors->next->field, "title");
    EXPECT_SAME(errors->next->next->field, "kind");
}

TEST("a department's course is its own, and a foreign department's course is missing to it")
{
    EXPECT_OK(write_as(&hana, add_course, (void *)&fractions));
    EXPECT_EQUAL(fixture_number("SELECT owner_id FROM course WHERE code = 'MA-300'"), EARLY_YEARS);
    int64_t phonics = COURSE_PHONICS;
    EXPECT_REFUSED(write_as(&hana, publish_course, &phonics), MISSING, "");
    EXPECT_REFUSED(write_as(&hana, add_event, &phonics), MISSING, "");
    int64_t event = PHONICS;
    EXPECT_REFUSED(write_as(&hana, close_event, &event), MISSING, "");
}

TEST("a teacher changes no course")
{
    EXPECT_REFUSED(write_as(&ben, add_course, (void *)&fractions), FORBIDDEN, "");
    int64_t event = PHONICS;
    EXPECT_REFUSED(write_as(&ben, close_event, &event), MISSING, "");
}

TEST("an event without a session is not published")
{
    int64_t course = COURSE_PHONICS;
    EXPECT_OK(write_as(&dora, add_event, &course));
    EXPECT_REFUSED(write_as(&dora, publish_event, &made), INVALID, "at least one session");
    EXPECT_EQUAL(fixture_number("SELECT other_price_pence FROM event WHERE state = 'draft' AND places = 10"), 9550);
}

TEST("an event of a course that is still a draft is not published")
{
    int64_t draft = DRAFT;
    EXPECT_REFUSED(write_as(&dora, publish_event, &draft), INVALID, "Publish the course first");
}

TEST("capacity is not lowered below the places that are taken")
{
    int64_t event = PHONICS;
    EXPECT_OK(write_as(&dora, take_two, &event));
    EXPECT_REFUSED(write_as(&dora, one_place, &event), INVALID, "2 places are taken already");
    EXPECT_EQUAL(fixture_number("SELECT places FROM event WHERE id = 1"), 2);
}

TEST("a closed event takes no booking, and opens again")
{
    int64_t id = PHONICS;
    Event event = {0};
    const char *why;
    EXPECT_OK(write_as(&dora, close_event, &id));
    Ctx *cx = as(&ann);
    EXPECT_OK(event_find(cx, id, &event));
    EXPECT(!event_bookable(cx, &event, &why));
    EXPECT_HAS(why, "closed");
    EXPECT_OK(write_as(&dora, publish_event, &id));
    cx = as(&ann);
    EXPECT_OK(event_find(cx, id, &event));
    EXPECT(event_bookable(cx, &event, NULL));
}

TEST("an event to come is not archived, one that is over is")
{
    int64_t id = PHONICS;
    EXPECT_REFUSED(write_as(&dora, archive_event, &id), CONFLICT, "still to come");
    fixture_at("2026-12-11T09:00");
    EXPECT_OK(write_as(&dora, archive_event, &id));
}

TEST("a course with an event to come is not archived")
{
    int64_t id = COURSE_PHONICS;
    EXPECT_REFUSED(write_as(&dora, archive_course, &id), CONFLICT, "1 event is still to come");
}

TEST("a copy keeps its times of day across the change of the clocks, and is a draft without registrations")
{
    EXPECT_OK(write_as(&dora, copy_to_june, NULL));
    Event copy = {0};
    Ctx *cx = as(&dora);
    EXPECT_OK(event_find(cx, made, &copy));
    EXPECT_SAME(copy.state, "draft");
    EXPECT_SAME(copy.starts_on, "2027-06-10");
    EXPECT_SAME(clock_range(cx, copy.starts_at, copy.ends_at), "9.30am to 12.30pm");
    EXPECT_EQUAL(copy.taken, 0);
    EXPECT_SAME(copy.led_by, "Fay Adeyemi");
    EXPECT_SAME(copy.place, "Town Hall");
}

TEST("members pay the members' price, others the other")
{
    Event event = {0};
    ListPrice price;
    bool member;
    Ctx *cx = as(&ann);
    EXPECT_OK(event_find(cx, PHONICS, &event));
    EXPECT_OK(event_price_today(cx, &event, ALDER, &price, &member));
    EXPECT(member && price.pence == 6000);
    EXPECT_OK(event_price_today(cx, &event, BEECH, &price, &member));
    EXPECT(!member && price.pence == 9500);
    EXPECT_OK(event_price_today(cx, &event, 0, &price, &member));
    EXPECT(!member && price.pence == 9500);
}

TEST("cancelling is free until the terms say, and never after the start, wherever the event has moved to")
{
    EXPECT_EQUAL(event_cancel_until(100, 200), 100);
    EXPECT_EQUAL(event_cancel_until(200, 100), 100);
    EXPECT_EQUAL(event_cancel_until(0, 100), 100);
}

static Error *retire_hall(Ctx *cx, void *nothing)  { return venue_retire(cx, TOWN_HALL, true); }

TEST("a retired venue leaves the list and stays where it was used")
{
    Venue *list;
    size_t count;
    EXPECT_REFUSED(write_as(&hana, retire_hall, NULL), FORBIDDEN, "");
    EXPECT_OK(write_as(&dora, retire_hall, NULL));
    EXPECT_OK(venues(as(&dora), false, &list, &count));
    EXPECT_EQUAL(count, 0);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM event WHERE place = 'Town Hall'"), 2);
}

static Error *cancel_event(Ctx *cx, void *why) { return event_mark_cancelled(cx, PHONICS, why); }

TEST("an event is cancelled with a reason, by those whose it is, and once")
{
    char blank_reason[] = " ", reason[] = "The facilitator is ill";
    EXPECT_REFUSED(write_as(&hana, cancel_event, reason), MISSING, "");
    EXPECT_REFUSED(write_as(&dora, cancel_event, blank_reason), INVALID, "Say why");
    EXPECT_OK(write_as(&dora, cancel_event, reason));
    EXPECT_REFUSED(write_as(&dora, cancel_event, reason), CONFLICT, "already cancelled");
}

static Error *take_while_waiting(Ctx *cx, void *taken)
{
    TRY(event_waiting_changed(cx, PHONICS, 1));
    return event_take_places(cx, PHONICS, 1, taken);
}

static Error *take_for_waiting(Ctx *cx, void *taken) { return event_take_for_waiting(cx, PHONICS, taken); }

TEST("a newcomer gets no place while anybody waits, and the waiting list itself does")
{
    bool taken = true;
    EXPECT_OK(write_as(&dora, take_while_waiting, &taken));
    EXPECT(!taken);
    EXPECT_OK(write_as(&dora, take_for_waiting, &taken));
    EXPECT(taken);
    EXPECT_EQUAL(fixture_number("SELECT taken FROM event WHERE id = 1"), 1);
}
