#include "rooms/programme/school_cap.h"

#include "platform/base/text.h"
#include "platform/base/time.h"

SQL(school_cap_of,     "SELECT places, until_at FROM event_school_cap WHERE event_id = $1");
SQL(school_cap_put,    "INSERT INTO event_school_cap (event_id, places, until_at) VALUES ($1, $2, $3) ON CONFLICT (event_id) DO UPDATE SET places = $2, until_at = $3");
SQL(school_cap_drop,   "DELETE FROM event_school_cap WHERE event_id = $1");

Error *school_cap_find(Ctx *cx, int64_t event_id, SchoolCap *cap)
{
    static const Column columns[] = { COLUMN(SchoolCap, places), COLUMN(SchoolCap, until_at) };
    bool found;
    *cap = (SchoolCap){0};
    return db_maybe(cx, school_cap_of, columns, cap, &found, INT(event_id));
}

Error *school_cap_now(Ctx *cx, const Event *event, SchoolCap *cap)
{
    *cap = (SchoolCap){0};
    if (!(event->rules & RULE_SCHOOL_CAP)) return OK;
    TRY(school_cap_find(cx, event->id, cap));
    if (cap->until_at && cap->until_at <= cx->now) *cap = (SchoolCap){0};
    return OK;
}

static Error *cap_put(Ctx *cx, int64_t event_id, const SchoolCap *cap)
{
    TRY(db_run(cx, school_cap_put, NULL, INT(event_id), INT(cap->places), REF(cap->until_at)));
    return event_rule_set(cx, event_id, RULE_SCHOOL_CAP, true);
}

Error *school_cap_set(Ctx *cx, const Event *event, const char *places, const char *until_on)
{
    SchoolCap cap = {0};
    if (blank(places)) {
        TRY(db_run(cx, school_cap_drop, NULL, INT(event->id)));
        return event_rule_set(cx, event->id, RULE_SCHOOL_CAP, false);
    }
    if (!number_parse(text_trim(cx, places), 1, event->places, &cap.places))
        return invalid(cx, "school_cap", "Enter how many places one school can have, from 1 to %ld", (long)event->places);
    if (*until_on) instant_of(until_on, 0, 0, false, &cap.until_at);
    return cap_put(cx, event->id, &cap);
}

Error *school_cap_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days)
{
    SchoolCap cap;
    TRY(school_cap_find(cx, event_id, &cap));
    if (!cap.places) return OK;
    if (cap.until_at) instant_of(date_add_days(cx, date_of(cx, cap.until_at), days), 0, 0, false, &cap.until_at);
    return cap_put(cx, copy_id, &cap);
}

const char *school_cap_words(Ctx *cx, const SchoolCap *cap)
{
    const char *places = counted(cx, cap->places, "place", NULL);
    return cap->until_at ? text(cx, "%s for a school until %s", places, date_words(cx, date_of(cx, cap->until_at))) : text(cx, "%s for a school", places);
}
