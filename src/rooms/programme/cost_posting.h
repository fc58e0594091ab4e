/*
 * What events cost, in the ledger. On an event's day each line of its costs and each agreement of those who lead it is posted by rule, out of costs not paid yet, to the cost centre of
 * whoever's event it is and to the fund that pays for it. Changed afterwards it is taken back and posted anew, and a cancelled event's is taken back. What is paid stays.
 *
 * A month that is closed takes nothing: then it counts on the first day that is open. Events before costs posted themselves are in the ledger by hand, and left alone.
 */
#pragma once
#include "rooms/programme/event.h"

/* A slice of what is to post and to take back by today; *left: there may be more. A job's. */
CHECKED Error *costs_post_slice(Ctx *cx, bool *left);

/* READ_BUDGET of its own, or READ_MONEY. What events of these days are to cost that is not in the ledger yet, of those that are published. */
typedef struct { int64_t cost_centre_id, pence, events; } CentreCommitted;
CHECKED Error *costs_committed(Ctx *cx, const char *from, const char *to, CentreCommitted **list, size_t *count);

/* Lines of costs, posted or not, as a query sees them: event_id, position, person_id, kind, account_id, fund_id, pence, words. Of who leads and has an agreement: that one. */
#define COST_LINES \
    "(SELECT l.event_id, l.position, CAST(0 AS BIGINT) AS person_id, l.kind, CAST(CASE l.kind WHEN 'facilitator' THEN 31 WHEN 'venue' THEN 32 WHEN 'catering' THEN 33 WHEN 'materials' THEN 34" \
    "   WHEN 'staff time' THEN 35 ELSE 38 END AS BIGINT) AS account_id, l.fund_id, l.pence, l.words FROM event_cost l" \
    " UNION ALL SELECT g.event_id, 0, g.person_id, 'facilitator', 31, COALESCE(g.fund_id, 1), g.fee_pence + g.expenses_pence, y.name FROM facilitator_agreement g" \
    "   JOIN facilitator f ON f.event_id = g.event_id AND f.person_id = g.person_id AND f.answer <> 'declined' JOIN person y ON y.id = g.person_id)"
