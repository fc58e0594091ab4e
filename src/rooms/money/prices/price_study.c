#include "rooms/money/prices/price_study.h"

#include "platform/base/text.h"
#include "platform/db/trail.h"
#include "rooms/members/organisation.h"

static const Column study_columns[] = {
    COLUMN(Study, id), COLUMN(Study, needed_pence), COLUMN(Study, models), COLUMN(Study, made_at), COLUMN(Study, name), COLUMN(Study, authority_code), COLUMN(Study, authority),
    COLUMN(Study, phase), COLUMN(Study, sector), COLUMN(Study, made_by),
};
#define STUDY                                                                                                                              \
    "SELECT t.id, t.needed_pence, (SELECT count(*) FROM price_study_model m WHERE m.study_id = t.id) AS models, t.made_at, t.name, t.authority_code," \
    " a.name AS authority, t.phase, t.sector, p.name AS made_by FROM price_study t LEFT JOIN authority a ON a.code = t.authority_code LEFT JOIN person p ON p.id = t.made_by"
SQL(studies_list,  STUDY " ORDER BY t.made_at DESC, t.id DESC LIMIT 100");
SQL(study_one,     STUDY " WHERE t.id = $1");
SQL(studies_count, "SELECT count(*) FROM price_study");
SQL(study_add,     "INSERT INTO price_study (id, name, authority_code, phase, sector, needed_pence, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
SQL(study_put,     "UPDATE price_study SET name = $2, authority_code = $3, phase = $4, sector = $5, needed_pence = $6 WHERE id = $1");
SQL(study_drop,    "DELETE FROM price_study WHERE id = $1");
/* Whoever changes a study's models changes the study first, and so comes after whoever else does. */
SQL(study_hold,    "UPDATE price_study SET name = name WHERE id = $1");
SQL(models_list,   "SELECT position, rule_id FROM price_study_model WHERE study_id = $1 ORDER BY position");
SQL(models_rules,
    "SELECT m.position, r.id, r.early_percent, r.name, r.part_year, r.early_by FROM price_study_model m JOIN price_rule r ON r.id = m.rule_id WHERE m.study_id = $1 ORDER BY m.position");
SQL(models_lines,
    "SELECT m.position, l.from_roll, l.flat_pence, l.per_pupil_pence, l.floor_pence, l.ceiling_pence, l.phase, l.sector FROM price_study_model m"
    "  JOIN price_rule_line l ON l.rule_id = m.rule_id WHERE m.study_id = $1 ORDER BY m.position, l.position");
SQL(model_add,     "INSERT INTO price_study_model (study_id, position, rule_id) VALUES ($1, $2, $3)");
SQL(model_put,     "UPDATE price_study_model SET rule_id = $3 WHERE study_id = $1 AND position = $2");
SQL(model_drop,    "DELETE FROM price_study_model WHERE study_id = $1 AND position = $2");

const char *study_letter(int64_t position)
{
    static const char *const are[] = { "A", "B", "C", "D" };
    return position >= 1 && position <= STUDY_MODELS_MOST ? are[position - 1] : "?";
}

RollFilter study_filter(const Study *study) { return (RollFilter){ .authority = study->authority_code, .phase = study->phase, .sector = study->sector }; }

/* ---- studies ---- */

Error *studies_all(Ctx *cx, Study **list, size_t *count) { return db_list(cx, studies_list, study_columns, list, count, NONE); }
Error *study_find(Ctx *cx, int64_t id, Study *study)     { return db_one(cx, study_one, study_columns, study, INT(id)); }

static bool listed(const char *word, const char *const *list)
{
    while (*list && !same(*list, word)) list++;
    return *list != NULL;
}

static Error *authority_check(Ctx *cx, const char *code)
{
    Authority *list;
    size_t count = 0;
    if (!*code) return OK;
    TRY(authorities(cx, &list, &count));
    for (size_t i = 0; i < count; i++)
        if (same(list[i].code, code)) return OK;
    return invalid(cx, "authority", "Choose an authority that has schools here, or all");
}

Error *study_save(Ctx *cx, int64_t id, const StudyDraft *draft, int64_t *saved_id)
{
    Error *errors = OK;
    int64_t needed = 0, count, changed;
    const char *name = text_trim(cx, draft->name);
    if (blank(name) || letters(name) > STUDY_NAME_MOST) errors_add(&errors, invalid(cx, "name", "Enter a name in %d characters or fewer, like Prices for 2027/28", STUDY_NAME_MOST));
    errors_add(&errors, authority_check(cx, draft->authority_code));
    if (*draft->phase && !listed(draft->phase, school_phases)) errors_add(&errors, invalid(cx, "phase", "Choose a phase, or all"));
    if (*draft->sector && !listed(draft->sector, price_sectors)) errors_add(&errors, invalid(cx, "sector", "Choose maintained schools, academies, independent schools, or all"));
    if (!blank(draft->needed) && !money_parse(draft->needed, &needed)) errors_add(&errors, invalid(cx, "needed", "Enter what the year has to bring in pounds, like 41,200, or leave it empty"));
    if (errors) return errors;
    *saved_id = id ? id : new_id(cx);
    if (id) {
        TRY(db_run(cx, study_put, &changed, INT(id), STR(name), STR(draft->authority_code), STR(draft->phase), STR(draft->sector), INT(needed)));
        if (!changed) return missing(cx, "no study %ld", (long)id);
        return trail(cx, "price_study.changed", id, name);
    }
    TRY(db_number(cx, studies_count, &count, NONE));
    if (count >= STUDIES_MOST) return invalid(cx, "name", "There are %d studies already. Remove one that nobody needs any more", STUDIES_MOST);
    TRY(db_run(cx, study_add, NULL, INT(*saved_id), STR(name), STR(draft->authority_code), STR(draft->phase), STR(draft->sector), INT(needed), INT(cx->now), REF(cx->who ? cx->who->id : 0)));
    return trail(cx, "price_study.added", *saved_id, name);
}

/* ---- its models ---- */

typedef struct { int64_t position, rule_id; } Place;
static const Column place_columns[] = { COLUMN(Place, position), COLUMN(Place, rule_id) };

static Error *places_of(Ctx *cx, int64_t study_id, Place **places, size_t *count)
{
    return db_list(cx, models_list, place_columns, places, count, INT(study_id));
}

typedef struct { int64_t position, id, early_percent; const char *name, *part_year, *early_by; } Ruled;
static const Column ruled_columns[] = { COLUMN(Ruled, position), COLUMN(Ruled, id), COLUMN(Ruled, early_percent), COLUMN(Ruled, name), COLUMN(Ruled, part_year), COLUMN(Ruled, early_by) };
typedef struct { int64_t position, from_roll, flat_pence, per_pupil_pence, floor_pence, ceiling_pence; const char *phase, *sector; } ModelLine;
static const Column model_line_columns[] = {
    COLUMN(ModelLine, position), COLUMN(ModelLine, from_roll), COLUMN(ModelLine, flat_pence), COLUMN(ModelLine, per_pupil_pence), COLUMN(ModelLine, floor_pence), COLUMN(ModelLine, ceiling_pence),
    COLUMN(ModelLine, phase), COLUMN(ModelLine, sector),
};

/* The lines of one model stand together, in their order. */
static void lines_take(Ctx *cx, const ModelLine *rows, size_t count, StudyModel *model)
{
    PriceLine *lines = array(cx, PriceLine, PRICE_LINES_MOST);
    model->rule.lines = lines;
    for (size_t i = 0; i < count; i++) {
        const ModelLine *row = &rows[i];
        if (row->position == model->position && model->rule.count < PRICE_LINES_MOST)
            lines[model->rule.count++] = (PriceLine){ row->phase, row->sector, row->from_roll, row->flat_pence, row->per_pupil_pence, row->floor_pence, row->ceiling_pence };
    }
}

Error *study_models(Ctx *cx, int64_t study_id, StudyModel **models, size_t *count)
{
    Ruled *rules;
    ModelLine *lines;
    size_t rule_count, line_count;
    TRY(db_list(cx, models_rules, ruled_columns, &rules, &rule_count, INT(study_id)));
    TRY(db_list(cx, models_lines, model_line_columns, &lines, &line_count, INT(study_id)));
    *models = array(cx, StudyModel, STUDY_MODELS_MOST);
    for (*count = 0; *count < rule_count && *count < STUDY_MODELS_MOST; (*count)++) {
        const Ruled *is = &rules[*count];
        StudyModel *model = &(*models)[*count];
        *model = (StudyModel){ .position = is->position, .rule = { .id = is->id, .name = is->name, .part_year = is->part_year, .early_percent = is->early_percent, .early_by = is->early_by } };
        lines_take(cx, lines, line_count, model);
    }
    return OK;
}

Error *study_model(Ctx *cx, int64_t study_id, int64_t position, StudyModel *model)
{
    StudyModel *models;
    size_t count = 0;
    TRY(study_models(cx, study_id, &models, &count));
    for (size_t i = 0; i < count; i++)
        if (models[i].position == position) return *model = models[i], OK;
    return missing(cx, "study %ld has no model %ld", (long)study_id, (long)position);
}

static Error *held(Ctx *cx, int64_t study_id, Place **places, size_t *count)
{
    int64_t is;
    TRY(db_run(cx, study_hold, &is, INT(study_id)));
    if (!is) return missing(cx, "no study %ld", (long)study_id);
    return places_of(cx, study_id, places, count);
}

static int64_t rule_at(const Place *places, size_t count, int64_t position)
{
    for (size_t i = 0; i < count; i++)
        if (places[i].position == position) return places[i].rule_id;
    return 0;
}

Error *study_model_save(Ctx *cx, int64_t study_id, int64_t *position, const PriceRuleDraft *draft)
{
    Place *places = NULL;
    PriceRule rule = {0};
    size_t count = 0;
    TRY(held(cx, study_id, &places, &count));
    bool fresh = !*position;
    for (int64_t at = 1; fresh && at <= STUDY_MODELS_MOST && !*position; at++)
        if (!rule_at(places, count, at)) *position = at;
    if (!*position) return conflict(cx, "This study has %d models already. Remove one first", STUDY_MODELS_MOST);
    int64_t before = rule_at(places, count, *position);
    if (!fresh && !before) return missing(cx, "study %ld has no model %ld", (long)study_id, (long)*position);
    TRY(price_rule_read(cx, draft, &rule));
    TRY(price_rule_keep(cx, &rule));
    if (fresh) TRY(db_run(cx, model_add, NULL, INT(study_id), INT(*position), INT(rule.id)));
    else TRY(db_run(cx, model_put, NULL, INT(study_id), INT(*position), INT(rule.id)));
    if (before) TRY(price_rule_drop(cx, before));
    return trail(cx, fresh ? "price_study.model_added" : "price_study.model_changed", study_id, text(cx, "%s: %s, %s", study_letter(*position), rule.name, price_rule_words(cx, &rule)));
}

Error *study_model_remove(Ctx *cx, int64_t study_id, int64_t position)
{
    Place *places = NULL;
    size_t count = 0;
    TRY(held(cx, study_id, &places, &count));
    int64_t rule_id = rule_at(places, count, position);
    if (!rule_id) return missing(cx, "study %ld has no model %ld", (long)study_id, (long)position);
    TRY(db_run(cx, model_drop, NULL, INT(study_id), INT(position)));
    TRY(price_rule_drop(cx, rule_id));
    return trail(cx, "price_study.model_removed", study_id, study_letter(position));
}

Error *study_remove(Ctx *cx, int64_t id)
{
    Place *places = NULL;
    size_t count = 0;
    TRY(held(cx, id, &places, &count));
    for (size_t i = 0; i < count; i++) {     /* STUDY_MODELS_MOST at most */
        TRY(db_run(cx, model_drop, NULL, INT(id), INT(places[i].position)));
        TRY(price_rule_drop(cx, places[i].rule_id));
    }
    TRY(db_run(cx, study_drop, NULL, INT(id)));
    return trail(cx, "price_study.removed", id, NULL);
}
