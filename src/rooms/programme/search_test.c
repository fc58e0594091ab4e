/* Full text: the same questions get the same answers on both stores. */
#include <string.h>
#include "platform/base/text.h"
#include "rooms/programme/catalogue.h"
#include "rooms/programme/search_forgive.h"
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

/* ---- slips ---- */

static void words_in_courses(void)
{
    fixture_run("UPDATE course SET search_words = search_words || ' safeguarding children behaviour wellbeing first aid mathematics organisation programme counselling curriculum"
                " paediatric sciences governors assessment inclusion' WHERE id = 51");
    fixture_run("UPDATE course SET search_words = search_words || ' governance grammar dyslexia theatre colour headteachers' WHERE id = 52");
}

static const char *meant(const char *typed)
{
    SearchForgiven forgiven = {0};
    Ctx *cx = as(&nobody);
    EXPECT_OK(search_forgive(cx, search_question(cx, typed), &forgiven));
    return forgiven.better ? forgiven.better : "";
}

TEST("what is typed with a slip is taken for the word that was meant")
{
    static const char *const slips[][2] = {
        { "phonix", "phonics" }, { "fonics", "phonics" }, { "phoncis", "phonics" }, { "safegarding", "safeguarding" }, { "safeguading", "safeguarding" }, { "behavoir", "behaviour" },
        { "mathmatix", "mathematics" }, { "grammer", "grammar" }, { "govenors", "governors" }, { "dislexia", "dyslexia" }, { "asessment", "assessment" }, { "curiculum", "curriculum" },
        { "headteechers", "headteachers" }, { "sceinces", "sciences" }, { "safegua", "" }, { "safegard", "safeguarding" },
    };
    words_in_courses();
    for (size_t i = 0; i < COUNT(slips); i++) EXPECT_SAME(meant(slips[i][0]), slips[i][1]);
}

TEST("American spelling, the other number of a word, words run together and words torn apart are put right")
{
    static const char *const slips[][2] = {
        { "behavior", "behaviour" }, { "pediatric", "paediatric" }, { "theater", "theatre" }, { "color", "colour" },
        { "firstaid", "first aid" }, { "well being", "wellbeing" }, { "safe guarding", "safeguarding" }, { "curricula", "curriculum" },
    };
    words_in_courses();
    for (size_t i = 0; i < COUNT(slips); i++) EXPECT_SAME(meant(slips[i][0]), slips[i][1]);
    EXPECT_EQUAL(found("organization"), 1);                /* these find it as they are, by what both begin with */
    EXPECT_EQUAL(found("counseling"), 1);
}

TEST("words come in any order, and each that is only begun is finished")
{
    words_in_courses();
    EXPECT_EQUAL(found("aid phonics"), 1);
    EXPECT_EQUAL(found("phonics aid"), 1);
    EXPECT_SAME(meant("phon early"), "phonics early");
    EXPECT_SAME(meant("safegarding phonix"), "safeguarding phonics");
    EXPECT_SAME(meant("safeguarding phonix"), "safeguarding phonics");
}

TEST("what finds something is left alone, and so is what is like nothing")
{
    words_in_courses();
    EXPECT_SAME(meant("phonics"), "");
    EXPECT_SAME(meant("governor"), "");
    EXPECT_SAME(meant("astrophysics"), "");
    EXPECT_SAME(meant("phonics astrophysics"), "");
    EXPECT_SAME(meant("mead"), "");                        /* a short word that begins otherwise is another one */
    EXPECT_SAME(meant("12345"), "");
    EXPECT_SAME(meant("guidedd"), "");                     /* a draft teaches nobody its words */
}

TEST("words that no event has together are offered alone")
{
    SearchForgiven forgiven = {0};
    words_in_courses();
    EXPECT_OK(search_forgive(as(&nobody), "phonix grammar", &forgiven));
    EXPECT_SAME(forgiven.better, "phonics grammar");
    EXPECT_EQUAL(forgiven.alone_count, 2);
    EXPECT_SAME(forgiven.alone[0], "phonics");
    EXPECT_SAME(forgiven.alone[1], "grammar");
}

TEST("a question of many unknown words, a very long word and letters of any kind are borne")
{
    SearchForgiven forgiven = {0};
    words_in_courses();
    EXPECT_SAME(meant("phonix safegarding behavoir grammer dislexia"), "");
    EXPECT_SAME(meant("phonicsphonicsphonicsphonicsphonicsphonics"), "");
    EXPECT_SAME(meant("ph\xC3\xB6nix"), "phonics");
    Ctx *cx = as(&nobody);
    for (unsigned seed = 1; seed < 60; seed++) {
        static const char *const bits[] = { "ph", "onix", " ", "a", "\xD0\xBF", "\xE6\x95\x99", "safe", "99", "  ", "guarding", "\xF0\x9F\x98\x80", "-" };
        Draft typed = { .cx = cx };
        for (unsigned i = 0, state = seed * 2654435761u; i < seed; i++) state = state * 1664525u + 1013904223u, draft_add(&typed, "%s", bits[(state >> 16) % COUNT(bits)]);
        EXPECT_OK(search_forgive(cx, search_question(cx, draft_text(&typed)), &forgiven));
        EXPECT(!forgiven.better || utf8_valid(forgiven.better, strlen(forgiven.better)));
    }
}

TEST("of a very long text its beginning and its end are learnt, and no word that was cut")
{
    fixture_run("UPDATE course SET search_words = 'astronomy ' || replace(CAST('0000000000' AS TEXT), '0', 'botanybotanybotanybotanybotany zoology geography history latin greek polish turkish ') || 'physics' WHERE id = 51");
    EXPECT_SAME(meant("astronmy"), "astronomy");
    EXPECT_SAME(meant("phisics"), "physics");
    fixture_run("UPDATE course SET search_words = replace(CAST('0000000000' AS TEXT), '0', '0000000000000000000000000000000 11111111111111111111111111 22222222222222222222222222222222222222222222222 33333333333333333333333333333333 ') || 'x' WHERE id = 51");
    fixture_run("UPDATE course SET search_words = substr(search_words, 1, 1497) || 'chemistry' || substr(search_words, 1497) WHERE id = 51");
    EXPECT_SAME(meant("chemm"), "");
}
