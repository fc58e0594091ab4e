#include "rooms/programme/venue.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

static const Column venue_columns[] = {
    COLUMN(Venue, id), COLUMN(Venue, name), COLUMN(Venue, address), COLUMN(Venue, postcode), COLUMN(Venue, access), COLUMN(Venue, kit), COLUMN(Venue, places), COLUMN(Venue, retired),
};

SQL(venue_by_id,  "SELECT id, name, address, postcode, access, kit, places, retired FROM venue WHERE id = $1");
SQL(venues_all,   "SELECT id, name, address, postcode, access, kit, places, retired FROM venue WHERE retired <= $1 ORDER BY lower(name), id LIMIT 500");
SQL(venue_insert, "INSERT INTO venue (id, name, address, postcode, access, places, kit) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(venue_update, "UPDATE venue SET name = $2, address = $3, postcode = $4, access = $5, places = $6, kit = $7 WHERE id = $1");
SQL(venue_mark,   "UPDATE venue SET retired = $2 WHERE id = $1 AND retired <> $2");
/* Lists show the name that is kept beside each event. */
SQL(venue_rename, "UPDATE event SET place = $2 WHERE place = $1 AND id IN (SELECT event_id FROM session WHERE venue_id = $3)");

Error *venue_find(Ctx *cx, int64_t id, Venue *venue)
{
    return db_one(cx, venue_by_id, venue_columns, venue, INT(id));
}

Error *venue_maybe(Ctx *cx, int64_t id, Venue *venue, bool *found)
{
    return db_maybe(cx, venue_by_id, venue_columns, venue, found, INT(id));
}

Error *venues(Ctx *cx, bool with_retired, Venue **list, size_t *count)
{
    return db_list(cx, venues_all, venue_columns, list, count, INT(with_retired));
}

Error *venue_check(Ctx *cx, const Venue *venue)
{
    Error *errors = OK;
    if (blank(venue->name)) errors_add(&errors, invalid(cx, "name", "Enter the name of the venue"));
    else if (letters(venue->name) > VENUE_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Use %d characters or fewer for the name", VENUE_NAME_MOST));
    if (blank(venue->address)) errors_add(&errors, invalid(cx, "address", "Enter the address, so that people find it"));
    else if (letters(venue->address) > VENUE_ADDRESS_MOST) errors_add(&errors, invalid(cx, "address", "Use %d characters or fewer for the address", VENUE_ADDRESS_MOST));
    if (letters(venue->postcode) > 8) errors_add(&errors, invalid(cx, "postcode", "Enter a postcode, like FW3 8QD"));
    if (letters(venue->access) > VENUE_ACCESS_MOST) errors_add(&errors, invalid(cx, "access", "Use %d characters or fewer about access", VENUE_ACCESS_MOST));
    if (venue->kit && letters(venue->kit) > VENUE_ACCESS_MOST) errors_add(&errors, invalid(cx, "kit", "Use %d characters or fewer for what is there", VENUE_ACCESS_MOST));
    if (venue->places < 0 || venue->places > 100000) errors_add(&errors, invalid(cx, "places", "Enter how many people the largest room seats, or leave it empty"));
    return errors;
}

Error *venue_save(Ctx *cx, const Venue *venue, int64_t *id)
{
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "venues are the office's");
    TRY(venue_check(cx, venue));
    const char *name = text_trim(cx, venue->name), *kit = venue->kit ? venue->kit : "";
    if (!venue->id) {
        *id = new_id(cx);
        TRY(db_run(cx, venue_insert, NULL, INT(*id), STR(name), STR(venue->address), STR(venue->postcode), STR(venue->access), INT(venue->places), STR(kit)));
        return trail(cx, "venue.added", *id, NULL);
    }
    Venue before = {0};
    *id = venue->id;
    TRY(venue_find(cx, venue->id, &before));
    TRY(db_run(cx, venue_update, NULL, INT(*id), STR(name), STR(venue->address), STR(venue->postcode), STR(venue->access), INT(venue->places), STR(kit)));
    if (!same(before.name, name)) TRY(db_run(cx, venue_rename, NULL, STR(before.name), STR(name), INT(*id)));
    return trail(cx, "venue.changed", *id, NULL);
}

Error *venue_retire(Ctx *cx, int64_t id, bool retired)
{
    int64_t changed;
    Venue venue = {0};
    if (!may(cx, RUN_PROGRAMME)) return forbidden(cx, "venues are the office's");
    TRY(venue_find(cx, id, &venue));
    TRY(db_run(cx, venue_mark, &changed, INT(id), INT(retired)));
    return changed ? trail(cx, retired ? "venue.retired" : "venue.reopened", id, NULL) : OK;
}
