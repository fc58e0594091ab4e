#include "rooms/programme/name_by.h"

#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(name_by_of,   "SELECT days FROM event_name_by WHERE event_id = $1");
SQL(name_by_put,  "INSERT INTO event_name_by (event_id, days) VALUES ($1, $2) ON CONFLICT (event_id) DO UPDATE SET days = $2");
SQL(name_by_drop, "DELETE FROM event_name_by WHERE event_id = $1");

static Error *days_find(Ctx *cx, int64_t event_id, int64_t *days)
{
    *days = 0;
    return db_number(cx, name_by_of, days, INT(event_id));
}

int64_t name_by_until(Ctx *cx, const char *starts_on, int64_t days)
{
    int64_t until = 0;
    if (days) instant_of(date_add_days(cx, starts_on, 1 - days), 0, 0, false, &until);   /* the last day is a whole one */
    return until;
}

Error *name_by_find(Ctx *cx, const Event *event, int64_t *until)
{
    int64_t days;
    *until = 0;
    if (!(event->rules & RULE_NAME_BY) || !event->session_count) return OK;
    TRY(days_find(cx, event->id, &days));
    *until = name_by_until(cx, event->starts_on, days);
    return OK;
}

const char *name_by_words(Ctx *cx, int64_t until) { return day_words(cx, date_of(cx, until - 1)); }

static Error *rule_put(Ctx *cx, int64_t event_id, int64_t days)
{
    TRY(db_run(cx, name_by_put, NULL, INT(event_id), INT(days)));
    return event_rule_set(cx, event_id, RULE_NAME_BY, true);
}

Error *name_by_set(Ctx *cx, const Event *event, const char *typed)
{
    int64_t days = 0;
    if (blank(typed)) {
        TRY(db_run(cx, name_by_drop, NULL, INT(event->id)));
        return event_rule_set(cx, event->id, RULE_NAME_BY, false);
    }
    if (!number_parse(text_trim(cx, typed), 1, NAME_BY_DAYS_MOST, &days))
        return invalid(cx, "name_by", "Enter how many days before the event places must be named, from 1 to %d", NAME_BY_DAYS_MOST);
    return rule_put(cx, event->id, days);
}

Error *name_by_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    int64_t days;
    TRY(days_find(cx, event_id, &days));
    return days ? rule_put(cx, copy_id, days) : OK;
}
