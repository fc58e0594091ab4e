/* What next year's package could cost: three models on the borough's schools, as the office tried them; and the package that came of one, which schools read. */
#include "app/demo/demo.h"

#include <string.h>

#include "platform/base/text.h"

enum { NEEDED = 6400000, DAY = 86400, TRIED_DAYS = 40, PUBLISHED_DAYS = 21 };

SQL(demo_study_put,      "INSERT INTO price_study (id, name, authority_code, needed_pence, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(demo_price_rule_put, "INSERT INTO price_rule (id, name, part_year, early_percent, early_by, made_at, made_by) VALUES ($1, $2, 'months', $3, $4, $5, $6)");
SQL(demo_price_line_put, "INSERT INTO price_rule_line (rule_id, position, phase, flat_pence, per_pupil_pence, floor_pence) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(demo_model_put,      "INSERT INTO price_study_model (study_id, position, rule_id) VALUES ($1, $2, $3)");
SQL(demo_package_put,
    "INSERT INTO package (id, name, words, rule_id, starts_on, ends_on, order_by, state, made_at, made_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'published', $8, $9, $8)");
SQL(demo_item_put,       "INSERT INTO package_item (package_id, kind, course_kind, amount) VALUES ($1, $2, $3, $4)");

typedef struct { const char *phase; int64_t flat, per_pupil, floor; } Line;
static const struct { const char *name; int64_t early; Line lines[6]; } models[] = {
    { "One price for each phase", 0, { { "primary", 125000, 0, 0 }, { "secondary", 240000, 0, 0 }, { "all-through", 240000, 0, 0 }, { "nursery", 70000, 0, 0 }, { "special", 70000, 0, 0 }, { "", 95000, 0, 0 } } },
    { "By the pupil, with a floor", 10, { { "", 0, 500, 75000 } } },
    { "A base and a little by the pupil", 0, { { "", 45000, 260, 0 } } },
};

enum { OF_THE_PACKAGE = 1 };

static Error *package_lay(Ctx *cx, Demo *demo, int64_t rule_id, int64_t year)
{
    static const struct { const char *kind, *course_kind; int64_t amount; } items[] = { { "places", "", 40 }, { "places", "governor training", 0 }, { "places", "network meeting", 0 }, { "visits", "", 1 } };
    int64_t id = demo->package_id = demo_id(demo);
    TRY(demo_put(cx, demo, demo_package_put, INT(id), STR(text(cx, "Learning package %ld/%02ld", (long)year, (long)((year + 1) % 100))),
                 STR("Places at courses and conferences for everybody at your school, your governors’ training, and every network."), INT(rule_id), STR(text(cx, "%ld-04-01", (long)year)),
                 STR(text(cx, "%ld-03-31", (long)(year + 1))), STR(text(cx, "%ld-06-30", (long)year)), INT(demo->now - PUBLISHED_DAYS * DAY), INT(demo->administrator_id)));
    for (size_t i = 0; i < COUNT(items); i++) TRY(demo_put(cx, demo, demo_item_put, INT(id), STR(items[i].kind), STR(items[i].course_kind), REF(items[i].amount)));
    return OK;
}

static Error *model_lay(Ctx *cx, Demo *demo, int64_t study_id, size_t i, int64_t year)
{
    const char *early_by = text(cx, "%ld-02-28", (long)year);
    int64_t id = demo_id(demo), made_at = demo->now - TRIED_DAYS * DAY;
    TRY(demo_put(cx, demo, demo_price_rule_put, INT(id), STR(models[i].name), INT(models[i].early), STR(models[i].early ? early_by : NULL), INT(made_at), INT(demo->administrator_id)));
    for (size_t n = 0; n < COUNT(models[i].lines) && models[i].lines[n].phase; n++) {
        const Line *line = &models[i].lines[n];
        TRY(demo_put(cx, demo, demo_price_line_put, INT(id), INT((int64_t)n + 1), STR(line->phase), INT(line->flat), INT(line->per_pupil), INT(line->floor)));
    }
    TRY(demo_put(cx, demo, demo_model_put, INT(study_id), INT((int64_t)i + 1), INT(id)));
    return i == OF_THE_PACKAGE ? package_lay(cx, demo, id, year) : OK;
}

static Error *lay(Ctx *cx, void *data)
{
    Demo *demo = data;
    int64_t id = demo_id(demo), year = 0;
    bool ahead = strncmp(demo->today + 5, "04", 2) >= 0;      /* this year's April is past */
    if (!number_parse(text_copy(cx, demo->today, 4), 1, 9999, &year)) return broken(cx, "the day %s", demo->today);
    year += ahead;
    TRY(demo_put(cx, demo, demo_study_put, INT(id), STR(text(cx, "Packages from April %ld", (long)year)), STR("299"), INT(NEEDED), INT(demo->now - TRIED_DAYS * DAY), INT(demo->administrator_id)));
    for (size_t i = 0; i < COUNT(models); i++) TRY(model_lay(cx, demo, id, i, year));
    return OK;
}

Error *demo_laboratory(Ctx *cx, Demo *demo) { return demo_slice(cx, demo, lay, demo); }
