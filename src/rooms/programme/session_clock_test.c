/* Sessions are typed as London's wall clock: the nights on which it jumps. In 2027 it goes forward on 28 March and back on 31 October. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/session.h"
#include "tests/fixture.h"

static int64_t made;

static Error *add(Ctx *cx, void *draft)    { return session_add(cx, DRAFT, draft, &made); }
static Error *change(Ctx *cx, void *draft) { return session_change(cx, PHONICS, PHONICS_SESSION, draft); }
static Error *removed(Ctx *cx, void *none) { return session_remove(cx, PHONICS, PHONICS_SESSION); }

static SessionDraft at_town_hall(const char *on, const char *starts, const char *ends, const char *which)
{
    return (SessionDraft){ .on = on, .starts = starts, .ends = ends, .which = which, .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" };
}

TEST("a session in the hour that the clocks skip is refused in words")
{
    SessionDraft draft = at_town_hall("2027-03-28", "1.30am", "4am", "");
    EXPECT_REFUSED(write_as(&dora, add, &draft), INVALID, "The clocks go forward on Sunday 28 March 2027, so 1.30am does not happen");
}

TEST("a session in the hour that repeats is asked about, and means what is answered")
{
    SessionDraft draft = at_town_hall("2027-10-31", "1.30am", "4am", "");
    EXPECT_REFUSED(write_as(&dora, add, &draft), INVALID, "happens twice");

    draft.which = "first";
    EXPECT_OK(write_as(&dora, add, &draft));
    int64_t first = fixture_number("SELECT starts_at FROM session WHERE event_id = 3 ORDER BY id DESC LIMIT 1");
    draft.which = "second", draft.place_kind = "online";      /* the hall is taken by the first */
    EXPECT_OK(write_as(&dora, add, &draft));
    EXPECT_EQUAL(fixture_number("SELECT starts_at FROM session WHERE event_id = 3 ORDER BY id DESC LIMIT 1") - first, 3600);
}

TEST("sessions stand in the order of their times, and the event says when it begins and how long it takes")
{
    SessionDraft draft = at_town_hall("2027-01-07", "2pm", "3.30pm", "");
    EXPECT_OK(write_as(&dora, add, &draft));
    EXPECT_SAME(fixture_text("SELECT starts_on AS text FROM event WHERE id = 3"), "2027-01-07");
    EXPECT_EQUAL(fixture_number("SELECT minutes FROM event WHERE id = 3"), 90 + 180);
    EXPECT_EQUAL(fixture_number("SELECT position FROM session WHERE id = 63"), 2);
}

TEST("the end must be after the start")
{
    SessionDraft draft = at_town_hall("2027-01-07", "2pm", "1pm", "");
    EXPECT_REFUSED(write_as(&dora, add, &draft), INVALID, "The end must be after the start");
}

TEST("a date that is none, a time that is none and a venue that is missing are each named")
{
    SessionDraft draft = at_town_hall("2027-02-30", "2pm", "3pm", "");
    EXPECT_REFUSED(write_as(&dora, add, &draft), INVALID, "Enter the date");
    draft = at_town_hall("2027-02-03", "teatime", "3pm", "");
    EXPECT_REFUSED(write_as(&dora, add, &draft), INVALID, "Enter the start as a time");
    draft = at_town_hall("2027-02-03", "2pm", "3pm", "");
    draft.venue_id = 0;
    EXPECT_REFUSED(write_as(&dora, add, &draft), INVALID, "Choose the venue");
}

TEST("an online link is a whole https address and nothing else")
{
    SessionDraft draft = at_town_hall("2027-02-03", "2pm", "3pm", "");
    draft.place_kind = "online", draft.online_link = "javascript:alert(1)";
    EXPECT_REFUSED(write_as(&dora, add, &draft), INVALID, "beginning with https://");
}

TEST("moving a published session raises the invitation's sequence and is a fact; saving it unchanged is neither")
{
    SessionDraft same_time = at_town_hall("2026-12-10", "9.30am", "12.30pm", "");
    EXPECT_OK(write_as(&dora, change, &same_time));
    EXPECT_EQUAL(fixture_number("SELECT sequence FROM event WHERE id = 1"), 0);

    SessionDraft later = at_town_hall("2026-12-10", "10am", "1pm", "");
    EXPECT_OK(write_as(&dora, change, &later));
    EXPECT_EQUAL(fixture_number("SELECT sequence FROM event WHERE id = 1"), 1);
    EXPECT_EQUAL(fixture_number("SELECT COUNT(*) FROM trail WHERE what = 'session.changed'"), 1);
}

TEST("a published event keeps its only session")
{
    EXPECT_REFUSED(write_as(&dora, removed, NULL), CONFLICT, "only session");
}
