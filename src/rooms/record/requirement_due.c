#include "rooms/record/requirement_due.h"

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "rooms/members/permission.h"
#include "rooms/members/post.h"

enum { ROWS_MOST = 1000, CELLS_MOST = TRAINING_PEOPLE * REQUIREMENTS_MOST };

#define CURRENT(p) p ".starts_on <= $2 AND (" p ".ends_on IS NULL OR " p ".ends_on >= $2)"
#define ON_BOARD "p.role IN ('governor', 'clerk to governors')"
#define IN_GROUP "CASE WHEN " ON_BOARD " THEN 1 ELSE 0 END = CAST($3 AS BIGINT)"
#define LAST_MET "COALESCE((SELECT max(m.met_on) FROM requirement_met m WHERE m.person_id = p.person_id AND m.requirement_id = q.id AND m.withdrawn_at IS NULL), '') AS met_on"

SQL(post_acted_in, "SELECT id, role, governor_office FROM post WHERE id = $1");
SQL(due_of,
    "SELECT p.person_id, q.id AS requirement_id, min(p.starts_on) AS since, " LAST_MET " FROM post p JOIN requirement_role rr ON rr.role = p.role JOIN requirement q ON q.id = rr.requirement_id"
    " WHERE p.person_id = $1 AND " CURRENT("p") " AND q.retired = 0 GROUP BY p.person_id, q.id, q.position ORDER BY q.position, q.id LIMIT 200");
SQL(people_at,
    "SELECT p.id, p.person_id, n.name AS person, p.role, p.title, p.starts_on, p.ends_on, p.governor_category, p.governor_office FROM post p JOIN person n ON n.id = p.person_id"
    " WHERE p.organisation_id = $1 AND " CURRENT("p") " AND " IN_GROUP " ORDER BY n.sort_key, p.person_id, p.starts_on LIMIT 1000");
SQL(due_at,
    "SELECT p.person_id, q.id AS requirement_id, min(p.starts_on) AS since, " LAST_MET " FROM post p JOIN person n ON n.id = p.person_id"
    "  JOIN requirement_role rr ON rr.role = p.role JOIN requirement q ON q.id = rr.requirement_id"
    " WHERE p.organisation_id = $1 AND " CURRENT("p") " AND " IN_GROUP " AND q.retired = 0 GROUP BY n.sort_key, p.person_id, q.id, q.position"
    " ORDER BY n.sort_key, p.person_id, q.position, q.id LIMIT 15000");
SQL(met_by,
    "SELECT m.id, m.withdrawn_at, m.organisation_id, q.name, m.met_on, m.how, m.words, c.title AS course, o.name AS organisation FROM requirement_met m JOIN requirement q ON q.id = m.requirement_id"
    "  LEFT JOIN registration r ON r.id = m.registration_id LEFT JOIN event e ON e.id = r.event_id LEFT JOIN course c ON c.id = e.course_id LEFT JOIN organisation o ON o.id = m.organisation_id"
    " WHERE m.person_id = $1 ORDER BY m.met_on DESC, m.id DESC LIMIT 500");

typedef struct { int64_t person_id, requirement_id; const char *since, *met_on; } Cell;
static const Column cell_columns[] = { COLUMN(Cell, person_id), COLUMN(Cell, requirement_id), COLUMN(Cell, since), COLUMN(Cell, met_on) };
static const Column post_columns[] = {
    COLUMN(Post, id), COLUMN(Post, person_id), COLUMN(Post, person), COLUMN(Post, role), COLUMN(Post, title), COLUMN(Post, starts_on), COLUMN(Post, ends_on),
    COLUMN(Post, governor_category), COLUMN(Post, governor_office),
};

/* ---- who may see ---- */

Error *training_scope(Ctx *cx, int64_t organisation_id, TrainingScope *scope)
{
    static const Column columns[] = { COLUMN(Post, id), COLUMN(Post, role), COLUMN(Post, governor_office) };
    Post post = {0};
    bool found = false;
    *scope = (TrainingScope){ .staff = may(cx, AUDIT), .board = may(cx, AUDIT), .records = may(cx, RUN_MEMBERS) };
    if (cx->who && cx->who->withheld) return unproven(cx, "the training at organisation %ld", (long)organisation_id);
    if (scope->staff || !cx->who || !cx->who->post_id || cx->who->organisation_id != organisation_id) return OK;
    TRY(db_maybe(cx, post_acted_in, columns, &post, &found, INT(cx->who->post_id)));
    if (!found) return OK;
    bool clerk = same(post.role, "clerk to governors") || same(post.governor_office, "clerk");
    scope->staff = !clerk && (may(cx, BOOK_PLACES) || may(cx, MANAGE_PEOPLE));
    bool leads = one_of(post.governor_office, "chair vice-chair");
    if ((clerk || leads) && !cx->who->proven) return unproven(cx, "the training of a board");
    scope->board = scope->staff || clerk || leads;
    scope->records = scope->staff || clerk;
    return OK;
}

/* ---- what is due ---- */

static Due due_from(Ctx *cx, const Requirement *requirement, const Cell *cell)
{
    const char *due_on = requirement_due_on(cx, requirement, cell->since, cell->met_on);
    return (Due){ .asked = true, .since = cell->since, .met_on = cell->met_on, .due_on = due_on, .state = requirement_state(cx, requirement, due_on) };
}

static size_t column_of(const Requirement *list, size_t n, int64_t id)
{
    size_t i = 0;
    while (i < n && list[i].id != id) i++;
    return i;
}

Error *requirements_of(Ctx *cx, int64_t person_id, OwnDue **list, size_t *count)
{
    Requirement *all;
    Cell *cells;
    size_t all_count, n;
    TRY(db_list(cx, due_of, cell_columns, &cells, &n, INT(person_id), STR(cx->today)));
    TRY(requirements_in_use(cx, &all, &all_count));
    *list = array(cx, OwnDue, n + 1), *count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = column_of(all, all_count, cells[i].requirement_id);
        if (at < all_count) (*list)[(*count)++] = (OwnDue){ all[at], due_from(cx, &all[at], &cells[i]) };
    }
    return OK;
}

/* Somebody with two posts of the group is one row: the first post's words, and the later end. */
static void people_put(Ctx *cx, Training *training, const Post *posts, size_t n)
{
    training->rows = array(cx, TrainingRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        TrainingRow *last = training->count ? &training->rows[training->count - 1] : NULL;
        if (last && last->person_id == posts[i].person_id) {
            last->post = text(cx, "%s; %s", last->post, post_words(cx, &posts[i]));
            continue;
        }
        if (training->count == TRAINING_PEOPLE) {
            training->more = true;
            return;
        }
        training->rows[training->count++] = (TrainingRow){ .person_id = posts[i].person_id, .name = posts[i].person, .post = post_words(cx, &posts[i]), .ends_on = posts[i].ends_on,
                                                           .due = array(cx, Due, training->requirement_count + 1) };
    }
}

/* Both lists are in the order of names. */
static void cells_put(Ctx *cx, Training *training, const Cell *cells, size_t n)
{
    size_t row = 0;
    for (size_t i = 0; i < n; i++) {
        while (row < training->count && training->rows[row].person_id != cells[i].person_id) row++;
        if (row == training->count) return;
        TrainingRow *r = &training->rows[row];
        size_t at = column_of(training->requirements, training->requirement_count, cells[i].requirement_id);
        if (at == training->requirement_count) continue;
        r->due[at] = due_from(cx, &training->requirements[at], &cells[i]);
        r->overdue += r->due[at].state == OVERDUE, r->soon += r->due[at].state == DUE_SOON;
        training->overdue += r->due[at].state == OVERDUE, training->soon += r->due[at].state == DUE_SOON, training->in_date += r->due[at].state == IN_DATE;
    }
}

Error *training_at(Ctx *cx, int64_t organisation_id, TrainingGroup group, Training *training)
{
    TrainingScope scope;
    Post *posts;
    Cell *cells;
    size_t post_count, cell_count;
    TRY(training_scope(cx, organisation_id, &scope));
    if (group == BOARD ? !scope.board : !scope.staff) return missing(cx, "the training at organisation %ld", (long)organisation_id);
    *training = (Training){0};
    TRY(requirements_in_use(cx, &training->requirements, &training->requirement_count));
    TRY(db_all(cx, (Query[]){ QUERY_LIST(people_at, post_columns, &posts, &post_count, INT(organisation_id), STR(cx->today), INT(group)),
                              QUERY_LIST(due_at, cell_columns, &cells, &cell_count, INT(organisation_id), STR(cx->today), INT(group)) }, 2));
    people_put(cx, training, posts, post_count);
    cells_put(cx, training, cells, cell_count);
    training->more |= post_count == ROWS_MOST || cell_count == CELLS_MOST;
    return OK;
}

Error *requirement_history(Ctx *cx, int64_t person_id, RequirementMet **list, size_t *count)
{
    static const Column columns[] = {
        COLUMN(RequirementMet, id), COLUMN(RequirementMet, withdrawn_at), COLUMN(RequirementMet, organisation_id), COLUMN(RequirementMet, name), COLUMN(RequirementMet, met_on),
        COLUMN(RequirementMet, how), COLUMN(RequirementMet, words), COLUMN(RequirementMet, course), COLUMN(RequirementMet, organisation),
    };
    return db_list(cx, met_by, columns, list, count, INT(person_id));
}
