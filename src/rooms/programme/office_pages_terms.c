/* An event's places, price and booking window in the office, and a new event. */
#include <string.h>
#include "rooms/programme/office_pages.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/event_list.h"
#include "rooms/programme/event_template_pages.h"

/* ---- places, price and booking ---- */

static void moment_fields(Out *out, const Request *rq, const char *name, const char *legend, const char *hint, int64_t instant, const char *otherwise)
{
    Ctx *cx = out->cx;
    html(out, "<div class=\"ly-together\">\n");
    field_date(out, rq, (DateField){ .name = text(cx, "%s_on", name), .legend = legend, .hint = hint, .stored = instant ? date_of(cx, instant) : "" });
    field_text(out, rq, (TextInput){ .name = text(cx, "%s_time", name), .label = "At", .classes = "govuk-input--width-5", .value = instant ? clock_words(cx, instant) : otherwise });
    html(out, "</div>\n");
}

static const char *price_typed(Ctx *cx, const Event *event, int64_t pence) { return event->id ? money_table(cx, pence) + strlen("£") : ""; }

static void terms_fields(Out *out, const Request *rq, const Event *event)
{
    Ctx *cx = out->cx;
    const char *usual = event->id ? NULL : "Empty: our usual one";
    field_text(out, rq, (TextInput){ .name = "places", .label = "Places", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .inputmode = "numeric",
        .hint = event->taken ? text(cx, "%s taken already", counted(cx, event->taken, "place is", "places are")) : NULL, .value = event->places ? text(cx, "%ld", event->places) : "" });
    html(out, "<div class=\"ly-together\">\n");
    field_text(out, rq, (TextInput){ .name = "member_price", .label = "Price for members", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .prefix = "£", .hint = usual, .value = price_typed(cx, event, event->member_price_pence) });
    field_text(out, rq, (TextInput){ .name = "other_price", .label = "Price for others", .label_classes = "govuk-label--s", .classes = "govuk-input--width-5", .prefix = "£", .hint = usual, .value = price_typed(cx, event, event->other_price_pence) });
    html(out, "</div>\n");
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
    if (errors) errors_add(&errors, event_draft_check(cx, draft));   /* all mistakes at once, not a second round of them */
    return errors;
}

static Error *terms_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    TRY(event_find_own(cx, rq->id, &event));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Places, price and booking", .frame = FRAME_OFFICE, .current = "office-programme", .back = text(cx, "/office/events/%ld", rq->id) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\"><span class=\"govuk-caption-l\">%s, %s</span>Places, price and booking</h1>\n", event.title,
         event.session_count ? day_words(cx, event.starts_on) : "no date yet");
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
    TRY(courses_list(cx, &(CoursesFilter){ .words = "", .state = "", .kind = "" }, 1000, &courses, &count));
    SelectItem *items = array(cx, SelectItem, count + 1);
    items[n++] = (SelectItem){ .value = "", .text = "Choose a course" };
    for (size_t i = 0; i < count; i++)
        items[n++] = (SelectItem){ .value = text(cx, "%ld", courses[i].id), .text = text(cx, "%s %s", courses[i].code, courses[i].title) };
    field_select(out, rq, (Select){ .name = "course", .label = "Course", .label_classes = "govuk-label--s", .value = course_id ? text(cx, "%ld", course_id) : "", .items = items, .count = n });
    return OK;
}

static Error *event_new_show(Ctx *cx, const Request *rq, Response *rs)
{
    const Event fresh = { .offer_hours = 48, .joining_note = "" };
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "New event", .frame = FRAME_OFFICE, .current = "office-programme", CRUMBS({ "Programme", "/office/programme" }) });
    html(out, "<div class=\"ly-read\"><h1 class=\"govuk-heading-l\">New event</h1><p class=\"govuk-body\">A dated run of a course. Its sessions come on the next page.</p>\n");
    TRY(templates_offer(out));
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
    Error *typed = terms_typed(cx, rq, &draft);
    if (errors && !typed) typed = event_draft_check(cx, &draft);      /* of which course, and so what is usual, is not known */
    errors_add(&errors, typed);
    if (errors) return errors;
    TRY(event_add(cx, course_id, &draft, &id));
    rs->flash = "The event is saved as a draft. Say when and where it is.";
    return redirect(rs, text(cx, "/office/events/%ld/sessions/new", id));
}

ROUTES(office_terms_pages,
    FORM("/office/events/new",       OWN_COURSES, event_new_show, NULL, event_new_submit),
    FORM("/office/events/:id/terms", OWN_COURSES, terms_show,     NULL, terms_submit),
);
