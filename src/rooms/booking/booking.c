#include "rooms/booking/booking.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/booking/answers.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/ballot.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/naming.h"
#include "rooms/booking/needs_share.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/booking/ways_in.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event_rules.h"

SQL(booking_add,
    "INSERT INTO booking (id, event_id, organisation_id, booked_by, purchase_order, price_pence, booked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(registration_add,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, decided_at, event_sequence)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " ON CONFLICT (event_id, person_id) WHERE " REGISTRATION_LIVE("") " DO NOTHING");
/* The people named, as ids apart by spaces, who hold a post there today. */
SQL(people_to_book,
    "SELECT p.id AS person_id, p.name, p.email FROM person p WHERE CAST($1 AS TEXT) LIKE '% ' || CAST(p.id AS TEXT) || ' %' AND p.id IN"
    " (SELECT person_id FROM post WHERE organisation_id = $2 AND starts_on <= $3 AND (ends_on IS NULL OR ends_on >= $3))");
SQL(booking_by_id,
    "SELECT b.id, b.event_id, b.organisation_id, b.booked_by, b.price_pence, b.booked_at, b.purchase_order, o.name AS organisation, p.name AS booker"
    "  FROM booking b LEFT JOIN organisation o ON o.id = b.organisation_id LEFT JOIN person p ON p.id = b.booked_by"
    " WHERE b.id = $1 AND (b.booked_by = $2 OR b.organisation_id = $3 OR CAST($4 AS BIGINT) = 1)");

static const Column booking_columns[] = {
    COLUMN(Booking, id), COLUMN(Booking, event_id), COLUMN(Booking, organisation_id), COLUMN(Booking, booked_by), COLUMN(Booking, price_pence),
    COLUMN(Booking, booked_at), COLUMN(Booking, purchase_order), COLUMN(Booking, organisation), COLUMN(Booking, booker),
};
static const Column person_columns[] = { COLUMN(Invitee, person_id), COLUMN(Invitee, name), COLUMN(Invitee, email) };

/* A person for themself, a booker for their own organisation, the office for anybody. */
static Error *permission_check(Ctx *cx, const BookingRequest *request)
{
    bool oneself = cx->who && request->count == 1 && !request->unnamed && request->people[0].person_id == cx->who->id
                && (!request->organisation_id || request->organisation_id == cx->who->organisation_id);
    bool own = may(cx, BOOK_PLACES) && request->organisation_id && request->organisation_id == cx->who->organisation_id;
    if (oneself || own || may(cx, RUN_PROGRAMME)) return OK;
    return forbidden(cx, "booking event %ld for organisation %ld", (long)request->event_id, (long)request->organisation_id);
}

static Error *request_check(Ctx *cx, const BookingRequest *request)
{
    Error *errors = OK;
    size_t places = request->count + (size_t)request->unnamed;
    if (!places) errors_add(&errors, invalid(cx, "people", "Choose who should come"));
    if (places > 1 && !request->organisation_id) errors_add(&errors, invalid(cx, "people", "Book people who come for no school one at a time"));
    if (places > BOOKING_PEOPLE_MOST)
        errors_add(&errors, invalid(cx, "people", "Book %d people at most in one go, then book the others", BOOKING_PEOPLE_MOST));
    if (letters(request->purchase_order) > PURCHASE_ORDER_MOST || !text_is_line(request->purchase_order))
        errors_add(&errors, invalid(cx, "purchase_order", "Use %d characters or fewer for the purchase order", PURCHASE_ORDER_MOST));
    for (size_t i = 0, stranger = 0; i < request->count && i < BOOKING_PEOPLE_MOST; i++) {
        const Invitee *one = &request->people[i];
        for (size_t k = 0; k < i; k++) {
            bool twice = one->person_id ? request->people[k].person_id == one->person_id
                                        : !request->people[k].person_id && same(text_fold(cx, request->people[k].email), text_fold(cx, one->email));
            if (twice) errors_add(&errors, invalid(cx, one->person_id ? "people" : text(cx, "email_%zu", stranger + 1), "%s is in the list twice", one->name ? one->name : "Somebody"));
        }
        if (!one->person_id) {
            stranger++;
            errors_add(&errors, person_check(cx, text(cx, "name_%zu", stranger), one->name, text(cx, "email_%zu", stranger), one->email));
        }
    }
    return errors;
}

/* Names and addresses of those asked for, in their order; whoever is not known yet is invited. */
static Error *people_resolve(Ctx *cx, const BookingRequest *request, BookedPlace *places)
{
    Draft ids = { .cx = cx };
    Invitee *known;
    size_t known_count = 0, asked = 0;
    bool oneself = request->count == 1 && cx->who && request->people[0].person_id == cx->who->id;
    for (size_t i = request->count; i < request->count + (size_t)request->unnamed; i++) places[i] = (BookedPlace){ .name = "A place without a name", .email = "" };
    if (oneself) {
        places[0] = (BookedPlace){ .person_id = cx->who->id, .name = cx->who->name, .email = cx->who->email };
        return OK;
    }
    if (!request->organisation_id && request->count && request->people[0].person_id) {
        PersonName person = {0};
        TRY(person_name(cx, request->people[0].person_id, &person));
        places[0] = (BookedPlace){ .person_id = person.id, .name = person.name, .email = person.email };
        return OK;
    }
    for (size_t i = 0; i < request->count; i++)
        if (request->people[i].person_id) draft_add(&ids, " %ld ", (long)request->people[i].person_id), asked++;
    if (asked) TRY(db_list(cx, people_to_book, person_columns, &known, &known_count, STR(draft_text(&ids)), INT(request->organisation_id), STR(cx->today)));
    if (known_count < asked) return invalid(cx, "people", "Somebody in the list no longer works at your school. Take them off the list and try again");

    for (size_t i = 0; i < request->count; i++) {
        const Invitee *one = &request->people[i];
        places[i] = (BookedPlace){ .person_id = one->person_id, .name = one->name, .email = one->email };
        if (!one->person_id) TRY(person_invite(cx, one->name, one->email, request->organisation_id, "teacher", &places[i].person_id));
        for (size_t k = 0; k < known_count; k++)
            if (known[k].person_id == one->person_id) places[i].name = known[k].name, places[i].email = known[k].email;
    }
    return OK;
}

/* How many of n places were to be had, all at once or, unless they come together, one by one. Either way the event is held from here on, so that none comes free
 * between looking and joining the waiting list. */
static Error *places_take(Ctx *cx, int64_t event_id, size_t n, bool together, size_t *got)
{
    bool taken;
    *got = 0;
    TRY(event_take_places(cx, event_id, (int64_t)n, &taken));
    if (taken) *got = n;
    if (taken) return OK;
    TRY(event_hold(cx, event_id));
    while (!together && *got < n) {
        TRY(event_take_places(cx, event_id, 1, &taken));
        if (!taken) break;
        ++*got;
    }
    return OK;
}

/* `step`: whom it is asked of first, or "ballot"; "" for nobody. */
static Error *registration_make(Ctx *cx, const Standing *standing, const char *step, const Event *event, const Booked *booked, BookedPlace *place)
{
    int64_t added = 0;
    bool confirmed = same(place->state, "confirmed");
    TRY(db_run(cx, registration_add, &added, INT(place->registration_id), INT(booked->id), INT(event->id), REF(place->person_id), REF(standing->organisation_id),
               STR(place->state), INT(place->price_pence), INT(cx->now), REF(confirmed ? cx->now : 0), INT(event->sequence)));
    if (!added)   /* the whole booking is taken back, places and all */
        return place->person_id == cx->who->id ? conflict(cx, "You are already on this event or its waiting list")
                                                : conflict(cx, "%s is already on this event or its waiting list. Take them off the list and try again", place->name);
    if (same(step, "ballot")) return ballot_enter(cx, event, &(Addressee){ place->registration_id, place->person_id, place->name, place->email, 0 });
    if (*step) return approval_ask(cx, event, standing, step, place);
    TRY(trail(cx, confirmed ? "registration.confirmed" : "registration.waiting", place->registration_id, place->person_id ? NULL : "not named yet"));
    if (!place->person_id) return OK;   /* the summary says it to whoever booked */
    const Addressee to = { place->registration_id, place->person_id, place->name, place->email, 0 };
    return confirmed ? letter_confirmed(cx, event, &to) : letter_waiting(cx, event, &to);
}

Error *booking_make(Ctx *cx, const BookingRequest *request, Booked *booked)
{
    Event event = {0};
    Standing standing;
    ListPrice price;
    Settled answers = {0};
    const char *why, *step;
    *booked = (Booked){ .id = new_id(cx), .count = request->count + (size_t)request->unnamed };
    TRY(request_check(cx, request));
    TRY(permission_check(cx, request));
    booked->places = array(cx, BookedPlace, booked->count);
    TRY(people_resolve(cx, request, booked->places));
    for (size_t i = 0; i < booked->count; i++) booked->places[i].registration_id = new_id(cx);

    /* The event is read once it is held: while we waited for it, it may have been cancelled, closed or moved. */
    TRY(places_take(cx, request->event_id, booked->count, request->together, &booked->confirmed));
    TRY(event_find(cx, request->event_id, &event));
    if (!event_visible(cx, &event)) return missing(cx, "event %ld is a draft", event.id);
    if (!event_bookable(cx, &event, &why)) return conflict(cx, "%s", why);
    if (request->unnamed) TRY(unnamed_check(cx, &event));
    TRY(way_in_check(cx, &(WayIn){ WAY_BOOKED, &event, request->organisation_id, booked->places, booked->count }));
    TRY(standing_find(cx, request->organisation_id, &standing));
    TRY(booking_list_price(cx, &event, &standing, (int64_t)booked->count, &price));
    booked->price_pence = price.pence, booked->price_words = price.words;
    TRY(places_draw(cx, &event, &standing, booked));
    if (request->price_agreed && booked->due_pence > request->agreed_pence)
        return conflict(cx, "%s %s now, more than this page said. Look at it again, and confirm that", booked->count > 1 ? "These places together cost" : "The place costs", money_words(cx, booked->due_pence));
    TRY(approval_needed(cx, &event, request, booked, &standing, &step));
    if (!*step) TRY(ballot_step(cx, &event, &step));
    if (event.rules & RULE_QUESTIONS) TRY(answers_check(cx, &event, request, &answers));
    booked->requested = *step;
    if (*step && booked->confirmed) TRY(event_give_back(cx, event.id, (int64_t)booked->confirmed));   /* nobody waits, or none would have been had */
    if (*step) booked->confirmed = 0;
    TRY(db_run(cx, booking_add, NULL, INT(booked->id), INT(event.id), REF(request->organisation_id), INT(cx->who->id), STR(text_trim(cx, request->purchase_order)),
               INT(booked->price_pence), INT(cx->now)));
    TRY(booking_price_keep(cx, booked->id, &price));
    for (size_t i = 0; i < booked->count; i++) {
        booked->places[i].state = *step ? "requested" : i < booked->confirmed ? "confirmed" : "waiting";
        TRY(registration_make(cx, &standing, step, &event, booked, &booked->places[i]));
    }
    if (!*step && booked->confirmed < booked->count) TRY(waiting_list_joined(cx, &event, booked, request->together));
    if (answers.count) TRY(answers_keep(cx, &event, &answers, booked));

    bool oneself = booked->count == 1 && booked->places[0].person_id == cx->who->id;   /* whose own letter says it all */
    if (oneself && request->needs_said) TRY(needs_share(cx, booked->places[0].registration_id, request->needs_shared));
    return oneself ? OK : letter_summary(cx, &event, booked);
}

Error *booking_find(Ctx *cx, int64_t id, Booking *booking)
{
    if (!cx->who) return missing(cx, "booking %ld, and nobody is signed in", (long)id);
    bool all = may(cx, RUN_PROGRAMME) || may(cx, AUDIT);
    int64_t organisation = may(cx, BOOK_PLACES) ? cx->who->organisation_id : 0;
    return db_one(cx, booking_by_id, booking_columns, booking, INT(id), INT(cx->who->id), INT(organisation), INT(all));
}
