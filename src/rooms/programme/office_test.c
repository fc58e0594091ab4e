/* The office's pages, walked as the office walks them. */
#include <string.h>
#include "platform/base/text.h"
#include "tests/fixture.h"

static const char *last_of(const char *location)
{
    return strrchr(location, '/') + 1;
}

TEST("the office makes a course and an event, gives it a session, publishes both, and it stands in the programme")
{
    Visit made = visit(&dora, "POST", "/office/courses/new", FORM_OF("title", "Fractions without fear", "code", "MA-300", "kind", "course", "owner", "16", "summary", "Two hours on fractions.",
        "outcome", "", "description", "Bring a ruler.", "audience", "teachers", "phase", "primary", "theme", "41"));
    EXPECT_EQUAL(made.status, 303);
    const char *course = text_copy(test_cx(), made.location, strlen(made.location));

    Visit lacking = visit(&dora, "GET", text(test_cx(), "%s/publish", course), NULL);
    EXPECT_HAS(lacking.body, "what pupils should gain");
    EXPECT_EQUAL(visit(&dora, "POST", course, FORM_OF("title", "Fractions without fear", "code", "MA-300", "kind", "course", "owner", "16", "summary", "Two hours on fractions.",
        "outcome", "Pupils explain fractions.", "description", "", "audience", "teachers", "phase", "primary", "theme", "41")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/publish", course), FORM_OF("sure", "1")).status, 303);

    Visit event = visit(&dora, "POST", "/office/events/new", FORM_OF("course", last_of(course), "places", "12", "member_price", "40", "other_price", "80", "offer_hours", "48",
        "joining_note", "", "opens_time", "9am", "closes_time", "5pm", "cancel_time", "5pm"));
    EXPECT_EQUAL(event.status, 303);
    const char *sessions = text_copy(test_cx(), event.location, strlen(event.location));
    Visit session = visit(&dora, "POST", sessions, FORM_OF("on-day", "4", "on-month", "2", "on-year", "2027", "starts", "1.15pm", "ends", "4pm", "place_kind", "venue", "venue", "31", "online_link", ""));
    EXPECT_EQUAL(session.status, 303);
    const char *cockpit = text_copy(test_cx(), session.location, strlen(session.location));
    EXPECT_HAS(visit(&dora, "GET", cockpit, NULL).body, "Thursday 4 February 2027");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses", NULL).body, "Fractions without fear");
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/publish", cockpit), FORM_OF("sure", "1")).status, 303);
    EXPECT_HAS(visit(&nobody, "GET", "/courses?q=fraction", NULL).body, "Fractions without fear");
}

TEST("a session in the hour that repeats is asked about, with what was typed still there")
{
    Visit asked = visit(&dora, "POST", "/office/events/3/sessions/new", FORM_OF("on-day", "31", "on-month", "10", "on-year", "2027", "starts", "1.30am", "ends", "4am",
        "place_kind", "online", "venue", "", "online_link", "https://meet.example/night"));
    EXPECT_EQUAL(asked.status, 422);
    EXPECT_HAS(asked.body, "Which of the two?");
    EXPECT_HAS(asked.body, "value=\"1.30am\"");
    EXPECT_HAS(asked.body, "https://meet.example/night");
}

TEST("a department sees its own events and courses, and a foreign one is missing")
{
    Visit list = visit(&hana, "GET", "/office/programme", NULL);
    EXPECT_HAS(list.body, "Talk in the early years");
    EXPECT_LACKS(list.body, "Phonics in Year 1");
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1", NULL).status, 404);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/courses/51", NULL).status, 404);
    EXPECT_EQUAL(visit(&hana, "POST", "/office/events/1/close", FORM_OF("sure", "1")).status, 404);
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/2", NULL).status, 200);
    EXPECT_LACKS(visit(&hana, "GET", "/office/courses", NULL).body, "Guided reading");
}

TEST("a school opens none of the office's pages")
{
    static const char *const paths[] = { "/office/programme", "/office/courses", "/office/courses/new", "/office/events/1", "/office/events/new", "/office/venues" };
    for (size_t i = 0; i < COUNT(paths); i++) EXPECT_EQUAL(visit(&ann, "GET", paths[i], NULL).status, 403);
}

TEST("every page of the office is shown")
{
    static const char *const paths[] = { "/office/programme", "/office/programme?list=full", "/office/programme?list=few", "/office/programme?list=drafts", "/office/programme?list=past",
        "/office/programme?q=%25&theme=41&after_at=1&after_id=1", "/office/courses", "/office/courses?q=phon", "/office/courses/new", "/office/courses/51", "/office/courses/51/archive",
        "/office/courses/53/publish", "/office/events/new", "/office/events/new?course=51", "/office/events/1", "/office/events/3", "/office/events/1/terms", "/office/events/3/publish",
        "/office/events/1/close", "/office/events/1/archive", "/office/events/1/copy", "/office/events/1/sessions/new", "/office/events/1/sessions/61", "/office/events/1/facilitators?q=fay",
        "/office/venues", "/office/venues/new", "/office/venues/31" };
    for (size_t i = 0; i < COUNT(paths); i++) EXPECT_EQUAL(visit(&dora, "GET", paths[i], NULL).status, 200);
}

TEST("fewer places than are taken is refused, and what was typed is kept")
{
    fixture_run("UPDATE event SET taken = 2 WHERE id = 1");
    Visit refused = visit(&dora, "POST", "/office/events/1/terms", FORM_OF("places", "1", "member_price", "60", "other_price", "95", "offer_hours", "24", "joining_note", "Bring slippers",
        "opens_time", "9am", "closes_time", "5pm", "cancel_time", "5pm"));
    EXPECT_EQUAL(refused.status, 422);
    EXPECT_HAS(refused.body, "2 places are taken already");
    EXPECT_HAS(refused.body, "Bring slippers");
}

TEST("a facilitator is found by name, added and removed")
{
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/facilitators?q=siobhan", NULL).body, "Lou Siobhán");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/facilitators", FORM_OF("person", "112")).status, 303);
    EXPECT_SAME(fixture_text("SELECT led_by AS text FROM event WHERE id = 1"), "Fay Adeyemi and Lou Siobhán O’Neill");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/facilitators/106/remove", FORM_OF("sure", "1")).status, 303);
    EXPECT_SAME(fixture_text("SELECT led_by AS text FROM event WHERE id = 1"), "Lou Siobhán O’Neill");
    EXPECT_HAS(visit(&nobody, "GET", "/courses?q=oneill", NULL).body, "Phonics in Year 1");
}

TEST("a venue is added, changed and retired, and its new name stands in the programme")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/venues/new", FORM_OF("name", "The Corn Exchange", "address", "Market Place", "postcode", "ZZ1 1AA", "places", "", "access", "")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/venues/31", FORM_OF("name", "Town Hall, Council Chamber", "address", "1 King Street", "postcode", "ZZ6 9JU", "places", "many", "access", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/venues/31", FORM_OF("name", "Town Hall, Council Chamber", "address", "1 King Street", "postcode", "ZZ6 9JU", "places", "80", "access", "")).status, 303);
    EXPECT_HAS(visit(&nobody, "GET", "/courses", NULL).body, "Town Hall, Council Chamber");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/venues/31/retire", FORM_OF("retired", "1")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT retired FROM venue WHERE id = 31"), 1);
}

TEST("the auditor reads what the office reads, is shown no act, and is refused every one")
{
    static const char *const paths[] = { "/office/programme", "/office/programme.csv", "/office/events/1", "/office/events/1/history", "/office/events/1/registrations", "/office/events/1/registrations.csv",
        "/office/bookings", "/office/bookings.csv", "/office/schools", "/office/schools/11", "/office/people", "/office/people/101", "/office/mail", "/office/mail.csv", "/office/trail" };
    for (size_t i = 0; i < COUNT(paths); i++) EXPECT_EQUAL(visit(&ivo, "GET", paths[i], NULL).status, 200);
    EXPECT_LACKS(visit(&ivo, "GET", "/office/events/1", NULL).body, "/office/events/1/terms");
    EXPECT_LACKS(visit(&ivo, "GET", "/office/schools/11", NULL).body, "Add a person");
    EXPECT_EQUAL(visit(&ivo, "POST", "/office/events/1/close", FORM_OF("sure", "1")).status, 403);
    EXPECT_EQUAL(visit(&ivo, "GET", "/office/events/1/registrations/add", NULL).status, 403);
}

TEST("the office adds somebody, whom the event's page then has")
{
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/registrations/add?q=omar", NULL).body, "Cedar Park Academy");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/registrations/add", FORM_OF("q", "omar", "purchase_order", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/registrations/add", FORM_OF("q", "omar", "person", text(test_cx(), "%ld", omar.id), "purchase_order", "PO 9")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/registrations", NULL).body, omar.name);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "1 of 2");
    EXPECT_HAS(visit(&dora, "GET", "/office/bookings?q=po+9", NULL).body, omar.name);
}

TEST("chosen places are cancelled only after the office has seen whose they are")
{
    visit(&dora, "POST", "/office/events/1/registrations/add", FORM_OF("q", "omar", "person", text(test_cx(), "%ld", omar.id), "purchase_order", ""));
    const char *id = text(test_cx(), "%ld", (long)fixture_number("SELECT id FROM registration"));
    EXPECT_HAS(visit(&dora, "GET", text(test_cx(), "/office/events/1/registrations/cancel?registration=%s", id), NULL).body, "Cancel 1 place?");
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/registrations/cancel", NULL).body, "Nobody is chosen");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'confirmed'"), 1);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/2/registrations/cancel", FORM_OF("registration", id, "reason", "")).status, 422);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/registrations/cancel", FORM_OF("registration", id, "reason", "Booked twice")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM registration WHERE state = 'cancelled'"), 1);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1/history", NULL).body, text(test_cx(), "Place cancelled: %s", omar.name));
}

TEST("a department sees who comes to its own event, and nobody else's")
{
    visit(&dora, "POST", "/office/events/2/registrations/add", FORM_OF("q", "omar", "person", text(test_cx(), "%ld", omar.id), "purchase_order", ""));
    EXPECT_HAS(visit(&hana, "GET", "/office/events/2/registrations", NULL).body, omar.name);
    EXPECT_LACKS(visit(&hana, "GET", "/office/events/2/registrations", NULL).body, "Cancel their places");
    EXPECT_EQUAL(visit(&hana, "GET", "/office/events/1/registrations", NULL).status, 404);
}

TEST("a letter in doubt is sent again or taken as arrived, by the office, once")
{
    visit(&dora, "POST", "/office/events/1/registrations/add", FORM_OF("q", "omar", "person", text(test_cx(), "%ld", omar.id), "purchase_order", ""));
    fixture_run("UPDATE mail SET state = 'doubtful', answer = 'cut off' WHERE letter = 'place-confirmed'");
    const char *letter = text(test_cx(), "/office/mail/%ld", (long)fixture_number("SELECT id FROM mail WHERE letter = 'place-confirmed'"));
    EXPECT_HAS(visit(&dora, "GET", "/office/mail?list=doubtful&event=1", NULL).body, "Place confirmed");
    EXPECT_HAS(visit(&dora, "GET", letter, NULL).body, "Send it again");
    EXPECT_LACKS(visit(&ivo, "GET", letter, NULL).body, "Send it again");
    EXPECT_EQUAL(visit(&ivo, "POST", text(test_cx(), "%s/again", letter), FORM_OF("sure", "1")).status, 403);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/again", letter), FORM_OF("sure", "1")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM mail WHERE letter = 'place-confirmed' AND state = 'queued'"), 1);
    EXPECT_EQUAL(visit(&dora, "POST", text(test_cx(), "%s/arrived", letter), FORM_OF("sure", "1")).status, 404);
}

TEST("several events are acted on at once, after a page that says which are left out and why")
{
    Visit asked = visit(&dora, "GET", "/office/programme/chosen?list=upcoming&act=close&event=1&event=2", NULL);
    EXPECT_HAS(asked.body, "Close booking for 2 events?");
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE state = 'closed'"), 0);
    EXPECT_HAS(visit(&dora, "GET", "/office/programme/chosen?list=drafts&act=close&event=3", NULL).body, "only a published event can be closed");
    EXPECT_HAS(visit(&hana, "GET", "/office/programme/chosen?list=upcoming&act=close&event=1&event=2", NULL).body, "Close booking for 1 event?");
    EXPECT_EQUAL(visit(&hana, "POST", "/office/programme/chosen", FORM_OF("act", "close", "event", "1")).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/programme/chosen", FORM_OF("act", "close", "event", "1", "event", "2")).status, 303);
    EXPECT_EQUAL(fixture_number("SELECT count(*) FROM event WHERE state = 'closed'"), 2);
}

TEST("the programme is turned round, and asked for one owner and from a day on")
{
    Visit turned = visit(&dora, "GET", "/office/programme?order=turned", NULL);
    EXPECT(strstr(turned.body, "Talk in the early years") < strstr(turned.body, "Phonics in Year 1"));
    EXPECT_LACKS(visit(&dora, "GET", "/office/programme?from=2026-12-11", NULL).body, "Phonics in Year 1");
    EXPECT_LACKS(visit(&dora, "GET", "/office/programme?owner=15", NULL).body, "Phonics in Year 1");
}

TEST("a new event with several mistakes is told all of them at once")
{
    Visit wrong = visit(&dora, "POST", "/office/events/new", FORM_OF("course", "", "places", "many", "member_price", "12,5x", "other_price", "0", "opens_on-day", "31", "opens_on-month", "2", "opens_on-year", "2027", "offer_hours", "48"));
    EXPECT_EQUAL(wrong.status, 422);
    EXPECT_HAS(wrong.body, "Choose the course that this is a date of");
    EXPECT_HAS(wrong.body, "must be a real date");
    EXPECT_HAS(wrong.body, "Enter how many places there are");
    EXPECT_HAS(wrong.body, "Enter the price for members in pounds");
    EXPECT_LACKS(wrong.body, "Enter the price for others");
    Visit session = visit(&dora, "POST", "/office/events/1/sessions/new", FORM_OF("starts", "quarter past", "ends", "8am", "place_kind", "venue", "venue", ""));
    EXPECT_HAS(session.body, "Enter the date of the session");
    EXPECT_HAS(session.body, "Enter the start as a time");
    EXPECT_HAS(session.body, "Choose the venue");
}

TEST("a copy's history says of which date it is a copy, not of which number")
{
    Visit copy = visit(&dora, "POST", "/office/events/1/copy", FORM_OF("first_on-day", "10", "first_on-month", "3", "first_on-year", "2027"));
    EXPECT_EQUAL(copy.status, 303);
    EXPECT_HAS(visit(&dora, "GET", text(test_cx(), "%s/history", copy.location), NULL).body, "the one of 10 December 2026");
}

TEST("a course's page has its dates beside the form, drafts too, and says where the first is planned when there is none")
{
    Visit planned = visit(&dora, "GET", "/office/courses/51", NULL);
    EXPECT_HAS(planned.body, "Its dates");
    EXPECT_HAS(planned.body, "href=\"/office/events/1\">10 December 2026");
    fixture_run("UPDATE event SET state = 'draft' WHERE id = 1");
    EXPECT_HAS(visit(&dora, "GET", "/office/courses/51", NULL).body, "href=\"/office/events/1\">10 December 2026");
    Visit made = visit(&dora, "POST", "/office/courses/new", FORM_OF("title", "Fractions without fear", "code", "MA-300", "kind", "course", "owner", "16", "summary", "Two hours on fractions."));
    EXPECT_HAS(visit(&dora, "GET", made.location, NULL).body, "Plan the first event");
}

TEST("today begins with what waits: drafts, a register not taken, a letter in doubt")
{
    visit(&dora, "POST", "/office/events/1/registrations/add", FORM_OF("q", "omar", "person", text(test_cx(), "%ld", omar.id), "purchase_order", ""));
    Visit before = visit(&dora, "GET", "/office", NULL);
    EXPECT_HAS(before.body, "1 draft is not published");
    EXPECT_LACKS(before.body, "The register is not taken");
    fixture_run("UPDATE mail SET state = 'doubtful'");
    fixture_at("2026-12-10T13:00");
    Visit after = visit(&dora, "GET", "/office", NULL);
    EXPECT_HAS(after.body, "The register is not taken: Thursday 10 December 2026, 9.30am, 1 person booked.");
    EXPECT_HAS(after.body, "are in doubt");
    EXPECT_LACKS(visit(&hana, "GET", "/office", NULL).body, "Phonics in Year 1");
    EXPECT_EQUAL(visit(&ann, "GET", "/office", NULL).status, 403);
}

TEST("the rail says what waits: drafts to publish, letters that did not go; a department's its own alone, and a school has no rail")
{
    EXPECT_HAS(visit(&dora, "GET", "/office/venues", NULL).body, "Programme<span class=\"ly-pip\">1<span class=\"govuk-visually-hidden\"> to publish</span>");
    EXPECT_LACKS(visit(&dora, "GET", "/office/venues", NULL).body, " not sent</span>");
    EXPECT_LACKS(visit(&hana, "GET", "/office/programme", NULL).body, " to publish</span>");
    visit(&dora, "POST", "/office/events/1/registrations/add", FORM_OF("q", "omar", "person", text(test_cx(), "%ld", omar.id), "purchase_order", ""));
    fixture_run("UPDATE mail SET state = 'doubtful'");
    EXPECT_HAS(visit(&ivo, "GET", "/office/trail", NULL).body, " not sent</span>");
    EXPECT_LACKS(visit(&hana, "GET", "/office/programme", NULL).body, " not sent</span>");
    fixture_run("UPDATE event SET state = 'published' WHERE state = 'draft'");
    EXPECT_LACKS(visit(&dora, "GET", "/office/venues", NULL).body, " to publish</span>");
}

TEST("the courses are asked for by status, theme, owner and kind, and put in order by what their columns say")
{
    EXPECT_EQUAL(visit(&dora, "POST", "/office/courses/new", FORM_OF("title", "An evening for clerks", "code", "GV-9", "kind", "governor training", "owner", "16", "summary", "For clerks.")).status, 303);
    const char *all = visit(&dora, "GET", "/office/courses", NULL).body;
    EXPECT_HAS(all, "4 courses");
    EXPECT_HAS(all, "<td data-label=\"Kind\">Governor training</td>");
    EXPECT(strstr(all, "An evening for clerks") < strstr(all, "Phonics in Year 1"));
    const char *by_dates = visit(&dora, "GET", "/office/courses?order=dates", NULL).body;
    EXPECT(strstr(by_dates, "Phonics in Year 1") < strstr(by_dates, "An evening for clerks"));
    EXPECT_HAS(visit(&dora, "GET", text(test_cx(), "/office/courses?order=dates&after=51"), NULL).body, "An evening for clerks");
    EXPECT_LACKS(visit(&dora, "GET", text(test_cx(), "/office/courses?order=dates&after=51"), NULL).body, "Phonics in Year 1");

    static const char *const alone[] = { "state=draft&q=gv-9", "kind=governor+training", "kind=governor+training&order=kind", "owner=16&state=draft&order=owner&kind=governor+training" };
    for (size_t i = 0; i < COUNT(alone); i++) {
        const char *page = visit(&dora, "GET", text(test_cx(), "/office/courses?%s", alone[i]), NULL).body;
        EXPECT_HAS(page, "1 course<");
        EXPECT_HAS(page, "An evening for clerks");
    }
    EXPECT_LACKS(visit(&dora, "GET", "/office/courses?theme=41", NULL).body, "An evening for clerks");
    EXPECT_HAS(visit(&dora, "GET", "/office/courses?theme=41", NULL).body, "Phonics in Year 1");
    fixture_run("UPDATE course SET state = 'archived' WHERE code = 'GV-9'");
    EXPECT_LACKS(visit(&dora, "GET", "/office/courses", NULL).body, "An evening for clerks");
    EXPECT_HAS(visit(&dora, "GET", "/office/courses?state=archived", NULL).body, "An evening for clerks");
    EXPECT_HAS(visit(&dora, "GET", "/office/find?q=clerks", NULL).body, "An evening for clerks");
    EXPECT_LACKS(visit(&hana, "GET", "/office/courses?owner=16&state=all", NULL).body, "An evening for clerks");
}

TEST("an event's rules are set on a page of their own, stand on its page, and go along with a copy")
{
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "None of its own");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/rules", FORM_OF("office_approves", "1")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/rules", FORM_OF("office_approves", "1")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "Each place is asked for, and approved here");
    Visit copy = visit(&dora, "POST", "/office/events/1/copy", FORM_OF("first_on-day", "11", "first_on-month", "3", "first_on-year", "2027"));
    EXPECT_HAS(visit(&dora, "GET", text_copy(test_cx(), copy.location, strlen(copy.location)), NULL).body, "Each place is asked for, and approved here");
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/rules", FORM_OF("nothing", "")).status, 303);
    EXPECT_HAS(visit(&dora, "GET", "/office/events/1", NULL).body, "None of its own");
    EXPECT_EQUAL(visit(&hana, "POST", "/office/events/1/rules", FORM_OF("office_approves", "1")).status, 404);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/cancel", FORM_OF("why", "The hall has a burst pipe")).status, 303);
    EXPECT_EQUAL(visit(&dora, "POST", "/office/events/1/rules", FORM_OF("office_approves", "1")).status, 409);
}
