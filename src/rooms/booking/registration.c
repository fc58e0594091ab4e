/* What becomes of a registration: found, cancelled, accepted, declined, handed to a colleague. */
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/charge.h"
#include "rooms/booking/party.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/registration_acts.h"
#include "rooms/booking/second_date.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/booking/substitute.h"
#include "rooms/booking/ways_in.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"

#define REGISTRATION_FIELDS \
    "SELECT r.id, r.booking_id, r.event_id, r.person_id, r.organisation_id, r.state, " REGISTRATION_NAME " AS name, p.email, o.name AS organisation, r.price_pence, " PLACE_SAVED " AS saved_pence, r.asked_at," \
    " r.offered_at, r.offer_ends_at, r.decided_at, r.calendar_sequence, r.substituted_for, r.cancel_reason," \
    " CAST(CASE WHEN p.invited_at IS NOT NULL AND p.first_in_at IS NULL THEN 1 ELSE 0 END AS BIGINT) AS invited," \
    " c.title, e.state AS event_state, e.starts_on, e.place, e.format, e.starts_at, e.ends_at, e.session_count, e.cancel_by" \
    "  FROM registration r LEFT JOIN person p ON p.id = r.person_id JOIN event e ON e.id = r.event_id JOIN course c ON c.id = e.course_id" \
    "  LEFT JOIN organisation o ON o.id = r.organisation_id"
/* $2 the person, $3 the organisation whose bookings they keep (0: none), $4 whether they may see all. */
#define REGISTRATION_SCOPE " AND (r.person_id = $2 OR r.organisation_id = $3 OR CAST($4 AS BIGINT) = 1)"

SQL(registration_by_id,       REGISTRATION_FIELDS " WHERE r.id = $1" REGISTRATION_SCOPE);
/* All of a booking are at its event, by which they are found. */
SQL(registrations_by_booking, REGISTRATION_FIELDS " WHERE r.id IN " REGISTRATIONS_AT("(SELECT event_id FROM booking WHERE id = $1)") " AND r.booking_id = $1" REGISTRATION_SCOPE " ORDER BY r.id");
SQL(registrations_by_event,   REGISTRATION_FIELDS " WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") REGISTRATION_SCOPE
                              " ORDER BY CASE r.state WHEN 'confirmed' THEN 1 WHEN 'offered' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END, COALESCE(p.sort_key, ''), r.id LIMIT 1000");
SQL(registration_of_person,   REGISTRATION_FIELDS " WHERE r.event_id = $1 AND r.person_id = $2 AND " REGISTRATION_LIVE("r."));

/* Only if it is still in the state in which it was found: acts on one registration that meet are told apart here. */
SQL(registration_cancelled,
    "UPDATE registration SET state = 'cancelled', decided_at = $3, cancel_reason = $4, calendar_sequence = calendar_sequence + 1 WHERE id = $1 AND state = $2");
SQL(offer_take,
    "UPDATE registration SET state = 'confirmed', decided_at = $2, calendar_sequence = calendar_sequence + 1, event_sequence = $3 WHERE id = $1 AND state = 'offered' AND offer_ends_at > $2");
SQL(substitute_add,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, decided_at, event_sequence, substituted_for)"
    " SELECT $1, booking_id, event_id, CAST($3 AS BIGINT), organisation_id, 'confirmed', price_pence, CAST($4 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), id"
    "   FROM registration WHERE id = $2"
    " ON CONFLICT (event_id, person_id) WHERE " REGISTRATION_LIVE("") " DO NOTHING");

SQL(booker_to_tell,
    "SELECT p.id AS person_id, p.name, p.email FROM booking b JOIN person p ON p.id = b.booked_by WHERE b.id = $1 AND b.booked_by <> $2 AND b.booked_by <> $3"
    "   AND EXISTS (SELECT 1 FROM post t WHERE t.person_id = p.id AND t.organisation_id = b.organisation_id AND t.starts_on <= $4 AND (t.ends_on IS NULL OR t.ends_on >= $4))");

static const Column booker_columns[] = { COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email) };
static const Column registration_columns[] = {
    COLUMN(Registration, id), COLUMN(Registration, booking_id), COLUMN(Registration, event_id), COLUMN(Registration, person_id), COLUMN(Registration, organisation_id),
    COLUMN(Registration, state), COLUMN(Registration, name), COLUMN(Registration, email), COLUMN(Registration, organisation), COLUMN(Registration, price_pence), COLUMN(Registration, saved_pence),
    COLUMN(Registration, asked_at), COLUMN(Registration, offered_at), COLUMN(Registration, offer_ends_at), COLUMN(Registration, decided_at),
    COLUMN(Registration, calendar_sequence), COLUMN(Registration, substituted_for), COLUMN(Registration, cancel_reason), COLUMN(Registration, title),
    COLUMN(Registration, event_state), COLUMN(Registration, starts_on), COLUMN(Registration, place), COLUMN(Registration, format), COLUMN(Registration, starts_at),
    COLUMN(Registration, ends_at), COLUMN(Registration, session_count), COLUMN(Registration, cancel_by), COLUMN(Registration, invited),
};

#define ONLY_OWN(cx) INT((cx)->who->id), INT(may((cx), BOOK_PLACES) && (cx)->who->organisation_id ? (cx)->who->organisation_id : -1)
#define SCOPE(cx) ONLY_OWN(cx), INT(may((cx), RUN_PROGRAMME) || may((cx), AUDIT))

Error *registration_find(Ctx *cx, int64_t id, Registration *registration)
{
    if (!cx->who) return missing(cx, "registration %ld, and nobody is signed in", (long)id);
    return db_one(cx, registration_by_id, registration_columns, registration, INT(id), SCOPE(cx));
}

Error *registrations_of_booking(Ctx *cx, int64_t booking_id, Registration **registrations, size_t *count)
{
    return db_list(cx, registrations_by_booking, registration_columns, registrations, count, INT(booking_id), SCOPE(cx));
}

Error *registrations_of_event(Ctx *cx, int64_t event_id, Registration **registrations, size_t *count)
{
    Event event = {0};
    bool all = may(cx, RUN_PROGRAMME) || may(cx, AUDIT) || (may(cx, OWN_COURSES) && !event_find_own(cx, event_id, &event));
    return db_list(cx, registrations_by_event, registration_columns, registrations, count, INT(event_id), ONLY_OWN(cx), INT(all));
}

Error *registration_mine(Ctx *cx, int64_t event_id, Registration *registration, bool *found)
{
    *found = false;
    return cx->who ? db_maybe(cx, registration_of_person, registration_columns, registration, found, INT(event_id), INT(cx->who->id)) : OK;
}

bool registration_is_to_read(const Ctx *cx, const Registration *registration)
{
    return may(cx, AUDIT) && !may(cx, RUN_PROGRAMME) && registration->person_id != cx->who->id;
}

bool registration_is_to_hand_on(const Ctx *cx, const Registration *registration)
{
    bool ours = registration->organisation_id && registration->organisation_id == cx->who->organisation_id;
    return may(cx, RUN_PROGRAMME) || (may(cx, BOOK_PLACES) && ours);
}

static Addressee addressee_of(const Registration *registration, int64_t sequence)
{
    return (Addressee){ registration->id, registration->person_id, registration->name, registration->email, sequence };
}

Error *registration_take_in_hand(Ctx *cx, int64_t id, Registration *registration, Event *event)
{
    TRY(registration_find(cx, id, registration));
    if (registration_is_to_read(cx, registration)) return forbidden(cx, "an auditor writes nothing");
    TRY(event_hold(cx, registration->event_id));
    TRY(registration_find(cx, id, registration));   /* as it stands now that nobody else can move it */
    return event_find(cx, registration->event_id, event);
}

Error *registration_release(Ctx *cx, const Event *event, const char *state)
{
    if (same(state, "waiting")) return waiting_list_left(cx, event);
    if (!same(state, "confirmed") && !same(state, "offered")) return OK;
    TRY(event_give_back(cx, event->id, 1));
    return waiting_list_pass_on(cx, event);
}

/* Of a cancelled event a job cancels everybody's registration, and its places are free already. */
static Error *still_planned(Ctx *cx, const Event *event)
{
    return same(event->state, "cancelled") ? conflict(cx, "%s has been cancelled, and with it all its places", event->title) : OK;
}

Error *registration_end(Ctx *cx, const Registration *registration, const char *reason)
{
    int64_t moved = 0;
    TRY(db_run(cx, registration_cancelled, &moved, INT(registration->id), STR(registration->state), INT(cx->now), STR(reason)));
    if (!moved) return conflict(cx, "This registration has changed meanwhile. Look at it again before you decide");
    TRY(place_over(cx, registration->id));
    return trail(cx, "registration.cancelled", registration->id, NULL);
}

Error *registration_booker(Ctx *cx, const Registration *registration, Addressee *booker, bool *tell)
{
    return db_maybe(cx, booker_to_tell, booker_columns, booker, tell, INT(registration->booking_id), INT(registration->person_id), INT(cx->who->id), STR(cx->today));
}

/* The person, and whoever booked for them, unless it was they who cancelled or they have left the school. */
static Error *cancelled_tell(Ctx *cx, const Registration *registration, const Event *event, const char *reason, const char *due)
{
    const Addressee to = addressee_of(registration, registration->calendar_sequence + 1);
    Addressee booker = {0};
    bool tell;
    bool asked = same(registration->state, "requested"), theirs = registration->person_id == cx->who->id;
    if (asked) return theirs || !registration->person_id ? OK : letter_request_refused(cx, event, &to, reason);   /* who takes their own request back knows it */
    if (registration->person_id) TRY(same(registration->state, "confirmed") ? letter_cancelled(cx, event, &to, reason, due) : letter_left(cx, event, &to, reason));
    TRY(registration_booker(cx, registration, &booker, &tell));
    return tell ? letter_colleague_cancelled(cx, event, &booker, registration->booking_id, registration->name, reason, due) : OK;
}

Error *registration_cancel(Ctx *cx, int64_t id, const char *reason) { return registration_cancel_for(cx, id, reason, PENCE_MOST); }

Error *registration_cancel_for(Ctx *cx, int64_t id, const char *reason, int64_t most_pence)
{
    Registration registration = {0};
    Event event = {0};
    Due due;
    TRY(registration_take_in_hand(cx, id, &registration, &event));
    if (letters(reason) > CANCEL_REASON_MOST) return invalid(cx, "reason", "Use %d characters or fewer for the reason", CANCEL_REASON_MOST);
    if (!one_of(registration.state, "requested waiting offered confirmed")) return conflict(cx, "This registration is already %s", registration.state);
    TRY(still_planned(cx, &event));
    if (event.starts_at <= cx->now) return conflict(cx, "%s has begun, so it can no longer be cancelled. The register will say who came", event.title);
    TRY(charge_due(cx, &registration, &event, &due));
    if (due.pence > most_pence) return conflict(cx, "Cancelling costs %s now. Look at it again, and confirm that", money_words(cx, due.pence));
    TRY(registration_end(cx, &registration, text_trim(cx, reason)));
    TRY(charge_make(cx, &registration, "cancelled", &due));
    TRY(registration_release(cx, &event, registration.state));
    return cancelled_tell(cx, &registration, &event, text_trim(cx, reason), charge_words(cx, &due));
}

static Error *offer_taken(Ctx *cx, const Event *event, const Addressee *to)
{
    int64_t taken = 0;
    TRY(db_run(cx, offer_take, &taken, INT(to->registration_id), INT(cx->now), INT(event->sequence)));
    if (!taken) return conflict(cx, "This offer is over, and the place has gone to the next on the list");
    TRY(trail(cx, "registration.confirmed", to->registration_id, "offer"));
    TRY(charge_place_taken(cx, event, to->registration_id));
    TRY(second_date_taken(cx, to->registration_id));
    return letter_confirmed(cx, event, to);
}

Error *offer_accept(Ctx *cx, int64_t id)
{
    Registration registration = {0};
    Event event = {0};
    Party party = {0};
    TRY(registration_take_in_hand(cx, id, &registration, &event));
    TRY(still_planned(cx, &event));
    if (same(registration.state, "confirmed")) return conflict(cx, "This place is already taken up");
    if (same(registration.state, "requested")) return conflict(cx, "This place is asked for, and nobody has decided it yet");
    if (event.starts_at <= cx->now) return conflict(cx, "%s has begun, so the offer is over", event.title);   /* it may have moved since the offer */
    TRY(party_find(cx, &registration, &party));
    if (!party.count) return conflict(cx, "This offer is over, and the place has gone to the next on the list");
    if (!party_is_answered(cx, &registration, &party)) return conflict(cx, "%s asked for these places together, and answers for all of you", party.booker);
    for (size_t i = 0; i < party.count; i++) TRY(offer_taken(cx, &event, &party.people[i]));
    return OK;
}

Error *offer_decline(Ctx *cx, int64_t id)
{
    Registration registration = {0};
    Event event = {0};
    TRY(registration_take_in_hand(cx, id, &registration, &event));
    TRY(still_planned(cx, &event));
    if (!same(registration.state, "offered")) return conflict(cx, "There is no offer here to decline: the registration is %s", registration.state);
    TRY(registration_end(cx, &registration, "Offer declined"));
    TRY(registration_release(cx, &event, registration.state));
    return cancelled_tell(cx, &registration, &event, "The place that was offered was let go", "");
}

Error *colleague_resolve(Ctx *cx, const Registration *registration, const Invitee *wanted, Addressee *comes)
{
    if (wanted->person_id) {
        Colleague colleague = {0};
        Error *error = colleague_find(cx, registration->organisation_id, wanted->person_id, &colleague);
        if (error) return error->kind == MISSING ? invalid(cx, "person", "Choose a colleague from the list") : error;
        *comes = (Addressee){ .person_id = colleague.id, .name = colleague.name, .email = colleague.email };
        return OK;
    }
    TRY(person_check(cx, "name", wanted->name, "email", wanted->email));
    *comes = (Addressee){ .name = wanted->name, .email = wanted->email };
    return person_invite(cx, wanted->name, wanted->email, registration->organisation_id, "teacher", &comes->person_id);
}

Error *registration_substitute(Ctx *cx, int64_t id, const Invitee *colleague, int64_t *new_registration_id)
{
    Registration registration = {0};
    Event event = {0};
    Addressee comes = {0};
    int64_t added = 0;
    TRY(registration_take_in_hand(cx, id, &registration, &event));
    if (!registration_is_to_hand_on(cx, &registration)) return missing(cx, "registration %ld is not theirs to hand on", (long)id);
    TRY(still_planned(cx, &event));
    if (!registration.person_id) return conflict(cx, "Nobody is named for this place yet: say who comes");
    if (!same(registration.state, "confirmed")) return conflict(cx, "Only a confirmed place can go to a colleague: this registration is %s", registration.state);
    if (event.starts_at <= cx->now) return conflict(cx, "%s has begun. Tell the facilitator who came instead", event.title);
    if (!registration.organisation_id) return conflict(cx, "This place is not a school’s, so nobody else can take it");
    TRY(colleague_resolve(cx, &registration, colleague, &comes));
    TRY(way_in_check_one(cx, WAY_SUBSTITUTED, &event, registration.organisation_id, (BookedPlace){ 0, comes.person_id, comes.name, comes.email, "" }));
    if (approval_asks_owner(cx, &event)) {
        TRY(substitute_ask(cx, &event, &registration, &comes));
        *new_registration_id = comes.registration_id;
        return OK;
    }

    *new_registration_id = comes.registration_id = new_id(cx);
    TRY(db_run(cx, substitute_add, &added, INT(comes.registration_id), INT(id), INT(comes.person_id), INT(cx->now), INT(event.sequence)));
    if (!added) return conflict(cx, "%s is already on this event or its waiting list", comes.name);
    TRY(place_handed_on(cx, id, comes.registration_id));
    TRY(registration_end(cx, &registration, text(cx, "%s comes instead", comes.name)));
    TRY(trail(cx, "registration.substituted", comes.registration_id, NULL));
    const Addressee leaves = addressee_of(&registration, registration.calendar_sequence + 1);
    return letter_substituted(cx, &event, &leaves, &comes);
}
