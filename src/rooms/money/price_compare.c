#include "rooms/money/price_compare.h"

#include "platform/base/text.h"

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

bool compared_change(const Comparison *c, size_t school, size_t model, int64_t *pence)
{
    const Priced *by = compared_price(c, school, model), *other = compared_price(c, school, c->against);
    *pence = by->pence - other->pence;
    return by->how == PRICED && other->how == PRICED;
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
    int64_t change;
    for (size_t i = 0; i < c->school_count; i++) {
        if (!compared_change(c, i, model, &change)) continue;
        sum->compared++;
        sum->more += change > 0;
        sum->less += change < 0;
        sum->much_more += 100 * compared_price(c, i, model)->pence > MUCH_MORE * compared_price(c, i, c->against)->pence;
    }
}

Error *price_compare(Ctx *cx, const Study *study, const StudyModel *models, size_t model_count, int64_t against, Comparison *c)
{
    const RollFilter filter = study_filter(study);
    *c = (Comparison){ .models = models, .model_count = model_count };
    TRY(roll_list(cx, &filter, &c->schools, &c->school_count));
    c->prices = array(cx, Priced, c->school_count * model_count + 1);
    schools_price(c);
    for (size_t m = 0; m < model_count; m++)
        if (models[m].position == against) c->against = m;
    for (size_t m = 0; m < model_count; m++) {
        change_count(c, m);
        c->sums[m].even = break_even(c, &models[m].rule, &c->sums[m].sum, study->needed_pence);
    }
    return OK;
}
