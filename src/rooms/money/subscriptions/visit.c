#include "rooms/money/subscriptions/visit.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/db/trail.h"
#include "rooms/members/permission.h"

static const char kind[] = "visit";

/* Without a limit first, else the one that ends sooner. */
SQL(visit_pot,
    "SELECT id FROM entitlement WHERE organisation_id = $1 AND kind = 'visits' AND starts_on <= $2 AND ends_on >= $2 AND (amount IS NULL OR used < amount)"
    " ORDER BY CASE WHEN amount IS NULL THEN 0 ELSE 1 END, ends_on, id LIMIT 1");
SQL(visit_take, "UPDATE entitlement SET used = used + 1 WHERE id = $1 AND (amount IS NULL OR used < amount)");
SQL(visit_draw, "INSERT INTO entitlement_draw (id, entitlement_id, kind, subject_id, units, saved_pence, drawn_at, drawn_by) VALUES ($1, $2, 'visit', $3, 1, 0, $4, $5)");
SQL(visit_add,  "INSERT INTO visit (id, organisation_id, on_date, words, noted_at, noted_by) VALUES ($1, $2, $3, $4, $5, $6)");
SQL(visit_gone, "UPDATE visit SET removed_at = $2, removed_by = $3 WHERE id = $1 AND removed_at IS NULL");
SQL(visit_one,
    "SELECT v.id, v.organisation_id, v.noted_at, v.removed_at, v.on_date, v.words, o.name AS organisation, p.name AS noter FROM visit v JOIN organisation o ON o.id = v.organisation_id"
    "  LEFT JOIN person p ON p.id = v.noted_by WHERE v.id = $1");

static const Column visit_columns[] = { COLUMN(Visited, id), COLUMN(Visited, organisation_id), COLUMN(Visited, noted_at), COLUMN(Visited, removed_at), COLUMN(Visited, on_date), COLUMN(Visited, words),
                                        COLUMN(Visited, organisation), COLUMN(Visited, noter) };

static Error *draft_check(Ctx *cx, const VisitDraft *draft)
{
    Error *errors = OK;
    if (!date_valid(draft->on)) errors_add(&errors, invalid(cx, "on", "Enter the day of the visit, like 3 12 2026"));
    else if (strcmp(draft->on, cx->today) > 0) errors_add(&errors, invalid(cx, "on", "The day of the visit is still to come. Note it once it has been made"));
    if (blank(draft->words)) errors_add(&errors, invalid(cx, "words", "Say who came and what for: the school reads it"));
    else if (letters(draft->words) > VISIT_WORDS_MOST) errors_add(&errors, invalid(cx, "words", "Use %d characters or fewer", VISIT_WORDS_MOST));
    return errors;
}

Error *visit_note(Ctx *cx, int64_t organisation_id, const VisitDraft *draft, int64_t *id)
{
    int64_t pot = 0, taken = 0;
    if (!may(cx, BILL)) return forbidden(cx, "noting a visit");
    TRY(draft_check(cx, draft));
    TRY(db_number(cx, visit_pot, &pot, INT(organisation_id), STR(draft->on)));
    if (pot) TRY(db_run(cx, visit_take, &taken, INT(pot)));
    if (!taken) return conflict(cx, "No visit is left in their package on %s", date_words(cx, draft->on));
    *id = new_id(cx);
    TRY(db_run(cx, visit_add, NULL, INT(*id), INT(organisation_id), STR(draft->on), STR(text_trim(cx, draft->words)), INT(cx->now), INT(cx->who->id)));
    TRY(db_run(cx, visit_draw, NULL, INT(new_id(cx)), INT(pot), INT(*id), INT(cx->now), INT(cx->who->id)));
    return trail(cx, "visit.noted", organisation_id, draft->on);
}

Error *visit_find(Ctx *cx, int64_t id, Visited *visit)
{
    if (!may(cx, READ_MONEY)) return forbidden(cx, "a visit of an adviser");
    return db_one(cx, visit_one, visit_columns, visit, INT(id));
}

Error *visit_remove(Ctx *cx, int64_t id)
{
    Visited visit = {0};
    int64_t gone;
    bool back;
    if (!may(cx, BILL)) return forbidden(cx, "removing a visit");
    TRY(visit_find(cx, id, &visit));
    TRY(db_run(cx, visit_gone, &gone, INT(id), INT(cx->now), INT(cx->who->id)));
    if (!gone) return conflict(cx, "This visit was removed already");
    TRY(entitlement_back(cx, kind, id, &back));
    return trail(cx, "visit.removed", visit.organisation_id, visit.on_date);
}
