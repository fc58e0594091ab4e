/* Prices by what a customer is, discounts, what is usual by kind of course, a school that pays less for a time, and what schools have for training. */
#include "app/demo/demo.h"
#include "platform/base/text.h"
#include "rooms/money/ledger/money_year.h"
#include "rooms/programme/event_rules.h"

enum { DAY = 86400, PRICED = 40, EARLY = 12, GROUPS = 8 };

#define AHEAD "SELECT id FROM event WHERE state = 'published' AND member_price_pence > 0 AND starts_at > $1 ORDER BY starts_at, id LIMIT CAST($2 AS BIGINT)"
/* Whole pounds off the price for others. */
SQL(demo_class_prices,
    "INSERT INTO event_price (event_id, class, pence) SELECT e.id, k.class, e.other_price_pence * k.percent / 10000 * 100 FROM event e,"
    " (SELECT 'academy' AS class, 90 AS percent UNION ALL SELECT 'neighbour', 125 UNION ALL SELECT 'partner', 110) k WHERE e.id IN (" AHEAD ")");
SQL(demo_early,  "INSERT INTO event_discount (event_id, early_percent, early_days) SELECT id, 10, 28 FROM (" AHEAD ") e");
SQL(demo_groups, "INSERT INTO event_discount (event_id, group_percent, group_from) SELECT id, 15, 4 FROM (" AHEAD ") e WHERE id NOT IN (SELECT event_id FROM event_discount)");
SQL(demo_prices_hold,    "UPDATE event SET rules = rules + 2048 WHERE id IN (SELECT event_id FROM event_price) AND rules & 2048 = 0");
SQL(demo_discounts_hold, "UPDATE event SET rules = rules + 4096 WHERE id IN (SELECT event_id FROM event_discount) AND rules & 4096 = 0");
_Static_assert(RULE_PRICES == 2048 && RULE_DISCOUNTS == 4096, "the two above say it in SQL");
SQL(demo_usual,          "INSERT INTO usual_price (kind, class, pence) VALUES ($1, $2, $3)");
SQL(demo_usual_discount, "INSERT INTO usual_discount (kind, early_percent, early_days, group_percent, group_from) VALUES ('conference', 10, 42, 15, 4)");
SQL(demo_waiver,
    "INSERT INTO waiver (id, organisation_id, percent, starts_on, ends_on, reason, made_at, made_by)"
    " SELECT CAST($1 AS BIGINT), s.organisation_id, CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS BIGINT), CAST($7 AS BIGINT) FROM school s"
    " WHERE s.maintained = 1 AND s.status = 'open' AND s.roll > 0 ORDER BY s.roll, s.organisation_id LIMIT 1");
/* Twenty pounds a pupil: from April where the authority maintains the school, from September where it does not. */
SQL(demo_budgets,
    "INSERT INTO school_budget (organisation_id, starts_on, ends_on, pence, changed_at, changed_by)"
    " SELECT s.organisation_id, CAST($2 AS TEXT), CAST($3 AS TEXT), s.roll * 2000, CAST($4 AS BIGINT), CAST($5 AS BIGINT) FROM school s"
    " WHERE s.maintained = $1 AND s.status = 'open' AND s.roll > 0 AND EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = s.organisation_id)");

static const struct { const char *kind, *class; int64_t pence; } usual[] = {
    { "course", "member", 6000 }, { "course", "other", 9500 }, { "course", "academy", 8500 }, { "course", "neighbour", 12000 }, { "course", "partner", 10500 },
    { "conference", "member", 7500 }, { "conference", "other", 14000 }, { "conference", "neighbour", 16000 },
    { "network meeting", "member", 0 }, { "network meeting", "other", 2500 },
};

static Error *prices_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    TRY(demo_put(cx, demo, demo_class_prices, INT(demo->now + DAY), INT(PRICED)));
    TRY(demo_put(cx, demo, demo_early, INT(demo->now + 35 * DAY), INT(EARLY)));
    TRY(demo_put(cx, demo, demo_groups, INT(demo->now + 21 * DAY), INT(GROUPS)));
    TRY(demo_put(cx, demo, demo_prices_hold, NONE));
    TRY(demo_put(cx, demo, demo_discounts_hold, NONE));
    for (size_t i = 0; i < COUNT(usual); i++) TRY(demo_put(cx, demo, demo_usual, STR(usual[i].kind), STR(usual[i].class), INT(usual[i].pence)));
    return demo_put(cx, demo, demo_usual_discount, NONE);
}

static Error *schools_lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    const MoneyYear financial = money_year(cx, YEAR_FINANCIAL, money_year_first(YEAR_FINANCIAL, demo->today)), academic = money_year(cx, YEAR_ACADEMIC, money_year_first(YEAR_ACADEMIC, demo->today));
    TRY(demo_put(cx, demo, demo_waiver, INT(demo_id(demo)), INT(20), STR(academic.from), STR(academic.to), STR("The roll fell by a third after the estate was cleared. Looked at again in July."),
                 INT(demo->now - 60 * DAY), INT(demo->administrator_id)));
    TRY(demo_put(cx, demo, demo_budgets, INT(1), STR(financial.from), STR(financial.to), INT(demo->now - 90 * DAY), INT(demo->administrator_id)));
    return demo_put(cx, demo, demo_budgets, INT(0), STR(academic.from), STR(academic.to), INT(demo->now - 90 * DAY), INT(demo->administrator_id));
}

Error *demo_prices(Ctx *cx, Demo *demo)
{
    TRY(demo_slice(cx, demo, prices_lay, demo));
    return demo_slice(cx, demo, schools_lay, demo);
}
