#include "rooms/programme/event_template.h"
#include "platform/base/text.h"
#include "platform/db/trail.h"

static const Column template_columns[] = {
    COLUMN(EventTemplate, id), COLUMN(EventTemplate, event_id), COLUMN(EventTemplate, session_count), COLUMN(EventTemplate, minutes), COLUMN(EventTemplate, name), COLUMN(EventTemplate, title),
    COLUMN(EventTemplate, code), COLUMN(EventTemplate, format), COLUMN(EventTemplate, place), COLUMN(EventTemplate, owner),
};
SQL(templates_of,
    "SELECT t.id, t.event_id, e.session_count, e.minutes, t.name, c.title, c.code, e.format, e.place, o.name AS owner FROM event_template t JOIN event e ON e.id = t.event_id"
    " JOIN course c ON c.id = e.course_id JOIN organisation o ON o.id = c.owner_id WHERE CAST($1 AS BIGINT) = 0 OR c.owner_id = $1 ORDER BY t.folded, t.id LIMIT 200");
SQL(template_insert, "INSERT INTO event_template (id, name, folded, event_id, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (folded) DO NOTHING");
SQL(template_delete, "DELETE FROM event_template WHERE id = $1 AND (CAST($2 AS BIGINT) = 0 OR event_id IN (SELECT e.id FROM event e JOIN course c ON c.id = e.course_id WHERE c.owner_id = $2))");
SQL(templates_number, "SELECT COUNT(*) FROM event_template");

Error *event_templates(Ctx *cx, EventTemplate **templates, size_t *count)
{
    return db_list(cx, templates_of, template_columns, templates, count, INT(programme_scope(cx)));
}

Error *event_template_add(Ctx *cx, int64_t event_id, const char *name, int64_t *id)
{
    Event event = {0};
    int64_t all = 0, added;
    TRY(event_hold_own(cx, event_id, &event));
    if (!event.session_count) return conflict(cx, "This event has no sessions yet, so there is nothing to begin from");
    if (blank(name)) return invalid(cx, "name", "Enter a name, like Two mornings at the Town Hall");
    if (letters(name) > TEMPLATE_NAME_MOST) return invalid(cx, "name", "Use %d characters or fewer for the name", TEMPLATE_NAME_MOST);
    TRY(db_number(cx, templates_number, &all, NONE));
    if (all >= TEMPLATES_MOST) return invalid(cx, "name", "There are %d templates already. Take one away first", TEMPLATES_MOST);
    const char *plain = text_trim(cx, name);
    *id = new_id(cx);
    TRY(db_run(cx, template_insert, &added, INT(*id), STR(plain), STR(text_fold(cx, plain)), INT(event_id), INT(cx->who->id), INT(cx->now)));
    return added ? trail(cx, "event.template_added", event_id, NULL) : invalid(cx, "name", "There is a template of that name already");
}

Error *event_template_remove(Ctx *cx, int64_t id)
{
    int64_t gone;
    TRY(db_run(cx, template_delete, &gone, INT(id), INT(programme_scope(cx))));
    return gone ? trail(cx, "event.template_removed", id, NULL) : missing(cx, "template %ld is not theirs", id);
}
