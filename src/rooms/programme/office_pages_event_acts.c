/* What the office does with an event, each after a page that says what it means. Cancelling one is booking's. */
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/clash_pages.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/review.h"

typedef struct { const char *slug, *heading, *words, *button, *done; Error *(*act)(Ctx *, int64_t); } EventAct;
static const EventAct publish = { "publish", "Publish this event?", "Everybody sees it in the programme, and can book within its booking window.", "Publish", "The event is published.", event_publish };
static const EventAct close_booking = { "close", "Close booking?", "Nobody can book any more. Those with a place keep it, and you can open booking again.", "Close booking", "Booking is closed.", event_close };
static const EventAct archive = { "archive", "Archive this event?", "It leaves the office’s lists. What people attended stays on their record.", "Archive the event", "The event is archived.", event_archive };

/* What is to be weighed before everybody sees it. */
static Error *publish_clashes(Ctx *cx, const Event *event, Clash **clashes, size_t *count)
{
    Session *sessions;
    size_t session_count;
    TRY(event_sessions(cx, event->id, &sessions, &session_count));
    return clashes_of(cx, event, sessions, session_count, clashes, count);
}

static Error *act_show(Ctx *cx, const Request *rq, Response *rs, const EventAct *act)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    const char *path = text(cx, "/office/events/%ld", rq->id);
    const Error *lacks = act == &publish ? event_lacks(cx, &event) : NULL;
    Clash *clashes = NULL;
    size_t clash_count = 0;
    if (act == &publish && !lacks) TRY(publish_clashes(cx, &event, &clashes, &clash_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = act->heading, .frame = FRAME_OFFICE, .current = "office-programme", .back = path });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", event.title, lacks ? "This event cannot be published yet" : act->heading);
    if (lacks) {
        html(out, "<ul class=\"govuk-list govuk-list--bullet\">");
        for (const Error *lack = lacks; lack; lack = lack->next) html(out, "<li>%s</li>", lack->say);
        html(out, "</ul>\n");
        govuk_button(out, (Button){ .text = "Go back and add it", .href = path });
    } else {
        html(out, "<p class=\"govuk-body\">%s</p>\n", act->words);
        clash_panel(out, clashes, clash_count);
        form_begin(cx, rq, rs, text(cx, "%s/%s", path, act->slug), false);
        govuk_button(out, (Button){ .text = act->button, .prevent_double_click = YES });
        html(out, "</form>\n");
    }
    page_end(rs);
    return OK;
}

static Error *act_submit(Ctx *cx, const Request *rq, Response *rs, const EventAct *act)
{
    TRY(act->act(cx, rq->id));
    rs->flash = act->done;
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

/* A department's draft goes to the office first. */
static Error *publish_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    if (same(event.state, "draft") && review_needed(cx)) return redirect(rs, text(cx, "/office/events/%ld/review", rq->id));
    return act_show(cx, rq, rs, &publish);
}

static Error *publish_submit(Ctx *cx, Request *rq, Response *rs)       { return act_submit(cx, rq, rs, &publish); }
static Error *close_show(Ctx *cx, const Request *rq, Response *rs)     { return act_show(cx, rq, rs, &close_booking); }
static Error *close_submit(Ctx *cx, Request *rq, Response *rs)         { return act_submit(cx, rq, rs, &close_booking); }
static Error *archive_show(Ctx *cx, const Request *rq, Response *rs)   { return act_show(cx, rq, rs, &archive); }
static Error *archive_submit(Ctx *cx, Request *rq, Response *rs)       { return act_submit(cx, rq, rs, &archive); }

static Error *copy_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Copy the event", .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Copy to another date</h1>\n<p class=\"govuk-body\">%s, with the same days between them, times, places, price and facilitators. "
              "The copy is a draft with nobody booked.</p>\n", event.title, counted(cx, event.session_count, "session", NULL));
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/copy", rq->id), false);
    field_date(out, rq, (DateField){ .name = "first_on", .legend = "First session on", .hint = event.session_count ? text(cx, "It was on %s", day_words(cx, event.starts_on)) : NULL, .stored = "" });
    govuk_button(out, (Button){ .text = "Copy the event", .prevent_double_click = YES });
    html(out, "</form>\n<p class=\"govuk-body\">Or <a class=\"govuk-link\" href=\"/office/events/%ld/repeat\">repeat it over the terms</a>, or"
              " <a class=\"govuk-link\" href=\"/office/events/%ld/template\">keep it as a template</a> from which others begin.</p>\n", rq->id, rq->id);
    page_end(rs);
    return OK;
}

static Error *copy_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *first_on;
    int64_t copy_id;
    TRY(form_date(cx, rq, "first_on", "The date of the first session", &first_on));
    TRY(event_copy(cx, rq->id, first_on, &copy_id));
    rs->flash = "This is the copy: a draft. Look through its sessions, then publish it.";
    return redirect(rs, text(cx, "/office/events/%ld", copy_id));
}

ROUTES(office_event_act_pages,
    FORM("/office/events/:id/publish", OWN_COURSES, publish_show, NULL, publish_submit),
    FORM("/office/events/:id/close",   OWN_COURSES, close_show,   NULL, close_submit),
    FORM("/office/events/:id/archive", OWN_COURSES, archive_show, NULL, archive_submit),
    FORM("/office/events/:id/copy",    OWN_COURSES, copy_show,    NULL, copy_submit),
);
