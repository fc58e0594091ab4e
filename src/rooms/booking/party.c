#include "rooms/booking/party.h"

#define OF_PARTY(id) "(SELECT y.booking_id FROM party y JOIN registration z ON z.booking_id = y.booking_id WHERE z.id = " id ")"
#define PEOPLE \
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email, r.calendar_sequence + 1 AS sequence, CAST(CASE WHEN r.person_id IS NULL THEN 1 ELSE 0 END AS BIGINT) AS unnamed" \
    "  FROM registration r " WHO_HEARS

SQL(party_add, "INSERT INTO party (booking_id) VALUES ($1)");
SQL(party_people, PEOPLE " WHERE r.state = 'offered' AND r.event_id = $2 AND (r.id = $1 OR r.booking_id = " OF_PARTY("$1") ") ORDER BY r.id");
SQL(party_late,
    PEOPLE " WHERE r.state = 'offered' AND r.offer_ends_at <= $3 AND r.event_id = $2 AND (r.id = $1 OR r.booking_id = " OF_PARTY("$1") ") ORDER BY r.id");
SQL(party_booker, "SELECT b.booked_by, p.name AS booker FROM booking b LEFT JOIN person p ON p.id = b.booked_by WHERE b.id = $1");

static const Column people_columns[] = {
    COLUMN(Addressee, registration_id), COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email), COLUMN(Addressee, sequence),
    COLUMN(Addressee, unnamed) };

Error *party_make(Ctx *cx, int64_t booking_id) { return db_run(cx, party_add, NULL, INT(booking_id)); }

Error *party_find(Ctx *cx, const Registration *registration, Party *party)
{
    static const Column columns[] = { COLUMN(Party, booked_by), COLUMN(Party, booker) };
    TRY(db_one(cx, party_booker, columns, party, INT(registration->booking_id)));
    return db_list(cx, party_people, people_columns, &party->people, &party->count, INT(registration->id), INT(registration->event_id));
}

bool party_is_answered(const Ctx *cx, const Registration *registration, const Party *party)
{
    return party->count <= 1 || registration_is_to_hand_on(cx, registration) || (party->booked_by && party->booked_by == cx->who->id);
}

Error *party_over(Ctx *cx, int64_t event_id, int64_t registration_id, Addressee **people, size_t *count)
{
    return db_list(cx, party_late, people_columns, people, count, INT(registration_id), INT(event_id), INT(cx->now));
}
