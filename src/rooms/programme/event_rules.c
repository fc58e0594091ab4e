#include "rooms/programme/event_rules.h"

#include "rooms/programme/eligibility.h"
#include "rooms/programme/event_ballot.h"
#include "rooms/programme/event_charges.h"
#include "rooms/programme/event_discount.h"
#include "rooms/programme/event_price.h"
#include "rooms/programme/minimum_rule.h"
#include "rooms/programme/name_by.h"
#include "rooms/programme/question.h"
#include "rooms/programme/school_cap.h"
#include "rooms/programme/second_date_rule.h"

/* Rules without a table of their own are all there is to them. */
enum { COPIED_AS_THEY_ARE = RULE_OFFICE_APPROVES };

/* On both stores a bit is set by adding what is not there yet. */
SQL(rule_added,   "UPDATE event SET rules = rules + $2, version = version + 1 WHERE id = $1 AND rules & $2 = 0");
SQL(rule_dropped, "UPDATE event SET rules = rules - $2, version = version + 1 WHERE id = $1 AND rules & $2 <> 0");
SQL(rules_like,   "UPDATE event SET rules = (SELECT o.rules & CAST($3 AS BIGINT) FROM event o WHERE o.id = $1) WHERE id = $2");

Error *event_rule_set(Ctx *cx, int64_t event_id, int64_t rule, bool holds)
{
    return holds ? db_run(cx, rule_added, NULL, INT(event_id), INT(rule)) : db_run(cx, rule_dropped, NULL, INT(event_id), INT(rule));
}

Error *event_rules_copy(Ctx *cx, int64_t event_id, int64_t copy_id, int64_t days)
{
    TRY(db_run(cx, rules_like, NULL, INT(event_id), INT(copy_id), INT(COPIED_AS_THEY_ARE)));
    TRY(school_cap_copy(cx, event_id, copy_id, days));
    TRY(event_ballot_copy(cx, event_id, copy_id, days));
    TRY(name_by_copy(cx, event_id, copy_id));
    TRY(eligibility_copy(cx, event_id, copy_id));
    TRY(event_charges_copy(cx, event_id, copy_id));
    TRY(event_prices_copy(cx, event_id, copy_id));
    TRY(event_discount_copy(cx, event_id, copy_id, days));
    TRY(minimum_rule_copy(cx, event_id, copy_id, days));
    TRY(questions_copy(cx, event_id, copy_id));
    return second_date_rule_copy(cx, event_id, copy_id);
}
