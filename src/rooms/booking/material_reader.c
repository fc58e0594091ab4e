#include "rooms/booking/material_reader.h"

#include "platform/base/text.h"
#include "rooms/booking/booking_letters.h"

SQL(place_confirmed, "SELECT count(*) FROM registration WHERE event_id = $1 AND person_id = $2 AND state = 'confirmed'");
SQL(people_to_tell,
    "SELECT r.id AS registration_id, r.person_id, p.name, p.email FROM registration r JOIN person p ON p.id = r.person_id"
    " WHERE r.event_id = $1 AND r.state = 'confirmed' AND r.id > $2 ORDER BY r.id LIMIT CAST($3 AS BIGINT)");

Error *material_read(Ctx *cx, int64_t id, Material *material)
{
    Event event = {0};
    int64_t place = 0;
    bool changeable;
    if (!cx->who) return missing(cx, "material %ld, and nobody is signed in", (long)id);
    TRY(material_find(cx, id, material));
    TRY(event_find(cx, material->event_id, &event));
    if (material_is_shown(cx, &event, material)) TRY(db_number(cx, place_confirmed, &place, INT(event.id), INT(cx->who->id)));
    return place ? OK : materials_event(cx, event.id, &event, &changeable);
}

Error *sharing_tell_slice(Ctx *cx, int64_t sharing_id, bool *done)
{
    static const Column columns[] = { COLUMN(Addressee, registration_id), COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email) };
    Sharing sharing = {0};
    Event event = {0};
    Addressee *people;
    size_t n;
    bool due;
    *done = true;
    TRY(sharing_hold(cx, sharing_id, &sharing, &event, &due));
    if (!due) return OK;
    TRY(db_list(cx, people_to_tell, columns, &people, &n, INT(event.id), INT(sharing.told_up_to), INT(SHARING_TELLS_AT_ONCE)));
    for (size_t i = 0; i < n; i++) TRY(letter_materials(cx, &event, &people[i], sharing.moment));
    *done = n < SHARING_TELLS_AT_ONCE;
    return sharing_told(cx, sharing_id, n ? people[n - 1].registration_id : sharing.told_up_to, *done);
}
