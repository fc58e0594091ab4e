/* One registration: where it stands and why, and what its person or their school may do with it. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/answer_pages.h"
#include "rooms/booking/approval_pages.h"
#include "rooms/booking/ballot_pages.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/charge_pages.h"
#include "rooms/booking/eligible.h"
#include "rooms/booking/move.h"
#include "rooms/booking/party.h"
#include "rooms/booking/picker_pages.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/substitute.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/material.h"

enum { QUEUE_SHOWN = 12, OTHER_DATES = 4 };

typedef struct { int64_t id, starts_at, places, taken, waiting; const char *starts_on, *place, *format; } OtherDate;
static const Column other_columns[] = { COLUMN(OtherDate, id), COLUMN(OtherDate, starts_at), COLUMN(OtherDate, places), COLUMN(OtherDate, taken),
                                        COLUMN(OtherDate, waiting), COLUMN(OtherDate, starts_on), COLUMN(OtherDate, place), COLUMN(OtherDate, format) };
SQL(other_dates_with_places,
    "SELECT id, starts_at, starts_on, places, taken, waiting, place, format FROM event WHERE course_id = $1 AND id <> $2 AND state = 'published' AND starts_at > $3"
    " AND waiting = 0 AND taken < places ORDER BY starts_at, id LIMIT CAST($4 AS BIGINT)");

static const char *when_words(Ctx *cx, const Registration *r) { return held_words(cx, r->starts_on, r->starts_at, r->ends_at, r->session_count); }

static bool    is_mine(const Ctx *cx, const Registration *r) { return r->person_id == cx->who->id; }
static const char *section(const Ctx *cx, const Registration *r) { return is_mine(cx, r) || !may(cx, BOOK_PLACES) ? "home" : "bookings"; }

static bool to_substitute(const Ctx *cx, const Registration *r)
{
    return same(r->state, "confirmed") && r->organisation_id && r->person_id && registration_is_to_hand_on(cx, r);
}

static bool to_name(const Ctx *cx, const Registration *r)
{
    return !r->person_id && one_of(r->state, "confirmed offered waiting") && r->starts_at > cx->now && registration_is_to_hand_on(cx, r);
}

/* Within a sentence: of a place without a name the place itself. */
static const char *short_name(Ctx *cx, const Registration *r) { return r->person_id ? first_name(cx, r->name) : r->name; }

/* ---- the parts ---- */

static void joining(Out *out, const Event *event, const Session *sessions, size_t n)
{
    Ctx *cx = out->cx;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-1\">When and where</h2>\n");
    ly_sessions_begin(out);
    for (size_t i = 0; i < n; i++) {
        const Session *s = &sessions[i];
        ly_session_begin(out, date_of(cx, s->starts_at));
        html(out, "<b>%s</b><br>", text(cx, "%s, %s", day_words(cx, date_of(cx, s->starts_at)), clock_range(cx, s->starts_at, s->ends_at)));
        if (!same(s->place_kind, "online")) html(out, "%s%s%s%s%s", s->venue, *s->address ? ", " : "", s->address, *s->postcode ? ", " : "", s->postcode);
        if (same(s->place_kind, "both")) html(out, "<br>or online: ");
        if (!same(s->place_kind, "venue")) {
            if (blank(s->online_link)) html(out, "Online. The link will be here, and in the invitation, before the day.");
            else html(out, "<a class=\"govuk-link\" href=\"%s\">Join online</a>", s->online_link);
        }
        ly_session_end(out);
    }
    ly_sessions_end(out);
    if (n && !blank(sessions[0].access)) html(out, "<p class=\"govuk-body\"><b>Access:</b> %s</p>", sessions[0].access);
    if (!blank(event->joining_note)) {
        html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Before you come</h2>");
        html_markdown(out, event->joining_note, 2);
    }
}

/* On the day of a session, of one's own place. */
static void check_in_part(Out *out, const Registration *r, const Session *sessions, size_t n)
{
    Ctx *cx = out->cx;
    bool today = false;
    for (size_t i = 0; i < n; i++) today = today || (same(date_of(cx, sessions[i].starts_at), cx->today) && sessions[i].ends_at > cx->now);
    if (today && is_mine(cx, r)) govuk_button(out, (Button){ .text = "Check in", .href = text(cx, "/registrations/%ld/here", (long)r->id) });
}

static const char *stranger_words(const Waiting *waiting)
{
    if (waiting->barred) return "Somebody who may not come as things are";
    if (waiting->placed) return "A school with somebody on the event already";
    if (waiting->represented) return "A school with somebody further up";
    return waiting->organisation_id ? "A school with nobody on the event yet" : "Somebody who comes for no school";
}

/* Those of other schools are told apart by what decides the order, not by name: names are the office's to see. */
static void queue(Out *out, const Registration *r, const Waiting *list, size_t n)
{
    Ctx *cx = out->cx;
    bool office = may(cx, RUN_PROGRAMME) || may(cx, AUDIT);
    ly_queue_begin(out);
    for (size_t i = 0; i < n && i < QUEUE_SHOWN; i++) {
        bool here = list[i].registration_id == r->id, ours = may(cx, BOOK_PLACES) && cx->who->organisation_id && list[i].organisation_id == cx->who->organisation_id;
        const char *who = here || ours || office ? list[i].name : stranger_words(&list[i]);
        ly_queue_row(out, who, text(cx, "joined %s", day_short(cx, date_of(cx, list[i].asked_at))), here);
    }
    ly_queue_end(out);
    if (n > QUEUE_SHOWN) html(out, "<p class=\"govuk-body-s\">and %s after them.</p>", counted(cx, (int64_t)(n - QUEUE_SHOWN), "person", "people"));
}

/* Of whoever waits in vain as things are: which rule keeps them out, or somebody they come with. */
static Error *barred_part(Ctx *cx, Out *out, const Registration *r, const Event *event)
{
    BookedPlace person = { r->id, r->person_id, r->name, r->email, r->state };
    Error *why = eligible_check(cx, &(WayIn){ WAY_BOOKED, event, r->organisation_id, &person, 1 });
    if (why && why->kind != INVALID) return why;
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Why no place is offered as things are</h2>\n");
    for (const Error *each = why; each; each = each->next) html(out, "<p class=\"govuk-body\">%s.</p>\n", each->say);
    if (!why) html(out, "<p class=\"govuk-body\">The event is not for everybody, and somebody who was to come along may not come to it.</p>\n");
    html(out, "<p class=\"govuk-body\">%s on the list, after everybody who may come. Once that has changed, a place that is free is offered in the usual order. If it should not be so, ask the partnership’s office.</p>\n",
         is_mine(cx, r) ? "You stay" : text(cx, "%s stays", short_name(cx, r)));
    return OK;
}

static Error *waiting_part(Ctx *cx, Out *out, const Registration *r, const Event *event)
{
    Waiting *list;
    size_t n, at = 0;
    TRY(waiting_list(cx, r->event_id, &list, &n));
    while (at < n && list[at].registration_id != r->id) at++;
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">%s %s on the waiting list</h1>\n", is_mine(cx, r) ? "You are" : text(cx, "%s is", short_name(cx, r)),
         at < n && list[at].barred ? "still" : at < n ? ordinal(cx, list[at].position) : "far back");
    html(out, "<p class=\"ly-lede\"><a class=\"govuk-link\" href=\"/events/%ld\">%s</a>, %s.</p>\n", (long)r->event_id, r->title, when_words(cx, r));
    if (at < n && list[at].barred) return barred_part(cx, out, r, event);
    if (at < n) {
        html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">Why %s?</h2>\n<p class=\"govuk-body\">%s.</p>\n", ordinal(cx, list[at].position), waiting_words(cx, &list[at]));
        queue(out, r, list, n);
    }
    const char *they = is_mine(cx, r) ? "you" : short_name(cx, r);
    html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">If a place comes free</h2>\n<p class=\"govuk-body\">We email whoever is first straight away. The place is kept for <b>%s</b>;"
              " after that it goes to the next in this order. Nothing is paid until %s %s it.</p>\n", counted(cx, event->offer_hours, "hour", NULL), they, is_mine(cx, r) ? "take" : "takes");
    return OK;
}

static Error *offered_part(Ctx *cx, Out *out, const Request *rq, Response *rs, const Registration *r, const Event *event)
{
    Busy *busy;
    size_t n;
    TRY(person_busy(cx, r->person_id, event, &busy, &n));
    const Busy *elsewhere = busy_elsewhere(busy, n, r->person_id);
    Party party = {0};
    TRY(party_find(cx, r, &party));
    bool answers = party_is_answered(cx, r, &party);
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">A place is free for %s</h1>\n<p class=\"ly-lede\"><a class=\"govuk-link\" href=\"/events/%ld\">%s</a>, %s, %s.</p>\n", is_mine(cx, r) ? "you" : r->person_id ? r->name : r->organisation,
         (long)r->event_id, r->title, when_words(cx, r), held_where(cx, r->format, r->place));
    html(out, "<p class=\"govuk-body\">It is kept until <b>%s</b>. After that it goes to the next on the waiting list. %s</p>\n", soon_words(cx, r->offer_ends_at),
         r->price_pence ? text(cx, "The place costs %s.", place_price_words(cx, r->price_pence, r->saved_pence)) : r->saved_pence ? "Your package covers it." : "It is free.");
    if (party.count > 1)
        html(out, "<p class=\"govuk-body\">%s are free for people who come together, or none is. %s</p>\n", counted(cx, (int64_t)party.count, "place", NULL),
             answers ? "Take them for everybody, or let this one go and keep the others." : text(cx, "%s asked for them, and answers for all of you.", party.booker));
    if (elsewhere) ly_note(out, LY_WARN, text(cx, "%s for %s.", busy_words(cx, elsewhere), is_mine(cx, r) ? "you" : r->name));
    if (registration_is_to_read(cx, r)) return OK;
    html(out, "<div class=\"ly-buttons govuk-!-margin-bottom-4\">");
    if (answers) {
        form_begin(cx, rq, rs, text(cx, "/registrations/%ld/accept", (long)r->id), false);
        govuk_button(out, (Button){ .text = party.count > 1 ? text(cx, "Take the %ld places", (long)party.count) : "Take the place", .prevent_double_click = YES });
        html(out, "</form>");
    }
    form_begin(cx, rq, rs, text(cx, "/registrations/%ld/decline", (long)r->id), false);
    govuk_button(out, (Button){ .text = party.count > 1 ? "Let this one go" : "Let it go to the next", .classes = "govuk-button--secondary", .prevent_double_click = YES });
    html(out, "</form></div>\n");
    return OK;
}

static void materials_part(Out *out, const Material *list, size_t n)
{
    LyPaper *papers = array(out->cx, LyPaper, n + 1);
    for (size_t i = 0; i < n; i++)
        papers[i] = (LyPaper){ material_group_words(&list[i]), list[i].name, material_address(out->cx, &list[i]), material_kind_words(out->cx, &list[i]) };
    ly_papers(out, "Materials", "For you and the others who have a place.", papers, n);
}

static Error *others_part(Ctx *cx, Out *out, const Event *event)
{
    OtherDate *dates;
    size_t n;
    TRY(db_list(cx, other_dates_with_places, other_columns, &dates, &n, INT(event->course_id), INT(event->id), INT(cx->now), INT(OTHER_DATES)));
    if (!n) return OK;
    ly_panel_begin(out, (LyPanel){ .title = "Other dates with places" });
    html(out, "<ul class=\"ly-plain ly-small\">");
    for (size_t i = 0; i < n; i++)
        html(out, "<li><a class=\"govuk-link\" href=\"/events/%ld\">%s, %s</a><br>%s. <span class=\"ly-places\">%s left</span></li>", (long)dates[i].id, day_words(cx, dates[i].starts_on),
             clock_words(cx, dates[i].starts_at), where_shown(cx, dates[i].format, dates[i].place), counted(cx, dates[i].places - dates[i].taken, "place", NULL));
    html(out, "</ul>");
    ly_panel_end(out);
    return OK;
}

static Error *acts_part(Ctx *cx, Out *out, const Registration *r, const Event *event)
{
    Due due;
    bool live = one_of(r->state, "requested waiting offered confirmed") && r->starts_at > cx->now && !registration_is_to_read(cx, r);
    if (!live) return OK;
    Addressee comes = {0};
    bool substitutes = to_substitute(cx, r), wanted = false;
    if (substitutes && event->rules & RULE_OFFICE_APPROVES) TRY(substitute_wanted(cx, r->id, &comes, &wanted));
    if (wanted) substitutes = false;
    TRY(charge_due(cx, r, event, &due));
    if (same(r->state, "confirmed")) {
        if (r->person_id) html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">If %s cannot come</h2>\n<p class=\"govuk-body\">", is_mine(cx, r) ? "you" : first_name(cx, r->name));
        else html(out, "<h2 class=\"govuk-heading-m govuk-!-margin-bottom-2\">If nobody is to come</h2>\n<p class=\"govuk-body\">");
        if (due.pence) html(out, "Cancelling costs <b>%s</b> now.", money_words(cx, due.pence));
        else html(out, "Cancelling is free until <b>%s</b>.", soon_words(cx, due.late ? r->starts_at : due.free_until));
        if (*event->charges) html(out, " %s", event->charges);
        if (wanted) html(out, " <a class=\"govuk-link\" href=\"/registrations/%ld\">%s is to come instead</a>, and %s decides: until then the place is %s.", (long)comes.registration_id, comes.name, cx->partnership->name, is_mine(cx, r) ? "yours" : text(cx, "%s’s", first_name(cx, r->name)));
        else if (substitutes) html(out, " Sending a colleague instead is always free.");
        else if (r->organisation_id && r->person_id) html(out, " Whoever books for %s can send a colleague instead, free.", r->organisation);
        html(out, "</p>\n");
    }
    MoveDate *dates;
    size_t date_count;
    TRY(move_dates(cx, r, event, &dates, &date_count));
    html(out, "<div class=\"ly-buttons\">");
    if (to_name(cx, r)) govuk_button(out, (Button){ .text = "Say who comes", .href = text(cx, "/registrations/%ld/name", (long)r->id) });
    if (substitutes) govuk_button(out, (Button){ .text = "Send a colleague instead", .href = text(cx, "/registrations/%ld/substitute", (long)r->id), .classes = "govuk-button--secondary" });
    if (date_count) govuk_button(out, (Button){ .text = "Move to another date", .href = text(cx, "/registrations/%ld/move", (long)r->id), .classes = "govuk-button--secondary" });
    if (same(r->state, "waiting")) govuk_button(out, (Button){ .text = "Leave the waiting list", .href = text(cx, "/registrations/%ld/cancel", (long)r->id), .classes = "govuk-button--secondary" });
    else if (!same(r->state, "offered")) html(out, "<a class=\"govuk-link\" href=\"/registrations/%ld/cancel\">%s</a>", (long)r->id, same(r->state, "requested") ? "Take the request back" : "Cancel this place");
    html(out, "</div>\n");
    return OK;
}

static void over_part(Ctx *cx, Out *out, const Registration *r)
{
    const char *title = same(r->event_state, "cancelled") ? "This event was cancelled" : same(r->state, "lapsed") ? "The offer has gone to the next on the list" : "This place was cancelled";
    html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">%s</h1>\n<p class=\"ly-lede\">%s, %s: %s.</p>\n", title, r->name, r->title, when_words(cx, r));
    if (!blank(r->cancel_reason)) html(out, "<p class=\"govuk-body\">%s.</p>", r->cancel_reason);
    if (r->decided_at) html(out, "<p class=\"govuk-body ly-quiet\">That was at %s.</p>", moment_words(cx, r->decided_at));
    html(out, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/events/%ld\">Look at the event</a> or <a class=\"govuk-link\" href=\"/courses\">at the programme</a>.</p>", (long)r->event_id);
}

static Error *registration_page(Ctx *cx, const Request *rq, Response *rs)
{
    Registration r = {0};
    Event event = {0};
    Session *sessions;
    Material *materials = NULL;
    const char *price_why;
    size_t n, material_count = 0;
    TRY(registration_find(cx, rq->id, &r));
    TRY(event_find(cx, r.event_id, &event));
    TRY(booking_price_words(cx, r.booking_id, &price_why));
    TRY(event_sessions(cx, r.event_id, &sessions, &n));
    if (same(r.state, "confirmed") && is_mine(cx, &r)) TRY(materials_shown(cx, &event, &materials, &material_count));
    Out *out = page_begin(cx, rq, rs, (Page){ .title = r.title, .frame = FRAME_PUBLIC, .current = section(cx, &r), .back = is_mine(cx, &r) ? "/my" : may(cx, AUDIT) ? text(cx, "/office/events/%ld/registrations", (long)r.event_id) : "/bookings", .wide = true });
    html(out, "<div class=\"ly-split ly-split--right\"><div>");
    if (same(r.state, "confirmed")) {
        html(out, "<h1 class=\"govuk-heading-xl govuk-!-margin-bottom-2\">%s</h1>\n", is_mine(cx, &r) ? "You have a place" : r.person_id ? text(cx, "%s has a place", r.name) : r.name);
        html(out, "<p class=\"ly-lede\"><a class=\"govuk-link\" href=\"/events/%ld\">%s</a>, %s.</p>\n", (long)r.event_id, r.title, when_words(cx, &r));
        if (to_name(cx, &r)) ly_note(out, LY_INFO, "It has no name yet. Whoever you name gets a confirmation with the calendar invitation.");
        check_in_part(out, &r, sessions, n);
        joining(out, &event, sessions, n);
    } else if (same(r.state, "waiting")) TRY(waiting_part(cx, out, &r, &event));
    else if (same(r.state, "offered")) TRY(offered_part(cx, out, rq, rs, &r, &event));
    else if (one_of(r.state, "requested refused") && !same(r.event_state, "cancelled")) TRY(request_part(out, &r));
    else over_part(cx, out, &r);
    TRY(ballot_part(cx, out, &r, &event));
    TRY(acts_part(cx, out, &r, &event));
    html(out, "</div><aside aria-label=\"About this registration\">");
    TRY(charge_part(out, &r));
    materials_part(out, materials, material_count);
    ly_panel_begin(out, (LyPanel){ .title = r.name, .tone = LY_MIST });
    html(out, "<p class=\"govuk-!-margin-top-0\">");
    registration_status(out, r.state);
    if (!r.person_id) html(out, " No name yet");
    html(out, "</p>");
    ly_facts_begin(out, false);
    ly_fact(out, "For", r.organisation);
    ly_fact(out, "Price", place_price_words(cx, r.price_pence, r.saved_pence));
    if (*price_why) ly_fact(out, "Why that price", price_why);
    ly_fact(out, "Asked", date_words(cx, date_of(cx, r.asked_at)));
    ly_facts_end(out);
    if (may(cx, BOOK_PLACES) || may(cx, RUN_PROGRAMME)) html(out, "<p class=\"ly-small govuk-!-margin-bottom-0\"><a class=\"govuk-link\" href=\"/bookings/%ld\">The whole booking</a></p>", (long)r.booking_id);
    ly_panel_end(out);
    TRY(answers_part(cx, out, rq, rs, &r, &event));
    if (same(r.state, "confirmed") && r.ends_at > cx->now) {
        html(out, "<p class=\"ly-small\">");
        icon(out, ICON_CALENDAR);
        html(out, " <a class=\"govuk-link\" href=\"/events/%ld.ics\">Add to calendar</a></p>", (long)r.event_id);
    }
    if (!same(r.state, "confirmed")) TRY(others_part(cx, out, &event));
    html(out, "</aside></div>");
    page_end(rs);
    return OK;
}

/* ---- acts ---- */

static Error *accept_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(offer_accept(cx, rq->id));
    rs->flash = "The place is yours. A confirmation with a calendar invitation is on its way";
    return redirect(rs, text(cx, "/registrations/%ld", (long)rq->id));
}

static Error *decline_submit(Ctx *cx, Request *rq, Response *rs)
{
    TRY(offer_decline(cx, rq->id));
    rs->flash = "Thank you. The place goes to the next on the list";
    return redirect(rs, text(cx, "/registrations/%ld", (long)rq->id));
}

static Error *cancel_show(Ctx *cx, const Request *rq, Response *rs)
{
    Registration r = {0};
    Event event = {0};
    Due due;
    TRY(registration_find(cx, rq->id, &r));
    if (registration_is_to_read(cx, &r)) return forbidden(cx, "an auditor writes nothing");
    TRY(event_find(cx, r.event_id, &event));
    TRY(charge_due(cx, &r, &event, &due));
    bool asks = same(r.state, "requested"), waits = same(r.state, "waiting"), substitutes = to_substitute(cx, &r);
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Cancel", .frame = FRAME_PUBLIC, .current = section(cx, &r), .back = text(cx, "/registrations/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\">%s</h1>\n<p class=\"govuk-body\">%s: %s, %s.</p>\n",
         asks ? "Take the request back?" : waits ? "Leave the waiting list?" : is_mine(cx, &r) ? "Cancel your place?" : r.person_id ? text(cx, "Cancel the place of %s?", r.name) : "Cancel this place?", r.name, r.title, when_words(cx, &r));
    if (asks) html(out, "<p class=\"govuk-body\">Nobody decides it any more. A place can be asked for again.</p>");
    else if (!waits) html(out, "<p class=\"govuk-body\">The place goes to the next on the waiting list, or to whoever books it. It cannot be taken back.</p>");
    else html(out, "<p class=\"govuk-body\">Whoever joins again later stands where they ask then.</p>");
    if (due.by_office) ly_note(out, LY_GOOD, "Nothing is charged for what the office cancels.");
    else if (due.pence) ly_note(out, LY_WARN, text(cx, "To pay: %s.", charge_words(cx, &due)));
    else if (!asks && !waits) ly_note(out, LY_GOOD, due.late ? "Nothing is due for it." : text(cx, "Cancelling is free until %s.", soon_words(cx, due.free_until)));
    form_begin(cx, rq, rs, text(cx, "/registrations/%ld/cancel", (long)rq->id), false);
    html(out, "<input type=\"hidden\" name=\"agreed\" value=\"%ld\">", (long)due.pence);
    field_textarea(out, rq, (Textarea){ .name = "reason", .label = "Why? (optional)", .hint = "It helps us to plan. Do not write about health.", .rows = 2 });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = asks ? "Take the request back" : waits ? "Leave the waiting list" : due.pence ? text(cx, "Cancel the place for %s", money_words(cx, due.pence)) : "Cancel the place", .classes = "govuk-button--warning", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/registrations/%ld\">Keep it</a>", (long)rq->id);
    if (substitutes) html(out, "<a class=\"govuk-link\" href=\"/registrations/%ld/substitute\">Send a colleague instead, free</a>", (long)rq->id);
    html(out, "</div></form>");
    page_end(rs);
    return OK;
}

static Error *cancel_submit(Ctx *cx, Request *rq, Response *rs)
{
    Registration r = {0};
    Charge charge = {0};
    bool charged;
    TRY(registration_find(cx, rq->id, &r));
    TRY(registration_cancel_for(cx, rq->id, form_text(rq, "reason"), form_number(rq, "agreed", 0)));
    TRY(charge_of(cx, rq->id, &charge, &charged));
    const char *what = same(r.state, "waiting") ? "Off the waiting list" : "It is cancelled";
    rs->flash = same(r.state, "requested") ? "The request is taken back"
              : text(cx, "%s, and everybody concerned is told by email%s%s", what, charged ? ". To pay: " : "", charged ? money_words(cx, charge.pence) : "");
    return redirect(rs, text(cx, "/registrations/%ld", (long)rq->id));
}

static Error *substitute_show(Ctx *cx, const Request *rq, Response *rs)
{
    Registration r = {0};
    Event event = {0};
    Picker picker = {0};
    TRY(registration_find(cx, rq->id, &r));
    if (registration_is_to_read(cx, &r)) return forbidden(cx, "an auditor writes nothing");
    if (!registration_is_to_hand_on(cx, &r)) return missing(cx, "registration %ld is not theirs to hand on", (long)rq->id);
    TRY(event_find(cx, r.event_id, &event));
    TRY(picker_load(cx, r.organisation_id, &event, &picker));
    const Colleague *people = picker.people;
    size_t n = picker.count;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Send a colleague instead", .frame = FRAME_PUBLIC, .current = section(cx, &r), .back = text(cx, "/registrations/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\">Who comes instead of %s?</h1>\n<p class=\"govuk-body\">%s, %s. This is free, and %s.</p>\n", r.name, r.title, when_words(cx, &r),
         approval_asks_owner(cx, &event) ? text(cx, "%s approves it first: until then %s keeps the place", cx->partnership->name, r.name) : "both are told by email");
    form_begin(cx, rq, rs, text(cx, "/registrations/%ld/substitute", (long)rq->id), false);
    SelectItem *items = array(cx, SelectItem, n + 1);
    items[0] = (SelectItem){ .value = "", .text = "Choose a colleague" };
    size_t count = 1;
    for (size_t i = 0; i < n; i++)
        if (!picker_is_here(&picker, people[i].id)) items[count++] = (SelectItem){ .value = text(cx, "%ld", (long)people[i].id), .text = text(cx, "%s, %s%s", people[i].name, *people[i].title ? people[i].title : people[i].role, picker_elsewhere(cx, &picker, people[i].id)) };
    field_select(out, rq, (Select){ .name = "person", .label = "Colleague", .items = items, .count = count });
    govuk_details_begin(out, (Details){ .summary = "Somebody not listed", .open = !blank(form_text(rq, "name")) || !blank(form_text(rq, "email")) });
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .autocomplete = "off" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Work email address", .type = "email", .autocomplete = "off", .spellcheck = NO });
    govuk_details_end(out);
    TRY(answers_of_newcomer(out, rq, &event));
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = "Send this colleague", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/registrations/%ld\">Change nothing</a></div></form>", (long)rq->id);
    page_end(rs);
    return OK;
}

static Error *substitute_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t made;
    Invitee colleague = { .person_id = form_number(rq, "person", 0), .name = text_trim(cx, form_text(rq, "name")), .email = text_trim(cx, form_text(rq, "email")) };
    if (!colleague.person_id && blank(colleague.name) && blank(colleague.email)) return invalid(cx, "person", "Choose who comes instead");
    TRY(registration_substitute(cx, rq->id, &colleague, &made));
    TRY(answers_of_newcomer_set(cx, rq, made));
    Registration r = {0};
    TRY(registration_find(cx, made, &r));
    rs->flash = same(r.state, "requested") ? "Your colleague is asked for. The place changes hands once it is approved" : "The place has changed hands, and both are told by email";
    return redirect(rs, text(cx, "/registrations/%ld", (long)made));
}

ROUTES(registration_pages,
    GET ("/registrations/:id",            SIGNED_IN, registration_page),
    POST("/registrations/:id/accept",     SIGNED_IN, NULL, accept_submit),
    POST("/registrations/:id/decline",    SIGNED_IN, NULL, decline_submit),
    FORM("/registrations/:id/cancel",     SIGNED_IN, cancel_show, NULL, cancel_submit),
    FORM("/registrations/:id/substitute", SIGNED_IN, substitute_show, NULL, substitute_submit),
);
