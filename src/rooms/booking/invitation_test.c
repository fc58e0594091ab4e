#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/programme/session.h"
#include "tests/fixture_bookings.h"

/* Long lines of a calendar go on after a line break and a space. */
static const char *unfolded(const char *ics)
{
    Draft whole = { .cx = test_cx() };
    for (const char *at; (at = strstr(ics, "\r\n ")); ics = at + 3) draft_add(&whole, "%.*s", (int)(at - ics), ics);
    draft_add(&whole, "%s", ics);
    return draft_text(&whole);
}

/* The invitation to an event of one session. */
static const char *invitation(const char *method, int64_t registration_id, int64_t sequence)
{
    MailCalendars calendars;
    EXPECT_OK(registration_calendars(as(&nobody), method, registration_id, sequence, &calendars));
    EXPECT_EQUAL((int64_t)calendars.count, 1);
    return unfolded(calendars.ics[0]);
}

static Error *session_move_act(Ctx *cx, void *nothing)
{
    return session_change(cx, PHONICS, PHONICS_SESSION, &(SessionDraft){ .on = "2026-12-11", .starts = "1pm", .ends = "4pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" });
}

TEST("an invitation says what, when and where, to whom, and which page knows the rest")
{
    int64_t id = booked_as(&ann, PHONICS, ALDER, &ben);
    const char *ics = invitation("REQUEST", id, 0);
    EXPECT_HAS(ics, "METHOD:REQUEST\r\n");
    EXPECT_HAS(ics, "SUMMARY:Phonics in Year 1\r\n");
    EXPECT_HAS(ics, "DTSTART;TZID=Europe/London:20261210T093000\r\n");
    EXPECT_HAS(ics, "DTEND;TZID=Europe/London:20261210T123000\r\n");
    EXPECT_HAS(ics, "LOCATION:Town Hall\\, 1 King Street\\, ZZ6 9JU\r\n");
    EXPECT_HAS(ics, "mailto:ben@alder.example");
    EXPECT_HAS(ics, text(test_cx(), "https://learning.example/registrations/%ld", (long)id));
    EXPECT_HAS(ics, text(test_cx(), "UID:registration-%ld-%d@learning.example\r\n", (long)id, PHONICS_SESSION));
}

TEST("the link to join online is in the invitation, and a withdrawal takes the entry out")
{
    int64_t id = booked_as(&ann, ONLINE, ALDER, &ben);
    EXPECT_HAS(invitation("REQUEST", id, 0), "https://meet.example/talk");
    EXPECT_OK(cancel_by(&ben, id));
    const char *ics = invitation("CANCEL", id, 1);
    EXPECT_HAS(ics, "METHOD:CANCEL\r\n");
    EXPECT_HAS(ics, "STATUS:CANCELLED\r\n");
    EXPECT_HAS(ics, "SEQUENCE:1\r\n");
}

TEST("an event that moves moves in the calendars of those who have a place: the same entry, a higher sequence, one letter each")
{
    Full full = phonics_full();
    const char *before = invitation("REQUEST", full.ben, 0);
    EXPECT_OK(write_as(&dora, session_move_act, NULL));
    run_jobs();
    run_jobs();
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'event-changed' AND calendar_method = 'REQUEST' AND calendar_sequence = 1"), 2);
    EXPECT_EQUAL(mail_to(lou.email, "event-changed"), 1);      /* she waits: told, and nothing put into her calendar */
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'event-changed'"), 4);
    EXPECT_EQUAL(mail_to(fay.email, "leading-changed"), 1);
    const char *after = invitation("REQUEST", full.ben, 1), *uid = strstr(before, "UID:");
    EXPECT_HAS(after, text_copy(test_cx(), uid, strcspn(uid, "\r")));
    EXPECT_HAS(after, "DTSTART;TZID=Europe/London:20261211T130000\r\n");
    EXPECT_HAS(after, "SEQUENCE:1\r\n");
}

TEST("whoever has a place is invited to each session, with the link to join, and the withdrawal is of the same entries")
{
    Full full = phonics_full();
    MailCalendars sent, withdrawn;
    fixture_run("INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, online_link)"
                " VALUES (9061, 1, 2, 1797498000, 1797508800, 'online', 'https://meet.example/phonics')");
    EXPECT_OK(registration_calendars(as(&nobody), "REQUEST", full.ben, 0, &sent));
    EXPECT_OK(registration_calendars(as(&nobody), "CANCEL", full.ben, 1, &withdrawn));
    EXPECT_EQUAL(sent.count, 2);
    EXPECT_EQUAL(withdrawn.count, 2);
    EXPECT_HAS(sent.ics[0], "SUMMARY:Phonics in Year 1 (session 1 of 2)");
    EXPECT_HAS(sent.ics[0], "DTSTART;TZID=Europe/London:20261210T093000");
    EXPECT_HAS(sent.ics[0], "Town Hall");
    EXPECT_HAS(sent.ics[1], "Join online: https://meet.example/phonics");
    for (size_t i = 0; i < sent.count; i++) {
        const char *uid = strstr(sent.ics[i], "UID:");
        EXPECT(uid && !strstr(uid + 4, "UID:"));
        EXPECT_HAS(withdrawn.ics[i], text(as(&nobody), "%.*s", (int)strcspn(uid, "\r"), uid));
        EXPECT_HAS(withdrawn.ics[i], "METHOD:CANCEL");
        EXPECT_HAS(withdrawn.ics[i], "SEQUENCE:1");
    }
    EXPECT_REFUSED(registration_calendars(as(&nobody), "REQUEST", 404, 0, &sent), MISSING, "not found");
}

static Error *second_session_act(Ctx *cx, void *id)
{
    return session_add(cx, PHONICS, &(SessionDraft){ .on = "2026-12-17", .starts = "9.30am", .ends = "12.30pm", .which = "", .place_kind = "venue", .venue_id = TOWN_HALL, .online_link = "" }, id);
}

static Error *session_remove_act(Ctx *cx, void *id) { return session_remove(cx, PHONICS, *(int64_t *)id); }

TEST("a session that is taken out is withdrawn from the calendars it was in, and from no others")
{
    int64_t second = 0, early, late;
    MailCalendars calendars;
    EXPECT_OK(write_as(&dora, second_session_act, &second));
    early = booked_as(&ann, PHONICS, ALDER, &ben);
    fixture_at("2026-11-24T09:05");
    EXPECT_OK(write_as(&dora, session_remove_act, &second));
    run_jobs();
    fixture_at("2026-11-24T09:10");
    late = booked_as(&ann, PHONICS, ALDER, &kim);

    EXPECT_EQUAL(mail_to(ben.email, "event-changed"), 1);
    EXPECT_OK(registration_calendars(as(&nobody), "REQUEST", early, 1, &calendars));
    EXPECT_EQUAL((int64_t)calendars.count, 2);
    EXPECT_SAME(calendars.methods[0], "REQUEST");
    EXPECT_SAME(calendars.methods[1], "CANCEL");
    EXPECT_HAS(unfolded(calendars.ics[1]), text(test_cx(), "UID:registration-%ld-%ld@learning.example\r\n", (long)early, (long)second));
    EXPECT_HAS(calendars.ics[1], "METHOD:CANCEL\r\n");
    EXPECT_HAS(calendars.ics[1], "DTSTART;TZID=Europe/London:20261217T093000\r\n");
    EXPECT_HAS(calendars.ics[1], "SEQUENCE:1\r\n");
    EXPECT_OK(registration_calendars(as(&nobody), "REQUEST", late, 0, &calendars));
    EXPECT_EQUAL((int64_t)calendars.count, 1);
}

TEST("a session stays once its day has come, for its register says who was there")
{
    int64_t second = 0;
    EXPECT_OK(write_as(&dora, second_session_act, &second));
    fixture_at("2026-12-17T08:00");
    EXPECT_REFUSED(write_as(&dora, session_remove_act, &second), CONFLICT, "its register says who was there");
}
