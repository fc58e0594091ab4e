/* Two schools that say who may be out, colleagues who ask for a place, and an event whose places the office approves. */
#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "rooms/programme/event_rules.h"

SQL(demo_school_rule_add, "INSERT INTO school_rule (organisation_id, approval, out_limit, cover_day_pence, changed_at) VALUES ($1, $2, $3, $4, $5)");
SQL(demo_rule_add,        "UPDATE event SET rules = rules + $2 WHERE id = $1 AND rules & $2 = 0");
/* Nobody asks for what they have already. */
SQL(demo_asking_add,
    "INSERT INTO booking (id, event_id, organisation_id, booked_by, price_pence, booked_at)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT)"
    " WHERE NOT EXISTS (SELECT 1 FROM registration r WHERE r.event_id = $2 AND r.person_id = $4)");
SQL(demo_asked_add,
    "INSERT INTO registration (id, booking_id, event_id, person_id, organisation_id, state, price_pence, asked_at)"
    " SELECT CAST($1 AS BIGINT), id, event_id, booked_by, organisation_id, 'requested', price_pence, booked_at FROM booking WHERE id = $2");
SQL(demo_approval_add,
    "INSERT INTO approval (registration_id, step, asked_at) SELECT id, CAST($2 AS TEXT), asked_at FROM registration WHERE id = $1");

enum { DAY = 86400, HOUR = 3600, AHEAD = 8 * DAY, OFFICE_ASKERS = 3, SCHOOL_ASKERS = 2, COVER_DAY = 21000, ASKERS_FROM = 4 };

/* Events ahead that are booked now, of the first laying: the n-th. */
static const DemoEvent *event_ahead(const Demo *demo, size_t n)
{
    for (size_t i = 0; i < demo->event_count; i++) {
        const DemoEvent *event = &demo->events[i];
        if (event->copy || !same(event->state, "published") || event->starts_at < demo->now + AHEAD || event->opens_at > demo->now || !event->member_pence) continue;
        if (!n--) return event;
    }
    return NULL;
}

/* The n-th teacher of a school after the one that a visitor signs in as. */
static const DemoPerson *teacher(const Demo *demo, size_t school, size_t n)
{
    const DemoOrganisation *at = &demo->organisations[school];
    for (size_t i = 0; i < at->person_count; i++) {
        const DemoPerson *person = &demo->people[at->first_person + i];
        if (same(person->role, "teacher") && !*person->until && !n--) return person;
    }
    return NULL;
}

static Error *ask(Ctx *cx, Demo *demo, const DemoEvent *event, const DemoPerson *person, const char *step, int64_t hours_ago)
{
    int64_t booking = demo_id(demo), registration = demo_id(demo);
    if (!event || !person) return OK;
    const DemoOrganisation *school = &demo->organisations[person->organisation];
    TRY(demo_put(cx, demo, demo_asking_add, INT(booking), INT(event->id), INT(school->id), INT(person->id), INT(school->member ? event->member_pence : event->other_pence), INT(demo->now - hours_ago * HOUR)));
    TRY(demo_put(cx, demo, demo_asked_add, INT(registration), INT(booking)));
    return demo_put(cx, demo, demo_approval_add, INT(registration), STR(step));
}

static Error *approvals_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const size_t kiln = demo_body_count, wharf = demo_body_count + 1;
    TRY(demo_put(cx, demo, demo_school_rule_add, INT(demo->organisations[kiln].id), STR("all"), INT(SCHOOL_ASKERS), INT(COVER_DAY), INT(demo->now - 60 * DAY)));
    TRY(demo_put(cx, demo, demo_school_rule_add, INT(demo->organisations[wharf].id), STR("none"), INT(OFFICE_ASKERS), INT(COVER_DAY), INT(demo->now - 30 * DAY)));
    for (size_t i = 0; i < SCHOOL_ASKERS; i++) TRY(ask(cx, demo, event_ahead(demo, i), teacher(demo, kiln, i + 1), "school", 20 - 7 * (int64_t)i));
    const DemoEvent *chosen = event_ahead(demo, SCHOOL_ASKERS);
    if (!chosen) return OK;
    TRY(demo_put(cx, demo, demo_rule_add, INT(chosen->id), INT(RULE_OFFICE_APPROVES)));
    for (size_t i = 0; i < OFFICE_ASKERS; i++) TRY(ask(cx, demo, chosen, teacher(demo, kiln + ASKERS_FROM + i, 0), "office", 30 - 6 * (int64_t)i));
    return OK;
}

Error *demo_approvals(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, approvals_lay, demo); }
