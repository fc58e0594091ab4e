/* The learning centre has rooms, a kitchen and opening times; the council needs its chamber for a day of elections. */
#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(demo_room_add,   "INSERT INTO venue_room (id, venue_id, name, places, kit, access) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(demo_hours_add,  "INSERT INTO venue_hours (venue_id, weekday, opens, closes) VALUES ($1, $2, $3, $4)");
SQL(demo_kit_set,    "UPDATE venue SET kit = $2 WHERE id = $1");
SQL(demo_room_taken, "UPDATE session SET room_id = $2 WHERE venue_id = $1 AND starts_at > $3");
SQL(demo_block_add,  "INSERT INTO venue_block (id, venue_id, from_at, till_at, why) SELECT $1, $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS TEXT)"
                     " WHERE NOT EXISTS (SELECT 1 FROM session WHERE venue_id = $2 AND starts_at < $4 AND ends_at > $3)");

static size_t venue_named(const char *name)
{
    for (size_t i = 0; i < demo_venue_count; i++)
        if (same(demo_venues[i].name, name)) return i;
    return 0;
}

static Error *rooms_lay(Ctx *cx, void *data)
{
    static const struct { const char *name, *kit, *access; int64_t places; } rooms[] = {
        { "Main hall", "Projector and screen\nHearing loop\nTables for eight", "", 80 }, { "Room 1", "Projector and screen", "", 30 }, { "Room 2", "Whiteboard\nFlip chart", "First floor, lift by the stairs", 24 },
    };
    enum { WORKING_DAYS = 5, MORNING = 8 * 60, NIGHT = 21 * 60, BLOCKED_DAYS = 3 };
    Demo *demo = data;
    int64_t centre = demo->venues[venue_named("Fleet Bridge Learning Centre")], hall = 0, from_at = 0, till_at = 0;
    for (size_t i = 0; i < COUNT(rooms); i++) {
        int64_t id = demo_id(demo);
        if (!hall) hall = id;
        TRY(demo_put(cx, demo, demo_room_add, INT(id), INT(centre), STR(rooms[i].name), INT(rooms[i].places), STR(rooms[i].kit), STR(rooms[i].access)));
    }
    for (int64_t day = 0; day < WORKING_DAYS; day++) TRY(demo_put(cx, demo, demo_hours_add, INT(centre), INT(day), INT(MORNING), INT(NIGHT)));
    TRY(demo_put(cx, demo, demo_kit_set, INT(centre), STR("Kitchen\nCar park with 40 spaces")));
    TRY(demo_put(cx, demo, demo_room_taken, INT(centre), INT(hall), INT(demo->now)));
    for (int64_t day = 0; day < BLOCKED_DAYS; day++) {      /* whichever of them nobody meets on */
        const char *on = date_add_days(cx, demo->today, 28 + day);
        instant_of(on, 7, 0, false, &from_at), instant_of(on, 22, 0, false, &till_at);
        TRY(demo_put(cx, demo, demo_block_add, INT(demo_id(demo)), INT(demo->venues[venue_named("Town Hall, Council Chamber")]), INT(from_at), INT(till_at), STR("By-election: polling and count")));
    }
    return OK;
}

Error *demo_rooms(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, rooms_lay, demo); }
