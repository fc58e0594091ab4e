/* The materials of an event, for whoever prepares it: added, put in order, shared. The same pages for the office and for who leads it. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/stored_file.h"
#include "platform/documents/file_kind.h"
#include "rooms/members/permission.h"
#include "rooms/programme/material.h"
#include "rooms/programme/office_pages.h"

enum { MATERIAL_KINDS = FILES_TEXT | FILES_SLIDES | FILES_SHEETS | FILES_PICTURE };

/* ---- the page of whoever prepares ---- */

/* The office's frame with the event's tabs, or for who leads it and is not of the office a page of its own. */
static Out *frame_begin(Ctx *cx, const Request *rq, Response *rs, const Event *event, const char *title)
{
    bool office = may(cx, READ_PROGRAMME);
    const char *back = text(cx, "/events/%ld/materials", (long)event->id);
    Out *out;
    if (title) out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "%s: %s", title, event->title), .frame = office ? FRAME_OFFICE : FRAME_PUBLIC, .current = office ? "office-programme" : "facilitating", .back = back });
    else if (office) out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Materials: %s", event->title), .frame = FRAME_OFFICE, .current = "office-programme", .wide = true,
                                                        CRUMBS({ "Programme", "/office/programme" }, { event->code, course_page_path(cx, event->course_id) }) });
    else out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Materials: %s", event->title), .frame = FRAME_PUBLIC, .current = "facilitating", .back = "/facilitating", .wide = true });
    if (title) html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>%s</h1>\n", event->title, event->session_count ? day_words(cx, event->starts_on) : "no date yet", title);
    else if (office) event_head(out, event), event_tabs(out, event, "materials");
    else html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Materials</h1>\n<p class=\"ly-lede\">%s, %s</p>\n", event->title, event->session_count ? day_words(cx, event->starts_on) : "no date yet");
    return out;
}

static void act(Out *out, const Request *rq, Response *rs, const Material *m, const char *what, const char *words)
{
    form_begin(out->cx, rq, rs, text(out->cx, "/materials/%ld/%s", (long)m->id, what), false);
    html(out, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\" data-module=\"govuk-button\">%s<span class=\"govuk-visually-hidden\"> %s</span></button></form>", words, m->name);
}

static const char *shown_words(Ctx *cx, const Event *event, const Material *m)
{
    if (!m->shared_at) return "Not shared yet";
    if (material_is_shown(cx, event, m)) return "Shared";
    return event->session_count ? text(cx, "Shown from %s", moment_words(cx, event->ends_at)) : "Shown when the event is over";
}

static void table_put(Out *out, const Request *rq, Response *rs, const Event *event, bool changeable, const char *moment, const Material *list, size_t count)
{
    Ctx *cx = out->cx;
    bool before = same(moment, "before");
    size_t n = 0;
    ly_panel_begin(out, (LyPanel){ .title = before ? "Before the event" : "After the event", .tone = LY_FLUSH, .end_text = "Add a file or a link", .end_href = changeable ? text(cx, "/events/%ld/materials/new?for=%s", (long)event->id, moment) : NULL });
    for (size_t i = 0; i < count; i++) {
        const Material *m = &list[i];
        if (!same(m->moment, moment)) continue;
        if (!n) ly_table_begin(out, (LyTable){ .caption = before ? "Materials before the event, in their order" : "Materials after the event, in their order", .boxed = true, .phone = true,
            LY_COLUMNS({ .text = "What" }, { .text = "Who sees it" }, { .text = "Acts", .hidden = true }) });
        html(out, "<tr><th scope=\"row\"><span><a class=\"govuk-link govuk-link--no-visited-state\" href=\"%s\">%s</a><span class=\"ly-sub\">%s</span></span></th><td data-label=\"Who sees it\">", material_address(cx, m), m->name, material_kind_words(cx, m));
        ly_status_tiny(out, !m->shared_at ? LY_WARN : material_is_shown(cx, event, m) ? LY_GOOD : LY_INFO, shown_words(cx, event, m));
        html(out, "</td><td class=\"ly-nowrap\"><div class=\"ly-acts\">");
        if (changeable && n) act(out, rq, rs, m, "up", "Move up");
        if (changeable) act(out, rq, rs, m, "remove", "Remove");
        html(out, "</div></td></tr>\n");
        n++;
    }
    if (n) ly_table_end(out);
    else html(out, "<p class=\"ly-small ly-quiet ly-panel__foot\">%s</p>", before ? "Nothing yet. A reading, a form to fill in, or slides to look at beforehand." : "Nothing yet. Slides, notes and templates, shown when the last session is over.");
    ly_panel_end(out);
}

static size_t unshared(const Material *list, size_t count, const char *moment)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) n += !list[i].shared_at && (!moment || same(list[i].moment, moment));
    return n;
}

/* What to do next: nobody sees what is added until it is shared. */
static void share_put(Out *out, const Request *rq, Response *rs, const Event *event, const Material *list, size_t count)
{
    Ctx *cx = out->cx;
    size_t before = unshared(list, count, "before"), after = unshared(list, count, "after");
    bool later = after && event->ends_at > cx->now;
    if (!before && !after) return;
    ly_needs_begin(out);
    ly_need_begin(out, text(cx, "%s not shared yet", counted(cx, (int64_t)(before + after), "material is", "materials are")),
                  text(cx, "Whoever has a place then sees %s%s, and is told by email, once for all of them.", before + after == 1 ? "it" : "them",
                       !later ? "" : before ? " (those for after the event when it is over)" : " when the event is over"));
    form_begin(cx, rq, rs, text(cx, "/events/%ld/materials/share", (long)event->id), false);
    govuk_button(out, (Button){ .text = before + after == 1 ? "Share it" : "Share them", .prevent_double_click = YES });
    html(out, "</form>");
    ly_need_end(out);
    ly_needs_end(out);
}

static Error *materials_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Material *list;
    size_t n;
    bool changeable;
    TRY(materials_event(cx, rq->id, &event, &changeable));
    TRY(materials_of(cx, rq->id, &list, &n));
    Out *out = frame_begin(cx, rq, rs, &event, NULL);
    if (changeable) share_put(out, rq, rs, &event, list, n);
    html(out, "<p class=\"govuk-body ly-read govuk-!-margin-top-4\">Files and links for those who have a place, and for nobody else. They find them on the event’s page and with their place.</p>\n");
    table_put(out, rq, rs, &event, changeable, "before", list, n);
    table_put(out, rq, rs, &event, changeable, "after", list, n);
    page_end(rs);
    return OK;
}

/* ---- adding ---- */

static Error *new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    bool changeable;
    TRY(materials_event(cx, rq->id, &event, &changeable));
    if (!changeable) return missing(cx, "the materials of event %ld stay as they are", (long)rq->id);
    Out *out = frame_begin(cx, rq, rs, &event, "Add a file or a link");
    form_begin(cx, rq, rs, text(cx, "/events/%ld/materials/new", (long)rq->id), true);
    field_radios(out, rq, (Radios){ .name = "moment", .legend = "When is it for?", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--small",
        .value = same(query_value(rq, "for"), "after") ? "after" : "before",
        OPTIONS({ .value = "before", .text = "Before the event", .hint = "Seen as soon as you share it" }, { .value = "after", .text = "After the event", .hint = "Seen when the last session is over" }) });
    field_file(out, rq, (FileUpload){ .name = "file", .label = "A file", .label_classes = "govuk-label--s", .accept = file_kind_accept(cx, MATERIAL_KINDS), .hint = text(cx, "%s. No macros", file_kind_words(cx, MATERIAL_KINDS, MATERIAL_BYTES_MOST)) });
    field_text(out, rq, (TextInput){ .name = "link", .label = "Or a link", .label_classes = "govuk-label--s", .type = "url", .spellcheck = NO, .hint = "To a shared document or a film, beginning with https://. Whoever opens it leaves this site" });
    field_text(out, rq, (TextInput){ .name = "name", .label = "What people see", .label_classes = "govuk-label--s", .hint = "Like Slides of the morning. A file without one is called by its own name" });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Add it", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/events/%ld/materials\">Add nothing</a></div></form></div>\n", (long)rq->id);
    page_end(rs);
    return OK;
}

/* What the file is takes longer to find out than the writer has, and so does writing it; a stranger's is not even looked at. */
static Error *new_prepare(Ctx *cx, Request *rq, Response *rs)
{
    const Upload *file = form_upload(rq, "file");
    const FileKind *kind = NULL;
    Event event = {0};
    bool changeable;
    int64_t *id = rq->prepared = new(cx, int64_t);
    (void)rs;
    TRY(materials_event(cx, rq->id, &event, &changeable));
    if (!changeable || !file || (!file->length && blank(file->name))) return OK;
    TRY(file_kind_check(cx, "file", file->bytes, file->length, MATERIAL_KINDS, MATERIAL_BYTES_MOST, &kind));
    return stored_file_stage(cx, file->name, kind->type, kind->ending, file->bytes, file->length, id);
}

static Error *new_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t id;
    TRY(material_add(cx, &(Material){ .event_id = rq->id, .moment = form_text(rq, "moment"), .name = form_text(rq, "name"), .link = text_trim(cx, form_text(rq, "link")), .file_id = *(const int64_t *)rq->prepared }, &id));
    rs->flash = "It is added. Nobody else sees it until you share it";
    return redirect(rs, text(cx, "/events/%ld/materials", (long)rq->id));
}

/* ---- the other acts ---- */

static Error *up_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t event_id;
    TRY(material_up(cx, rq->id, &event_id));
    return redirect(rs, text(cx, "/events/%ld/materials", (long)event_id));
}

static Error *remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t event_id;
    TRY(material_remove(cx, rq->id, &event_id));
    rs->flash = "It is removed, and nobody sees it any more";
    return redirect(rs, text(cx, "/events/%ld/materials", (long)event_id));
}

static Error *share_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t count;
    TRY(materials_share(cx, rq->id, &count));
    rs->flash = count == 1 ? "It is shared. Whoever has a place is told by email" : "They are shared. Whoever has a place is told by email";
    return redirect(rs, text(cx, "/events/%ld/materials", (long)rq->id));
}

ROUTES(material_pages,
    GET   ("/events/:id/materials",       SIGNED_IN, materials_show),
    UPLOAD("/events/:id/materials/new",   SIGNED_IN, new_show, new_prepare, new_submit),
    POST  ("/events/:id/materials/share", SIGNED_IN, NULL, share_submit),
    POST  ("/materials/:id/up",           SIGNED_IN, NULL, up_submit),
    POST  ("/materials/:id/remove",       SIGNED_IN, NULL, remove_submit),
);
