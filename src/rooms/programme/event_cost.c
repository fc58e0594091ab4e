#include "rooms/programme/event_cost.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/programme/agreement.h"

const char *const cost_kinds[COST_KINDS] = { "facilitator", "venue", "catering", "materials", "staff time", "other" };

static const Column cost_columns[] = { COLUMN(Cost, position), COLUMN(Cost, pence), COLUMN(Cost, person_id), COLUMN(Cost, fund_id), COLUMN(Cost, posted_id), COLUMN(Cost, kind), COLUMN(Cost, words), COLUMN(Cost, fund),
                                       COLUMN(Cost, paid_on) };
SQL(costs_of,
    "SELECT c.position, c.pence, CAST(NULL AS BIGINT) AS person_id, c.fund_id, d.posting_id AS posted_id, c.kind, c.words, f.name AS fund, d.paid_on FROM event_cost c JOIN fund f ON f.id = c.fund_id"
    "  LEFT JOIN event_cost_posted d ON d.event_id = c.event_id AND d.position = c.position AND d.person_id = 0 AND d.back_id IS NULL WHERE c.event_id = $1"
    " ORDER BY CASE c.kind WHEN 'facilitator' THEN 1 WHEN 'venue' THEN 2 WHEN 'catering' THEN 3 WHEN 'materials' THEN 4 WHEN 'staff time' THEN 5 ELSE 6 END, c.position LIMIT 50");
SQL(cost_is_paid, "SELECT COUNT(*) FROM event_cost_posted WHERE event_id = $1 AND position = $2 AND person_id = 0 AND paid_id IS NOT NULL");
SQL(cost_fund,    "SELECT COUNT(*) FROM fund WHERE id = $1");
/* A number that no line had before, for what was posted of it is known by it. */
#define NEXT_POSITION \
    "1 + COALESCE((SELECT MAX(position) FROM event_cost WHERE event_id = $1), 0) + COALESCE((SELECT MAX(position) FROM event_cost_posted WHERE event_id = $1), 0)"
SQL(cost_count, "SELECT COUNT(*) FROM event_cost WHERE event_id = $1");
SQL(cost_add,   "INSERT INTO event_cost (event_id, position, kind, words, pence, fund_id, added_by, added_at)"
                " SELECT CAST($1 AS BIGINT), " NEXT_POSITION ", CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT)");
SQL(cost_drop,  "DELETE FROM event_cost WHERE event_id = $1 AND position = $2");
SQL(costs_like, "INSERT INTO event_cost (event_id, position, kind, words, pence, fund_id, added_by, added_at)"
                " SELECT CAST($2 AS BIGINT), position, kind, words, pence, fund_id, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM event_cost WHERE event_id = $1");

static Cost agreed(Ctx *cx, const Agreement *a)
{
    const char *state = a->agreed_at ? "agreed" : a->offered_at ? "offered, not accepted yet" : "written, not offered yet";
    const char *expenses = a->expenses_pence ? text(cx, ", with expenses up to %s", money_words(cx, a->expenses_pence)) : "";
    return (Cost){ .pence = a->leads ? a->fee_pence + a->expenses_pence : 0, .person_id = a->person_id, .fund_id = a->fund_id, .fund = a->fund, .posted_id = a->posted_id, .paid_on = a->paid_on, .kind = "facilitator",
                     .words = text(cx, "%s: %s%s%s", a->name, state, expenses, a->leads ? "" : "; leads it no longer, so it is not counted") };
}

Error *event_costs(Ctx *cx, const Event *event, Costs *costs)
{
    Agreement *agreements;
    Cost *lines;
    size_t n, line_count;
    TRY(agreements_of(cx, event->id, &agreements, &n));
    TRY(db_list(cx, costs_of, cost_columns, &lines, &line_count, INT(event->id)));
    *costs = (Costs){ .lines = array(cx, Cost, n + line_count + 1), .heads = event->taken };
    for (size_t i = 0; i < n; i++)          costs->lines[costs->count++] = agreed(cx, &agreements[i]);
    for (size_t i = 0; i < line_count; i++) costs->lines[costs->count++] = lines[i];
    for (size_t i = 0; i < costs->count; i++) costs->pence += costs->lines[i].pence;
    if (costs->heads) costs->per_head = (costs->pence + costs->heads / 2) / costs->heads;
    return OK;
}

static bool is_kind(const char *word)
{
    for (size_t i = 0; i < COST_KINDS; i++) if (same(cost_kinds[i], word)) return true;
    return false;
}

Error *event_cost_add(Ctx *cx, int64_t event_id, const CostDraft *draft)
{
    Event event = {0};
    Error *errors = OK;
    int64_t pence = 0, there = 0, fund = 0;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(db_number(cx, cost_fund, &fund, INT(draft->fund_id)));
    if (!is_kind(draft->kind)) errors_add(&errors, invalid(cx, "kind", "Choose what it is for"));
    if (letters(draft->words) > COST_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer", COST_WORDS_MOST));
    if (blank(draft->amount) || !money_parse(draft->amount, &pence) || !pence) errors_add(&errors, invalid(cx, "amount", "Enter what it costs in pounds, like 180 or 42.50"));
    if (!fund) errors_add(&errors, invalid(cx, "fund", "Choose what pays for it"));
    if (errors) return errors;
    TRY(db_number(cx, cost_count, &there, INT(event_id)));
    if (there >= COST_LINES_MOST) return conflict(cx, "An event has %d lines of costs at most. Put some together", COST_LINES_MOST);
    TRY(db_run(cx, cost_add, NULL, INT(event_id), STR(draft->kind), STR(text_trim(cx, draft->words)), INT(pence), INT(draft->fund_id), INT(cx->who->id), INT(cx->now)));
    return trail(cx, "event.cost_added", event_id, text(cx, "%s, %s", draft->kind, money_words(cx, pence)));
}

Error *event_cost_remove(Ctx *cx, int64_t event_id, int64_t position)
{
    Event event = {0};
    int64_t removed, paid;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(db_number(cx, cost_is_paid, &paid, INT(event_id), INT(position)));
    if (paid) return conflict(cx, "It is paid, so it stays. What came on top is a line of its own");
    TRY(db_run(cx, cost_drop, &removed, INT(event_id), INT(position)));
    return removed ? trail(cx, "event.cost_removed", event_id, NULL) : missing(cx, "event %ld has no line of costs %ld", event_id, position);
}

Error *event_costs_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    return db_run(cx, costs_like, NULL, INT(event_id), INT(copy_id), INT(cx->who->id), INT(cx->now));
}
