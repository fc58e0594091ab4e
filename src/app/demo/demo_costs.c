/* What the events of this term that are over have cost, most of it paid; budgets, one of them held by a department; and two forecasts that were kept. */
#include "app/demo/demo.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/members/person.h"
#include "rooms/money/budgets/forecast.h"
#include "rooms/money/ledger/money_year.h"

enum { DAY = 86400, BACK_DAYS = 90, PAID_AFTER = 12, HOUR = 11 };

SQL(demo_held_cost,
    "INSERT INTO event_cost (event_id, position, kind, words, pence, fund_id, added_by, added_at) SELECT id, CAST($3 AS BIGINT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS BIGINT), CAST($8 AS BIGINT), CAST($9 AS BIGINT)"
    "  FROM event WHERE state = 'closed' AND starts_at > $1 AND starts_at < $2 AND format <> 'online'");
SQL(demo_held_lines,
    "SELECT c.event_id, c.position, c.kind, c.words, c.pence, c.fund_id, e.starts_on, k.title, COALESCE((SELECT n.id FROM cost_centre n WHERE n.organisation_id = k.owner_id), 1) AS cost_centre_id"
    "  FROM event_cost c JOIN event e ON e.id = c.event_id JOIN course k ON k.id = e.course_id WHERE e.state = 'closed' AND e.starts_at > $1 AND e.starts_on < $2 ORDER BY e.starts_at, e.id, c.position LIMIT 400");
SQL(demo_cost_posting,
    "INSERT INTO posting (id, kind, subject_id, on_date, month, words, rows, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8)");
SQL(demo_cost_posting_row,
    "INSERT INTO posting_row (posting_id, position, from_account, to_account, pence, month, cost_centre_id, fund_id) VALUES ($1, 1, $2, $3, $4, $5, $6, $7)");
SQL(demo_cost_posted,
    "INSERT INTO event_cost_posted (id, event_id, position, person_id, account_id, cost_centre_id, fund_id, pence, event_on, words, posting_id, paid_id, paid_on) VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12)");
SQL(demo_centre_of,    "UPDATE cost_centre SET organisation_id = (SELECT id FROM organisation WHERE name = 'Early years service' AND kind = 'department') WHERE code = 'EY40'");
SQL(demo_budget_put,   "INSERT INTO budget (cost_centre_id, year, cost_pence, income_pence, set_at, set_by) SELECT id, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT) FROM cost_centre WHERE code = $1");
SQL(demo_holder_put,
    "INSERT INTO person (id, name, name_folded, sort_key, email, email_folded, first_in_at, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $5, $6, $6, $6)");
SQL(demo_holder_post,
    "INSERT INTO post (id, person_id, organisation_id, role, title, starts_on, created_at) SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), id, 'budget holder', 'Budget holder', CAST($3 AS TEXT), CAST($4 AS BIGINT)"
    "  FROM organisation WHERE name = 'Early years service' AND kind = 'department'");
SQL(demo_forecast_put, "INSERT INTO forecast (id, name, from_month, to_month, query, words, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(demo_forecast_line, "INSERT INTO forecast_line (forecast_id, position, kind, name, base, low, middle, high) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");

/* ---- what was held ---- */

typedef struct { int64_t event_id, position, pence, fund_id, cost_centre_id; const char *kind, *words, *starts_on, *title; } Held;

static int64_t account_of(const char *kind)
{
    static const struct { const char *kind; int64_t account; } accounts[] = { { "venue", 32 }, { "catering", 33 }, { "materials", 34 }, { "staff time", 35 } };
    for (size_t i = 0; i < COUNT(accounts); i++)
        if (same(accounts[i].kind, kind)) return accounts[i].account;
    return 38;
}

static Error *post(Ctx *cx, Demo *demo, const Held *line, const char *kind, int64_t subject, int64_t from, int64_t to, const char *on, const char *words, int64_t *id)
{
    int64_t at;
    instant_of(on, HOUR, 0, false, &at);
    *id = demo_id(demo);
    TRY(demo_put(cx, demo, demo_cost_posting, INT(*id), STR(kind), INT(subject), STR(on), STR(month_of(cx, on)), STR(words), INT(at), REF(0)));
    return demo_put(cx, demo, demo_cost_posting_row, INT(*id), INT(from), INT(to), INT(line->pence), STR(month_of(cx, on)), INT(line->cost_centre_id), INT(line->fund_id));
}

/* Posted on its day, and paid some days after, where that day is over. */
static Error *line_lay(Ctx *cx, Demo *demo, const Held *line)
{
    const char *words = text(cx, "%s: %s, %s", line->words, line->title, date_words(cx, line->starts_on)), *paid_on = date_add_days(cx, line->starts_on, PAID_AFTER);
    int64_t id = demo_id(demo), posting = 0, paid = 0, account = account_of(line->kind);
    bool is_paid = strcmp(paid_on, demo->today) < 0;
    TRY(post(cx, demo, line, "event.cost", id, ACCOUNT_UNPAID_COSTS, account, line->starts_on, words, &posting));
    if (is_paid) TRY(post(cx, demo, line, "event.cost_paid", id, ACCOUNT_BANK, ACCOUNT_UNPAID_COSTS, paid_on, text(cx, "Paid: %s", words), &paid));
    return demo_put(cx, demo, demo_cost_posted, INT(id), INT(line->event_id), INT(line->position), INT(account), INT(line->cost_centre_id), INT(line->fund_id), INT(line->pence), STR(line->starts_on), STR(words), INT(posting),
                    REF(paid), STR(is_paid ? paid_on : NULL));
}

static Error *lines_write(Ctx *cx, void *data)
{
    static const struct { const char *kind, *words; int64_t pence, fund; } costs[] = { { "venue", "Room for the session", 18000, FUND_SUBSCRIPTIONS }, { "catering", "Tea, coffee and fruit", 6250, FUND_SUBSCRIPTIONS },
        { "materials", "Copies and a handbook each", 4495, FUND_SUBSCRIPTIONS }, { "staff time", "Half a day of an adviser", 14000, FUND_IMPROVEMENT } };
    Demo *demo = data;
    TRY(demo_put(cx, demo, demo_centre_of, NONE));
    for (size_t i = 0; i < COUNT(costs); i++)
        TRY(demo_put(cx, demo, demo_held_cost, INT(demo->now - BACK_DAYS * DAY), INT(demo->now), INT((int64_t)i + 1), STR(costs[i].kind), STR(costs[i].words), INT(costs[i].pence), INT(costs[i].fund), INT(demo->administrator_id),
                     INT(demo->now - BACK_DAYS * DAY)));
    return OK;
}

static Error *lines_post(Ctx *cx, void *data)
{
    static const Column columns[] = { COLUMN(Held, event_id), COLUMN(Held, position), COLUMN(Held, pence), COLUMN(Held, fund_id), COLUMN(Held, cost_centre_id), COLUMN(Held, kind), COLUMN(Held, words), COLUMN(Held, starts_on), COLUMN(Held, title) };
    Demo *demo = data;
    Held *lines;
    size_t n;
    TRY(db_list(cx, demo_held_lines, columns, &lines, &n, INT(demo->now - BACK_DAYS * DAY), STR(demo->today)));
    for (size_t i = 0; i < n; i++) TRY(line_lay(cx, demo, &lines[i]));
    return OK;
}

/* ---- budgets ---- */

static Error *budgets_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const char *name = "Nadia Ormsby", *email = "nadia.ormsby@council.example";
    int64_t first = money_year_first(YEAR_FINANCIAL, demo->today), since = demo->now - 400 * DAY, id = demo_id(demo);
    for (int64_t year = first - 1; year <= first; year++) {
        TRY(demo_put(cx, demo, demo_budget_put, STR("LP"), INT(year), INT(12400000), INT(12900000), INT(since), INT(demo->administrator_id)));
        TRY(demo_put(cx, demo, demo_budget_put, STR("EY40"), INT(year), INT(900000), INT(1200000), INT(since), INT(demo->administrator_id)));
    }
    TRY(demo_put(cx, demo, demo_holder_put, INT(id), STR(name), STR(text_fold(cx, name)), STR(person_sort_key(cx, name)), STR(email), INT(since)));
    return demo_put(cx, demo, demo_holder_post, INT(demo_id(demo)), INT(id), STR(date_of(cx, since)), INT(since));
}

/* ---- forecasts ---- */

static Error *forecast_lay(Ctx *cx, Demo *demo, const ForecastBase *base, const char *name, const Assumptions *assumed, int64_t at)
{
    Forecast f = {0};
    int64_t id = demo_id(demo);
    forecast_reckon(cx, base, assumed, &f);
    TRY(demo_put(cx, demo, demo_forecast_put, INT(id), STR(name), STR(base->from_month), STR(base->to_month), STR(assumptions_query(cx, assumed)), STR(assumptions_words(cx, assumed)), INT(at), INT(demo->administrator_id)));
    for (size_t i = 0; i < f.count; i++)
        TRY(demo_put(cx, demo, demo_forecast_line, INT(id), INT((int64_t)i + 1), STR(f.lines[i].kind), STR(f.lines[i].name), INT(f.lines[i].base), INT(f.lines[i].low), INT(f.lines[i].middle), INT(f.lines[i].high)));
    return OK;
}

static Error *forecasts_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const Who reader = { .id = demo->administrator_id, .may = 1 << READ_MONEY };
    Ctx looks = *cx;
    ForecastBase base = {0};
    looks.who = &reader;
    TRY(forecast_base(&looks, &base));
    Assumptions usual = forecast_usual(&base), fewer = usual;
    fewer.of[ASSUME_GRANTS] = -30, fewer.of[ASSUME_PRICE] = 8, fewer.of[ASSUME_SALES] = 15;
    TRY(forecast_lay(cx, demo, &base, "As it is, with dearer halls", &usual, demo->now - 6 * DAY));
    return forecast_lay(cx, demo, &base, "A third of the grants gone, prices up", &fewer, demo->now - 5 * DAY);
}

Error *demo_costs(Ctx *cx, Demo *demo)
{
    TRY(demo_slice(cx, demo, lines_write, demo));
    TRY(demo_slice(cx, demo, lines_post, demo));
    TRY(demo_slice(cx, demo, budgets_lay, demo));
    return demo_slice(cx, demo, forecasts_lay, demo);
}
