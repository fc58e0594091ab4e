/* Whether an event goes ahead that needs a number of people: those that wait for an answer, and the page on which it is given. */
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/event_people.h"
#include "rooms/booking/go_ahead.h"
#include "rooms/booking/home_pages.h"
#include "rooms/members/permission.h"

enum { BOOKED_SHOWN = 12, NEEDS_SHOWN = 3 };

static const char *booked_words(Ctx *cx, int64_t taken, int64_t people) { return text(cx, "%ld of the %ld it needs", (long)taken, (long)people); }

/* ---- those that wait ---- */

static Error *list_page(Ctx *cx, const Request *rq, Response *rs)
{
    GoAhead *list;
    size_t n;
    TRY(go_aheads_open(cx, &list, &n));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "To go ahead or not", .frame = FRAME_OFFICE, .current = "office-today", .back = "/office", .wide = true });
    ly_head_begin(out, "To go ahead or not");
    html(out, "<span class=\"ly-quiet ly-small\">Events that fewer people have booked than they need, and whose day to decide has come</span>");
    ly_head_end(out, false);
    if (!n) ly_empty(out, (LyEmpty){ .title = "Nothing is to be decided", .words = "An event’s rules say how many people it needs and on which day that is decided. Where there are fewer, it stands here from that morning.", .act = "See the programme", .act_href = "/office/programme" });
    else {
        html(out, "<div class=\"ly-panel ly-panel--flush\">");
        ly_table_begin(out, (LyTable){ .caption = "Events to decide about, the soonest first", .boxed = true, .phone = true, LY_COLUMNS({ .text = "Event" }, { .text = "Date" }, { .text = "Booked" }, { .text = "Decide on" }, { .text = "If nobody does" }) });
        for (size_t i = 0; i < n; i++)
            html(out, "<tr><th scope=\"row\"><a class=\"govuk-link govuk-link--no-visited-state\" href=\"/office/events/%ld/decide\">%s</a></th><td class=\"ly-nowrap\" data-label=\"Date\">%s</td><td class=\"ly-nowrap\" data-label=\"Booked\">%s</td>"
                      "<td class=\"ly-nowrap\" data-label=\"Decide on\">%s</td><td data-label=\"If nobody does\">%s</td></tr>\n", (long)list[i].event_id, list[i].title, date_words(cx, list[i].starts_on), booked_words(cx, list[i].taken, list[i].people),
                 date_words(cx, list[i].decide_on), list[i].cancels ? "It is cancelled" : "Asked again tomorrow");
        ly_table_end(out);
        html(out, "</div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *need_find(Ctx *cx, void **rows, size_t *count) { return go_aheads_open(cx, (GoAhead **)rows, count); }

static void need_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    const GoAhead *list = rows;
    Ctx *cx = out->cx;
    (void)rq, (void)rs;
    for (size_t i = 0; i < count && i < NEEDS_SHOWN; i++)
        ly_need(out, text(cx, "Does %s go ahead?", list[i].title), text(cx, "%s. %s are booked.%s", day_words(cx, list[i].starts_on), booked_words(cx, list[i].taken, list[i].people),
                list[i].cancels ? " It is cancelled tomorrow if nobody decides." : ""), "Decide", text(cx, "/office/events/%ld/decide", (long)list[i].event_id));
    if (count > NEEDS_SHOWN) ly_need(out, counted(cx, (int64_t)count - NEEDS_SHOWN, "more event is", "more events are"), "Fewer are booked than they need.", "See them all", "/office/decisions");
}

extern const HomeNeed go_ahead_need;
const HomeNeed go_ahead_need = { OWN_COURSES, need_find, need_show };

/* ---- one of them ---- */

typedef struct { Event event; MinimumRule rule; GoAheadAnswer answer; EventPeople people; Registration *booked; size_t booked_count; } Look;

static Error *look_read(Ctx *cx, int64_t id, Look *look)
{
    TRY(event_find_own(cx, id, &look->event));
    TRY(minimum_rule_find(cx, id, &look->rule));
    TRY(go_ahead_answer(cx, id, &look->rule, &look->answer));
    TRY(event_people(cx, id, &look->people));
    return registrations_of_event(cx, id, &look->booked, &look->booked_count);
}

static void figures(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    const Event *event = &look->event;
    ly_figures_begin(out);
    ly_figure(out, "Booked", text(cx, "%ld", (long)event->taken), text(cx, "of the %ld it needs%s", (long)look->rule.people, look->people.organisations ? text(cx, ", from %s", counted(cx, look->people.organisations, "school or organisation", "schools and organisations")) : ""));
    ly_figure(out, "Places", text(cx, "%ld", (long)event->places), event->waiting ? text(cx, "%ld waiting", (long)event->waiting) : NULL);
    ly_figure(out, "First session", day_short(cx, event->starts_on), text(cx, "in %s", counted(cx, date_days_between(cx->today, event->starts_on), "day", NULL)));
    ly_figure(out, "Decided on", day_short(cx, look->rule.decide_on), look->rule.cancels ? "or cancelled the day after" : "or asked again each morning");
    ly_figures_end(out);
}

static void who_is_booked(Out *out, const Look *look)
{
    Ctx *cx = out->cx;
    size_t shown = 0, all = 0;
    ly_panel_begin(out, (LyPanel){ .title = "Who is booked", .end_text = "Everybody", .end_href = text(cx, "/office/events/%ld/registrations", (long)look->event.id) });
    for (size_t i = 0; i < look->booked_count; i++) all += one_of(look->booked[i].state, "confirmed offered");
    if (!all) html(out, "<p class=\"ly-small\">Nobody yet.</p>");
    else html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < look->booked_count && shown < BOOKED_SHOWN; i++) {
        const Registration *r = &look->booked[i];
        if (!one_of(r->state, "confirmed offered")) continue;
        html(out, "<li>%s%s%s</li>", r->name, *r->organisation ? ", " : "", r->organisation);
        shown++;
    }
    if (all) html(out, "</ul>");
    if (all > shown) html(out, "<p class=\"ly-small ly-quiet\">And %ld more.</p>", (long)(all - shown));
    ly_panel_end(out);
}

typedef struct { const Request *rq; const Look *look; } Fields;

static void why_reveal(Out *out, const void *data)
{
    const Fields *fields = data;
    field_textarea(out, fields->rq, (Textarea){ .name = "why", .label = "What everybody booked reads", .rows = 3, .value = "Too few people could come on this day.", .hint = "Say what you offer instead, if you can: We will hold it in March." });
}

static void later_reveal(Out *out, const void *data)
{
    const Fields *fields = data;
    field_date(out, fields->rq, (DateField){ .name = "decide_on", .legend = "Decided on", .hint = text(out->cx, "Before the first session, on %s", day_words(out->cx, fields->look->event.starts_on)), .stored = "" });
}

static void answers(Out *out, const Request *rq, Response *rs, const Look *look)
{
    Ctx *cx = out->cx;
    const Event *event = &look->event;
    const Fields fields = { rq, look };
    const char *told = event->taken + event->waiting ? text(cx, "%s told, and every place is freed. This cannot be undone", counted(cx, event->taken + event->waiting, "person is", "people are")) : "Nobody is booked, so nobody is written to. This cannot be undone";
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/decide", (long)event->id), false);
    html(out, "<input type=\"hidden\" name=\"day\" value=\"%s\">", form_value(rq, "day", look->rule.decide_on));
    field_radios(out, rq, (Radios){ .name = "answer", .legend = "Does it go ahead?", .legend_classes = "govuk-fieldset__legend--m",
        OPTIONS({ .value = "ahead", .text = "It goes ahead", .hint = "The event’s page says so. Whoever is booked keeps their place, and nobody is written to." },
                { .value = "off", .text = "It does not", .hint = told, .reveal = why_reveal, .data = &fields },
                { .value = "later", .text = "Decide on a later day", .hint = "Booking goes on. You are asked again that morning, unless enough people are booked by then.", .reveal = later_reveal, .data = &fields }) });
    html(out, "<div class=\"ly-buttons govuk-!-margin-bottom-6\">");
    govuk_button(out, (Button){ .text = "Save the decision", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld\">Not now</a></div></form>\n", (long)event->id);
}

static Error *decide_show(Ctx *cx, const Request *rq, Response *rs)
{
    Look look = {0};
    TRY(look_read(cx, rq->id, &look));
    const Event *event = &look.event;
    const char *path = text(cx, "/office/events/%ld", (long)rq->id);
    bool live = one_of(event->state, "published closed") && event->starts_at > cx->now;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "To go ahead or not: %s", event->title), .frame = FRAME_OFFICE, .current = "office-programme", .back = path, .wide = true });
    html(out, "<h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>To go ahead or not</h1>\n", event->title, event->session_count ? day_words(cx, event->starts_on) : "no date yet");
    if (!look.rule.people) ly_empty(out, (LyEmpty){ .title = "It goes ahead with any number of people", .words = "Its rules can say how many people it needs, and on which day that is decided.", .act = "Its rules", .act_href = text(cx, "%s/rules", path), .plain = true });
    else if (!live) ly_empty(out, (LyEmpty){ .title = "There is nothing to decide", .words = same(event->state, "cancelled") ? "This event is cancelled, and everybody booked is told." : "This is decided about a published event that has not begun.", .act = "See the event", .act_href = path, .plain = true });
    else if (same(look.answer.decided, "ahead")) ly_empty(out, (LyEmpty){ .title = "It goes ahead", .words = *look.answer.decider ? text(cx, "%s decided so at %s.", look.answer.decider, moment_words(cx, look.answer.decided_at)) : "Enough people are booked.", .act = "See the event", .act_href = path, .plain = true });
    else {
        figures(out, &look);
        html(out, "<div class=\"ly-split ly-split--right\"><div class=\"ly-narrow\">");
        answers(out, rq, rs, &look);
        html(out, "</div><aside aria-label=\"Who is booked\">");
        who_is_booked(out, &look);
        html(out, "</aside></div>\n");
    }
    page_end(rs);
    return OK;
}

static Error *decide_submit(Ctx *cx, Request *rq, Response *rs)
{
    const char *answer = form_text(rq, "answer"), *day = form_text(rq, "day"), *later;
    if (same(answer, "ahead")) {
        TRY(go_ahead_decide(cx, rq->id, day));
        rs->flash = "It goes ahead, and its page says so.";
    } else if (same(answer, "off")) {
        TRY(go_ahead_call_off(cx, rq->id, day, form_text(rq, "why")));
        rs->flash = "The event is cancelled. Everybody booked is being told.";
    } else if (same(answer, "later")) {
        TRY(form_date(cx, rq, "decide_on", "The day on which it is decided", &later));
        TRY(go_ahead_put_off(cx, rq->id, day, later));
        rs->flash = text(cx, "It is decided on %s.", date_words(cx, later));
    } else return invalid(cx, "answer", "Choose whether it goes ahead");
    return redirect(rs, text(cx, "/office/events/%ld", (long)rq->id));
}

ROUTES(go_ahead_pages,
    GET ("/office/decisions",         OWN_COURSES, list_page),
    FORM("/office/events/:id/decide", OWN_COURSES, decide_show, NULL, decide_submit),
);
