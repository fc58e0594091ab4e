#include "rooms/programme/second_date_rule.h"

#include "platform/base/text.h"

SQL(second_date_of,   "SELECT waiting FROM event_second_date WHERE event_id = $1");
SQL(second_date_put,  "INSERT INTO event_second_date (event_id, waiting) VALUES ($1, $2) ON CONFLICT (event_id) DO UPDATE SET waiting = $2");
SQL(second_date_drop, "DELETE FROM event_second_date WHERE event_id = $1");

Error *second_date_rule_find(Ctx *cx, int64_t event_id, int64_t *waiting) { return db_number(cx, second_date_of, waiting, INT(event_id)); }

static Error *rule_put(Ctx *cx, int64_t event_id, int64_t waiting)
{
    TRY(db_run(cx, second_date_put, NULL, INT(event_id), INT(waiting)));
    return event_rule_set(cx, event_id, RULE_SECOND_DATE, true);
}

Error *second_date_rule_set(Ctx *cx, const Event *event, const char *waiting)
{
    int64_t least = 0;
    if (blank(waiting)) {
        TRY(db_run(cx, second_date_drop, NULL, INT(event->id)));
        return event_rule_set(cx, event->id, RULE_SECOND_DATE, false);
    }
    if (!number_parse(text_trim(cx, waiting), 1, SECOND_DATE_WAITING_MOST, &least))
        return invalid(cx, "second_date", "Enter how many people must wait before a second date is proposed, from 1 to %s", number_words(cx, SECOND_DATE_WAITING_MOST));
    return rule_put(cx, event->id, least);
}

Error *second_date_rule_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    int64_t waiting = 0;
    TRY(second_date_rule_find(cx, event_id, &waiting));
    return waiting ? rule_put(cx, copy_id, waiting) : OK;
}
