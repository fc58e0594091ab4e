#include <string.h>
#include "rooms/programme/venue_rooms.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"
#include "rooms/programme/session.h"
#include "rooms/programme/venue_diary.h"

static const Column room_columns[] = {
    COLUMN(VenueRoom, id), COLUMN(VenueRoom, venue_id), COLUMN(VenueRoom, name), COLUMN(VenueRoom, kit), COLUMN(VenueRoom, access), COLUMN(VenueRoom, places), COLUMN(VenueRoom, retired),
};
static const Column hours_columns[] = { COLUMN(OpenHours, weekday), COLUMN(OpenHours, opens), COLUMN(OpenHours, closes) };
static const Column block_columns[] = {
    COLUMN(VenueBlock, id), COLUMN(VenueBlock, venue_id), COLUMN(VenueBlock, room_id), COLUMN(VenueBlock, from_at), COLUMN(VenueBlock, till_at), COLUMN(VenueBlock, why), COLUMN(VenueBlock, room),
};

#define ROOM "r.id, r.venue_id, r.name, r.kit, r.access, r.places, r.retired FROM venue_room r"
SQL(room_by_id,   "SELECT " ROOM " WHERE r.id = $1 AND r.venue_id = $2");
SQL(rooms_of,     "SELECT " ROOM " WHERE r.venue_id = $1 ORDER BY r.retired, lower(r.name), r.id LIMIT 200");
SQL(rooms_in_use, "SELECT " ROOM " JOIN venue v ON v.id = r.venue_id WHERE r.retired = 0 AND v.retired = 0 ORDER BY lower(v.name), v.id, lower(r.name), r.id LIMIT 2000");
SQL(rooms_named,  "SELECT COUNT(*) FROM venue_room WHERE venue_id = $1 AND lower(name) = lower($2) AND id <> $3");
SQL(rooms_number, "SELECT COUNT(*) FROM venue_room WHERE venue_id = $1 AND retired = 0");
SQL(room_insert,  "INSERT INTO venue_room (id, venue_id, name, places, kit, access) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(room_update,  "UPDATE venue_room SET name = $3, places = $4, kit = $5, access = $6 WHERE id = $1 AND venue_id = $2");
SQL(room_mark,    "UPDATE venue_room SET retired = $3 WHERE id = $1 AND venue_id = $2 AND retired <> $3");

SQL(hours_of,     "SELECT weekday, opens, closes FROM venue_hours WHERE venue_id = $1 ORDER BY weekday");
SQL(hours_clear,  "DELETE FROM venue_hours WHERE venue_id = $1");
SQL(hours_put,    "INSERT INTO venue_hours (venue_id, weekday, opens, closes) VALUES ($1, $2, $3, $4)");

SQL(blocks_after, "SELECT b.id, b.venue_id, b.room_id, b.from_at, b.till_at, b.why, r.name AS room FROM venue_block b LEFT JOIN venue_room r ON r.id = b.room_id"
                  " WHERE b.venue_id = $1 AND b.till_at > $2 ORDER BY b.from_at, b.id LIMIT 100");
SQL(block_insert, "INSERT INTO venue_block (id, venue_id, room_id, from_at, till_at, why) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(block_delete, "DELETE FROM venue_block WHERE id = $1 AND venue_id = $2");

/* The office's to change, one at a time, and there at all. */
static Error *keeping(Ctx *cx, int64_t venue_id, Venue *venue)
{
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "venues are the office's");
    TRY(venue_hold(cx, venue_id));
    return venue_find(cx, venue_id, venue);
}

/* ---- rooms ---- */

Error *venue_rooms(Ctx *cx, int64_t venue_id, VenueRoom **rooms, size_t *count)  { return db_list(cx, rooms_of, room_columns, rooms, count, INT(venue_id)); }
Error *venue_rooms_in_use(Ctx *cx, VenueRoom **rooms, size_t *count)             { return db_list(cx, rooms_in_use, room_columns, rooms, count, NONE); }

Error *venue_room_find(Ctx *cx, int64_t venue_id, int64_t id, VenueRoom *room)
{
    return db_one(cx, room_by_id, room_columns, room, INT(id), INT(venue_id));
}

static Error *room_check(Ctx *cx, const VenueRoom *room)
{
    Error *errors = OK;
    int64_t named = 0;
    if (blank(room->name)) errors_add(&errors, invalid(cx, "name", "Enter the name of the room, like Council Chamber"));
    else if (letters(room->name) > ROOM_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Use %d characters or fewer for the name", ROOM_NAME_MOST));
    else {
        TRY(db_number(cx, rooms_named, &named, INT(room->venue_id), STR(text_trim(cx, room->name)), INT(room->id)));
        if (named) errors_add(&errors, invalid(cx, "name", "This venue has a room of that name already"));
    }
    if (room->places < 0 || room->places > 100000) errors_add(&errors, invalid(cx, "places", "Enter how many people the room seats, or leave it empty"));
    if (letters(room->kit) > ROOM_WORDS_MOST) errors_add(&errors, invalid(cx, "kit", "Use %d characters or fewer for what is in the room", ROOM_WORDS_MOST));
    if (letters(room->access) > ROOM_WORDS_MOST) errors_add(&errors, invalid(cx, "access", "Use %d characters or fewer about access", ROOM_WORDS_MOST));
    return errors;
}

Error *venue_room_save(Ctx *cx, const VenueRoom *room, int64_t *id)
{
    Venue venue = {0};
    VenueRoom before = {0};
    int64_t rooms = 0;
    TRY(keeping(cx, room->venue_id, &venue));
    if (room->id) TRY(venue_room_find(cx, room->venue_id, room->id, &before));
    else TRY(db_number(cx, rooms_number, &rooms, INT(room->venue_id)));
    if (rooms >= ROOMS_MOST) return invalid(cx, NULL, "A venue has %d rooms at most. Retire one that is not used", ROOMS_MOST);
    TRY(room_check(cx, room));
    *id = room->id ? room->id : new_id(cx);
    const char *name = text_trim(cx, room->name);
    if (room->id) TRY(db_run(cx, room_update, NULL, INT(*id), INT(room->venue_id), STR(name), INT(room->places), STR(room->kit), STR(room->access)));
    else          TRY(db_run(cx, room_insert, NULL, INT(*id), INT(room->venue_id), STR(name), INT(room->places), STR(room->kit), STR(room->access)));
    return trail(cx, room->id ? "venue.room_changed" : "venue.room_added", room->venue_id, name);
}

Error *venue_room_retire(Ctx *cx, int64_t venue_id, int64_t id, bool retired)
{
    Venue venue = {0};
    VenueRoom room = {0};
    int64_t changed;
    TRY(keeping(cx, venue_id, &venue));
    TRY(venue_room_find(cx, venue_id, id, &room));
    TRY(db_run(cx, room_mark, &changed, INT(id), INT(venue_id), INT(retired)));
    return changed ? trail(cx, retired ? "venue.room_retired" : "venue.room_reopened", venue_id, room.name) : OK;
}

/* ---- when it is open ---- */

const char *minutes_clock(Ctx *cx, int64_t minutes)
{
    if (minutes == 24 * 60) return "midnight";
    int64_t hour = minutes / 60, minute = minutes % 60, of_twelve = hour % 12 ? hour % 12 : 12;
    if (hour == 12 && !minute) return "noon";
    return minute ? text(cx, "%ld.%02ld%s", of_twelve, minute, hour < 12 ? "am" : "pm") : text(cx, "%ld%s", of_twelve, hour < 12 ? "am" : "pm");
}

Error *venue_hours(Ctx *cx, int64_t venue_id, OpenHours hours[WEEKDAYS], bool *known)
{
    OpenHours *rows;
    size_t count;
    TRY(db_list(cx, hours_of, hours_columns, &rows, &count, INT(venue_id)));
    for (int64_t day = 0; day < WEEKDAYS; day++) hours[day] = (OpenHours){ .weekday = day };
    for (size_t i = 0; i < count; i++) hours[rows[i].weekday] = rows[i];
    *known = count > 0;
    return OK;
}

static Error *minutes_read(Ctx *cx, const char *field, const char *typed, int64_t *minutes)
{
    int hour, minute;
    if (!clock_parse(typed, &hour, &minute)) return invalid(cx, field, "Enter a time, like 8.30am or 18:00, or leave both empty where it is closed");
    *minutes = hour * 60 + minute;
    return OK;
}

static Error *day_read(Ctx *cx, int64_t day, const HoursTyped *typed, OpenHours *hours)
{
    Error *errors = OK;
    const char *opens = text(cx, "opens_%ld", day), *closes = text(cx, "closes_%ld", day);
    *hours = (OpenHours){ .weekday = day };
    if (blank(typed->opens) && blank(typed->closes)) return OK;
    errors_add(&errors, minutes_read(cx, opens, typed->opens, &hours->opens));
    errors_add(&errors, minutes_read(cx, closes, typed->closes, &hours->closes));
    if (!errors && !hours->closes) hours->closes = 24 * 60;      /* "midnight" is that of the day's end */
    if (!errors && hours->closes <= hours->opens) return invalid(cx, closes, "It must close after it opens");
    return errors;
}

Error *venue_hours_set(Ctx *cx, int64_t venue_id, const HoursTyped typed[WEEKDAYS])
{
    Venue venue = {0};
    OpenHours hours[WEEKDAYS];
    Error *errors = OK;
    TRY(keeping(cx, venue_id, &venue));
    for (int64_t day = 0; day < WEEKDAYS; day++) errors_add(&errors, day_read(cx, day, &typed[day], &hours[day]));
    if (errors) return errors;
    TRY(db_run(cx, hours_clear, NULL, INT(venue_id)));
    for (int64_t day = 0; day < WEEKDAYS; day++)
        if (hours[day].closes) TRY(db_run(cx, hours_put, NULL, INT(venue_id), INT(day), INT(hours[day].opens), INT(hours[day].closes)));
    return trail(cx, "venue.hours_changed", venue_id, NULL);
}

/* ---- when it is not to be had ---- */

Error *venue_blocks(Ctx *cx, int64_t venue_id, int64_t from_at, VenueBlock **blocks, size_t *count)
{
    return db_list(cx, blocks_after, block_columns, blocks, count, INT(venue_id), INT(from_at));
}

static Error *block_times(Ctx *cx, const BlockDraft *draft, int64_t *from_at, int64_t *till_at)
{
    Error *errors = OK;
    const char *till_on = blank(draft->till_on) ? draft->from_on : draft->till_on;
    if (blank(draft->from_on)) return invalid(cx, "from_on", "Enter the day from which it is not available, like 28 1 2027");
    errors_add(&errors, session_instant(cx, draft->from_on, blank(draft->from_time) ? "0:00" : draft->from_time, "first", "from_time", "time", from_at));
    if (!blank(draft->till_time)) errors_add(&errors, session_instant(cx, till_on, draft->till_time, "second", "till_time", "time", till_at));
    else errors_add(&errors, session_instant(cx, date_add_days(cx, till_on, 1), "0:00", "first", "till_time", "time", till_at));
    if (errors) return errors;
    if (*till_at <= *from_at) return invalid(cx, blank(draft->till_on) ? "till_time" : "till_on", "The end must be after the beginning");
    if (*till_at - *from_at > (int64_t)BLOCK_DAYS_MOST * 86400) return invalid(cx, "till_on", "That is more than %d days. Retire the venue instead", BLOCK_DAYS_MOST);
    return OK;
}

Error *venue_block_add(Ctx *cx, const BlockDraft *draft, int64_t *id)
{
    Venue venue = {0};
    VenueRoom room = {0};
    VenueClash clash;
    int64_t from_at = 0, till_at = 0;
    Error *errors = OK;
    TRY(keeping(cx, draft->venue_id, &venue));
    if (draft->room_id) TRY(venue_room_find(cx, draft->venue_id, draft->room_id, &room));
    if (blank(draft->why)) errors_add(&errors, invalid(cx, "why", "Say why, so that others know: like Elections, or Painted"));
    else if (letters(draft->why) > BLOCK_WHY_MOST) errors_add(&errors, invalid(cx, "why", "Use %d characters or fewer to say why", BLOCK_WHY_MOST));
    errors_add(&errors, block_times(cx, draft, &from_at, &till_at));
    if (errors) return errors;
    TRY(venue_clash(cx, &(VenueUse){ .venue_id = draft->venue_id, .room_id = draft->room_id, .starts_at = from_at, .ends_at = till_at }, &clash));
    if (clash.session_id) return invalid(cx, "from_on", "%s is held there then, %s, %s. Move it first", clash.title, day_words(cx, date_of(cx, clash.starts_at)), clock_range(cx, clash.starts_at, clash.ends_at));
    *id = new_id(cx);
    TRY(db_run(cx, block_insert, NULL, INT(*id), INT(draft->venue_id), REF(draft->room_id), INT(from_at), INT(till_at), STR(text_trim(cx, draft->why))));
    return trail(cx, "venue.blocked", draft->venue_id, text(cx, "%s to %s", date_of(cx, from_at), date_of(cx, till_at - 1)));
}

Error *venue_block_remove(Ctx *cx, int64_t venue_id, int64_t id)
{
    Venue venue = {0};
    int64_t gone;
    TRY(keeping(cx, venue_id, &venue));
    TRY(db_run(cx, block_delete, &gone, INT(id), INT(venue_id)));
    return gone ? trail(cx, "venue.unblocked", venue_id, NULL) : missing(cx, "block %ld is not of venue %ld", id, venue_id);
}
