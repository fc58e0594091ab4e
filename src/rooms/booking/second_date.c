#include "rooms/booking/second_date.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/booking_price.h"
#include "rooms/booking/deciders.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/waiting_list.h"
#include "rooms/booking/ways_in.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/event_change.h"
#include "rooms/programme/second_date_rule.h"

SQL(second_add,     "INSERT INTO second_date (event_id, asked_at) VALUES ($1, $2) ON CONFLICT (event_id) DO NOTHING");
SQL(second_made,
    "INSERT INTO second_date (event_id, asked_at, decided_at, new_event_id) VALUES ($1, $2, $2, $3)"
    " ON CONFLICT (event_id) DO UPDATE SET decided_at = $2, new_event_id = $3 WHERE second_date.new_event_id IS NULL");
SQL(second_refused, "UPDATE second_date SET decided_at = $2 WHERE event_id = $1 AND decided_at IS NULL");
SQL(seconds_open,
    "SELECT s.event_id, s.asked_at, e.waiting, e.places, e.starts_at, c.title, e.starts_on FROM second_date s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id"
    " WHERE s.decided_at IS NULL AND e.waiting > 0 AND e.state IN ('published', 'closed') AND e.starts_at > $1 AND (CAST($2 AS BIGINT) = 0 OR c.owner_id = $2)"
    " ORDER BY s.asked_at, s.event_id LIMIT 100");
SQL(second_one, "SELECT decided_at, COALESCE(new_event_id, 0) AS new_event_id FROM second_date WHERE event_id = $1");

SQL(offered_add,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, offered_at, offer_ends_at, event_sequence, moved_from)"
    " SELECT $1, CAST($2 AS BIGINT), CAST($3 AS BIGINT), r.person_id, r.organisation_id, 'offered', r.price_pence, CAST($4 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT),"
    " CAST($6 AS BIGINT), r.id FROM registration r WHERE r.id = $7"
    " ON CONFLICT (event_id, person_id) WHERE " REGISTRATION_LIVE("") " DO NOTHING");
SQL(booking_again,
    "INSERT INTO booking (id, event_id, organisation_id, booked_by, purchase_order, price_pence, booked_at)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), b.organisation_id, b.booked_by, b.purchase_order, b.price_pence, CAST($3 AS BIGINT)"
    "  FROM booking b WHERE b.id = (SELECT r.booking_id FROM registration r WHERE r.id = $4)");
SQL(moved_of,    "SELECT m.moved_from AS id, w.event_id FROM registration m JOIN registration w ON w.id = m.moved_from WHERE m.id = $1 AND m.event_id <> w.event_id");
SQL(left_behind, "SELECT state FROM registration WHERE id = $1");
SQL(list_left,
    "UPDATE registration SET state = 'cancelled', decided_at = $2, cancel_reason = 'A place on another date was taken instead', calendar_sequence = calendar_sequence + 1"
    " WHERE id = $1 AND state = $3");

/* ---- proposing ---- */

Error *second_date_propose(Ctx *cx, const Event *event, int64_t waiting)
{
    int64_t least = 0, added = 0;
    if (!(event->rules & RULE_SECOND_DATE)) return OK;
    TRY(second_date_rule_find(cx, event->id, &least));
    if (!least || waiting < least) return OK;
    TRY(db_run(cx, second_add, &added, INT(event->id), INT(cx->now)));
    if (!added) return OK;
    TRY(trail(cx, "event.second_date_proposed", event->id, text(cx, "%ld wait", (long)waiting)));
    return job_queue(cx, "second_date.tell", event->id, cx->now, NULL);
}

Error *second_date_tell(Ctx *cx, int64_t event_id)
{
    Event event = {0};
    Addressee deciders[DECIDERS_MOST];
    size_t n;
    TRY(event_find(cx, event_id, &event));
    TRY(deciders_of(cx, &event, deciders, &n));
    for (size_t i = 0; i < n; i++) TRY(letter_second_date_proposed(cx, &event, &deciders[i]));
    return OK;
}

Error *second_dates(Ctx *cx, SecondDate **list, size_t *count)
{
    static const Column columns[] = { COLUMN(SecondDate, event_id), COLUMN(SecondDate, asked_at), COLUMN(SecondDate, waiting), COLUMN(SecondDate, places), COLUMN(SecondDate, starts_at),
                                      COLUMN(SecondDate, title), COLUMN(SecondDate, starts_on) };
    return db_list(cx, seconds_open, columns, list, count, INT(cx->now), INT(programme_scope(cx)));
}

typedef struct { int64_t decided_at, new_event_id; } Decided;

Error *second_date_of(Ctx *cx, int64_t event_id, int64_t *new_event_id, bool *open)
{
    static const Column columns[] = { COLUMN(Decided, decided_at), COLUMN(Decided, new_event_id) };
    Decided decided = {0};
    bool found;
    TRY(db_maybe(cx, second_one, columns, &decided, &found, INT(event_id)));
    *new_event_id = decided.new_event_id, *open = found && !decided.decided_at;
    return OK;
}

/* ---- deciding ---- */

Error *second_date_make(Ctx *cx, int64_t event_id, const char *first_on, int64_t *new_event_id)
{
    Event event = {0}, made = {0};
    int64_t decided = 0, done, there = 0;
    bool open;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(second_date_of(cx, event_id, &there, &open));
    if (there) return conflict(cx, "This event has a second date already");
    if (!one_of(event.state, "published closed")) return conflict(cx, "This event is %s, so nobody waits for it", event.state);
    if (!event.waiting) return conflict(cx, "Nobody waits for this event any more");
    TRY(event_copy(cx, event_id, first_on, new_event_id));
    TRY(event_hold_own(cx, *new_event_id, &made));
    TRY(event_ballot_set(cx, &made, false, "", ""));   /* who waits is offered its places: there is nothing left to draw */
    TRY(event_publish_again(cx, *new_event_id));
    TRY(db_run(cx, second_made, &decided, INT(event_id), INT(cx->now), INT(*new_event_id)));
    if (!decided) return broken(cx, "event %ld had a second date made while it was held", (long)event_id);
    TRY(trail(cx, "event.second_date_made", event_id, NULL));
    TRY(second_date_offer_slice(cx, event_id, &done));   /* before anybody else can book there */
    return done ? job_queue(cx, "second_date.offer", event_id, cx->now, NULL) : OK;
}

Error *second_date_decline(Ctx *cx, int64_t event_id)
{
    Event event = {0};
    int64_t decided = 0;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(db_run(cx, second_refused, &decided, INT(event_id), INT(cx->now)));
    return decided ? trail(cx, "event.second_date_declined", event_id, NULL) : conflict(cx, "This was decided meanwhile");
}

/* ---- moving over ---- */

/* One who waits is offered a place there; *offered false: it is full, and they stay where they are. */
static Error *offer_there(Ctx *cx, const Event *event, const Event *there, const Movable *who, bool *offered)
{
    int64_t id = new_id(cx), booking_id = new_id(cx), added = 0, until = offer_ends_at(cx, there);
    const Addressee to = { id, who->person_id, who->name, who->email, 0 };
    TRY(event_take_places(cx, there->id, 1, offered));
    if (!*offered) return OK;
    TRY(db_run(cx, booking_again, NULL, INT(booking_id), INT(there->id), INT(cx->now), INT(who->registration_id)));
    TRY(booking_price_again(cx, who->registration_id, booking_id));
    TRY(db_run(cx, offered_add, &added, INT(id), INT(booking_id), INT(there->id), INT(cx->now), INT(until), INT(there->sequence), INT(who->registration_id)));
    if (!added) return broken(cx, "registration %ld was offered its second date twice", (long)who->registration_id);
    TRY(place_draw_beside(cx, who->registration_id, id));
    TRY(trail(cx, "registration.offered", id, "second date"));
    return letter_second_date_offered(cx, there, &to, until, event);
}

Error *second_date_offer_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    Event event = {0}, there = {0};
    Movable *waiting;
    size_t n;
    int64_t new_event_id = 0;
    bool open, offered = true;
    *done = 0;
    TRY(second_date_of(cx, event_id, &new_event_id, &open));
    if (!new_event_id) return OK;
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, &event));
    TRY(event_hold(cx, new_event_id));
    TRY(event_find(cx, new_event_id, &there));
    if (!one_of(there.state, "published closed") || there.starts_at <= cx->now) return OK;
    TRY(waiting_list_movable(cx, event_id, &there, MOVED_AT_ONCE, &waiting, &n));
    for (size_t i = 0; i < n && offered; i++) {
        const BookedPlace person = { waiting[i].registration_id, waiting[i].person_id, waiting[i].name, waiting[i].email, "waiting" };
        Error *why = way_in_check_one(cx, WAY_MOVED, &there, waiting[i].organisation_id, person);
        if (why && why->kind != INVALID && why->kind != CONFLICT) return why;
        if (why) continue;   /* may not come on that date: they stay where they are */
        TRY(offer_there(cx, &event, &there, &waiting[i], &offered));
        *done += offered;
    }
    return OK;
}

typedef struct { int64_t id, event_id; } Origin;
typedef struct { const char *state; } Left;

Error *second_date_taken(Ctx *cx, int64_t registration_id)
{
    static const Column columns[] = { COLUMN(Origin, id), COLUMN(Origin, event_id) };
    Origin origin = {0};
    bool moved;
    TRY(db_maybe(cx, moved_of, columns, &origin, &moved, INT(registration_id)));
    return moved ? job_queue(cx, "second_date.leave", registration_id, cx->now, NULL) : OK;
}

/* An act of its own, for the other event is held by it: two that hold both in another order would wait for each other. */
Error *second_date_leave(Ctx *cx, int64_t registration_id)
{
    static const Column columns[] = { COLUMN(Origin, id), COLUMN(Origin, event_id) }, state_columns[] = { COLUMN(Left, state) };
    Origin origin = {0};
    Left left = {0};
    Event event = {0};
    bool moved;
    TRY(db_maybe(cx, moved_of, columns, &origin, &moved, INT(registration_id)));
    if (!moved) return OK;
    TRY(event_hold(cx, origin.event_id));
    TRY(event_find(cx, origin.event_id, &event));
    TRY(db_one(cx, left_behind, state_columns, &left, INT(origin.id)));
    if (!one_of(left.state, "waiting offered") || same(event.state, "cancelled")) return OK;
    TRY(db_run(cx, list_left, NULL, INT(origin.id), INT(cx->now), STR(left.state)));
    TRY(place_over(cx, origin.id));
    TRY(trail(cx, "registration.cancelled", origin.id, "moved"));
    if (same(left.state, "waiting")) return waiting_list_left(cx, &event);
    TRY(event_give_back(cx, event.id, 1));
    return waiting_list_pass_on(cx, &event);
}
