#include "tests/fixture_wishes.h"

#include <stdio.h>

#define LIVE "('requested', 'waiting', 'offered', 'confirmed')"

SQL(wish_own, "SELECT id FROM registration WHERE event_id = $1 AND person_id = $2 AND state IN " LIVE);
SQL(wish_offer, "SELECT id FROM registration WHERE event_id = $1 AND state = 'offered' ORDER BY offer_ends_at, id LIMIT 1");
SQL(wish_offer_ends, "SELECT offer_ends_at FROM registration WHERE id = $1");

#define UNSOUND "SELECT count(*) FROM event e WHERE e.taken > e.places" \
    " OR e.taken <> (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.state IN ('confirmed', 'offered'))" \
    " OR e.waiting <> (SELECT count(*) FROM registration r WHERE r.event_id = e.id AND r.state = 'waiting')"
#define IDLE "SELECT count(*) FROM event WHERE state = 'published' AND taken < places AND waiting > 0"
SQL(wish_unsound, UNSOUND);
SQL(wish_idle, IDLE);

static Error *own(Ctx *cx, const Wish *wish, int64_t *id)
{
    if (wish->now) cx->now = wish->now;
    TRY(db_number(cx, wish_own, id, INT(wish->event_id), INT(cx->who->id)));
    return *id ? OK : conflict(cx, "Nothing here is theirs");
}

Error *wish_book(Ctx *cx, void *data)
{
    const Wish *wish = data;
    Booked booked;
    if (wish->now) cx->now = wish->now;
    return booking_make(cx, &(BookingRequest){ .event_id = wish->event_id, .people = &(Invitee){ .person_id = cx->who->id }, .count = 1, .purchase_order = "" }, &booked);
}

Error *wish_cancel(Ctx *cx, void *wish)
{
    int64_t id = 0;
    TRY(own(cx, wish, &id));
    return registration_cancel(cx, id, "");
}

Error *wish_accept(Ctx *cx, void *wish)
{
    int64_t id = 0;
    TRY(own(cx, wish, &id));
    return offer_accept(cx, id);
}

Error *wish_decline(Ctx *cx, void *wish)
{
    int64_t id = 0;
    TRY(own(cx, wish, &id));
    return offer_decline(cx, id);
}

Error *wish_lapse(Ctx *cx, void *data)
{
    const Wish *wish = data;
    int64_t id = 0, ends = 0;
    TRY(db_number(cx, wish_offer, &id, INT(wish->event_id)));
    if (!id) return conflict(cx, "Nobody has an offer");
    TRY(db_number(cx, wish_offer_ends, &ends, INT(id)));
    if (ends > cx->now) cx->now = ends;
    return offer_lapse(cx, id);
}

int wish_any(int number, uint64_t *dice, int64_t event_id, int people, const char **which)
{
    static const struct { const char *name; Act *act; int share; } wishes[] = {
        { "book", wish_book, 45 }, { "cancel", wish_cancel, 20 }, { "accept", wish_accept, 15 }, { "decline", wish_decline, 10 }, { "lapse", wish_lapse, 10 } };
    int roll = storm_dice(dice, 100);
    size_t i = 0;
    while (roll >= wishes[i].share) roll -= wishes[i++].share;
    *which = wishes[i].name;
    return storm_write(number, 1001 + storm_dice(dice, people), wishes[i].act, &(Wish){ .event_id = event_id });
}

int64_t events_unsound(void) { return fixture_number(UNSOUND); }
int64_t events_idle(void)    { return fixture_number(IDLE); }

/* Each line of the trail that concerns somebody has its letter, and each letter is about something else: its link names the registration. */
int64_t letters_wrong(void)
{
    int64_t wrong = 0;
#define CAUSED(letters, cause) \
    wrong += fixture_number("SELECT abs((SELECT count(*) FROM mail WHERE letter IN (" letters ")) - (SELECT count(*) FROM trail WHERE " cause "))")
    CAUSED("'place-confirmed'", "what = 'registration.confirmed'");
    CAUSED("'place-waiting'", "what = 'registration.waiting'");
    CAUSED("'place-offered'", "what = 'registration.offered'");
    CAUSED("'offer-lapsed'", "what = 'registration.lapsed'");
    CAUSED("'event-cancelled'", "what = 'registration.cancelled' AND detail = 'event cancelled'");
    CAUSED("'place-cancelled', 'waiting-list-left'", "what = 'registration.cancelled' AND detail = ''");
#undef CAUSED
    return wrong + fixture_number("SELECT count(*) FROM (SELECT letter, filled FROM mail GROUP BY letter, filled HAVING count(*) > 1) AS twice");
}

int64_t events_wrong(int number, bool idle_too)
{
    Ctx cx;
    int64_t unsound = 0, idle = 0;
    ctx_begin(&cx, storm_store(number), ARENA_REQUEST_LIMIT);
    Error *error = store_read_begin(&cx);
    if (!error) error = db_number(&cx, wish_unsound, &unsound, NONE);
    if (!error && idle_too) error = db_number(&cx, wish_idle, &idle, NONE);
    if (error) printf("# looking: %s\n", error->log ? error->log : error->say);
    ctx_end(&cx);
    return error ? 1 : unsound + idle;
}
