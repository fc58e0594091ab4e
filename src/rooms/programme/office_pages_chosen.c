/* Several events at once: what the office chose in the list is shown first, with those left out and why. */
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/review.h"

typedef struct { const char *slug, *ask, *words, *button, *done_one, *done_many; Error *(*act)(Ctx *, int64_t); } Bulk;
static const Bulk bulks[] = {
    { "publish", "Publish", "Everybody sees them in the programme, and can book within their booking windows.", "Publish", "event is published", "events are published", event_publish },
    { "close", "Close booking for", "Nobody can book any more. Those with a place keep it, and you can open booking again.", "Close booking", "event is closed for booking", "events are closed for booking", event_close },
    { "archive", "Archive", "They leave the office’s lists. What people attended stays on their record.", "Archive", "event is archived", "events are archived", event_archive },
};

/* reviewed: what a department publishes the office looks at first. */
typedef struct { const Bulk *bulk; EventsRow *events; size_t count; bool reviewed; } Chosen;

/* Why this act does not go with this event; NULL: it does. */
static const char *hindrance(Ctx *cx, const Chosen *chosen, const EventsRow *event)
{
    const Bulk *bulk = chosen->bulk;
    bool over = event->session_count && event->ends_at <= cx->now;
    if (bulk->act == event_close) return same(event->state, "published") ? NULL : "only a published event can be closed";
    if (bulk->act == event_archive) return one_of(event->state, "draft cancelled") || (one_of(event->state, "published closed") && over) ? NULL : "it is still to come, or archived already";
    if (!one_of(event->state, "draft closed")) return "it is published, cancelled or archived";
    Error *lacks = event_lacks(cx, &(Event){ .course_state = event->course_state, .session_count = event->session_count, .starts_at = event->starts_at, .places = event->places, .booking_closes_at = event->booking_closes_at });
    if (lacks) return lacks->say;
    return same(event->state, "draft") && chosen->reviewed ? "the office looks at it first: send it from its own page" : NULL;
}

/* What is chosen comes from one page of the list, which is read again as it was. */
static Error *chosen_find(Ctx *cx, const Request *rq, Chosen *chosen)
{
    EventsFilter filter;
    EventsRow *events;
    size_t count;
    *chosen = (Chosen){0};
    for (size_t i = 0; i < COUNT(bulks); i++)
        if (same(bulks[i].slug, query_value(rq, "act"))) chosen->bulk = &bulks[i];
    if (!chosen->bulk) return OK;
    chosen->reviewed = chosen->bulk->act == event_publish && review_needed(cx);
    events_filter_read(rq, &filter);
    TRY(events_list(cx, &filter, OFFICE_PAGE, &events, &count));
    chosen->events = array(cx, EventsRow, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *id = text(cx, "%ld", events[i].id);
        bool is = false;
        for (size_t q = 0; q < rq->query_count && !is; q++) is = same(rq->query[q].name, "event") && same(rq->query[q].value, id);
        if (is) chosen->events[chosen->count++] = events[i];
    }
    return OK;
}

static size_t possible(Ctx *cx, const Chosen *chosen)
{
    size_t n = 0;
    for (size_t i = 0; i < chosen->count; i++) n += !hindrance(cx, chosen, &chosen->events[i]);
    return n;
}

static void events_put(Out *out, const Chosen *chosen, bool going)
{
    Ctx *cx = out->cx;
    html(out, "<ul class=\"govuk-list govuk-list--bullet\">");
    for (size_t i = 0; i < chosen->count; i++) {
        const EventsRow *event = &chosen->events[i];
        const char *why = hindrance(cx, chosen, event);
        if (!why != going) continue;
        html(out, "<li><a class=\"govuk-link\" href=\"/office/events/%ld\">%s</a>, %s%s%s</li>", event->id, event->title, event->session_count ? day_short(cx, event->starts_on) : "no date yet", why ? ": " : "", why);
    }
    html(out, "</ul>\n");
}

static Error *chosen_show(Ctx *cx, const Request *rq, Response *rs)
{
    Chosen chosen = {0};
    if (!rq->posted) TRY(chosen_find(cx, rq, &chosen));
    size_t n = possible(cx, &chosen);
    const char *title = rq->posted ? "Nothing was changed" : n ? text(cx, "%s %s?", chosen.bulk->ask, counted(cx, (int64_t)n, "event", NULL)) : chosen.count ? "None of these can be changed this way" : "No event is chosen";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "office-programme", .back = "/office/programme" });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">%s</h1>\n", title);
    if (!chosen.count && !rq->posted) html(out, "<p class=\"govuk-body\">Tick events in the list, then choose what to do with them.</p>\n");
    if (n) {
        events_put(out, &chosen, true);
        html(out, "<p class=\"govuk-body\">%s</p>\n", chosen.bulk->words);
    }
    if (chosen.count > n) {
        html(out, "<h2 class=\"govuk-heading-s\">Left out</h2>\n");
        events_put(out, &chosen, false);
    }
    if (n) {
        form_begin(cx, rq, rs, "/office/programme/chosen", false);
        html(out, "<input type=\"hidden\" name=\"act\" value=\"%s\">", chosen.bulk->slug);
        for (size_t i = 0; i < chosen.count; i++)
            if (!hindrance(cx, &chosen, &chosen.events[i])) html(out, "<input type=\"hidden\" name=\"event\" value=\"%ld\">", chosen.events[i].id);
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = chosen.bulk->button, .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"/office/programme\">Leave them as they are</a></div></form>");
    } else govuk_button(out, (Button){ .text = "Back to the programme", .href = "/office/programme" });
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *chosen_submit(Ctx *cx, Request *rq, Response *rs)
{
    const Bulk *bulk = NULL;
    size_t n;
    int64_t id;
    const char *const *ids = form_list(cx, rq, "event", &n);
    for (size_t i = 0; i < COUNT(bulks); i++)
        if (same(bulks[i].slug, form_text(rq, "act"))) bulk = &bulks[i];
    if (!bulk || !n || n > OFFICE_PAGE) return invalid(cx, NULL, "Choose events in the list, and what to do with them");
    for (size_t i = 0; i < n; i++) {
        if (!number_parse(ids[i], 1, INT64_MAX, &id)) return missing(cx, "no event has the id %s", ids[i]);
        TRY(bulk->act(cx, id));
    }
    rs->flash = text(cx, "%s.", counted(cx, (int64_t)n, bulk->done_one, bulk->done_many));
    return redirect(rs, "/office/programme");
}

ROUTES(office_chosen_pages,
    FORM("/office/programme/chosen", OWN_COURSES, chosen_show, NULL, chosen_submit),
);
