/* An event that asks something of whoever is booked, what they answered and need, and places that a school holds and has not named yet. */
#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "rooms/programme/event_rules.h"

enum { DAY = 86400, SOON = 9 * DAY, UNNAMED = 2, NAME_BY_DAYS = 3 };

#define AHEAD "FROM event e WHERE e.state = 'published' AND e.rules = 0 AND e.starts_at > $1"
/* Well booked, so that there is something to read; and one on which this school has three places or more. */
/* In a room and over the morning: it asks about lunch. */
SQL(demo_event_asking, "SELECT e.id " AHEAD " AND e.format <> 'online' AND e.starts_at % 86400 < 39600 AND e.ends_at - e.starts_at >= 9000 AND e.waiting = 0 AND e.taken >= 6 AND e.places - e.taken BETWEEN 1 AND 5 ORDER BY e.starts_at, e.id LIMIT 1");
SQL(demo_event_held,
    "SELECT e.id " AHEAD " AND e.id <> $3 AND (SELECT COUNT(*) FROM registration r WHERE r.event_id = e.id AND r.organisation_id = $2 AND r.state = 'confirmed' AND r.person_id > $4) >= 2"
    " ORDER BY e.starts_at, e.id LIMIT 1");
SQL(demo_question_add,
    "INSERT INTO question (id, event_id, position, words, hint, kind, options, needed, shown_if, shown_answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
SQL(demo_asking_rule,  "UPDATE event SET rules = rules + $2 WHERE id = $1");
#define CONFIRMED "FROM registration r WHERE r.event_id = $1 AND r.state = 'confirmed'"
SQL(demo_lunch_said,   "INSERT INTO booking_answer (registration_id, question_id, event_id, words) SELECT r.id, CAST($2 AS BIGINT), r.event_id, CASE WHEN r.id % 3 = 0 THEN 'No' ELSE 'Yes' END " CONFIRMED);
SQL(demo_dish_said,
    "INSERT INTO booking_answer (registration_id, question_id, event_id, words) SELECT r.id, CAST($2 AS BIGINT), r.event_id,"
    " CASE WHEN r.id % 2 = 0 THEN 'Soup and bread' ELSE 'A sandwich' END " CONFIRMED " AND r.id % 3 <> 0");
SQL(demo_year_said,
    "INSERT INTO booking_answer (registration_id, question_id, event_id, words) SELECT r.id, CAST($2 AS BIGINT), r.event_id, 'Year ' || CAST(1 + r.id % 6 AS TEXT) " CONFIRMED " AND r.id % 4 <> 1");
SQL(demo_need_said,
    "INSERT INTO person_need (person_id, access_bits, dietary_bits, access, dietary, changed_at) SELECT r.person_id, CASE WHEN r.id % 5 = 0 THEN 1 WHEN r.id % 5 = 1 THEN 16 ELSE 0 END,"
    " CASE WHEN r.id % 3 = 0 THEN 1 WHEN r.id % 3 = 1 THEN 4 ELSE 80 END, '', CASE WHEN r.id % 5 = 0 THEN 'no sesame' ELSE '' END, CAST($2 AS BIGINT) " CONFIRMED " AND r.id % 2 = 0");
SQL(demo_need_shared,
    "INSERT INTO registration_need (registration_id, event_id, shared, said_at) SELECT r.id, r.event_id, 1, CAST($2 AS BIGINT) " CONFIRMED " AND r.id % 2 = 0");
/* Whoever had the place had not been written to: it was never theirs. */
SQL(demo_name_taken,
    "UPDATE registration SET person_id = NULL WHERE id IN (SELECT r.id " CONFIRMED " AND r.organisation_id = $2 AND r.person_id > $4 ORDER BY r.id LIMIT CAST($3 AS BIGINT))");
SQL(demo_name_by_put,  "INSERT INTO event_name_by (event_id, days) VALUES ($1, $2)");

static Error *asks(Ctx *cx, Demo *demo, int64_t event_id)
{
    const int64_t lunch = demo_id(demo), dish = demo_id(demo), year = demo_id(demo);
    TRY(db_run(cx, demo_question_add, NULL, INT(lunch), INT(event_id), INT(1), STR("Will you stay for lunch?"), STR("At half past twelve, with us"), STR("yes"), STR(""), INT(1), REF(0), STR("")));
    TRY(db_run(cx, demo_question_add, NULL, INT(dish), INT(event_id), INT(2), STR("What would you like?"), STR(""), STR("one"), STR("Soup and bread\nA sandwich\nFruit"), INT(1), REF(lunch), STR("Yes")));
    TRY(db_run(cx, demo_question_add, NULL, INT(year), INT(event_id), INT(3), STR("Which year group do you teach?"), STR(""), STR("text"), STR(""), INT(0), REF(0), STR("")));
    TRY(db_run(cx, demo_asking_rule, NULL, INT(event_id), INT(RULE_QUESTIONS)));
    TRY(db_run(cx, demo_lunch_said, NULL, INT(event_id), INT(lunch)));
    TRY(db_run(cx, demo_dish_said, NULL, INT(event_id), INT(dish)));
    TRY(db_run(cx, demo_year_said, NULL, INT(event_id), INT(year)));
    TRY(db_run(cx, demo_need_said, NULL, INT(event_id), INT(demo->now - 40 * DAY)));
    return db_run(cx, demo_need_shared, NULL, INT(event_id), INT(demo->now - 5 * DAY));
}

/* Of the school whose CPD lead a visitor signs in as; nobody's that they sign in as. */
static Error *holds(Ctx *cx, Demo *demo, int64_t other_event_id)
{
    const DemoOrganisation *kiln = &demo->organisations[demo_body_count];
    const int64_t visited = demo->people[kiln->first_person + 2].id;
    int64_t event_id = 0;
    TRY(db_number(cx, demo_event_held, &event_id, INT(demo->now + SOON), INT(kiln->id), INT(other_event_id), INT(visited)));
    if (!event_id) return OK;
    TRY(db_run(cx, demo_name_by_put, NULL, INT(event_id), INT(NAME_BY_DAYS)));
    TRY(db_run(cx, demo_asking_rule, NULL, INT(event_id), INT(RULE_NAME_BY)));
    return db_run(cx, demo_name_taken, NULL, INT(event_id), INT(kiln->id), INT(UNNAMED), INT(visited));
}

static Error *needs_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    int64_t event_id = 0;
    TRY(db_number(cx, demo_event_asking, &event_id, INT(demo->now + SOON)));
    if (event_id) TRY(asks(cx, demo, event_id));
    return holds(cx, demo, event_id);
}

Error *demo_needs(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, needs_lay, demo); }
