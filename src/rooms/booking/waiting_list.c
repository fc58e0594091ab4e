#include "rooms/booking/waiting_list.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "platform/jobs/jobs.h"
#include "rooms/booking/booking_letters.h"

enum { HOUR = 3600, ANSWER_BEFORE_START = 2 * HOUR };

/*
 * The order. `represented` is 0 for the one who asked first at a school that has nobody on the event (or comes for no school), and 1 for
 * everybody else: once that first one has a place, their school has somebody.
 */
#define PLACED_THERE "(SELECT t.organisation_id FROM registration t WHERE t.event_id = $1 AND " REGISTRATION_LIVE("t.") " AND t.state IN ('confirmed', 'offered'))"
#define QUEUE \
    "SELECT w.id AS registration_id, w.person_id, w.asked_at, w.organisation_id," \
    " CAST(CASE WHEN w.organisation_id IS NULL THEN 0" \
    "      WHEN w.organisation_id IN " PLACED_THERE " THEN 1" \
    "      WHEN ROW_NUMBER() OVER (PARTITION BY w.organisation_id ORDER BY w.asked_at, w.id) = 1 THEN 0 ELSE 1 END AS BIGINT) AS represented" \
    "  FROM registration w WHERE w.event_id = $1 AND w.state = 'waiting'"
#define PLACED \
    "SELECT q.registration_id, q.person_id, q.represented, q.asked_at, q.organisation_id," \
    " ROW_NUMBER() OVER (ORDER BY q.represented, q.asked_at, q.registration_id) AS position FROM (" QUEUE ") q"

#define WAITING \
    "SELECT l.registration_id, l.person_id, l.organisation_id, l.position, l.represented, l.asked_at, " REGISTRATION_NAME " AS name, o.name AS organisation," \
    " CAST(CASE WHEN l.organisation_id IN " PLACED_THERE " THEN 1 ELSE 0 END AS BIGINT) AS placed" \
    "  FROM (" PLACED ") l LEFT JOIN person p ON p.id = l.person_id LEFT JOIN organisation o ON o.id = l.organisation_id"
SQL(waiting_all, WAITING " ORDER BY l.position LIMIT 500");
SQL(waiting_one, WAITING " WHERE l.registration_id = $2");
SQL(waiting_first,
    "SELECT q.registration_id, p.id AS person_id, p.name, p.email FROM (" QUEUE ") q JOIN registration r ON r.id = q.registration_id " WHO_HEARS
    " ORDER BY q.represented, q.asked_at, q.registration_id LIMIT 1");
SQL(offer_make,
    "UPDATE registration SET state = 'offered', offered_at = $2, offer_ends_at = $3 WHERE id = $1 AND state = 'waiting'");
SQL(offer_over,
    "UPDATE registration SET state = 'lapsed', decided_at = $2 WHERE id = $1 AND state = 'offered' AND offer_ends_at <= $2");
/* Those of a cancelled event are the cancelling job's. */
SQL(offers_past, "SELECT r.id FROM registration r JOIN event e ON e.id = r.event_id WHERE r.state = 'offered' AND r.offer_ends_at <= $1 AND e.state <> 'cancelled'"
                 " ORDER BY r.offer_ends_at, r.id LIMIT CAST($2 AS BIGINT)");
SQL(lapsing, "SELECT r.id AS registration_id, p.id AS person_id, p.name, p.email, r.event_id FROM registration r " WHO_HEARS " WHERE r.id = $1");

static const Column waiting_columns[] = {
    COLUMN(Waiting, registration_id), COLUMN(Waiting, person_id), COLUMN(Waiting, organisation_id), COLUMN(Waiting, position), COLUMN(Waiting, represented),
    COLUMN(Waiting, placed), COLUMN(Waiting, asked_at), COLUMN(Waiting, name), COLUMN(Waiting, organisation),
};
static const Column addressee_columns[] = { COLUMN(Addressee, registration_id), COLUMN(Addressee, person_id), COLUMN(Addressee, name), COLUMN(Addressee, email) };

Error *waiting_list(Ctx *cx, int64_t event_id, Waiting **waiting, size_t *count)
{
    return db_list(cx, waiting_all, waiting_columns, waiting, count, INT(event_id));
}

Error *waiting_position(Ctx *cx, int64_t event_id, int64_t registration_id, Waiting *waiting, bool *found)
{
    return db_maybe(cx, waiting_one, waiting_columns, waiting, found, INT(event_id), INT(registration_id));
}

const char *waiting_words(Ctx *cx, const Waiting *waiting)
{
    if (waiting->placed) return text(cx, "%s has somebody on the event already. Schools that have nobody there come first, then everybody in the order of asking", waiting->organisation);
    if (waiting->represented) return text(cx, "Somebody from %s is further up. The first of each school that has nobody there comes before, then everybody in the order of asking", waiting->organisation);
    return blank(waiting->organisation) ? "People who come for themselves are in the order of asking"
                                        : text(cx, "%s has nobody on the event yet, and such schools come first", waiting->organisation);
}

/* An offer is kept for the event's hours, and ends early enough to go on to somebody else before the start; close to it, at the start. */
static int64_t offer_until(const Ctx *cx, const Event *event)
{
    int64_t until = cx->now + event->offer_hours * HOUR, latest = event->starts_at - ANSWER_BEFORE_START;
    if (latest < cx->now + HOUR) latest = event->starts_at;
    return until < latest ? until : latest;
}

Error *waiting_list_pass_on(Ctx *cx, const Event *event)
{
    if (event->starts_at <= cx->now || !one_of(event->state, "published closed")) return OK;   /* too late for anybody, or nothing to come to */
    for (int offers = 0; offers < OFFERS_AT_ONCE; offers++) {
        Addressee next = {0};
        bool waits, taken;
        int64_t offered = 0;
        TRY(db_maybe(cx, waiting_first, addressee_columns, &next, &waits, INT(event->id)));
        if (!waits) return OK;
        TRY(event_take_for_waiting(cx, event->id, &taken));
        if (!taken) return OK;
        TRY(db_run(cx, offer_make, &offered, INT(next.registration_id), INT(cx->now), INT(offer_until(cx, event))));
        if (!offered) return broken(cx, "registration %ld left the waiting list while its event was held", (long)next.registration_id);
        TRY(event_waiting_changed(cx, event->id, -1));
        TRY(trail(cx, "registration.offered", next.registration_id, NULL));
        TRY(letter_offered(cx, event, &next, offer_until(cx, event)));
    }
    return job_queue(cx, "waiting_list.pass_on", event->id, cx->now, NULL);
}

typedef struct { int64_t registration_id, person_id, event_id; const char *name, *email; } Lapsing;

Error *offer_lapse(Ctx *cx, int64_t registration_id)
{
    static const Column columns[] = { COLUMN(Lapsing, registration_id), COLUMN(Lapsing, person_id), COLUMN(Lapsing, event_id), COLUMN(Lapsing, name), COLUMN(Lapsing, email) };
    Lapsing lapse = {0};
    Event event = {0};
    int64_t over = 0;
    TRY(db_one(cx, lapsing, columns, &lapse, INT(registration_id)));
    TRY(event_hold(cx, lapse.event_id));
    TRY(event_find(cx, lapse.event_id, &event));
    if (same(event.state, "cancelled")) return OK;
    TRY(db_run(cx, offer_over, &over, INT(registration_id), INT(cx->now)));
    if (!over) return OK;   /* accepted at the last moment, or lapsed by another worker */
    TRY(event_give_back(cx, event.id, 1));
    TRY(trail(cx, "registration.lapsed", registration_id, NULL));
    const Addressee to = { lapse.registration_id, lapse.person_id, lapse.name, lapse.email, 0 };
    TRY(letter_lapsed(cx, &event, &to));
    return waiting_list_pass_on(cx, &event);
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
