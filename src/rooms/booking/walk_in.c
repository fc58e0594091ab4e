#include "rooms/booking/walk_in.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/mail/mail.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/ways_in.h"
#include "rooms/members/members.h"
#include "rooms/members/person.h"
#include "rooms/members/sign_in.h"

SQL(walk_in_booking_add,
    "INSERT INTO booking (id, event_id, organisation_id, booked_by, purchase_order, price_pence, booked_at) VALUES ($1, $2, $3, $4, '', $5, $6)");
SQL(walk_in_registration_add,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, decided_at, event_sequence, substituted_for)"
    " VALUES ($1, $2, $3, $4, $5, 'confirmed', $6, $7, $7, $8, $9)");
SQL(walk_in_put, "INSERT INTO walk_in (registration_id, session_id, added_by, added_at) VALUES ($1, $2, $3, $4) ON CONFLICT (registration_id) DO NOTHING");
SQL(live_at_event, "SELECT id, price_pence, state FROM registration WHERE event_id = $1 AND person_id = $2 AND " REGISTRATION_LIVE(""));
SQL(live_confirm,
    "UPDATE registration SET state = 'confirmed', decided_at = $2, calendar_sequence = calendar_sequence + 1, event_sequence = $3 WHERE id = $1");
/* Somebody who was at none of its sessions: their place may go to whoever came. */
SQL(place_left,
    "UPDATE registration SET state = 'cancelled', decided_at = $3, cancel_reason = $4, calendar_sequence = calendar_sequence + 1"
    " WHERE id = $1 AND event_id = $2 AND state = 'confirmed' AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.registration_id = registration.id AND a.mark <> 'absent')");
SQL(marks_drop, "DELETE FROM attendance WHERE registration_id = $1");
SQL(organisations_open,
    "SELECT o.id, o.name FROM organisation o LEFT JOIN school s ON s.organisation_id = o.id WHERE s.status IS NULL OR s.status <> 'closed' ORDER BY o.sort_key, o.id LIMIT 1000");

typedef struct { int64_t id, price_pence; const char *state; } Live;
static const Column live_columns[] = { COLUMN(Live, id), COLUMN(Live, price_pence), COLUMN(Live, state) };
static const Column organisation_columns[] = { COLUMN(WalkInOrganisation, id), COLUMN(WalkInOrganisation, name) };

typedef struct { Event event; Session session; int64_t person_id, organisation_id, price_pence; ListPrice price; const char *name, *email; } Arrival;

Error *walk_in_organisations(Ctx *cx, WalkInOrganisation **list, size_t *count) { return db_list(cx, organisations_open, organisation_columns, list, count, NONE); }

/* ---- who ---- */

static Error *works_at(Ctx *cx, int64_t person_id, int64_t asked, int64_t *organisation_id)
{
    Post *posts;
    size_t n;
    TRY(posts_of(cx, person_id, 0, &posts, &n));
    *organisation_id = 0;
    for (size_t i = 0; i < n; i++) {
        if (!post_is_current(cx, &posts[i])) continue;
        if (!*organisation_id || posts[i].organisation_id == asked) *organisation_id = posts[i].organisation_id;
    }
    return OK;
}

static Error *somebody_new(Ctx *cx, const WalkIn *who, Arrival *arrival)
{
    OrganisationName organisation = { .name = cx->partnership->name };
    Person person = { .name = who->name, .email = who->email };
    Error *errors = person_check(cx, "name", who->name, "email", who->email);
    if (!who->organisation_id && !who->for_themselves) errors_add(&errors, invalid(cx, "organisation", "Choose their school: nobody has this address yet"));
    if (errors) return errors;
    if (who->organisation_id && organisation_name(cx, who->organisation_id, &organisation)) return invalid(cx, "organisation", "Choose a school from the list");
    TRY(person_add(cx, &person));
    TRY(invitation_send(cx, person.id, organisation.name));
    arrival->person_id = person.id, arrival->organisation_id = who->organisation_id;
    arrival->name = person.name, arrival->email = person.email;
    return OK;
}

static Error *person_resolve(Ctx *cx, const WalkIn *who, Arrival *arrival)
{
    Person person = {0};
    bool known;
    TRY(person_by_email(cx, who->email, &person, &known));
    if (!known) return somebody_new(cx, who, arrival);
    arrival->person_id = person.id, arrival->name = person.name, arrival->email = person.email;
    TRY(works_at(cx, person.id, who->organisation_id, &arrival->organisation_id));
    if (!arrival->organisation_id) arrival->organisation_id = who->organisation_id;
    return OK;
}

/* ---- the place ---- */

static Error *place_of_another(Ctx *cx, const Arrival *arrival, int64_t registration_id)
{
    int64_t left = 0;
    TRY(db_run(cx, place_left, &left, INT(registration_id), INT(arrival->event.id), INT(cx->now), STR(text(cx, "%s came instead", arrival->name))));
    if (!left) return invalid(cx, "instead_of", "Choose somebody who is on the register and has not been here");
    TRY(db_run(cx, marks_drop, NULL, INT(registration_id)));
    TRY(place_over(cx, registration_id));
    return trail(cx, "registration.cancelled", registration_id, "somebody else came");
}

/* Until it begins, places go to those who wait; from then on nobody is offered one any more. */
static Error *place_take(Ctx *cx, const Arrival *arrival, int64_t instead_of)
{
    const Event *event = &arrival->event;
    bool taken;
    if (instead_of) return place_of_another(cx, arrival, instead_of);
    TRY(event->starts_at > cx->now ? event_take_places(cx, event->id, 1, &taken) : event_take_for_waiting(cx, event->id, &taken));
    if (taken) return OK;
    if (event->taken < event->places) return conflict(cx, "The free places of %s are kept for those on its waiting list until it begins", event->title);
    return conflict(cx, "Full: all %ld places are taken. Say whose place it is, if somebody has not come, or ask the office for another place", (long)event->places);
}

/* A rule of the event that keeps somebody out says so beside their address. */
static Error *may_come(Ctx *cx, const Arrival *arrival)
{
    const BookedPlace person = { .person_id = arrival->person_id, .name = arrival->name, .email = arrival->email };
    Error *error = way_in_check_one(cx, WAY_WALKED_IN, &arrival->event, arrival->organisation_id, person);
    for (Error *each = error; each; each = each->next)
        if (each->field) each->field = "email";
    return error;
}

static Error *registration_new(Ctx *cx, Arrival *arrival, int64_t instead_of, int64_t *registration_id)
{
    int64_t booking_id = new_id(cx);
    *registration_id = new_id(cx);
    TRY(place_take(cx, arrival, instead_of));
    const int64_t list_pence = arrival->price_pence;
    TRY(place_draw(cx, &arrival->event, arrival->organisation_id, *registration_id, list_pence, &arrival->price_pence));
    TRY(db_run(cx, walk_in_booking_add, NULL, INT(booking_id), INT(arrival->event.id), REF(arrival->organisation_id), INT(cx->who->id), INT(list_pence), INT(cx->now)));
    TRY(booking_price_keep(cx, booking_id, &arrival->price));
    return db_run(cx, walk_in_registration_add, NULL, INT(*registration_id), INT(booking_id), INT(arrival->event.id), INT(arrival->person_id), REF(arrival->organisation_id),
                  INT(arrival->price_pence), INT(cx->now), INT(arrival->event.sequence), REF(instead_of));
}

/* Who waits, or was offered a place and had not answered, is booked now that they are here. */
static Error *registration_confirm(Ctx *cx, const Arrival *arrival, const Live *live, int64_t instead_of)
{
    if (!same(live->state, "offered")) TRY(place_take(cx, arrival, instead_of));
    if (same(live->state, "waiting")) TRY(event_waiting_changed(cx, arrival->event.id, -1));
    return db_run(cx, live_confirm, NULL, INT(live->id), INT(cx->now), INT(arrival->event.sequence));
}

static Error *arrival_tell(Ctx *cx, const Arrival *arrival, int64_t registration_id)
{
    const Event *event = &arrival->event;
    return mail_queue(cx, &(Mail){ .letter = "walk-in", .about_id = event->id, .person_id = arrival->person_id, .to_name = arrival->name, .to_email = arrival->email,
        MAIL_VALUES({ "name", arrival->name }, { "event", event->title }, { "when", event_when_words(cx, event) }, { "where", event_where_words(cx, event) },
                    { "price", arrival->price_pence ? price_said(cx, arrival->price_pence, arrival->price.words) : "" },
                    { "link", text(cx, "%s/registrations/%ld", cx->partnership->url, (long)registration_id) }) });
}

Error *walk_in_add(Ctx *cx, int64_t event_id, int64_t session_id, const WalkIn *who, WalkedIn *came)
{
    Arrival arrival = {0};
    Live live = {0};
    bool known = false;
    int64_t changed;
    TRY(register_open(cx, event_id, session_id, &arrival.event, &arrival.session));
    TRY(person_resolve(cx, who, &arrival));
    TRY(event_price_today(cx, &arrival.event, arrival.organisation_id, &arrival.price, NULL));
    arrival.price_pence = arrival.price.pence;
    TRY(db_maybe(cx, live_at_event, live_columns, &live, &known, INT(event_id), INT(arrival.person_id)));
    if (known) arrival.price_pence = live.price_pence, arrival.price.words = "";   /* as it was booked */
    *came = (WalkedIn){ .registration_id = live.id, .name = arrival.name, .was_booked = known && same(live.state, "confirmed") };
    if (!came->was_booked) {
        TRY(may_come(cx, &arrival));
        TRY(known ? registration_confirm(cx, &arrival, &live, who->instead_of) : registration_new(cx, &arrival, who->instead_of, &came->registration_id));
        TRY(db_run(cx, walk_in_put, NULL, INT(came->registration_id), INT(session_id), INT(cx->who->id), INT(cx->now)));
        TRY(trail(cx, "registration.walked_in", came->registration_id, NULL));
        TRY(arrival_tell(cx, &arrival, came->registration_id));
    }
    const Mark present = { .registration_id = came->registration_id, .mark = "present", .how = came->was_booked ? "tap" : "walk-in" };
    return register_mark(cx, event_id, session_id, &present, 1, &changed);
}
