#include <string.h>
#include "rooms/programme/event_shift.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/minimum_rule.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue_diary.h"

SQL(session_shift, "UPDATE session SET starts_at = $3, ends_at = $4 WHERE id = $1 AND event_id = $2");
SQL(window_shift,  "UPDATE event SET booking_opens_at = $2, booking_closes_at = $3, cancel_by = $4 WHERE id = $1");

typedef struct { int64_t starts_at, ends_at; } Times;

/* A window that is open already stays open: only what lies ahead moves. */
static Error *window_move(Ctx *cx, const Event *event, int64_t days)
{
    int64_t opens_at = event->booking_opens_at, closes_at = 0, cancel_by = 0;
    if (opens_at > cx->now)       TRY(instant_moved(cx, opens_at, days, &opens_at));
    if (event->booking_closes_at) TRY(instant_moved(cx, event->booking_closes_at, days, &closes_at));
    if (event->cancel_by)         TRY(instant_moved(cx, event->cancel_by, days, &cancel_by));
    return db_run(cx, window_shift, NULL, INT(event->id), REF(opens_at), REF(closes_at), REF(cancel_by));
}

/* All of them first, so that one does not stand in the way of the next; then each is asked about where it is now. */
static Error *sessions_shift(Ctx *cx, const Event *event, const Session *sessions, size_t count, int64_t days)
{
    Times *times = array(cx, Times, count);
    TRY(session_venues_hold(cx, sessions, count));
    for (size_t i = 0; i < count; i++) {      /* SESSIONS_MOST at most */
        TRY(instant_moved(cx, sessions[i].starts_at, days, &times[i].starts_at));
        TRY(instant_moved(cx, sessions[i].ends_at, days, &times[i].ends_at));
        TRY(db_run(cx, session_shift, NULL, INT(sessions[i].id), INT(event->id), INT(times[i].starts_at), INT(times[i].ends_at)));
    }
    for (size_t i = 0; i < count; i++) {
        const Session *session = &sessions[i];
        if (!session->venue_id) continue;
        TRY(venue_use_check(cx, &(VenueUse){ .venue_id = session->venue_id, .room_id = session->room_id, .starts_at = times[i].starts_at, .ends_at = times[i].ends_at, .session_id = session->id,
                                             .places = same(session->place_kind, "venue") ? event->places : 0 }, "first_on"));
    }
    return OK;
}

Error *event_shift(Ctx *cx, int64_t id, const char *first_on)
{
    Event event = {0};
    Session *sessions;
    size_t count;
    TRY(event_hold_own(cx, id, &event));
    TRY(sessions_changeable(cx, &event));
    if (!event.session_count) return conflict(cx, "This event has no session yet, so there is nothing to move");
    if (!same(event.state, "draft") && event.starts_at <= cx->now) return conflict(cx, "This event has begun, so it stays where it is. Change the sessions that are still to come");
    if (blank(first_on) || !date_valid(first_on)) return invalid(cx, "first_on", "Enter the date of the first session, like 28 1 2027");
    if (!same(event.state, "draft") && strcmp(first_on, cx->today) <= 0) return invalid(cx, "first_on", "Enter a date after today: people are booked, or can book");
    int64_t days = date_days_between(event.starts_on, first_on);
    if (!days) return OK;
    TRY(event_sessions(cx, id, &sessions, &count));
    TRY(sessions_shift(cx, &event, sessions, count, days));
    TRY(window_move(cx, &event, days));
    if (event.rules & RULE_MINIMUM) TRY(minimum_rule_shift(cx, id, days));
    return sessions_changed(cx, &event, "event.moved");
}
