/* The pages of guidance, as anybody sees them. */
#include "platform/base/content.h"
#include "platform/base/text.h"
#include "tests/fixture.h"

TEST("everybody reads the guidance, and every page's foot leads to it")
{
    static const char *const pages[][2] = { { "/help", "Help" }, { "/booking-terms", "Booking terms" }, { "/accessibility", "Accessibility" }, { "/privacy", "Privacy" } };
    Visit courses = visit(&nobody, "GET", "/courses", NULL);
    for (size_t i = 0; i < COUNT(pages); i++) {
        Visit page = visit(&nobody, "GET", pages[i][0], NULL);
        EXPECT_EQUAL(page.status, 200);
        EXPECT_HAS(page.body, text(test_cx(), "<h1 class=\"govuk-heading-l\">%s</h1>", pages[i][1]));
        EXPECT_HAS(page.body, "href=\"mailto:");
        EXPECT_HAS(courses.body, text(test_cx(), "<a class=\"govuk-footer__link\" href=\"%s\">", pages[i][0]));
    }
}

TEST("no guidance leads to a page that is not there")
{
    for (size_t i = 0; i < contents_count; i++) {
        if (!begins(contents[i].path, "guidance/")) continue;
        for (const char *at = contents[i].text; (at = strstr(at, "](/")); at++) {
            const char *path = text_copy(test_cx(), at + 2, strcspn(at + 2, ")"));
            int status = visit(&nobody, "GET", path, NULL).status;
            EXPECT(status == 200 || status == 303);          /* 303: to the page for signing in */
        }
    }
}

TEST("the office's own booking terms take the place of those the program brings")
{
    EXPECT_HAS(visit(&nobody, "GET", "/booking-terms", NULL).body, "Sending somebody else");
    fixture_run("INSERT INTO setting (name, value) VALUES ('terms', '## Our own terms') ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    Visit page = visit(&nobody, "GET", "/booking-terms", NULL);
    EXPECT_HAS(page.body, "Our own terms");
    EXPECT_LACKS(page.body, "Sending somebody else");
}
