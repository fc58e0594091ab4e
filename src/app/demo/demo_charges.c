/* What giving up a place costs: the usual charges, events that have them, and what schools owe of the last months, some of it waived. */
#include "app/demo/demo.h"
#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/programme/course.h"
#include "rooms/programme/event_charges.h"
#include "rooms/programme/session.h"

enum { DAY = 86400, AHEAD = 8, EARLY_DAYS = 7, LATE_DAYS = 2, NO_SHOW_PENCE = 2000, GIVEN_UP = 7, OURS = 3, MISSED_MOST = 30 };

#define WORDS "Cancelling less than 7 days before costs 50% of the price, less than 2 days before costs the full price. Not coming and not cancelling costs £20. Moving to another date of the course is free."
#define RULES_TO "SELECT id FROM event WHERE state IN ('published', 'closed') AND rules = 0 AND member_price_pence > 0"
SQL(demo_charge_ahead,  RULES_TO " AND starts_at > $1 ORDER BY starts_at, id LIMIT CAST($2 AS BIGINT)");
SQL(demo_charge_behind, RULES_TO " AND starts_at < $1 ORDER BY starts_at DESC, id LIMIT CAST($2 AS BIGINT)");
SQL(demo_charge_put,    "INSERT INTO event_charge (id, event_id, no_show_pence, words) VALUES ($1, $2, $3, $4)");
SQL(demo_tier_put,      "INSERT INTO event_charge_tier (charge_id, days, percent, pence) VALUES ($1, $2, $3, 0)");
SQL(demo_charge_rule,   "UPDATE event SET rules = rules + 128 WHERE id = $1");
SQL(demo_past_charged,  "SELECT e.id, e.starts_at, e.member_price_pence, e.other_price_pence FROM event e JOIN event_charge x ON x.id = e.id WHERE e.starts_at < $1 ORDER BY e.starts_at DESC, e.id LIMIT CAST($2 AS BIGINT)");
SQL(demo_given_up_booking,
    "INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT)"
    " WHERE NOT EXISTS (SELECT 1 FROM registration r WHERE r.event_id = $2 AND r.person_id = $4)");
SQL(demo_given_up,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at, decided_at, cancel_reason)"
    " SELECT CAST($1 AS BIGINT), id, event_id, booked_by, organisation_id, 'cancelled', price_pence, booked_at, CAST($3 AS BIGINT), 'Cover fell through' FROM booking WHERE id = $2");
SQL(demo_owed,
    "INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at)"
    " SELECT CAST($1 AS BIGINT), id, event_id, organisation_id, 'cancelled', CAST($3 AS BIGINT), CAST($4 AS TEXT), decided_at FROM registration WHERE id = $2");
SQL(demo_nobody_came,
    "SELECT n.registration_id AS id, n.told_at AS starts_at FROM no_show n JOIN registration r ON r.id = n.registration_id WHERE r.organisation_id IS NOT NULL ORDER BY n.told_at DESC, n.registration_id LIMIT CAST($1 AS BIGINT)");
SQL(demo_missed_owed,
    "INSERT INTO charge (id, registration_id, event_id, organisation_id, kind, pence, terms, made_at)"
    " SELECT CAST($1 AS BIGINT), id, event_id, organisation_id, 'missed', CAST($3 AS BIGINT), '£20, for not coming and not cancelling', CAST($4 AS BIGINT) FROM registration WHERE id = $2");
SQL(demo_waived, "UPDATE charge SET waived_at = made_at + 90000, waived_by = $1, waived_why = 'Covered a class at short notice, and rang us that morning' WHERE kind = 'missed' AND id % 3 = 0");
SQL(demo_lifted, "UPDATE charge SET lifted_at = made_at + 7200, lifted_why = 'taken' WHERE kind = 'cancelled' AND id % 4 = 0");

typedef struct { int64_t id, starts_at, member_price_pence, other_price_pence; } Charged;
static const Column id_columns[] = { COLUMN(Charged, id) }, row_columns[] = { COLUMN(Charged, id), COLUMN(Charged, starts_at) };
static const Column charged_columns[] = { COLUMN(Charged, id), COLUMN(Charged, starts_at), COLUMN(Charged, member_price_pence), COLUMN(Charged, other_price_pence) };

static Error *rule_lay(Ctx *cx, Demo *demo, int64_t id)
{
    TRY(demo_put(cx, demo, demo_charge_put, INT(id), REF(id), INT(NO_SHOW_PENCE), STR(WORDS)));
    TRY(demo_put(cx, demo, demo_tier_put, INT(id), INT(EARLY_DAYS), INT(50)));
    TRY(demo_put(cx, demo, demo_tier_put, INT(id), INT(LATE_DAYS), INT(100)));
    return id ? demo_put(cx, demo, demo_charge_rule, INT(id)) : OK;
}

static Error *rules_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    Charged *ahead, *behind;
    size_t n, m;
    TRY(db_list(cx, demo_charge_ahead, id_columns, &ahead, &n, INT(demo->now + DAY), INT(AHEAD)));
    TRY(db_list(cx, demo_charge_behind, id_columns, &behind, &m, INT(demo->now - DAY), INT(GIVEN_UP)));
    TRY(rule_lay(cx, demo, 0));
    for (size_t i = 0; i < n; i++) TRY(rule_lay(cx, demo, ahead[i].id));
    for (size_t i = 0; i < m; i++) TRY(rule_lay(cx, demo, behind[i].id));
    return OK;
}

/* The n-th teacher of a school, who is still there. */
static const DemoPerson *teacher(const Demo *demo, size_t school, size_t n)
{
    const DemoOrganisation *at = &demo->organisations[school];
    for (size_t i = 0; i < at->person_count; i++) {
        const DemoPerson *person = &demo->people[at->first_person + i];
        if (same(person->role, "teacher") && !*person->until && !n--) return person;
    }
    return NULL;
}

/* A place given up so many days before, with what its tier asks. */
static Error *give_up(Ctx *cx, Demo *demo, const Charged *event, const DemoPerson *who, int64_t days)
{
    if (!who) return OK;
    const DemoOrganisation *school = &demo->organisations[who->organisation];
    int64_t price = school->member ? event->member_price_pence : event->other_price_pence, booking = demo_id(demo), registration = demo_id(demo), at = event->starts_at - days * DAY + 3600;
    bool late = days <= LATE_DAYS;
    int64_t pence = charge_pence((ChargeAmount){ .percent = late ? 100 : 50 }, price);
    if (!pence) return OK;
    TRY(demo_put(cx, demo, demo_given_up_booking, INT(booking), INT(event->id), INT(school->id), INT(who->id), INT(price), INT(at - 20 * DAY)));
    TRY(demo_put(cx, demo, demo_given_up, INT(registration), INT(booking), INT(at)));
    return demo_put(cx, demo, demo_owed, INT(demo_id(demo)), INT(registration), INT(pence),
                    STR(text(cx, "%s, %sfor less than %d days before", money_words(cx, pence), late ? "" : "50% of the price, ", late ? LATE_DAYS : EARLY_DAYS)));
}

static Error *charges_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    Charged *events, *missed;
    size_t n, m;
    const size_t kiln = demo_body_count;
    TRY(db_list(cx, demo_past_charged, charged_columns, &events, &n, INT(demo->now), INT(GIVEN_UP)));
    TRY(db_list(cx, demo_nobody_came, row_columns, &missed, &m, INT(MISSED_MOST)));
    for (size_t i = 0; i < n; i++) TRY(give_up(cx, demo, &events[i], teacher(demo, i < OURS ? kiln : kiln + i, 3 + i), 1 + (int64_t)i));
    for (size_t i = 0; i < m; i++) TRY(demo_put(cx, demo, demo_missed_owed, INT(demo_id(demo)), INT(missed[i].id), INT(NO_SHOW_PENCE), INT(missed[i].starts_at)));
    TRY(demo_put(cx, demo, demo_waived, INT(demo->administrator_id)));
    return demo_put(cx, demo, demo_lifted, NONE);
}

/* ---- another date, to which a place can move ---- */

SQL(demo_to_move_from,
    "SELECT e.id, e.course_id, e.starts_on, s.starts_at, s.ends_at FROM event e JOIN event_charge x ON x.id = e.id JOIN session s ON s.event_id = e.id WHERE e.starts_at > $1 AND e.session_count = 1"
    "   AND EXISTS (SELECT 1 FROM registration r WHERE r.event_id = e.id AND r.organisation_id = $2 AND r.state = 'confirmed') ORDER BY e.starts_at, e.id LIMIT 1");
SQL(demo_other_date,
    "INSERT INTO event (id, course_id, state, places, member_price_pence, other_price_pence, joining_note, copied_from, created_at, changed_at)"
    " SELECT CAST($2 AS BIGINT), course_id, 'published', places, member_price_pence, other_price_pence, joining_note, id, CAST($3 AS BIGINT), CAST($3 AS BIGINT) FROM event WHERE id = $1");
SQL(demo_other_session, "INSERT INTO session (id, event_id, position, starts_at, ends_at, place_kind, online_link) VALUES ($1, $2, 1, $3, $4, 'online', 'https://meet.example/second')");

typedef struct { int64_t id, course_id, starts_at, ends_at; const char *starts_on; } From;

static Error *other_date_lay(Ctx *cx, void *data)
{
    static const Column columns[] = { COLUMN(From, id), COLUMN(From, course_id), COLUMN(From, starts_at), COLUMN(From, ends_at), COLUMN(From, starts_on) };
    Demo *demo = data;
    From from = {0};
    int64_t starts_at, ends_at, id = demo_id(demo);
    bool found;
    TRY(db_maybe(cx, demo_to_move_from, columns, &from, &found, INT(demo->now + 2 * DAY), INT(demo->organisations[demo_body_count].id)));
    if (!found) return OK;
    const char *first_on = demo_session_after(cx, demo_session_after(cx, from.starts_on));
    int64_t days = date_days_between(from.starts_on, first_on);
    TRY(instant_moved(cx, from.starts_at, days, &starts_at));
    TRY(instant_moved(cx, from.ends_at, days, &ends_at));
    TRY(db_run(cx, demo_other_date, NULL, INT(from.id), INT(id), INT(demo->now - 9 * DAY)));
    TRY(db_run(cx, demo_other_session, NULL, INT(demo_id(demo)), INT(id), INT(starts_at), INT(ends_at)));
    TRY(event_refresh(cx, id));
    return course_refresh(cx, from.course_id);
}

Error *demo_charges(Ctx *cx, Demo *demo)
{
    TRY(demo_slice(cx, demo, rules_lay, demo));
    TRY(demo_slice(cx, demo, other_date_lay, demo));
    return demo_slice(cx, demo, charges_lay, demo);
}
