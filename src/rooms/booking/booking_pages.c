/* Booking: the form for one or many colleagues, and the page that says what was booked. */
#include <string.h>

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/ballot.h"
#include "rooms/booking/book_form_pages.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/charge.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"
#include "rooms/programme/event_discount.h"

enum {
    STRANGERS = 3,       /* rows for people not listed; more come with a second booking */
    FRESH = 10 * 60,     /* so long a booking is news to whoever made it */
};

static const char *when_words(Ctx *cx, const Event *event) { return held_words(cx, event->starts_on, event->starts_at, event->ends_at, event->session_count); }
static const char *where_words(Ctx *cx, const Event *event) { return held_where(cx, event->format, event->place); }

bool books_others(const Ctx *cx) { return may(cx, BOOK_PLACES) && cx->who->organisation_id; }

/* Else the form would have room for themself alone, and they would wonder where their colleagues are. */
static Error *colleagues_withheld(Ctx *cx)
{
    return cx->who->withheld >> BOOK_PLACES & 1 ? unproven(cx, "person %ld books for others", (long)cx->who->id) : OK;
}

/* ---- the form ---- */

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

static const char *have(Ctx *cx, const char *const *names, size_t n, const char *what)
{
    return n ? text(cx, "%s %s %s. ", names_joined(cx, names, n), n == 1 ? "has" : "have", what) : "";
}

/* Whoever comes back to the form, perhaps by the browser's own way, sees first what it has done already. Whether anybody is here. */
static bool here_already(Out *out, int64_t event_id, const Picker *picker)
{
    Ctx *cx = out->cx;
    const char **placed = array(cx, const char *, picker->count + 1), **waiting = array(cx, const char *, picker->count + 1), **asking = array(cx, const char *, picker->count + 1);
    size_t places = 0, waits = 0, asks = 0;
    for (size_t i = 0; i < picker->count; i++) {
        const Colleague *person = &picker->people[i];
        if (picker_waits(picker, person->id)) waiting[waits++] = person->name;
        else if (picker_asks(picker, person->id)) asking[asks++] = person->name;
        else if (picker_is_here(picker, person->id)) placed[places++] = person->name;
    }
    if (!places && !waits && !asks) return false;
    html(out, "<p class=\"govuk-body\">%s%s%s<a class=\"govuk-link\" href=\"/bookings?event=%ld\">Everybody from your school on this event</a></p>\n",
         have(cx, placed, places, "a place already"), have(cx, waiting, waits, "joined the waiting list already"), have(cx, asking, asks, "asked for a place already"), (long)event_id);
    return true;
}

/* What a place costs, and why that. */
static void summary(Out *out, const BookForm *form)
{
    Ctx *cx = out->cx;
    const Event *event = form->event;
    int64_t price = form->price;
    int64_t left = event->waiting ? 0 : event->places - event->taken;
    html(out, "<aside class=\"ly-sticky\" aria-label=\"Summary of this booking\">");
    ly_panel_begin(out, (LyPanel){ .title = "Your booking", .tone = LY_MIST });
    html(out, "<p class=\"ly-small govuk-!-margin-top-0\"><b>%s</b><br>%s<br>%s</p>", event->title, when_words(cx, event), where_words(cx, event));
    ly_sum_begin(out);
    ly_sum_row(out, "Each place", price ? money_table(cx, price) : "Free", true);
    ly_sum_end(out);
    if (*form->price_why) html(out, "<p class=\"ly-small\">%s.</p>", form->price_why);
    if (*form->discounts) html(out, "<p class=\"ly-small\">%s.</p>", form->discounts);
    if (!*form->price_why && event->member_price_pence != event->other_price_pence && cx->who->organisation_id)
        html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">%s</p>", form->standing->member
                 ? text(cx, "%s is a member school. Others pay %s.", cx->who->organisation, money_words(cx, event->other_price_pence))
                 : text(cx, "%s is not a member school. Members pay %s.", cx->who->organisation, event->member_price_pence ? money_words(cx, event->member_price_pence) : "nothing"));
    const char *covered = covered_words(cx, form->covers, form->most);
    if (*covered) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\"><b>%s</b></p>", covered);
    ly_panel_end(out);
    html(out, "<div class=\"ly-small ly-quiet\"><p class=\"govuk-!-margin-top-0\">");
    if (same(form->step, "ballot")) html(out, "Nobody has a place until the ballot is drawn, and only whoever then has one pays for it. We write with the result.");
    else if (*form->step) html(out, "%s first. No place is kept meanwhile; once it is approved, a free place is taken, or one on the waiting list as of now. We write as soon as it is decided.",
                          same(form->step, "school") ? text(cx, "Whoever books for %s approves it", cx->who->organisation) : text(cx, "%s approves each place", cx->partnership->name));
    else if (left > 0) html(out, "%s left when this page opened. A place is yours when you confirm, not before.%s", counted(cx, left, "place was", "places were"),
                       books_others(cx) ? " If fewer are left than you ask for, those first in your list get them and the others join the waiting list." : "");
    else html(out, "The event is full, so this is a place on the waiting list: schools that have nobody on the event yet come first, then everybody in the order of asking."
                   " You pay only when a place comes free and is taken.");
    html(out, "</p>");
    if (form->free_until > cx->now) html(out, "<p>Cancel free until <b>%s</b>. ", soon_words(cx, form->free_until));
    else html(out, "<p>Cancelling was free until %s: a place booked now is charged when it is cancelled. ", moment_words(cx, form->free_until));
    html(out, "%s%s%sThe <a class=\"govuk-link\" href=\"/booking-terms\">booking terms</a> hold.</p>",
         event->charges, *event->charges ? " " : "", cx->who->organisation_id ? "A colleague can come instead at any time before the start, free. " : "");
    html(out, "</div></aside>");
}

/* ---- the form's parts ---- */

static Error *people_show(Out *out, const Request *rq, const BookForm *form)
{
    Ctx *cx = out->cx;
    if (form->others) {
        picker_show(out, rq, form->picker);
        strangers(out, rq);
        return OK;
    }
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">A place for you</h2>");
    ly_panel_begin(out, (LyPanel){0});
    ly_person(out, cx->who->name, cx->who->organisation_id ? text(cx, "%s, %s", cx->who->post, cx->who->organisation) : cx->who->email);
    ly_panel_end(out);
    return OK;
}

/* Everybody ticked, then whoever was typed in. */
static Error *people_read(Ctx *cx, const Request *rq, BookingRequest *request)
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

static Error *purchase_order_show(Out *out, const Request *rq, const BookForm *form)
{
    if (form->price) field_text(out, rq, (TextInput){ .name = "purchase_order", .label = "Purchase order number (optional)", .label_classes = "govuk-label--s",
                                                      .hint = "Only if your school uses them. It appears on what we send to be paid.", .classes = "govuk-input--width-10" });
    return OK;
}

static Error *purchase_order_read(Ctx *cx, const Request *rq, BookingRequest *request)
{
    (void)cx;
    request->purchase_order = form_text(rq, "purchase_order");
    return OK;
}

static const BookPart people_part = { people_show, people_read }, purchase_order_part = { purchase_order_show, purchase_order_read };

static const BookPart *const parts[] = {
    &book_part_ballot,
    &book_part_eligible,
    &book_part_answers,
    &people_part,
    &book_part_own_answers,
    &book_part_unnamed,
    &book_part_together,
    &book_part_cover,
    &book_part_needs,
    &purchase_order_part,
    &book_part_price,
};

/* ---- the form itself ---- */

static Error *book_show(Ctx *cx, const Request *rq, Response *rs)
{
    Event event = {0};
    Registration mine = {0};
    Picker picker = {0};
    const char *why;
    Standing standing;
    bool already;
    TRY(colleagues_withheld(cx));
    TRY(event_find(cx, rq->id, &event));
    if (!event_visible(cx, &event)) return missing(cx, "event %ld is a draft", (long)rq->id);
    ChargeRule charges;
    TRY(event_charges_find(cx, &event, &charges));
    TRY(standing_find(cx, cx->who->organisation_id, &standing));
    BookForm form = { .event = &event, .picker = &picker, .others = books_others(cx), .standing = &standing };
    TRY(book_prices(cx, &form));
    const char *step;
    TRY(approval_needed(cx, &event, &(BookingRequest){ .over_limit_meant = true }, &(Booked){ .due_pence = form.totals[0], .places = &(BookedPlace){ .person_id = cx->who->id }, .count = 1 }, &standing, &step));
    Error *drawing = *step ? OK : ballot_step(cx, &event, &step);
    if (drawing && drawing->kind != CONFLICT) return drawing;
    bool bookable = event_bookable(cx, &event, &why) && !drawing;
    if (drawing) why = drawing->say;
    TRY(registration_mine(cx, rq->id, &mine, &already));
    if (books_others(cx)) TRY(picker_load(cx, cx->who->organisation_id, &event, &picker));

    Out *out = page_begin(cx, rq, rs, (Page){ .title = text(cx, "Book: %s", event.title), .frame = FRAME_PUBLIC, .current = "programme",
                                              .back = text(cx, "/events/%ld", (long)rq->id), .wide = true });
    bool full = event.waiting || event.taken >= event.places;
    html(out, "<h1 class=\"govuk-heading-l govuk-!-margin-bottom-2\">%s: %s</h1>\n", *step ? books_others(cx) ? "Ask for places" : "Ask for a place" : full ? "Join the waiting list" : books_others(cx) ? "Book places" : "Book your place", event.title);
    html(out, "<p class=\"ly-quiet govuk-!-margin-top-0 govuk-!-margin-bottom-6\">%s, %s</p>\n", when_words(cx, &event), where_words(cx, &event));
    bool begun = here_already(out, event.id, &picker);
    if (rq->errors) html(out, "<p class=\"govuk-body\">%s. What you typed is still here.</p>\n", begun ? "Nobody more has been booked" : "Nobody has been booked yet");
    if (!bookable) {
        ly_empty(out, (LyEmpty){ .title = why, .words = "Other dates and courses are in the programme.", .act = "See the programme", .act_href = "/courses" });
    } else if (already && !books_others(cx)) {
        ly_empty(out, (LyEmpty){ .title = same(mine.state, "confirmed") ? "You have a place on this event" : same(mine.state, "requested") ? "You have asked for a place on this event" : "You are on the waiting list of this event",
                                 .words = "There is nothing more to book.", .act = "See your registration", .act_href = text(cx, "/registrations/%ld", (long)mine.id) });
    } else {
        html(out, "<div class=\"ly-split ly-split--right\"><div>");
        form_begin(cx, rq, rs, text(cx, "/events/%ld/book", (long)rq->id), false);
        form.full = full, form.step = step, form.free_until = charge_free_until(cx, &charges, event.cancel_by, event.starts_at);
        for (size_t i = 0; i < COUNT(parts); i++) TRY(parts[i]->show(out, rq, &form));
        html(out, "<div class=\"ly-buttons %s\">", books_others(cx) ? "ly-stickybar" : "govuk-!-margin-top-6");
        govuk_button(out, (Button){ .text = *step ? books_others(cx) ? "Ask for the places" : "Ask for the place" : full ? "Join the waiting list" : books_others(cx) ? "Confirm the places" : "Confirm my place", .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"/events/%ld\">Do not book</a>", (long)rq->id);
        if (books_others(cx)) html(out, "<span class=\"ly-picked\" role=\"status\" data-ly-picked data-verb=\"%s\" data-price=\"%s\" data-left=\"%ld\"></span>",
                                  *step ? "Ask for" : "Confirm", book_totals(cx, &form), (long)(*step ? BOOKING_PEOPLE_MOST : full ? 0 : event.places - event.taken));   /* what is asked for is counted whole */
        html(out, "</div></form></div>");
        summary(out, &form);
        html(out, "</div>");
    }
    page_end(rs);
    return OK;
}

static Error *book_submit(Ctx *cx, Request *rq, Response *rs)
{
    Booked booked;
    BookingRequest request = { .event_id = rq->id, .organisation_id = cx->who->organisation_id };
    Error *errors = OK;
    TRY(colleagues_withheld(cx));
    for (size_t i = 0; i < COUNT(parts); i++) errors_add(&errors, parts[i]->read(cx, rq, &request));
    if (errors) return errors;
    TRY(booking_make(cx, &request, &booked));
    /* of one place its own page says more: where it is, or where they stand and why */
    bool alone = booked.count == 1 && (booked.places[0].person_id == cx->who->id || !booked.confirmed);
    return redirect(rs, alone ? text(cx, "/registrations/%ld", (long)booked.places[0].registration_id) : text(cx, "/bookings/%ld", (long)booked.id));
}

/* ---- what was booked ---- */

static void happens_next(Out *out, const Event *event, int64_t free_until, bool confirmed, bool waiting, const char *guests)
{
    Ctx *cx = out->cx;
    if (confirmed) html(out, "<li>Everybody with a place gets an email with a calendar invitation. If a date moves, the invitation moves with it.</li>");
    if (!blank(guests)) html(out, "<li>We have invited %s to join. What is booked for them stands meanwhile.</li>", guests);
    if (waiting) html(out, "<li>When a place comes free, the next on the list is offered it by email and has %s to take it. Nothing is paid until then.</li>", counted(cx, event->offer_hours, "hour", NULL));
    if (!confirmed || event->starts_at <= cx->now) return;
    if (free_until > cx->now) html(out, "<li>Until <b>%s</b> a place can be cancelled free. A colleague can come instead until the start.</li>", soon_words(cx, free_until));
    else html(out, "<li>Cancelling was free until %s. A colleague can still come instead, free, until the start.</li>", soon_words(cx, free_until));
}

/* Of those who have no place yet: one price, or all of them together where the package covers some. */
static const char *price_to_come(Ctx *cx, const Registration *list, size_t n)
{
    const Registration *first = NULL;
    int64_t all = 0;
    bool alike = true;
    for (size_t i = 0; i < n; i++) {
        if (!one_of(list[i].state, "waiting offered requested")) continue;
        if (!first) first = &list[i];
        alike &= list[i].price_pence == first->price_pence, all += list[i].price_pence;
    }
    if (!first) return "";
    return !alike ? text(cx, "%s for all", money_table(cx, all)) : first->price_pence ? money_table(cx, first->price_pence) : place_price_words(cx, 0, first->saved_pence);
}

static Error *booking_page(Ctx *cx, const Request *rq, Response *rs)
{
    Booking booking = {0};
    Event event = {0};
    Registration *list;
    ChargeRule rule;
    int64_t charged;
    const char *price_why;
    size_t n, confirmed = 0, named = 0, unnamed = 0, waiting = 0, requested = 0, invited = 0;
    EventBallot ballot = {0};
    bool draws = false;
    TRY(booking_find(cx, rq->id, &booking));
    TRY(event_find(cx, booking.event_id, &event));
    TRY(event_charges_find(cx, &event, &rule));
    TRY(charges_of_booking(cx, &booking, &charged));
    TRY(booking_price_words(cx, booking.id, &price_why));
    TRY(registrations_of_booking(cx, booking.id, &list, &n));
    if (event.rules & RULE_BALLOT) TRY(event_ballot_find(cx, event.id, &ballot, &draws));
    draws = draws && !ballot.drawn_at;
    const char **names = array(cx, const char *, n + 1), **guests = array(cx, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (same(list[i].state, "confirmed")) confirmed++;
        if (same(list[i].state, "confirmed") && list[i].person_id) names[named++] = list[i].person_id == cx->who->id ? "you" : list[i].name;
        unnamed += !list[i].person_id && one_of(list[i].state, "confirmed waiting offered");
        waiting += one_of(list[i].state, "waiting offered");
        requested += same(list[i].state, "requested");
        if (list[i].invited && one_of(list[i].state, "confirmed waiting offered")) guests[invited++] = list[i].name;
    }

    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Your booking", .frame = FRAME_PUBLIC, .current = books_others(cx) ? "bookings" : "home", .wide = true,
                                              .back = books_others(cx) ? "/bookings" : "/my" });
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    const char *title = confirmed ? text(cx, "%s booked", counted(cx, (int64_t)confirmed, "place is", "places are"))
                                  : waiting ? text(cx, "%s on the waiting list", counted(cx, (int64_t)waiting, "person is", "people are")) : requested ? text(cx, "%s asked for", counted(cx, (int64_t)requested, "place is", "places are")) : "Nothing is booked any more";
    if (booking.booked_at > cx->now - FRESH && confirmed)
        ly_note(out, LY_GOOD, text(cx, "Booked at %s. A confirmation is on its way to %s.", clock_words(cx, booking.booked_at), named ? names_joined(cx, names, named) : "you"));
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">%s</h1>\n<p class=\"ly-lede\"><a class=\"govuk-link\" href=\"/events/%ld\">%s</a>: %s, %s.</p>\n", title, (long)event.id, event.title,
         when_words(cx, &event), where_words(cx, &event));
    ly_panel_begin(out, (LyPanel){0});
    html(out, "<ul class=\"ly-plain\">");
    for (size_t i = 0; i < n; i++) {
        html(out, "<li class=\"ly-row ly-row--apart\">");
        bool to_name = !list[i].person_id && one_of(list[i].state, "confirmed waiting offered") && event.starts_at > cx->now && registration_is_to_hand_on(cx, &list[i]);
        ly_person(out, list[i].name, !list[i].person_id ? "No name yet" : list[i].invited ? text(cx, "Invited at %s", list[i].email) : list[i].email);
        html(out, "<span class=\"ly-row\">");
        registration_status(out, list[i].state);
        if (to_name) html(out, "<a class=\"govuk-link ly-small\" href=\"/registrations/%ld/name\">Say who comes<span class=\"govuk-visually-hidden\"> for place %ld</span></a>", (long)list[i].id, (long)i + 1);
        html(out, "<a class=\"govuk-link ly-small\" href=\"/registrations/%ld\">%s<span class=\"govuk-visually-hidden\"> of %s</span></a></span></li>\n", (long)list[i].id,
             same(list[i].state, "waiting") ? "Where they stand" : same(list[i].state, "requested") ? draws ? "How it is decided" : "Who decides" : one_of(list[i].state, "confirmed offered") ? "Change or cancel" : "What happened", list[i].name);
    }
    html(out, "</ul>");
    ly_panel_end(out);
    if (requested && draws) html(out, "<p class=\"govuk-body\">The places are drawn after <b>%s</b>, and nobody has one until then. We write with the result. <a class=\"govuk-link\" href=\"/events/%ld/ballot\">How places are drawn</a></p>\n",
                                 soon_words(cx, event_ballot_ends(&event, &ballot)), (long)event.id);
    else if (requested) html(out, "<p class=\"govuk-body\">No place is kept meanwhile. Everybody is written to as soon as theirs is decided.</p>\n");
    if (confirmed || waiting) {
        html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">What happens next</h2><ol class=\"govuk-list govuk-list--number\">");
        happens_next(out, &event, charge_free_until(cx, &rule, event.cancel_by, event.starts_at), confirmed > 0, waiting > 0, names_joined(cx, guests, invited));
        if (unnamed && event.starts_at > cx->now) html(out, "<li>Say who comes for %s, here or later among your school’s bookings. Whoever you name is written to then.</li>", counted(cx, (int64_t)unnamed, "place without a name", "places without a name"));
        html(out, "</ol>\n<div class=\"ly-buttons\">");
        if (confirmed) govuk_button(out, (Button){ .text = "Add to calendar", .href = text(cx, "/events/%ld.ics", (long)event.id), .classes = "govuk-button--secondary" });
        if (books_others(cx)) html(out, "<a class=\"govuk-link\" href=\"/bookings?event=%ld\">Everybody from your school on this event</a>", (long)event.id);
        html(out, "</div>\n");
    }
    html(out, "</div><aside class=\"ly-sticky\" aria-label=\"What it costs\">");
    ly_panel_begin(out, (LyPanel){ .title = "What it costs", .tone = LY_MIST });
    const char *each = booking.price_pence ? money_table(cx, booking.price_pence) : "Free", *places = counted(cx, (int64_t)confirmed, "place", NULL);
    int64_t saved = 0, full = 0;
    for (size_t i = 0; i < n; i++)
        if (same(list[i].state, "confirmed")) saved += list[i].saved_pence, full += list[i].price_pence + list[i].saved_pence;
    int64_t all = full - saved + charged;
    ly_sum_begin(out);
    if (confirmed) ly_sum_row(out, full ? text(cx, "%s at %s", places, each) : places, full ? money_table(cx, full) : "Free", false);
    if (saved) ly_sum_row(out, "Covered by the package", text(cx, "−%s", money_table(cx, saved)), false);
    if (!confirmed && waiting) ly_sum_row(out, "A place, when it comes free", price_to_come(cx, list, n), false);
    else if (!confirmed && requested) ly_sum_row(out, draws ? "A place, if one is drawn" : "A place, once it is approved", price_to_come(cx, list, n), false);
    if (charged) ly_sum_row(out, "Given up late, or left empty", money_table(cx, charged), false);
    ly_sum_row(out, confirmed || charged || !(waiting || requested) ? "To pay" : "To pay now", all ? money_table(cx, all) : "Nothing", true);
    ly_sum_end(out);
    if (*price_why) html(out, "<p class=\"ly-small\">Each place: %s.</p>", price_why);
    html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\">Booked by %s for %s at %s.", booking.booker, blank(booking.organisation) ? "themself" : booking.organisation, moment_words(cx, booking.booked_at));
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
