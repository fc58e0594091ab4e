#include <string.h>
#include "rooms/programme/venue_diary.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/event.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue_rooms.h"

static const Column clash_columns[] = {
    COLUMN(VenueClash, session_id), COLUMN(VenueClash, event_id), COLUMN(VenueClash, starts_at), COLUMN(VenueClash, ends_at), COLUMN(VenueClash, title),
};
typedef struct { int64_t from_at, till_at; const char *why; } Blocked;
static const Column blocked_columns[] = { COLUMN(Blocked, from_at), COLUMN(Blocked, till_at), COLUMN(Blocked, why) };
typedef struct { int64_t seats; const char *venue, *room; } Seats;
static const Column seats_columns[] = { COLUMN(Seats, seats), COLUMN(Seats, venue), COLUMN(Seats, room) };
static const Column diary_columns[] = {
    COLUMN(DiaryEntry, event_id), COLUMN(DiaryEntry, owner_id), COLUMN(DiaryEntry, room_id), COLUMN(DiaryEntry, starts_at), COLUMN(DiaryEntry, ends_at), COLUMN(DiaryEntry, taken), COLUMN(DiaryEntry, places),
    COLUMN(DiaryEntry, title), COLUMN(DiaryEntry, room), COLUMN(DiaryEntry, state),
};

SQL(venue_take, "UPDATE venue SET version = version + 1 WHERE id = $1");

/* A draft of another department is there, and its title is not told. $n: the scope of whoever asks. */
#define TITLE(n) "CASE WHEN e.state <> 'draft' OR CAST(" n " AS BIGINT) = 0 OR c.owner_id = " n " THEN c.title ELSE 'A draft of another department' END AS title"
/* A session lasts a day at most (SESSION_HOURS_MOST), so the index need not be read from its beginning. */
#define SAME_TIME "s.starts_at < $3 AND s.starts_at > CAST($2 AS BIGINT) - 86400 AND s.ends_at > $2"
SQL(venue_taken,
    "SELECT s.id AS session_id, s.event_id, s.starts_at, s.ends_at, " TITLE("$6") " FROM session s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id"
    " WHERE s.venue_id = $1 AND " SAME_TIME " AND s.id <> $4 AND e.state IN ('draft', 'published', 'closed')"
    " AND (CAST($5 AS BIGINT) = 0 OR s.room_id IS NULL OR s.room_id = $5) ORDER BY s.starts_at, s.id LIMIT 1");
SQL(venue_blocked,
    "SELECT from_at, till_at, why FROM venue_block WHERE venue_id = $1 AND from_at < $3 AND till_at > $2 AND (CAST($4 AS BIGINT) = 0 OR room_id IS NULL OR room_id = $4)"
    " ORDER BY from_at, id LIMIT 1");
SQL(seats_too_few,
    "SELECT * FROM (SELECT CASE WHEN r.id IS NULL THEN v.places ELSE r.places END AS seats, v.name AS venue, COALESCE(r.name, '') AS room"
    " FROM session s JOIN venue v ON v.id = s.venue_id LEFT JOIN venue_room r ON r.id = s.room_id WHERE s.event_id = $1 AND s.place_kind = 'venue') t"
    " WHERE seats > 0 AND seats < $2 ORDER BY seats LIMIT 1");
SQL(diary_of,
    "SELECT * FROM (SELECT s.event_id, c.owner_id, COALESCE(s.room_id, 0) AS room_id, s.starts_at, s.ends_at, e.taken, e.places, " TITLE("$4") ", COALESCE(r.name, '') AS room, e.state"
    "   FROM session s JOIN event e ON e.id = s.event_id JOIN course c ON c.id = e.course_id LEFT JOIN venue_room r ON r.id = s.room_id"
    "  WHERE s.venue_id = $1 AND " SAME_TIME " AND e.state IN ('draft', 'published', 'closed')"
    " UNION ALL SELECT 0 AS event_id, 0 AS owner_id, COALESCE(b.room_id, 0) AS room_id, b.from_at AS starts_at, b.till_at AS ends_at, 0 AS taken, 0 AS places, b.why AS title, COALESCE(r.name, '') AS room, '' AS state"
    "   FROM venue_block b LEFT JOIN venue_room r ON r.id = b.room_id WHERE b.venue_id = $1 AND b.from_at < $3 AND b.till_at > $2) t"
    " ORDER BY starts_at, room, event_id LIMIT 300");

Error *venue_hold(Ctx *cx, int64_t id)
{
    int64_t there;
    TRY(db_run(cx, venue_take, &there, INT(id)));
    return there ? OK : missing(cx, "there is no venue %ld", id);
}

Error *venue_clash(Ctx *cx, const VenueUse *use, VenueClash *clash)
{
    bool found;
    *clash = (VenueClash){0};
    return db_maybe(cx, venue_taken, clash_columns, clash, &found, INT(use->venue_id), INT(use->starts_at), INT(use->ends_at), INT(use->session_id), INT(use->room_id),
                    INT(programme_scope(cx)));
}

static const char *there_words(Ctx *cx, const Venue *venue, const VenueRoom *room)
{
    return room->id ? text(cx, "%s, %s,", venue->name, room->name) : venue->name;
}

static Error *room_of(Ctx *cx, const VenueUse *use, const char *field, VenueRoom *room)
{
    if (!use->room_id) return OK;
    Error *error = venue_room_find(cx, use->venue_id, use->room_id, room);
    if (error && error->kind == MISSING) return invalid(cx, field, "Choose a room of this venue");
    return error;
}

static Error *blocked_check(Ctx *cx, const VenueUse *use, const char *field, const char *there)
{
    Blocked blocked = {0};
    bool found;
    TRY(db_maybe(cx, venue_blocked, blocked_columns, &blocked, &found, INT(use->venue_id), INT(use->starts_at), INT(use->ends_at), INT(use->room_id)));
    return found ? invalid(cx, field, "%s is not available from %s to %s: %s", there, moment_words(cx, blocked.from_at), moment_words(cx, blocked.till_at), blocked.why) : OK;
}

static Error *hours_check(Ctx *cx, const VenueUse *use, const char *field, const Venue *venue)
{
    static const char *const days[] = { "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays" };
    OpenHours hours[WEEKDAYS];
    bool known;
    const char *on = date_of(cx, use->starts_at);
    TRY(venue_hours(cx, use->venue_id, hours, &known));
    const OpenHours *day = &hours[date_weekday(on)];
    if (!known || (minutes_into(cx, on, use->starts_at) >= day->opens && minutes_into(cx, on, use->ends_at) <= day->closes)) return OK;
    if (!day->closes) return invalid(cx, field, "%s is closed on %s", venue->name, days[day->weekday]);
    return invalid(cx, field, "%s is open from %s to %s on %s", venue->name, minutes_clock(cx, day->opens), minutes_clock(cx, day->closes), days[day->weekday]);
}

static Error *taken_check(Ctx *cx, const VenueUse *use, const char *field, const char *there)
{
    VenueClash clash;
    TRY(venue_clash(cx, use, &clash));
    if (!clash.session_id) return OK;
    return invalid(cx, field, "%s is taken on %s: %s, %s", there, day_words(cx, date_of(cx, clash.starts_at)), clash.title, clock_range(cx, clash.starts_at, clash.ends_at));
}

Error *venue_use_check(Ctx *cx, const VenueUse *use, const char *field)
{
    Venue venue = {0};
    VenueRoom room = {0};
    TRY(venue_hold(cx, use->venue_id));
    TRY(venue_find(cx, use->venue_id, &venue));
    TRY(room_of(cx, use, field, &room));
    int64_t seats = room.id ? room.places : venue.places;
    const char *there = there_words(cx, &venue, &room);
    if (seats && use->places > seats)
        return invalid(cx, field, "%s seats %ld, and the event has %s. Choose a larger room, or offer fewer places", there, seats, counted(cx, use->places, "place", NULL));
    TRY(taken_check(cx, use, field, there));
    TRY(blocked_check(cx, use, field, there));
    return hours_check(cx, use, field, &venue);
}

Error *venue_seats_check(Ctx *cx, int64_t event_id, int64_t places, const char *field)
{
    Seats few = {0};
    bool found;
    TRY(db_maybe(cx, seats_too_few, seats_columns, &few, &found, INT(event_id), INT(places)));
    if (!found) return OK;
    return invalid(cx, field, "%s%s%s seats %ld. Enter %ld or fewer, or move the session to a larger room", few.venue, *few.room ? ", " : "", few.room, few.seats, few.seats);
}

Error *venue_diary(Ctx *cx, int64_t venue_id, int64_t from_at, int64_t till_at, DiaryEntry **entries, size_t *count)
{
    return db_list(cx, diary_of, diary_columns, entries, count, INT(venue_id), INT(from_at), INT(till_at), INT(programme_scope(cx)));
}
