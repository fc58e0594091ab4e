/* One event in the office: its cockpit, its terms, and the acts on it. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/event_list.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue.h"

typedef struct { int64_t happened_at; const char *what, *detail, *name; } Happened;
static const Column happened_row[] = { COLUMN(Happened, happened_at), COLUMN(Happened, what), COLUMN(Happened, detail), COLUMN(Happened, name) };
SQL(event_history, "SELECT t.happened_at, t.what, t.detail, p.name FROM trail t LEFT JOIN person p ON p.id = t.person_id WHERE t.subject_id = $1 ORDER BY t.id DESC LIMIT 12");

/* ---- cockpit ---- */

static void head(Out *out, const Event *event)
{
    Ctx *cx = out->cx;
    const char *status, *path = text(cx, "/office/events/%ld", event->id);
    LyMeaning meaning = event_meaning(event->state, event->places, event->taken, &status);
    bool over = event->session_count && event->ends_at <= cx->now, live = one_of(event->state, "published closed");
    ly_head_begin(out, event->title);
    ly_status(out, meaning, status);
    ly_head_buttons(out);
    ly_small_button(out, "See its page", text(cx, "/events/%ld", event->id), false);
    if (event->session_count) ly_small_button(out, "Copy", text(cx, "%s/copy", path), false);
    if (live && !over) ly_small_button(out, "Cancel event", text(cx, "%s/cancel", path), false);
    if (one_of(event->state, "draft cancelled") || (live && over)) ly_small_button(out, "Archive", text(cx, "%s/archive", path), false);
    if (same(event->state, "published") && !over) ly_small_button(out, "Close booking", text(cx, "%s/close", path), false);
    if (same(event->state, "closed") && !over) ly_small_button(out, "Open booking again", text(cx, "%s/publish", path), true);
    if (same(event->state, "draft")) ly_small_button(out, "Publish", text(cx, "%s/publish", path), true);
    ly_head_end(out, true);
    if (event->session_count)
        html(out, "<p class=\"ly-small ly-quiet govuk-!-margin-top-0\">%s, %s. %s%s%s</p>\n", day_words(cx, event->starts_on), clock_words(cx, event->starts_at),
             same(event->format, "online") ? "Online" : event->place, *event->led_by ? ". Led by " : "", event->led_by);
}

static void figures(Out *out, const Event *event)
{
    Ctx *cx = out->cx;
    ly_figures_begin(out);
    ly_figure(out, "Places taken", text(cx, "%ld of %ld", event->taken, event->places), NULL);
    ly_figure(out, "Waiting", text(cx, "%ld", event->waiting), text(cx, "an offer is kept for %s", counted(cx, event->offer_hours, "hour", NULL)));
    ly_figure(out, "Price", money_words(cx, event->member_price_pence), text(cx, "others %s", money_words(cx, event->other_price_pence)));
    ly_figure(out, "Booking closes", event->session_count ? day_short(cx, date_of(cx, event_books_until(event))) : "–",
              event->booking_opens_at > cx->now ? text(cx, "opens %s", date_words(cx, date_of(cx, event->booking_opens_at))) : NULL);
    ly_figures_end(out);
}

static void sessions_panel(Out *out, const Event *event, const Session *sessions, size_t count, bool changeable)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Sessions", .tone = LY_FLUSH, .end_text = changeable ? "Add a session" : NULL, .end_href = text(cx, "/office/events/%ld/sessions/new", event->id) });
    if (!count) html(out, "<p class=\"ly-small\">No session yet. An event is published once it has one.</p>");
    if (count) ly_table_begin(out, (LyTable){ .caption = "Sessions by date", .boxed = true, LY_COLUMNS({ .text = "When" }, { .text = "Where" }, { .text = "Acts", .hidden = true }) });
    for (size_t i = 0; i < count; i++) {
        const Session *session = &sessions[i];
        const char *on = date_of(cx, session->starts_at);
        html(out, "<tr><th scope=\"row\">%s<span class=\"ly-sub\">%s</span></th><td>%s", day_words(cx, on), clock_range(cx, session->starts_at, session->ends_at),
             same(session->place_kind, "online") ? "Online" : session->venue);
        if (same(session->place_kind, "both")) html(out, " and online");
        if (!same(session->place_kind, "venue")) html(out, "<span class=\"ly-sub\">%s</span>", *session->online_link ? session->online_link : "No link yet");
        html(out, "</td><td class=\"ly-num\">");
        if (changeable)
            html(out, "<a class=\"govuk-link\" href=\"/office/events/%ld/sessions/%ld\">Change<span class=\"govuk-visually-hidden\"> the session of %s</span></a>", event->id, session->id, day_words(cx, on));
        html(out, "</td></tr>\n");
    }
    if (count) ly_table_end(out);
    ly_panel_end(out);
}

static void leaders_panel(Out *out, const Request *rq, Response *rs, const Event *event, const Facilitator *leaders, size_t count)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Led by", .end_text = "Add a facilitator", .end_href = text(cx, "/office/events/%ld/facilitators", event->id) });
    if (!count) html(out, "<p class=\"ly-small\">Nobody is named yet.</p>");
    for (size_t i = 0; i < count; i++) {
        ly_person(out, leaders[i].name, *leaders[i].organisation ? text(cx, "%s, %s", leaders[i].post, leaders[i].organisation) : NULL);
        form_begin(cx, rq, rs, text(cx, "/office/events/%ld/facilitators/%ld/remove", event->id, leaders[i].person_id), false);
        html(out, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary ly-small-button\" data-module=\"govuk-button\">Remove"
                  "<span class=\"govuk-visually-hidden\"> %s</span></button></form>\n", leaders[i].name);
    }
    ly_panel_end(out);
}

static void terms_panel(Out *out, const Event *event, bool changeable)
{
    Ctx *cx = out->cx;
    ly_panel_begin(out, (LyPanel){ .title = "Places, price and booking", .end_text = changeable ? "Change" : NULL, .end_href = text(cx, "/office/events/%ld/terms", event->id) });
    ly_facts_begin(out, false);
    ly_fact(out, "Booking opens", event->booking_opens_at ? moment_words(cx, event->booking_opens_at) : "when it is published");
    ly_fact(out, "Booking closes", event->booking_closes_at ? moment_words(cx, event->booking_closes_at) : "when the first session starts");
    ly_fact(out, "Free to cancel", event->cancel_by ? text(cx, "until %s", moment_words(cx, event->cancel_by)) : "until the first session starts");
    ly_fact(out, "An offered place", text(cx, "is kept for %s", counted(cx, event->offer_hours, "hour", NULL)));
    ly_facts_end(out);
    ly_panel_end(out);
    if (!*event->joining_note) return;
    ly_panel_begin(out, (LyPanel){ .title = "Joining note", .tone = LY_TINT });
    html_markdown(out, event->joining_note, 3);
    ly_panel_end(out);
}

static const char *happened_words(const char *what)
{
    static const struct { const char *what, *words; } known[] = {
        { "event.added", "Added" }, { "event.changed", "Places, price or booking changed" }, { "event.published", "Published" }, { "event.reopened", "Booking opened again" },
        { "event.closed", "Booking closed" }, { "event.cancelled", "Cancelled" }, { "event.archived", "Archived" }, { "event.copied", "Copied from another event" },
        { "session.added", "Session added" }, { "session.changed", "Session moved or changed" }, { "session.removed", "Session removed" },
        { "facilitator.added", "Facilitator added" }, { "facilitator.removed", "Facilitator removed" },
    };
    for (size_t i = 0; i < COUNT(known); i++) if (same(known[i].what, what)) return known[i].words;
    return what;
}

static Error *history_panel(Out *out, int64_t event_id)
{
    Ctx *cx = out->cx;
    Happened *rows;
    size_t count;
    TRY(db_list(cx, event_history, happened_row, &rows, &count, INT(event_id)));
    if (!count) return OK;
    ly_panel_begin(out, (LyPanel){ .title = "History" });
    ly_history_begin(out);
    for (size_t i = 0; i < count; i++)
        ly_happened(out, happened_words(rows[i].what), *rows[i].name ? rows[i].name : "the system", moment_words(cx, rows[i].happened_at),
                    begins(rows[i].what, "event.changed") && *rows[i].detail ? rows[i].detail : NULL);
    ly_history_end(out);
    ly_panel_end(out);
    return OK;
}

static Error *event_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Session *sessions;
    Facilitator *leaders;
    size_t count, leader_count;
    TRY(event_find_own(cx, rq->id, &event));
    TRY(event_sessions(cx, rq->id, &sessions, &count));
    TRY(event_facilitators(cx, rq->id, &leaders, &leader_count));
    bool changeable = !one_of(event.state, "cancelled archived");

    Out *out = page_begin(cx, rq, rs, (Page){ .title = event.title, .frame = FRAME_OFFICE, .current = "office-programme", .wide = true,
        CRUMBS({ "Programme", "/office/programme" }, { event.code, text(cx, "/office/courses/%ld", event.course_id) }) });
    head(out, &event);
    figures(out, &event);
    html(out, "<div class=\"ly-split ly-split--even\"><div>\n");
    sessions_panel(out, &event, sessions, count, changeable);
    leaders_panel(out, rq, rs, &event, leaders, leader_count);
    html(out, "</div><div>\n");
    terms_panel(out, &event, changeable);
    TRY(history_panel(out, event.id));
    html(out, "</div></div>\n");
    page_end(rs);
    return OK;
}

/* ---- places, price and booking ---- */

static void moment_fields(Out *out, const Request *rq, const char *name, const char *legend, const char *hint, int64_t instant, const char *otherwise)
{
    Ctx *cx = out->cx;
    field_date(out, rq, (DateField){ .name = text(cx, "%s_on", name), .legend = legend, .hint = hint, .stored = instant ? date_of(cx, instant) : "" });
    field_text(out, rq, (TextInput){ .name = text(cx, "%s_time", name), .label = "At", .classes = "govuk-input--width-5", .value = instant ? clock_words(cx, instant) : otherwise });
}

static void terms_fields(Out *out, const Request *rq, const Event *event)
{
    Ctx *cx = out->cx;
    field_text(out, rq, (TextInput){ .name = "places", .label = "Places", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .inputmode = "numeric",
        .hint = event->taken ? text(cx, "%s taken already", counted(cx, event->taken, "place is", "places are")) : NULL, .value = event->places ? text(cx, "%ld", event->places) : "" });
    field_text(out, rq, (TextInput){ .name = "member_price", .label = "Price for members", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .prefix = "£", .value = money_table(cx, event->member_price_pence) + strlen("£") });
    field_text(out, rq, (TextInput){ .name = "other_price", .label = "Price for others", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .prefix = "£", .value = money_table(cx, event->other_price_pence) + strlen("£") });
    moment_fields(out, rq, "opens", "Booking opens", "Leave empty for as soon as it is published", event->booking_opens_at, "9am");
    moment_fields(out, rq, "closes", "Booking closes", "Leave empty for when the first session starts", event->booking_closes_at, "5pm");
    moment_fields(out, rq, "cancel", "Free to cancel until", "Leave empty for until the first session starts", event->cancel_by, "5pm");
    field_text(out, rq, (TextInput){ .name = "offer_hours", .label = "An offered place is kept for", .label_classes = "govuk-label--s", .classes = "govuk-input--width-3", .suffix = "hours", .inputmode = "numeric",
        .value = text(cx, "%ld", event->offer_hours) });
    field_textarea(out, rq, (Textarea){ .name = "joining_note", .label = "Joining note", .label_classes = "govuk-label--s", .hint = "For those with a place: what to bring, where to park", .rows = 5, .value = event->joining_note });
}

static Error *terms_typed(Ctx *cx, const Request *rq, EventDraft *draft)
{
    Error *errors = OK;
    *draft = (EventDraft){ .places = form_number(rq, "places", 0), .offer_hours = form_number(rq, "offer_hours", 0), .member_price = form_text(rq, "member_price"),
                           .other_price = form_text(rq, "other_price"), .opens_time = form_text(rq, "opens_time"), .closes_time = form_text(rq, "closes_time"),
                           .cancel_time = form_text(rq, "cancel_time"), .joining_note = form_text(rq, "joining_note") };
    errors_add(&errors, form_date(cx, rq, "opens_on", "The day on which booking opens", &draft->opens_on));
    errors_add(&errors, form_date(cx, rq, "closes_on", "The day on which booking closes", &draft->closes_on));
    errors_add(&errors, form_date(cx, rq, "cancel_on", "The day until which cancelling is free", &draft->cancel_on));
    return errors;
}

static Error *terms_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Places, price and booking", .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">Places, price and booking</h1>\n");
    form_begin(cx, rq, rs, text(cx, "/office/events/%ld/terms", rq->id), false);
    terms_fields(out, rq, &event);
    govuk_button(out, (Button){ .text = "Save", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *terms_submit(Ctx *cx, Request *rq, Response *rs)
{
    EventDraft draft;
    TRY(terms_typed(cx, rq, &draft));
    TRY(event_change(cx, rq->id, &draft));
    rs->flash = "Places, price and booking are saved.";
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

/* ---- a new event ---- */

static Error *course_field(Out *out, const Request *rq, int64_t course_id)
{
    Ctx *cx = out->cx;
    CoursesRow *courses;
    size_t count, n = 0;
    TRY(courses_list(cx, "", 0, 1000, &courses, &count));
    SelectItem *items = array(cx, SelectItem, count + 1);
    items[n++] = (SelectItem){ .value = "", .text = "Choose a course" };
    for (size_t i = 0; i < count; i++)
        if (!same(courses[i].state, "archived")) items[n++] = (SelectItem){ .value = text(cx, "%ld", courses[i].id), .text = text(cx, "%s %s", courses[i].code, courses[i].title) };
    field_select(out, rq, (Select){ .name = "course", .label = "Course", .label_classes = "govuk-label--s", .value = course_id ? text(cx, "%ld", course_id) : "", .items = items, .count = n });
    return OK;
}

static Error *event_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Event fresh = { .offer_hours = 48, .joining_note = "" };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New event", .frame = FRAME_OFFICE, .current = "office-programme", CRUMBS({ "Programme", "/office/programme" }) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">New event</h1><p class=\"govuk-body\">A dated run of a course. Its sessions come on the next page.</p>\n");
    form_begin(cx, rq, rs, "/office/events/new", false);
    TRY(course_field(out, rq, query_number(rq, "course", 0)));
    terms_fields(out, rq, &fresh);
    govuk_button(out, (Button){ .text = "Save and add its sessions", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    page_end(rs);
    return OK;
}

static Error *event_new_submit(Ctx *cx, Request *rq, Response *rs)
{
    EventDraft draft;
    int64_t id, course_id = form_number(rq, "course", 0);
    Error *errors = course_id ? OK : invalid(cx, "course", "Choose the course that this is a date of");
    errors_add(&errors, terms_typed(cx, rq, &draft));
    if (errors) return errors;
    TRY(event_add(cx, course_id, &draft, &id));
    rs->flash = "The event is saved as a draft. Say when and where it is.";
    return redirect(rs, text(cx, "/office/events/%ld/sessions/new", id));
}

ROUTES(office_event_pages,
    FORM("/office/events/new",       OWN_COURSES, event_new_show, NULL, event_new_submit),
    GET ("/office/events/:id",       OWN_COURSES, event_show),
    FORM("/office/events/:id/terms", OWN_COURSES, terms_show,     NULL, terms_submit),
);
