/* Templates: the office keeps an event under a name, and begins others from it. */
#include "rooms/programme/event_template_pages.h"

#include "platform/base/text.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_template.h"
#include "rooms/programme/office_pages.h"

Error *templates_offer(Out *out)
{
    enum { OFFERED = 8 };
    EventTemplate *templates;
    size_t count;
    TRY(event_templates(out->cx, &templates, &count));
    if (!count) return OK;
    html(out, "<p class=\"govuk-body\">Or begin from a template:");
    for (size_t i = 0; i < count && i < OFFERED; i++) html(out, "%s <a class=\"govuk-link\" href=\"/office/events/%ld/copy\">%s</a>", i ? "," : "", templates[i].event_id, templates[i].name);
    if (count > OFFERED) html(out, ", or <a class=\"govuk-link\" href=\"/office/templates\">another of %ld</a>", (long)count);
    html(out, ".</p>\n");
    return OK;
}

static void template_row(Out *out, const Request *rq, Response *rs, const EventTemplate *template)
{
    Ctx *cx = out->cx;
    html(out, "<tr><th scope=\"row\">%s<span class=\"ly-sub\">%s</span></th><td data-label=\"Copied from\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld\">%s %s</a></td>"
              "<td data-label=\"Sessions\">%s</td><td data-label=\"Act\" class=\"ly-nowrap\"><div class=\"ly-acts\">", template->name, template->owner, template->event_id, template->code, template->title,
         text(cx, "%s, %s, %s", counted(cx, template->session_count, "session", NULL), minutes_words(cx, template->minutes), same(template->format, "online") ? "online" : template->place));
    html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld/copy\">Begin an event<span class=\"govuk-visually-hidden\"> from %s</span></a> ", template->event_id, template->name);
    form_begin(cx, rq, rs, text(cx, "/office/templates/%ld/remove", template->id), false);
    html(out, "<button type=\"submit\" class=\"ly-linklike\">Take away<span class=\"govuk-visually-hidden\"> %s</span></button></form></div></td></tr>\n", template->name);
}

static Error *templates_show(Ctx *cx, const Request *rq, Response *rs)
{
    EventTemplate *templates;
    size_t count;
    TRY(event_templates(cx, &templates, &count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Templates", .frame = FRAME_OFFICE, .current = "office-programme", .wide = true, CRUMBS({ "Programme", "/office/programme" }) });
    ly_head_begin(out, "Templates");
    html(out, "<span class=\"ly-quiet ly-small\">%s</span>", counted(cx, (int64_t)count, "template", NULL));
    ly_head_end(out, false);
    if (!count) ly_empty(out, (LyEmpty){ .title = "There are no templates yet", .words = "An event that runs well is kept under a name, on its page under Copy. Others then begin with its places, price, sessions, rules and facilitators.", .plain = true });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Templates by name", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Template" }, { .text = "Copied from" }, { .text = "Sessions" }, { .text = "Act", .hidden = true }) });
        for (size_t i = 0; i < count; i++) template_row(out, rq, rs, &templates[i]);
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *template_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Keep it as a template", .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld/copy", rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Keep it as a template</h1>\n"
              "<p class=\"govuk-body\">Whoever begins an event from it gets the places, price, sessions, rules and facilitators that this event has then.</p>\n", event.title);
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/template", rq->id), false);
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name of the template", .label_classes = "govuk-label--s", .hint = "Like Two mornings at the Town Hall", .value = "" });
    govuk_button(out, (Button){ .text = "Keep it", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *template_new_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    TRY(event_template_add(cx, rq->id, form_text(rq, "name"), &id));
    rs->flash = "The template is kept.";
    return redirect(rs, "/office/templates");
}

static Error *template_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(event_template_remove(cx, rq->id));
    rs->flash = "The template is taken away. The event it was copied from stays.";
    return redirect(rs, "/office/templates");
}

ROUTES(event_template_pages,
    GET ("/office/templates",            OWN_COURSES, templates_show),
    POST("/office/templates/:id/remove", OWN_COURSES,                    NULL, template_remove_submit),
    FORM("/office/events/:id/template",  OWN_COURSES, template_new_show, NULL, template_new_submit),
);
