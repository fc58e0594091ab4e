/* Full text: the same questions get the same answers on both stores. */
#include "platform/base/text.h"
#include "rooms/programme/catalogue.h"
#include "tests/fixture.h"

static int64_t found(const char *typed)
{
    Catalogue catalogue = {0};
    Ctx *cx = as(&nobody);
    CatalogueFilter filter = { .typed = typed, .question = search_question(cx, typed), .theme_slugs = "", .month = "" };
    EXPECT_OK(catalogue_page_of(cx, &filter, &catalogue, NULL, 0));
    EXPECT_EQUAL(catalogue.counts.chosen, (int64_t)catalogue.event_count);
    return (int64_t)catalogue.event_count;
}

static Error *led_by_siobhan(Ctx *cx, void *nothing) { return course_refresh(cx, COURSE_PHONICS); }

static void rename_leader(void)
{
    fixture_run("UPDATE event SET led_by = 'Siobhán Ní Bhriain' WHERE id = 1");
    EXPECT_OK(write_as(&dora, led_by_siobhan, NULL));
}

TEST("a word finds its other forms: reads finds reading")
{
    EXPECT_EQUAL(found("phonics"), 1);
    EXPECT_EQUAL(found("phonic"), 1);
    EXPECT_EQUAL(found("reads"), 1);
    EXPECT_EQUAL(found("teaching"), 1);
}

TEST("accents are not needed: Siobhan finds Siobhán, and so does Siobhán")
{
    rename_leader();
    EXPECT_EQUAL(found("Siobhan"), 1);
    EXPECT_EQUAL(found("SIOBHÁN"), 1);
    EXPECT_EQUAL(found("ni bhriain"), 1);
}

TEST("the last word finds what begins with it, the others are whole words")
{
    EXPECT_EQUAL(found("phon"), 1);
    EXPECT_EQUAL(found("early phon"), 1);
    EXPECT_EQUAL(found("phon early"), 0);
}

TEST("all words must be there")
{
    EXPECT_EQUAL(found("phonics early"), 1);
    EXPECT_EQUAL(found("phonics astronomy"), 0);
    EXPECT_EQUAL(found("that every child"), 1);
}

TEST("a code and a theme are found")
{
    EXPECT_EQUAL(found("CU-101"), 1);
    EXPECT_EQUAL(found("talk early years"), 1);
}

TEST("nothing to ask finds everything, and hostile words are words")
{
    EXPECT_EQUAL(found(""), 2);
    EXPECT_EQUAL(found("   \t "), 2);
    EXPECT_EQUAL(found("\"*()-^:"), 2);
    EXPECT_EQUAL(found("\" OR 1=1 --"), 0);
    EXPECT_EQUAL(found("phonics NEAR/2 OR NOT"), 0);
    EXPECT_EQUAL(found("phonics\" AND \"x"), 0);
    EXPECT_EQUAL(found("'; DROP TABLE course; --"), 0);
    EXPECT_EQUAL(found("& | ! <-> :*"), 2);
    EXPECT_EQUAL(found("\xE2\x80\x94 phonics \xF0\x9F\x98\x80"), 1);
}

TEST("a draft is found by nobody")
{
    EXPECT_EQUAL(found("guided"), 0);
}

TEST("a misspelt word has a likely one")
{
    const char *word;
    EXPECT_OK(catalogue_likely_word(as(&nobody), "fonics", &word));
    EXPECT_SAME(word, "phonics");
    EXPECT_OK(catalogue_likely_word(as(&nobody), "phoncis", &word));
    EXPECT_SAME(word, "phonics");
    EXPECT_OK(catalogue_likely_word(as(&nobody), "astrophysics", &word));
    EXPECT(!word);
}
