#include "rooms/programme/event.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/members/members.h"
#include "rooms/members/permission.h"
#include "rooms/programme/review_change.h"

const Column event_columns[] = {
    COLUMN(Event, id), COLUMN(Event, course_id), COLUMN(Event, title), COLUMN(Event, code), COLUMN(Event, kind), COLUMN(Event, summary),
    COLUMN(Event, outcome), COLUMN(Event, course_state), COLUMN(Event, owner_id), COLUMN(Event, state), COLUMN(Event, places), COLUMN(Event, taken),
    COLUMN(Event, waiting), COLUMN(Event, member_price_pence), COLUMN(Event, other_price_pence), COLUMN(Event, booking_opens_at),
    COLUMN(Event, booking_closes_at), COLUMN(Event, cancel_by), COLUMN(Event, offer_hours), COLUMN(Event, starts_at), COLUMN(Event, ends_at),
    COLUMN(Event, session_count), COLUMN(Event, minutes), COLUMN(Event, starts_on), COLUMN(Event, format), COLUMN(Event, place), COLUMN(Event, led_by),
    COLUMN(Event, joining_note), COLUMN(Event, sequence), COLUMN(Event, version), COLUMN(Event, rules),
    COLUMN(Event, charges),
};
_Static_assert(COUNT(event_columns) == EVENT_COLUMNS, "event.h says how many");

static const Column session_columns[] = {
    COLUMN(Session, id), COLUMN(Session, event_id), COLUMN(Session, position), COLUMN(Session, starts_at), COLUMN(Session, ends_at),
    COLUMN(Session, place_kind), COLUMN(Session, venue_id), COLUMN(Session, venue), COLUMN(Session, address), COLUMN(Session, postcode),
    COLUMN(Session, access), COLUMN(Session, room_id), COLUMN(Session, venue_name), COLUMN(Session, online_link),
};

SQL(event_by_id, "SELECT " EVENT_FIELDS " FROM event e JOIN course c ON c.id = e.course_id WHERE e.id = $1");

SQL(event_of_owner, "SELECT " EVENT_FIELDS " FROM event e JOIN course c ON c.id = e.course_id"
                    " WHERE e.id = $1 AND (CAST($2 AS BIGINT) = 0 OR c.owner_id = $2)");

SQL(sessions_of_event,
    "SELECT s.id, s.event_id, s.position, s.starts_at, s.ends_at, s.place_kind, s.venue_id, s.online_link,"
    "       v.name || COALESCE(', ' || r.name, '') AS venue, v.address, v.postcode, s.room_id, v.name AS venue_name,"
    "       CASE WHEN COALESCE(r.access, '') = '' THEN v.access WHEN v.access = '' THEN r.access ELSE v.access || '\n' || r.access END AS access"
    "  FROM session s LEFT JOIN venue v ON v.id = s.venue_id LEFT JOIN venue_room r ON r.id = s.room_id WHERE s.event_id = $1 ORDER BY s.position, s.id");

SQL(event_cancelled,
    "UPDATE event SET state = 'cancelled', cancelled_at = $2, cancelled_why = $3, changed_at = $2, sequence = sequence + 1, version = version + 1"
    " WHERE id = $1 AND state IN ('draft', 'published', 'closed')");

SQL(facilitated_by, "SELECT COUNT(*) AS n FROM facilitator WHERE event_id = $1 AND person_id = $2 AND answer <> 'declined'");

int64_t programme_scope(const Ctx *cx)
{
    if (may(cx, RUN_PROGRAMME) || may(cx, AUDIT)) return SCOPE_ALL;   /* the auditor's rows lead to no page that writes */
    return may(cx, OWN_COURSES) && cx->who->organisation_id ? cx->who->organisation_id : SCOPE_NOTHING;
}

Error *event_find(Ctx *cx, int64_t id, Event *event)
{
    return db_one(cx, event_by_id, event_columns, event, INT(id));
}

Error *event_find_own(Ctx *cx, int64_t id, Event *event)
{
    return db_one(cx, event_of_owner, event_columns, event, INT(id), INT(programme_scope(cx)));
}

Error *event_hold_own(Ctx *cx, int64_t id, Event *event)
{
    TRY(event_hold(cx, id));
    TRY(event_find_own(cx, id, event));
    return review_change_begins(cx, event->state, event->course_id, id);
}

Error *event_sessions(Ctx *cx, int64_t event_id, Session **sessions, size_t *count)
{
    return db_list(cx, sessions_of_event, session_columns, sessions, count, INT(event_id));
}

bool event_visible(const Ctx *cx, const Event *event)
{
    if (!same(event->state, "draft") && !same(event->course_state, "draft")) return true;
    int64_t scope = programme_scope(cx);
    return scope == SCOPE_ALL || scope == event->owner_id;
}

int64_t event_books_until(const Event *event)
{
    return event->booking_closes_at && event->booking_closes_at < event->starts_at ? event->booking_closes_at : event->starts_at;
}

int64_t event_cancel_until(int64_t cancel_by, int64_t starts_at)
{
    return cancel_by && (!starts_at || cancel_by < starts_at) ? cancel_by : starts_at;
}

bool event_bookable(Ctx *cx, const Event *event, const char **why)
{
    const char *reason = NULL;
    if (same(event->state, "cancelled"))              reason = "This event has been cancelled";
    else if (same(event->state, "draft"))             reason = "This event is not published yet";
    else if (event->ends_at && event->ends_at <= cx->now) reason = "This event is over";
    else if (event->starts_at <= cx->now)             reason = "This event has begun";
    else if (!same(event->state, "published"))        reason = "Booking for this event has closed";
    else if (!same(event->course_state, "published")) reason = "This course is no longer offered";
    else if (event->booking_opens_at > cx->now)       reason = text(cx, "Booking opens at %s", moment_words(cx, event->booking_opens_at));
    else if (event_books_until(event) <= cx->now)     reason = "Booking for this event has closed";
    if (why) *why = reason;
    return !reason;
}

int64_t event_price_of(const Event *event, bool member) { return member ? event->member_price_pence : event->other_price_pence; }

Error *event_mark_cancelled_by_rule(Ctx *cx, const Event *event, const char *why)
{
    int64_t changed;
    TRY(db_run(cx, event_cancelled, &changed, INT(event->id), INT(cx->now), STR(why)));
    if (!changed) return conflict(cx, "This event is already %s", event->state);
    TRY(trail(cx, "event.cancelled", event->id, NULL));
    if (!same(event->state, "draft")) TRY(leaders_tell(cx, event->id, 0, (Mail){ .letter = "leading-cancelled", .calendar_method = "CANCEL" }, why));
    return fact(cx, "event.cancelled", event->id);
}

Error *event_mark_cancelled(Ctx *cx, int64_t id, const char *why)
{
    Event event = {0};
    TRY(event_hold_own(cx, id, &event));
    if (blank(why)) return invalid(cx, "why", "Say why the event is cancelled: everybody booked is told");
    if (letters(why) > EVENT_REASON_MOST) return invalid(cx, "why", "The reason must be %d characters or fewer", EVENT_REASON_MOST);
    return event_mark_cancelled_by_rule(cx, &event, text_trim(cx, why));
}

Error *event_is_facilitated_by(Ctx *cx, int64_t event_id, int64_t person_id, bool *is)
{
    int64_t n = 0;
    TRY(db_number(cx, facilitated_by, &n, INT(event_id), INT(person_id)));
    *is = n > 0;
    bool oneself = cx->who && cx->who->id == person_id;
    return *is && oneself && !cx->who->proven ? unproven(cx, "person %ld leads event %ld", person_id, event_id) : OK;
}
