#include "platform/html/layout.h"

#include "platform/base/text.h"
#include "platform/html/field.h"
#include "tests/fixture.h"
#include "tests/test.h"

static const NavEntry entries[] = {
    { "programme", "Programme", "/courses", FRAME_PUBLIC, PUBLIC,     NULL },
    { "record",    "My record", "/record",  FRAME_PUBLIC, SIGNED_IN,  NULL },
    { "money",     "Money",     "/money",   FRAME_PUBLIC, SIGNED_IN,  NULL },
    { "budget",    "Budget",    "/budget",  FRAME_LOCAL,  SIGNED_IN,  "money" },
    { "planning",  "Planning",  "/plan",    FRAME_PUBLIC, 63,         NULL },        /* a permission that nobody holds */
    { "today",     "Today",     "/office",  FRAME_OFFICE, SIGNED_IN,  NULL },
    { "schools",   "Schools",   "/schools", FRAME_OFFICE, SIGNED_IN,  "Members" },
    { "people",    "People",    "/people",  FRAME_OFFICE, SIGNED_IN,  NULL },
    { "privacy",   "Privacy",   "/privacy", FRAME_FOOT,   PUBLIC,     NULL },
};

/* A page of a request that came for `path`, with what went before it. */
static const char *page_of(Ctx *cx, Request rq, Response *rs, Page page)
{
    layout_navigation(entries, COUNT(entries));
    rq.csrf = "token";
    rq.key = "key";
    if (!page.title) page.title = "Programme";
    Out *out = page_begin(cx, &rq, rs, page);
    html(out, "<h1>Programme</h1>");
    page_end(rs);
    EXPECT(html_whole(out));
    return html_text(out);
}

TEST("a public page says whose it is, leads past its head, and asks nobody to sign out")
{
    Response rs = { 0 };
    const char *page = page_of(as(&nobody), (Request){ .path = "/courses" }, &rs, (Page){ .current = "programme", .description = "What we offer" });
    EXPECT_HAS(page, "<title>Programme – Fleet and Wandle Learning Partnership</title>");
    EXPECT_HAS(page, "<meta name=\"description\" content=\"What we offer\">");
    EXPECT_HAS(page, "<a href=\"#main\" class=\"govuk-skip-link\"");
    EXPECT_HAS(page, "<main class=\"govuk-main-wrapper ly-read\" id=\"main\">");
    EXPECT_HAS(page, "href=\"/sign-in\">Sign in</a>");
    EXPECT_HAS(page, "<a class=\"govuk-footer__link\" href=\"/privacy\">Privacy</a>");
    EXPECT_LACKS(page, "Sign out");
    EXPECT(!rs.posts);
}

TEST("somebody signed in sees their name and post, can sign out, and such a page is never kept")
{
    Response rs = { 0 };
    Ctx *cx = as(&ann);
    const char *page = page_of(cx, (Request){ .path = "/courses" }, &rs, (Page){ 0 });
    EXPECT_HAS(page, text(cx, "href=\"/posts\"><b>%s</b><span>%s, %s</span>", ann.name, cx->who->post, cx->who->organisation));
    EXPECT_HAS(page, "action=\"/sign-out\"");
    EXPECT(rs.posts);
}

TEST("the navigation shows what this person may open, and which part they are in")
{
    Response rs = { 0 };
    const char *page = page_of(as(&nobody), (Request){ .path = "/courses" }, &rs, (Page){ .current = "programme" });
    EXPECT_HAS(page, "href=\"/courses\" aria-current=\"page\"><strong class=\"govuk-service-navigation__active-fallback\">Programme</strong>");
    EXPECT_LACKS(page, "My record");
    EXPECT_LACKS(page, "Planning");
    EXPECT_LACKS(page, "Office");
    page = page_of(as(&ann), (Request){ .path = "/courses/7" }, &rs, (Page){ .current = "programme" });
    EXPECT_HAS(page, "href=\"/courses\" aria-current=\"true\"");   /* a page inside it */
    EXPECT_HAS(page, "href=\"/record\">My record</a>");
    EXPECT_HAS(page, "href=\"/office\">Office</a>");
    EXPECT_LACKS(page, "Planning");
}

TEST("a page behind an entry with others lights that entry, for whoever sees its tab")
{
    Response rs = { 0 };
    EXPECT_HAS(page_of(as(&ann), (Request){ .path = "/budget" }, &rs, (Page){ .current = "budget" }), "href=\"/money\" aria-current=\"true\"");
    EXPECT_LACKS(page_of(as(&nobody), (Request){ .path = "/budget" }, &rs, (Page){ .current = "budget" }), "/money");
}

TEST("the office has a rail with groups instead of the public navigation")
{
    Response rs = { 0 };
    const char *page = page_of(as(&ann), (Request){ .path = "/people" }, &rs, (Page){ .frame = FRAME_OFFICE, .current = "people" });
    EXPECT_HAS(page, "<ul><li><a href=\"/office\">Today</a></li></ul>\n<h2>Members</h2><ul><li><a href=\"/schools\">Schools</a></li>"
                     "<li><a href=\"/people\" aria-current=\"page\">People</a></li></ul>");
    EXPECT_HAS(page, "<main class=\"ly-page\" id=\"main\">");
    EXPECT_LACKS(page, "govuk-service-navigation");
    EXPECT_LACKS(page, "govuk-footer");
}

TEST("a task has the band alone, and a way back")
{
    Response rs = { 0 };
    const char *page = page_of(as(&ann), (Request){ .path = "/events/1/book" }, &rs, (Page){ .frame = FRAME_TASK, .back = "/events/1" });
    EXPECT_HAS(page, "<a href=\"/events/1\" class=\"govuk-back-link\">Back</a>");
    EXPECT_HAS(page, "ly-band ly-band--tight");
    EXPECT_LACKS(page, "govuk-service-navigation");
}

TEST("breadcrumbs end with the page itself")
{
    Response rs = { 0 };
    const char *page = page_of(as(&nobody), (Request){ .path = "/events/1" }, &rs, (Page){ CRUMBS({ "Programme", "/courses" }, { "Phonics & play", NULL }) });
    EXPECT_HAS(page, "<a class=\"govuk-breadcrumbs__link\" href=\"/courses\">Programme</a></li><li class=\"govuk-breadcrumbs__list-item\" aria-current=\"page\">Phonics &amp; play</li>");
}

TEST("what the last act did is said once, and mistakes before anything else")
{
    Response rs = { 0 };
    Ctx *cx = as(&ann);
    const char *page = page_of(cx, (Request){ .path = "/courses", .flash = "3 places are booked" }, &rs, (Page){ 0 });
    EXPECT_HAS(page, "role=\"status\"");
    EXPECT_HAS(page, "<p>3 places are booked</p>");

    Error *errors = invalid(cx, "title", "Enter a title");
    errors_add(&errors, conflict(cx, "The event filled meanwhile"));
    page = page_of(cx, (Request){ .path = "/courses", .flash = "3 places are booked", .errors = errors }, &rs, (Page){ 0 });
    EXPECT_HAS(page, "<title>Error: Programme – ");
    EXPECT_HAS(page, "<li><a href=\"#title\">Enter a title</a></li><li>The event filled meanwhile</li>");
    EXPECT_LACKS(page, "3 places are booked");
}

/* ---- fields ---- */

static const char *shown(Ctx *cx, const Request *rq, void (*field)(Out *out, const Request *rq))
{
    Out *out = new(cx, Out);
    html_begin(out, cx);
    field(out, rq);
    EXPECT(html_whole(out));
    return html_text(out);
}

static void title(Out *out, const Request *rq) { field_text(out, rq, (TextInput){ .name = "title", .label = "Title", .value = "Stored" }); }
static void day(Out *out, const Request *rq)   { field_date(out, rq, (DateField){ .name = "starts_on", .legend = "First day", .stored = "2027-01-28" }); }

static void audience(Out *out, const Request *rq)
{
    field_checkboxes(out, rq, (Checkboxes){ .name = "for", .legend = "For", OPTIONS({ .value = "t", .text = "Teachers", .checked = YES }, { .value = "g", .text = "Governors" }) });
}

TEST("a form shows what is stored, and after a refusal what was typed with the mistake beside it")
{
    Ctx *cx = as(&ann);
    Request fresh = { 0 };
    EXPECT_HAS(shown(cx, &fresh, title), "value=\"Stored\"");
    EXPECT_HAS(shown(cx, &fresh, audience), "value=\"t\" checked");
    EXPECT_HAS(shown(cx, &fresh, day), "name=\"starts_on-day\" type=\"text\" value=\"28\"");
    EXPECT_HAS(shown(cx, &fresh, day), "name=\"starts_on-month\" type=\"text\" value=\"1\"");

    const Pair typed[] = { { "title", "<Typed>" }, { "for", "g" }, { "starts_on-day", "31" }, { "starts_on-month", "2" }, { "starts_on-year", "2027" } };
    Request again = { .form = typed, .form_count = COUNT(typed), .posted = true, .errors = invalid(cx, "title", "Enter a shorter title") };
    EXPECT_HAS(shown(cx, &again, title), "value=\"&lt;Typed&gt;\" aria-describedby=\"title-error\"");
    EXPECT_HAS(shown(cx, &again, title), "</span> Enter a shorter title</p>");
    EXPECT_LACKS(shown(cx, &again, audience), "value=\"t\" checked");
    EXPECT_HAS(shown(cx, &again, audience), "value=\"g\" checked");
    EXPECT_HAS(shown(cx, &again, day), "id=\"starts_on\" name=\"starts_on-day\" type=\"text\" value=\"31\"");
}

TEST("a typed date is a real day, or none, or refused about its own field")
{
    Ctx *cx = as(&ann);
    const char *date;
    Request none = { 0 };
    EXPECT_OK(form_date(cx, &none, "starts_on", "The first day", &date));
    EXPECT_SAME(date, "");
    const Pair good[] = { { "starts_on-day", " 28 " }, { "starts_on-month", "01" }, { "starts_on-year", "2027" } };
    EXPECT_OK(form_date(cx, &(Request){ .form = good, .form_count = COUNT(good) }, "starts_on", "The first day", &date));
    EXPECT_SAME(date, "2027-01-28");
    const Pair bad[] = { { "starts_on-day", "31" }, { "starts_on-month", "2" }, { "starts_on-year", "2027" } };
    Error *error = form_date(cx, &(Request){ .form = bad, .form_count = COUNT(bad) }, "starts_on", "The first day", &date);
    EXPECT_REFUSED(error, INVALID, "The first day must be a real date");
    EXPECT_SAME(error->field, "starts_on");
}

TEST("the pattern book opens for everybody and shows whole every part it knows")
{
    Visit page = visit(&nobody, "GET", "/pattern-book", NULL);
    EXPECT_EQUAL(page.status, 200);
    EXPECT_HAS(page.body, "Full, 5 waiting");
    EXPECT_HAS(page.body, "</html>");
    EXPECT_LACKS(page.body, " style=");
}
