/* Events that need a number of people: one that waits for an answer today, one that is decided next week, one that goes ahead. */
#include "app/demo/demo.h"

#include "platform/base/time.h"
#include "rooms/programme/event_rules.h"

enum { DAY = 86400, SOON = 10, LATER = 24, BEFORE = 7, SHORT_OF = 4 };

/* The emptiest first, and not long before they begin: those that an office worries about. */
SQL(demo_events_few,
    "SELECT id, taken, places, starts_on FROM event WHERE state = 'published' AND rules = 0 AND waiting = 0 AND taken > 0 AND taken + 4 <= places AND starts_at > $1 AND starts_at < $2"
    " ORDER BY taken, starts_at, id LIMIT 3");
SQL(demo_minimum_put,  "INSERT INTO event_minimum (event_id, people, decide_on, cancels) VALUES ($1, $2, $3, $4)");
SQL(demo_minimum_rule, "UPDATE event SET rules = rules + $2 WHERE id = $1");
SQL(demo_go_ahead_put, "INSERT INTO go_ahead (event_id, decide_on, asked_on, decided, decided_at, decided_by) VALUES ($1, $2, $3, $4, $5, $6)");

typedef struct { int64_t id, taken, places; const char *starts_on; } Few;
static const Column few_columns[] = { COLUMN(Few, id), COLUMN(Few, taken), COLUMN(Few, places), COLUMN(Few, starts_on) };

static Error *needs(Ctx *cx, const Few *event, int64_t people, const char *decide_on, bool cancels)
{
    TRY(db_run(cx, demo_minimum_put, NULL, INT(event->id), INT(people), STR(decide_on), INT(cancels)));
    return db_run(cx, demo_minimum_rule, NULL, INT(event->id), INT(RULE_MINIMUM));
}

static Error *lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    Few *few;
    size_t n;
    TRY(db_list(cx, demo_events_few, few_columns, &few, &n, INT(demo->now + SOON * DAY), INT(demo->now + 2 * LATER * DAY)));
    if (n > 0) {      /* asked this morning */
        TRY(needs(cx, &few[0], few[0].taken + SHORT_OF, demo->today, false));
        TRY(db_run(cx, demo_go_ahead_put, NULL, INT(few[0].id), STR(demo->today), STR(demo->today), STR(""), REF(0), REF(0)));
    }
    if (n > 1) TRY(needs(cx, &few[1], few[1].taken + 2, date_add_days(cx, few[1].starts_on, -BEFORE), true));
    if (n < 3) return OK;
    const char *on = date_add_days(cx, demo->today, -1);
    TRY(needs(cx, &few[2], few[2].taken + 1, on, false));
    return db_run(cx, demo_go_ahead_put, NULL, INT(few[2].id), STR(on), STR(on), STR("ahead"), INT(demo->now - DAY / 2), INT(demo->administrator_id));
}

Error *demo_go_ahead(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, lay, demo); }
