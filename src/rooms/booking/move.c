#include "rooms/booking/move.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/booking/approval.h"
#include "rooms/booking/ballot.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/naming.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/registration_acts.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/booking/ways_in.h"
#include "rooms/members/permission.h"

/* $1 the course, $2 the event to leave, $3 now, $4 the person, $5 the registration to give up */
SQL(dates_to_move_to,
    "SELECT e.id, e.starts_at, e.ends_at, e.session_count, e.places, e.taken, e.rules, e.member_price_pence, e.other_price_pence, e.starts_on, e.place, e.format,"
    " (SELECT MIN(c.title) FROM registration r JOIN event o ON o.id = r.event_id JOIN course c ON c.id = o.course_id"
    "   WHERE r.person_id = $4 AND r.id <> $5 AND " REGISTRATION_LIVE("r.") " AND o.state <> 'cancelled' AND o.ends_at > e.starts_at AND o.starts_at < e.ends_at"
    "     AND EXISTS (SELECT 1 FROM session a JOIN session b ON b.event_id = o.id WHERE a.event_id = e.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at)) AS clash"
    "  FROM event e WHERE e.course_id = $1 AND e.id <> $2 AND e.state = 'published' AND e.starts_at > $3 AND (e.booking_opens_at IS NULL OR e.booking_opens_at <= $3)"
    "   AND (e.booking_closes_at IS NULL OR e.booking_closes_at > $3) AND e.waiting = 0 AND e.taken < e.places"
    "   AND NOT EXISTS (SELECT 1 FROM registration h WHERE h.event_id = e.id AND h.person_id = $4 AND " REGISTRATION_LIVE("h.") ")"
    " ORDER BY e.starts_at, e.id LIMIT CAST($6 AS BIGINT)");
/* Whoever booked the old place hears of the new one, too. */
SQL(booking_moved,
    "INSERT INTO booking (id, event_id, organisation_id, booked_by, purchase_order, price_pence, booked_at)"
    " SELECT CAST($2 AS BIGINT), CAST($3 AS BIGINT), organisation_id, booked_by, purchase_order, CAST($4 AS BIGINT), CAST($5 AS BIGINT) FROM booking WHERE id = $1");
SQL(registration_moved,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, decided_at, event_sequence, moved_from)"
    " SELECT CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), person_id, organisation_id, 'confirmed', CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT), id"
    "   FROM registration WHERE id = $1"
    " ON CONFLICT (event_id, person_id) WHERE " REGISTRATION_LIVE("") " DO NOTHING");

static const Column date_columns[] = {
    COLUMN(MoveDate, id), COLUMN(MoveDate, starts_at), COLUMN(MoveDate, ends_at), COLUMN(MoveDate, session_count), COLUMN(MoveDate, places), COLUMN(MoveDate, taken),
    COLUMN(MoveDate, rules), COLUMN(MoveDate, member_price_pence), COLUMN(MoveDate, other_price_pence), COLUMN(MoveDate, starts_on), COLUMN(MoveDate, place), COLUMN(MoveDate, format), COLUMN(MoveDate, clash),
};

Error *move_dates(Ctx *cx, const Registration *registration, const Event *event, MoveDate **dates, size_t *count)
{
    Standing standing;
    *count = 0;
    if (!same(registration->state, "confirmed") || event->starts_at <= cx->now || same(event->state, "cancelled")) return OK;
    TRY(standing_find(cx, registration->organisation_id, &standing));
    TRY(db_list(cx, dates_to_move_to, date_columns, dates, count, INT(event->course_id), INT(event->id), INT(cx->now), REF(registration->person_id), INT(registration->id), INT(DATES_MOST)));
    for (size_t i = 0; i < *count; i++) {      /* DATES_MOST, and a question where an event has prices or discounts of its own, or the school a package */
        MoveDate *date = &(*dates)[i];
        ListPrice price;
        TRY(booking_list_price(cx, &(Event){ .id = date->id, .rules = date->rules, .member_price_pence = date->member_price_pence, .other_price_pence = date->other_price_pence,
                                             .starts_on = date->starts_on }, &standing, 1, &price));
        TRY(place_price_moved(cx, event, date->starts_on, &standing, registration->id, price.pence, &date->price_pence));
    }
    return OK;
}

typedef struct { Registration place; Event from, there; Standing standing; ListPrice list; int64_t price; Due due; } Moving;

/* Both events held, the one with the lower id first, so that two who move crosswise wait for each other in one order. */
static Error *hold_both(Ctx *cx, int64_t id, int64_t event_id, Moving *m)
{
    TRY(registration_find(cx, id, &m->place));
    if (registration_is_to_read(cx, &m->place)) return forbidden(cx, "an auditor writes nothing");
    if (!event_id || event_id == m->place.event_id) return invalid(cx, "event", "Choose the other date");
    TRY(event_find(cx, event_id, &m->there));
    bool first = event_id < m->place.event_id;
    TRY(event_hold(cx, first ? event_id : m->place.event_id));
    TRY(event_hold(cx, first ? m->place.event_id : event_id));
    TRY(registration_find(cx, id, &m->place));
    TRY(event_find(cx, m->place.event_id, &m->from));
    return event_find(cx, event_id, &m->there);
}

static Error *may_leave(Ctx *cx, const Moving *m)
{
    if (!same(m->place.state, "confirmed")) return conflict(cx, "Only a place can move to another date: this registration is %s", m->place.state);
    if (same(m->from.state, "cancelled")) return conflict(cx, "%s has been cancelled, and with it all its places", m->from.title);
    return m->from.starts_at <= cx->now ? conflict(cx, "%s has begun, so nobody moves from it any more", m->from.title) : OK;
}

/* Where places are asked for first, nobody moves without being asked for. */
static Error *asks_nobody(Ctx *cx, const Moving *m)
{
    BookedPlace place = { m->place.id, m->place.person_id, m->place.name, m->place.email, "" };
    const char *step;
    TRY(approval_needed(cx, &m->there, &(BookingRequest){ .over_limit_meant = true }, &(Booked){ .due_pence = m->price, .places = &place, .count = 1 }, &m->standing, &step));
    if (!*step) TRY(ballot_step(cx, &m->there, &step));
    if (same(step, "school")) return conflict(cx, "%s approves places first. Whoever books for it can move yours", m->place.organisation);
    if (same(step, "ballot")) return conflict(cx, "The places on that date are drawn. Ask for one there, and keep this one until you know");
    return *step ? conflict(cx, "Each place on that date is approved first. Ask for one there, and keep this one until you have it") : OK;
}

static Error *may_come(Ctx *cx, const Moving *m)
{
    const char *why;
    if (m->there.course_id != m->from.course_id || !event_visible(cx, &m->there)) return invalid(cx, "event", "Choose another date of this course");
    if (!event_bookable(cx, &m->there, &why)) return conflict(cx, "%s", why);
    if (!m->place.person_id) TRY(unnamed_check(cx, &m->there));
    Error *errors = way_in_check_one(cx, WAY_MOVED, &m->there, m->place.organisation_id, (BookedPlace){ m->place.id, m->place.person_id, m->place.name, m->place.email, "" });
    for (Error *each = errors; each; each = each->next)
        if (each->field) each->field = "event";      /* as the form calls it: another date may be for them */
    if (errors) return errors;
    return asks_nobody(cx, m);
}

static Error *tell(Ctx *cx, const Moving *m, int64_t new_id, int64_t booking_id)
{
    const Addressee left = { m->place.id, m->place.person_id, m->place.name, m->place.email, m->place.calendar_sequence + 1, .unnamed = !m->place.person_id },
                    comes = { new_id, m->place.person_id, m->place.name, m->place.email, 0, .unnamed = !m->place.person_id };
    Addressee booker = {0};
    bool to_booker;
    const char *price = m->price < m->list.pence ? place_price_words(cx, m->price, m->list.pence - m->price) : price_said(cx, m->price, m->list.words);
    if (m->place.person_id) TRY(letter_moved(cx, &m->from, &left, &m->there, &comes, price, charge_words(cx, &m->due)));
    TRY(registration_booker(cx, &m->place, &booker, &to_booker));
    return to_booker ? letter_colleague_moved(cx, &m->from, &m->there, &booker, booking_id, m->place.name, charge_words(cx, &m->due)) : OK;
}

Error *registration_move_to(Ctx *cx, int64_t id, const Move *move, int64_t *new_registration_id)
{
    Moving m = {0};
    int64_t booking_id = new_id(cx), added = 0;
    bool taken;
    TRY(hold_both(cx, id, move->event_id, &m));
    TRY(may_leave(cx, &m));
    TRY(standing_find(cx, m.place.organisation_id, &m.standing));
    TRY(booking_list_price(cx, &m.there, &m.standing, 1, &m.list));
    TRY(place_price_moved(cx, &m.there, m.there.starts_on, &m.standing, id, m.list.pence, &m.price));
    TRY(may_come(cx, &m));
    TRY(charge_due_moving(cx, &m.place, &m.from, &m.due));
    if (m.due.pence > move->charge_pence) return conflict(cx, "Moving costs %s now. Look at it again, and confirm that", money_words(cx, m.due.pence));
    if (m.price > move->price_pence) return conflict(cx, "A place on that date costs %s now. Look at it again, and confirm that", money_words(cx, m.price));
    TRY(event_take_places(cx, m.there.id, 1, &taken));
    if (!taken) return conflict(cx, "There is no place left on that date, so yours stays where it is");

    *new_registration_id = new_id(cx);
    TRY(registration_end(cx, &m.place, text(cx, "Moved to %s", date_words(cx, m.there.starts_on))));
    TRY(place_draw(cx, &m.there, m.place.organisation_id, *new_registration_id, m.list.pence, &m.price));      /* as it was looked at: what the old one held is back */
    TRY(charge_make(cx, &m.place, "moved", &m.due));
    TRY(db_run(cx, booking_moved, NULL, INT(m.place.booking_id), INT(booking_id), INT(m.there.id), INT(m.list.pence), INT(cx->now)));
    TRY(booking_price_keep(cx, booking_id, &m.list));
    TRY(db_run(cx, registration_moved, &added, INT(id), INT(*new_registration_id), INT(booking_id), INT(m.there.id), INT(m.price), INT(cx->now), INT(m.there.sequence)));
    if (!added) return conflict(cx, "%s is already on that date or its waiting list", m.place.name);
    TRY(trail(cx, "registration.moved", *new_registration_id, NULL));
    TRY(registration_release(cx, &m.from, m.place.state));
    return tell(cx, &m, *new_registration_id, booking_id);
}
