/* The pages of guidance: words from content/guidance, open to everybody. */
#include <string.h>

#include "platform/base/content.h"
#include "platform/base/text.h"
#include "platform/html/layout.h"
#include "rooms/members/settings.h"

extern const RouteList guidance_pages;

static void contact(Out *out)
{
    const Partnership *partnership = out->cx->partnership;
    html(out, "<h2 class=\"govuk-heading-m\">Ask us</h2><p class=\"govuk-body\">Write to <a class=\"govuk-link\" href=\"mailto:%s\">%s</a>",
         partnership->email, partnership->email);
    if (!blank(partnership->telephone)) html(out, ", or telephone %s", partnership->telephone);
    html(out, ".</p>\n");
}

/* The first line of a file is its title; `instead`, where there is some, takes the place of the rest. */
static Error *guidance_page(Ctx *cx, const Request *rq, Response *rs, const char *name, const char *instead)
{
    const char *words = content(text(cx, "guidance/%s.md", name));
    if (!words || !begins(words, "# ")) return broken(cx, "content/guidance/%s.md is absent, or begins with no title", name);
    size_t first = strcspn(words, "\n");
    const char *title = text_copy(cx, words + 2, first - 2);

    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_PUBLIC, .current = name });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n", title);
    if (blank(instead)) html_markdown(out, words + first, 0);      /* its headings are written below its title */
    else html_markdown(out, instead, 1);
    contact(out);
    page_end(rs);
    return OK;
}

static Error *help_page(Ctx *cx, const Request *rq, Response *rs)          { return guidance_page(cx, rq, rs, "help", NULL); }
static Error *accessibility_page(Ctx *cx, const Request *rq, Response *rs) { return guidance_page(cx, rq, rs, "accessibility", NULL); }
static Error *privacy_page(Ctx *cx, const Request *rq, Response *rs)       { return guidance_page(cx, rq, rs, "privacy", NULL); }

/* What the office has set on its own page comes before what the program brings. */
static Error *terms_page(Ctx *cx, const Request *rq, Response *rs)
{
    Settings settings;
    TRY(settings_load(cx, &settings));
    return guidance_page(cx, rq, rs, "booking-terms", settings.terms);
}

static const Route routes[] = {
    GET("/help",          PUBLIC, help_page),
    GET("/accessibility", PUBLIC, accessibility_page),
    GET("/privacy",       PUBLIC, privacy_page),
    GET("/booking-terms", PUBLIC, terms_page),
};
const RouteList guidance_pages = { routes, COUNT(routes) };
