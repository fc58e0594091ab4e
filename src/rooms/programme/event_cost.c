#include "rooms/programme/event_cost.h"

#include "platform/base/money.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/programme/agreement.h"

const char *const cost_kinds[COST_KINDS] = { "facilitator", "venue", "catering", "materials", "other" };

static const Column cost_columns[] = { COLUMN(Cost, position), COLUMN(Cost, pence), COLUMN(Cost, person_id), COLUMN(Cost, kind), COLUMN(Cost, words) };
SQL(costs_of,
    "SELECT position, pence, CAST(NULL AS BIGINT) AS person_id, kind, words FROM event_cost WHERE event_id = $1"
    " ORDER BY CASE kind WHEN 'facilitator' THEN 1 WHEN 'venue' THEN 2 WHEN 'catering' THEN 3 WHEN 'materials' THEN 4 ELSE 5 END, position LIMIT 50");
SQL(cost_count, "SELECT COUNT(*) FROM event_cost WHERE event_id = $1");
SQL(cost_add,   "INSERT INTO event_cost (event_id, position, kind, words, pence, added_by, added_at)"
                " SELECT CAST($1 AS BIGINT), COALESCE(MAX(position), 0) + 1, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT) FROM event_cost WHERE event_id = $1");
SQL(cost_drop,  "DELETE FROM event_cost WHERE event_id = $1 AND position = $2");
SQL(costs_like, "INSERT INTO event_cost (event_id, position, kind, words, pence, added_by, added_at)"
                " SELECT CAST($2 AS BIGINT), position, kind, words, pence, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM event_cost WHERE event_id = $1");

static Cost agreed(Ctx *cx, const Agreement *a)
{
    const char *state = a->agreed_at ? "agreed" : a->offered_at ? "offered, not accepted yet" : "written, not offered yet";
    const char *expenses = a->expenses_pence ? text(cx, ", with expenses up to %s", money_words(cx, a->expenses_pence)) : "";
    return (Cost){ .pence = a->leads ? a->fee_pence + a->expenses_pence : 0, .person_id = a->person_id, .kind = "facilitator", .words = text(cx, "%s: %s%s%s", a->name, state, expenses, a->leads ? "" : "; leads it no longer, so it is not counted") };
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

Error *event_cost_add(Ctx *cx, int64_t event_id, const char *kind, const char *words, const char *amount)
{
    Event event = {0};
    Error *errors = OK;
    int64_t pence = 0, there = 0;
    TRY(event_hold_own(cx, event_id, &event));
    if (!is_kind(kind)) errors_add(&errors, invalid(cx, "kind", "Choose what it is for"));
    if (letters(words) > COST_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer", COST_WORDS_MOST));
    if (blank(amount) || !money_parse(amount, &pence) || !pence) errors_add(&errors, invalid(cx, "amount", "Enter what it costs in pounds, like 180 or 42.50"));
    if (errors) return errors;
    TRY(db_number(cx, cost_count, &there, INT(event_id)));
    if (there >= COST_LINES_MOST) return conflict(cx, "An event has %d lines of costs at most. Put some together", COST_LINES_MOST);
    TRY(db_run(cx, cost_add, NULL, INT(event_id), STR(kind), STR(text_trim(cx, words)), INT(pence), INT(cx->who->id), INT(cx->now)));
    return trail(cx, "event.cost_added", event_id, text(cx, "%s, %s", kind, money_words(cx, pence)));
}

Error *event_cost_remove(Ctx *cx, int64_t event_id, int64_t position)
{
    Event event = {0};
    int64_t removed;
    TRY(event_hold_own(cx, event_id, &event));
    TRY(db_run(cx, cost_drop, &removed, INT(event_id), INT(position)));
    return removed ? trail(cx, "event.cost_removed", event_id, NULL) : missing(cx, "event %ld has no line of costs %ld", event_id, position);
}

Error *event_costs_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    return db_run(cx, costs_like, NULL, INT(event_id), INT(copy_id), INT(cx->who->id), INT(cx->now));
}
