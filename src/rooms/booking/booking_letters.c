#include "rooms/booking/booking_letters.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/mail/mail.h"
#include "rooms/programme/event_charges.h"
#include "rooms/programme/list_price.h"

static const char *registration_link(Ctx *cx, int64_t id) { return text(cx, "%s/registrations/%ld", cx->partnership->url, (long)id); }

/* What every letter about one registration says: who, what, when, where, and the page that knows the rest. */
#define ABOUT(cx, event, to) \
    { "name", (to)->name }, { "event", (event)->title }, { "when", event_when_words((cx), (event)) }, { "where", event_where_words((cx), (event)) }, \
    { "link", registration_link((cx), (to)->registration_id) }

#define TO(event, addressee) .about_id = (event)->id, .person_id = (addressee)->person_id, .to_name = (addressee)->name, .to_email = (addressee)->email

/* The invitation to a place that is theirs, or its withdrawal. */
#define INVITATION(method, addressee) .calendar_method = (method), .calendar_id = (addressee)->registration_id, .calendar_sequence = (addressee)->sequence

Error *letter_confirmed(Ctx *cx, const Event *event, const Addressee *to)
{
    if (to->unnamed) return OK;
    return mail_queue(cx, &(Mail){ .letter = "place-confirmed", TO(event, to), INVITATION("REQUEST", to), MAIL_VALUES(ABOUT(cx, event, to), { "terms", event_charge_words(cx, event) }) });
}

static const char *ballot_link(Ctx *cx, const Event *event) { return text(cx, "%s/events/%ld/ballot", cx->partnership->url, (long)event->id); }

Error *letter_ballot_entered(Ctx *cx, const Event *event, const Addressee *to, int64_t ends_at)
{
    return mail_queue(cx, &(Mail){ .letter = "ballot-entered", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "until", moment_words(cx, ends_at) }, { "ballot", ballot_link(cx, event) }) });
}

Error *letter_ballot_placed(Ctx *cx, const Event *event, const Addressee *to, const char *rule)
{
    return mail_queue(cx, &(Mail){ .letter = "ballot-placed", TO(event, to), INVITATION("REQUEST", to), MAIL_VALUES(ABOUT(cx, event, to), { "rule", rule }, { "ballot", ballot_link(cx, event) }, { "terms", event_charge_words(cx, event) }) });
}

Error *letter_ballot_waits(Ctx *cx, const Event *event, const Addressee *to, const char *rule)
{
    return mail_queue(cx, &(Mail){ .letter = "ballot-waits", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "rule", rule }, { "ballot", ballot_link(cx, event) }) });
}

Error *letter_ballot_refused(Ctx *cx, const Event *event, const Addressee *to, const char *reason)
{
    return mail_queue(cx, &(Mail){ .letter = "ballot-refused", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "reason", reason }, { "ballot", ballot_link(cx, event) }) });
}

Error *letter_second_date_proposed(Ctx *cx, const Event *event, const Addressee *to)
{
    return mail_queue(cx, &(Mail){ .letter = "second-date-proposed", TO(event, to),
        MAIL_VALUES({ "name", to->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "waiting", counted(cx, event->waiting, "person", "people") },
                    { "link", text(cx, "%s/office/events/%ld/second-date", cx->partnership->url, (long)event->id) }) });
}

static const char *soon_said(Ctx *cx, const Event *event)
{
    int64_t days = date_days_between(cx->today, event->starts_on);
    return days < 1 ? "Today" : days == 1 ? "Tomorrow" : text(cx, "In %s", counted(cx, days, "day", NULL));
}

Error *letter_reminder(Ctx *cx, const Event *event, const Addressee *to)
{
    return mail_queue(cx, &(Mail){ .letter = "place-reminder", .unhurried = true, TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "soon", soon_said(cx, event) }) });
}

Error *letter_leading_reminder(Ctx *cx, const Event *event, const Addressee *to)
{
    return mail_queue(cx, &(Mail){ .letter = "leading-reminder", .unhurried = true, TO(event, to),
        MAIL_VALUES({ "name", to->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "where", event_where_words(cx, event) },
                    { "booked", text(cx, "%ld of %ld places", (long)event->taken, (long)event->places) }, { "link", text(cx, "%s/facilitating", cx->partnership->url) }, { "soon", soon_said(cx, event) }) });
}

Error *letter_go_ahead_asked(Ctx *cx, const Event *event, const Addressee *to, int64_t needed, bool cancels)
{
    return mail_queue(cx, &(Mail){ .letter = "go-ahead-asked", TO(event, to),
        MAIL_VALUES({ "name", to->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "where", event_where_words(cx, event) },
                    { "booked", text(cx, "%ld of the %ld it needs", (long)event->taken, (long)needed) },
                    { "otherwise", cancels ? "It is cancelled tomorrow morning, and everybody booked is told" : "It is not cancelled, and you are asked again tomorrow" },
                    { "link", text(cx, "%s/office/events/%ld/decide", cx->partnership->url, (long)event->id) }) });
}

Error *letter_second_date_offered(Ctx *cx, const Event *there, const Addressee *to, int64_t until, const Event *first)
{
    return mail_queue(cx, &(Mail){ .letter = "second-date-offered", TO(there, to), MAIL_VALUES(ABOUT(cx, there, to), { "until", moment_words(cx, until) }, { "first", event_when_words(cx, first) }) });
}

Error *letter_waiting(Ctx *cx, const Event *event, const Addressee *to)
{
    return mail_queue(cx, &(Mail){ .letter = "place-waiting", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to)) });
}

Error *letter_offered(Ctx *cx, const Event *event, const Addressee *to, int64_t until, int64_t together)
{
    return mail_queue(cx, &(Mail){ .letter = "place-offered", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "until", moment_words(cx, until) }, { "terms", event_charge_words(cx, event) },
                                   { "together", together > 1 ? text(cx, "%ld places, for all of you. Whoever booked answers for everybody", (long)together) : "" }) });
}

Error *letter_lapsed(Ctx *cx, const Event *event, const Addressee *to)
{
    return mail_queue(cx, &(Mail){ .letter = "offer-lapsed", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to)) });
}

Error *letter_cancelled(Ctx *cx, const Event *event, const Addressee *to, const char *reason, const char *due)
{
    return mail_queue(cx, &(Mail){ .letter = "place-cancelled", TO(event, to), INVITATION("CANCEL", to), MAIL_VALUES(ABOUT(cx, event, to), { "reason", reason }, { "due", due }) });
}

Error *letter_left(Ctx *cx, const Event *event, const Addressee *to, const char *reason)
{
    return mail_queue(cx, &(Mail){ .letter = "waiting-list-left", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "reason", reason }) });
}

static const char *booking_link(Ctx *cx, int64_t id) { return text(cx, "%s/bookings/%ld", cx->partnership->url, (long)id); }

Error *letter_colleague_cancelled(Ctx *cx, const Event *event, const Addressee *booker, int64_t booking_id, const char *colleague, const char *reason, const char *due)
{
    return mail_queue(cx, &(Mail){ .letter = "colleague-cancelled", TO(event, booker),
        MAIL_VALUES({ "name", booker->name }, { "colleague", colleague }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "where", event_where_words(cx, event) },
                    { "link", booking_link(cx, booking_id) }, { "reason", reason }, { "due", due }) });
}

Error *letter_booking_cancelled(Ctx *cx, const Event *event, const Addressee *booker, int64_t booking_id, const char *why)
{
    return mail_queue(cx, &(Mail){ .letter = "booking-cancelled", TO(event, booker),
        MAIL_VALUES({ "name", booker->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "where", event_where_words(cx, event) },
                    { "link", booking_link(cx, booking_id) }, { "reason", why }) });
}

Error *letter_substituted(Ctx *cx, const Event *event, const Addressee *leaves, const Addressee *comes)
{
    TRY(mail_queue(cx, &(Mail){ .letter = "place-given-up", TO(event, leaves), INVITATION("CANCEL", leaves), MAIL_VALUES(ABOUT(cx, event, leaves), { "colleague", comes->name }) }));
    return mail_queue(cx, &(Mail){ .letter = "place-taken-over", TO(event, comes), INVITATION("REQUEST", comes), MAIL_VALUES(ABOUT(cx, event, comes), { "colleague", leaves->name }, { "terms", event_charge_words(cx, event) }) });
}

Error *letter_event_cancelled(Ctx *cx, const Event *event, const Addressee *to, bool had_place, const char *why)
{
    Mail mail = { .letter = "event-cancelled", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "reason", why }) };
    if (had_place) mail.calendar_method = "CANCEL", mail.calendar_id = to->registration_id, mail.calendar_sequence = to->sequence;
    return mail_queue(cx, &mail);
}

Error *letter_event_changed(Ctx *cx, const Event *event, const Addressee *to, bool has_place)
{
    Mail mail = { .letter = "event-changed", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to)) };
    if (has_place) mail.calendar_method = "REQUEST", mail.calendar_id = to->registration_id, mail.calendar_sequence = to->sequence;
    return mail_queue(cx, &mail);
}

Error *letter_materials(Ctx *cx, const Event *event, const Addressee *to, const char *moment)
{
    return mail_queue(cx, &(Mail){ .letter = "materials-ready", TO(event, to), .unhurried = true,
        MAIL_VALUES({ "name", to->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "moment", same(moment, "before") ? "to look at before" : "from" },
                    { "link", registration_link(cx, to->registration_id) }) });
}

Error *letter_request_made(Ctx *cx, const Event *event, const Addressee *approver, const char *colleague)
{
    return mail_queue(cx, &(Mail){ .letter = "request-made", TO(event, approver),
        MAIL_VALUES({ "name", approver->name }, { "colleague", colleague }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "where", event_where_words(cx, event) },
                    { "link", text(cx, "%s/approvals/%ld", cx->partnership->url, (long)approver->registration_id) }) });
}

Error *letter_request_waits(Ctx *cx, const Event *event, const Addressee *to, const char *who)
{
    return mail_queue(cx, &(Mail){ .letter = "request-waits", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "who", who }) });
}

Error *letter_substitute_waits(Ctx *cx, const Event *event, const Addressee *to, const char *colleague)
{
    return mail_queue(cx, &(Mail){ .letter = "substitute-waits", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "colleague", colleague }, { "who", cx->partnership->name }) });
}

Error *letter_request_refused(Ctx *cx, const Event *event, const Addressee *to, const char *reason)
{
    return mail_queue(cx, &(Mail){ .letter = "request-refused", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "reason", reason }) });
}

Error *letter_request_lapsed(Ctx *cx, const Event *event, const Addressee *to)
{
    return mail_queue(cx, &(Mail){ .letter = "request-lapsed", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to)) });
}

Error *letter_moved(Ctx *cx, const Event *from, const Addressee *left, const Event *there, const Addressee *comes, const char *price, const char *due)
{
    TRY(mail_queue(cx, &(Mail){ .letter = "place-moved-away", TO(from, left), INVITATION("CANCEL", left), MAIL_VALUES(ABOUT(cx, from, left), { "there", event_when_words(cx, there) }) }));
    return mail_queue(cx, &(Mail){ .letter = "place-moved", TO(there, comes), INVITATION("REQUEST", comes),
        MAIL_VALUES(ABOUT(cx, there, comes), { "from", event_when_words(cx, from) }, { "price", price }, { "due", due }, { "terms", event_charge_words(cx, there) }) });
}

Error *letter_colleague_moved(Ctx *cx, const Event *from, const Event *there, const Addressee *booker, int64_t booking_id, const char *colleague, const char *due)
{
    return mail_queue(cx, &(Mail){ .letter = "colleague-moved", TO(there, booker),
        MAIL_VALUES({ "name", booker->name }, { "colleague", colleague }, { "event", there->title }, { "when", event_when_words(cx, there) }, { "where", event_where_words(cx, there) },
                    { "from", event_when_words(cx, from) }, { "link", booking_link(cx, booking_id) }, { "due", due }) });
}

Error *letter_charge_made(Ctx *cx, const Event *event, const Addressee *to, const char *colleague, const char *due)
{
    return mail_queue(cx, &(Mail){ .letter = "charge-made", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "colleague", colleague }, { "due", due }) });
}

Error *letter_charge_lifted(Ctx *cx, const Event *event, const Addressee *to, const char *colleague, const char *sum, const char *why)
{
    return mail_queue(cx, &(Mail){ .letter = "charge-lifted", TO(event, to), MAIL_VALUES(ABOUT(cx, event, to), { "colleague", colleague }, { "sum", sum }, { "reason", why }) });
}

#define ABOUT_UNNAMED(cx, event, to, booking_id, places) \
    { "name", (to)->name }, { "event", (event)->title }, { "when", event_when_words((cx), (event)) }, { "where", event_where_words((cx), (event)) }, \
    { "places", counted((cx), (places), "place", NULL) }, { "link", booking_link((cx), (booking_id)) }

Error *letter_names_wanted(Ctx *cx, const Event *event, const Addressee *to, int64_t booking_id, int64_t places, const char *until)
{
    return mail_queue(cx, &(Mail){ .letter = "names-wanted", TO(event, to), MAIL_VALUES(ABOUT_UNNAMED(cx, event, to, booking_id, places), { "until", until }) });
}

Error *letter_unnamed_released(Ctx *cx, const Event *event, const Addressee *to, int64_t booking_id, int64_t places)
{
    return mail_queue(cx, &(Mail){ .letter = "unnamed-released", TO(event, to), MAIL_VALUES(ABOUT_UNNAMED(cx, event, to, booking_id, places)) });
}

/* Those named by their names, then how many are not. */
static void places_say(Ctx *cx, Draft *list, int64_t unnamed)
{
    if (unnamed) draft_add(list, "%s%s", list->length ? ", and " : "", counted(cx, unnamed, "place without a name yet", "places without a name yet"));
}

/* Of each place, and what the package leaves to pay of all. */
static const char *prices_say(Ctx *cx, const Booked *booked)
{
    const char *each = price_said(cx, booked->price_pence, booked->price_words);
    int64_t saved = booked->price_pence * (int64_t)booked->count - booked->due_pence;
    if (!saved) return each;
    const char *due = booked->due_pence ? text(cx, "%s is to pay", money_words(cx, booked->due_pence)) : "nothing is to pay";
    return text(cx, "%s%s, of which the package covers %s: %s", each, booked->count > 1 ? " a place" : "", money_words(cx, saved), due);
}

Error *letter_summary(Ctx *cx, const Event *event, const Booked *booked)
{
    Draft confirmed = { .cx = cx }, waiting = { .cx = cx }, requested = { .cx = cx };
    int64_t unnamed = 0, unnamed_waiting = 0;
    for (size_t i = 0; i < booked->count; i++) {
        bool placed = same(booked->places[i].state, "confirmed");
        Draft *list = booked->requested ? &requested : placed ? &confirmed : &waiting;
        if (booked->places[i].person_id) draft_add(list, "%s%s", list->length ? ", " : "", booked->places[i].name);
        else ++*(placed ? &unnamed : &unnamed_waiting);
    }
    places_say(cx, &confirmed, unnamed), places_say(cx, &waiting, unnamed_waiting);
    return mail_queue(cx, &(Mail){ .letter = "booking-summary", .about_id = event->id, .person_id = cx->who->id, .to_name = cx->who->name, .to_email = cx->who->email,
        MAIL_VALUES({ "name", cx->who->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "where", event_where_words(cx, event) },
                    { "confirmed", draft_text(&confirmed) }, { "waiting", draft_text(&waiting) }, { "requested", draft_text(&requested) }, { "price", prices_say(cx, booked) }, { "terms", event_charge_words(cx, event) },
                    { "link", booking_link(cx, booked->id) }) });
}
