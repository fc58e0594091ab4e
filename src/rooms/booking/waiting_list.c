#include "rooms/booking/waiting_list.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/eligible.h"
#include "rooms/booking/party.h"
#include "rooms/booking/place_price.h"
#include "rooms/booking/second_date.h"
#include "rooms/programme/school_cap.h"

enum { HOUR = 3600, ANSWER_BEFORE_START = 2 * HOUR };

/*
 * The order. What waits is a unit: one registration, or the party of a booking whose people come together or not at all. `represented` is 0
 * for the one who asked first at a school that has nobody on the event (or comes for no school), and 1 for everybody else: once that first
 * one has a place, their school has somebody. A party stands where its first stands. Last, and offered nothing, are those whom the event's rules
 * on who may come keep out as they are now (`barred`, of a party because of any of them).
 */
#define HELD "(SELECT t.organisation_id, COUNT(*) AS held FROM registration t WHERE t.event_id = $1 AND " REGISTRATION_LIVE("t.") " AND t.state IN ('confirmed', 'offered')" \
    " AND t.organisation_id IS NOT NULL GROUP BY t.organisation_id)"
#define WAITS(bars) \
    "SELECT w.id AS registration_id, w.person_id, w.asked_at, w.organisation_id, COALESCE(y.booking_id, w.id) AS unit, COALESCE(a.held, 0) AS held, " bars " AS bars" \
    "  FROM registration w JOIN event e ON e.id = w.event_id LEFT JOIN party y ON y.booking_id = w.booking_id LEFT JOIN " HELD " a ON a.organisation_id = w.organisation_id" \
    " WHERE w.event_id = $1 AND w.state = 'waiting'"
#define UNITS(bars) \
    "SELECT v.*, CAST(CASE WHEN v.organisation_id IS NULL THEN 0 WHEN v.held > 0 THEN 1" \
    "      WHEN ROW_NUMBER() OVER (PARTITION BY v.organisation_id, v.barred ORDER BY v.asked_at, v.registration_id) = 1 THEN 0 ELSE 1 END AS BIGINT) AS represented" \
    "  FROM (SELECT x.registration_id, x.person_id, x.asked_at, x.organisation_id, x.unit, x.held, CAST(MAX(x.bars) OVER (PARTITION BY x.unit) AS BIGINT) AS barred FROM (" WAITS(bars) ") x) v"
#define QUEUE(bars) \
    "SELECT u.registration_id, u.person_id, u.organisation_id, u.unit, u.asked_at, u.held, u.barred, MIN(u.represented) OVER (PARTITION BY u.unit) AS represented," \
    " MIN(u.asked_at) OVER (PARTITION BY u.unit) AS unit_asked_at, MIN(u.registration_id) OVER (PARTITION BY u.unit) AS unit_first, COUNT(*) OVER (PARTITION BY u.unit) AS size" \
    "  FROM (" UNITS(bars) ") u"
#define IN_ORDER "q.barred, q.represented, q.unit_asked_at, q.unit_first, q.registration_id"

/* $2 now, for the limit of a school that holds until a day; $3 today. */
#define WAITING \
    "SELECT l.registration_id, l.person_id, l.organisation_id, l.position, l.represented, l.asked_at, l.barred, l.size AS together, " REGISTRATION_NAME " AS name, o.name AS organisation," \
    " CAST(CASE WHEN l.held > 0 THEN 1 ELSE 0 END AS BIGINT) AS placed," \
    " CAST(CASE WHEN o.id IS NOT NULL AND l.held + l.size > h.places THEN h.places ELSE 0 END AS BIGINT) AS cap, h.until_at AS cap_until" \
    "  FROM (SELECT q.*, ROW_NUMBER() OVER (ORDER BY " IN_ORDER ") AS position FROM (" QUEUE(ELIGIBLE_BARS("$3")) ") q) l" \
    "  LEFT JOIN person p ON p.id = l.person_id LEFT JOIN organisation o ON o.id = l.organisation_id" \
    "  LEFT JOIN event_school_cap h ON h.event_id = $1 AND (h.until_at IS NULL OR h.until_at > $2)"
SQL(waiting_all, WAITING " ORDER BY l.position LIMIT 500");
SQL(waiting_one, WAITING " WHERE l.registration_id = $4");
/* The first for whom there are places enough, and whose school may have them: $2 is how many it may; $3 today. */
SQL(waiting_next,
    "SELECT q.unit, q.size FROM (" QUEUE(ELIGIBLE_BARS("$3")) ") q WHERE q.barred = 0 AND q.size <= (SELECT e.places - e.taken FROM event e WHERE e.id = $1)"
    " AND (q.organisation_id IS NULL OR q.held + q.size <= CAST($2 AS BIGINT)) ORDER BY " IN_ORDER " LIMIT 1");
SQL(unit_waiting,
    "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email FROM registration r " WHO_HEARS
    " WHERE r.event_id = $1 AND r.state = 'waiting' AND (r.id = $2 OR r.booking_id = $2) ORDER BY r.id");
SQL(waiting_movable,
    "SELECT q.registration_id, q.person_id, q.organisation_id, p.name, p.email FROM (" QUEUE("0") ") q JOIN person p ON p.id = q.person_id"
    " WHERE NOT EXISTS (SELECT 1 FROM registration m WHERE m.person_id = q.person_id AND m.event_id = $2)"
    "   AND (q.organisation_id IS NULL OR (SELECT COUNT(*) FROM registration t WHERE t.event_id = $2 AND t.organisation_id = q.organisation_id AND " REGISTRATION_LIVE("t.") ") < CAST($4 AS BIGINT))"
    " ORDER BY " IN_ORDER " LIMIT CAST($3 AS BIGINT)");
SQL(offer_make,
    "UPDATE registration SET state = 'offered', offered_at = $2, offer_ends_at = $3 WHERE id = $1 AND state = 'waiting'");
SQL(offer_over,
    "UPDATE registration SET state = 'lapsed', decided_at = $2 WHERE id = $1 AND state = 'offered' AND offer_ends_at <= $2");
/* Those of a cancelled event are the cancelling job's. */
SQL(offers_past, "SELECT r.id FROM registration r JOIN event e ON e.id = r.event_id WHERE r.state = 'offered' AND r.offer_ends_at <= $1 AND e.state <> 'cancelled'"
                 " ORDER BY r.offer_ends_at, r.id LIMIT CAST($2 AS BIGINT)");
SQL(event_of_offer, "SELECT event_id FROM registration WHERE id = $1");

static const Column waiting_columns[] = {
    COLUMN(Waiting, registration_id), COLUMN(Waiting, person_id), COLUMN(Waiting, organisation_id), COLUMN(Waiting, position), COLUMN(Waiting, represented),
    COLUMN(Waiting, placed), COLUMN(Waiting, barred), COLUMN(Waiting, asked_at), COLUMN(Waiting, together), COLUMN(Waiting, cap), COLUMN(Waiting, cap_until), COLUMN(Waiting, name),
    COLUMN(Waiting, organisation),
};
static const Column addressee_columns[] = { COLUMN(Addressee, registration_id), COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email) };

Error *waiting_list(Ctx *cx, int64_t event_id, Waiting **waiting, size_t *count)
{
    return db_list(cx, waiting_all, waiting_columns, waiting, count, INT(event_id), INT(cx->now), STR(cx->today));
}

Error *waiting_position(Ctx *cx, int64_t event_id, int64_t registration_id, Waiting *waiting, bool *found)
{
    return db_maybe(cx, waiting_one, waiting_columns, waiting, found, INT(event_id), INT(cx->now), STR(cx->today), INT(registration_id));
}

static const char *order_words(Ctx *cx, const Waiting *waiting)
{
    if (waiting->placed) return text(cx, "%s has somebody on the event already. Schools that have nobody there come first, then everybody in the order of asking", waiting->organisation);
    if (waiting->represented) return text(cx, "Somebody from %s is further up. The first of each school that has nobody there comes before, then everybody in the order of asking", waiting->organisation);
    return blank(waiting->organisation) ? "People who come for themselves are in the order of asking"
                                        : text(cx, "%s has nobody on the event yet, and such schools come first", waiting->organisation);
}

const char *waiting_words(Ctx *cx, const Waiting *waiting)
{
    if (waiting->barred)
        return text(cx, "The event is not for everybody, and its rules let %s not come as things are. They stay on the list, after everybody who may, until that changes", waiting->together > 1 ? "one of these people" : "this person");
    const char *words = order_words(cx, waiting);
    if (waiting->together > 1)
        words = text(cx, "%s. These are %ld who come together: while fewer places than that are free, others are offered them, and these keep their order", words, (long)waiting->together);
    if (!waiting->cap) return words;
    const SchoolCap cap = { waiting->cap, waiting->cap_until };
    return text(cx, "%s. The event has %s, so places go to others until then", words, school_cap_words(cx, &cap));
}

/* An offer is kept for the event's hours, and ends early enough to go on to somebody else before the start; close to it, at the start. */
int64_t offer_ends_at(const Ctx *cx, const Event *event)
{
    int64_t until = cx->now + event->offer_hours * HOUR, latest = event->starts_at - ANSWER_BEFORE_START;
    if (latest < cx->now + HOUR) latest = event->starts_at;
    return until < latest ? until : latest;
}

typedef struct { int64_t unit, size; } Unit;

static Error *offer_to(Ctx *cx, const Event *event, const Addressee *next, int64_t together)
{
    bool taken;
    int64_t offered = 0;
    TRY(event_take_for_waiting(cx, event->id, &taken));
    if (taken) TRY(db_run(cx, offer_make, &offered, INT(next->registration_id), INT(cx->now), INT(offer_ends_at(cx, event))));
    if (!offered) return broken(cx, "registration %ld or its place was gone while its event was held", (long)next->registration_id);
    TRY(trail(cx, "registration.offered", next->registration_id, NULL));
    return letter_offered(cx, event, next, offer_ends_at(cx, event), together);
}

/* To one registration, or to all of a party at once. */
static Error *offer_to_unit(Ctx *cx, const Event *event, const Unit *unit)
{
    Addressee *people;
    size_t count;
    TRY(db_list(cx, unit_waiting, addressee_columns, &people, &count, INT(event->id), INT(unit->unit)));
    for (size_t i = 0; i < count; i++) TRY(offer_to(cx, event, &people[i], (int64_t)count));
    return event_waiting_changed(cx, event->id, -(int64_t)count);
}

Error *waiting_list_pass_on(Ctx *cx, const Event *event)
{
    static const Column columns[] = { COLUMN(Unit, unit), COLUMN(Unit, size) };
    SchoolCap cap;
    if (event->starts_at <= cx->now || !one_of(event->state, "published closed")) return OK;   /* too late for anybody, or nothing to come to */
    TRY(school_cap_now(cx, event, &cap));
    for (int64_t offers = 0; offers < OFFERS_AT_ONCE;) {
        Unit next = {0};
        bool fits;
        TRY(db_maybe(cx, waiting_next, columns, &next, &fits, INT(event->id), INT(cap.places ? cap.places : event->places), STR(cx->today)));
        if (!fits) return OK;
        TRY(offer_to_unit(cx, event, &next));
        offers += next.size;
    }
    return job_queue(cx, "waiting_list.pass_on", event->id, cx->now, NULL);
}

Error *waiting_list_grew(Ctx *cx, const Event *event, int64_t by)
{
    TRY(event_waiting_changed(cx, event->id, by));
    if (event->taken < event->places) TRY(waiting_list_pass_on(cx, event));
    return second_date_propose(cx, event, event->waiting + by);
}

Error *waiting_list_joined(Ctx *cx, const Event *event, const Booked *booked, bool together)
{
    int64_t waiting = (int64_t)(booked->count - booked->confirmed);
    if (together && waiting > 1) TRY(party_make(cx, booked->id));
    return waiting_list_grew(cx, event, waiting);
}

Error *waiting_list_left(Ctx *cx, const Event *event)
{
    TRY(event_waiting_changed(cx, event->id, -1));
    return event->taken < event->places ? waiting_list_pass_on(cx, event) : OK;
}

Error *offer_lapse(Ctx *cx, int64_t registration_id)
{
    Event event = {0};
    Addressee *people;
    size_t count;
    int64_t event_id = 0;
    TRY(db_number(cx, event_of_offer, &event_id, INT(registration_id)));
    TRY(event_hold(cx, event_id));
    TRY(event_find(cx, event_id, &event));
    if (same(event.state, "cancelled")) return OK;
    TRY(party_over(cx, event_id, registration_id, &people, &count));
    if (!count) return OK;   /* accepted at the last moment, or lapsed by another worker */
    for (size_t i = 0; i < count; i++) {
        TRY(db_run(cx, offer_over, NULL, INT(people[i].registration_id), INT(cx->now)));
        TRY(place_over(cx, people[i].registration_id));
        TRY(trail(cx, "registration.lapsed", people[i].registration_id, NULL));
        TRY(letter_lapsed(cx, &event, &people[i]));
    }
    TRY(event_give_back(cx, event.id, (int64_t)count));
    return waiting_list_pass_on(cx, &event);
}

Error *waiting_list_movable(Ctx *cx, int64_t event_id, const Event *other, int64_t most, Movable **people, size_t *count)
{
    SchoolCap cap;
    static const Column columns[] = { COLUMN(Movable, registration_id), COLUMN(Movable, person_id), COLUMN(Movable, organisation_id), COLUMN(Movable, name), COLUMN(Movable, email) };
    TRY(school_cap_now(cx, other, &cap));
    return db_list(cx, waiting_movable, columns, people, count, INT(event_id), INT(other->id), INT(most), INT(cap.places ? cap.places : other->places));
}

typedef struct { int64_t id; } Id;

Error *offers_over(Ctx *cx, int64_t **ids, size_t *count)
{
    static const Column columns[] = { COLUMN(Id, id) };
    Id *rows;
    TRY(db_list(cx, offers_past, columns, &rows, count, INT(cx->now), INT(SLICE)));
    *ids = array(cx, int64_t, *count);
    for (size_t i = 0; i < *count; i++) (*ids)[i] = rows[i].id;
    return OK;
}
