/* What befalls all registrations of an event at once: it is cancelled, or moves. In slices, by jobs, for there may be hundreds. */
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/booking/booking_letters.h"
#include "rooms/booking/place_price.h"
#include "rooms/programme/event.h"

SQL(live_of_event,
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email, r.calendar_sequence + 1 AS sequence, r.state FROM registration r " WHO_HEARS
    " WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
SQL(live_cancel,
    "UPDATE registration SET state = 'cancelled', decided_at = $3, cancel_reason = 'The event was cancelled', calendar_sequence = calendar_sequence + 1"
    " WHERE event_id = $1 AND id <= $2 AND " REGISTRATION_LIVE(""));
SQL(marked_of_event, "SELECT COUNT(*) FROM attendance a JOIN session s ON s.id = a.session_id WHERE s.event_id = $1");
SQL(event_canceller, "SELECT person_id FROM trail WHERE subject_id = $1 AND what = 'event.cancelled' ORDER BY id DESC LIMIT 1");
SQL(event_why, "SELECT cancelled_why AS why FROM event WHERE id = $1");
SQL(untold_of_event,
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email, r.calendar_sequence + 1 AS sequence, r.state FROM registration r " WHO_HEARS
    " WHERE r.event_id = $1 AND " REGISTRATION_LIVE("r.") " AND r.event_sequence < $3 ORDER BY r.id LIMIT CAST($2 AS BIGINT)");
SQL(told,
    "UPDATE registration SET event_sequence = $3, calendar_sequence = calendar_sequence + 1 WHERE event_id = $1 AND id <= $2"
    " AND " REGISTRATION_LIVE("") " AND event_sequence < $3");
/* Who booked what the slice is about to cancel: once for each booking, with its first registration, and unless they have a letter of their own. */
SQL(bookers_of_slice,
    "SELECT b.id AS booking_id, p.id AS person_id, p.name, p.email FROM booking b JOIN person p ON p.id = b.booked_by"
    " WHERE b.id IN (SELECT r.booking_id FROM registration r WHERE r.event_id = $1 AND r.id <= $2 AND " REGISTRATION_LIVE("r.") ")"
    "   AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.event_id = $1 AND r.booking_id = b.id AND " REGISTRATION_OVER("r.") " AND r.cancel_reason = 'The event was cancelled')"
    "   AND NOT EXISTS (SELECT 1 FROM registration o WHERE o.event_id = b.event_id AND o.person_id = b.booked_by"
    "       AND (" REGISTRATION_LIVE("o.") " OR o.cancel_reason = 'The event was cancelled'))"
    "   AND EXISTS (SELECT 1 FROM post t WHERE t.person_id = p.id AND t.organisation_id = b.organisation_id AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3))"
    " ORDER BY b.id LIMIT 50");

typedef struct { const char *why; } Reason;
typedef struct { int64_t registration_id, person_id, sequence; const char *name, *email, *state; } Live;
static const Column live_columns[] = { COLUMN(Live, registration_id), COLUMN(Live, person_id), COLUMN(Live, name), COLUMN(Live, email), COLUMN(Live, sequence), COLUMN(Live, state) };

static Addressee addressee_of(const Live *live) { return (Addressee){ live->registration_id, live->person_id, live->name, live->email, live->sequence }; }

/* The fact that it is cancelled starts the job that goes through the registrations. */
static Error *unmarked_check(Ctx *cx, int64_t event_id)
{
    int64_t marked = 0;
    TRY(db_number(cx, marked_of_event, &marked, INT(event_id)));
    return marked ? conflict(cx, "Its register has been taken, so it can no longer be cancelled. Remove the sessions that do not take place") : OK;
}

Error *booking_cancel_event(Ctx *cx, int64_t event_id, const char *why)
{
    TRY(event_mark_cancelled(cx, event_id, why));
    return unmarked_check(cx, event_id);
}

Error *booking_cancel_event_by_rule(Ctx *cx, const Event *event, const char *why)
{
    TRY(event_mark_cancelled_by_rule(cx, event, why));
    return unmarked_check(cx, event->id);
}

typedef struct { int64_t booking_id, person_id; const char *name, *email; } Booker;

static Error *bookers_tell(Ctx *cx, const Event *event, int64_t last_id, const char *why)
{
    static const Column columns[] = { COLUMN(Booker, booking_id), COLUMN(Booker, person_id), COLUMN(Booker, name), COLUMN(Booker, email) };
    Booker *bookers;
    size_t n;
    TRY(db_list(cx, bookers_of_slice, columns, &bookers, &n, INT(event->id), INT(last_id), STR(cx->today)));
    for (size_t i = 0; i < n; i++) {
        const Addressee to = { .person_id = bookers[i].person_id, .name = bookers[i].name, .email = bookers[i].email };
        TRY(letter_booking_cancelled(cx, event, &to, bookers[i].booking_id, why));
    }
    return OK;
}

Error *event_registrations_cancel_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    static const Column reason_columns[] = { COLUMN(Reason, why) };
    Reason reason = {0};
    Event event = {0};
    Live *live;
    int64_t canceller = 0;   /* whose act this job goes on with */
    size_t n;
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, &event));
    TRY(db_one(cx, event_why, reason_columns, &reason, INT(event_id)));
    TRY(db_list(cx, live_of_event, live_columns, &live, &n, INT(event_id), INT(SLICE)));
    *done = (int64_t)n;
    if (!n) return OK;
    TRY(bookers_tell(cx, &event, live[n - 1].registration_id, reason.why));
    TRY(db_run(cx, live_cancel, NULL, INT(event_id), INT(live[n - 1].registration_id), INT(cx->now)));
    TRY(event_empty(cx, event_id));
    TRY(db_number(cx, event_canceller, &canceller, INT(event_id)));
    for (size_t i = 0; i < n; i++) {
        const Addressee to = addressee_of(&live[i]);
        TRY(place_over(cx, live[i].registration_id));
        TRY(letter_event_cancelled(cx, &event, &to, same(live[i].state, "confirmed"), reason.why));
        TRY(trail_by(cx, canceller, 0, "registration.cancelled", live[i].registration_id, "event cancelled"));
    }
    return OK;
}

Error *event_changes_tell_slice(Ctx *cx, int64_t event_id, int64_t *done)
{
    Event event = {0};
    Live *live;
    size_t n;
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, &event));
    *done = 0;
    if (same(event.state, "cancelled")) return OK;   /* its own letter says all there is to say */
    TRY(db_list(cx, untold_of_event, live_columns, &live, &n, INT(event_id), INT(SLICE), INT(event.sequence)));
    *done = (int64_t)n;
    if (!n) return OK;
    TRY(db_run(cx, told, NULL, INT(event_id), INT(live[n - 1].registration_id), INT(event.sequence)));
    for (size_t i = 0; i < n; i++) {
        const Addressee to = addressee_of(&live[i]);
        TRY(letter_event_changed(cx, &event, &to, same(live[i].state, "confirmed")));
    }
    return OK;
}
