#include "rooms/programme/material.h"

#include <string.h>

#include "platform/base/text.h"
#include "platform/db/stored_file.h"
#include "platform/db/trail.h"
#include "platform/documents/file_kind.h"
#include "rooms/members/permission.h"
#include "rooms/programme/event.h"

static const Column material_columns[] = {
    COLUMN(Material, id), COLUMN(Material, event_id), COLUMN(Material, position), COLUMN(Material, file_id), COLUMN(Material, length), COLUMN(Material, shared_at), COLUMN(Material, moment),
    COLUMN(Material, name), COLUMN(Material, link), COLUMN(Material, type), COLUMN(Material, file_name),
};
#define MATERIALS \
    "SELECT m.id, m.event_id, m.position, m.file_id, f.length, s.shared_at, m.moment, m.name, m.link, f.type, f.name AS file_name" \
    " FROM material m LEFT JOIN stored_file f ON f.id = m.file_id LEFT JOIN material_sharing s ON s.id = m.sharing_id"
#define IN_ORDER " ORDER BY m.moment DESC, m.position, m.id"

SQL(materials_all,     MATERIALS " WHERE m.event_id = $1" IN_ORDER);
SQL(materials_open,    MATERIALS " WHERE m.event_id = $1 AND m.sharing_id IS NOT NULL AND (m.moment = 'before' OR CAST($2 AS BIGINT) = 1)" IN_ORDER);
SQL(material_by_id,    MATERIALS " WHERE m.id = $1");
SQL(materials_number,  "SELECT count(*) FROM material WHERE event_id = $1");
SQL(material_insert,
    "INSERT INTO material (id, event_id, moment, position, name, file_id, link, added_by, added_at)"
    " SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT), COALESCE(max(position), 0) + 1, CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS TEXT), CAST($7 AS BIGINT), CAST($8 AS BIGINT)"
    "  FROM material WHERE event_id = $2 AND moment = $3");
SQL(material_swap,     "UPDATE material SET position = CASE WHEN id = $1 THEN CAST($4 AS BIGINT) ELSE CAST($3 AS BIGINT) END WHERE id = $1 OR id = $2");
SQL(material_delete,   "DELETE FROM material WHERE id = $1");
SQL(file_still_used,   "SELECT count(*) FROM material WHERE file_id = $1");

/* A copy and a removal meet here: whichever comes second sees what the first has done. */
SQL(materials_lock,    "UPDATE material SET position = position WHERE event_id = $1");
SQL(materials_to_copy, "SELECT id FROM material WHERE event_id = $1 ORDER BY moment, position");
SQL(material_like,     "INSERT INTO material (id, event_id, moment, position, name, file_id, link, added_by, added_at)"
                       " SELECT CAST($2 AS BIGINT), CAST($3 AS BIGINT), moment, position, name, file_id, link, CAST($4 AS BIGINT), CAST($5 AS BIGINT) FROM material WHERE id = $1");

/* ---- whose they are ---- */

Error *materials_event(Ctx *cx, int64_t event_id, Event *event, bool *changeable)
{
    bool prepares, reads;
    if (!cx->who) return missing(cx, "materials, and nobody is signed in");
    TRY(event_find(cx, event_id, event));
    prepares = may(cx, RUN_PROGRAMME) || (may(cx, OWN_COURSES) && event->owner_id == cx->who->organisation_id);
    reads = prepares || may(cx, AUDIT);
    if (!reads && cx->who->post_id) TRY(event_is_facilitated_by(cx, event_id, cx->who->id, &prepares));
    *changeable = prepares && !one_of(event->state, "cancelled archived");
    return reads || prepares ? OK : missing(cx, "event %ld is not prepared by person %ld", (long)event_id, (long)cx->who->id);
}

/* The same to change them: the event is held, so that their number and order stay true. */
static Error *materials_hold(Ctx *cx, int64_t event_id, Event *event)
{
    bool changeable = false;
    TRY(event_hold(cx, event_id));
    TRY(materials_event(cx, event_id, event, &changeable));
    if (changeable) return OK;
    return one_of(event->state, "cancelled archived") ? conflict(cx, "This event is %s, so its materials stay as they are", event->state) : forbidden(cx, "an auditor writes nothing");
}

Error *materials_of(Ctx *cx, int64_t event_id, Material **list, size_t *count) { return db_list(cx, materials_all, material_columns, list, count, INT(event_id)); }

static bool is_over(const Ctx *cx, const Event *event) { return event->session_count && event->ends_at <= cx->now; }

Error *materials_shown(Ctx *cx, const Event *event, Material **list, size_t *count)
{
    return db_list(cx, materials_open, material_columns, list, count, INT(event->id), INT(is_over(cx, event)));
}

bool material_is_shown(const Ctx *cx, const Event *event, const Material *material)
{
    return material->shared_at && (same(material->moment, "before") || is_over(cx, event));
}

Error *material_find(Ctx *cx, int64_t id, Material *material) { return db_one(cx, material_by_id, material_columns, material, INT(id)); }

const char *material_kind_words(Ctx *cx, const Material *m)
{
    if (m->file_id) return text(cx, "%s, %s", file_kind_name(m->type), file_size_words(cx, m->length));
    const char *host = m->link + strlen("https://");
    return text(cx, "Link to %s", text_copy(cx, host, strcspn(host, "/?#")));
}

const char *material_address(Ctx *cx, const Material *m) { return m->file_id ? text(cx, "/materials/%ld", (long)m->id) : m->link; }

const char *material_group_words(const Material *m) { return same(m->moment, "before") ? "For before you come" : "From the day"; }

/* ---- changing them ---- */

static bool link_whole(const char *link) { return begins(link, "https://") && link[strlen("https://")] && !strpbrk(link, " \t\r\n\"<>") && strlen(link) <= MATERIAL_LINK_MOST; }

static Error *material_lacks(Ctx *cx, const Material *m)
{
    Error *errors = OK;
    bool link = !blank(m->link);
    if (!one_of(m->moment, "before after")) errors_add(&errors, invalid(cx, "moment", "Say whether it is for before the event or for after it"));
    if (!m->file_id && !link) errors_add(&errors, invalid(cx, "file", "Choose a file, or enter a link"));
    if (m->file_id && link) errors_add(&errors, invalid(cx, "link", "Choose a file or enter a link, not both. Add the other afterwards"));
    if (link && !link_whole(m->link)) errors_add(&errors, invalid(cx, "link", "Enter the whole link, beginning with https://, and nothing else"));
    if (!m->file_id && blank(m->name)) errors_add(&errors, invalid(cx, "name", "Enter what people see instead of the link, like Slides of the morning"));
    if (letters(m->name) > MATERIAL_NAME_MOST) errors_add(&errors, invalid(cx, "name", "The name must be %d characters or fewer", MATERIAL_NAME_MOST));
    return errors;
}

/* A file that nobody named is called by its own name, without the ending, which its kind says. */
static Error *named(Ctx *cx, const Material *m, const char **name)
{
    StoredFile file;
    *name = text_trim(cx, m->name);
    if (!m->file_id) return OK;
    TRY(stored_file_link(cx, m->file_id));
    TRY(stored_file_find(cx, m->file_id, &file));
    const char *dot = strrchr(file.name, '.');
    if (blank(*name)) *name = dot && dot > file.name ? text_copy(cx, file.name, (size_t)(dot - file.name)) : file.name;
    return OK;
}

Error *material_add(Ctx *cx, const Material *material, int64_t *id)
{
    Event event = {0};
    const char *name;
    int64_t there, made = new_id(cx);
    TRY(materials_hold(cx, material->event_id, &event));
    TRY(material_lacks(cx, material));
    TRY(db_number(cx, materials_number, &there, INT(event.id)));
    if (there >= MATERIALS_MOST) return invalid(cx, "file", "An event has %d materials at most. Remove one first", MATERIALS_MOST);
    TRY(named(cx, material, &name));
    TRY(db_run(cx, material_insert, NULL, INT(made), INT(event.id), STR(material->moment), STR(name), REF(material->file_id), STR(material->file_id ? "" : text_trim(cx, material->link)),
               REF(cx->who->id), INT(cx->now)));
    *id = made;
    return trail(cx, "event.material_added", event.id, NULL);
}

/* One of an event that is held. */
static Error *material_hold(Ctx *cx, int64_t id, Material *material, Event *event)
{
    TRY(material_find(cx, id, material));
    TRY(materials_hold(cx, material->event_id, event));
    return material_find(cx, id, material);
}

Error *material_up(Ctx *cx, int64_t id, int64_t *event_id)
{
    Event event = {0};
    Material material = {0}, *list;
    size_t n, at = 0;
    TRY(material_hold(cx, id, &material, &event));
    TRY(materials_of(cx, event.id, &list, &n));
    *event_id = event.id;
    while (at < n && list[at].id != id) at++;
    if (!at || at == n || !same(list[at - 1].moment, material.moment)) return OK;   /* it is the first already */
    return db_run(cx, material_swap, NULL, INT(id), INT(list[at - 1].id), INT(list[at].position), INT(list[at - 1].position));
}

static Error *file_let_go(Ctx *cx, int64_t file_id)
{
    int64_t used;
    TRY(stored_file_hold(cx, file_id));
    TRY(db_number(cx, file_still_used, &used, INT(file_id)));
    return used ? OK : stored_file_let_go(cx, file_id);
}

Error *material_remove(Ctx *cx, int64_t id, int64_t *event_id)
{
    Event event = {0};
    Material material = {0};
    TRY(material_hold(cx, id, &material, &event));
    *event_id = event.id;
    TRY(db_run(cx, material_delete, NULL, INT(id)));
    if (material.file_id) TRY(file_let_go(cx, material.file_id));
    return trail(cx, "event.material_removed", event.id, NULL);
}

Error *materials_copy(Ctx *cx, int64_t event_id, int64_t copy_id)
{
    typedef struct { int64_t id; } One;
    static const Column columns[] = { COLUMN(One, id) };
    One *list;
    size_t n;
    int64_t there;
    TRY(db_run(cx, materials_lock, &there, INT(event_id)));
    if (!there) return OK;
    TRY(db_list(cx, materials_to_copy, columns, &list, &n, INT(event_id)));
    for (size_t i = 0; i < n; i++)   /* MATERIALS_MOST at most */
        TRY(db_run(cx, material_like, NULL, INT(list[i].id), INT(new_id(cx)), INT(copy_id), REF(cx->who ? cx->who->id : 0), INT(cx->now)));
    return OK;
}
