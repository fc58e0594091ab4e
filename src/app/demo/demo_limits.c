/* Events with rules of their own about places: one capped by school, one whose waiting list asks for a second date, a ballot that is open and one that is drawn. */
#include "app/demo/demo.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/security/digest.h"
#include "rooms/booking/ballot_log.h"
#include "rooms/programme/event_rules.h"

enum { DAY = 86400, HOUR = 3600, CAP = 2, SCHOOLS_ASKING = 8, WAITING_ASKS = 3, OPEN_DAYS = 9 };

#define AHEAD "SELECT id, starts_at, starts_on, places, taken FROM event WHERE state = 'published' AND rules = 0 AND course_id NOT IN (SELECT id FROM course WHERE kind = 'governor training') AND starts_at > $1"
SQL(demo_event_long_list, AHEAD " AND waiting >= 3 ORDER BY starts_at, id LIMIT 1");
SQL(demo_event_to_draw,   AHEAD " AND waiting = 0 AND places > taken AND booking_opens_at IS NULL ORDER BY abs(places - taken - 6), starts_at, id LIMIT 1");
SQL(demo_event_asked,     AHEAD " AND waiting = 0 AND places > taken AND booking_opens_at IS NULL ORDER BY taken, starts_at, id LIMIT 1");
/* Teachers of schools of the first laying who have nothing to do with this event, one to three of each school. */
SQL(demo_asking,
    "SELECT q.person_id, q.organisation_id FROM (SELECT p.person_id, p.organisation_id, ROW_NUMBER() OVER (PARTITION BY p.organisation_id ORDER BY p.person_id) AS n FROM post p"
    "  JOIN organisation o ON o.id = p.organisation_id WHERE o.kind = 'school' AND p.role = 'teacher' AND p.starts_on <= $2 AND (p.ends_on IS NULL OR p.ends_on >= $2)"
    "   AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.event_id = $1 AND r.person_id = p.person_id)) q"
    " WHERE q.n <= 1 + q.organisation_id % 3 ORDER BY q.organisation_id, q.n LIMIT CAST($3 AS BIGINT)");
SQL(demo_rule_put,   "UPDATE event SET rules = rules + $2 WHERE id = $1");
SQL(demo_cap_put,    "INSERT INTO event_school_cap (event_id, places, until_at) VALUES ($1, $2, $3)");
SQL(demo_second_put, "INSERT INTO event_second_date (event_id, waiting) VALUES ($1, $2)");
SQL(demo_second_ask, "INSERT INTO second_date (event_id, asked_at) VALUES ($1, $2)");
SQL(demo_ballot_put, "INSERT INTO event_ballot (event_id, closes_at, commitment, seed, asked, drawn_at) VALUES ($1, $2, $3, $4, 1, $5)");
SQL(demo_ask_add,    "INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at) VALUES ($1, $2, $3, $4, 0, $5)");
SQL(demo_ask_place,  "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, decided_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)");
SQL(demo_entry_add,  "INSERT INTO ballot_entry (registration_id, event_id, wish, asked_at, turn, round, placed, rule) VALUES ($1, $2, $1, $3, $4, $5, $6, $7)");
SQL(demo_draw_add,   "INSERT INTO ballot_draw (event_id, drawn_at, log) VALUES ($1, $2, $3)");
SQL(demo_drawn_full, "UPDATE event SET taken = taken + $2, waiting = $3 WHERE id = $1");

typedef struct { int64_t id, starts_at, places, taken; const char *starts_on; } Ahead;
static const Column ahead_columns[] = { COLUMN(Ahead, id), COLUMN(Ahead, starts_at), COLUMN(Ahead, places), COLUMN(Ahead, taken), COLUMN(Ahead, starts_on) };
typedef struct { int64_t person_id, organisation_id; } Asking;

static Error *capped(Ctx *cx, Demo *demo)
{
    Ahead event = {0};
    bool found;
    int64_t until = 0;
    TRY(db_maybe(cx, demo_event_asked, ahead_columns, &event, &found, INT(demo->now + 21 * DAY)));
    if (!found) return OK;
    instant_of(date_add_days(cx, event.starts_on, -14), 0, 0, false, &until);
    TRY(db_run(cx, demo_cap_put, NULL, INT(event.id), INT(CAP), INT(until)));
    return db_run(cx, demo_rule_put, NULL, INT(event.id), INT(RULE_SCHOOL_CAP));
}

static Error *long_list(Ctx *cx, Demo *demo)
{
    Ahead event = {0};
    bool found;
    TRY(db_maybe(cx, demo_event_long_list, ahead_columns, &event, &found, INT(demo->now + 7 * DAY)));
    if (!found) return OK;
    TRY(db_run(cx, demo_second_put, NULL, INT(event.id), INT(WAITING_ASKS)));
    TRY(db_run(cx, demo_rule_put, NULL, INT(event.id), INT(RULE_SECOND_DATE)));
    return db_run(cx, demo_second_ask, NULL, INT(event.id), INT(demo->now - 2 * DAY));
}

/* Asked for, and where it is drawn answered: by the same rule as any ballot's. */
static Error *ask(Ctx *cx, Demo *demo, const Ahead *event, const Asking *asking, const BallotEntry *entry, bool drawn)
{
    int64_t booking = demo_id(demo), asked_at = demo->now - 6 * DAY;
    const char *state = !drawn ? "requested" : entry->placed ? "confirmed" : "waiting";
    TRY(demo_put(cx, demo, demo_ask_add, INT(booking), INT(event->id), INT(asking->organisation_id), INT(asking->person_id), INT(asked_at)));
    TRY(demo_put(cx, demo, demo_ask_place, INT(entry->id), INT(booking), INT(event->id), INT(asking->person_id), INT(asking->organisation_id), STR(state),
                 INT(same(state, "waiting") ? demo->now - HOUR + entry->turn : asked_at), REF(drawn && entry->placed ? demo->now - DAY : 0)));
    return demo_put(cx, demo, demo_entry_add, INT(entry->id), INT(event->id), INT(asked_at), REF(drawn ? entry->turn : 0), REF(drawn ? entry->round : 0),
                    drawn ? INT(entry->placed) : REF(0), STR(drawn ? ballot_rule_name(entry->rule) : NULL));
}

static const Asking *asking_of(const BallotEntry *entry, const Asking *asking, int64_t first) { return &asking[entry->id - first]; }

static Error *ballot(Ctx *cx, Demo *demo, const Ahead *event, bool drawn)
{
    static const Column columns[] = { COLUMN(Asking, person_id), COLUMN(Asking, organisation_id) };
    int64_t closes_at = drawn ? demo->now - DAY : demo->now + OPEN_DAYS * DAY, free_places = event->places - event->taken, placed = 0, first = 0;
    const char *seed = digest_of(cx, text(cx, "demonstration %ld", (long)event->id));
    Asking *asking;
    size_t n;
    TRY(db_list(cx, demo_asking, columns, &asking, &n, INT(event->id), STR(event->starts_on), INT(2 * SCHOOLS_ASKING)));
    BallotEntry *entries = array(cx, BallotEntry, n);
    for (size_t i = 0; i < n; i++) {
        bool goes_on = i && asking[i - 1].organisation_id == asking[i].organisation_id;
        entries[i] = (BallotEntry){ .id = demo_id(demo), .school = asking[i].organisation_id, .wish = goes_on ? entries[i - 1].wish + 1 : 1,
                                    .past = drawn ? 40 * (1 + asking[i].organisation_id % 4) : 0 };
        if (!i) first = entries[i].id;
    }
    ballot_allot(cx, seed, free_places, 0, entries, n);
    for (size_t i = 0; i < n; i++) {
        placed += entries[i].placed;
        TRY(ask(cx, demo, event, asking_of(&entries[i], asking, first), &entries[i], drawn));
    }
    TRY(demo_put(cx, demo, demo_ballot_put, INT(event->id), INT(closes_at), STR(digest_of(cx, seed)), STR(seed), REF(drawn ? closes_at : 0)));
    TRY(demo_put(cx, demo, demo_rule_put, INT(event->id), INT(RULE_BALLOT)));
    if (!drawn) return OK;
    BallotDraw draw = { .event_id = event->id, .closed_at = closes_at, .places = free_places, .seed = seed, .entries = entries, .count = n };
    TRY(demo_put(cx, demo, demo_draw_add, INT(event->id), INT(closes_at), STR(ballot_log_write(cx, &draw))));
    return demo_put(cx, demo, demo_drawn_full, INT(event->id), INT(placed), INT((int64_t)n - placed));
}

static Error *drawn_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    Ahead drawn = {0};
    bool found;
    TRY(db_maybe(cx, demo_event_to_draw, ahead_columns, &drawn, &found, INT(demo->now + 21 * DAY)));
    return found ? ballot(cx, demo, &drawn, true) : OK;
}

static Error *others_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    Ahead open = {0};
    bool found;
    TRY(capped(cx, demo));
    TRY(long_list(cx, demo));
    TRY(db_maybe(cx, demo_event_asked, ahead_columns, &open, &found, INT(demo->now + 28 * DAY)));
    return found ? ballot(cx, demo, &open, false) : OK;
}

/* The drawn one in a slice of its own: the next looks for events without rules among what is written. */
Error *demo_limits(Ctx *cx, Demo *demo)
{
    TRY(demo_slice(cx, demo, drawn_lay, demo));
    return demo_slice(cx, demo, others_lay, demo);
}
