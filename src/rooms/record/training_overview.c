#include "rooms/record/training_overview.h"

#include <stdlib.h>
#include <string.h>

#include "platform/base/text.h"
#include "rooms/members/permission.h"

SQL(due_everywhere,
    "SELECT p.organisation_id, p.person_id, q.id AS requirement_id, o.name AS organisation, n.name, n.email, min(p.starts_on) AS since,"
    " COALESCE((SELECT max(m.met_on) FROM requirement_met m WHERE m.person_id = p.person_id AND m.requirement_id = q.id AND m.withdrawn_at IS NULL), '') AS met_on"
    "  FROM post p JOIN person n ON n.id = p.person_id JOIN organisation o ON o.id = p.organisation_id JOIN requirement_role rr ON rr.role = p.role JOIN requirement q ON q.id = rr.requirement_id"
    " WHERE p.starts_on <= $1 AND (p.ends_on IS NULL OR p.ends_on >= $1) AND q.retired = 0 AND (CAST($2 AS BIGINT) = 0 OR q.id = $2)"
    " GROUP BY p.organisation_id, o.name, p.person_id, n.sort_key, n.name, n.email, q.id, q.position ORDER BY o.name, p.organisation_id, n.sort_key, p.person_id, q.position, q.id");

typedef struct { int64_t organisation_id, person_id, requirement_id; const char *organisation, *name, *email, *since, *met_on; } Cell;
static const Column cell_columns[] = { COLUMN(Cell, organisation_id), COLUMN(Cell, person_id), COLUMN(Cell, requirement_id), COLUMN(Cell, organisation), COLUMN(Cell, name), COLUMN(Cell, email),
                                       COLUMN(Cell, since), COLUMN(Cell, met_on) };

typedef struct {
    Requirement      *all;        size_t all_count;
    TrainingOverview *overview;
    TrainingDueEach  *each;       void *data;
    int64_t           late_person;      /* of this place, counted already as having something overdue */
} Walk;

static const Requirement *requirement_of(const Walk *walk, int64_t id)
{
    for (size_t i = 0; i < walk->all_count; i++) if (walk->all[i].id == id) return &walk->all[i];
    return NULL;
}

/* They come place by place. */
static TrainingPlaceCount *place_of(Ctx *cx, Walk *walk, const Cell *cell)
{
    TrainingOverview *o = walk->overview;
    if (o->count && o->places[o->count - 1].organisation_id == cell->organisation_id) return &o->places[o->count - 1];
    if (o->count == OVERVIEW_PLACES) { o->more = true; return NULL; }
    walk->late_person = 0;
    o->places[o->count] = (TrainingPlaceCount){ .organisation_id = cell->organisation_id, .name = text_copy(cx, cell->organisation, strlen(cell->organisation)) };
    return &o->places[o->count++];
}

static void count(Ctx *cx, Walk *walk, const Cell *cell, DueState state)
{
    TrainingOverview *o = walk->overview;
    TrainingPlaceCount *place = place_of(cx, walk, cell);
    if (!place) return;
    bool late = state == OVERDUE, first = late && walk->late_person != cell->person_id;
    place->asked++, place->overdue += late, place->soon += state == DUE_SOON, place->people += first;
    o->asked++, o->overdue += late, o->soon += state == DUE_SOON, o->people += first;
    if (late) walk->late_person = cell->person_id;
}

static Error *cell_seen(Ctx *cx, void *row, void *data)
{
    const Cell *cell = row;
    Walk *walk = data;
    const Requirement *requirement = requirement_of(walk, cell->requirement_id);
    if (!requirement) return OK;
    const char *due_on = requirement_due_on(cx, requirement, cell->since, cell->met_on);
    DueState state = requirement_state(cx, requirement, due_on);
    if (walk->overview) count(cx, walk, cell, state);
    if (!walk->each || state == IN_DATE) return OK;
    return walk->each(cx, &(TrainingDue){ cell->organisation, cell->name, cell->email, requirement->name, { .asked = true, .since = cell->since, .met_on = cell->met_on, .due_on = due_on, .state = state } }, walk->data);
}

static Error *walk_through(Ctx *cx, int64_t requirement_id, Walk *walk)
{
    Cell cell = {0};
    if (!may(cx, AUDIT)) return forbidden(cx, "who is due over all schools is the office's to see");
    TRY(requirements_in_use(cx, &walk->all, &walk->all_count));
    return db_each(cx, due_everywhere, cell_columns, &cell, cell_seen, walk, STR(cx->today), INT(requirement_id));
}

static int most_overdue(const void *a, const void *b)
{
    const TrainingPlaceCount *one = a, *other = b;
    if (one->overdue != other->overdue) return one->overdue < other->overdue ? 1 : -1;
    if (one->soon != other->soon) return one->soon < other->soon ? 1 : -1;
    int by_name = strcmp(one->name, other->name);
    return by_name ? by_name : (one->organisation_id > other->organisation_id) - (one->organisation_id < other->organisation_id);
}

Error *training_overview(Ctx *cx, int64_t requirement_id, TrainingOverview *overview)
{
    *overview = (TrainingOverview){ .places = array(cx, TrainingPlaceCount, OVERVIEW_PLACES) };
    TRY(walk_through(cx, requirement_id, &(Walk){ .overview = overview }));
    qsort(overview->places, overview->count, sizeof *overview->places, most_overdue);
    return OK;
}

Error *training_due_each(Ctx *cx, int64_t requirement_id, TrainingDueEach *each, void *data)
{
    return walk_through(cx, requirement_id, &(Walk){ .each = each, .data = data });
}
