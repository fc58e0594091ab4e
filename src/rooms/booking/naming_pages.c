/* Saying who comes for a place that is held without a name; and, on the home page of whoever books, that names are wanted. */
#include "platform/base/text.h"
#include "platform/html/field.h"
#include "platform/html/layout.h"
#include "rooms/booking/answer_pages.h"
#include "rooms/booking/booking_pages.h"
#include "rooms/booking/home_pages.h"
#include "rooms/booking/naming.h"
#include "rooms/booking/picker_pages.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"
#include "rooms/programme/name_by.h"

/* ---- who comes ---- */

static void colleague_field(Out *out, const Request *rq, const Picker *picker)
{
    Ctx *cx = out->cx;
    SelectItem *items = array(cx, SelectItem, picker->count + 1);
    size_t n = 0;
    items[n++] = (SelectItem){ .value = "", .text = "Choose a colleague" };
    for (size_t i = 0; i < picker->count; i++) {
        const Colleague *one = &picker->people[i];
        if (picker_is_here(picker, one->id)) continue;
        items[n++] = (SelectItem){ .value = text(cx, "%ld", (long)one->id), .text = text(cx, "%s, %s%s", one->name, *one->title ? one->title : one->role, picker_elsewhere(cx, picker, one->id)) };
    }
    field_select(out, rq, (Select){ .name = "person", .label = "Colleague", .label_classes = "govuk-label--s", .items = items, .count = n });
    govuk_details_begin(out, (Details){ .summary = "Somebody not listed", .open = !blank(form_text(rq, "name")) || !blank(form_text(rq, "email")) });
    html(out, "<p class=\"govuk-body\">We send them an invitation to join.</p>\n");
    field_text(out, rq, (TextInput){ .name = "name", .label = "Name", .autocomplete = "off" });
    field_text(out, rq, (TextInput){ .name = "email", .label = "Work email address", .type = "email", .autocomplete = "off", .spellcheck = NO });
    govuk_details_end(out);
}

static const char *state_sentence(Ctx *cx, const Registration *r)
{
    if (same(r->state, "offered")) return "A place is on offer. Whoever is named is offered it from then on.";
    if (same(r->state, "waiting")) return "The place is on the waiting list. Whoever is named waits from then on, in the same order.";
    return "They get a confirmation with the calendar invitation.";
}

static Error *name_show(Ctx *cx, const Request *rq, Response *rs)
{
    Registration r = {0};
    Event event = {0};
    Picker picker = {0};
    int64_t until;
    TRY(registration_find(cx, rq->id, &r));
    if (registration_is_to_read(cx, &r)) return forbidden(cx, "an auditor writes nothing");
    if (!registration_is_to_hand_on(cx, &r)) return missing(cx, "registration %ld is not theirs to name", (long)rq->id);
    TRY(event_find(cx, r.event_id, &event));
    TRY(name_by_find(cx, &event, &until));
    TRY(picker_load(cx, r.organisation_id, &event, &picker));
    const char *back = text(cx, "/registrations/%ld", (long)rq->id);
    bool open = !r.person_id && one_of(r.state, "confirmed offered waiting") && event.starts_at > cx->now && !same(event.state, "cancelled");
    Out *out = page_begin(cx, rq, rs, (Page){ .title = "Say who comes", .frame = FRAME_PUBLIC, .current = "bookings", .back = back });
    html(out, "<h1 class=\"govuk-heading-l\">Who comes for %s?</h1>\n<p class=\"govuk-body\">%s, %s.</p>\n", r.organisation, r.title, held_words(cx, r.starts_on, r.starts_at, r.ends_at, r.session_count));
    if (!open) ly_empty(out, (LyEmpty){ .title = r.person_id ? text(cx, "%s is named for this place", r.name) : "Nobody can be named for this place any more", .words = "Its own page says where it stands.", .act = "See the place", .act_href = back, .plain = true });
    else {
        html(out, "<p class=\"govuk-body\">%s%s</p>\n", state_sentence(cx, &r), until > cx->now ? text(cx, " If nobody is named by the end of %s, the place is given back.", name_by_words(cx, until)) : "");
        form_begin(cx, rq, rs, text(cx, "/registrations/%ld/name", (long)rq->id), false);
        colleague_field(out, rq, &picker);
        TRY(answers_of_newcomer(out, rq, &event));
        html(out, "<div class=\"ly-buttons\">");
        govuk_button(out, (Button){ .text = "Name this colleague", .prevent_double_click = YES });
        html(out, "<a class=\"govuk-link\" href=\"%s\">Not yet</a></div></form>\n", back);
    }
    page_end(rs);
    return OK;
}

static Error *name_submit(Ctx *cx, Request *rq, Response *rs)
{
    Registration r = {0};
    const Invitee colleague = { .person_id = form_number(rq, "person", 0), .name = text_trim(cx, form_text(rq, "name")), .email = text_trim(cx, form_text(rq, "email")) };
    if (!colleague.person_id && blank(colleague.name) && blank(colleague.email)) return invalid(cx, "person", "Choose who comes");
    TRY(place_name(cx, rq->id, &colleague));
    TRY(answers_of_newcomer_set(cx, rq, rq->id));
    TRY(registration_find(cx, rq->id, &r));
    rs->flash = text(cx, "The place is %s’s now, and we have written to them.", r.name);
    return redirect(rs, text(cx, "/bookings?event=%ld", (long)r.event_id));
}

/* ---- names are wanted ---- */

static Error *wanted_find(Ctx *cx, void **rows, size_t *count)
{
    Unnamed *list;
    TRY(unnamed_of_school(cx, &list, count));
    *rows = list;
    return OK;
}

static void wanted_show(Out *out, const Request *rq, Response *rs, const void *rows, size_t count)
{
    Ctx *cx = out->cx;
    const Unnamed *list = rows;
    for (size_t i = 0; i < count; i++) {
        const Unnamed *u = &list[i];
        const char *by = u->until > cx->now ? text(cx, " Say who comes by %s, or what has no name is given back.", name_by_words(cx, u->until)) : "";
        ly_need(out, text(cx, "%s on %s %s no name yet", counted(cx, u->places, "place", NULL), u->title, u->places == 1 ? "has" : "have"),
                text(cx, "%s.%s", held_words(cx, u->starts_on, u->starts_at, u->ends_at, u->session_count), by), "Say who comes",
                u->places == 1 ? text(cx, "/registrations/%ld/name", (long)u->first_id) : text(cx, "/bookings?event=%ld", (long)u->event_id));
    }
}

const HomeNeed naming_need = { BOOK_PLACES, wanted_find, wanted_show };

ROUTES(naming_pages,
    FORM("/registrations/:id/name", SIGNED_IN, name_show, NULL, name_submit),
);
