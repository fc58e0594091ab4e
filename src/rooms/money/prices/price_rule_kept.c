#include "rooms/money/prices/price_rule_kept.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/organisation.h"

static const Column rule_columns[] = { COLUMN(PriceRule, id), COLUMN(PriceRule, name), COLUMN(PriceRule, part_year), COLUMN(PriceRule, early_percent), COLUMN(PriceRule, early_by) };
static const Column line_columns[] = {
    COLUMN(PriceLine, phase), COLUMN(PriceLine, sector), COLUMN(PriceLine, from_roll), COLUMN(PriceLine, flat_pence), COLUMN(PriceLine, per_pupil_pence), COLUMN(PriceLine, floor_pence),
    COLUMN(PriceLine, ceiling_pence),
};
SQL(rule_one,   "SELECT id, name, part_year, early_percent, early_by FROM price_rule WHERE id = $1");
SQL(rule_lines, "SELECT phase, sector, from_roll, flat_pence, per_pupil_pence, floor_pence, ceiling_pence FROM price_rule_line WHERE rule_id = $1 ORDER BY position");
SQL(rule_add,   "INSERT INTO price_rule (id, name, part_year, early_percent, early_by, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7)");
SQL(line_add,   "INSERT INTO price_rule_line (rule_id, position, phase, sector, from_roll, flat_pence, per_pupil_pence, floor_pence, ceiling_pence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
SQL(rule_used,  "SELECT (SELECT count(*) FROM price_study_model WHERE rule_id = $1) + (SELECT count(*) FROM package WHERE rule_id = $1)");
SQL(lines_drop, "DELETE FROM price_rule_line WHERE rule_id = $1");
SQL(rule_drop,  "DELETE FROM price_rule WHERE id = $1");

/* ---- what was typed ---- */

static bool listed(const char *word, const char *const *list)
{
    while (*list && !same(*list, word)) list++;
    return *list != NULL;
}

static Error *amount(Ctx *cx, const char *typed, const char *name, size_t n, const char *what, int64_t *pence)
{
    *pence = 0;
    return blank(typed) || money_parse(typed, pence) ? OK : invalid(cx, text(cx, "%s_%zu", name, n), "Enter %s in pounds, like 750 or 1.08", what);
}

static bool left_out(const PriceLineDraft *typed)
{
    return blank(typed->flat) && blank(typed->per_pupil) && blank(typed->floor) && blank(typed->ceiling) && blank(typed->from_roll) && blank(typed->phase) && blank(typed->sector);
}

/* The n-th line, from 1. */
static Error *line_read(Ctx *cx, const PriceLineDraft *typed, size_t n, PriceLine *line)
{
    Error *errors = OK;
    *line = (PriceLine){ .phase = typed->phase, .sector = typed->sector };
    if (*typed->phase && !listed(typed->phase, school_phases)) errors_add(&errors, invalid(cx, text(cx, "phase_%zu", n), "Choose a phase, or any"));
    if (*typed->sector && !listed(typed->sector, price_sectors)) errors_add(&errors, invalid(cx, text(cx, "sector_%zu", n), "Choose maintained schools, academies, independent schools, or any"));
    if (!blank(typed->from_roll) && !number_parse(text_trim(cx, typed->from_roll), 0, 100000, &line->from_roll))
        errors_add(&errors, invalid(cx, text(cx, "from_roll_%zu", n), "Enter from how many pupils this price holds, like 200, or leave it empty"));
    errors_add(&errors, amount(cx, typed->flat, "flat", n, "the flat price", &line->flat_pence));
    errors_add(&errors, amount(cx, typed->per_pupil, "per_pupil", n, "the price for a pupil", &line->per_pupil_pence));
    errors_add(&errors, amount(cx, typed->floor, "floor", n, "the least that a school pays", &line->floor_pence));
    errors_add(&errors, amount(cx, typed->ceiling, "ceiling", n, "the most that a school pays", &line->ceiling_pence));
    if (errors) return errors;
    if (blank(typed->flat) && blank(typed->per_pupil)) return invalid(cx, text(cx, "flat_%zu", n), "Enter a flat price, a price for a pupil, or both");
    if (!blank(typed->ceiling) && !line->ceiling_pence) return invalid(cx, text(cx, "ceiling_%zu", n), "Enter the most that a school pays, or leave it empty");
    if (line->ceiling_pence && line->ceiling_pence < line->floor_pence) return invalid(cx, text(cx, "ceiling_%zu", n), "The most that a school pays cannot be below the least");
    return OK;
}

static bool twin(const PriceLine *a, const PriceLine *b) { return same(a->phase, b->phase) && same(a->sector, b->sector) && a->from_roll == b->from_roll; }

static Error *lines_read(Ctx *cx, const PriceRuleDraft *draft, PriceLine *lines, size_t *count)
{
    Error *errors = OK;
    *count = 0;
    for (size_t i = 0; i < draft->count; i++) {
        if (left_out(&draft->lines[i])) continue;
        if (*count >= PRICE_LINES_MOST) return invalid(cx, text(cx, "flat_%zu", i + 1), "A rule has %d prices at most", PRICE_LINES_MOST);
        PriceLine *line = &lines[*count];
        Error *wrong = line_read(cx, &draft->lines[i], i + 1, line);
        for (size_t j = 0; !wrong && j < *count; j++)
            if (twin(&lines[j], line)) wrong = invalid(cx, text(cx, "from_roll_%zu", i + 1), "Another price is for the same schools from the same number of pupils");
        errors_add(&errors, wrong);
        if (!wrong) (*count)++;
    }
    return errors || *count ? errors : invalid(cx, "flat_1", "Enter a flat price, a price for a pupil, or both");
}

static Error *early_read(Ctx *cx, const PriceRuleDraft *draft, PriceRule *rule)
{
    rule->early_by = draft->early_by;
    if (blank(draft->early_percent)) return *draft->early_by ? invalid(cx, "early_percent", "Enter how many per cent less an early order costs") : OK;
    if (!number_parse(text_trim(cx, draft->early_percent), 1, 100, &rule->early_percent)) return invalid(cx, "early_percent", "Enter whole per cent from 1 to 100, like 10");
    return *draft->early_by ? OK : invalid(cx, "early_by", "Enter the day by which an early order comes");
}

Error *price_rule_read(Ctx *cx, const PriceRuleDraft *draft, PriceRule *rule)
{
    PriceLine *lines = array(cx, PriceLine, PRICE_LINES_MOST);
    Error *errors = OK;
    *rule = (PriceRule){ .name = text_trim(cx, draft->name), .part_year = draft->part_year, .early_by = "", .lines = lines };
    if (blank(rule->name) || letters(rule->name) > PRICE_RULE_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Enter a name for the model in %d characters or fewer, like By the pupil, with a floor", PRICE_RULE_NAME_MOST));
    errors_add(&errors, lines_read(cx, draft, lines, &rule->count));
    if (!one_of(rule->part_year, "whole months days") || !*rule->part_year) errors_add(&errors, invalid(cx, "part_year", "Choose what a school pays that joins later in the year"));
    errors_add(&errors, early_read(cx, draft, rule));
    return errors;
}

/* ---- what is kept ---- */

Error *price_rule_keep(Ctx *cx, PriceRule *rule)
{
    rule->id = new_id(cx);
    TRY(db_run(cx, rule_add, NULL, INT(rule->id), STR(rule->name), STR(rule->part_year), INT(rule->early_percent), STR(*rule->early_by ? rule->early_by : NULL), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    for (size_t i = 0; i < rule->count; i++) {      /* PRICE_LINES_MOST at most */
        const PriceLine *line = &rule->lines[i];
        TRY(db_run(cx, line_add, NULL, INT(rule->id), INT((int64_t)i + 1), STR(line->phase), STR(line->sector), INT(line->from_roll), INT(line->flat_pence), INT(line->per_pupil_pence),
                   INT(line->floor_pence), REF(line->ceiling_pence)));
    }
    return OK;
}

Error *price_rule_find(Ctx *cx, int64_t id, PriceRule *rule)
{
    PriceLine *lines = NULL;
    TRY(db_one(cx, rule_one, rule_columns, rule, INT(id)));
    TRY(db_list(cx, rule_lines, line_columns, &lines, &rule->count, INT(id)));
    rule->lines = lines;
    return OK;
}

Error *price_rule_drop(Ctx *cx, int64_t id)
{
    int64_t used;
    TRY(db_number(cx, rule_used, &used, INT(id)));
    if (used) return OK;
    TRY(db_run(cx, lines_drop, NULL, INT(id)));
    return db_run(cx, rule_drop, NULL, INT(id));
}
