/* The find box: what it finds, for whom, and where it leads. */
#include "platform/base/text.h"
#include "tests/fixture.h"

static const char *found(const Somebody *by, const char *words)
{
    Visit page = visit(by, "GET", text(test_cx(), "/office/find?q=%s", text_url(test_cx(), words)), NULL);
    EXPECT_EQUAL(page.status, 200);
    return page.body;
}

TEST("the office finds a person by part of a name without its accents, or by address")
{
    EXPECT_HAS(found(&dora, "siobhan"), "href=\"/office/people/112\"");
    EXPECT_HAS(found(&dora, "omar@cedar"), "Omar Quayle");
    EXPECT_HAS(found(&dora, "omar@cedar"), "href=\"/office/people?q=omar%40cedar\"");
    EXPECT_LACKS(found(&dora, "omar@cedar"), "Ben Okafor");
}

TEST("the office finds a school by name or URN, and the whole list is a link away")
{
    EXPECT_HAS(found(&dora, "900002"), "Beech Lane Primary School");
    EXPECT_LACKS(found(&dora, "900002"), "Alder Grove Primary School");
    EXPECT_HAS(found(&dora, "alder gr"), "href=\"/office/schools?q=alder%20gr\"");
}

TEST("events and courses are found by code, by title, and by the catalogue's own search")
{
    EXPECT_HAS(found(&dora, "cu-101"), "href=\"/office/events/1\"");
    EXPECT_HAS(found(&dora, "cu-101"), "href=\"/office/courses/51\"");
    EXPECT_HAS(found(&dora, "guided"), "CU-102");
    EXPECT_HAS(found(&dora, "keep up"), "Phonics in Year 1");
    EXPECT_HAS(visit(&dora, "GET", "/office/programme?list=upcoming&q=keep+up", NULL).body, "Phonics in Year 1");
    EXPECT_HAS(visit(&dora, "GET", "/office/courses?q=keep+up", NULL).body, "Phonics in Year 1");
    EXPECT_LACKS(found(&dora, "guided"), "CU-101");
    EXPECT_HAS(found(&dora, "guided"), "/office/programme?list=drafts&amp;q=guided");
}

TEST("one finds what one may open: a department its own courses and no person, a school nothing at all")
{
    EXPECT_HAS(found(&hana, "talk"), "Talk in the early years");
    EXPECT_LACKS(found(&hana, "phonics"), "CU-101");
    EXPECT_LACKS(found(&hana, "okafor"), "Ben Okafor");
    EXPECT_LACKS(found(&hana, "alder"), "Alder Grove");
    EXPECT_HAS(found(&hana, "talk"), "placeholder=\"Course, event or code\"");
    EXPECT_HAS(found(&ivo, "phonics"), "href=\"/courses/51\"");
    EXPECT_LACKS(found(&ivo, "phonics"), "/office/courses");
    EXPECT_EQUAL(visit(&ann, "GET", "/office/find?q=phonics", NULL).status, 403);
}

TEST("what is not found says what to try, and the likely word where there is one; nothing at all, or one letter, asks for more")
{
    EXPECT_HAS(found(&dora, "phoncis"), "Nothing fits “phoncis”");
    EXPECT_HAS(found(&dora, "phoncis"), "href=\"/office/find?q=phonics\"");
    EXPECT_HAS(found(&dora, "zzzz"), "URN or postcode");
    EXPECT_HAS(found(&hana, "zzzz"), "who leads it");
    EXPECT_HAS(found(&dora, ""), "What are you looking for?");
    EXPECT_HAS(found(&dora, "a"), "Enter two letters or more");
    EXPECT_HAS(found(&dora, "%"), "Enter two letters or more");
    EXPECT_HAS(found(&dora, "--"), "Nothing fits “--”");
    EXPECT_HAS(found(&dora, "<b>x"), "Nothing fits “&lt;b&gt;x”");
}

TEST("the box stands in the band of every page of the office, and in no other")
{
    EXPECT_HAS(visit(&dora, "GET", "/office/people", NULL).body, "action=\"/office/find\"");
    EXPECT_LACKS(visit(&dora, "GET", "/courses", NULL).body, "action=\"/office/find\"");
}
