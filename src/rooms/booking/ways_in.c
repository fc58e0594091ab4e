#include "rooms/booking/ways_in.h"

#include "rooms/booking/eligible.h"
#include "rooms/booking/school_limit.h"
#include "rooms/programme/event_rules.h"

typedef Error *WayCheck(Ctx *cx, const WayIn *in);
typedef struct { int64_t rule; WayCheck *check; } WayRule;

static const WayRule rules[] = {
    { RULE_SCHOOL_CAP, school_limit_check },
    { RULE_ELIGIBLE, eligible_check },
    { 0, NULL },
};

Error *way_in_check(Ctx *cx, const WayIn *in)
{
    Error *errors = OK;
    for (const WayRule *rule = rules; rule->check; rule++)
        if (in->event->rules & rule->rule) errors_add(&errors, rule->check(cx, in));
    return errors;
}

Error *way_in_check_one(Ctx *cx, Way way, const Event *event, int64_t organisation_id, BookedPlace person)
{
    Error *errors = way_in_check(cx, &(WayIn){ way, event, organisation_id, &person, 1 });
    for (Error *each = errors; each; each = each->next)
        if (each->field) each->field = "person";
    return errors;
}
