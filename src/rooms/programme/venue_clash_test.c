/* Venues: one event in a room at a time; when a venue is open or not to be had; how many it seats; and what else an event clashes with. */
#include "platform/base/text.h"
#include "rooms/programme/clash.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/school_calendar.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue_diary.h"
#include "rooms/programme/venue_rooms.h"
#include "tests/fixture.h"

static int64_t made;

typedef struct { int64_t event; SessionDraft draft; } Adding;
static Error *add(Ctx *cx, void *adding)    { return session_add(cx, ((Adding *)adding)->event, &((Adding *)adding)->draft, &made); }
static Error *move(Ctx *cx, void *draft)    { return session_change(cx, DRAFT, DRAFT_SESSION, draft); }
static Error *room(Ctx *cx, void *room)     { return venue_room_save(cx, room, &made); }
static Error *hours(Ctx *cx, void *typed)   { return venue_hours_set(cx, TOWN_HALL, typed); }
static Error *block(Ctx *cx, void *draft)   { return venue_block_add(cx, draft, &made); }
static Error *unblock(Ctx *cx, void *id)    { return venue_block_remove(cx, TOWN_HALL, *(int64_t *)id); }
static Error *copy(Ctx *cx, void *on)       { return event_copy(cx, PHONICS, on, &made); }
static Error *period(Ctx *cx, void *period) { return school_period_save(cx, period, &made); }
static Error *more_places(Ctx *cx, void *places)
{
    return event_change(cx, PHONICS, &(EventDraft){ .places = *(int64_t *)places, .offer_hours = 48, .member_price = "60", .other_price = "95", .opens_on = "", .closes_on = "", .cancel_on = "", .joining_note = "" });
}

/* The day of PHONICS, which has the Town Hall from 9.30am to 12.30pm. */
static SessionDraft on_its_day(const char *starts, const char *ends, int64_t room_id)
{
    return (SessionDraft){ .on = "2026-12-10", .starts = starts, .ends = ends, .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .room_id = room_id, .online_link = "" };
}

static Error *add_to_draft(const char *starts, const char *ends, int64_t room_id)
{
    return write_as(&dora, add, &(Adding){ DRAFT, on_its_day(starts, ends, room_id) });
}

static int64_t room_made(const char *name, int64_t places)
{
    EXPECT_OK(write_as(&dora, room, &(VenueRoom){ .venue_id = TOWN_HALL, .name = name, .kit = "Projector", .access = "", .places = places }));
    return made;
}

TEST("a venue without rooms has one event at a time, drafts too; one after another is fine")
{
    EXPECT_REFUSED(add_to_draft("noon", "2pm", 0), INVALID, "Town Hall is taken on Thursday 10 December 2026: Phonics in Year 1, 9.30am to 12.30pm");
    EXPECT_OK(add_to_draft("12.30pm", "2pm", 0));
    SessionDraft moved = on_its_day("9am", "9.45am", 0);
    EXPECT_REFUSED(write_as(&dora, move, &moved), INVALID, "is taken");
    EXPECT_REFUSED(write_as(&dora, add, &(Adding){ PHONICS, on_its_day("1pm", "3pm", 0) }), INVALID, "Guided reading, 12.30pm to 2pm");
    fixture_run("UPDATE event SET state = 'cancelled' WHERE id = 1");
    EXPECT_OK(write_as(&dora, move, &moved));
}

TEST("a venue with rooms has one event in each, and one without a room has it whole")
{
    int64_t chamber = room_made("Council Chamber", 40), gallery = room_made("Gallery", 20);
    EXPECT_REFUSED(add_to_draft("noon", "2pm", chamber), INVALID, "Town Hall, Council Chamber, is taken");      /* PHONICS has the whole of it */
    fixture_run("UPDATE session SET room_id = (SELECT id FROM venue_room WHERE name = 'Gallery') WHERE id = 61");
    EXPECT_OK(add_to_draft("noon", "2pm", chamber));
    EXPECT_REFUSED(add_to_draft("noon", "2pm", gallery), INVALID, "Gallery, is taken");
    EXPECT_REFUSED(add_to_draft("11am", "11.30am", 0), INVALID, "Town Hall is taken");
    EXPECT_REFUSED(add_to_draft("3pm", "4pm", 999), INVALID, "Choose a room of this venue");
    EXPECT_REFUSED(write_as(&dora, room, &(VenueRoom){ .venue_id = TOWN_HALL, .name = "gallery ", .kit = "", .access = "" }), INVALID, "of that name already");
    EXPECT_SAME(fixture_text("SELECT place AS text FROM event WHERE id = 3"), "Town Hall");
}

TEST("no more places are offered than the room seats, neither by a session nor by the number of places")
{
    int64_t small = room_made("Committee Room", 12), hundred = 100, eighty = 80;
    EXPECT_REFUSED(add_to_draft("2pm", "3pm", small), INVALID, "Committee Room, seats 12, and the event has 20 places");
    EXPECT_REFUSED(write_as(&dora, more_places, &hundred), INVALID, "Town Hall seats 80. Enter 80 or fewer");
    EXPECT_OK(write_as(&dora, more_places, &eighty));
}

TEST("a venue that is closed at that hour or on that weekday is refused, and one whose hours nobody knows is not")
{
    HoursTyped week[WEEKDAYS] = { [0] = { "9am", "5pm" }, [3] = { "8am", "6.30pm" }, [4] = { "8am", "midnight" } };
    EXPECT_OK(write_as(&dora, hours, week));
    EXPECT_REFUSED(add_to_draft("6pm", "7pm", 0), INVALID, "Town Hall is open from 8am to 6.30pm on Thursdays");
    EXPECT_OK(add_to_draft("5pm", "6.30pm", 0));
    SessionDraft tuesday = on_its_day("2pm", "3pm", 0), friday = on_its_day("10pm", "11.45pm", 0);
    tuesday.on = "2026-12-08", friday.on = "2026-12-11";
    EXPECT_REFUSED(write_as(&dora, add, &(Adding){ DRAFT, tuesday }), INVALID, "closed on Tuesdays");
    EXPECT_OK(write_as(&dora, add, &(Adding){ DRAFT, friday }));
    HoursTyped wrong[WEEKDAYS] = { { "5pm", "9am" }, { "nine", "" } };
    Error *errors = write_as(&dora, hours, wrong);
    EXPECT(errors && errors->next);
    EXPECT_SAME(errors->field, "closes_0");
    EXPECT_REFUSED(write_as(&hana, hours, week), FORBIDDEN, "");
}

TEST("what is blocked takes no session, what is held is not blocked, and freed it is had again")
{
    BlockDraft morning = { .venue_id = TOWN_HALL, .from_on = "2026-12-10", .till_on = "", .from_time = "8am", .till_time = "10am", .why = "Elections" }, afternoon = morning;
    EXPECT_REFUSED(write_as(&dora, block, &morning), INVALID, "Phonics in Year 1 is held there then");
    afternoon.from_time = "1pm", afternoon.till_time = "";
    EXPECT_OK(write_as(&dora, block, &afternoon));
    int64_t id = made;
    EXPECT_REFUSED(add_to_draft("8pm", "9pm", 0), INVALID, "not available from 1pm on Thursday 10 December 2026 to midnight on Friday 11 December 2026: Elections");
    EXPECT_OK(write_as(&dora, unblock, &id));
    EXPECT_REFUSED(write_as(&dora, unblock, &id), MISSING, "");
    EXPECT_OK(add_to_draft("8pm", "9pm", 0));
    morning.why = " ";
    EXPECT_REFUSED(write_as(&dora, block, &morning), INVALID, "Say why");
}

TEST("a copy into a room that somebody has is refused, and keeps its room elsewhere")
{
    int64_t chamber = room_made("Council Chamber", 40);
    fixture_run("UPDATE session SET room_id = (SELECT id FROM venue_room) WHERE id IN (61, 63)");
    char taken[] = "2027-01-14", free[] = "2027-01-15";
    EXPECT_REFUSED(write_as(&dora, copy, taken), INVALID, "Town Hall, Council Chamber, is taken on Thursday 14 January 2027: Guided reading");
    EXPECT_OK(write_as(&dora, copy, free));
    EXPECT_EQUAL(fixture_number("SELECT room_id FROM session ORDER BY id DESC LIMIT 1"), chamber);
}

static size_t clashes(const Somebody *who, int64_t id, Clash **list)
{
    Event event = {0};
    Session *sessions;
    size_t count, n;
    Ctx *cx = as(who);
    EXPECT_OK(event_find(cx, id, &event));
    EXPECT_OK(event_sessions(cx, id, &sessions, &count));
    EXPECT_OK(clashes_of(cx, &event, sessions, count, list, &n));
    return n;
}

TEST("a facilitator who leads another then, the same people asked elsewhere and a day in the holidays are warned of, each in a sentence")
{
    Clash *list;
    EXPECT_EQUAL(clashes(&dora, PHONICS, &list), 0);
    fixture_run("DELETE FROM facilitator WHERE event_id = 2");
    fixture_run("UPDATE session SET place_kind = 'online', venue_id = NULL, starts_at = starts_at - 432000, ends_at = ends_at - 432000 WHERE id = 62");      /* ONLINE is then on PHONICS's day at 4pm */
    EXPECT_EQUAL(clashes(&dora, PHONICS, &list), 0);
    fixture_run("UPDATE session SET starts_at = starts_at - 18000, ends_at = ends_at - 18000 WHERE id = 62");      /* and at 11am */
    EXPECT_EQUAL(clashes(&dora, PHONICS, &list), 1);
    EXPECT_EQUAL(list[0].kind, CLASH_AUDIENCE);
    EXPECT_SAME(list[0].words, "Talk in the early years is for the same people: Thursday 10 December 2026, 11am to noon");
    EXPECT_EQUAL(list[0].event_id, ONLINE);
    fixture_run("INSERT INTO facilitator (event_id, person_id, position) VALUES (2, 106, 1)");
    EXPECT_OK(write_as(&dora, period, &(SchoolPeriod){ .kind = "INSET", .name = "INSET day", .from_on = "2026-12-10", .till_on = "2026-12-10", .organisation_id = ALDER }));
    EXPECT_EQUAL(clashes(&dora, PHONICS, &list), 3);
    EXPECT_EQUAL(list[0].kind, CLASH_LEADER);
    EXPECT_HAS(list[0].words, "Fay Adeyemi leads Talk in the early years then");
    EXPECT_SAME(list[2].words, "Thursday 10 December 2026 is an INSET day at Alder Grove Primary School");
    EXPECT_OK(write_as(&dora, period, &(SchoolPeriod){ .kind = "term", .name = "Autumn term", .from_on = "2026-09-02", .till_on = "2026-12-09" }));
    EXPECT_OK(write_as(&dora, period, &(SchoolPeriod){ .kind = "term", .name = "Spring term", .from_on = "2027-01-04", .till_on = "2027-03-25" }));
    EXPECT_EQUAL(clashes(&dora, PHONICS, &list), 4);
    EXPECT_HAS(list[2].words, "in the school holidays");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "4 clashes to weigh");
}

TEST("another department's draft is in the way without its title being told")
{
    Clash *list;
    fixture_run("UPDATE session SET starts_at = (SELECT starts_at FROM session WHERE id = 63), ends_at = (SELECT ends_at FROM session WHERE id = 63), place_kind = 'venue', venue_id = 31 WHERE id = 62");
    fixture_run("UPDATE event SET starts_on = '2027-01-14' WHERE id = 2");
    fixture_run("DELETE FROM facilitator WHERE event_id = 2");
    EXPECT_EQUAL(clashes(&hana, ONLINE, &list), 1);
    EXPECT_HAS(list[0].words, "Town Hall is taken by a draft of another department");
    EXPECT_EQUAL(list[0].event_id, 0);
    EXPECT_EQUAL(clashes(&dora, ONLINE, &list), 1);
    EXPECT_HAS(list[0].words, "taken by Guided reading");
}

TEST("the office keeps a venue's rooms, hours and blocks on its page, a session is given a room, and the diary shows who has it when")
{
    EXPECT_HAS(visit(&dora, "GET", "/office/venues/31", NULL).body, "there is one event here at a time");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/venues/31/rooms/new", FORM_OF("name", "Gallery", "places", "many", "kit", "Piano", "access", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/venues/31/rooms/new", FORM_OF("name", "Gallery", "places", "30", "kit", "Piano", "access", "Lift by the stairs")).status, 303);
    const char *room_id = text(test_cx(), "%ld", (long)fixture_number("SELECT id FROM venue_room"));
    EXPECT_HAS(visit(&dora, "GET", "/office/events/3/sessions/63", NULL).body, "Town Hall, Gallery (seats 30)");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/3/sessions/63", FORM_OF("on-day", "14", "on-month", "1", "on-year", "2027", "starts", "9.30am", "ends", "12.30pm", "place_kind", "venue", "venue",
        text(test_cx(), "31-%s", room_id), "online_link", "")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/3", NULL).body, "Town Hall, Gallery");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/venues/31/blocks/new", FORM_OF("room", room_id, "from_on-day", "8", "from_on-month", "12", "from_on-year", "2026", "from_time", "", "till_on-day", "", "till_on-month", "",
        "till_on-year", "", "till_time", "", "why", "Painted")).status, 303);
    Visit refused = visit(&dora, "POST", "/office/events/3/sessions/63", FORM_OF("on-day", "8", "on-month", "12", "on-year", "2026", "starts", "9.30am", "ends", "12.30pm", "place_kind", "venue", "venue",
        text(test_cx(), "31-%s", room_id), "online_link", ""));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "/office/venues/31/diary?from=2026-12-08");      /* about the day that was typed */
    Visit diary = visit(&hana, "GET", "/office/venues/31/diary?from=2026-12-07", NULL);
    EXPECT_HAS(diary.body, "Painted");
    EXPECT_HAS(diary.body, "Phonics in Year 1");
    EXPECT_HAS(diary.body, "A draft of another department");
    EXPECT_LACKS(diary.body, "Guided reading");
    EXPECT_HAS(visit(&dora, "GET", "/office/venues/31/diary?from=2027-03-01", NULL).body, "It is free in these six weeks");
}
