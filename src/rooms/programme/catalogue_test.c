/* The catalogue as people and programs see it. */
#include <string.h>
#include "platform/base/text.h"
#include "rooms/programme/catalogue.h"
#include "tests/fixture.h"

static int64_t listed(CatalogueFilter filter, CatalogueCounts *counts)
{
    Catalogue catalogue = {0};
    if (!filter.typed) filter.typed = "";
    if (!filter.question) filter.question = "";
    if (!filter.theme_slugs) filter.theme_slugs = "";
    if (!filter.month) filter.month = "";
    EXPECT_OK(catalogue_page_of(as(&nobody), &filter, &catalogue, NULL, 0));
    if (counts) *counts = catalogue.counts;
    EXPECT_EQUAL(catalogue.counts.chosen, (int64_t)catalogue.event_count);
    return (int64_t)catalogue.event_count;
}

static Error *more_labels(Ctx *cx, void *nothing)
{
    TRY(course_refresh(cx, COURSE_PHONICS));
    return course_refresh(cx, COURSE_ONLINE);
}

TEST("a number beside a filter is the length of the list with that filter")
{
    CatalogueCounts counts, with_teachers;
    fixture_run("INSERT INTO course_audience (course_id, audience) VALUES (52, 'early years staff')");
    fixture_run("INSERT INTO course_phase (course_id, phase) VALUES (52, 'nursery')");
    fixture_run("UPDATE event SET taken = places WHERE id = 1");
    EXPECT_OK(write_as(&dora, more_labels, NULL));

    EXPECT_EQUAL(listed((CatalogueFilter){ 0 }, &counts), 2);
    for (size_t i = 0; i < course_audience_count; i++) EXPECT_EQUAL(listed((CatalogueFilter){ .audience_bits = (int64_t)1 << i }, NULL), counts.audience[i]);
    for (size_t i = 0; i < course_phase_count; i++)    EXPECT_EQUAL(listed((CatalogueFilter){ .phase_bits = (int64_t)1 << i }, NULL), counts.phase[i]);
    EXPECT_EQUAL(listed((CatalogueFilter){ .theme_slugs = " reading " }, NULL), counts.theme[0]);
    EXPECT_EQUAL(listed((CatalogueFilter){ .theme_slugs = " early-years " }, NULL), counts.theme[1]);
    EXPECT_EQUAL(listed((CatalogueFilter){ .theme_slugs = " reading early-years " }, NULL), 2);
    EXPECT_EQUAL(listed((CatalogueFilter){ .in_person = true }, NULL), counts.in_person);
    EXPECT_EQUAL(listed((CatalogueFilter){ .online = true }, NULL), counts.online);
    EXPECT_EQUAL(listed((CatalogueFilter){ .with_places = true }, NULL), counts.with_places);
    EXPECT_EQUAL(listed((CatalogueFilter){ .new_this_term = true }, NULL), counts.new_this_term);
    EXPECT_EQUAL(listed((CatalogueFilter){ .free_to_members = true }, NULL), counts.free_to_members);
    EXPECT_EQUAL(counts.with_places, 1);

    /* Chosen in another group, the numbers follow. */
    EXPECT_EQUAL(listed((CatalogueFilter){ .phase_bits = 1 }, &with_teachers), 1);
    EXPECT_EQUAL(listed((CatalogueFilter){ .phase_bits = 1, .audience_bits = 1 }, NULL), with_teachers.audience[0]);
}

TEST("a search that fits no event to come says which course it fits")
{
    fixture_run("UPDATE event SET state = 'archived' WHERE id = 1");
    Visit found = visit(&nobody, "GET", "/courses?q=phonics", NULL);
    EXPECT_HAS(found.body, "No date is planned at the moment for <a class=\"govuk-link\" href=\"/courses/51\">Phonics in Year 1</a>.");
    EXPECT_LACKS(found.body, "Narrow the list");
}

TEST("the front page is the programme: events by date, with places left and a price for members and others")
{
    Visit front = visit(&nobody, "GET", "/", NULL);
    EXPECT_EQUAL(front.status, 200);
    EXPECT_HAS(front.body, "Phonics in Year 1");
    EXPECT_HAS(front.body, "December 2026");
    EXPECT_HAS(front.body, "2 places left");
    EXPECT_HAS(front.body, "£95, members £60");
    EXPECT_HAS(front.body, "Free to all schools");
    EXPECT_HAS(visit(&ann, "GET", "/courses", NULL).body, "£60");
    EXPECT_LACKS(visit(&ann, "GET", "/courses", NULL).body, "members £60");
    EXPECT_HAS(visit(&cara, "GET", "/courses", NULL).body, "£95");
}

TEST("each sees their own places in the list that all see, as it is now")
{
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, price_pence, booked_at) VALUES (900, 2, 11, 0, 0)");
    EXPECT_LACKS(visit(&ben, "GET", "/courses", NULL).body, "You are booked");      /* and now the list is kept */
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (901, 900, 2, 102, 11, 'confirmed', 0, 0)");
    fixture_run("UPDATE event SET taken = 29 WHERE id = 2");
    for (int i = 0; i < 2; i++) {
        Visit bens = visit(&ben, "GET", "/courses", NULL), kims = visit(&kim, "GET", "/courses", NULL);
        EXPECT_HAS(bens.body, "You are booked");
        EXPECT_HAS(bens.body, "1 place left");
        EXPECT_LACKS(kims.body, "You are booked");
        EXPECT_HAS(kims.body, "1 place left");
        EXPECT_HAS(kims.body, "£60");
        EXPECT_LACKS(visit(&max, "GET", "/courses", NULL).body, "£60");             /* of a school that is no member */
        Visit strangers = visit(&nobody, "GET", "/courses", NULL);
        EXPECT_HAS(strangers.body, "£95, members £60");
        EXPECT_HAS(strangers.body, "1 place left");
        EXPECT_LACKS(strangers.body, "You are booked");
        EXPECT_LACKS(visit(&kim, "GET", "/courses?where=online", NULL).body, "Phonics in Year 1");
    }
    fixture_at("2026-12-10T09:31");                                                 /* nobody wrote anything, but Phonics has begun */
    EXPECT_LACKS(visit(&kim, "GET", "/courses", NULL).body, "Phonics in Year 1");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses", NULL).body, "Phonics in Year 1");
}

TEST("a chosen filter is a chip that takes it off, and the search box keeps its words")
{
    Visit page = visit(&nobody, "GET", "/courses?q=talk&for=teachers&theme=early-years", NULL);
    EXPECT_HAS(page.body, "Talk in the early years");
    EXPECT_LACKS(page.body, "Phonics in Year 1");
    EXPECT_HAS(page.body, "value=\"talk\"");
    EXPECT_HAS(page.body, "href=\"/courses?q=talk&amp;theme=early-years\"");
    EXPECT_HAS(page.body, "href=\"/courses?q=talk&amp;for=teachers\"");
}

TEST("a search with a slip shows what was meant, says so, and leads to the words themselves")
{
    Visit page = visit(&nobody, "GET", "/courses?q=fonics", NULL);
    EXPECT_EQUAL(page.status, 200);
    EXPECT_HAS(page.body, "Shown for <strong>phonics</strong>");
    EXPECT_HAS(page.body, "Phonics in Year 1");
    EXPECT_HAS(page.body, "value=\"fonics\"");                                    /* the box keeps what was typed */
    EXPECT_HAS(page.body, "href=\"/courses?q=fonics&amp;exact=1\"");
    EXPECT_HAS(page.body, "href=\"/courses.ics?q=phonics\"");
    EXPECT_HAS(visit(&nobody, "GET", "/courses?q=fonics&view=calendar&month=2026-12", NULL).body, "Shown for <strong>phonics</strong>");
    EXPECT_LACKS(visit(&nobody, "GET", "/courses?q=phonics", NULL).body, "Shown for");
}

TEST("a search that finds nothing says why and gives ways on")
{
    Visit page = visit(&nobody, "GET", "/courses?q=fonics&exact=1", NULL);
    EXPECT_HAS(page.body, "No event to come matches “fonics”");
    EXPECT_HAS(page.body, "Search for “phonics”");
    page = visit(&nobody, "GET", "/courses?q=phonix+talk", NULL);
    EXPECT_HAS(page.body, "No event to come matches “phonix talk”");
    EXPECT_HAS(page.body, "No event has all of these words. Try one at a time");
    EXPECT_HAS(page.body, "href=\"/courses?q=phonics\"");
    EXPECT_HAS(page.body, "href=\"/courses?q=talk\"");
    page = visit(&nobody, "GET", "/courses?q=astrophysics", NULL);
    EXPECT_HAS(page.body, "Try fewer or other words");
    EXPECT_HAS(page.body, "See the whole programme");
    fixture_run("UPDATE event SET state = 'closed' WHERE id = 1");
    EXPECT_HAS(visit(&nobody, "GET", "/courses?q=fonics", NULL).body, "No date is planned at the moment for <a class=\"govuk-link\" href=\"/courses/51\">");
}

TEST("a month of the programme is a calendar")
{
    Visit page = visit(&nobody, "GET", "/courses?view=calendar&month=2026-12", NULL);
    EXPECT_HAS(page.body, "Phonics in Year 1");
    EXPECT_HAS(page.body, "January 2027");
    EXPECT_HAS(visit(&nobody, "GET", "/courses?view=calendar&month=2027-02", NULL).body, "No event to come");
}

TEST("the calendar opens on the month of the next event, not on the last days of a month without one")
{
    EXPECT_HAS(visit(&nobody, "GET", "/courses?view=calendar", NULL).body, "Events in December 2026");
}

TEST("strange filters find the catalogue, not an error")
{
    EXPECT_EQUAL(visit(&nobody, "GET", "/courses?for=%22&theme=%25&phase=x&month=2026-99&after=1&before=-5-7&view=x", NULL).status, 200);
    EXPECT_EQUAL(visit(&nobody, "GET", "/courses?after=9999999999999-1", NULL).status, 200);
}

TEST("a draft is shown to those who plan it and to nobody else")
{
    EXPECT_EQUAL(visit(&nobody, "GET", "/events/3", NULL).status, 404);
    EXPECT_EQUAL(visit(&ann, "GET", "/events/3", NULL).status, 404);
    EXPECT_EQUAL(visit(&hana, "GET", "/events/3", NULL).status, 404);
    EXPECT_EQUAL(visit(&dora, "GET", "/events/3", NULL).status, 200);
    EXPECT_EQUAL(visit(&nobody, "GET", "/courses/53", NULL).status, 404);
    EXPECT_EQUAL(visit(&nobody, "GET", "/events/3.json", NULL).status, 404);
    EXPECT_EQUAL(visit(&nobody, "GET", "/events/3.ics", NULL).status, 404);
    EXPECT_LACKS(visit(&nobody, "GET", "/courses", NULL).body, "Guided reading");
}

TEST("the link to join online stands on no public page, feed or JSON")
{
    static const char *const paths[] = { "/", "/courses", "/courses?view=calendar&month=2026-12", "/courses/52", "/events/2", "/courses.ics", "/courses.json", "/events/2.ics", "/events/2.json" };
    for (size_t i = 0; i < COUNT(paths); i++) {
        Visit page = visit(&nobody, "GET", paths[i], NULL);
        EXPECT_EQUAL(page.status, 200);
        EXPECT_HAS(page.body, "Talk in the early years");
        EXPECT_LACKS(page.body, "meet.example");
        EXPECT_LACKS(visit(&ann, "GET", paths[i], NULL).body, "meet.example");
    }
}

TEST("an event's page says when, where, who leads it, what it costs and how to book")
{
    Visit page = visit(&ann, "GET", "/events/1", NULL);
    EXPECT_HAS(page.body, "Thursday 10 December 2026, 9.30am to 12.30pm");
    EXPECT_HAS(page.body, "1 King Street, ZZ6 9JU");
    EXPECT_HAS(page.body, "Fay Adeyemi");
    EXPECT_HAS(page.body, "For Alder Grove Primary School");
    EXPECT_HAS(page.body, "href=\"/events/1/book\"");
    fixture_run("UPDATE event SET state = 'closed' WHERE id = 1");
    page = visit(&ann, "GET", "/events/1", NULL);
    EXPECT_LACKS(page.body, "href=\"/events/1/book\"");
    EXPECT_HAS(page.body, "Booking for this event has closed");
}

TEST("somebody who is booked sees so, in the list and on the event's page")
{
    fixture_run("INSERT INTO booking (id, event_id, organisation_id, price_pence, booked_at) VALUES (900, 1, 11, 6000, 0)");
    fixture_run("INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at) VALUES (901, 900, 1, 102, 11, 'confirmed', 6000, 0)");
    EXPECT_HAS(visit(&ben, "GET", "/courses", NULL).body, "You are booked");
    EXPECT_HAS(visit(&ben, "GET", "/events/1", NULL).body, "/registrations/901");
    EXPECT_LACKS(visit(&ann, "GET", "/courses", NULL).body, "You are booked");
}

TEST("the list is to be had as CSV and as a workbook, of what anybody may see and of what the filter leaves")
{
    Visit list = visit(&nobody, "GET", "/courses.csv?theme=reading", NULL);
    EXPECT_HAS(list.body, "Phonics in Year 1,2026-12-10,2026-12-10T09:30:00Z,2026-12-10T12:30:00Z,1,Town Hall,2,0,0,60.00,95.00,");
    EXPECT_LACKS(list.body, "Talk in the early years");
    EXPECT(begins(visit(&nobody, "GET", "/courses.xlsx", NULL).body, "PK"));
}

TEST("the prospectus is a document of what the filter leaves; where that is nothing, the programme says why")
{
    Visit whole = visit(&nobody, "GET", "/prospectus.pdf", NULL), some = visit(&nobody, "GET", "/prospectus.pdf?theme=reading", NULL);
    EXPECT_SAME(whole.type, "application/pdf");
    EXPECT(begins(whole.body, "%PDF") && begins(some.body, "%PDF"));
    EXPECT(some.length < whole.length);
    EXPECT_HAS(visit(&nobody, "GET", "/courses?theme=reading", NULL).body, "href=\"/prospectus?theme=reading\"");
    Visit parts = visit(&nobody, "GET", "/prospectus?theme=reading", NULL);
    EXPECT_HAS(parts.body, "href=\"/prospectus.pdf?theme=reading\"");
    EXPECT_HAS(parts.body, "Academic year 2026 to 2027");
    EXPECT_HAS(parts.body, "between=2026-09-01.2027-08-31");
    EXPECT_EQUAL(visit(&nobody, "GET", "/prospectus.pdf?between=2027-06-01.2027-06-30", NULL).status, 303);
    EXPECT_EQUAL(visit(&nobody, "GET", "/prospectus.pdf?between=2026-12-01.2026-12-31", NULL).status, 200);
    Visit none = visit(&nobody, "GET", "/prospectus.pdf?q=zeppelin", NULL);
    EXPECT_EQUAL(none.status, 303);
    EXPECT_HAS(none.location, "/courses?q=zeppelin");
}

TEST("the feed is a calendar with an entry for each session")
{
    Visit feed = visit(&nobody, "GET", "/courses.ics?theme=reading", NULL);
    EXPECT_HAS(feed.type, "text/calendar");
    EXPECT_HAS(feed.body, "BEGIN:VEVENT");
    EXPECT_HAS(feed.body, "Phonics in Year 1");
    EXPECT_LACKS(feed.body, "Talk in the early years");
}
