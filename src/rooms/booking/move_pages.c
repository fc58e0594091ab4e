/* The form that moves a place to another date of its course: the dates with a place, what each costs, and what leaving this one does. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/move.h"
#include "rooms/members/permission.h"

static const char *date_hint(Ctx *cx, const Registration *r, const MoveDate *d)
{
    const char *price = d->price_pence == r->price_pence ? "" : text(cx, ". It costs %s; this one %s", d->price_pence ? money_words(cx, d->price_pence) : "nothing", r->price_pence ? money_words(cx, r->price_pence) : "nothing");
    const char *clash = blank(d->clash) ? "" : text(cx, ". At the same time on %s", d->clash);
    return text(cx, "%s. %s left%s%s", held_where(cx, d->format, d->place), counted(cx, d->places - d->taken, "place", NULL), price, clash);
}

static void dates_form(Out *out, const Request *rq, Response *rs, const Registration *r, const MoveDate *dates, size_t n, const Due *due)
{
    Ctx *cx = out->cx;
    Option *items = array(cx, Option, n);
    form_begin(cx, rq, rs, text(cx, "/registrations/%ld/move", (long)r->id), false);
    html(out, "<input type=\"hidden\" name=\"agreed\" value=\"%ld\">", (long)due->pence);
    for (size_t i = 0; i < n; i++) {
        html(out, "<input type=\"hidden\" name=\"price_%ld\" value=\"%ld\">", (long)dates[i].id, (long)dates[i].price_pence);
        items[i] = (Option){ .value = text(cx, "%ld", (long)dates[i].id), .text = held_words(cx, dates[i].starts_on, dates[i].starts_at, dates[i].ends_at, dates[i].session_count), .hint = date_hint(cx, r, &dates[i]) };
    }
    field_radios(out, rq, (Radios){ .name = "event", .legend = "Which date?", .legend_classes = "govuk-fieldset__legend--m", .items = items, .count = n });
    html(out, "<div class=\"ly-buttons\">");
    govuk_button(out, (Button){ .text = due->pence ? text(cx, "Move the place for %s", money_words(cx, due->pence)) : "Move the place", .prevent_double_click = YES });
    html(out, "<a class=\"govuk-link\" href=\"/registrations/%ld\">Change nothing</a></div></form>", (long)r->id);
}

static Error *move_show(Ctx *cx, const Request *rq, Response *rs)
{
    Registration r = {0};
    Event event = {0};
    MoveDate *dates;
    Due due;
    size_t n;
    TRY(registration_find(cx, rq->id, &r));
    if (registration_is_to_read(cx, &r)) return forbidden(cx, "an auditor writes nothing");
    TRY(event_find(cx, r.event_id, &event));
    TRY(charge_due_moving(cx, &r, &event, &due));
    TRY(move_dates(cx, &r, &event, &dates, &n));
    bool mine = r.person_id == cx->who->id;
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Move to another date", .frame = FRAME_PUBLIC, .current = mine || !may(cx, BOOK_PLACES) ? "home" : "bookings", .back = text(cx, "/registrations/%ld", (long)rq->id) });
    html(out, "<h1 class=\"govuk-heading-l\">Move %s to another date</h1>\n<p class=\"govuk-body\">%s: %s, %s.</p>\n", mine ? "your place" : r.person_id ? text(cx, "%s’s place", r.name) : "this place", r.name, r.title,
         held_words(cx, r.starts_on, r.starts_at, r.ends_at, r.session_count));
    if (!n) {
        ly_empty(out, (LyEmpty){ .title = same(r.state, "confirmed") ? "No other date has a place just now" : "There is no place here to move", .plain = true,
                                 .words = same(r.state, "confirmed") ? "You can join the waiting list of another date and keep this place until then." : "Only a place that is booked can move to another date.",
                                 .act = "See the course and its dates", .act_href = text(cx, "/courses/%ld", (long)event.course_id) });
        page_end(rs);
        return OK;
    }
    html(out, "<p class=\"govuk-body\">The old place goes to the next on its waiting list, or to whoever books it. Both invitations are seen to by email. What was answered or shared for the old date stays there: the new place asks for it again.</p>\n");
    ly_note(out, due.pence ? LY_WARN : LY_GOOD, due.pence ? text(cx, "To pay: %s.", charge_words(cx, &due)) : "Moving is free.");
    dates_form(out, rq, rs, &r, dates, n, &due);
    page_end(rs);
    return OK;
}

static Error *move_submit(Ctx *cx, Request *rq, Response *rs)
{
    int64_t made, to = form_number(rq, "event", 0);
    TRY(registration_move_to(cx, rq->id, &(Move){ to, form_number(rq, "agreed", 0), form_number(rq, text(cx, "price_%ld", (long)to), 0) }, &made));
    rs->flash = "The place is on the new date, and everybody concerned is told by email";
    return redirect(rs, text(cx, "/registrations/%ld", (long)made));
}

ROUTES(move_pages,
    FORM("/registrations/:id/move", SIGNED_IN, move_show, NULL, move_submit),
);
