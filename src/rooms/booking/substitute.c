#include "rooms/booking/substitute.h"

#include "platform/base/text.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/registration_acts.h"
#include "rooms/booking/ways_in.h"

SQL(substitute_asked, "SELECT count(*) FROM registration WHERE event_id = $1 AND substituted_for = $2 AND state = 'requested'");
SQL(substitute_wish,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, event_sequence, substituted_for)"
    " SELECT $1, booking_id, event_id, CAST($3 AS BIGINT), organisation_id, 'requested', price_pence, CAST($4 AS BIGINT), CAST($5 AS BIGINT), id"
    "   FROM registration WHERE id = $2"
    " ON CONFLICT (event_id, person_id) WHERE " REGISTRATION_LIVE("") " DO NOTHING");
SQL(substitute_comes,
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email FROM registration r JOIN person p ON p.id = r.person_id"
    " WHERE r.event_id = (SELECT h.event_id FROM registration h WHERE h.id = $1) AND r.substituted_for = $1 AND r.state = 'requested'");
SQL(substitute_leaves,
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email, r.calendar_sequence + 1 AS sequence FROM registration n JOIN registration r ON r.id = n.substituted_for " WHO_HEARS
    " WHERE n.id = $1 AND r.state = 'confirmed'");

Error *substitute_ask(Ctx *cx, const Event *event, const Registration *leaves, Addressee *comes)
{
    int64_t asked = 0, added = 0;
    TRY(db_number(cx, substitute_asked, &asked, INT(event->id), INT(leaves->id)));
    if (asked) return conflict(cx, "A colleague is asked for in this place already, and %s decides", cx->partnership->name);
    comes->registration_id = new_id(cx);
    TRY(db_run(cx, substitute_wish, &added, INT(comes->registration_id), INT(leaves->id), INT(comes->person_id), INT(cx->now), INT(event->sequence)));
    if (!added) return conflict(cx, "%s is already on this event or its waiting list", comes->name);
    TRY(approval_open(cx, comes->registration_id, "office"));
    return letter_substitute_waits(cx, event, comes, leaves->name);
}

static const Column leaves_columns[] = { COLUMN(Addressee, registration_id), COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email), COLUMN(Addressee, sequence) };
static const Column comes_columns[]  = { COLUMN(Addressee, registration_id), COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email) };

Error *substitute_holder(Ctx *cx, int64_t registration_id, Addressee *holder, bool *found) { return db_maybe(cx, substitute_leaves, leaves_columns, holder, found, INT(registration_id)); }
Error *substitute_wanted(Ctx *cx, int64_t registration_id, Addressee *comes, bool *found)  { return db_maybe(cx, substitute_comes, comes_columns, comes, found, INT(registration_id)); }

Error *substitute_take(Ctx *cx, const Event *event, const Asked *asked, Addressee *leaves, bool *handed)
{
    TRY(substitute_holder(cx, asked->registration_id, leaves, handed));
    if (!*handed) return OK;
    TRY(way_in_check_one(cx, WAY_SUBSTITUTED, event, asked->organisation_id, (BookedPlace){ asked->registration_id, asked->person_id, asked->name, asked->email, "requested" }));
    TRY(place_handed_on(cx, leaves->registration_id, asked->registration_id));
    return registration_end(cx, &(Registration){ .id = leaves->registration_id, .state = "confirmed" }, text(cx, "%s comes instead", asked->name));
}
