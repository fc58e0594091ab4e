/* Sessions and facilitators of an event, in the office. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue_rooms.h"

/* ---- one session ---- */

static Error *session_of(Ctx *cx, int64_t event_id, int64_t id, Session *session)
{
    Session *sessions;
    size_t count;
    TRY(event_sessions(cx, event_id, &sessions, &count));
    for (size_t i = 0; i < count; i++) if (sessions[i].id == id) return *session = sessions[i], OK;
    return missing(cx, "session %ld is not of event %ld", id, event_id);
}

static const char *seats_words(Ctx *cx, const char *name, int64_t seats) { return seats ? text(cx, "%s (seats %ld)", name, seats) : name; }

/* One choice for both: a venue whole ("31"), or one of its rooms ("31-7"). */
static const char *place_value(Ctx *cx, int64_t venue_id, int64_t room_id)
{
    return !venue_id ? "" : room_id ? text(cx, "%ld-%ld", venue_id, room_id) : text(cx, "%ld", venue_id);
}

static Error *venue_field(Out *out, const Request *rq, const Session *session)
{
    Ctx *cx = out->cx;
    Venue *list;
    VenueRoom *rooms;
    size_t count, room_count, n = 0;
    TRY(venues(cx, false, &list, &count));
    TRY(venue_rooms_in_use(cx, &rooms, &room_count));
    SelectItem *items = array(cx, SelectItem, count + room_count + 2);
    const char *chosen = place_value(cx, session->venue_id, session->room_id);
    bool listed = !*chosen;
    items[n++] = (SelectItem){ .value = "", .text = "Choose a venue" };
    for (size_t i = 0, r = 0; i < count; i++) {
        bool has_rooms = r < room_count && rooms[r].venue_id == list[i].id;
        items[n++] = (SelectItem){ .value = place_value(cx, list[i].id, 0), .text = has_rooms ? text(cx, "%s, the whole venue", list[i].name) : seats_words(cx, list[i].name, list[i].places) };
        for (; r < room_count && rooms[r].venue_id == list[i].id; r++)
            items[n++] = (SelectItem){ .value = place_value(cx, list[i].id, rooms[r].id), .text = text(cx, "%s, %s", list[i].name, seats_words(cx, rooms[r].name, rooms[r].places)) };
    }
    for (size_t i = 0; i < n; i++) listed |= same(items[i].value, chosen);
    if (!listed) items[n++] = (SelectItem){ .value = chosen, .text = session->venue };   /* retired since */
    field_select(out, rq, (Select){ .name = "venue", .label = "Venue", .label_classes = "govuk-label--s", .value = chosen, .items = items, .count = n });
    return OK;
}

static void place_typed(Ctx *cx, const char *typed, SessionDraft *draft)
{
    const char *room = strchr(typed, '-');
    size_t length = room ? (size_t)(room - typed) : strlen(typed);
    if (!number_parse(text_copy(cx, typed, length), 1, INT64_MAX, &draft->venue_id)) draft->venue_id = 0;
    if (room && !number_parse(room + 1, 1, INT64_MAX, &draft->room_id)) draft->venue_id = 0;      /* no place that is known */
}

/* Of the venue and about the day that were typed, if any were; beside the form, which would lose them. */
static void diary_link(Out *out, const Request *rq, const Session *session)
{
    Ctx *cx = out->cx;
    SessionDraft typed = { .venue_id = session->venue_id };
    const char *on = session->id ? date_of(cx, session->starts_at) : "";
    if (rq->errors) place_typed(cx, form_text(rq, "venue"), &typed);
    if (rq->errors && form_date(cx, rq, "on", "The date", &on)) on = "";
    if (typed.venue_id) html(out, "<p class=\"govuk-body-s\"><a class=\"govuk-link\" href=\"%s\" target=\"_blank\" rel=\"noopener\">See who has the venue when (opens in a new tab)</a></p>\n",
                             text(cx, "/office/venues/%ld/diary%s%s", typed.venue_id, *on ? "?from=" : "", on));
}

/* Asked only where the hour that was typed happens twice. */
static void which_field(Out *out, const Request *rq)
{
    if (!error_for(rq, "which") && !form_has(rq, "which")) return;
    field_radios(out, rq, (Radios){ .name = "which", .legend = "Which of the two?", .legend_classes = "govuk-fieldset__legend--s",
        OPTIONS({ .value = "first", .text = "The first, before the clocks go back" }, { .value = "second", .text = "The second, after the clocks went back" }) });
}

static Error *session_fields(Out *out, const Request *rq, const Session *session)
{
    Ctx *cx = out->cx;
    bool fresh = !session->id;
    field_date(out, rq, (DateField){ .name = "on", .legend = "Date", .hint = "For example, 28 1 2027", .stored = fresh ? "" : date_of(cx, session->starts_at) });
    html(out, "<div class=\"ly-together\">\n");
    field_text(out, rq, (TextInput){ .name = "starts", .label = "Starts", .label_classes = "govuk-label--s", .hint = "Like 9.30am", .classes = "govuk-input--width-5", .value = fresh ? "" : clock_words(cx, session->starts_at) });
    field_text(out, rq, (TextInput){ .name = "ends", .label = "Ends", .label_classes = "govuk-label--s", .hint = "Like 12.30pm", .classes = "govuk-input--width-5", .value = fresh ? "" : clock_words(cx, session->ends_at) });
    html(out, "</div>\n");
    which_field(out, rq);
    field_radios(out, rq, (Radios){ .name = "place_kind", .legend = "Where people meet", .legend_classes = "govuk-fieldset__legend--s", .classes = "govuk-radios--inline govuk-radios--small", .value = fresh ? "venue" : session->place_kind,
        OPTIONS({ .value = "venue", .text = "At a venue" }, { .value = "online", .text = "Online" }, { .value = "both", .text = "Both" }) });
    TRY(venue_field(out, rq, session));
    diary_link(out, rq, session);
    field_text(out, rq, (TextInput){ .name = "online_link", .label = "Link to join online", .label_classes = "govuk-label--s", .hint = "Shown only to those with a place. It may follow later", .type = "url", .value = fresh ? "" : session->online_link });
    return OK;
}

static Error *session_typed(Ctx *cx, const Request *rq, SessionDraft *draft)
{
    *draft = (SessionDraft){ .starts = form_text(rq, "starts"), .ends = form_text(rq, "ends"), .which = form_text(rq, "which"), .place_kind = form_text(rq, "place_kind"),
                             .online_link = text_trim(cx, form_text(rq, "online_link")) };
    place_typed(cx, form_text(rq, "venue"), draft);
    return form_date(cx, rq, "on", "The date", &draft->on);
}

static Error *session_page(Ctx *cx, const Request *rq, Response *rs, const Event *event, const Session *session, const char *action)
{
    const char *title = session->id ? "Change the session" : "Add a session";
    Out *out = page_begin(cx, rq, rs, (Page){ .title = title, .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", event->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>%s</h1>\n", event->title, title);
    if (session->id && event->taken && one_of(event->state, "published closed")) ly_note(out, LY_INFO, "Everybody with a place is told of a new time or place, and their calendar changes by itself.");
    form_begin(cx, rq, rs, action, false);
    TRY(session_fields(out, rq, session));
    govuk_button(out, (Button){ .text = "Save the session", .prevent_double_click = YES });
    html(out, "</form>\n");
    if (session->id) html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"%s\">Remove this session</a></p>\n", text(cx, "%s/remove", action));
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *session_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    return session_page(cx, rq, rs, &event, &(Session){ 0 }, text(cx, "/office/events/%ld/sessions/new", rq->id));
}

static Error *session_new_submit(Ctx *cx, Request *rq, Response *rs)
{
    SessionDraft draft;
    int64_t id;
    TRY(session_typed(cx, rq, &draft));
    TRY(session_add(cx, rq->id, &draft, &id));
    rs->flash = "The session is added.";
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

static Error *session_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Session session = {0};
    TRY(event_find_own(cx, rq->id, &event));
    TRY(session_of(cx, rq->id, rq->id2, &session));
    return session_page(cx, rq, rs, &event, &session, text(cx, "/office/events/%ld/sessions/%ld", rq->id, rq->id2));
}

static Error *session_submit(Ctx *cx, Request *rq, Response *rs)
{
    SessionDraft draft;
    TRY(session_typed(cx, rq, &draft));
    TRY(session_change(cx, rq->id, rq->id2, &draft));
    rs->flash = "The session is saved.";
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

static Error *session_remove_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Session session = {0};
    TRY(event_find_own(cx, rq->id, &event));
    TRY(session_of(cx, rq->id, rq->id2, &session));
    const char *back = text(cx, "/office/events/%ld/sessions/%ld", rq->id, rq->id2);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Remove the session", .frame = FRAME_OFFICE, .current = "office-programme", .back = back });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Remove the session of %s?</h1>\n<p class=\"govuk-body\">%s. ", event.title,
         day_words(cx, date_of(cx, session.starts_at)), clock_range(cx, session.starts_at, session.ends_at));
    if (same(event.state, "draft") || !event.taken) html(out, "Nobody is booked, so nobody is told.</p>\n");
    else html(out, "The %s told by email that the event has changed, and their calendars change with it.</p>\n", counted(cx, event.taken, "person with a place is", "people with a place are"));
    form_begin(cx, rq, rs, text(cx, "%s/remove", back), false);
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Remove the session", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"%s\">Keep it</a></div></form></div>\n", back);
    page_end(rs);
    return OK;
}

static Error *session_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(session_remove(cx, rq->id, rq->id2));
    rs->flash = "The session is removed.";
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

/* ---- facilitators ---- */

static Error *facilitators_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Facilitator *people;
    size_t count = 0;
    const char *words = query_value(rq, "q");
    TRY(event_find_own(cx, rq->id, &event));
    if (letters(words) >= 2 && letters(words) <= 100) TRY(facilitator_candidates(cx, words, &people, &count));

    const char *path = text(cx, "/office/events/%ld/facilitators", rq->id);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Add a facilitator", .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s</span>Add a facilitator</h1>\n", event.title);
    ly_filterbar_begin(out, path);
    ly_filter_text(out, "q", "Name or email address", "search", words);
    ly_filterbar_end(out, "Find");
    if (*words && !count) html(out, "<p class=\"govuk-body\">Nobody is found. Enter at least two letters of a name or address; people are added under Schools and people.</p>\n");
    if (count) {
        form_begin(cx, rq, rs, path, false);
        Option *items = array(cx, Option, count);
        for (size_t i = 0; i < count; i++)
            items[i] = (Option){ .value = text(cx, "%ld", people[i].person_id), .text = people[i].name, .hint = *people[i].organisation ? text(cx, "%s, %s", people[i].post, people[i].organisation) : NULL };
        field_radios(out, rq, (Radios){ .name = "person", .legend = "Who leads it?", .legend_classes = "govuk-fieldset__legend--s", .items = items, .count = count });
        govuk_button(out, (Button){ .text = "Add to the event", .prevent_double_click = YES });
        html(out, "</form>\n");
    }
    html(out, "</div>\n");
    page_end(rs);
    return OK;
}

static Error *facilitators_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t person_id = form_number(rq, "person", 0);
    if (!person_id) return invalid(cx, "person", "Find and choose who leads the event");
    TRY(facilitator_add(cx, rq->id, person_id));
    rs->flash = "The facilitator is added, and is asked by email whether they lead it: at once, or when the event is published.";
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

static Error *facilitator_remove_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(facilitator_remove(cx, rq->id, rq->id2));
    rs->flash = "The facilitator is removed.";
    return redirect(rs, text(cx, "/office/events/%ld", rq->id));
}

ROUTES(office_session_pages,
    FORM("/office/events/:id/sessions/new",            OWN_COURSES, session_new_show,  NULL, session_new_submit),
    FORM("/office/events/:id/sessions/:id",            OWN_COURSES, session_show,      NULL, session_submit),
    FORM("/office/events/:id/sessions/:id/remove",     OWN_COURSES, session_remove_show, NULL, session_remove_submit),
    FORM("/office/events/:id/facilitators",            OWN_COURSES, facilitators_show, NULL, facilitators_submit),
    POST("/office/events/:id/facilitators/:id/remove", OWN_COURSES,                    NULL, facilitator_remove_submit),
);
