/*
 * Places under concurrency: every one is taken by a conditional UPDATE, never counted first. Two who want the last place
 * meet at the event's row, and the second finds it taken.
 */
#include "rooms/programme/programme.h"

SQL(event_held, "UPDATE event SET version = version + 1 WHERE id = $1");

SQL(places_taken, "UPDATE event SET taken = taken + $2"
                  " WHERE id = $1 AND waiting = 0 AND taken + $2 <= places AND state IN ('published', 'closed')");

SQL(place_taken_by_waiting, "UPDATE event SET taken = taken + 1 WHERE id = $1 AND taken < places AND state IN ('published', 'closed')");

SQL(places_given_back, "UPDATE event SET taken = taken - $2 WHERE id = $1 AND taken >= $2");

SQL(places_emptied, "UPDATE event SET taken = 0, waiting = 0 WHERE id = $1 AND state = 'cancelled'");

SQL(waiting_moved, "UPDATE event SET waiting = waiting + $2 WHERE id = $1 AND waiting + $2 >= 0");

Error *event_hold(Ctx *cx, int64_t id)
{
    int64_t held;
    TRY(db_run(cx, event_held, &held, INT(id)));
    return held ? OK : missing(cx, "no event %ld to hold", id);
}

Error *event_take_places(Ctx *cx, int64_t id, int64_t n, bool *taken)
{
    int64_t changed;
    if (n < 1) return broken(cx, "event %ld was asked for %ld places", id, n);
    TRY(db_run(cx, places_taken, &changed, INT(id), INT(n)));
    *taken = changed > 0;
    return OK;
}

Error *event_take_for_waiting(Ctx *cx, int64_t id, bool *taken)
{
    int64_t changed;
    TRY(db_run(cx, place_taken_by_waiting, &changed, INT(id)));
    *taken = changed > 0;
    return OK;
}

Error *event_give_back(Ctx *cx, int64_t id, int64_t n)
{
    int64_t changed;
    if (n < 1) return broken(cx, "event %ld was given %ld places back", id, n);
    TRY(db_run(cx, places_given_back, &changed, INT(id), INT(n)));
    return changed ? OK : broken(cx, "event %ld has fewer than the %ld places given back", id, n);
}

Error *event_waiting_changed(Ctx *cx, int64_t id, int64_t by)
{
    int64_t changed;
    TRY(db_run(cx, waiting_moved, &changed, INT(id), INT(by)));
    return changed ? OK : broken(cx, "event %ld has fewer waiting than %ld", id, -by);
}

Error *event_empty(Ctx *cx, int64_t id) { return db_run(cx, places_emptied, NULL, INT(id)); }
