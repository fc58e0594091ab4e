/* Booking: the form for one or many colleagues, and the page that says what was booked. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "platform/html/ly/ly.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"

enum { STRANGERS = 3 };   /* rows for people not listed; more come with a second booking */

static const char *when_words(Ctx *cx, const Event *event)
{
    const char *day = day_words(cx, event->starts_on), *first = clock_words(cx, event->starts_at);
    return event->session_count > 1 ? text(cx, "%s, %s, the first of %ld sessions", day, first, (long)event->session_count)
                                    : text(cx, "%s, %s", day, clock_range(cx, event->starts_at, event->ends_at));
}

static const char *where_words(const Event *event) { return same(event->format, "online") ? "Online" : blank(event->place) ? "Place to be announced" : event->place; }

static bool books_others(const Ctx *cx) { return may(cx, BOOK_PLACES) && cx->who->organisation_id; }

/* ---- the form ---- */

static void picker(Out *out, const Request *rq, const Event *event, const Colleague *people, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<fieldset class=\"govuk-fieldset govuk-form-group%s\" aria-describedby=\"who-hint\">", error_for(rq, "people") ? " govuk-form-group--error" : "");
    html(out, "<legend class=\"govuk-fieldset__legend govuk-fieldset__legend--m\"><h2 class=\"govuk-fieldset__heading\">Who is coming?</h2></legend>\n");
    html(out, "<div id=\"who-hint\" class=\"govuk-hint\">People at %s. Tick everybody who should have a place.</div>", cx->who->organisation);
    if (error_for(rq, "people")) govuk_error_message(out, (ErrorMessage){ .id = "people-error", .text = error_for(rq, "people") });
    ly_picker_begin(out);
    for (size_t i = 0; i < n; i++) {
        const char *id = text(cx, "%ld", (long)people[i].id);
        ly_pick(out, (LyPick){ .id = i ? text(cx, "person-%s", id) : "people", .name = "person", .value = id, .person = people[i].name,
                               .what = *people[i].title ? people[i].title : people[i].role, .checked = form_ticked(rq, "person", id) });
    }
    ly_picker_end(out);
    html(out, "</fieldset>\n");
    (void)event;
}

static void strangers(Out *out, const Request *rq)
{
    Ctx *cx = out->cx;
    bool typed = false;
    for (int i = 1; i <= STRANGERS; i++) typed |= !blank(form_text(rq, text(cx, "name_%d", i))) || !blank(form_text(rq, text(cx, "email_%d", i)));
    govuk_details_begin(out, (Details){ .summary = "Somebody not listed", .open = typed });
    html(out, "<p class=\"govuk-body\">We send them an invitation to join; their place is held at once.</p>\n");
    for (int i = 1; i <= STRANGERS; i++) {
        html(out, "<div class=\"ly-split ly-split--even\">");
        field_text(out, rq, (TextInput){ .name = text(cx, "name_%d", i), .label = i == 1 ? "Name" : text(cx, "Name of person %d", i), .autocomplete = "off" });
        field_text(out, rq, (TextInput){ .name = text(cx, "email_%d", i), .label = i == 1 ? "Work email address" : text(cx, "Work email address of person %d", i),
                                         .type = "email", .autocomplete = "off", .spellcheck = NO });
        html(out, "</div>\n");
    }
    govuk_details_end(out);
}

static void summary(Out *out, const Event *event, int64_t price, bool member)
{
    Ctx *cx = out->cx;
    int64_t left = event->waiting ? 0 : event->places - event->taken;
    html(out, "<aside class=\"ly-sticky\" aria-label=\"Summary of this booking\">");
    ly_panel_begin(out, (LyPanel){ .title = "What a place costs", .tone = LY_MIST });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\"><b>%s</b><br>%s<br>%s</p>", event->title, when_words(cx, event), where_words(event));
    ly_sum_begin(out);
    ly_sum_row(out, member ? "One place, as a member" : "One place", money_table(cx, price), true);
    ly_sum_end(out);
    ly_panel_end(out);
    html(out, "<div class=\"ly-small ly-quiet\"><p class=\"govuk-!-margin-top-0\">");
    if (left > 0) html(out, "%s left when this page opened. A place is yours when you confirm, not before. If fewer are left than you ask for,"
                            " those first in your list get them and the others join the waiting list.", counted(cx, left, "place was", "places were"));
    else html(out, "The event is full. Whoever you choose joins the waiting list: schools that have nobody on the event yet come first, then everybody in the order of asking.");
    html(out, "</p>");
    if (event->cancel_by) html(out, "<p class=\"govuk-!-margin-bottom-0\">Cancel until %s. Another colleague can come instead at any time before the start.</p>", moment_words(cx, event->cancel_by));
    html(out, "</div></aside>");
}

static Error *book_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Registration mine = {0};
    Colleague *people = NULL;
    size_t n = 0;
    const char *why;
    bool member, already;
    int64_t price;
    TRY(event_find(cx, rq->id, &event));
    if (!event_visible(cx, &event)) return missing(cx, "event %ld is a draft", (long)rq->id);
    TRY(event_price(cx, &event, cx->who->organisation_id, &price, &member));
    TRY(registration_mine(cx, rq->id, &mine, &already));
    if (books_others(cx)) TRY(colleagues(cx, cx->who->organisation_id, "", &people, &n));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Book: %s", event.title), .frame = FRAME_PUBLIC, .current = "programme",
                                              .back = text(cx, "/events/%ld", (long)rq->id), .wide = true });
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">Book places: %s</h1>\n", event.title);
    html(out, "<p class=\"ly-quiet govuk-!-margin-top-0\">%s, %s</p>\n", when_words(cx, &event), where_words(&event));
    if (!event_bookable(cx, &event, &why)) {
        ly_empty(out, (LyEmpty){ .title = why, .words = "Other dates and courses are in the programme.", .act = "See the programme", .act_href = "/courses" });
    } else if (already && !books_others(cx)) {
        ly_empty(out, (LyEmpty){ .title = same(mine.state, "confirmed") ? "You have a place on this event" : "You are on the waiting list of this event",
                                 .words = "There is nothing more to book.", .act = "See your registration", .act_href = text(cx, "/registrations/%ld", (long)mine.id) });
    } else {
        html(out, "<div class=\"ly-split ly-split--right\"><div>");
        form_begin(cx, rq, rs, text(cx, "/events/%ld/book", (long)rq->id), false);
        if (books_others(cx)) {
            picker(out, rq, &event, people, n);
            strangers(out, rq);
        } else {
            html(out, "<h2 class=\"govuk-heading-m\">A place for you</h2>");
            ly_person(out, cx->who->name, cx->who->organisation_id ? cx->who->organisation : cx->who->email);
        }
        if (price) field_text(out, rq, (TextInput){ .name = "purchase_order", .label = "Purchase order number (optional)", .label_classes = "govuk-label--s",
                                                    .hint = "Only if your school uses them. It appears on what we send to be paid.", .classes = "govuk-input--width-10" });
        html(out, "<div class=\"ly-buttons govuk-!-margin-top-6\">");
        bool full = event.waiting || event.taken >= event.places;
        govuk_button(out, (Button){ .text = full ? "Join the waiting list" : books_others(cx) ? "Confirm the places" : "Confirm my place", .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"/events/%ld\">Do not book</a></div></form></div>", (long)rq->id);
        summary(out, &event, price, member);
        html(out, "</div>");
    }
    page_end(rs);
    return OK;
}

/* Everybody ticked, then whoever was typed in. */
static Error *invitees_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    size_t ticked;
    const char *const *ids = form_list(cx, rq, "person", &ticked);
    Invitee *people = array(cx, Invitee, ticked + STRANGERS + 1);
    request->people = people;
    if (!books_others(cx)) {
        people[request->count++] = (Invitee){ .person_id = cx->who->id, .name = cx->who->name, .email = cx->who->email };
        return OK;
    }
    for (size_t i = 0; i < ticked; i++) {
        int64_t id;
        if (!number_parse(ids[i], 1, INT64_MAX, &id)) return invalid(cx, "people", "Choose people from the list");
        people[request->count++] = (Invitee){ .person_id = id };
    }
    for (int i = 1; i <= STRANGERS; i++) {
        const char *name = text_trim(cx, form_text(rq, text(cx, "name_%d", i))), *email = text_trim(cx, form_text(rq, text(cx, "email_%d", i)));
        if (!blank(name) || !blank(email)) people[request->count++] = (Invitee){ .name = name, .email = email };
    }
    return OK;
}

static Error *book_submit(Ctx *cx, Request *rq, Response *rs)
{
    Booked booked;
    BookingRequest request = { .event_id = rq->id, .organisation_id = cx->who->organisation_id, .purchase_order = form_text(rq, "purchase_order") };
    TRY(invitees_read(cx, rq, &request));
    TRY(booking_make(cx, &request, &booked));
    bool oneself = booked.count == 1 && booked.places[0].person_id == cx->who->id;
    return redirect(rs, oneself ? text(cx, "/registrations/%ld", (long)booked.places[0].registration_id) : text(cx, "/bookings/%ld", (long)booked.id));
}

/* ---- what was booked ---- */

static void state_status(Out *out, const Registration *r)
{
    if (same(r->state, "confirmed")) ly_status(out, LY_GOOD, "Booked");
    else if (same(r->state, "waiting")) ly_status(out, LY_WARN, "On the waiting list");
    else if (same(r->state, "offered")) ly_status(out, LY_INFO, "Offered a place");
    else ly_status(out, LY_QUIET, same(r->state, "lapsed") ? "Offer lapsed" : "Cancelled");
}

static Error *booking_page(Ctx *cx, const Request *rq, Response *rs)
{
    Booking booking = {0};
    Event event = {0};
    Registration *list;
    size_t n, confirmed = 0, waiting = 0;
    TRY(booking_find(cx, rq->id, &booking));
    TRY(event_find(cx, booking.event_id, &event));
    TRY(registrations_of_booking(cx, booking.id, &list, &n));
    for (size_t i = 0; i < n; i++) confirmed += same(list[i].state, "confirmed"), waiting += one_of(list[i].state, "waiting offered");

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Your booking", .frame = FRAME_PUBLIC, .current = "bookings", .wide = true,
                                              CRUMBS({ "Bookings", "/bookings" }, { event.title, NULL }) });
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    const char *title = confirmed ? text(cx, "%s booked", counted(cx, (int64_t)confirmed, "place is", "places are"))
                                  : waiting ? text(cx, "%s on the waiting list", counted(cx, (int64_t)waiting, "person is", "people are")) : "Nothing is booked any more";
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">%s</h1>\n<p class=\"ly-lede\">%s: %s, %s.</p>\n", title, event.title, when_words(cx, &event), where_words(&event));
    ly_panel_begin(out, (LyPanel){0});
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < n; i++) {
        html(out, "<li class=\"ly-row ly-row--apart\"><a class=\"govuk-link govuk-link--no-underline\" href=\"/registrations/%ld\">", (long)list[i].id);
        ly_person(out, list[i].name, list[i].email);
        html(out, "</a>");
        state_status(out, &list[i]);
        html(out, "</li>\n");
    }
    html(out, "</ul>");
    ly_panel_end(out);
    html(out, "<h2 class=\"govuk-heading-m\">What happens next</h2><ol class=\"govuk-list govuk-list--number\">");
    if (confirmed) html(out, "<li>Everybody with a place gets an email with a calendar invitation. If a date moves, the invitation moves with it.</li>");
    if (waiting) html(out, "<li>When a place comes free, the next on the list is offered it by email and has %s to take it.</li>", counted(cx, event.offer_hours, "hour", NULL));
    html(out, "<li>Choose a name above to send a colleague instead, or to cancel.</li></ol>\n");
    html(out, "</div><aside class=\"ly-sticky\" aria-label=\"Receipt\">");
    ly_panel_begin(out, (LyPanel){ .title = "Receipt", .tone = LY_MIST });
    ly_sum_begin(out);
    ly_sum_row(out, text(cx, "%s at %s", counted(cx, (int64_t)confirmed, "place", NULL), money_table(cx, booking.price_pence)), money_table(cx, (int64_t)confirmed * booking.price_pence), false);
    ly_sum_row(out, "In all", money_table(cx, (int64_t)confirmed * booking.price_pence), true);
    ly_sum_end(out);
    html(out, "<p class=\"ly-small\">Booked by %s at %s.", booking.booker, moment_words(cx, booking.booked_at));
    if (!blank(booking.purchase_order)) html(out, " Purchase order %s.", booking.purchase_order);
    html(out, "</p>");
    ly_panel_end(out);
    html(out, "</aside></div>");
    page_end(rs);
    return OK;
}

ROUTES(booking_pages,
    FORM("/events/:id/book", SIGNED_IN, book_show, NULL, book_submit),
    GET ("/bookings/:id",    SIGNED_IN, booking_page),
);
