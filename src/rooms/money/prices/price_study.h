/*
 * The price laboratory: a study holds up to four price rules, its models, side by side on the schools that its filter leaves. Nothing of it is
 * shown to schools, and nothing that happens here changes what anybody pays.
 */
#pragma once
#include "rooms/money/prices/price_roll.h"
#include "rooms/money/prices/price_rule_kept.h"

enum { STUDY_MODELS_MOST = 4, STUDY_NAME_MOST = 80, STUDIES_MOST = 100 };

/* needed_pence: what the year has to bring; 0: nobody said. Any school of a filter "". */
typedef struct { int64_t id, needed_pence, models, made_at; const char *name, *authority_code, *authority, *phase, *sector, *made_by; } Study;
typedef struct { const char *name, *authority_code, *phase, *sector, *needed; } StudyDraft;      /* as typed */
typedef struct { int64_t position; PriceRule rule; } StudyModel;                                 /* position 1 to 4: A to D */

CHECKED Error *studies_all(Ctx *cx, Study **list, size_t *count);        /* the latest first */
CHECKED Error *study_find(Ctx *cx, int64_t id, Study *study);
CHECKED Error *study_save(Ctx *cx, int64_t id, const StudyDraft *draft, int64_t *saved_id);      /* id 0: a new one; refused with every mistake */
CHECKED Error *study_remove(Ctx *cx, int64_t id);
RollFilter     study_filter(const Study *study);

CHECKED Error *study_models(Ctx *cx, int64_t study_id, StudyModel **models, size_t *count);      /* in order, with their rules */
CHECKED Error *study_model(Ctx *cx, int64_t study_id, int64_t position, StudyModel *model);
/* position 0: a new one, in the first place that is free; a fifth is refused. Set to where it stands. */
CHECKED Error *study_model_save(Ctx *cx, int64_t study_id, int64_t *position, const PriceRuleDraft *draft);
CHECKED Error *study_model_remove(Ctx *cx, int64_t study_id, int64_t position);
const char    *study_letter(int64_t position);                           /* "A" */
