#include "rooms/programme/event_change.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/programme/agreement.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_cost.h"
#include "rooms/programme/event_rules.h"
#include "rooms/programme/material.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue_diary.h"

SQL(event_like,        "INSERT INTO event (id, course_id, places, member_price_pence, other_price_pence, booking_opens_at, booking_closes_at, cancel_by,"
                       " offer_hours, joining_note, copied_from, created_at, changed_at)"
                       " SELECT CAST($2 AS BIGINT), course_id, places, member_price_pence, other_price_pence, NULL, CAST($3 AS BIGINT), CAST($4 AS BIGINT),"
                       " offer_hours, joining_note, id, CAST($5 AS BIGINT), CAST($5 AS BIGINT) FROM event WHERE id = $1");
SQL(session_like,      "INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, venue_id, online_link, room_id)"
                       " SELECT CAST($2 AS BIGINT), CAST($3 AS BIGINT), position, CAST($4 AS BIGINT), CAST($5 AS BIGINT), place_kind, venue_id, online_link, room_id"
                       " FROM session WHERE id = $1");
/* They are asked about the new date: nobody has said yes to it yet, but who copies what they lead themself. */
SQL(facilitators_like, "INSERT INTO facilitator (event_id, person_id, position, answer, asked_by, answered_at) SELECT CAST($2 AS BIGINT), person_id, position,"
                       " CASE WHEN person_id = $3 THEN 'accepted' ELSE 'asked' END, CAST($3 AS BIGINT), CASE WHEN person_id = $3 THEN CAST($4 AS BIGINT) END"
                       " FROM facilitator WHERE event_id = $1 AND answer <> 'declined'");

static Error *venue_has(Ctx *cx, const Session *session, int64_t starts_at, int64_t ends_at, int64_t places)
{
    if (!session->venue_id) return OK;
    return venue_use_check(cx, &(VenueUse){ .venue_id = session->venue_id, .room_id = session->room_id, .starts_at = starts_at, .ends_at = ends_at,
                                            .places = same(session->place_kind, "venue") ? places : 0 }, "first_on");
}

static Error *sessions_copy(Ctx *cx, const Session *sessions, size_t count, const Event *event, int64_t copy_id, int64_t days)
{
    TRY(session_venues_hold(cx, sessions, count));
    for (size_t i = 0; i < count; i++) {   /* SESSIONS_MOST at most */
        int64_t starts_at, ends_at;
        TRY(instant_moved(cx, sessions[i].starts_at, days, &starts_at));
        TRY(instant_moved(cx, sessions[i].ends_at, days, &ends_at));
        TRY(venue_has(cx, &sessions[i], starts_at, ends_at, event->places));
        TRY(db_run(cx, session_like, NULL, INT(sessions[i].id), INT(new_id(cx)), INT(copy_id), INT(starts_at), INT(ends_at)));
    }
    return OK;
}

Error *event_copy(Ctx *cx, int64_t id, const char *first_on, int64_t *copy_id)
{
    Event event = {0};
    Session *sessions;
    size_t count;
    int64_t closes_at = 0, cancel_by = 0, made = new_id(cx);
    TRY(event_find_own(cx, id, &event));
    if (blank(first_on) || !date_valid(first_on)) return invalid(cx, "first_on", "Enter the date of the first session, like 28 1 2027");
    TRY(event_sessions(cx, id, &sessions, &count));
    if (!count) return conflict(cx, "This event has no sessions yet, so there is nothing to copy");

    int64_t days = date_days_between(event.starts_on, first_on);
    if (event.booking_closes_at) TRY(instant_moved(cx, event.booking_closes_at, days, &closes_at));
    if (event.cancel_by)         TRY(instant_moved(cx, event.cancel_by, days, &cancel_by));
    TRY(db_run(cx, event_like, NULL, INT(id), INT(made), REF(closes_at), REF(cancel_by), INT(cx->now)));
    TRY(sessions_copy(cx, sessions, count, &event, made, days));
    TRY(db_run(cx, facilitators_like, NULL, INT(id), INT(made), INT(cx->who->id), INT(cx->now)));
    TRY(agreements_copy(cx, id, made));
    TRY(event_costs_copy(cx, id, made));
    if (event.rules) TRY(event_rules_copy(cx, id, made, days));
    TRY(materials_copy(cx, id, made));
    TRY(event_refresh(cx, made));
    TRY(course_refresh(cx, event.course_id));
    *copy_id = made;
    return trail(cx, "event.copied", made, text(cx, "the one of %s", date_words(cx, event.starts_on)));
}
