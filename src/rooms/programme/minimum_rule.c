#include "rooms/programme/minimum_rule.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(minimum_of,   "SELECT people, decide_on, cancels FROM event_minimum WHERE event_id = $1");
SQL(minimum_put,  "INSERT INTO event_minimum (event_id, people, decide_on, cancels) VALUES ($1, $2, $3, $4)"
                  " ON CONFLICT (event_id) DO UPDATE SET people = excluded.people, decide_on = excluded.decide_on, cancels = excluded.cancels");
SQL(minimum_drop, "DELETE FROM event_minimum WHERE event_id = $1");
SQL(minimum_day,  "UPDATE event_minimum SET decide_on = $2 WHERE event_id = $1");

Error *minimum_rule_find(Ctx *cx, int64_t event_id, MinimumRule *rule)
{
    static const Column columns[] = { COLUMN(MinimumRule, people), COLUMN(MinimumRule, decide_on), COLUMN(MinimumRule, cancels) };
    bool found;
    *rule = (MinimumRule){ .decide_on = "" };
    return db_maybe(cx, minimum_of, columns, rule, &found, INT(event_id));
}

static Error *rule_put(Ctx *cx, int64_t event_id, const MinimumRule *rule)
{
    TRY(db_run(cx, minimum_put, NULL, INT(event_id), INT(rule->people), STR(rule->decide_on), INT(rule->cancels)));
    return event_rule_set(cx, event_id, RULE_MINIMUM, true);
}

static Error *day_check(Ctx *cx, const Event *event, const char *on)
{
    if (blank(on)) return invalid(cx, "decide_on", "Enter the day on which it is decided, like 28 1 2027");
    if (!event->session_count) return invalid(cx, "decide_on", "Add the event’s first session before the day on which it is decided");
    if (strcmp(on, cx->today) <= 0) return invalid(cx, "decide_on", "It must be decided on a day after today");
    if (strcmp(on, event->starts_on) >= 0) return invalid(cx, "decide_on", "It must be decided before the first session, on %s", day_words(cx, event->starts_on));
    return OK;
}

Error *minimum_rule_set(Ctx *cx, const Event *event, const char *people, const char *decide_on, bool cancels)
{
    MinimumRule was = {0}, rule = { .decide_on = decide_on, .cancels = cancels };
    Error *errors = OK;
    TRY(minimum_rule_find(cx, event->id, &was));
    if (blank(people) && blank(decide_on) && !cancels) {
        if (!was.people) return OK;
        TRY(db_run(cx, minimum_drop, NULL, INT(event->id)));
        return event_rule_set(cx, event->id, RULE_MINIMUM, false);
    }
    if (!number_parse(text_trim(cx, people), 1, event->places, &rule.people))
        errors_add(&errors, invalid(cx, "minimum", "Enter from how many people it goes ahead, from 1 to %ld", (long)event->places));
    if (!same(was.decide_on, decide_on) || blank(decide_on)) errors_add(&errors, day_check(cx, event, decide_on));      /* a day that has come stays, whatever else of the rules changes */
    return errors ? errors : rule_put(cx, event->id, &rule);
}

Error *minimum_rule_put_off(Ctx *cx, const Event *event, const char *decide_on)
{
    TRY(day_check(cx, event, decide_on));
    return db_run(cx, minimum_day, NULL, INT(event->id), STR(decide_on));
}

Error *minimum_rule_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days)
{
    MinimumRule rule = {0};
    TRY(minimum_rule_find(cx, event_id, &rule));
    if (!rule.people) return OK;
    rule.decide_on = date_add_days(cx, rule.decide_on, days);
    return rule_put(cx, copy_id, &rule);
}

Error *minimum_rule_shift(Ctx *cx, int64_t event_id, int64_t days)
{
    MinimumRule rule = {0};
    TRY(minimum_rule_find(cx, event_id, &rule));
    return rule.people ? db_run(cx, minimum_day, NULL, INT(event_id), STR(date_add_days(cx, rule.decide_on, days))) : OK;
}

const char *minimum_rule_words(Ctx *cx, const MinimumRule *rule)
{
    return text(cx, "Goes ahead from %s; decided on %s", counted(cx, rule->people, "person", "people"), date_words(cx, rule->decide_on));
}
