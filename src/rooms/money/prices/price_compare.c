#include "rooms/money/prices/price_compare.h"

#include "platform/base/text.h"
#include "rooms/money/subscriptions/subscription_list.h"

enum { MUCH_MORE = 120 };   /* per cent of the other price */

/* ---- what would bring it ---- */

static int64_t brings(const Comparison *c, const PriceRule *rule)
{
    RollSum sum = {0};
    for (size_t i = 0; i < c->school_count; i++) {
        PricedSchool school = roll_priced(&c->schools[i]);
        Priced priced = price_rule_year(rule, &school);
        roll_add(&sum, &c->schools[i], &priced);
    }
    return sum.pence;
}

/* The least amount of that number with which the rule brings enough: it brings no less with a greater one. */
static BreakEven one_number(const Comparison *c, const PriceRule *is, int64_t needed)
{
    PriceLine line = is->lines[0];
    PriceRule rule = *is;
    bool by_pupil = line.per_pupil_pence > 0;
    int64_t *number = by_pupil ? &line.per_pupil_pence : &line.flat_pence, low = by_pupil, high = PENCE_MOST;   /* by no pupil it would be another rule */
    rule.lines = &line;
    *number = high;
    if (brings(c, &rule) < needed) return (BreakEven){ .how = BREAK_EVEN_NEVER };
    while (low < high) {
        *number = (low + high) / 2;
        if (brings(c, &rule) >= needed) high = *number;
        else low = *number + 1;
    }
    return (BreakEven){ by_pupil ? BREAK_EVEN_PER_PUPIL : BREAK_EVEN_FLAT, low };
}

static BreakEven break_even(const Comparison *c, const PriceRule *rule, const RollSum *sum, int64_t needed)
{
    if (!needed || !sum->schools) return (BreakEven){ .how = BREAK_EVEN_UNSAID };
    if (rule->count == 1) return one_number(c, rule, needed);
    int64_t lacks = needed - sum->pence;
    if (lacks > 0) return (BreakEven){ BREAK_EVEN_EACH_MORE, (lacks + sum->schools - 1) / sum->schools };
    return (BreakEven){ BREAK_EVEN_EACH_LESS, -lacks / sum->schools };
}

const char *break_even_words(Ctx *cx, const BreakEven *even)
{
    const char *amount = money_table(cx, even->pence);
    switch (even->how) {
    case BREAK_EVEN_PER_PUPIL: return text(cx, "%s a pupil", amount);
    case BREAK_EVEN_FLAT:      return text(cx, "%s a school", amount);
    case BREAK_EVEN_EACH_MORE: return text(cx, "%s more a school", amount);
    case BREAK_EVEN_EACH_LESS: return text(cx, "%s less a school", amount);
    case BREAK_EVEN_NEVER:     return "at no price";
    case BREAK_EVEN_UNSAID:    break;
    }
    return "";
}

/* ---- side by side ---- */

const Priced *compared_price(const Comparison *c, size_t school, size_t model) { return &c->prices[school * c->model_count + model]; }

static bool is_now(const Comparison *c) { return c->against == AGAINST_NOW - 1; }

static bool other_price(const Comparison *c, size_t school, int64_t *pence)
{
    *pence = is_now(c) ? c->now[school] : compared_price(c, school, c->against)->pence;
    return is_now(c) ? *pence >= 0 : compared_price(c, school, c->against)->how == PRICED;
}

bool compared_change(const Comparison *c, size_t school, size_t model, int64_t *pence)
{
    const Priced *by = compared_price(c, school, model);
    int64_t other;
    bool both = other_price(c, school, &other) && by->how == PRICED;
    *pence = by->pence - other;
    return both;
}

const char *compared_with(Ctx *cx, const Comparison *c) { return is_now(c) ? "today" : text(cx, "model %s", study_letter(c->models[c->against].position)); }
int64_t compared_against(const Comparison *c)           { return is_now(c) ? AGAINST_NOW : c->models[c->against].position; }

/* ---- today ---- */

SQL(prices_of_today,
    "SELECT s.organisation_id AS id, CAST(SUM(" FULL_PENCE_ON("s", "$1") ") AS BIGINT) AS pence FROM subscription s WHERE " IN_FORCE_ON("s", "$1") " GROUP BY s.organisation_id ORDER BY s.organisation_id LIMIT 20000");
typedef struct { int64_t id, pence; } Today;
static const Column today_columns[] = { COLUMN(Today, id), COLUMN(Today, pence) };

static int64_t paid_by(const Today *list, size_t count, int64_t id)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list[middle].id < id) low = middle + 1;
        else high = middle;
    }
    return low < count && list[low].id == id ? list[low].pence : -1;
}

static Error *now_read(Ctx *cx, Comparison *c)
{
    Today *list;
    size_t count;
    TRY(db_list(cx, prices_of_today, today_columns, &list, &count, STR(cx->today)));
    c->now = array(cx, int64_t, c->school_count + 1);
    for (size_t i = 0; i < c->school_count; i++) {
        c->now[i] = paid_by(list, count, c->schools[i].id);
        if (c->now[i] >= 0) c->now_schools++, c->now_pence += c->now[i];
    }
    return OK;
}

static void schools_price(Comparison *c)
{
    for (size_t i = 0; i < c->school_count; i++) {
        PricedSchool school = roll_priced(&c->schools[i]);
        c->known += school.roll >= 0;
        c->pupils += school.roll >= 0 ? school.roll : 0;
        for (size_t m = 0; m < c->model_count; m++) {
            Priced priced = price_rule_year(&c->models[m].rule, &school);
            c->prices[i * c->model_count + m] = priced;
            roll_add(&c->sums[m].sum, &c->schools[i], &priced);
        }
    }
}

static void change_count(Comparison *c, size_t model)
{
    ModelSum *sum = &c->sums[model];
    int64_t change, other;
    for (size_t i = 0; i < c->school_count; i++) {
        if (!compared_change(c, i, model, &change) || !other_price(c, i, &other)) continue;
        sum->compared++;
        sum->more += change > 0;
        sum->less += change < 0;
        sum->much_more += 100 * compared_price(c, i, model)->pence > MUCH_MORE * other;
    }
}

Error *price_compare(Ctx *cx, const Study *study, const StudyModel *models, size_t model_count, int64_t against, Comparison *c)
{
    const RollFilter filter = study_filter(study);
    *c = (Comparison){ .models = models, .model_count = model_count };
    TRY(roll_list(cx, &filter, &c->schools, &c->school_count));
    c->prices = array(cx, Priced, c->school_count * model_count + 1);
    schools_price(c);
    TRY(now_read(cx, c));
    if (c->now_schools) c->against = AGAINST_NOW - 1;
    for (size_t m = 0; m < model_count; m++)
        if (models[m].position == against) c->against = m;
    for (size_t m = 0; m < model_count; m++) {
        change_count(c, m);
        c->sums[m].even = break_even(c, &models[m].rule, &c->sums[m].sum, study->needed_pence);
    }
    return OK;
}
