#include "rooms/programme/cost_posting.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/money/ledger/ledger.h"

enum { SLICE = 25 };

/* It took place, or takes place today, since costs post themselves. A draft that was put away never did; of what was archived it is known by who had a place. */
#define HELD "(e.starts_on <> '' AND e.starts_on <= $1 AND e.starts_on >= (SELECT b.from_on FROM event_cost_start b WHERE b.id = 0) AND (e.state = 'published' OR e.state = 'closed' OR (e.state = 'archived' AND e.cancelled_at IS NULL AND e.taken > 0)))"
#define SAME_LINE "d.event_id = w.event_id AND d.position = w.position AND d.person_id = w.person_id AND d.back_id IS NULL"
SQL(costs_to_post,
    "SELECT w.event_id, w.position, w.person_id, w.account_id, w.fund_id, w.pence, w.kind, w.words, e.starts_on AS event_on, c.title, " COST_CENTRE_OF("c.owner_id") " AS cost_centre_id"
    "  FROM " COST_LINES " w JOIN event e ON e.id = w.event_id JOIN course c ON c.id = e.course_id LEFT JOIN event_cost_posted d ON " SAME_LINE
    " WHERE d.id IS NULL AND w.pence > 0 AND " HELD " ORDER BY e.starts_on, w.event_id, w.position, w.person_id LIMIT 25");
SQL(costs_to_take_back,
    "SELECT d.id, d.posting_id, p.on_date, e.state FROM event_cost_posted d JOIN posting p ON p.id = d.posting_id JOIN event e ON e.id = d.event_id JOIN course c ON c.id = e.course_id"
    "  LEFT JOIN " COST_LINES " w ON " SAME_LINE " AND w.pence = d.pence AND w.account_id = d.account_id AND w.fund_id = d.fund_id"
    " WHERE d.back_id IS NULL AND d.paid_id IS NULL AND NOT (e.state = 'archived' AND e.cancelled_at IS NULL)"
    "   AND (w.event_id IS NULL OR e.starts_on <> d.event_on OR NOT " HELD " OR d.cost_centre_id <> " COST_CENTRE_OF("c.owner_id") ") ORDER BY d.event_on, d.id LIMIT 25");
SQL(cost_posted_put,
    "INSERT INTO event_cost_posted (id, event_id, position, person_id, account_id, cost_centre_id, fund_id, pence, event_on, words, posting_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
SQL(cost_posted_back, "UPDATE event_cost_posted SET back_id = $2 WHERE id = $1 AND back_id IS NULL AND paid_id IS NULL");
SQL(costs_committed_of,
    "SELECT " COST_CENTRE_OF("c.owner_id") " AS cost_centre_id, CAST(SUM(w.pence) AS BIGINT) AS pence, COUNT(DISTINCT e.id) AS events"
    "  FROM " COST_LINES " w JOIN event e ON e.id = w.event_id JOIN course c ON c.id = e.course_id LEFT JOIN event_cost_posted d ON " SAME_LINE
    " WHERE d.id IS NULL AND w.pence > 0 AND (e.state = 'published' OR e.state = 'closed') AND e.starts_on >= $1 AND e.starts_on <= $2"
    "   AND e.starts_on >= (SELECT b.from_on FROM event_cost_start b WHERE b.id = 0) GROUP BY 1 ORDER BY 1 LIMIT 400");

typedef struct { int64_t event_id, position, person_id, account_id, fund_id, pence, cost_centre_id; const char *kind, *words, *event_on, *title; } Line;
typedef struct { int64_t id, posting_id; const char *on_date, *state; } Stale;

static Error *take_back(Ctx *cx, const Stale *stale)
{
    const char *on;
    int64_t back, changed;
    bool again;
    TRY(ledger_open_day(cx, stale->on_date, &on));
    TRY(ledger_take_back(cx, stale->posting_id, on, same(stale->state, "cancelled") ? "The event was cancelled" : "What the event costs was changed", &back, &again));
    TRY(db_run(cx, cost_posted_back, &changed, INT(stale->id), INT(back)));
    return changed ? OK : conflict(cx, "the cost %ld was paid meanwhile", (long)stale->id);
}

static Error *post(Ctx *cx, const Line *line)
{
    const PostingRow row = { ACCOUNT_UNPAID_COSTS, line->account_id, line->pence, line->cost_centre_id, line->fund_id };
    const char *what = *line->words ? line->words : capital(cx, line->kind), *words = text(cx, "%s: %s, %s", what, line->title, date_words(cx, line->event_on)), *on;
    int64_t id = new_id(cx), posting_id;
    bool again;
    TRY(ledger_open_day(cx, line->event_on, &on));
    TRY(ledger_post(cx, &(Posting){ .kind = "event.cost", .subject_id = id, .on = on, .words = words, .rows = &row, .count = 1 }, &posting_id, &again));
    return db_run(cx, cost_posted_put, NULL, INT(id), INT(line->event_id), INT(line->position), INT(line->person_id), INT(line->account_id), INT(line->cost_centre_id), INT(line->fund_id), INT(line->pence),
                  STR(line->event_on), STR(words), INT(posting_id));
}

Error *costs_post_slice(Ctx *cx, bool *left)
{
    static const Column stale_columns[] = { COLUMN(Stale, id), COLUMN(Stale, posting_id), COLUMN(Stale, on_date), COLUMN(Stale, state) };
    static const Column line_columns[] = { COLUMN(Line, event_id), COLUMN(Line, position), COLUMN(Line, person_id), COLUMN(Line, account_id), COLUMN(Line, fund_id), COLUMN(Line, pence),
                                           COLUMN(Line, cost_centre_id), COLUMN(Line, kind), COLUMN(Line, words), COLUMN(Line, event_on), COLUMN(Line, title) };
    Stale *stale;
    Line *lines;
    size_t stale_count, n;
    TRY(db_list(cx, costs_to_take_back, stale_columns, &stale, &stale_count, STR(cx->today)));
    for (size_t i = 0; i < stale_count; i++) TRY(take_back(cx, &stale[i]));
    TRY(db_list(cx, costs_to_post, line_columns, &lines, &n, STR(cx->today)));
    for (size_t i = 0; i < n; i++) TRY(post(cx, &lines[i]));
    *left = stale_count == SLICE || n == SLICE;
    return OK;
}

Error *costs_committed(Ctx *cx, const char *from, const char *to, CentreCommitted **list, size_t *count)
{
    static const Column columns[] = { COLUMN(CentreCommitted, cost_centre_id), COLUMN(CentreCommitted, pence), COLUMN(CentreCommitted, events) };
    if (!may(cx, READ_BUDGET) && !may(cx, READ_MONEY)) return forbidden(cx, "what is committed");
    return db_list(cx, costs_committed_of, columns, list, count, STR(from), STR(to));
}
