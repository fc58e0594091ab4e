#include "platform/html/html.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/base/text.h"
#include "platform/html/plan.h"
#include "tests/test.h"

static Out *page(void)
{
    Ctx *cx = test_cx();
    Out *out = new(cx, Out);
    html_begin(out, cx);
    return out;
}

TEST("a value in text and in an attribute is shown as it was typed, whatever it holds")
{
    Out *out = page();
    html(out, "<td>%s</td><input value=\"%s\">", "<script>alert('x')</script> & \"Sons\"", "\" onfocus=\"steal()");
    EXPECT_SAME(html_text(out), "<td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Sons&quot;</td><input value=\"&quot; onfocus=&quot;steal()\">");
    EXPECT(html_whole(out));
}

TEST("numbers and per cent signs are written as they are")
{
    Out *out = page();
    html(out, "<td>%d of %ld, 50%%, %d, %ld</td>", 3, 12L, -7, INT64_MIN);
    EXPECT_SAME(html_text(out), "<td>3 of 12, 50%, -7, -9223372036854775808</td>");
}

TEST("a link leads to this site or to a known kind of address, and to nowhere otherwise")
{
    static const char *const good[] = { "/courses?page=2", "https://a.example/", "mailto:a@b.example", "tel:020", "#main", "?page=2", "/" };
    static const char *const bad[]  = { "javascript:steal()", "JavaScript:steal()", " javascript:steal()", "data:text/html,x", "//elsewhere.example", "/\\elsewhere.example",
                                        "/\t/elsewhere.example", "java\nscript:steal()", "courses", "" };
    for (size_t i = 0; i < COUNT(good); i++) EXPECT(html_link_is_safe(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++) {
        Out *out = page();
        html(out, "<a href=\"%s\">x</a>", bad[i]);
        EXPECT_SAME(html_text(out), "<a href=\"#\">x</a>");
    }
    Out *out = page();
    html(out, "<a href=\"%s\">x</a>", "/courses?page=2&order=date");
    EXPECT_SAME(html_text(out), "<a href=\"/courses?page=2&amp;order=date\">x</a>");
}

TEST("a value inside a link cannot leave its part of the path or the query")
{
    Out *out = page();
    html(out, "<a href=\"/schools/%s?q=%s&from=%ld\">c</a>", "../admin", "bread & jam #1", 7L);
    EXPECT_SAME(html_text(out), "<a href=\"/schools/..%2Fadmin?q=bread%20%26%20jam%20%231&from=7\">c</a>");
}

static void same_site_twice(Out *out, const char *value)
{
    for (int i = 0; i < 2; i++) {
        html(out, "%s", value);
        if (i == 0) html(out, "</p><a href=\"");
    }
    html(out, "\">x</a>");
}

TEST("the same call is safe in text and in a link: what is remembered belongs to the state of the page, too")
{
    Out *out = page();
    html(out, "<p>");
    same_site_twice(out, "javascript:<b>");
    EXPECT_SAME(html_text(out), "<p>javascript:&lt;b&gt;</p><a href=\"#\">x</a>");
}

TEST("a link that is begun in one call and goes on in the next keeps its part encoded")
{
    Out *out = page();
    html(out, "<a href=\"/courses/");
    html(out, "%s", "a/b");
    html(out, "\">x</a>");
    EXPECT_SAME(html_text(out), "<a href=\"/courses/a%2Fb\">x</a>");
}

TEST("a value that is NULL writes nothing")
{
    Out *out = page();
    const char *volatile absent = NULL;   /* the compiler would warn of a NULL that it sees */
    html(out, "<p class=\"%s\">%s</p>", absent, absent);
    EXPECT_SAME(html_text(out), "<p class=\"\"></p>");
}

TEST("a heading's level is between 1 and 6")
{
    Out *out = page();
    html(out, "<h%d>a</h%d><h%d>b</h%d>", 2, 2, 9, 9);
    EXPECT_SAME(html_text(out), "<h2>a</h2><h6>b</h6>");
}

TEST("attributes that come and go, and attributes whose name is data")
{
    Out *out = page();
    html(out, "<input type=\"checkbox\"");
    html_attr(out, "checked", true);
    html_attr(out, "disabled", false);
    html_attribute(out, "data-course", "\"7\"");
    html(out, "><a ");
    html_attribute(out, "href", "javascript:steal()");
    html(out, ">x</a>");
    EXPECT_SAME(html_text(out), "<input type=\"checkbox\" checked data-course=\"&quot;7&quot;\"><a  href=\"#\">x</a>");
    EXPECT(html_whole(out));
}

/* Mistakes that compile. Each is written by `wrong` and named by what the writer says about it. */
typedef struct { void (*write)(Out *out); const char *why; } Mistake;
static void in_a_script(Out *out)       { html(out, "<script>let name = '%s'</script>", "x"); }
static void in_a_handler(Out *out)      { html(out, "<button onclick=\"greet(%s)\">", "x"); }
static void literal_handler(Out *out)   { html(out, "<button onclick=\"greet()\">x</button>"); }
static void unquoted(Out *out)          { html(out, "<input value=%s>", "x"); }
static void spaced(Out *out)            { html(out, "<a href = \"%s\">", "/"); }
static void single_quotes(Out *out)     { html(out, "<a title='%s'>", "x"); }
static void a_name(Out *out)            { html(out, "<p %s>", "x"); }
static void an_element(Out *out)        { html(out, "<%s>", "b"); }
static void half_a_name(Out *out)       { html(out, "<inp"); }
static void half_an_attribute(Out *out) { html(out, "<input val"); }
static void a_style(Out *out)           { html(out, "<p style=\"width: %s\">", "1px"); }
static void literal_style(Out *out)     { html(out, "<p style=\"width: 1px\">x</p>"); }
static void a_frame(Out *out)           { html(out, "<iframe src=\"/\"></iframe>"); }
static void a_document(Out *out)        { html(out, "<p srcdoc=\"%s\">", "x"); }
static void unknown_attribute(Out *out) { html(out, "<p ping=\"%s\">", "x"); }
static void script_address(Out *out)    { html(out, "<a href=\"javascript:go(%s)\">", "1"); }
static void relative_address(Out *out)  { html(out, "<a href=\"courses/%s\">", "1"); }
static void other_conversion(Out *out)  { html(out, "<p>%x</p>", 7U); }
static void lone_angle(Out *out)        { html(out, "<p>1 < 2</p>"); }
static void attribute_in_text(Out *out) { html_attr(out, "checked", true); }
static void style_by_name(Out *out)     { html(out, "<p "); html_attribute(out, "style", "x"); }
static void handler_by_name(Out *out)   { html(out, "<p "); html_attribute(out, "onclick", "x"); }
static void broken_name(Out *out)       { html(out, "<p "); html_attribute(out, "data-x onclick", "x"); }

static const Mistake mistakes[] = {
    { in_a_script, "script in the page" }, { in_a_handler, "runs code" }, { literal_handler, "runs code" }, { unquoted, "without double quotes" },
    { spaced, "not well formed" }, { single_quotes, "without double quotes" }, { a_name, "outside text and quoted attributes" }, { an_element, "begins no element" },
    { half_a_name, "inside a name" }, { half_an_attribute, "inside a name" }, { a_style, "runs code" }, { literal_style, "runs code" },
    { a_frame, "does without" }, { a_document, "runs code" }, { unknown_attribute, "runs code" }, { script_address, "unknown kind" },
    { relative_address, "unknown kind" }, { other_conversion, "a conversion other than" }, { lone_angle, "begins no element" },
    { attribute_in_text, "outside an open tag" }, { style_by_name, "takes no value" }, { handler_by_name, "takes no value" }, { broken_name, "takes no value" },
};

TEST("in service a misplaced value writes nothing, and the page says that it is broken")
{
    html_strict(false);
    for (size_t i = 0; i < COUNT(mistakes); i++) {
        Out *out = page();
        html(out, "<p>before</p>");
        mistakes[i].write(out);
        EXPECT(out->broken && strstr(out->broken, mistakes[i].why));
        html(out, "<p>after</p>");
        EXPECT(!html_whole(out));
        EXPECT_LACKS(html_text(out), "after");
    }
    html_strict(true);
}

TEST("in tests a misplaced value stops the program")
{
    for (size_t i = 0; i < COUNT(mistakes); i++) {
        pid_t child = fork();
        if (!child) {
            signal(SIGABRT, SIG_DFL);
            fclose(stderr);
            html_strict(true);
            mistakes[i].write(page());
            _exit(0);
        }
        int status;
        EXPECT(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    }
}

static void write_a_row(Out *out) { html(out, "<td>%s</td>", "x"); }
static HtmlSite shared_site;

static void *write_often(void *data)
{
    Out *out = data;
    for (int i = 0; i < 2000; i++) html_write(out, &shared_site, "<td>%s</td>", "x"), out->length = 0;
    write_a_row(out);
    return NULL;
}

TEST("many threads may reach a call for the first time together")
{
    enum { THREADS = 8 };
    pthread_t threads[THREADS];
    Arena *arenas[THREADS];
    Ctx cx[THREADS];
    Out out[THREADS];
    for (int i = 0; i < THREADS; i++) {
        cx[i] = (Ctx){ .arena = arenas[i] = arena_begin(ARENA_REQUEST_LIMIT) };
        html_begin(&out[i], &cx[i]);
        EXPECT(pthread_create(&threads[i], NULL, write_often, &out[i]) == 0);
    }
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++) EXPECT_SAME(html_text(&out[i]), "<td>x</td>");
    for (int i = 0; i < THREADS; i++) arena_end(arenas[i]);
    size_t plans = 0;
    for (const HtmlPlan *plan = shared_site.plans; plan; plan = plan->next) plans++;
    EXPECT(plans >= 1 && plans <= THREADS);
}

TEST("a page larger than a request's memory is broken, and the process goes on")
{
    Arena *arena = arena_begin(1 << 20);
    Ctx cx = { .arena = arena };
    Out out;
    html_begin(&out, &cx);
    for (int i = 0; i < 100000 && !out.broken; i++) html(&out, "<p>%s</p>", "a paragraph of some length, again and again");
    EXPECT(out.broken != NULL);
    EXPECT(!html_whole(&out));
    arena_end(arena);
}

/* ---- prose ---- */

static const char *prose(const char *markdown)
{
    Out *out = page();
    html_markdown(out, markdown, 1);
    EXPECT(html_whole(out));
    return html_text(out);
}

TEST("prose is Markdown, its headings below the page's own")
{
    const char *written = prose("# Aims\n\nWe *share* what **works**.\n\n- one\n- two\n\n1. first\n\n> said\n\n---\n\n### Deep");
    EXPECT_HAS(written, "<h2 class=\"govuk-heading-m\">Aims</h2>");
    EXPECT_HAS(written, "<p class=\"govuk-body\">We <em>share</em> what <strong>works</strong>.</p>");
    EXPECT_HAS(written, "<ul class=\"govuk-list govuk-list--bullet\">\n<li>one</li>");
    EXPECT_HAS(written, "<ol class=\"govuk-list govuk-list--number\" start=\"1\">");
    EXPECT_HAS(written, "<h4 class=\"govuk-heading-s\">Deep</h4>");
    EXPECT_LACKS(written, "<h1");
}

TEST("prose brings no HTML, no script and no picture of another host")
{
    EXPECT_LACKS(prose("<script>steal()</script>\n\n<b onclick=x>hi</b>"), "<script");
    EXPECT_LACKS(prose("a <img src=x onerror=steal()> b"), "<img");
    EXPECT_HAS(prose("[go](javascript:steal())"), "href=\"#\"");
    EXPECT_HAS(prose("[go](data:text/html,x)"), "href=\"#\"");
    EXPECT_SAME(prose("![a cat](https://a.example/cat.png)"), "<p class=\"govuk-body\">a cat</p>\n");
    EXPECT_HAS(prose("Tom & Jerry \\<b>"), "Tom &amp; Jerry &lt;b&gt;");
}

TEST("prose holds tables with heads and numbers to the right, and no boxes to tick")
{
    const char *table = prose("| School | Places |\n|---|--:|\n| Osier Walk | 12 |\n");
    EXPECT_HAS(table, "<th scope=\"col\" class=\"govuk-table__header\">School</th><th scope=\"col\" class=\"govuk-table__header govuk-table__header--numeric\">Places</th>");
    EXPECT_HAS(table, "<td class=\"govuk-table__cell govuk-table__cell--numeric\">12</td>");
    EXPECT_LACKS(prose("- [ ] to do"), "<input");
}
